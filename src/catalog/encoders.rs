//! The encoders of the training data, as the page carries them.

use super::sealed::{Seal, SealError, name_of};
use super::{AnimeId, LabelEncoder, MinMaxScaler, UserId};
use crate::t;
use serde::{Deserialize, Serialize};

/// The encoders' file.
const SEAL: Seal = Seal { kind: "KNMENCOD", version: 1 };

/// The label encoders and the rating scaler of the whole data set.
///
/// A model that leaves rare anime or users out has encoders of its own beside its weights.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Encoders {
    /// Every anime that is on the list of at least one user.
    pub anime: LabelEncoder<AnimeId>,
    /// Every user with at least one anime on the list.
    pub users: LabelEncoder<UserId>,
    /// The scale of the ratings.
    pub scaler: MinMaxScaler,
}

/// Why bytes are no encoders.
#[derive(Debug, thiserror::Error)]
pub enum EncodersError {
    /// Another file, another version, or damage.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The checksum is right, yet the content is no set of encoders: a fault of the program that wrote it.
    #[error("{}", t!("file-malformed", file = name_of(SEAL.kind), reason = _0.to_string()))]
    Malformed(#[from] postcard::Error),
}

impl Encoders {
    /// The encoders as a file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EncodersError> {
        Ok(SEAL.seal(&postcard::to_allocvec(self)?))
    }

    /// The encoders in a file.
    pub fn from_bytes(file: &[u8]) -> Result<Self, EncodersError> {
        Ok(postcard::from_bytes(SEAL.open(file)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn encoders_survive_the_file(anime: Vec<u32>, users: Vec<u32>) {
            let encoders = Encoders {
                anime: LabelEncoder::fit(anime.into_iter().map(AnimeId)),
                users: LabelEncoder::fit(users.into_iter().map(UserId)),
                scaler: MinMaxScaler::MY_ANIME_LIST,
            };
            prop_assert_eq!(Encoders::from_bytes(&encoders.to_bytes().unwrap()).unwrap(), encoders);
        }
    }

    #[test]
    fn unsorted_labels_are_refused() {
        let content = postcard::to_allocvec(&(vec![2u32, 1], Vec::<u32>::new(), 1f32, 10f32)).unwrap();
        assert!(matches!(Encoders::from_bytes(&SEAL.seal(&content)), Err(EncodersError::Malformed(_))));
    }
}
