//! The visitor, as charts know them: what they picked.

use crate::catalog::AnimeId;
use std::collections::BTreeMap;

/// A visitor's picks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct You {
    ratings: BTreeMap<AnimeId, Option<u8>>,
}

impl You {
    /// Picks with the visitor's rating, 1 to 10, where there is one; any other number is no rating.
    pub fn new(picks: impl IntoIterator<Item = (AnimeId, Option<u8>)>) -> Self {
        let valid = |rating: &u8| (1..=10).contains(rating);
        Self { ratings: picks.into_iter().map(|(anime, rating)| (anime, rating.filter(valid))).collect() }
    }

    /// Whether nothing is picked.
    pub fn is_empty(&self) -> bool {
        self.ratings.is_empty()
    }

    /// What the visitor says of an anime: `None` if it is not picked, `Some(None)` if it is picked without a rating.
    pub fn pick(&self, anime: AnimeId) -> Option<Option<u8>> {
        self.ratings.get(&anime).copied()
    }
}
