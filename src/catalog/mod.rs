//! What is known of the anime: identities, encoders, facts and titles.

mod anime;
mod atlas;
mod catalogue;
mod columns;
mod encoder;
mod encoders;
mod filter;
mod franchise;
mod id;
mod likeness;
mod reading;
#[cfg(test)]
mod samples;
mod scaler;
mod sealed;
mod search;
mod well_known;

pub use anime::{AgeRating, Anime, Kind, Score, Season};
pub use atlas::{Atlas, AtlasError, Place};
pub use catalogue::{AnimeRef, Catalogue, DataSet, GenreId, TitleKind};
pub use columns::CatalogueError;
pub use encoder::{LabelEncoder, UnsortedLabels};
pub use encoders::{Encoders, EncodersError};
pub use filter::{Filter, FilterWarning};
pub use franchise::Franchises;
pub use id::{AnimeId, UserId};
pub use likeness::Likeness;
pub use reading::{Progress, Reading};
pub use scaler::MinMaxScaler;
pub use sealed::SealError;
pub(crate) use sealed::{Seal, name_of};
pub use search::{Hit, Indexing, SearchIndex, TitleLookup};
pub use well_known::{best_known, well_known};
