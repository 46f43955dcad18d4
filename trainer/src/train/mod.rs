//! Training: samples, steps, the loop, and what turns a trained network into a file for visitors.

mod adam;
mod checkpoint;
mod cosine;
mod cosine_head;
mod device;
mod embedding;
mod error;
mod fit;
mod graph;
mod implicit;
pub mod known_users;
mod list_batch;
mod pair_model;
mod projection;
mod rating_model;
mod ratings;
mod step;
mod stopping;
mod trained;
mod validation;
mod warm_start;

pub use adam::Adam;
pub use checkpoint::Checkpoint;
pub use device::{DeviceError, TrainingDevice};
pub use embedding::{Embedding, normal};
pub use error::TrainError;
pub use fit::{INTERRUPTED, Schedule};
pub use graph::Graph;
pub use implicit::{Draw, ImplicitSource};
pub use list_batch::ListBatch;
pub use pair_model::{Sampling, Visitors, liked_picks, report, train_on_lists};
pub use rating_model::{ByRatings, hold_out};
pub use step::{PairTrainer, Samples, predict};
pub use stopping::Stopping;
pub use trained::{Epochs, Form, TrainedModel};
pub use validation::Validation;

/// An anime needs as many users (or ratings) as this for a row of its own.
pub const ITEM_LEAST: usize = 5;
/// A user needs as many ratings as this for a row in the rating models, as in the reference.
pub const USER_LEAST: usize = 20;
