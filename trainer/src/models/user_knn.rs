//! User-based nearest neighbours: the lists themselves are the model (Resnick et al. 1994, "GroupLens").

use super::recipe::{log_uniform, one_of};
use super::workshop::Workshop;
use crate::train::{TrainError, TrainedModel};
use konomi::model::{Architecture, SparseRows, WeightsFile};
use konomi::recommend::UserKnn;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// Who is a neighbour, and how much of one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// How many users a visitor is compared to.
    neighbours: usize,
    /// The power of the likeness by which a neighbour counts.
    power: f32,
    /// A sample of so many users is what the page carries.
    sample: usize,
}

/// Lists shorter than this say too little to be carried.
const SHORTEST: usize = 20;

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        let whole: Vec<&Vec<u32>> = workshop.rows.iter().filter(|list| !list.is_empty()).collect();
        let mut sample: Vec<&Vec<u32>> = whole.iter().copied().filter(|list| list.len() >= SHORTEST).collect();
        sample.shuffle(&mut ChaCha8Rng::seed_from_u64(workshop.seed));
        sample.truncate(self.sample);
        // Of fewer users fewer are near.
        let share = (sample.len() as f32 / whole.len().max(1) as f32).sqrt();
        let fewer = (self.neighbours as f32 * share).ceil();
        let trained = TrainedModel::in_one_go(self.file(&whole, self.neighbours as f32, workshop), started, &[])?;
        trained.with_page_file(self.file(&sample, fewer, workshop), workshop.validation.cases())
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        let power = log_uniform(random, 0.5, 5.0) as f32;
        Some(Self { neighbours: one_of(random, &[25, 50, 100, 200, 400, 800]), power, ..self.clone() })
    }
}

impl Recipe {
    fn file(&self, users: &[&Vec<u32>], neighbours: f32, workshop: &Workshop) -> WeightsFile {
        let unit = |list: &&Vec<u32>| {
            let value = 1.0 / (list.len() as f32).sqrt();
            list.iter().map(|&item| (item, value)).collect()
        };
        let mut file = WeightsFile::new(Architecture::UserKnn, workshop.items.clone()).with_parameter(
            UserKnn::NEIGHBOURHOOD,
            &[2],
            vec![neighbours, self.power],
        );
        file.sparse.insert(UserKnn::USERS.to_owned(), SparseRows::new(workshop.items.len(), users.iter().map(unit)));
        file
    }
}
