//! Why there is no model at the end.

use super::ITEM_LEAST;
use crate::models::ConfigError;
use konomi::model::WeightsError;

/// Why there is no model at the end.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// There is not enough to learn from once the held-out part is taken away.
    #[error("{found} ratings are too few: {held_out} are held out, and training needs at least as many again")]
    TooFew {
        /// Ratings of anime and users that are frequent enough.
        found: usize,
        /// How many are held out.
        held_out: usize,
    },
    /// There are no lists, or none with anime that are frequent enough.
    #[error("no anime stands on the lists of {ITEM_LEAST} users: there is nothing to learn from")]
    NoItems,
    /// Stopped before an epoch was whole.
    #[error("training was interrupted before its first epoch ended, so there are no weights to keep")]
    Interrupted,
    /// The regression of the first guess has no solution.
    #[error("the trained rows could not be regressed on their lists: are there users with lists in the data?")]
    WarmStart,
    /// The normal equations of a linear model have no solution.
    #[error("the lists' normal equations are not positive definite: choose a larger lambda")]
    NotPositive,
    /// A blend of a model that there is none of.
    #[error("the configuration names the model {0:?} as a part of another, and there is no such model")]
    NoSuchMember(String),
    /// A model that starts from others needs them as its halves.
    #[error("the configuration lets {0:?} start another model, which has no such half")]
    NoSuchHalf(String),
    /// A recipe can't be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The trained model does not load.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// What a training left when it was interrupted can't be used.
    #[error("the checkpoint {file} can't be used: {reason}; delete it to start anew")]
    Checkpoint {
        /// Which file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
}
