//! NCF, or either half of it, over a whole catalogue.

use super::perceptron::{Scratch, in_words};
use super::{ItemSide, Parameters, Perceptron, UserSide, logistic, products};
use crate::model::{Matrix, dot};

/// The network and its item side as the scan reads them.
#[derive(Clone, Debug)]
pub struct NcfScan {
    user: UserSide,
    factors: Option<Factors>,
    judge: Option<Judge>,
}

/// The matrix factorization: `bias + sum_k p_k (weight_k q_k)`.
#[derive(Clone, Debug)]
struct Factors {
    /// `weight_k q_k`, `[items, factors]`.
    items: Matrix,
    /// Of an output of their own, where there is no perceptron.
    bias: f32,
}

/// The perceptron.
#[derive(Clone, Debug)]
struct Judge {
    /// The items' half of the first layer, its bias included, `[items, width]`, each row padded to whole words.
    items: Matrix,
    /// All behind the first layer's ReLU.
    rest: Perceptron,
}

impl NcfScan {
    /// Of the network's parameters and its item side.
    pub fn new(parameters: &Parameters, ItemSide { factors, inputs }: ItemSide) -> Self {
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
            user: UserSide::new(parameters),
            factors: factors.map(|items| Factors { items, bias: scalar("factor_output.bias") }),
            judge: inputs.map(|items| Judge { items: in_words(items), rest: rest() }),
        }
    }

    /// The items' factors, each by its weight in the last layer, `[items, factors]`; `None` of the perceptron alone.
    pub fn factors(&self) -> Option<&Matrix> {
        self.factors.as_ref().map(|factors| &factors.items)
    }

    /// The network's output for every item, 0 to 1, by a user's row: the factors, then the perceptron's embedding.
    pub fn scan(&self, user: &[f32]) -> Vec<f32> {
        self.scan_judged(user, self.judged(user))
    }

    /// The same where [`Self::judged`] has been asked already.
    pub fn scan_judged(&self, user: &[f32], judged: Vec<f32>) -> Vec<f32> {
        let mut logits = judged;
        if let Some(Factors { items, .. }) = &self.factors {
            let products = products(items, &user[..items.width]);
            logits.iter_mut().zip(products).for_each(|(logit, product)| *logit += product);
        }
        logistic(&mut logits);
        logits
    }

    /// What there is of every item's logit beside the product of factors: what the perceptron says, or the bias where there
    /// is none.
    pub fn judged(&self, user: &[f32]) -> Vec<f32> {
        let Some(Judge { items, rest }) = &self.judge else {
            return self.factors.iter().flat_map(|factors| vec![factors.bias; factors.items.rows()]).collect();
        };
        let (user, mut scratch) = (self.user_half(user).input, rest.scratch());
        let bias = self.factors.as_ref().map_or(0.0, |factors| factors.bias);
        let judge = |item: &[f32]| bias + rest.judge(user.as_chunks().0, item.as_chunks().0, &mut scratch);
        items.values.chunks_exact(items.width.max(1)).map(judge).collect()
    }

    /// The same for the items of some rows.
    pub fn scan_rows(&self, user: &[f32], rows: &[usize]) -> Vec<f32> {
        let (user, mut scratch) = (self.user_half(user), self.scratch());
        let mut logits: Vec<f32> = rows.iter().map(|&row| self.logit(&user, row, &mut scratch)).collect();
        logistic(&mut logits);
        logits
    }

    /// The gradient, by the user's row, of a sum over items of what a function says of their logits; the slope of that
    /// function at its item's logit comes with each row.
    pub fn gradient(&self, user: &[f32], items: impl Iterator<Item = (usize, impl Fn(f32) -> f32)>) -> Vec<f32> {
        let (half, mut scratch) = (self.user_half(user), self.scratch());
        let mut by_factors = vec![0.0; half.factors.len()];
        let mut by_input = vec![0.0; half.input.len()];
        for (row, slope) in items {
            let slope = slope(self.logit(&half, row, &mut scratch));
            if let Some(Factors { items, .. }) = &self.factors {
                by_factors.iter_mut().zip(items.row(row)).for_each(|(sum, value)| *sum += slope * value);
            }
            if let (Some(Judge { rest, .. }), Some(scratch)) = (&self.judge, &mut scratch) {
                rest.add_gradient(slope, scratch, &mut by_input);
            }
        }
        self.user.gradient(&by_factors, &by_input)
    }

    fn user_half(&self, user: &[f32]) -> UserHalf {
        let (factors, mut input) = self.user.half(user);
        input.resize(self.judge.as_ref().map_or(0, |judge| judge.items.width), 0.0);
        UserHalf { factors, input }
    }

    fn scratch(&self) -> Option<Scratch> {
        self.judge.as_ref().map(|judge| judge.rest.scratch())
    }

    fn logit(&self, user: &UserHalf, row: usize, scratch: &mut Option<Scratch>) -> f32 {
        let by_factors = self.factors.as_ref().map(|factors| dot(factors.items.row(row), &user.factors) + factors.bias);
        let judged = self.judge.as_ref().zip(scratch.as_mut()).map(|(Judge { items, rest, .. }, scratch)| {
            rest.judge(user.input.as_chunks().0, items.row(row).as_chunks().0, scratch)
        });
        by_factors.unwrap_or(0.0) + judged.unwrap_or(0.0)
    }
}

/// A user as the items meet them.
struct UserHalf {
    /// The factors.
    factors: Vec<f32>,
    /// Their half of the first layer, padded as the items' is.
    input: Vec<f32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{AnimeId, LabelEncoder};
    use crate::model::{Architecture, NeuMf, NeuMfConfig, NeuMfHalf, PairNetwork, WeightsFile};
    use burn::tensor::activation::sigmoid;
    use burn::tensor::{Device, Distribution, Tensor};

    /// Both halves and each alone; widths that fill the kernel's blocks and such as don't.
    fn networks(device: &Device) -> impl Iterator<Item = NeuMf> {
        let sizes = [
            (64, 64, vec![64, 32, 16]),
            (5, 0, vec![]),
            (0, 7, vec![20, 17, 3]),
            (3, 4, vec![1]),
            (3, 4, vec![70, 40, 72, 5]),
            (98, 64, vec![256, 128, 64]),
        ];
        device.seed(1);
        sizes
            .into_iter()
            .map(|(factors, mlp_embedding, layers)| NeuMfConfig { factors, mlp_embedding, layers }.init(device))
    }

    /// The scan of a file with this network, and what it scans for Burn: a user's row, the items' half.
    fn scan_of(net: &NeuMf) -> (NcfScan, Tensor<2>, NeuMfHalf) {
        let device = PairNetwork::device(net);
        let rows = |count| Tensor::<2>::random([count, net.row_width()], Distribution::Normal(0.0, 1.0), &device);
        let (user, items) = (rows(1), rows(ITEMS));
        let mut file = WeightsFile::new(Architecture::NeuMf, LabelEncoder::fit((0..ITEMS as u32).map(AnimeId)));
        file.rows = Matrix::from(items.clone());
        for (name, shape, values) in net.parameters() {
            file = file.with_parameter(&name, &shape, values);
        }
        let scan = NcfScan::new(&file.parameters, ItemSide::of_file(&file).unwrap());
        (scan, user, net.item_half(items))
    }

    const ITEMS: usize = 40;

    fn furthest(found: &[f32], expected: &[f32]) -> f32 {
        assert_eq!(found.len(), expected.len());
        found.iter().zip(expected).map(|(found, expected)| (found - expected).abs()).fold(0.0, f32::max)
    }

    #[test]
    fn the_scan_says_what_the_network_says() {
        for net in networks(&Device::flex()) {
            let (scan, user, items) = scan_of(&net);
            let expected = sigmoid(net.scan(&net.user_half(user.clone()), &items));
            let expected: Vec<f32> = expected.into_data().iter::<f32>().collect();
            let user = Matrix::from(user).values;
            assert!(furthest(&scan.scan(&user), &expected) < 1e-5, "{:?}", net.config());
            assert!(
                furthest(&scan.scan_rows(&user, &[7, 3]), &[expected[7], expected[3]]) < 1e-5,
                "{:?}",
                net.config()
            );
        }
    }

    #[cfg(feature = "training")]
    #[test]
    fn its_gradient_is_the_network_s() {
        let device = Device::flex().autodiff();
        for net in networks(&device) {
            let (scan, user, items) = scan_of(&net);
            let weights: Vec<f32> = (0..ITEMS).map(|item| (item as f32).sin()).collect();
            let user = user.require_grad();
            let logits = net.scan(&net.user_half(user.clone()), &items);
            let sum = (logits.powi_scalar(2) * Tensor::<1>::from_floats(weights.as_slice(), &device)).sum();
            let expected: Vec<f32> = user.grad(&sum.backward()).unwrap().into_data().iter::<f32>().collect();
            let slopes = weights.iter().enumerate().map(|(row, weight)| (row, move |logit| 2.0 * weight * logit));
            let found = scan.gradient(&Matrix::from(user).values, slopes);
            let size = expected.iter().fold(1.0, |size: f32, value| size.max(value.abs()));
            assert!(furthest(&found, &expected) < 1e-5 * size, "{:?}", net.config());
        }
    }
}
