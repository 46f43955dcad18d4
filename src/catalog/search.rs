//! Title search for a box that answers every keystroke: in three scripts, with typing errors forgiven.
//!
//! Every title is compared with the query, which takes a few milliseconds: a signature of the letters that a title has
//! rules most of them out, and the rest costs a dozen operations a letter. An inverted index would be larger, slower
//! to build in the page, and blind to some errors.

mod edit_distance;
mod fold;
mod rank;
mod signature;

use super::{AnimeId, AnimeRef, Catalogue, TitleKind};
use fold::Folded;
use signature::Signature;
use std::collections::HashMap;

/// A title that matches a query.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Whose title.
    pub anime_id: AnimeId,
    /// Which of its titles matches best, to be shown.
    pub title: TitleKind,
}

/// The folded titles of a catalogue.
#[derive(Default)]
pub struct SearchIndex {
    titles: Vec<Title>,
    /// The letters of all titles.
    letters: Vec<u16>,
    /// For each of `letters` whether a word starts with it.
    starts: Vec<bool>,
}

/// One folded title.
struct Title {
    anime_id: AnimeId,
    kind: TitleKind,
    /// Where its letters are.
    start: u32,
    end: u32,
    signature: Signature,
    /// The binary logarithm of the members of its anime.
    popularity: f32,
}

impl Title {
    fn hit(&self) -> Hit {
        Hit { anime_id: self.anime_id, title: self.kind }
    }
}

/// An index that is being made, for whoever has something else to do in between.
#[derive(Default)]
pub struct Indexing {
    index: SearchIndex,
    /// The position of the anime that comes next.
    next: usize,
}

impl Indexing {
    /// Folds the titles of so many anime more; whether those were the last.
    pub fn step(&mut self, catalogue: &Catalogue, count: usize) -> bool {
        if self.next == 0 {
            self.index.titles.reserve_exact(2 * catalogue.len());
        }
        for anime in catalogue.iter().skip(self.next).take(count) {
            self.index.add(anime);
        }
        self.next = self.next.saturating_add(count);
        self.next >= catalogue.len()
    }

    /// The titles that are folded.
    pub fn so_far(&self) -> &SearchIndex {
        &self.index
    }

    /// Folds what is left.
    pub fn finish(mut self, catalogue: &Catalogue) -> SearchIndex {
        self.step(catalogue, usize::MAX);
        self.index
    }
}

impl SearchIndex {
    /// Folds every title of a catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        Indexing::default().finish(catalogue)
    }

    fn add(&mut self, anime: AnimeRef<'_>) {
        let popularity = (anime.members().unwrap_or(0) as f32 + 2.0).log2();
        let first = self.titles.len();
        for kind in TitleKind::ALL {
            let Some(title) = anime.title(kind) else { continue };
            if kind != TitleKind::Romaji && title == anime.romaji() {
                continue;
            }
            let folded = Folded::new(title);
            let repeated = self.titles[first..].iter().any(|title| self.letters_of(title) == folded.letters);
            if repeated || folded.letters.is_empty() {
                continue;
            }
            let start = self.letters.len() as u32;
            self.letters.extend_from_slice(&folded.letters);
            self.starts.extend_from_slice(&folded.starts);
            let (end, signature) = (self.letters.len() as u32, Signature::new(&folded.letters));
            self.titles.push(Title { anime_id: anime.id(), kind, start, end, signature, popularity });
        }
    }

    fn letters_of(&self, title: &Title) -> &[u16] {
        &self.letters[title.start as usize..title.end as usize]
    }

    fn starts_of(&self, title: &Title) -> &[bool] {
        &self.starts[title.start as usize..title.end as usize]
    }

    /// The anime whose titles match a query best, each once: fewest typing errors first, then by how well and how
    /// known. A query without letters matches none.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        self.search_among(query, limit, |_| true)
    }

    /// As [`Self::search`], among the anime that `allowed` lets through.
    pub fn search_among(&self, query: &str, limit: usize, allowed: impl Fn(AnimeId) -> bool) -> Vec<Hit> {
        rank::search(self, &Folded::new(query), limit, allowed)
    }
}

/// The anime that have a title exactly, but for case, width, marks and spaces.
pub struct TitleLookup<'a>(HashMap<&'a [u16], Vec<AnimeId>>);

impl<'a> TitleLookup<'a> {
    /// Sorts the titles of an index.
    pub fn new(index: &'a SearchIndex) -> Self {
        let mut known: HashMap<&[u16], Vec<AnimeId>> = HashMap::new();
        for title in &index.titles {
            known.entry(index.letters_of(title)).or_default().push(title.anime_id);
        }
        Self(known)
    }

    /// The anime of a title, by id.
    pub fn get(&self, title: &str) -> &[AnimeId] {
        self.0.get(Folded::new(title).letters.as_slice()).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests;
