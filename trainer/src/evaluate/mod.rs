//! Measuring the models on data that their training never saw.

mod bootstrap;
mod cases;
mod fold_in;
mod leave_one_out;
mod metrics;
mod rating;
mod report;
mod start;

pub use cases::{FoldInCase, ndcg_at_100, ndcg_of};
pub use fold_in::{FoldIn, PublishedSplit, Split};
pub use leave_one_out::{Among, LeaveOneOut, LeftOut};
pub use rating::{MODELS as RATING_MODELS, rating};
pub use report::{Measurement, figures, markdown};
pub use start::start;
