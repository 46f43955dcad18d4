//! Neural matrix factorization (NeuMF): generalized matrix factorization and a multi-layer perceptron, fused in the last
//! layer (He et al. 2017, "Neural Collaborative Filtering", arXiv 1708.05031, section 3.4).
//!
//! The first layer of the perceptron is linear in the concatenation of user and item, `W [u; i] = Wu u + Wi i`. Each
//! half is computed once per distinct row, not once per pair; for a fixed catalogue the item half is a constant table.

use super::pair_network::{PairIndex, PairNetwork};
use burn::module::Module;
use burn::nn::{Initializer, Linear, LinearConfig};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

/// The sizes of a NeuMF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeuMfConfig {
    /// The latent factors of the matrix factorization.
    pub factors: usize,
    /// The width of the perceptron's embeddings of user and of item.
    pub mlp_embedding: usize,
    /// The widths of the perceptron's layers.
    pub layers: Vec<usize>,
}

impl Default for NeuMfConfig {
    /// The reference's sizes: 64 factors, embeddings of 64, layers of 64, 32 and 16.
    fn default() -> Self {
        Self { factors: 64, mlp_embedding: 64, layers: vec![64, 32, 16] }
    }
}

/// The network over the rows; a row is the factors, then the perceptron's embedding.
#[derive(Module, Debug)]
pub struct NeuMf {
    /// The user's half of the first layer, `[mlp_embedding, layers[0]]`, without a bias.
    user_input: Linear,
    /// The item's half of the first layer, `[mlp_embedding, layers[0]]`, with the layer's bias.
    item_input: Linear,
    /// The further layers, `[layers[k], layers[k + 1]]`.
    hidden: Vec<Linear>,
    /// The weights of the factors in the last layer, `[factors, 1]`, without a bias.
    factor_output: Linear,
    /// The weights of the perceptron in the last layer, `[layers.last(), 1]`, with the layer's bias.
    mlp_output: Linear,
}

/// A set of rows as the network uses them.
#[derive(Clone)]
pub struct NeuMfHalf {
    /// The factors, `[rows, factors]`.
    pub factors: Tensor<2>,
    /// This side's half of the perceptron's first layer, `[rows, layers[0]]`.
    pub input: Tensor<2>,
}

impl NeuMfHalf {
    /// Row `index[b]` for each `b`.
    fn select(self, index: burn::tensor::Tensor<1, burn::tensor::Int>) -> Self {
        Self { factors: self.factors.select(0, index.clone()), input: self.input.select(0, index) }
    }
}

impl NeuMfConfig {
    /// A network with fresh weights.
    pub fn init(&self, device: &Device) -> NeuMf {
        let first = self.layers.first().copied().unwrap_or(self.mlp_embedding);
        let last = self.layers.last().copied().unwrap_or(first);
        let linear = |input, output, bias, fan_in| {
            LinearConfig::new(input, output)
                .with_bias(bias)
                .with_initializer(Initializer::Uniform {
                    min: -(3.0 / fan_in as f64).sqrt(),
                    max: (3.0 / fan_in as f64).sqrt(),
                })
                .init(device)
        };
        NeuMf {
            user_input: linear(self.mlp_embedding, first, false, 2 * self.mlp_embedding),
            item_input: linear(self.mlp_embedding, first, true, 2 * self.mlp_embedding),
            hidden: self.layers.windows(2).map(|pair| linear(pair[0], pair[1], true, pair[0])).collect(),
            factor_output: linear(self.factors, 1, false, self.factors + last),
            mlp_output: linear(last, 1, true, self.factors + last),
        }
    }
}

impl NeuMf {
    /// A user's rows `[rows, row_width]`, ready to be paired.
    ///
    /// The last layer's weights of the factors are folded into the user's: `w . (p * q) = (w * p) . q`.
    pub fn user_half(&self, rows: Tensor<2>) -> NeuMfHalf {
        let (factors, embedding) = self.split(rows);
        NeuMfHalf {
            factors: factors * self.factor_output.weight.val().transpose(),
            input: self.user_input.forward(embedding),
        }
    }

    /// Item rows `[rows, row_width]`, ready to be paired.
    pub fn item_half(&self, rows: Tensor<2>) -> NeuMfHalf {
        let (factors, embedding) = self.split(rows);
        NeuMfHalf { factors, input: self.item_input.forward(embedding) }
    }

    /// The logits `[batch]` of halves that are paired row by row; a user's half of one row meets every item.
    pub fn join(&self, user: NeuMfHalf, item: NeuMfHalf) -> Tensor<1> {
        let similarity = (user.factors * item.factors).sum_dim(1);
        let mut activation = relu(user.input + item.input);
        for layer in &self.hidden {
            activation = relu(layer.forward(activation));
        }
        (similarity + self.mlp_output.forward(activation)).squeeze_dim(1)
    }

    /// The logits `[items]` of one user, `[1, ...]`, for every item: [`Self::join`] with the factors as one product.
    pub fn scan(&self, user: NeuMfHalf, items: &NeuMfHalf) -> Tensor<1> {
        let similarity = items.factors.clone().matmul(user.factors.transpose());
        let mut activation = relu(user.input + items.input.clone());
        for layer in &self.hidden {
            activation = relu(layer.forward(activation));
        }
        (similarity + self.mlp_output.forward(activation)).squeeze_dim(1)
    }

    /// The sizes of this network.
    pub fn config(&self) -> NeuMfConfig {
        let [mlp_embedding, first] = self.user_input.weight.dims();
        let [factors, _] = self.factor_output.weight.dims();
        let hidden = self.hidden.iter().map(|layer| layer.weight.dims()[1]);
        NeuMfConfig { factors, mlp_embedding, layers: std::iter::once(first).chain(hidden).collect() }
    }

    /// The linear layers by name, in the order of a weights file.
    pub(super) fn layers(&self) -> Vec<(String, &Linear)> {
        let mut layers = vec![("user_input".to_owned(), &self.user_input), ("item_input".to_owned(), &self.item_input)];
        layers.extend(self.hidden.iter().enumerate().map(|(k, layer)| (format!("hidden.{k}"), layer)));
        layers.push(("factor_output".to_owned(), &self.factor_output));
        layers.push(("mlp_output".to_owned(), &self.mlp_output));
        layers
    }

    /// The same network with `replace` applied to each of its layers.
    pub(super) fn try_map_layers<E>(
        self,
        mut replace: impl FnMut(&str, Linear) -> Result<Linear, E>,
    ) -> Result<Self, E> {
        Ok(Self {
            user_input: replace("user_input", self.user_input)?,
            item_input: replace("item_input", self.item_input)?,
            hidden: (self.hidden.into_iter().enumerate())
                .map(|(k, layer)| replace(&format!("hidden.{k}"), layer))
                .collect::<Result<_, _>>()?,
            factor_output: replace("factor_output", self.factor_output)?,
            mlp_output: replace("mlp_output", self.mlp_output)?,
        })
    }

    /// Rows `[rows, row_width]` as factors and perceptron embedding.
    fn split(&self, rows: Tensor<2>) -> (Tensor<2>, Tensor<2>) {
        let [factors, _] = self.factor_output.weight.dims();
        let [embedding, _] = self.user_input.weight.dims();
        (rows.clone().narrow(1, 0, factors), rows.narrow(1, factors, embedding))
    }
}

impl PairNetwork for NeuMf {
    fn row_width(&self) -> usize {
        let config = self.config();
        config.factors + config.mlp_embedding
    }

    fn logits(&self, users: Tensor<2>, items: Tensor<2>, pairs: PairIndex) -> Tensor<1> {
        let user = self.user_half(users).select(pairs.user);
        let item = self.item_half(items).select(pairs.item);
        self.join(user, item)
    }

    fn parameters(&self) -> Vec<(String, Vec<usize>, Vec<f32>)> {
        super::weights::linear_parameters(self.layers())
    }
}
