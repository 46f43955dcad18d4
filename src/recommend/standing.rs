//! Where an anime stands with a visitor.

use super::Opinion;
use crate::catalog::AnimeId;

/// Where an anime stands with a visitor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Nothing was said of it.
    Open,
    /// A pick, with its opinion.
    Picked(Opinion),
    /// Seen, with no opinion given.
    Seen,
    /// To be watched some day.
    Planned,
    /// Not interesting.
    Hidden,
}

/// One line of a visitor's list, as it is saved and as it is read again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Which anime.
    pub anime_id: AnimeId,
    /// What the visitor says of it; never [`Standing::Open`].
    pub standing: Standing,
    /// Whether the visitor is in the middle of it.
    pub watching: bool,
}
