//! What the visitor has told the page: picks with opinions, titles seen, titles planned, titles that don't interest.
//!
//! An anime is in one of the four at most. Every change returns what undoes it.

use crate::catalog::AnimeId;
use crate::recommend::{Listed, Opinion, Pick, Standing};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// The visitor's taste, as kept between visits.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Taste {
    /// Opinions, the newest first.
    pub picks: Vec<Pick>,
    /// Seen, with no opinion given; the newest first.
    pub seen: Vec<AnimeId>,
    /// To be watched some day; the newest first.
    pub planned: Vec<AnimeId>,
    /// Not interesting; the newest first.
    pub hidden: Vec<AnimeId>,
    /// Those of the picks and the seen that the visitor is in the middle of, as an imported list said.
    pub watching: Vec<AnimeId>,
}

/// A change that can be taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Undo {
    /// Of one anime: where it stood before.
    One {
        /// Which anime.
        anime_id: AnimeId,
        /// Where it stood.
        before: Standing,
        /// Its position in the list it was taken from.
        position: usize,
        /// Its position among those being watched.
        watching: Option<usize>,
    },
    /// Of many: the whole taste before.
    All(Box<Taste>),
}

/// What became of an imported list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Imported {
    /// Anime of which nothing was said before.
    pub new: usize,
    /// Anime that stand elsewhere now.
    pub changed: usize,
    /// Anime that stand where they stood.
    pub same: usize,
}

impl Taste {
    /// Whether the visitor has told nothing yet.
    pub fn is_empty(&self) -> bool {
        self.picks.is_empty() && self.seen.is_empty() && self.hidden.is_empty() && self.planned.is_empty()
    }

    /// Where an anime stands.
    pub fn standing(&self, anime_id: AnimeId) -> Standing {
        if let Some(pick) = self.picks.iter().find(|pick| pick.anime_id == anime_id) {
            Standing::Picked(pick.opinion)
        } else if self.seen.contains(&anime_id) {
            Standing::Seen
        } else if self.planned.contains(&anime_id) {
            Standing::Planned
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
        let watching = self.watching.iter().position(|id| *id == anime_id);
        let stays = matches!((before, standing), (Standing::Picked(_), Standing::Picked(_)));
        self.place(anime_id, standing, if stays { position } else { 0 });
        if !stays {
            self.watching.retain(|id| *id != anime_id);
        }
        Undo::One { anime_id, before, position, watching }
    }

    /// Takes a change back.
    pub fn undo(&mut self, undo: Undo) {
        match undo {
            Undo::One { anime_id, before, position, watching } => {
                self.place(anime_id, before, position);
                self.watching.retain(|id| *id != anime_id);
                if let Some(place) = watching {
                    self.watching.insert(place.min(self.watching.len()), anime_id);
                }
            }
            Undo::All(before) => *self = *before,
        }
    }

    /// Adds an imported list, in its order after what is there already. What the visitor has said here stays, unless the
    /// list gives a rating, which is more than was known.
    pub fn import(&mut self, list: &[Listed]) -> (Imported, Undo) {
        let before = self.clone();
        let mut imported = Imported::default();
        let standings: HashMap<AnimeId, Standing> = before.ids().map(|id| (id, before.standing(id))).collect();
        for Listed { anime_id, standing, watching } in list {
            let own = standings.get(anime_id).copied();
            let is_rating = matches!(standing, Standing::Picked(Opinion::Rated(_)));
            match own {
                Some(own) if own == *standing || !is_rating => imported.same += 1,
                Some(_) => {
                    imported.changed += 1;
                    self.set(*anime_id, *standing);
                }
                None => {
                    imported.new += 1;
                    self.push(*anime_id, *standing);
                }
            }
            let stands = if is_rating { *standing } else { own.unwrap_or(*standing) };
            let is_begun = matches!(stands, Standing::Picked(_) | Standing::Seen);
            if *watching && is_begun && !self.watching.contains(anime_id) {
                self.watching.push(*anime_id);
            }
        }
        (imported, Undo::All(Box::new(before)))
    }

    /// All that was said, as a list to be saved: picks, seen, planned, not interesting.
    pub fn listed(&self) -> Vec<Listed> {
        let watching: HashSet<AnimeId> = self.watching.iter().copied().collect();
        let with = |standing: Standing| move |id: &AnimeId| (*id, standing);
        let picks = self.picks.iter().map(|pick| (pick.anime_id, Standing::Picked(pick.opinion)));
        let others = self.seen.iter().map(with(Standing::Seen)).chain(self.planned.iter().map(with(Standing::Planned)));
        (picks.chain(others).chain(self.hidden.iter().map(with(Standing::Hidden))))
            .map(|(anime_id, standing)| Listed { anime_id, standing, watching: watching.contains(&anime_id) })
            .collect()
    }

    /// Every anime that something was said of.
    pub fn ids(&self) -> impl Iterator<Item = AnimeId> {
        let picks = self.picks.iter().map(|pick| pick.anime_id);
        picks.chain([&self.seen, &self.planned, &self.hidden].into_iter().flatten().copied())
    }

    /// Drops what stands twice, the earlier place counting, and so makes any lists a taste.
    pub fn without_repetitions(self) -> Self {
        let mut known = HashSet::new();
        let mut taste = Self {
            picks: self.picks.into_iter().filter(|pick| known.insert(pick.anime_id)).collect(),
            ..Self::default()
        };
        let mut fresh = |ids: Vec<AnimeId>| ids.into_iter().filter(|id| known.insert(*id)).collect::<Vec<_>>();
        (taste.seen, taste.planned, taste.hidden) = (fresh(self.seen), fresh(self.planned), fresh(self.hidden));
        let begun: HashSet<AnimeId> =
            taste.picks.iter().map(|pick| pick.anime_id).chain(taste.seen.iter().copied()).collect();
        let mut marked = HashSet::new();
        taste.watching = self.watching.into_iter().filter(|id| begun.contains(id) && marked.insert(*id)).collect();
        taste
    }

    fn position(&self, anime_id: AnimeId) -> usize {
        let in_picks = || self.picks.iter().position(|pick| pick.anime_id == anime_id);
        let in_ids = |ids: &[AnimeId]| ids.iter().position(|id| *id == anime_id);
        let lists = [&self.seen, &self.planned, &self.hidden];
        in_picks().or_else(|| lists.into_iter().find_map(|ids| in_ids(ids))).unwrap_or(0)
    }

    fn place(&mut self, anime_id: AnimeId, standing: Standing, position: usize) {
        self.picks.retain(|pick| pick.anime_id != anime_id);
        for ids in [&mut self.seen, &mut self.planned, &mut self.hidden] {
            ids.retain(|id| *id != anime_id);
        }
        if let Standing::Picked(opinion) = standing {
            self.picks.insert(position.min(self.picks.len()), Pick { anime_id, opinion });
        } else if let Some(ids) = self.ids_of(standing) {
            ids.insert(position.min(ids.len()), anime_id);
        }
    }

    /// Adds an anime that stands nowhere yet, last.
    fn push(&mut self, anime_id: AnimeId, standing: Standing) {
        if let Standing::Picked(opinion) = standing {
            self.picks.push(Pick { anime_id, opinion });
        } else if let Some(ids) = self.ids_of(standing) {
            ids.push(anime_id);
        }
    }

    fn ids_of(&mut self, standing: Standing) -> Option<&mut Vec<AnimeId>> {
        match standing {
            Standing::Open | Standing::Picked(_) => None,
            Standing::Seen => Some(&mut self.seen),
            Standing::Planned => Some(&mut self.planned),
            Standing::Hidden => Some(&mut self.hidden),
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
            Just(Standing::Planned),
            Just(Standing::Picked(Opinion::Dropped)),
        ]
    }

    proptest! {
        #[test]
        fn undoing_everything_backwards_leads_back(
            before in prop::collection::vec((0u32..12, standing()), 0..20),
            changes in prop::collection::vec((0u32..12, standing()), 0..20),
            imported in prop::collection::btree_map(0u32..12, (standing(), any::<bool>()), 0..9),
        ) {
            let mut taste = Taste::default();
            for (id, standing) in before {
                taste.set(AnimeId(id), standing);
                prop_assert_eq!(taste.standing(AnimeId(id)), standing);
            }
            let list: Vec<Listed> = (imported.into_iter())
                .map(|(id, (standing, watching))| Listed { anime_id: AnimeId(id), standing, watching })
                .filter(|found| found.standing != Standing::Open)
                .collect();
            let unimported = taste.clone();
            let (_, undo) = taste.import(&list);
            prop_assert!(list.iter().all(|found| taste.knows(found.anime_id)));
            let start = taste.clone();
            let undos: Vec<Undo> = changes.into_iter().map(|(id, standing)| taste.set(AnimeId(id), standing)).collect();
            prop_assert_eq!(taste.clone().without_repetitions(), taste.clone());
            for undo in undos.into_iter().rev() {
                taste.undo(undo);
            }
            prop_assert_eq!(&taste, &start);
            taste.undo(undo);
            prop_assert_eq!(taste, unimported);
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
    fn what_was_said_here_counts_more_than_a_list_unless_that_rates_it() {
        let rated = |rating| Standing::Picked(Opinion::Rated(Rating::try_from(rating).unwrap()));
        let mut taste = Taste::default();
        for (id, standing) in [(1, LIKED), (2, LIKED), (3, Standing::Hidden)] {
            taste.set(AnimeId(id), standing);
        }
        let list = [(1, Standing::Seen), (2, rated(4)), (3, rated(9)), (4, Standing::Planned), (5, LIKED)];
        let list = list.map(|(id, standing)| Listed { anime_id: AnimeId(id), standing, watching: id == 5 });
        let (imported, _) = taste.import(&list);
        assert_eq!(imported, Imported { new: 2, changed: 2, same: 1 });
        let standings = [1, 2, 3, 4, 5].map(|id| taste.standing(AnimeId(id)));
        assert_eq!(standings, [LIKED, rated(4), rated(9), Standing::Planned, LIKED]);
        assert_eq!(taste.watching, [AnimeId(5)]);
    }

    #[test]
    fn what_stands_twice_is_dropped() {
        let pick = |id| Pick { anime_id: AnimeId(id), opinion: Opinion::Liked };
        let taste = Taste {
            picks: vec![pick(1), pick(1), pick(2)],
            seen: vec![AnimeId(2), AnimeId(3)],
            hidden: vec![AnimeId(3), AnimeId(4), AnimeId(4)],
            planned: vec![AnimeId(1), AnimeId(5)],
            watching: vec![AnimeId(5), AnimeId(2), AnimeId(2), AnimeId(9)],
        };
        let expected = Taste {
            picks: vec![pick(1), pick(2)],
            seen: vec![AnimeId(3)],
            planned: vec![AnimeId(5)],
            hidden: vec![AnimeId(4)],
            watching: vec![AnimeId(2)],
        };
        assert_eq!(taste.without_repetitions(), expected);
    }
}
