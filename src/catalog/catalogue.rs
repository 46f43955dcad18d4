//! The catalogue: the facts of every anime in columns, by id.

use super::anime::is_explicit_genre;
use super::columns::{AS_ROMAJI, Columns, Lines};
use super::{AgeRating, Anime, AnimeId, Franchises, Kind, Score, Season};
use serde::{Deserialize, Serialize};

/// A genre of a [`Catalogue`]: an index into its genres by name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GenreId(pub u16);

/// One of the three titles of an anime.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TitleKind {
    /// Latin letters, MyAnimeList's main title; every anime has one.
    Romaji,
    /// English.
    English,
    /// Japanese, or the native script.
    Japanese,
}

impl TitleKind {
    /// Every kind of title.
    pub const ALL: [Self; 3] = [Self::Romaji, Self::English, Self::Japanese];
}

/// Which data the page was built from, and how much of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct DataSet {
    /// Of when the data is, such as `facts to 2025; lists and ratings of 2016, 2021`.
    pub version: String,
    /// Anime with facts.
    pub anime: u32,
    /// Users with at least one anime on their list.
    pub users: u32,
    /// Ratings.
    pub ratings: u32,
    /// Pairs of a user and an anime on the user's list, rated or not.
    pub interactions: u32,
}

/// The facts of every anime, sorted by id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Catalogue {
    pub(super) columns: Columns,
    /// The lines of `columns.titles`.
    pub(super) lines: [Lines; 3],
}

impl Catalogue {
    /// Collects anime in any order; of several with one id, the first counts.
    pub fn new(mut anime: Vec<Anime>, mut data_set: DataSet) -> Self {
        anime.sort_by_key(|anime| anime.id);
        anime.dedup_by_key(|anime| anime.id);
        data_set.anime = anime.len() as u32;
        let columns = Columns::new(&anime, data_set);
        let lines = columns.lines();
        let mut catalogue = Self { columns, lines };
        catalogue.columns.parts = Franchises::guess(&catalogue);
        catalogue
    }

    /// Which data the catalogue is from.
    pub fn data_set(&self) -> &DataSet {
        &self.columns.data_set
    }

    /// The number of anime.
    pub fn len(&self) -> usize {
        self.columns.ids.0.len()
    }

    /// Whether there is no anime at all.
    pub fn is_empty(&self) -> bool {
        self.columns.ids.0.is_empty()
    }

    /// The anime of that id.
    pub fn get(&self, id: AnimeId) -> Option<AnimeRef<'_>> {
        self.row(id).map(|row| AnimeRef { catalogue: self, row })
    }

    /// The position of an id among all, by id.
    pub fn row(&self, id: AnimeId) -> Option<usize> {
        self.columns.ids.0.binary_search(&id).ok()
    }

    /// The anime at a position.
    pub fn at(&self, row: usize) -> Option<AnimeRef<'_>> {
        (row < self.len()).then_some(AnimeRef { catalogue: self, row })
    }

    /// All anime, by id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = AnimeRef<'_>> {
        (0..self.len()).map(|row| AnimeRef { catalogue: self, row })
    }

    /// All genres, by name.
    pub fn genres(&self) -> impl ExactSizeIterator<Item = (GenreId, &str)> {
        self.columns.genres.names.iter().enumerate().map(|(index, name)| (GenreId(index as u16), name.as_str()))
    }

    /// The name of a genre; empty for one of another catalogue.
    pub fn genre_name(&self, genre: GenreId) -> &str {
        self.columns.genres.names.get(usize::from(genre.0)).map_or("", String::as_str)
    }

    /// The genre of exactly that name.
    pub fn genre(&self, name: &str) -> Option<GenreId> {
        let index = self.columns.genres.names.binary_search_by(|genre| genre.as_str().cmp(name)).ok()?;
        Some(GenreId(index as u16))
    }
}

/// One anime of a catalogue.
#[derive(Clone, Copy)]
pub struct AnimeRef<'a> {
    catalogue: &'a Catalogue,
    row: usize,
}

impl<'a> AnimeRef<'a> {
    /// The position in the catalogue.
    pub fn row(self) -> usize {
        self.row
    }

    /// MyAnimeList's id.
    pub fn id(self) -> AnimeId {
        self.catalogue.columns.ids.0[self.row]
    }

    /// A title, where the anime has one of that kind.
    pub fn title(self, kind: TitleKind) -> Option<&'a str> {
        let line = self.catalogue.lines[kind as usize].range(self.row);
        match &self.catalogue.columns.titles[kind as usize][line] {
            "" => None,
            // Guarded, so that no file, however wrong, leads in a circle.
            AS_ROMAJI if kind != TitleKind::Romaji => self.title(TitleKind::Romaji),
            title => Some(title),
        }
    }

    /// The title in Latin letters.
    pub fn romaji(self) -> &'a str {
        self.title(TitleKind::Romaji).unwrap_or_default()
    }

    /// The English title.
    pub fn english(self) -> Option<&'a str> {
        self.title(TitleKind::English)
    }

    /// The Japanese title.
    pub fn japanese(self) -> Option<&'a str> {
        self.title(TitleKind::Japanese)
    }

    /// TV series, film and so on.
    pub fn kind(self) -> Kind {
        self.catalogue.columns.kinds[self.row]
    }

    /// The year of the first broadcast.
    pub fn year(self) -> Option<u16> {
        self.catalogue.columns.years[self.row]
    }

    /// The season of the first broadcast.
    pub fn season(self) -> Option<Season> {
        self.catalogue.columns.seasons[self.row]
    }

    /// The number of episodes.
    pub fn episodes(self) -> Option<u16> {
        self.catalogue.columns.episodes[self.row]
    }

    /// Genres, in the data set's order.
    pub fn genres(self) -> impl ExactSizeIterator<Item = GenreId> + 'a {
        self.catalogue.columns.genres.of(self.row).iter().map(|index| GenreId(*index))
    }

    /// The names of the genres, in the data set's order.
    pub fn genre_names(self) -> impl Iterator<Item = &'a str> {
        self.genres().map(|genre| self.catalogue.genre_name(genre))
    }

    /// The names of the studios, in the data set's order.
    pub fn studios(self) -> impl Iterator<Item = &'a str> {
        self.catalogue.columns.studios.names_of(self.row)
    }

    /// What it is made from.
    pub fn source(self) -> Option<&'a str> {
        self.catalogue.columns.sources.names_of(self.row).next()
    }

    /// The mean rating of MyAnimeList's members.
    pub fn score(self) -> Option<Score> {
        self.catalogue.columns.scores[self.row]
    }

    /// How many members rated it.
    pub fn scored_by(self) -> Option<u32> {
        self.catalogue.columns.scored_by[self.row]
    }

    /// How many members have it on their lists.
    pub fn members(self) -> Option<u32> {
        self.catalogue.columns.members[self.row]
    }

    /// For whom it is.
    pub fn age_rating(self) -> AgeRating {
        self.catalogue.columns.age_ratings[self.row]
    }

    /// Whether it is pornographic: rated Rx, or of a genre that says so.
    pub fn is_explicit(self) -> bool {
        self.age_rating() == AgeRating::Rx || self.genre_names().any(is_explicit_genre)
    }

    /// All facts in a value of its own.
    pub fn to_anime(self) -> Anime {
        Anime {
            id: self.id(),
            romaji: self.romaji().to_owned(),
            english: self.english().map(str::to_owned),
            japanese: self.japanese().map(str::to_owned),
            kind: self.kind(),
            year: self.year(),
            season: self.season(),
            episodes: self.episodes(),
            genres: self.genre_names().map(str::to_owned).collect(),
            studios: self.studios().map(str::to_owned).collect(),
            source: self.source().map(str::to_owned),
            score: self.score(),
            scored_by: self.scored_by(),
            members: self.members(),
            age_rating: self.age_rating(),
        }
    }
}
