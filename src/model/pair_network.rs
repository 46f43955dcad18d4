//! What every network over a user's row and an item's row has in common, as training sees it.

use super::Matrix;
use burn::module::Module;
#[cfg(feature = "training")]
use burn::optim::GradientsParams;
use burn::tensor::activation::{log_sigmoid, sigmoid};
use burn::tensor::{Device, Int, Tensor, TensorData};

/// Which user meets which item: sample `b` is the pair of row `user[b]` and row `item[b]`.
pub struct PairIndex {
    /// Rows of the users, shape `[batch]`.
    pub user: Tensor<1, Int>,
    /// Rows of the items, shape `[batch]`.
    pub item: Tensor<1, Int>,
}

/// A network over the cosine of a pair's rows: training and the scan on the CPU compute it by themselves.
pub trait CosineNetwork: Sync {
    /// All of its parameters.
    fn cosine_head(&self) -> CosineHead;

    #[cfg(feature = "training")]
    /// Gradients of [`Self::cosine_head`] as an optimizer takes them.
    fn head_gradients(&self, gradients: CosineHead) -> GradientsParams;
}

/// The parameters of a dense layer over one number, with ReLU, and of an output over that; or the gradients of these.
#[derive(Clone, PartialEq, Debug)]
pub struct CosineHead {
    /// `[hidden]`.
    pub hidden_weight: Vec<f32>,
    /// `[hidden]`.
    pub hidden_bias: Vec<f32>,
    /// `[hidden]`.
    pub output_weight: Vec<f32>,
    /// Of the one output.
    pub output_bias: f32,
}

/// A network that scores pairs of embedding rows.
pub trait PairNetwork: Module {
    /// The width of a row of either embedding table.
    fn row_width(&self) -> usize;

    /// The logits of a batch of pairs, before the sigmoid.
    ///
    /// # Shapes
    /// - `users`: `[distinct users, row_width]`
    /// - `items`: `[distinct items, row_width]`
    /// - output: `[batch]`
    fn logits(&self, users: Tensor<2>, items: Tensor<2>, pairs: PairIndex) -> Tensor<1>;

    /// The network as one that sees nothing else of a pair than the cosine of its rows; `None` for one that sees more.
    fn as_cosine_network(&self) -> Option<&dyn CosineNetwork> {
        None
    }

    /// The parameters by name, for a weights file.
    fn parameters(&self) -> Vec<(String, Vec<usize>, Vec<f32>)>;

    /// The device that the parameters are on.
    fn device(&self) -> Device {
        self.devices().into_iter().next().unwrap_or_else(Device::flex)
    }
}

/// The sum over a batch of the binary cross-entropy between `sigmoid(logits)` and `targets`, each in `[0, 1]`.
///
/// `-[y ln s(x) + (1 - y) ln(1 - s(x))] = (1 - y) x - ln s(x)`, which does not overflow for any logit. All shapes `[batch]`.
pub fn bce_with_logits(logits: Tensor<1>, targets: Tensor<1>) -> Tensor<1> {
    let negative_share = targets.neg().add_scalar(1.0);
    negative_share * logits.clone() - log_sigmoid(logits)
}

/// Pairs that are judged at a time.
const PART: usize = 4096;

/// A network's output after the sigmoid for each pair of a user's row and an item's row.
pub fn predict_pairs<N: PairNetwork>(
    network: &N,
    users: &Matrix,
    items: &Matrix,
    (user_rows, item_rows): (&[u32], &[u32]),
) -> Vec<f32> {
    let device = network.device().inner();
    let network = network.clone().valid();
    let parts = user_rows.chunks(PART).zip(item_rows.chunks(PART));
    let predict = |(user_rows, item_rows): (&[u32], &[u32])| {
        let count = user_rows.len();
        let each = || {
            let places: Vec<i32> = (0..count as i32).collect();
            Tensor::<1, Int>::from_data(TensorData::new(places, [count]), &device)
        };
        let pairs = PairIndex { user: each(), item: each() };
        let logits = network.logits(users.gather(user_rows, &device), items.gather(item_rows, &device), pairs);
        sigmoid(logits).into_data().iter::<f32>().collect::<Vec<_>>()
    };
    parts.flat_map(predict).collect()
}
