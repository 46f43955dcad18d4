//! Implicit ALS: both sides in turn, each row by the closed form that also folds visitors in.

use super::recipe::log_uniform;
use super::workshop::Workshop;
use crate::dataset::users_of;
use crate::train::{Embedding, TrainError, TrainedModel};
use konomi::model::{AlsObjective, Architecture, Matrix, Observation, WeightsFile};
use konomi::recommend::AlsVisitor;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// The objective's numbers and the size of the factors.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The number of factors.
    factors: usize,
    /// See [`AlsObjective::unobserved`].
    unobserved: f32,
    /// See [`AlsObjective::ridge`].
    ridge: f32,
    /// How often both sides are solved.
    epochs: usize,
}

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        let mut random = ChaCha8Rng::seed_from_u64(workshop.seed);
        let deviation = 0.1 / (self.factors as f32).sqrt();
        let mut items = Embedding::normal(workshop.items.len(), self.factors, deviation, &mut random).rows;
        let users_of = users_of(workshop.items.len(), &workshop.rows);
        for _ in 0..self.epochs {
            let users = self.half_step(&items, &workshop.rows);
            items = self.half_step(&users, &users_of);
        }
        let mut file = WeightsFile::new(Architecture::Als, workshop.items.clone());
        file.rows = items;
        let file = file.with_parameter(AlsVisitor::OBJECTIVE, &[2], vec![self.unobserved, self.ridge]);
        TrainedModel::in_one_go(file, started, workshop.validation.cases())
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        let unobserved = log_uniform(random, 0.005, 1.0) as f32;
        Some(Self { unobserved, ridge: log_uniform(random, 1e-4, 3e-2) as f32, ..self.clone() })
    }
}

impl Recipe {
    /// The rows of one side, with those of the other held fixed.
    fn half_step(&self, fixed: &Matrix, lists: &[Vec<u32>]) -> Matrix {
        let objective = AlsObjective::new(fixed, self.unobserved, self.ridge);
        let observe = |&row: &u32| Observation { row: row as usize, target: 1.0, weight: 1.0 };
        let solved = lists.par_iter().flat_map_iter(|list| objective.solve(fixed, list.iter().map(observe)));
        Matrix { width: self.factors, values: solved.collect() }
    }
}
