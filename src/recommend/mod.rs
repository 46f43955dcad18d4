//! From picks to a ranked list: fold-in, scores, ranking.

mod pick;

pub use pick::{NotARating, Opinion, Pick, Rating};
