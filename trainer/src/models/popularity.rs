//! Popularity: how many users have an anime on their lists.

use super::workshop::Workshop;
use crate::dataset::users_of;
use crate::train::{TrainError, TrainedModel};
use konomi::model::{Architecture, WeightsFile};
use konomi::recommend::Popular;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// Nothing to choose.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {}

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        let users_of = users_of(workshop.items.len(), &workshop.rows);
        let counts: Vec<f32> = users_of.iter().map(|users| users.len() as f32).collect();
        let file = WeightsFile::new(Architecture::Popularity, workshop.items.clone());
        let file = file.with_parameter(Popular::COUNTS, &[counts.len()], counts);
        TrainedModel::in_one_go(file, started, workshop.validation.cases())
    }
}
