//! NCF, or either half of it, over a whole catalogue.

use super::perceptron::{Parts, padded};
use super::{Perceptron, logistic, products};
use crate::model::Matrix;
use std::collections::BTreeMap;

/// A network's parameters by the names of a weights file: shape and values.
pub type Parameters = BTreeMap<String, (Vec<usize>, Vec<f32>)>;

/// The network and its item side as the scan reads them.
#[derive(Clone, Debug)]
pub struct NcfScan {
    factors: Option<Factors>,
    judge: Option<Judge>,
}

/// The matrix factorization: `bias + sum_k (weight_k p_k) q_k`.
#[derive(Clone, Debug)]
struct Factors {
    /// `q`, `[items, factors]`.
    items: Matrix,
    /// Their weights in the last layer.
    weights: Vec<f32>,
    /// Of an output of their own, where there is no perceptron.
    bias: f32,
}

/// The perceptron.
#[derive(Clone, Debug)]
struct Judge {
    /// The items' half of the first layer, its bias included, `[items, width]`, each row padded to whole words.
    items: Vec<Parts>,
    /// The users' half, `[embedding, width]`.
    user_input: Matrix,
    /// All behind the first layer's ReLU.
    rest: Perceptron,
}

impl NcfScan {
    /// Of the network's parameters, the items' factors, and the items' half of the first layer.
    pub fn new(parameters: &Parameters, factors: Option<Matrix>, inputs: Option<Matrix>) -> Self {
        let matrix = |name: &str| {
            let (shape, values) = parameters.get(name)?;
            Some(Matrix { width: *shape.last()?, values: values.clone() })
        };
        let vector = |name: &str| matrix(name).map(|matrix| matrix.values).unwrap_or_default();
        let scalar = |name: &str| vector(name).iter().sum();
        let layer = |at: usize| Some((matrix(&format!("hidden.{at}.weight"))?, vector(&format!("hidden.{at}.bias"))));
        let layers: Vec<(Matrix, Vec<f32>)> = (0..).map_while(layer).collect();
        let rest = || Perceptron::new(&layers, &vector("mlp_output.weight"), scalar("mlp_output.bias"));
        Self {
            factors: factors.map(|items| Factors {
                items,
                weights: vector("factor_output.weight"),
                bias: scalar("factor_output.bias"),
            }),
            judge: (inputs.zip(matrix("user_input.weight"))).map(|(items, user_input)| Judge {
                items: items.values.chunks_exact(items.width.max(1)).flat_map(padded).collect(),
                user_input,
                rest: rest(),
            }),
        }
    }

    /// The network's output for every item, 0 to 1, by a user's row: the factors, then the perceptron's embedding.
    pub fn scan(&self, user: &[f32]) -> Vec<f32> {
        let (factors, embedding) = user.split_at(self.factors.as_ref().map_or(0, |factors| factors.weights.len()));
        let mut logits = Vec::new();
        if let Some(Factors { items, weights, bias }) = &self.factors {
            let weighted: Vec<f32> = factors.iter().zip(weights).map(|(factor, weight)| factor * weight).collect();
            logits = products(items, &weighted);
            logits.iter_mut().for_each(|logit| *logit += bias);
        }
        if let Some(Judge { items, user_input, rest }) = &self.judge {
            let mut user = vec![0.0; user_input.width];
            for (value, weights) in embedding.iter().zip(user_input.values.chunks_exact(user_input.width)) {
                user.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
            }
            let user = padded(&user);
            let items = items.chunks_exact(user.len().max(1));
            logits.resize(items.len(), 0.0);
            let mut scratch = rest.scratch();
            for (logit, item) in logits.iter_mut().zip(items) {
                *logit += rest.judge(&user, item, &mut scratch);
            }
        }
        logistic(&mut logits);
        logits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NeuMfConfig, PairNetwork};
    use burn::tensor::activation::sigmoid;
    use burn::tensor::{Device, Distribution, Tensor};

    /// Both halves and each alone; widths that fill the kernel's blocks and such as don't.
    #[test]
    fn the_scan_says_what_the_network_says() {
        let device = Device::flex();
        device.seed(1);
        for (factors, mlp_embedding, layers) in [
            (64, 64, vec![64, 32, 16]),
            (5, 0, vec![]),
            (0, 7, vec![20, 17, 3]),
            (3, 4, vec![1]),
            (98, 64, vec![256, 128, 64]),
        ] {
            let net = NeuMfConfig { factors, mlp_embedding, layers: layers.clone() }.init(&device);
            let rows = |count| Tensor::<2>::random([count, net.row_width()], Distribution::Normal(0.0, 1.0), &device);
            let (user, items) = (rows(1), net.item_half(rows(40)));
            let expected = sigmoid(net.scan(&net.user_half(user.clone()), &items));
            let expected: Vec<f32> = expected.into_data().iter::<f32>().collect();
            let parameters =
                net.parameters().into_iter().map(|(name, shape, values)| (name, (shape, values))).collect();
            let scan = NcfScan::new(&parameters, items.factors.map(Matrix::from), items.input.map(Matrix::from));
            let found = scan.scan(&Matrix::from(user).values);
            assert_eq!(found.len(), 40);
            let far = found.iter().zip(&expected).map(|(found, expected)| (found - expected).abs()).fold(0.0, f32::max);
            assert!(far < 1e-5, "{factors}, {mlp_embedding}, {layers:?}: {far}");
        }
    }
}
