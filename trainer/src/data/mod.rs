//! The data sets on disk, read as streams: nothing here holds more than one row beside its result.

mod anime_row;
mod csv_rows;
mod error;
mod faults;
mod field;
mod kaggle;
mod member_row;
mod movielens;

pub use error::DataError;
pub use faults::{Fault, FaultKind, Faults};
pub use kaggle::{KaggleDir, RatingRow};
pub use member_row::{Gender, Member};
pub use movielens::{MovieLensDir, Viewer};
