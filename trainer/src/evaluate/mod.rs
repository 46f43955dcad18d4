//! Measuring the models on data that their training never saw.

mod fold_in;
mod metrics;
mod rating;
mod report;

pub use fold_in::{FoldInCase, MODELS as FOLD_IN_MODELS, fold_in, ndcg_at_100};
pub use rating::{MODELS as RATING_MODELS, rating};
pub use report::{Measurement, markdown};
