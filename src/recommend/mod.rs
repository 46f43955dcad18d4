//! From picks to a ranked list: fold-in, scores, ranking.

mod pick;

#[cfg(feature = "engine")]
mod adam;
#[cfg(feature = "engine")]
mod known_answer;
#[cfg(feature = "engine")]
mod ncf;
#[cfg(feature = "engine")]
mod rank;
#[cfg(feature = "engine")]
mod recommender;
#[cfg(feature = "engine")]
mod recommender_net;
#[cfg(feature = "engine")]
mod similar;
#[cfg(feature = "engine")]
mod warm_start;

pub use pick::{NotARating, Opinion, Pick, Rating};

#[cfg(feature = "engine")]
pub use {
    known_answer::KnownAnswer,
    ncf::Ncf,
    rank::rank,
    recommender::{KnownPick, Recommender, VisitorRow, load},
    recommender_net::DotProduct,
    similar::NormalizedRows,
    warm_start::WarmStart,
};
