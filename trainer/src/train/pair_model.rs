//! From a trained network over pairs to a file for visitors.

use super::TrainError;
use super::fit::{Fitted, Schedule, fit};
use super::implicit::{Draw, ImplicitSource};
use super::step::PairTrainer;
use super::trained::{Epochs, TrainedModel};
use super::warm_start;
use crate::dataset::{UserList, known_picks};
use crate::models::Workshop;
use burn::tensor::Device;
use konomi::catalog::{AnimeId, LabelEncoder};
use konomi::model::{Architecture, Matrix, PairNetwork, WeightsFile};
use konomi::recommend::{KnownPick, WarmStart, load};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::time::Instant;

/// How negatives are drawn, and how many samples a step takes.
#[derive(Clone, Copy, Debug)]
pub struct Sampling {
    /// Negatives for each positive.
    pub negatives: usize,
    /// Samples in a batch, negatives included.
    pub batch: usize,
    /// Where negatives come from.
    pub draw: Draw,
}

/// Trains a network on the workshop's lists (implicit feedback) and makes a file for visitors of the best epoch.
///
/// `finish` makes of a table what the file holds: the identity, or directions.
pub fn train_on_lists<N: PairNetwork + Send + Sync + 'static>(
    workshop: &Workshop,
    trainer: PairTrainer<N>,
    architecture: Architecture,
    sampling: Sampling,
    schedule: &Schedule,
    finish: impl Fn(&Matrix) -> Matrix,
    name: &str,
) -> Result<TrainedModel, TrainError> {
    let started = Instant::now();
    let mut random = ChaCha8Rng::seed_from_u64(workshop.seed);
    let Sampling { negatives, batch, draw } = sampling;
    let source = ImplicitSource { lists: &workshop.rows, items: workshop.items.len(), negatives, batch, draw };
    let picks = liked_picks(workshop.lists, &workshop.items);
    let file = |network: &N, users: &Matrix, rows: &Matrix| {
        let visitors = Visitors { users: &finish(users), picks: &picks, opinion: |pick| pick.presence };
        visitors.file(architecture, network, &workshop.items, &finish(rows), workshop.seed)
    };
    let validate = |trainer: &PairTrainer<N>| {
        workshop.validation.figure_of_pairs(|pairs| trainer.predict(pairs)).unwrap_or_else(|| {
            let model = file(&trainer.network, &trainer.users.rows, &trainer.items.rows)
                .and_then(|file| Ok(load(file, &Device::flex(), |_| None)?));
            // A state that gives no model is the worst there is.
            model.map_or(f64::NEG_INFINITY, |model| workshop.validation.figure(model.as_ref(), None))
        })
    };
    let checkpoint = workshop.checkpoint(name);
    let best = fit(trainer, &source, schedule, &mut random, validate, name, checkpoint.as_ref())?;
    let trained = report(file(&best.network, &best.users, &best.items)?, &best, started);
    Ok(TrainedModel { users: Some(finish(&best.users)), ..trained })
}

/// The users that a network was trained with, who teach what a visitor's picks mean.
pub struct Visitors<'a> {
    /// Their rows.
    pub users: &'a Matrix,
    /// What each of them has.
    pub picks: &'a [Vec<KnownPick>],
    /// A pick's weight in the first guess.
    pub opinion: fn(&KnownPick) -> f32,
}

impl Visitors<'_> {
    /// The file of a network with its items, and with the regression of the users on their picks.
    pub fn file<N: PairNetwork>(
        &self,
        architecture: Architecture,
        network: &N,
        items: &LabelEncoder<AnimeId>,
        rows: &Matrix,
        seed: u64,
    ) -> Result<WeightsFile, TrainError> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let warm = warm_start::regress(self.users, rows, self.picks, self.opinion, &mut random);
        let warm = warm.ok_or(TrainError::WarmStart)?;
        let shape = [warm.rows(), warm.width];
        let mut file = WeightsFile { rows: rows.clone(), ..WeightsFile::new(architecture, items.clone()) };
        for (name, shape, values) in network.parameters() {
            file = file.with_parameter(&name, &shape, values);
        }
        Ok(file.with_parameter(WarmStart::PARAMETER, &shape, warm.values))
    }
}

/// The users' lists as picks that are merely liked: implicit feedback knows no ratings.
pub fn liked_picks(lists: &[UserList], items: &LabelEncoder<AnimeId>) -> Vec<Vec<KnownPick>> {
    (lists.iter())
        .map(|list| {
            let mut list = list.clone();
            list.entries.iter_mut().for_each(|entry| entry.rating = None);
            known_picks(&list, items, false)
        })
        .collect()
}

/// A trained model of a file, with how its epochs went.
pub fn report<N>(file: WeightsFile, best: &Fitted<N>, started: Instant) -> TrainedModel {
    let (validation, samples_a_second) = (best.validation, best.samples_a_second);
    let epochs = Epochs { best: best.epoch, validation, samples_a_second };
    let seconds = started.elapsed().as_secs_f64();
    TrainedModel { seconds, epochs: Some(epochs), ..TrainedModel::of_file(file) }
}
