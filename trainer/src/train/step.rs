//! One training step of a network over pairs: the batch in parts, one a thread; gradients summed; Adam on what they touch.

use super::cosine::{Cosines, Rows};
use super::cosine_head::{self, HeadLoss};
use super::embedding::{Embedding, RowGradients};
use crate::parallel;
use burn::optim::{AdamConfig, GradientsAccumulator, GradientsParams, ModuleOptimizer, OptimizerRecord};

use burn::tensor::{Device, Int, Tensor, TensorData};
use konomi::model::{CosineHead, CosineNetwork, Matrix, PairIndex, PairNetwork, bce_with_logits, predict_pairs};

/// Samples of a batch that one thread takes at a time: enough to use the matrix kernels, few enough to stay in its cache.
pub const PART: usize = 4096;

/// Pairs of a user's row and an item's row, each with what the network should say, 0 to 1.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Rows of the users.
    pub users: Vec<u32>,
    /// Rows of the items.
    pub items: Vec<u32>,
    /// Targets.
    pub targets: Vec<f32>,
}

impl Samples {
    /// How many.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Adds one.
    pub fn push(&mut self, user: u32, item: u32, target: f32) {
        self.users.push(user);
        self.items.push(item);
        self.targets.push(target);
    }
}

/// How large a step is.
#[derive(Clone, Copy, Debug)]
pub struct StepSize {
    /// Adam's rate.
    pub rate: f64,
    /// The weight of each sample's squared embeddings in its loss.
    pub l2: f32,
}

/// A network and its two tables in training.
pub struct PairTrainer<N: PairNetwork> {
    /// The network.
    pub network: N,
    /// The users' table.
    pub users: Embedding,
    /// The items' table.
    pub items: Embedding,
    optimizer: ModuleOptimizer,
}

/// What one part of a batch gives.
struct PartResult {
    loss: f32,
    network: GradientsParams,
    users: RowGradients,
    items: RowGradients,
}

impl<N: PairNetwork + Send + Sync + 'static> PairTrainer<N> {
    /// Starts from a network on an autodiff device and two tables.
    pub fn new(network: N, users: Embedding, items: Embedding) -> Self {
        Self { network, users, items, optimizer: AdamConfig::new().with_epsilon(1e-7).init() }
    }

    /// The state of the network's optimizer.
    pub fn optimizer_record(&self) -> OptimizerRecord {
        self.optimizer.to_record()
    }

    /// Goes on from such a state; the network must be the one that it was of.
    pub fn load_optimizer_record(&mut self, record: OptimizerRecord) {
        let fresh: ModuleOptimizer = AdamConfig::new().with_epsilon(1e-7).init();
        self.optimizer = fresh.load_record(record);
    }

    /// One step on a batch; returns the mean loss before it.
    pub fn step(&mut self, batch: &Samples, size: StepSize) -> f32 {
        let parts = parts(batch.len(), parallel::threads());
        // The gradients of cosines by hand are the processor's.
        let by_hand = self.network.as_cosine_network().filter(|_| self.network.device().inner() == Device::flex());
        let head = by_hand.map(|network| (network, network.cosine_head()));
        let results: Vec<PartResult> =
            parallel::map(&parts, |part| self.differentiate(head.as_ref(), batch, part.clone()));

        let mut loss = 0.0;
        let mut network = GradientsAccumulator::new();
        let (mut users, mut items) = (Vec::new(), Vec::new());
        for part in results {
            loss += part.loss;
            network.accumulate(&self.network, part.network);
            users.push(part.users);
            items.push(part.items);
        }
        let samples = batch.len();
        let rate = size.rate as f32;
        rayon::join(
            || self.users.descend(&users, rate, size.l2, samples),
            || {
                self.items.descend(&items, rate, size.l2, samples);
            },
        );
        self.network = self.optimizer.step(size.rate, self.network.clone(), network.grads());
        loss / samples as f32
    }

    /// The gradients of a part's summed loss.
    fn differentiate(
        &self,
        head: Option<&(&dyn CosineNetwork, CosineHead)>,
        batch: &Samples,
        part: std::ops::Range<usize>,
    ) -> PartResult {
        let (user_rows, user_index) = distinct(&batch.users[part.clone()]);
        let (item_rows, item_index) = distinct(&batch.items[part.clone()]);
        let sides = (
            (&self.users.rows, &user_rows.0[..], &user_index[..]),
            (&self.items.rows, &item_rows.0[..], &item_index[..]),
        );
        let targets = &batch.targets[part];
        let (loss, network, [users, items]) = match head {
            Some((network, head)) => by_cosine(*network, head, sides, targets),
            None => by_rows(&self.network, sides, targets),
        };
        let row_gradients =
            |values: Vec<f32>, (rows, occurrences): (Vec<u32>, Vec<u32>)| RowGradients { rows, occurrences, values };
        PartResult { loss, network, users: row_gradients(users, user_rows), items: row_gradients(items, item_rows) }
    }

    /// The network's output after the sigmoid for each sample.
    pub fn predict(&self, samples: &Samples) -> Vec<f32> {
        predict(&self.network, &self.users.rows, &self.items.rows, samples)
    }
}

/// A part's summed loss, and its gradients: the network's, and those of the users' and the items' distinct rows.
type Differentiated = (f32, GradientsParams, [Vec<f32>; 2]);

/// For a network that sees cosines alone.
fn by_cosine(
    network: &dyn CosineNetwork,
    head: &CosineHead,
    (users, items): (Rows, Rows),
    targets: &[f32],
) -> Differentiated {
    let cosines = Cosines::new(users, items);
    let HeadLoss { loss, slopes, gradients } = cosine_head::differentiate(head, &cosines.values, targets);
    (loss, network.head_gradients(gradients), cosines.gradients(users.2, items.2, &slopes))
}

/// For any network.
fn by_rows<N: PairNetwork>(network: &N, (users, items): (Rows, Rows), targets: &[f32]) -> Differentiated {
    let device = network.device();
    // Leaves of its own: two threads that share a parameter would share, and block each other on, one graph.
    let network = network.clone().fork(&device);
    let leaf = |(table, rows, _): Rows| table.gather(rows, &device).require_grad();
    let (user_leaf, item_leaf) = (leaf(users), leaf(items));
    let pairs = PairIndex { user: index(users.2, &device), item: index(items.2, &device) };
    let targets = Tensor::from_floats(targets, &device);
    let loss = bce_with_logits(network.logits(user_leaf.clone(), item_leaf.clone(), pairs), targets).sum();
    let mut gradients = loss.backward();
    let rows = [user_leaf, item_leaf].map(|leaf| floats(leaf.grad_remove(&mut gradients)));
    (loss.inner().into_scalar::<f32>(), GradientsParams::from_grads(gradients, &network), rows)
}

/// The values of a gradient; none where nothing led to it.
fn floats<const D: usize>(gradient: Option<Tensor<D>>) -> Vec<f32> {
    gradient.and_then(|gradient| gradient.into_data().try_into_vec::<f32>().ok()).unwrap_or_default()
}

/// Parts of about the same size, none above [`PART`], and as many for each thread as for any other.
fn parts(samples: usize, threads: usize) -> Vec<std::ops::Range<usize>> {
    let count = samples.div_ceil(PART).next_multiple_of(threads);
    let size = samples.div_ceil(count.max(1)).max(1);
    (0..samples).step_by(size).map(|start| start..(start + size).min(samples)).collect()
}

/// A network's output after the sigmoid for each sample.
pub fn predict<N: PairNetwork>(network: &N, users: &Matrix, items: &Matrix, samples: &Samples) -> Vec<f32> {
    predict_pairs(network, users, items, (&samples.users, &samples.items))
}

/// The distinct values with their counts, and for each value its place among them.
fn distinct(values: &[u32]) -> ((Vec<u32>, Vec<u32>), Vec<u32>) {
    let mut rows = values.to_vec();
    rows.sort_unstable();
    rows.dedup();
    let mut counts = vec![0; rows.len()];
    let index = (values.iter())
        .map(|value| {
            let place = rows.partition_point(|row| row < value);
            counts[place] += 1;
            place as u32
        })
        .collect();
    ((rows, counts), index)
}

fn index(values: &[u32], device: &Device) -> Tensor<1, Int> {
    let values: Vec<i32> = values.iter().map(|value| *value as i32).collect();
    let len = values.len();
    Tensor::from_data(TensorData::new(values, [len]), device)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_shared_out_evenly() {
        for (samples, threads, sizes) in
            [(5000, 2, vec![2500, 2500]), (3, 2, vec![2, 1]), (1, 4, vec![1]), (0, 2, vec![])]
        {
            let found: Vec<usize> = parts(samples, threads).iter().map(|part| part.len()).collect();
            assert_eq!(found, sizes, "{samples} samples, {threads} threads");
        }
        let many = parts(40_000, 3);
        assert!(many.len() == 12 && many.iter().all(|part| part.len() <= PART));
        assert!(many.windows(2).all(|pair| pair[0].end == pair[1].start) && many[11].end == 40_000);
    }
}
