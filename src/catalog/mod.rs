//! What is known of the anime: identities, encoders, facts and titles.

mod encoder;
mod id;
mod scaler;

pub use encoder::{LabelEncoder, UnsortedLabels};
pub use id::{AnimeId, UserId};
pub use scaler::MinMaxScaler;
