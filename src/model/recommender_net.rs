//! The reference's RecommenderNet: the cosine of a user's and an item's embedding, a dense layer of 64 with ReLU, and a
//! sigmoid, trained on ratings scaled to 0-1 by binary cross-entropy.

use super::pair_network::{CosineHead, CosineNetwork, PairIndex, PairNetwork};
use burn::module::{Module, Param};
use burn::nn::{Initializer, Linear, LinearConfig};
#[cfg(feature = "training")]
use burn::optim::GradientsParams;
#[cfg(feature = "training")]
use burn::tensor::TensorData;
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

/// The reference's width of an embedding.
const EMBEDDING: usize = 128;
/// The reference's width of the dense layer.
const HIDDEN: usize = 64;
/// Added to a squared norm, so that an all-zero row has the cosine 0 and not a NaN (as TensorFlow's `l2_normalize`).
const EPSILON: f64 = 1e-12;

/// The head: a function of one number, the cosine.
#[derive(Module, Debug)]
pub struct RecommenderNet {
    /// `[1, 64]`.
    hidden: Linear,
    /// `[64, 1]`.
    output: Linear,
}

impl RecommenderNet {
    /// A network with fresh weights: Glorot's initialization and no bias, as Keras has it. A steeper start (He's, say)
    /// lets the embeddings learn their pairs by heart before the head has found the ratings' mean.
    pub fn init(device: &Device) -> Self {
        Self::of_width(HIDDEN, device)
    }

    /// The same with a dense layer of another width.
    pub fn of_width(hidden: usize, device: &Device) -> Self {
        let linear = |input, output| {
            let mut layer = LinearConfig::new(input, output)
                .with_initializer(Initializer::XavierUniform { gain: 1.0 })
                .init(device);
            layer.bias = Some(Param::from_tensor(Tensor::zeros([output], device)));
            layer
        };
        Self { hidden: linear(1, hidden), output: linear(hidden, 1) }
    }

    /// Rows brought to length 1, same shape `[rows, 128]`.
    pub fn normalize(rows: Tensor<2>) -> Tensor<2> {
        let norms = rows.clone().powi_scalar(2).sum_dim(1).add_scalar(EPSILON).sqrt();
        rows / norms
    }

    /// The logits of cosines, both `[batch]`.
    pub fn head(&self, cosines: Tensor<1>) -> Tensor<1> {
        let activation = relu(self.hidden.forward(cosines.unsqueeze_dim::<2>(1)));
        self.output.forward(activation).squeeze_dim(1)
    }

    /// The logits `[items]` of one user, `[1, 128]` of length 1, for items of length 1, `[items, 128]`.
    pub fn scan(&self, user: Tensor<2>, items: &Tensor<2>) -> Tensor<1> {
        self.head(items.clone().matmul(user.transpose()).squeeze_dim(1))
    }

    /// The linear layers by name, in the order of a weights file.
    pub fn layers(&self) -> Vec<(String, &Linear)> {
        vec![("hidden".to_owned(), &self.hidden), ("output".to_owned(), &self.output)]
    }

    /// The same network with `replace` applied to each of its layers.
    pub(super) fn try_map_layers<E>(
        self,
        mut replace: impl FnMut(&str, Linear) -> Result<Linear, E>,
    ) -> Result<Self, E> {
        Ok(Self { hidden: replace("hidden", self.hidden)?, output: replace("output", self.output)? })
    }
}

fn floats<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

impl PairNetwork for RecommenderNet {
    fn row_width(&self) -> usize {
        EMBEDDING
    }

    fn logits(&self, users: Tensor<2>, items: Tensor<2>, pairs: PairIndex) -> Tensor<1> {
        // Normalized before they are paired: once per distinct row, not once per sample.
        let user = Self::normalize(users).select(0, pairs.user);
        let item = Self::normalize(items).select(0, pairs.item);
        self.head((user * item).sum_dim(1).squeeze_dim(1))
    }

    fn as_cosine_network(&self) -> Option<&dyn CosineNetwork> {
        Some(self)
    }

    fn parameters(&self) -> Vec<(String, Vec<usize>, Vec<f32>)> {
        super::weights::linear_parameters(self.layers())
    }
}

impl CosineNetwork for RecommenderNet {
    fn cosine_head(&self) -> CosineHead {
        let (hidden, output) = (&self.hidden, &self.output);
        let bias = |layer: &Linear, width| layer.bias.as_ref().map_or(vec![0.0; width], |bias| floats(bias.val()));
        let hidden_weight = floats(hidden.weight.val());
        CosineHead {
            hidden_bias: bias(hidden, hidden_weight.len()),
            output_weight: floats(output.weight.val()),
            output_bias: bias(output, 1).iter().sum(),
            hidden_weight,
        }
    }

    #[cfg(feature = "training")]
    fn head_gradients(&self, gradients: CosineHead) -> GradientsParams {
        let CosineHead { hidden_weight, hidden_bias, output_weight, output_bias } = gradients;
        let (device, mut of) = (self.device().inner(), GradientsParams::new());
        let width = hidden_weight.len();
        let matrix = |values, shape: [usize; 2]| Tensor::<2>::from_data(TensorData::new(values, shape), &device);
        let vector = |values: Vec<f32>| Tensor::<1>::from_floats(values.as_slice(), &device);
        of.register(self.hidden.weight.id, matrix(hidden_weight, [1, width]));
        of.register(self.output.weight.id, matrix(output_weight, [width, 1]));
        for (layer, values) in [(&self.hidden, hidden_bias), (&self.output, vec![output_bias])] {
            if let Some(bias) = &layer.bias {
                of.register(bias.id, vector(values));
            }
        }
        of
    }
}
