//! Neural matrix factorization (NeuMF): generalized matrix factorization and a multi-layer perceptron, fused in the last
//! layer (He et al. 2017, "Neural Collaborative Filtering", arXiv 1708.05031, section 3.4).
//!
//! The first layer of the perceptron is linear in the concatenation of user and item, `W [u; i] = Wu u + Wi i`. Each
//! half is computed once per distinct row, not once per pair; for a fixed catalogue the item half is a constant table.

use super::pair_network::{PairIndex, PairNetwork};
use burn::module::Module;
use burn::nn::{Initializer, Linear, LinearConfig};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Int, Tensor};

/// The sizes of a NeuMF. Either half may be missing: without a perceptron it is generalized matrix factorization alone
/// (GMF, section 3.2), without factors the perceptron alone (MLP, section 3.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeuMfConfig {
    /// The latent factors of the matrix factorization; 0 for none.
    pub factors: usize,
    /// The width of the perceptron's embeddings of user and of item.
    pub mlp_embedding: usize,
    /// The widths of the perceptron's layers; empty for no perceptron.
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
    /// The weights of the factors in the last layer, `[factors, 1]`; with a bias where there is no perceptron.
    factor_output: Option<Linear>,
    perceptron: Option<Perceptron>,
}

/// The perceptron with its share of the last layer.
#[derive(Module, Debug)]
struct Perceptron {
    /// The user's half of the first layer, `[mlp_embedding, layers[0]]`, without a bias.
    user_input: Linear,
    /// The item's half of the first layer, `[mlp_embedding, layers[0]]`, with the layer's bias.
    item_input: Linear,
    /// The further layers, `[layers[k], layers[k + 1]]`.
    hidden: Vec<Linear>,
    /// `[layers.last(), 1]`, with the last layer's bias.
    output: Linear,
}

/// A set of rows as the network uses them; a half that the network does not have is missing here too.
#[derive(Clone)]
pub struct NeuMfHalf {
    /// The factors, `[rows, factors]`.
    pub factors: Option<Tensor<2>>,
    /// This side's half of the perceptron's first layer, `[rows, layers[0]]`.
    pub input: Option<Tensor<2>>,
}

impl NeuMfHalf {
    /// Row `index[b]` for each `b`.
    pub fn select(&self, index: &Tensor<1, Int>) -> Self {
        self.map(|rows| rows.select(0, index.clone()))
    }

    /// The same on another device.
    pub fn to_device(&self, device: &Device) -> Self {
        self.map(|rows| rows.to_device(device))
    }

    fn map(&self, change: impl Fn(Tensor<2>) -> Tensor<2>) -> Self {
        Self { factors: self.factors.clone().map(&change), input: self.input.clone().map(&change) }
    }
}

impl NeuMfConfig {
    /// A network with fresh weights.
    pub fn init(&self, device: &Device) -> NeuMf {
        let linear = |input, output, bias, fan_in| {
            LinearConfig::new(input, output)
                .with_bias(bias)
                .with_initializer(Initializer::Uniform {
                    min: -(3.0 / fan_in as f64).sqrt(),
                    max: (3.0 / fan_in as f64).sqrt(),
                })
                .init(device)
        };
        let last = self.layers.last().copied().unwrap_or(0);
        let perceptron = self.layers.first().map(|&first| Perceptron {
            user_input: linear(self.mlp_embedding, first, false, 2 * self.mlp_embedding),
            item_input: linear(self.mlp_embedding, first, true, 2 * self.mlp_embedding),
            hidden: self.layers.windows(2).map(|pair| linear(pair[0], pair[1], true, pair[0])).collect(),
            output: linear(last, 1, true, self.factors + last),
        });
        let factor_output =
            (self.factors > 0).then(|| linear(self.factors, 1, perceptron.is_none(), self.factors + last));
        NeuMf { factor_output, perceptron }
    }
}

impl NeuMf {
    /// A user's rows `[rows, row_width]`, ready to be paired.
    ///
    /// The last layer's weights of the factors are folded into the user's: `w . (p * q) = (w * p) . q`.
    pub fn user_half(&self, rows: Tensor<2>) -> NeuMfHalf {
        let (factors, embedding) = self.split(rows);
        let weighted = |(factors, output): (Tensor<2>, &Linear)| factors * output.weight.val().transpose();
        NeuMfHalf {
            factors: factors.zip(self.factor_output.as_ref()).map(weighted),
            input: embedding.zip(self.perceptron.as_ref()).map(|(rows, layers)| layers.user_input.forward(rows)),
        }
    }

    /// Item rows `[rows, row_width]`, ready to be paired.
    pub fn item_half(&self, rows: Tensor<2>) -> NeuMfHalf {
        let (factors, embedding) = self.split(rows);
        let input = embedding.zip(self.perceptron.as_ref()).map(|(rows, layers)| layers.item_input.forward(rows));
        NeuMfHalf { factors, input }
    }

    /// The logits `[batch]` of halves that are paired row by row; a user's half of one row meets every item.
    pub fn join(&self, user: &NeuMfHalf, item: &NeuMfHalf) -> Tensor<1> {
        self.add(user, item, |user, item| (user.clone() * item.clone()).sum_dim(1))
    }

    /// The logits `[items]` of one user, `[1, ...]`, for every item: [`Self::join`] with the factors as one product.
    pub fn scan(&self, user: &NeuMfHalf, items: &NeuMfHalf) -> Tensor<1> {
        self.add(user, items, |user, items| items.clone().matmul(user.clone().transpose()))
    }

    fn add(
        &self,
        user: &NeuMfHalf,
        item: &NeuMfHalf,
        product: impl Fn(&Tensor<2>, &Tensor<2>) -> Tensor<2>,
    ) -> Tensor<1> {
        let similarity = user.factors.as_ref().zip(item.factors.as_ref()).map(|(user, item)| {
            let similarity = product(user, item);
            match self.factor_output.as_ref().and_then(|output| output.bias.as_ref()) {
                Some(bias) => similarity + bias.val().unsqueeze(),
                None => similarity,
            }
        });
        let judged = self.perceptron.as_ref().zip(user.input.clone()).zip(item.input.clone());
        let judged = judged.map(|((perceptron, user), item)| {
            let mut activation = relu(user + item);
            for layer in &perceptron.hidden {
                activation = relu(layer.forward(activation));
            }
            perceptron.output.forward(activation)
        });
        match (similarity, judged) {
            (Some(similarity), Some(judged)) => (similarity + judged).squeeze_dim(1),
            (Some(half), None) | (None, Some(half)) => half.squeeze_dim(1),
            (None, None) => Tensor::zeros([0], &self.device()),
        }
    }

    /// The sizes of this network.
    pub fn config(&self) -> NeuMfConfig {
        let mut config = NeuMfConfig { factors: 0, mlp_embedding: 0, layers: Vec::new() };
        if let Some(output) = &self.factor_output {
            config.factors = output.weight.dims()[0];
        }
        if let Some(perceptron) = &self.perceptron {
            let [embedding, first] = perceptron.user_input.weight.dims();
            config.mlp_embedding = embedding;
            config.layers = perceptron.hidden.iter().map(|layer| layer.weight.dims()[1]).collect();
            config.layers.insert(0, first);
        }
        config
    }

    /// The linear layers by name, in the order of a weights file.
    pub(super) fn layers(&self) -> Vec<(String, &Linear)> {
        let mut layers = Vec::new();
        if let Some(perceptron) = &self.perceptron {
            layers.push(("user_input".to_owned(), &perceptron.user_input));
            layers.push(("item_input".to_owned(), &perceptron.item_input));
            layers.extend(perceptron.hidden.iter().enumerate().map(|(k, layer)| (format!("hidden.{k}"), layer)));
            layers.push(("mlp_output".to_owned(), &perceptron.output));
        }
        layers.extend(self.factor_output.iter().map(|output| ("factor_output".to_owned(), output)));
        layers
    }

    /// The same network with `replace` applied to each of its layers.
    pub(super) fn try_map_layers<E>(
        self,
        mut replace: impl FnMut(&str, Linear) -> Result<Linear, E>,
    ) -> Result<Self, E> {
        let perceptron = match self.perceptron {
            Some(layers) => Some(Perceptron {
                user_input: replace("user_input", layers.user_input)?,
                item_input: replace("item_input", layers.item_input)?,
                hidden: (layers.hidden.into_iter().enumerate())
                    .map(|(k, layer)| replace(&format!("hidden.{k}"), layer))
                    .collect::<Result<_, _>>()?,
                output: replace("mlp_output", layers.output)?,
            }),
            None => None,
        };
        let factor_output = self.factor_output.map(|output| replace("factor_output", output)).transpose()?;
        Ok(Self { factor_output, perceptron })
    }

    /// Rows `[rows, row_width]` as factors and perceptron embedding.
    fn split(&self, rows: Tensor<2>) -> (Option<Tensor<2>>, Option<Tensor<2>>) {
        let NeuMfConfig { factors, mlp_embedding, .. } = self.config();
        let part = |start, width| (width > 0).then(|| rows.clone().narrow(1, start, width));
        (part(0, factors), part(factors, mlp_embedding))
    }
}

impl PairNetwork for NeuMf {
    fn row_width(&self) -> usize {
        let config = self.config();
        config.factors + config.mlp_embedding
    }

    fn logits(&self, users: Tensor<2>, items: Tensor<2>, pairs: PairIndex) -> Tensor<1> {
        let user = self.user_half(users).select(&pairs.user);
        let item = self.item_half(items).select(&pairs.item);
        self.join(&user, &item)
    }

    fn parameters(&self) -> Vec<(String, Vec<usize>, Vec<f32>)> {
        super::weights::linear_parameters(self.layers())
    }
}
