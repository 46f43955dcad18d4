//! The catalogue as the page uses it: facts, title search, the explicit titles, and titles to start from.

use super::words::display_title;
use crate::catalog::{
    AnimeId, AnimeRef, Catalogue, Franchises, Hit, Indexing, Likeness, SearchIndex, best_known, well_known,
};
use crate::recommend::choice::Facts;
use crate::t;
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// How many titles there are to start from.
const STARTERS: usize = 60;
/// How many of the best known titles a newcomer may be asked about.
const ASKABLE: usize = 400;
/// Of how many well-rated titles one is a surprise.
const WELL_RATED: usize = 300;

/// The titles of so many anime are prepared for the search at once, which no frame is late for.
const INDEXED_AT_ONCE: usize = 500;

/// The catalogue with what is made of it at the start.
pub struct Library {
    catalogue: Catalogue,
    /// Made at the first search, or before it bit by bit.
    index: OnceLock<SearchIndex>,
    indexing: Mutex<Indexing>,
    explicit: HashSet<AnimeId>,
    explicit_ids: Vec<AnimeId>,
    /// Made when a newcomer is here.
    starters: OnceLock<Vec<AnimeId>>,
    /// Made when a newcomer picks.
    askable: OnceLock<Vec<AnimeId>>,
    /// Made when it is first asked for: a first visit has no use for it.
    arrangement: OnceLock<(Franchises, Likeness)>,
}

impl Library {
    /// Prepares a catalogue.
    pub fn new(catalogue: Catalogue) -> Self {
        let explicit_ids: Vec<AnimeId> =
            catalogue.iter().filter(|anime| anime.is_explicit()).map(AnimeRef::id).collect();
        Self {
            explicit: explicit_ids.iter().copied().collect(),
            explicit_ids,
            starters: OnceLock::new(),
            askable: OnceLock::new(),
            catalogue,
            index: OnceLock::new(),
            indexing: Mutex::default(),
            arrangement: OnceLock::new(),
        }
    }

    /// The facts.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What a list is arranged by.
    pub fn facts(&self) -> Facts<'_> {
        let (franchises, likeness) =
            self.arrangement.get_or_init(|| (Franchises::new(&self.catalogue), Likeness::new(&self.catalogue)));
        Facts { catalogue: &self.catalogue, franchises, likeness }
    }

    /// The titles, to be searched.
    pub fn index(&self) -> &SearchIndex {
        self.index.get_or_init(|| std::mem::take(&mut *self.begun()).finish(&self.catalogue))
    }

    /// Does the next bit of what the first search needs; whether it was the last.
    pub fn prepare_search(&self) -> bool {
        let is_whole = self.index.get().is_some() || self.begun().step(&self.catalogue, INDEXED_AT_ONCE);
        if is_whole {
            self.index();
        }
        is_whole
    }

    fn begun(&self) -> MutexGuard<'_, Indexing> {
        self.indexing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The facts of one anime.
    pub fn get(&self, id: AnimeId) -> Option<AnimeRef<'_>> {
        self.catalogue.get(id)
    }

    /// The title of an anime for a sentence; its number where the catalogue doesn't have it.
    pub fn title(&self, id: AnimeId) -> String {
        self.get(id).map_or_else(|| t!("anime-number", id = id.to_string()), |anime| display_title(anime).to_owned())
    }

    /// How many titles a visitor can find: all but the explicit ones.
    pub fn searchable(&self) -> usize {
        self.catalogue.len() - self.explicit_ids.len()
    }

    /// The anime that no list shows, by id.
    pub fn explicit(&self) -> &[AnimeId] {
        &self.explicit_ids
    }

    /// Titles for a query, best first, none of them explicit; none for no words, which need no index. While the search is
    /// being prepared, of those titles alone that are: a key must not wait for all.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        match self.index.get() {
            Some(index) => self.search_in(index, query, limit),
            None => self.search_in(self.begun().so_far(), query, limit),
        }
    }

    /// The same among all titles, whatever that takes.
    pub fn search_all(&self, query: &str, limit: usize) -> Vec<Hit> {
        self.search_in(self.index(), query, limit)
    }

    fn search_in(&self, index: &SearchIndex, query: &str, limit: usize) -> Vec<Hit> {
        if query.trim().is_empty() {
            return Vec::new();
        }
        index.search_among(query, limit, |id| !self.explicit.contains(&id))
    }

    /// Well-known anime of many kinds, one of each franchise, to start from; the best known first.
    pub fn starters(&self) -> &[AnimeId] {
        self.starters.get_or_init(|| well_known(&self.catalogue, STARTERS))
    }

    /// The well-known anime that a newcomer may be asked about: the best known part of each franchise.
    pub fn askable(&self) -> &[AnimeId] {
        self.askable.get_or_init(|| best_known(&self.catalogue, ASKABLE))
    }

    /// Anime that most raters like, the best first.
    pub fn well_rated(&self) -> Vec<AnimeId> {
        let mut rated: Vec<AnimeRef> =
            self.catalogue.iter().filter(|anime| !anime.is_explicit() && anime.score().is_some()).collect();
        rated.sort_by_key(|anime| std::cmp::Reverse(anime.score()));
        rated.into_iter().map(AnimeRef::id).take(WELL_RATED).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Anime, DataSet};

    fn anime(id: u32, romaji: &str, genres: &[&str], members: u32) -> Anime {
        let genres = genres.iter().map(|genre| (*genre).to_owned()).collect();
        Anime { genres, members: Some(members), ..Anime::titled(id, romaji) }
    }

    fn library(anime: Vec<Anime>) -> Library {
        Library::new(Catalogue::new(anime, DataSet::default()))
    }

    #[test]
    fn explicit_titles_are_not_found() {
        let library =
            library(vec![anime(1, "Summer Days", &["Drama"], 10), anime(2, "Summer Nights", &["Hentai"], 1000)]);
        let found: Vec<u32> = library.search_all("summer", 10).iter().map(|hit| hit.anime_id.0).collect();
        assert_eq!(found, [1]);
        assert_eq!(library.explicit(), [AnimeId(2)]);
        assert_eq!(library.searchable(), 1);
    }

    #[test]
    fn a_search_amid_its_preparation_finds_what_is_prepared_and_all_where_that_is_asked_for() {
        let [whole, begun, prepared] = [(); 3].map(|()| Library::new(Catalogue::of_the_page()));
        assert!(!begun.prepare_search());
        while !prepared.prepare_search() {}
        for query in ["shingeki no kyojin", "cowbo bebop", "進撃", "zzzz"] {
            let expected = whole.search_all(query, 8);
            assert_eq!(prepared.search(query, 8), expected, "{query}");
        }
        let [first, last] = [0, begun.catalogue().len() - 1].map(|at| begun.catalogue().iter().nth(at).unwrap());
        assert_eq!(begun.search(first.romaji(), 8)[0].anime_id, first.id());
        assert!(begun.search(last.romaji(), 8).iter().all(|hit| hit.anime_id != last.id()));
        assert_eq!(begun.search_all(last.romaji(), 8), whole.search(last.romaji(), 8));
        assert!(begun.prepare_search());
    }
}
