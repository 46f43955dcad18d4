//! NCF, or either half of it, over a whole catalogue.

use super::{Perceptron, sigmoid};
use crate::model::{Matrix, NeuMf, NeuMfHalf, PairNetwork, dot};
use burn::tensor::Tensor;
use std::collections::BTreeMap;

/// The item side as the scan reads it.
#[derive(Clone, Debug)]
pub struct NcfScan {
    /// The factors, `[items, factors]`.
    factors: Option<Matrix>,
    /// The items' half of the perceptron's first layer, `[items, width]`, and what is behind that layer.
    judged: Option<(Matrix, Perceptron)>,
    /// Of the factors' own output, where there is no perceptron.
    bias: f32,
}

impl NcfScan {
    /// Takes the parameters of a network and the items' half.
    pub fn new(net: &NeuMf, items: &NeuMfHalf) -> Self {
        let mut named: BTreeMap<String, (Vec<usize>, Vec<f32>)> =
            net.parameters().into_iter().map(|(name, shape, values)| (name, (shape, values))).collect();
        let mut take = |name: &str| named.remove(name);
        let mut layers = Vec::new();
        while let (Some((shape, values)), Some((_, bias))) =
            (take(&format!("hidden.{}.weight", layers.len())), take(&format!("hidden.{}.bias", layers.len())))
        {
            layers.push((Matrix { width: shape[1], values }, bias));
        }
        let mut vector = |name: &str| take(name).map(|(_, values)| values).unwrap_or_default();
        let (output, bias) = (vector("mlp_output.weight"), vector("mlp_output.bias"));
        let perceptron = Perceptron::new(&layers, output, bias.iter().sum());
        Self {
            factors: items.factors.clone().map(to_matrix),
            judged: items.input.clone().map(|input| (to_matrix(input), perceptron)),
            bias: vector("factor_output.bias").iter().sum(),
        }
    }

    /// The network's output for every item, 0 to 1, by the half of one user, `[1, ...]`.
    pub fn scan(&self, user: &NeuMfHalf) -> Vec<f32> {
        let row = |half: &Option<Tensor<2>>| half.clone().map(|half| to_matrix(half).values).unwrap_or_default();
        let (factors, input) = (row(&user.factors), row(&user.input));
        let items = [self.factors.as_ref(), self.judged.as_ref().map(|(inputs, _)| inputs)];
        let count = items.into_iter().flatten().map(Matrix::rows).max().unwrap_or(0);
        let mut scratch = self.judged.as_ref().map(|(_, perceptron)| perceptron.scratch());
        let score = |item: usize| {
            let mut logit = self.bias;
            if let Some(rows) = &self.factors {
                logit += dot(rows.row(item), &factors);
            }
            if let Some(((inputs, perceptron), scratch)) = self.judged.as_ref().zip(scratch.as_mut()) {
                logit += perceptron.judge(&input, inputs.row(item), scratch);
            }
            sigmoid(logit)
        };
        (0..count).map(score).collect()
    }
}

fn to_matrix(tensor: Tensor<2>) -> Matrix {
    let [_, width] = tensor.dims();
    Matrix { width, values: tensor.into_data().iter::<f32>().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NeuMfConfig;
    use burn::tensor::activation::sigmoid;
    use burn::tensor::{Device, Distribution};

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
            let (user, items) = (net.user_half(rows(1)), net.item_half(rows(40)));
            let expected: Vec<f32> = sigmoid(net.scan(&user, &items)).into_data().iter::<f32>().collect();
            let found = NcfScan::new(&net, &items).scan(&user);
            assert_eq!(found.len(), 40);
            let far = found.iter().zip(&expected).map(|(found, expected)| (found - expected).abs()).fold(0.0, f32::max);
            assert!(far < 1e-5, "{factors}, {mlp_embedding}, {layers:?}: {far}");
        }
    }
}
