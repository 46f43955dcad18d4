//! The columns of a catalogue, which are what its file holds: alike values lie together, which compresses well.

use super::catalogue::{Catalogue, DataSet};
use super::sealed::{Seal, SealError, name_of};
use super::{AgeRating, Anime, AnimeId, Kind, Reading, Score, Season};
use crate::t;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The catalogue's file.
pub(super) const SEAL: Seal = Seal { kind: "KNMCATAL", version: 2 };

/// Why bytes are no catalogue.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Another file, another version, or damage.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The checksum is right, yet the content is no catalogue: a fault of the program that wrote it.
    #[error("{}", t!("file-malformed", file = name_of(SEAL.kind), reason = _0.to_string()))]
    Malformed(#[from] postcard::Error),
    /// The content is a catalogue whose parts don't fit each other: a fault of the program that wrote it.
    #[error("{}", t!("file-contradicts", file = name_of(SEAL.kind), part = *_0))]
    Inconsistent(&'static str),
}

/// One value an anime and column, in the order of `ids`, which is strictly increasing. The file has them in this order, in
/// which [`Reading`](super::Reading) reads them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub(super) struct Columns {
    pub data_set: DataSet,
    pub ids: Ids,
    /// For each of [`TitleKind::ALL`] a line an anime: empty where there is none, [`AS_ROMAJI`] where it is the same.
    pub titles: [String; 3],
    pub kinds: Vec<Kind>,
    pub years: Vec<Option<u16>>,
    pub seasons: Vec<Option<Season>>,
    pub episodes: Vec<Option<u16>>,
    pub genres: NameLists,
    pub studios: NameLists,
    pub sources: NameLists,
    pub scores: Vec<Option<Score>>,
    pub scored_by: Vec<Option<u32>>,
    pub members: Vec<Option<u32>>,
    pub age_ratings: Vec<AgeRating>,
    /// How many positions before each anime the part before it of its franchise is; 0 for a first part.
    pub parts: Vec<u32>,
}

impl Columns {
    /// The columns of anime that are sorted by id; each is the first part of a franchise until that is known better.
    pub fn new(anime: &[Anime], data_set: DataSet) -> Self {
        let lines = |title: fn(&Anime) -> Option<&String>| {
            let line = |anime: &Anime| match title(anime).map(|title| one_line(title)) {
                Some(title) if title == one_line(&anime.romaji) => format!("{AS_ROMAJI}\n"),
                title => title.unwrap_or_default() + "\n",
            };
            anime.iter().map(line).collect::<String>()
        };
        let romaji = anime.iter().map(|anime| one_line(&anime.romaji) + "\n").collect();
        let titles = [romaji, lines(|anime| anime.english.as_ref()), lines(|anime| anime.japanese.as_ref())];
        Self {
            data_set,
            ids: Ids(anime.iter().map(|anime| anime.id).collect()),
            titles,
            kinds: anime.iter().map(|anime| anime.kind).collect(),
            years: anime.iter().map(|anime| anime.year).collect(),
            seasons: anime.iter().map(|anime| anime.season).collect(),
            episodes: anime.iter().map(|anime| anime.episodes).collect(),
            genres: NameLists::new(anime.iter().map(|anime| anime.genres.as_slice())),
            studios: NameLists::new(anime.iter().map(|anime| anime.studios.as_slice())),
            sources: NameLists::new(anime.iter().map(|anime| anime.source.as_slice())),
            scores: anime.iter().map(|anime| anime.score).collect(),
            scored_by: anime.iter().map(|anime| anime.scored_by).collect(),
            members: anime.iter().map(|anime| anime.members).collect(),
            age_ratings: anime.iter().map(|anime| anime.age_rating).collect(),
            parts: vec![0; anime.len()],
        }
    }

    /// The lines of each column of titles.
    pub fn lines(&self) -> [Lines; 3] {
        self.titles.each_ref().map(|column| Lines::of(column))
    }

    /// The first part that doesn't fit the others.
    fn inconsistency(&self, lines: &[Lines; 3]) -> Option<&'static str> {
        let len = self.ids.0.len();
        let checks = [
            ("ids", self.ids.0.windows(2).all(|pair| pair[0] < pair[1])),
            ("count", self.data_set.anime as usize == len),
            ("titles", self.titles.iter().zip(lines).all(|(column, lines)| lines.are(len, column))),
            ("kinds", self.kinds.len() == len),
            ("years", self.years.len() == len && self.seasons.len() == len),
            ("episodes", self.episodes.len() == len),
            ("genres", self.genres.fits(len)),
            ("studios", self.studios.fits(len)),
            ("sources", self.sources.fits(len)),
            ("scores", self.scores.len() == len && self.scored_by.len() == len),
            ("members", self.members.len() == len),
            ("age_ratings", self.age_ratings.len() == len),
            ("parts", self.parts.len() == len && self.parts.iter().zip(0..).all(|(back, row)| *back <= row)),
        ];
        checks.into_iter().find(|(_, holds)| !holds).map(|(part, _)| part)
    }
}

/// What stands in a column of titles for a title that is the same as the romaji one. No title holds a tab.
pub(super) const AS_ROMAJI: &str = "\t";

/// A title with one space for every run of white space, and none at the ends.
fn one_line(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the lines of a text start.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Lines {
    /// The start of each, and the end of the last.
    starts: Vec<u32>,
}

impl Lines {
    /// Finds the lines of a text.
    pub fn of(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end as u32 + 1);
        Self { starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The bytes of a line, its line break not among them.
    pub fn range(&self, line: usize) -> Range<usize> {
        self.starts[line] as usize..self.starts[line + 1] as usize - 1
    }

    /// Whether the text is so many lines, each with its line break.
    fn are(&self, count: usize, text: &str) -> bool {
        self.starts.len() == count + 1 && self.starts[count] as usize == text.len()
    }
}

/// Increasing ids, in the file as the gaps between them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<u32>", into = "Vec<u32>")]
pub(super) struct Ids(pub Vec<AnimeId>);

impl From<Vec<u32>> for Ids {
    fn from(gaps: Vec<u32>) -> Self {
        let ids = gaps.into_iter().scan(0u32, |id, gap| {
            *id = id.wrapping_add(gap);
            Some(AnimeId(*id))
        });
        Self(ids.collect())
    }
}

impl From<Ids> for Vec<u32> {
    fn from(Ids(ids): Ids) -> Self {
        let before = std::iter::once(0).chain(ids.iter().map(|id| id.0));
        ids.iter().zip(before).map(|(id, before)| id.0.wrapping_sub(before)).collect()
    }
}

/// A column of lists of names. Names are stored once, and so are lists, for most of them are shared by many anime.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct NameLists {
    /// Sorted.
    pub names: Vec<String>,
    lists: Vec<Vec<u16>>,
    rows: Vec<u32>,
}

impl NameLists {
    fn new<'a>(rows: impl Iterator<Item = &'a [String]> + Clone) -> Self {
        let names: Vec<String> = rows.clone().flatten().collect::<BTreeSet<_>>().into_iter().cloned().collect();
        let mut lists: Vec<Vec<u16>> = Vec::new();
        let mut known: HashMap<&[String], u32> = HashMap::new();
        let rows = rows
            .map(|row| {
                *known.entry(row).or_insert_with(|| {
                    lists
                        .push(row.iter().filter_map(|name| names.binary_search(name).ok()).map(|i| i as u16).collect());
                    (lists.len() - 1) as u32
                })
            })
            .collect();
        Self { names, lists, rows }
    }

    /// The indices of the names of a row.
    pub fn of(&self, row: usize) -> &[u16] {
        &self.lists[self.rows[row] as usize]
    }

    /// The names of a row.
    pub fn names_of(&self, row: usize) -> impl Iterator<Item = &str> {
        self.of(row).iter().map(|name| self.names[usize::from(*name)].as_str())
    }

    fn fits(&self, len: usize) -> bool {
        self.rows.len() == len
            && self.names.windows(2).all(|pair| pair[0] < pair[1])
            && self.rows.iter().all(|list| (*list as usize) < self.lists.len())
            && self.lists.iter().flatten().all(|name| usize::from(*name) < self.names.len())
    }
}

impl Catalogue {
    /// The catalogue as a file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CatalogueError> {
        Ok(SEAL.seal(&postcard::to_allocvec(&self.columns)?))
    }

    /// The catalogue in a file, checked so that no later use of it can fail.
    pub fn from_bytes(file: &[u8]) -> Result<Self, CatalogueError> {
        Reading::new(file.to_owned()).finish()
    }

    /// A catalogue of columns that fit each other.
    pub(super) fn checked(columns: Columns, lines: [Lines; 3]) -> Result<Self, CatalogueError> {
        match columns.inconsistency(&lines) {
            Some(part) => Err(CatalogueError::Inconsistent(part)),
            None => Ok(Self { columns, lines }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name() -> impl Strategy<Value = String> {
        "[A-Za-z]{1,6}"
    }

    /// A title as they are stored: words with one space between them.
    fn title() -> impl Strategy<Value = String> {
        proptest::collection::vec("[a-zé!アイ漢]{1,5}", 1..4).prop_map(|words| words.join(" "))
    }

    fn anime() -> impl Strategy<Value = Anime> {
        let titles = (title(), proptest::option::of(title()), proptest::option::of(title()));
        let lists = (
            proptest::collection::vec(name(), 0..4),
            proptest::collection::vec(name(), 0..3),
            proptest::option::of(name()),
        );
        let numbers = (
            any::<u32>(),
            any::<Option<u16>>(),
            any::<Option<u16>>(),
            any::<Option<u16>>(),
            any::<Option<u32>>(),
            any::<Option<u32>>(),
        );
        let sets = (0..Kind::ALL.len(), proptest::option::of(0..4usize), 0..AgeRating::ALL.len());
        (titles, lists, numbers, sets).prop_map(|(titles, lists, numbers, sets)| Anime {
            id: AnimeId(numbers.0),
            romaji: titles.0,
            english: titles.1,
            japanese: titles.2,
            kind: Kind::ALL[sets.0],
            year: numbers.1,
            season: sets.1.map(|season| Season::ALL[season]),
            episodes: numbers.2,
            genres: lists.0,
            studios: lists.1,
            source: lists.2,
            score: numbers.3.map(Score),
            scored_by: numbers.4,
            members: numbers.5,
            age_rating: AgeRating::ALL[sets.2],
        })
    }

    proptest! {
        #[test]
        fn every_fact_survives_the_file(mut anime in proptest::collection::vec(anime(), 0..40)) {
            let file = Catalogue::new(anime.clone(), DataSet::default()).to_bytes().unwrap();
            let catalogue = Catalogue::from_bytes(&file).unwrap();
            anime.sort_by_key(|anime| anime.id);
            anime.dedup_by_key(|anime| anime.id);
            prop_assert_eq!(catalogue.iter().map(|anime| anime.to_anime()).collect::<Vec<_>>(), anime.clone());
            for anime in &anime {
                let found = catalogue.get(anime.id).unwrap();
                prop_assert_eq!(found.is_explicit(), anime.is_explicit());
                prop_assert_eq!(&found.to_anime(), anime);
            }
            for (genre, name) in catalogue.genres() {
                prop_assert_eq!(catalogue.genre(name), Some(genre));
            }
        }
    }

    #[test]
    fn contradictions_are_refused() {
        let sample = Catalogue::new(Vec::new(), DataSet::default());
        type Change = fn(&mut Columns);
        let changes: [(Change, &str); 5] = [
            (|columns| columns.ids = Ids(vec![AnimeId(2), AnimeId(1)]), "ids"),
            (|columns| columns.data_set.anime = 7, "count"),
            (|columns| columns.titles[1].push_str("a\n"), "titles"),
            (|columns| columns.genres.rows.push(0), "genres"),
            (|columns| columns.parts.push(1), "parts"),
        ];
        for (change, part) in changes {
            let mut changed = sample.clone();
            change(&mut changed.columns);
            let file = changed.to_bytes().unwrap();
            match Catalogue::from_bytes(&file) {
                Err(CatalogueError::Inconsistent(found)) => assert_eq!(found, part),
                other => panic!("{part}: {other:?}"),
            }
        }
    }
}
