//! Networks to and from the parameters of a weights file.

use super::{WeightsError, WeightsFile};
use crate::model::{CosineHead, MultVae, NeuMf, NeuMfConfig, RecommenderNet};
use burn::module::Param;
use burn::nn::Linear;
use burn::tensor::{Device, Tensor, TensorData};

impl WeightsFile {
    /// The sizes of the NeuMF of these weights.
    pub fn neu_mf_config(&self) -> Result<NeuMfConfig, WeightsError> {
        let shape = |name: &str| self.parameters.get(name).map(|(shape, _)| shape.as_slice());
        let (mlp_embedding, first) = match shape("user_input.weight") {
            Some(&[embedding, first]) => (embedding, Some(first)),
            Some(found) => {
                let (name, found) = ("user_input.weight".to_owned(), found.to_vec());
                return Err(WeightsError::Shape { name, found, expected: vec![0, 0] });
            }
            None => (0, None),
        };
        let factors = self.rows.width.saturating_sub(mlp_embedding);
        let mut layers: Vec<usize> = first.into_iter().collect();
        while let Some(shape) = shape(&format!("hidden.{}.weight", layers.len().wrapping_sub(1))) {
            layers.push(shape.get(1).copied().unwrap_or(0));
        }
        if factors == 0 && layers.is_empty() {
            return Err(WeightsError::Missing("user_input.weight".to_owned()));
        }
        if let Some(at) = layers.iter().position(|width| *width == 0) {
            let name = if at == 0 { "user_input.weight".to_owned() } else { format!("hidden.{}.weight", at - 1) };
            return Err(WeightsError::Shape { name, found: vec![0], expected: vec![1] });
        }
        Ok(NeuMfConfig { factors, mlp_embedding, layers })
    }

    /// The NeuMF of these weights.
    pub fn neu_mf(&self, device: &Device) -> Result<NeuMf, WeightsError> {
        self.neu_mf_config()?.init(device).try_map_layers(|name, layer| self.fill(name, layer, device))
    }

    /// The head of the RecommenderNet of these weights.
    pub fn cosine_head(&self) -> Result<CosineHead, WeightsError> {
        let name = "hidden.weight";
        let (shape, _) = self.parameters.get(name).ok_or_else(|| WeightsError::Missing(name.to_owned()))?;
        let units = shape.get(1).copied().unwrap_or(0);
        Ok(CosineHead {
            hidden_weight: self.parameter(name, &[1, units])?.to_vec(),
            hidden_bias: self.parameter("hidden.bias", &[units])?.to_vec(),
            output_weight: self.parameter("output.weight", &[units, 1])?.to_vec(),
            output_bias: self.parameter("output.bias", &[1])?[0],
        })
    }

    /// The RecommenderNet of these weights.
    pub fn recommender_net(&self, device: &Device) -> Result<RecommenderNet, WeightsError> {
        let name = "hidden.weight";
        let (shape, _) = self.parameters.get(name).ok_or_else(|| WeightsError::Missing(name.to_owned()))?;
        let hidden = shape.get(1).copied().unwrap_or(0);
        RecommenderNet::of_width(hidden, device).try_map_layers(|name, layer| self.fill(name, layer, device))
    }

    /// The length of a latent vector of the variational autoencoder of these weights.
    pub fn latent_width(&self) -> Result<usize, WeightsError> {
        let name = "decoder.weight";
        let (shape, _) = self.parameters.get(name).ok_or_else(|| WeightsError::Missing(name.to_owned()))?;
        Ok(shape.first().copied().unwrap_or(0))
    }

    /// The layers of that autoencoder.
    pub fn mult_vae(&self, device: &Device) -> Result<MultVae, WeightsError> {
        let network = MultVae::init(self.rows.width, self.latent_width()?, device);
        network.try_map_layers(|name, layer| self.fill(name, layer, device))
    }

    /// A layer with this file's values in place of its own; on a device with gradients it can be trained on, as a fresh one.
    fn fill(&self, name: &str, layer: Linear, device: &Device) -> Result<Linear, WeightsError> {
        let [input, output] = layer.weight.dims();
        let weight = self.parameter(&format!("{name}.weight"), &[input, output])?.to_vec();
        let weight = Tensor::from_data(TensorData::new(weight, [input, output]), device);
        let bias = match layer.bias {
            Some(bias) => {
                let values = self.parameter(&format!("{name}.bias"), &[output])?.to_vec();
                let values = Tensor::from_data(TensorData::new(values, [output]), device);
                Some(Param::initialized(bias.id, values).set_require_grad(true))
            }
            None => None,
        };
        Ok(Linear { weight: Param::initialized(layer.weight.id, weight).set_require_grad(true), bias })
    }
}

/// The weights and biases of linear layers, as a weights file names them.
pub(in crate::model) fn linear_parameters(layers: Vec<(String, &Linear)>) -> Vec<(String, Vec<usize>, Vec<f32>)> {
    let mut parameters = Vec::new();
    for (name, layer) in layers {
        let weight = layer.weight.val().inner();
        parameters.push((format!("{name}.weight"), weight.dims().to_vec(), weight.into_data().iter::<f32>().collect()));
        if let Some(bias) = &layer.bias {
            let bias = bias.val().inner();
            parameters.push((format!("{name}.bias"), bias.dims().to_vec(), bias.into_data().iter::<f32>().collect()));
        }
    }
    parameters
}
