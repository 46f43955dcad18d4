//! Training: samples, steps, the loop, and what turns a trained network into a file for visitors.

mod embedding;
mod fit;
mod implicit;
mod models;
mod projection;
mod ratings;
mod step;
mod warm_start;

pub use fit::INTERRUPTED;
pub use models::{
    ITEM_LEAST, RatingNetwork, TrainError, TrainedModel, USER_LEAST, hold_out, train_ncf, train_rating_model,
    train_recommender_net,
};
pub use step::Samples;
