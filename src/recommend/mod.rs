//! From picks to a ranked list: fold-in, scores, ranking.

pub mod choice;
#[cfg(feature = "engine")]
pub mod kernel;
mod people;
mod pick;
mod rank;
mod standing;

#[cfg(feature = "engine")]
mod adam;
#[cfg(feature = "engine")]
mod als;
#[cfg(feature = "engine")]
mod blend;
#[cfg(feature = "engine")]
mod by_embedding;
#[cfg(feature = "engine")]
mod calibration;
#[cfg(feature = "engine")]
mod content;
#[cfg(feature = "gpu")]
pub mod gpu;
#[cfg(feature = "engine")]
mod interview;
#[cfg(feature = "engine")]
mod item_table;
#[cfg(feature = "engine")]
mod item_to_item;
#[cfg(feature = "engine")]
mod known_answer;
#[cfg(feature = "engine")]
mod ncf;
#[cfg(feature = "engine")]
mod on_device;
#[cfg(feature = "engine")]
mod popular;
#[cfg(feature = "engine")]
mod product_scan;
#[cfg(feature = "engine")]
mod reasons;
#[cfg(feature = "engine")]
mod recommender;
#[cfg(feature = "engine")]
mod recommender_net;
#[cfg(feature = "engine")]
mod refinement;
#[cfg(feature = "engine")]
mod scores;
#[cfg(feature = "engine")]
mod similar;
#[cfg(feature = "engine")]
mod user_knn;
#[cfg(feature = "engine")]
mod vae;
#[cfg(feature = "engine")]
mod warm_start;

pub use people::{Favourite, Neighbour, People, PeopleError, Person};
pub use pick::{NotARating, Opinion, Pick, Rating};
pub use rank::rank;
pub use standing::{Listed, Standing};

#[cfg(feature = "engine")]
pub use {
    als::AlsVisitor,
    blend::Blend,
    by_embedding::ByEmbedding,
    calibration::{Calibration, Scored},
    content::ByContent,
    interview::next_questions,
    item_table::ItemTable,
    item_to_item::ItemToItem,
    known_answer::KnownAnswer,
    ncf::Ncf,
    popular::Popular,
    reasons::{Reasons, Share},
    recommender::{KnownPick, Recommender, VisitorRow, load},
    recommender_net::DotProduct,
    scores::{ReadError, Scores},
    similar::{least_similar, most_similar},
    user_knn::UserKnn,
    vae::Autoencoder,
    warm_start::WarmStart,
};

#[cfg(test)]
#[cfg(feature = "engine")]
mod tests;
