//! Matrix factorization with biases and a logistic loss, by stochastic gradient descent (Rendle et al. 2020, "Neural
//! collaborative filtering vs. matrix factorization revisited", arXiv 2005.09683): `s(b_u + b_i + p_u . q_i)`.
//!
//! A user is stored as `[p, b_u, 1]` and an item as `[q, 1, b_i]`, so that the biases are two more factors, and the model
//! is one of NeuMF without a perceptron and with weights of 1.

use super::recipe::{log_uniform, one_of};
use super::workshop::Workshop;
use crate::train::{
    Draw, Embedding, ImplicitSource, Samples, Stopping, TrainError, TrainedModel, Visitors, liked_picks,
};
use burn::tensor::Device;
use konomi::model::{Architecture, Matrix, WeightsFile, dot};
use konomi::recommend::load;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// The sizes and how they are trained.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The length of a factor vector.
    factors: usize,
    /// The deviation of fresh factors.
    deviation: f32,
    /// Negatives drawn for each positive.
    negatives: usize,
    /// Whether a title of the user's own list may be drawn as a negative too, as in the paper.
    listed_negatives: bool,
    /// The rate of descent.
    rate: f32,
    /// The weight of the squared factors and biases of each sample.
    l2: f32,
    /// Epochs between two validations.
    round: usize,
    /// Rounds at most.
    rounds: usize,
    /// Rounds without a better validation before it ends.
    patience: usize,
}

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        let mut random = ChaCha8Rng::seed_from_u64(workshop.seed);
        let items = workshop.items.len();
        let mut fresh = |rows| Halves::new(Embedding::normal(rows, self.factors, self.deviation, &mut random).rows);
        let (mut users, mut anime) = (fresh(workshop.rows.len()), fresh(items));
        let draw = Draw::listed(self.listed_negatives);
        let (lists, negatives) = (&workshop.rows, self.negatives);
        let source = ImplicitSource { lists, items, negatives, batch: CHUNK, draw };
        let picks = liked_picks(workshop.lists, &workshop.items);
        let mut stopping = Stopping::new("mf", self.rounds, self.patience);
        while let Some(round) = stopping.begin() {
            let (mut loss, mut samples) = (0.0, 0);
            for batch in (0..self.round).flat_map(|_| source.batches_of_epoch(&mut random)) {
                loss += self.descend(&mut users, &mut anime, &batch);
                samples += batch.len();
            }
            let state = (users.with_bias([0, 1]), anime.with_bias([1, 0]));
            let by_pairs = workshop.validation.figure_of_pairs(|pairs| products(&state, pairs));
            let validation = match by_pairs {
                Some(figure) => figure,
                None => {
                    let model = load(file(&state, &picks, workshop)?, &Device::flex(), |_| None)?;
                    workshop.validation.figure(model.as_ref(), None)
                }
            };
            stopping.end(round, loss / samples.max(1) as f64, samples, validation, state);
        }
        let (state, epochs) = stopping.best().ok_or(TrainError::Interrupted)?;
        let file = file(&state, &picks, workshop)?;
        let seconds = started.elapsed().as_secs_f64();
        let (users, epochs) = (Some(state.0), Some(epochs));
        Ok(TrainedModel { users, seconds, epochs, ..TrainedModel::of_file(file) })
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        let (rate, l2) = (log_uniform(random, 1e-3, 2e-2) as f32, log_uniform(random, 1e-3, 2e-2) as f32);
        Some(Self { rate, l2, negatives: one_of(random, &[4, 8, 12]), ..self.clone() })
    }
}

/// Samples that are taken together: enough for two threads to be worth their start.
const CHUNK: usize = 100_000;

/// A table cut into its even and its odd rows, so that two threads can each have one half of the users and one of the
/// items: the same numbers come out however fast either of them is.
struct Halves {
    factors: [Matrix; 2],
    biases: [Vec<f32>; 2],
}

impl Halves {
    fn new(rows: Matrix) -> Self {
        let half = |which: usize| {
            let values = (which..rows.rows()).step_by(2).flat_map(|row| rows.row(row).iter().copied()).collect();
            Matrix { width: rows.width, values }
        };
        let factors = [half(0), half(1)];
        let biases = [vec![0.0; factors[0].rows()], vec![0.0; factors[1].rows()]];
        Self { factors, biases }
    }

    /// Whole rows again, each with its bias in the first or second place after the factors and a 1 in the other.
    fn with_bias(&self, order: [usize; 2]) -> Matrix {
        let count = self.biases[0].len() + self.biases[1].len();
        let width = self.factors[0].width + 2;
        let mut values = Vec::with_capacity(count * width);
        for row in 0..count {
            values.extend_from_slice(self.factors[row % 2].row(row / 2));
            let pair = [self.biases[row % 2][row / 2], 1.0];
            values.extend(order.map(|place| pair[place]));
        }
        Matrix { width, values }
    }
}

impl Recipe {
    /// One step of descent for each sample; the sum of their losses before it.
    fn descend(&self, users: &mut Halves, items: &mut Halves, batch: &Samples) -> f64 {
        let mut blocks: [[Vec<usize>; 2]; 2] = Default::default();
        for sample in 0..batch.len() {
            blocks[batch.users[sample] as usize % 2][batch.items[sample] as usize % 2].push(sample);
        }
        let [even_users, odd_users] = &mut users.factors;
        let [even_user_biases, odd_user_biases] = &mut users.biases;
        let mut even = Side { factors: even_users, biases: even_user_biases };
        let mut odd = Side { factors: odd_users, biases: odd_user_biases };
        let [even_items, odd_items] = &mut items.factors;
        let [even_item_biases, odd_item_biases] = &mut items.biases;
        let mut first = Side { factors: even_items, biases: even_item_biases };
        let mut second = Side { factors: odd_items, biases: odd_item_biases };
        let mut loss = 0.0;
        for swapped in [false, true] {
            let (with_even, with_odd) = match swapped {
                false => ((&mut first, &blocks[0][0]), (&mut second, &blocks[1][1])),
                true => ((&mut second, &blocks[0][1]), (&mut first, &blocks[1][0])),
            };
            loss += std::thread::scope(|scope| {
                let other = scope.spawn(|| self.descend_block(&mut odd, with_odd.0, batch, with_odd.1));
                let own = self.descend_block(&mut even, with_even.0, batch, with_even.1);
                own + other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
        }
        loss
    }

    fn descend_block(&self, users: &mut Side, items: &mut Side, batch: &Samples, samples: &[usize]) -> f64 {
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || self.descend_samples(users, items, batch, samples),
        )
    }

    #[inline(always)]
    fn descend_samples(&self, users: &mut Side, items: &mut Side, batch: &Samples, samples: &[usize]) -> f64 {
        let (rate, l2) = (self.rate, self.l2);
        let mut loss = 0.0;
        for &sample in samples {
            let (user, item) = (batch.users[sample] as usize / 2, batch.items[sample] as usize / 2);
            let (p, q) = (users.row(user), items.row(item));
            let logit = dot(p, q) + users.biases[user] + items.biases[item];
            let target = batch.targets[sample];
            let chance = 1.0 / (1.0 + (-logit).exp());
            loss -= f64::from((if target > 0.5 { chance } else { 1.0 - chance }).max(1e-7).ln());
            let error = chance - target;
            users.biases[user] -= rate * (error + l2 * users.biases[user]);
            items.biases[item] -= rate * (error + l2 * items.biases[item]);
            let (p, q) = (users.row_mut(user), items.row_mut(item));
            for (p, q) in p.iter_mut().zip(q) {
                let before = *p;
                *p -= rate * (error * *q + l2 * before);
                *q -= rate * (error * before + l2 * *q);
            }
        }
        loss
    }
}

/// One half of a table.
struct Side<'a> {
    factors: &'a mut Matrix,
    biases: &'a mut Vec<f32>,
}

impl Side<'_> {
    #[inline(always)]
    fn row(&self, row: usize) -> &[f32] {
        self.factors.row(row)
    }

    #[inline(always)]
    fn row_mut(&mut self, row: usize) -> &mut [f32] {
        let width = self.factors.width;
        &mut self.factors.values[row * width..(row + 1) * width]
    }
}

fn products((users, items): &(Matrix, Matrix), pairs: &Samples) -> Vec<f32> {
    let product = |(&user, &item): (&u32, &u32)| dot(users.row(user as usize), items.row(item as usize));
    pairs.users.iter().zip(&pairs.items).map(product).collect()
}

/// The file for visitors: the factors as those of a NeuMF without a perceptron, all of weight 1.
fn file(
    (users, items): &(Matrix, Matrix),
    picks: &[Vec<konomi::recommend::KnownPick>],
    workshop: &Workshop,
) -> Result<WeightsFile, TrainError> {
    let width = items.width;
    let mut network = WeightsFile::new(Architecture::NeuMf, workshop.items.clone())
        .with_parameter("factor_output.weight", &[width, 1], vec![1.0; width])
        .with_parameter("factor_output.bias", &[1], vec![0.0]);
    network.rows = items.clone();
    let network = network.neu_mf(&Device::flex())?;
    let visitors = Visitors { users, picks, opinion: |pick| pick.presence };
    visitors.file(Architecture::NeuMf, &network, &workshop.items, items, workshop.seed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe() -> Recipe {
        let (factors, deviation, negatives, listed_negatives) = (16, 0.1, 4, false);
        let (rate, l2, round, rounds, patience) = (0.05, 0.0, 1, 1, 0);
        Recipe { factors, deviation, negatives, listed_negatives, rate, l2, round, rounds, patience }
    }

    #[test]
    fn two_groups_with_a_taste_each_are_told_apart() {
        let lists: Vec<Vec<u32>> = (0..60).map(|user| (0..8).map(|k| 2 * k + user % 2).collect()).collect();
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut fresh = |rows| Halves::new(Embedding::normal(rows, 16, 0.1, &mut random).rows);
        let (mut users, mut items) = (fresh(60), fresh(16));
        let source = ImplicitSource { lists: &lists, items: 16, negatives: 4, batch: 500, draw: Draw::Pooled };
        let mut losses = Vec::new();
        for _ in 0..60 {
            let batches: Vec<Samples> = source.batches_of_epoch(&mut random).collect();
            losses.push(batches.iter().map(|batch| recipe().descend(&mut users, &mut items, batch)).sum::<f64>());
        }
        assert!(losses[59] < 0.2 * losses[0], "{losses:?}");
        let state = (users.with_bias([0, 1]), items.with_bias([1, 0]));
        let mut pairs = Samples::default();
        for (user, item) in [(0, 2), (0, 3), (7, 3), (7, 2)] {
            pairs.push(user, item, 0.0);
        }
        let scores = products(&state, &pairs);
        assert!(scores[0] > scores[1] && scores[2] > scores[3], "{scores:?}");
    }

    #[test]
    fn rows_and_biases_come_together_in_the_order_of_the_rows() {
        let mut halves = Halves::new(Matrix { width: 1, values: vec![1.0, 2.0, 3.0] });
        halves.biases = [vec![0.1, 0.3], vec![0.2]];
        assert_eq!(halves.with_bias([0, 1]).values, [1.0, 0.1, 1.0, 2.0, 0.2, 1.0, 3.0, 0.3, 1.0]);
        assert_eq!(halves.with_bias([1, 0]).row(1), [2.0, 1.0, 0.2]);
    }
}
