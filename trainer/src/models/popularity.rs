//! Popularity: how many users have an anime on their lists.

use super::workshop::Workshop;
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
        let mut counts = vec![0.0; workshop.items.len()];
        for &item in workshop.rows.iter().flatten() {
            counts[item as usize] += 1.0;
        }
        let file = WeightsFile::new(Architecture::Popularity, workshop.items.clone());
        let file = file.with_parameter(Popular::COUNTS, &[counts.len()], counts);
        TrainedModel::in_one_go(file, started, &workshop.cases)
    }
}
