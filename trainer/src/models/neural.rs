//! The networks over pairs: NCF on lists, RecommenderNet on ratings.

use super::workshop::Workshop;
use crate::train::{TrainError, TrainedModel, train_ncf, train_recommender_net};
use serde::{Deserialize, Serialize};

/// NCF's recipe; see [`train_ncf`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NcfRecipe {}

impl super::Recipe for NcfRecipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        train_ncf(workshop.lists, workshop.validation, workshop.seed)
    }
}

/// RecommenderNet's recipe; see [`train_recommender_net`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecommenderNetRecipe {}

impl super::Recipe for RecommenderNetRecipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        train_recommender_net(workshop.lists, workshop.seed)
    }
}
