//! The places of anime on a map where near means alike, as the trainer projected them.

use super::{AnimeId, Seal, SealError, name_of};
use crate::t;
use serde::{Deserialize, Serialize};

/// The file of the places.
const SEAL: Seal = Seal { kind: "KNMATLAS", version: 1 };

/// Why bytes are no atlas.
#[derive(Debug, thiserror::Error)]
pub enum AtlasError {
    /// Another file, another version, or damage.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The checksum is right, yet the content is no atlas: a fault of the program that wrote it.
    #[error("{}", t!("file-malformed", file = name_of(SEAL.kind), reason = _0.to_string()))]
    Malformed(#[from] postcard::Error),
    /// The columns of the file don't fit each other.
    #[error("{}", t!("file-contradicts", file = name_of(SEAL.kind), part = "columns"))]
    Ragged,
}

/// Where an anime is: from 0 to 1 to the right and downwards.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Place {
    /// Which anime.
    pub anime_id: AnimeId,
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// The places, by id.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Atlas {
    places: Vec<Place>,
}

/// As a file holds it: the ids as differences, and the places in 65,535 steps.
#[derive(Serialize, Deserialize)]
struct Columns {
    steps: Vec<u32>,
    x: Vec<u16>,
    y: Vec<u16>,
}

impl Atlas {
    /// The atlas of places anywhere, brought to the square from 0 to 1 with their shape kept.
    pub fn new(mut places: Vec<Place>) -> Self {
        places.sort_by_key(|place| place.anime_id);
        let bounds = |of: fn(&Place) -> f32| {
            let values = || places.iter().map(of);
            (values().fold(f32::INFINITY, f32::min), values().fold(f32::NEG_INFINITY, f32::max))
        };
        let ((left, right), (top, bottom)) = (bounds(|place| place.x), bounds(|place| place.y));
        let size = (right - left).max(bottom - top).max(f32::MIN_POSITIVE);
        for place in &mut places {
            place.x = 0.5 + (place.x - (left + right) / 2.0) / size;
            place.y = 0.5 + (place.y - (top + bottom) / 2.0) / size;
        }
        Self { places }
    }

    /// The atlas as a file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, AtlasError> {
        let ids = self.places.iter().map(|place| place.anime_id.0);
        let steps = ids.scan(0, |last, id| Some(id - std::mem::replace(last, id))).collect();
        let step = |value: f32| (value.clamp(0.0, 1.0) * f32::from(u16::MAX)).round() as u16;
        let column = |of: fn(&Place) -> f32| self.places.iter().map(|place| step(of(place))).collect();
        let columns = Columns { steps, x: column(|place| place.x), y: column(|place| place.y) };
        Ok(SEAL.seal(&postcard::to_allocvec(&columns)?))
    }

    /// The atlas in a file.
    pub fn from_bytes(file: &[u8]) -> Result<Self, AtlasError> {
        let Columns { steps, x, y } = postcard::from_bytes(SEAL.open(file)?)?;
        if steps.len() != x.len() || x.len() != y.len() {
            return Err(AtlasError::Ragged);
        }
        let ids = steps.into_iter().scan(0u32, |id, step| {
            *id = id.wrapping_add(step);
            Some(AnimeId(*id))
        });
        let value = |step: u16| f32::from(step) / f32::from(u16::MAX);
        let places = ids.zip(x).zip(y).map(|((anime_id, x), y)| Place { anime_id, x: value(x), y: value(y) });
        Ok(Self { places: places.collect() })
    }

    /// All places, by id.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Where an anime is, if it is on the map.
    pub fn place(&self, id: AnimeId) -> Option<Place> {
        let at = self.places.binary_search_by_key(&id, |place| place.anime_id).ok()?;
        Some(self.places[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_survive_a_file(points in prop::collection::btree_map(0u32..90_000, (-40f32..40.0, -9f32..9.0), 1..60)) {
            let place = |(id, (x, y)): (u32, (f32, f32))| Place { anime_id: AnimeId(id), x, y };
            let atlas = Atlas::new(points.into_iter().map(place).collect());
            let read = Atlas::from_bytes(&atlas.to_bytes().unwrap()).unwrap();
            prop_assert_eq!(read.places().len(), atlas.places().len());
            for (found, place) in read.places().iter().zip(atlas.places()) {
                prop_assert_eq!(found.anime_id, place.anime_id);
                prop_assert!((found.x - place.x).abs() < 1e-4 && (found.y - place.y).abs() < 1e-4);
                prop_assert!((0.0..=1.0).contains(&found.x) && (0.0..=1.0).contains(&found.y));
                prop_assert_eq!(read.place(place.anime_id), Some(*found));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            prop_assert!(Atlas::from_bytes(&bytes).is_err());
            // Behind a right seal too.
            let _ = Atlas::from_bytes(&SEAL.seal(&bytes));
        }
    }
}
