//! What the visitor has told the page: picks with opinions, titles seen, titles that don't interest.
//!
//! An anime is in one of the three at most. Every change returns what undoes it.

use crate::catalog::AnimeId;
use crate::recommend::{Opinion, Pick};
use serde::{Deserialize, Serialize};

/// The visitor's taste, as kept between visits.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Taste {
    /// Opinions, the newest first.
    pub picks: Vec<Pick>,
    /// Seen, with no opinion given; the newest first.
    pub seen: Vec<AnimeId>,
    /// Not interesting; the newest first.
    pub hidden: Vec<AnimeId>,
}

/// Where an anime stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Nothing was said of it.
    Open,
    /// A pick, with its opinion.
    Picked(Opinion),
    /// Seen.
    Seen,
    /// Not interesting.
    Hidden,
}

/// A change that can be taken back: an anime, and where it stood before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Undo {
    /// Which anime.
    pub anime_id: AnimeId,
    before: Standing,
    /// Its position in the list it was taken from.
    position: usize,
}

impl Taste {
    /// Whether the visitor has told nothing yet.
    pub fn is_empty(&self) -> bool {
        self.picks.is_empty() && self.seen.is_empty() && self.hidden.is_empty()
    }

    /// Where an anime stands.
    pub fn standing(&self, anime_id: AnimeId) -> Standing {
        if let Some(pick) = self.picks.iter().find(|pick| pick.anime_id == anime_id) {
            Standing::Picked(pick.opinion)
        } else if self.seen.contains(&anime_id) {
            Standing::Seen
        } else if self.hidden.contains(&anime_id) {
            Standing::Hidden
        } else {
            Standing::Open
        }
    }

    /// Whether anything was said of an anime, so that it is not recommended.
    pub fn knows(&self, anime_id: AnimeId) -> bool {
        self.standing(anime_id) != Standing::Open
    }

    /// Moves an anime to where it shall stand; a pick whose opinion changes keeps its position, all else goes first.
    pub fn set(&mut self, anime_id: AnimeId, standing: Standing) -> Undo {
        let before = self.standing(anime_id);
        let position = self.position(anime_id);
        let stays = matches!((before, standing), (Standing::Picked(_), Standing::Picked(_)));
        self.place(anime_id, standing, if stays { position } else { 0 });
        Undo { anime_id, before, position }
    }

    /// Takes a change back.
    pub fn undo(&mut self, undo: Undo) {
        self.place(undo.anime_id, undo.before, undo.position);
    }

    /// Drops what stands twice, the earlier place counting, and so makes any three lists a taste.
    pub fn without_repetitions(self) -> Self {
        let mut taste = Self::default();
        for pick in self.picks {
            if !taste.knows(pick.anime_id) {
                taste.picks.push(pick);
            }
        }
        for anime_id in self.seen {
            if !taste.knows(anime_id) {
                taste.seen.push(anime_id);
            }
        }
        for anime_id in self.hidden {
            if !taste.knows(anime_id) {
                taste.hidden.push(anime_id);
            }
        }
        taste
    }

    fn position(&self, anime_id: AnimeId) -> usize {
        let in_picks = || self.picks.iter().position(|pick| pick.anime_id == anime_id);
        let in_ids = |ids: &[AnimeId]| ids.iter().position(|id| *id == anime_id);
        in_picks().or_else(|| in_ids(&self.seen)).or_else(|| in_ids(&self.hidden)).unwrap_or(0)
    }

    fn place(&mut self, anime_id: AnimeId, standing: Standing, position: usize) {
        self.picks.retain(|pick| pick.anime_id != anime_id);
        self.seen.retain(|id| *id != anime_id);
        self.hidden.retain(|id| *id != anime_id);
        match standing {
            Standing::Open => {}
            Standing::Picked(opinion) => {
                self.picks.insert(position.min(self.picks.len()), Pick { anime_id, opinion });
            }
            Standing::Seen => self.seen.insert(position.min(self.seen.len()), anime_id),
            Standing::Hidden => self.hidden.insert(position.min(self.hidden.len()), anime_id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recommend::Rating;
    use proptest::prelude::*;

    const LIKED: Standing = Standing::Picked(Opinion::Liked);

    fn standing() -> impl Strategy<Value = Standing> {
        prop_oneof![
            Just(Standing::Open),
            Just(LIKED),
            Just(Standing::Picked(Opinion::Disliked)),
            (1u8..=10).prop_map(|rating| Standing::Picked(Opinion::Rated(Rating::try_from(rating).unwrap()))),
            Just(Standing::Seen),
            Just(Standing::Hidden),
        ]
    }

    proptest! {
        #[test]
        fn undoing_everything_backwards_leads_back(
            before in prop::collection::vec((0u32..12, standing()), 0..20),
            changes in prop::collection::vec((0u32..12, standing()), 0..20),
        ) {
            let mut taste = Taste::default();
            for (id, standing) in before {
                taste.set(AnimeId(id), standing);
                prop_assert_eq!(taste.standing(AnimeId(id)), standing);
            }
            let start = taste.clone();
            let undos: Vec<Undo> = changes.into_iter().map(|(id, standing)| taste.set(AnimeId(id), standing)).collect();
            prop_assert_eq!(taste.clone().without_repetitions(), taste.clone());
            for undo in undos.into_iter().rev() {
                taste.undo(undo);
            }
            prop_assert_eq!(taste, start);
        }
    }

    #[test]
    fn a_new_opinion_leaves_a_pick_in_its_place() {
        let mut taste = Taste::default();
        taste.set(AnimeId(1), LIKED);
        taste.set(AnimeId(2), LIKED);
        taste.set(AnimeId(1), Standing::Picked(Opinion::Disliked));
        assert_eq!(taste.picks.iter().map(|pick| pick.anime_id.0).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn what_stands_twice_is_dropped() {
        let pick = |id| Pick { anime_id: AnimeId(id), opinion: Opinion::Liked };
        let taste = Taste {
            picks: vec![pick(1), pick(1), pick(2)],
            seen: vec![AnimeId(2), AnimeId(3)],
            hidden: vec![AnimeId(3), AnimeId(4), AnimeId(4)],
        };
        let expected = Taste { picks: vec![pick(1), pick(2)], seen: vec![AnimeId(3)], hidden: vec![AnimeId(4)] };
        assert_eq!(taste.without_repetitions(), expected);
    }
}
