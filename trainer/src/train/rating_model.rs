//! Networks over pairs that learn ratings: the reference's, and NeuMF for the comparison.

use super::TrainError;
use super::checkpoint::Checkpoint;
use super::device::TrainingDevice;
use super::embedding::Embedding;
use super::fit::{Fitted, Schedule, fit};
use super::projection::project;
use super::ratings::RatingSource;
use super::step::{PairTrainer, Samples};
use crate::dataset::RatingTable;
use konomi::model::{NeuMf, NeuMfConfig, PairNetwork, RecommenderNet};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// How a network learns ratings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByRatings {
    /// Ratings that choose the epoch.
    pub held_out: usize,
    /// Ratings a step.
    batch: usize,
    /// Adam's rate in the first epoch.
    rate: f64,
    /// By what it is multiplied after each epoch.
    decay: f64,
    /// The weight of each rating's squared embeddings in its loss.
    l2: f32,
    /// Epochs at most.
    epochs: usize,
    /// Epochs without a better validation before it ends.
    patience: usize,
}

impl ByRatings {
    /// RecommenderNet, from a projection of who rated what, until the ratings of `validation` are predicted no better.
    pub fn train_recommender_net(
        &self,
        table: &RatingTable,
        train: &Samples,
        validation: &Samples,
        seed: u64,
        checkpoint: Option<&Checkpoint>,
    ) -> Result<Fitted<RecommenderNet>, TrainError> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let network = RecommenderNet::init(&TrainingDevice::Cpu.seeded(seed));
        let width = network.row_width();
        let (users, items) = project(train, table.users.len(), table.items.len(), width, &mut random);
        self.fit(PairTrainer::new(network, users, items), train, validation, random, "recommender-net", checkpoint)
    }

    /// NeuMF of the reference's sizes.
    pub fn train_neu_mf(
        &self,
        table: &RatingTable,
        train: &Samples,
        validation: &Samples,
        seed: u64,
    ) -> Result<Fitted<NeuMf>, TrainError> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let network = NeuMfConfig::default().init(&TrainingDevice::Cpu.seeded(seed));
        // He initialization as Keras takes it for a table: the number of rows is the fan-in.
        let deviation = |rows: usize| (2.0 / rows.max(1) as f32).sqrt();
        let mut fresh = |rows: usize| Embedding::normal(rows, network.row_width(), deviation(rows), &mut random);
        let (users, items) = (fresh(table.users.len()), fresh(table.items.len()));
        self.fit(PairTrainer::new(network, users, items), train, validation, random, "ncf on ratings", None)
    }

    fn fit<N: PairNetwork + Send + Sync + 'static>(
        &self,
        trainer: PairTrainer<N>,
        train: &Samples,
        validation: &Samples,
        mut random: ChaCha8Rng,
        name: &str,
        checkpoint: Option<&Checkpoint>,
    ) -> Result<Fitted<N>, TrainError> {
        let (rate, decay, l2) = (self.rate, self.decay, self.l2);
        let schedule = Schedule { epochs: self.epochs, patience: self.patience, rate, decay, l2 };
        let source = RatingSource { samples: train, batch: self.batch };
        let validate = |trainer: &PairTrainer<N>| {
            let predicted = trainer.predict(validation).into_iter().zip(&validation.targets);
            let squares = predicted.map(|(p, t)| f64::from(p - t).powi(2));
            -squares.sum::<f64>() / validation.len().max(1) as f64
        };
        fit(trainer, &source, &schedule, &mut random, validate, name, checkpoint)
    }
}

/// Disjoint random parts of the samples, of the given sizes, and the rest, which must be as large as they together.
pub fn hold_out<const N: usize, const M: usize>(
    samples: &Samples,
    sizes: [usize; N],
    seed: u64,
) -> Result<[Samples; M], TrainError> {
    let held_out = sizes.iter().sum();
    if samples.len() < 2 * held_out {
        return Err(TrainError::TooFew { found: samples.len(), held_out });
    }
    let mut order: Vec<usize> = (0..samples.len()).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let mut parts = std::array::from_fn(|_| Samples::default());
    let mut start = 0;
    for (part, samples_of_part) in parts.iter_mut().enumerate() {
        let size = sizes.get(part).copied().unwrap_or(order.len() - start);
        for &index in &order[start..start + size] {
            samples_of_part.push(samples.users[index], samples.items[index], samples.targets[index]);
        }
        start += size;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn held_out_parts_share_nothing_and_too_few_ratings_are_an_error() {
        let mut samples = Samples::default();
        (0..50).for_each(|k| samples.push(k, k + 100, k as f32));
        let [first, second, rest]: [Samples; 3] = hold_out(&samples, [10, 10], 7).unwrap();
        assert_eq!((first.len(), second.len(), rest.len()), (10, 10, 30));
        let mut users: Vec<u32> = [&first, &second, &rest].iter().flat_map(|part| part.users.clone()).collect();
        assert!(first.users.iter().zip(&first.items).all(|(user, item)| user + 100 == *item));
        users.sort_unstable();
        assert_eq!(users, (0..50).collect::<Vec<u32>>());
        let error = hold_out::<2, 3>(&samples, [20, 10], 7).err().unwrap();
        assert!(error.to_string().starts_with("50 ratings are too few: 30 are held out"), "{error}");
    }
}
