//! The variational autoencoder of users' lists with a multinomial likelihood (Liang et al. 2018, "Variational
//! autoencoders for collaborative filtering", arXiv 1802.05814), its first and last layer tied to one item table.
//!
//! A list is the sum of its items' rows by one over the root of its length; the encoder makes of it the mean and the
//! variance of a latent vector, the decoder a vector whose products with the same rows are the logits. Tying halves the
//! model, which a page has to carry.

use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::tensor::activation::tanh;
use burn::tensor::{Device, Tensor, TensorData};

/// The logarithm of the variances at the start: a noise well below the signal.
const START_LOG_VARIANCE: f32 = -3.0;

/// The layers between the item table and itself.
#[derive(Module, Debug)]
pub struct MultVae {
    /// `[width, 2 latent]`: the means, then the logarithms of the variances.
    encoder: Linear,
    /// `[latent, width]`.
    decoder: Linear,
}

/// A latent vector as a normal distribution, both `[batch, latent]`.
pub struct Latent {
    /// The mean.
    pub mean: Tensor<2>,
    /// The logarithm of the variance.
    pub log_variance: Tensor<2>,
}

impl MultVae {
    /// A network with fresh weights, for rows of this width.
    pub fn init(width: usize, latent: usize, device: &Device) -> Self {
        let linear = |input, output| {
            let initializer = burn::nn::Initializer::XavierNormal { gain: 1.0 };
            LinearConfig::new(input, output).with_initializer(initializer).init(device)
        };
        Self { encoder: linear(width, 2 * latent), decoder: linear(latent, width) }
    }

    /// A network that hands through the first `latent` values of a row, with the same small variance for all: over a table
    /// of singular vectors that is a truncated singular value decomposition, squashed, which is a better place to start
    /// from than chance.
    pub fn identity(width: usize, latent: usize, device: &Device) -> Self {
        let linear = |input: usize, output: usize, bias: Vec<f32>| {
            let weight = (0..input * output).map(|place| f32::from(u8::from(place / output == place % output)));
            let weight = TensorData::new(weight.collect::<Vec<f32>>(), [input, output]);
            let bias = Tensor::from_data(TensorData::new(bias, [output]), device);
            Linear {
                weight: Param::from_tensor(Tensor::from_data(weight, device)),
                bias: Some(Param::from_tensor(bias)),
            }
        };
        let mut bias = vec![0.0; latent];
        bias.resize(2 * latent, START_LOG_VARIANCE);
        let encoder = linear(width, 2 * latent, bias);
        Self { encoder, decoder: linear(latent, width, vec![0.0; width]) }
    }

    /// The latent vectors of lists, `[batch, width]`: sums of rows by one over the root of their number, with the first
    /// layer's bias.
    pub fn encode(&self, lists: Tensor<2>) -> Latent {
        let both = self.encoder.forward(tanh(lists));
        let latent = both.dims()[1] / 2;
        Latent { mean: both.clone().narrow(1, 0, latent), log_variance: both.narrow(1, latent, latent) }
    }

    /// What the rows are multiplied with, `[batch, width]`, for latent vectors `[batch, latent]`.
    pub fn decode(&self, latent: Tensor<2>) -> Tensor<2> {
        tanh(self.decoder.forward(latent))
    }

    /// The parameters by name, for a weights file.
    pub fn parameters(&self) -> Vec<(String, Vec<usize>, Vec<f32>)> {
        let layers = vec![("encoder".to_owned(), &self.encoder), ("decoder".to_owned(), &self.decoder)];
        super::weights::linear_parameters(layers)
    }

    /// The same network with `replace` applied to each of its layers.
    pub(super) fn try_map_layers<E>(
        self,
        mut replace: impl FnMut(&str, Linear) -> Result<Linear, E>,
    ) -> Result<Self, E> {
        Ok(Self { encoder: replace("encoder", self.encoder)?, decoder: replace("decoder", self.decoder)? })
    }
}
