//! Training: samples, steps, the loop, and what turns a trained network into a file for visitors.

mod embedding;
mod fit;
mod implicit;
mod models;
mod projection;
mod ratings;
mod step;
mod stopping;
mod trained;
mod warm_start;

pub use embedding::Embedding;
pub use fit::INTERRUPTED;
pub use models::{
    ITEM_LEAST, RatingNetwork, TrainError, USER_LEAST, hold_out, train_ncf, train_rating_model, train_recommender_net,
};
pub use step::Samples;
pub use stopping::Stopping;
pub use trained::{Epochs, TrainedModel};
