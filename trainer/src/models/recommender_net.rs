//! RecommenderNet: on ratings, as the reference has it, and the same network on lists, which is what a list of
//! recommendations needs.

use super::recipe::{log_uniform, one_of};
use super::workshop::Workshop;
use crate::dataset::{RatingTable, known_picks};
use crate::train::{
    ByRatings, Draw, Embedding, ITEM_LEAST, PairTrainer, Sampling, Schedule, TrainError, TrainedModel, USER_LEAST,
    Visitors, hold_out, report, train_on_lists,
};
use burn::tensor::Device;
use konomi::catalog::MinMaxScaler;
use konomi::model::{Architecture, Matrix, PairNetwork, RecommenderNet};
use konomi::recommend::{DotProduct, KnownPick};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::time::Instant;

impl super::Recipe for ByRatings {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        let (lists, seed) = (workshop.lists, workshop.seed);
        let table = RatingTable::new(lists, ITEM_LEAST, USER_LEAST);
        let [validation, train] = hold_out(&table.samples, [self.held_out], seed)?;
        let best = self.train_recommender_net(
            &table,
            &train,
            &validation,
            seed,
            workshop.checkpoint("recommender-net").as_ref(),
        )?;
        let picks: Vec<Vec<KnownPick>> =
            table.users.iter().map(|&index| known_picks(&lists[index], &table.items, true)).collect();
        // Only the direction of a row means anything to this network, so the regression and the file hold directions.
        let (users, rows) = (directions(&best.users), directions(&best.items));
        let visitors = Visitors { users: &users, picks: &picks, opinion: DotProduct::rating_opinion };
        let mut file = visitors.file(Architecture::RecommenderNet, &best.network, &table.items, &rows, seed)?;
        file.scaler = Some(MinMaxScaler::MY_ANIME_LIST);
        Ok(report(file, &best, started))
    }
}

/// How it is trained on lists.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImplicitRecipe {
    /// Negatives drawn for each positive.
    negatives: usize,
    /// Samples a step.
    batch: usize,
    /// Adam's rate in the first epoch.
    rate: f64,
    /// By what it is multiplied after each epoch.
    decay: f64,
    /// Epochs at most.
    epochs: usize,
    /// Epochs without a better validation before it ends.
    patience: usize,
}

impl super::Recipe for ImplicitRecipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let mut random = ChaCha8Rng::seed_from_u64(workshop.seed);
        let network = RecommenderNet::init(&workshop.device());
        let width = network.row_width();
        // From unit length, as the network takes them: a step of Adam turns a longer row by less.
        let mut table = |rows: usize| Embedding::normal(rows, width, (1.0 / width as f32).sqrt(), &mut random);
        let (users, items) = (table(workshop.rows.len()), table(workshop.items.len()));
        let trainer = PairTrainer::new(network, users, items);
        let sampling = Sampling { negatives: self.negatives, batch: self.batch, draw: Draw::Pooled };
        let schedule =
            Schedule { epochs: self.epochs, patience: self.patience, rate: self.rate, decay: self.decay, l2: 0.0 };
        let name = "recommender-net on lists";
        train_on_lists(workshop, trainer, Architecture::RecommenderNet, sampling, &schedule, directions, name)
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        let rate = log_uniform(random, 1e-3, 1e-2);
        let decay = one_of(random, &[0.75, 0.85, 0.95]);
        Some(Self { rate, decay, negatives: one_of(random, &[4, 8, 12]), ..self.clone() })
    }
}

/// Every row brought to length 1.
fn directions(rows: &Matrix) -> Matrix {
    Matrix::from(RecommenderNet::normalize(rows.to_tensor(&Device::flex())))
}
