//! `konomi prepare`: from a data set to the files that the page carries.

mod charts;

use crate::data::{DataError, Faults, KaggleDir, Member};
use charts::{ChartFacts, CountedRatings, chart_data};
use konomi::catalog::{
    AnimeId, Catalogue, CatalogueError, DataSet, Encoders, EncodersError, LabelEncoder, MinMaxScaler, UserId,
};
use konomi::eda::{ChartData, ChartDataError};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// The year of the Kaggle set's crawl, for data that does not say where its users come from.
const CRAWL: &str = "2023";

/// What the page carries, before it is written.
pub struct Prepared {
    /// The facts of the anime.
    pub catalogue: Catalogue,
    /// The encoders of the whole data set.
    pub encoders: Encoders,
    /// What the charts need beside the catalogue.
    pub charts: ChartData,
    /// What was read.
    pub report: Report,
}

/// What was read and written.
#[derive(Debug)]
pub struct Report {
    /// The counts that the page states.
    pub data_set: DataSet,
    /// Anime on users' lists.
    pub listed_anime: usize,
    /// Anime with ratings.
    pub rated_anime: usize,
    /// How many users come from each crawl; without a file of sources there is one.
    pub sources: BTreeMap<String, usize>,
    /// How many members say their gender, their age and their place, and how many there are.
    pub members: MemberCounts,
    /// Anime on users' lists that have no facts, and so can't be shown.
    pub without_facts: Vec<AnimeId>,
    /// Rows that could not be used.
    pub faults: Faults,
    /// The files, with their sizes in bytes.
    pub written: Vec<(PathBuf, usize)>,
}

/// What is known of the members, who are not the users that rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MemberCounts {
    /// All of them.
    pub all: usize,
    /// With a gender.
    pub gender: usize,
    /// With an age.
    pub age: usize,
    /// With a place.
    pub place: usize,
}

impl MemberCounts {
    fn new(members: &[Member]) -> Self {
        let count = |known: fn(&Member) -> bool| members.iter().filter(|member| known(member)).count();
        Self {
            all: members.len(),
            gender: count(|member| member.gender.is_some()),
            age: count(|member| member.age.is_some()),
            place: count(|member| member.location.is_some()),
        }
    }
}

/// Why nothing was prepared.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// The data set can't be read.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The catalogue can't be encoded.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The encoders can't be encoded.
    #[error(transparent)]
    Encoders(#[from] EncodersError),
    /// The charts' data can't be encoded.
    #[error(transparent)]
    Charts(#[from] ChartDataError),
    /// A file can't be written.
    #[error("{} can't be written: {source}", file.display())]
    Write {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Reads the data set in `data` and writes `catalogue.bin`, `encoders.bin` and `charts.bin` into the folder `out`.
pub fn prepare(data: &Path, out: &Path) -> Result<Report, PrepareError> {
    let Prepared { catalogue, encoders, charts, mut report } = read(data)?;
    report.write(out, "catalogue.bin", &catalogue.to_bytes()?)?;
    report.write(out, "encoders.bin", &encoders.to_bytes()?)?;
    report.write(out, "charts.bin", &charts.to_bytes()?)?;
    Ok(report)
}

/// Reads the data set in `data`.
pub fn read(data: &Path) -> Result<Prepared, PrepareError> {
    let data = KaggleDir::open(data)?;
    let (rows, mut faults) = data.anime()?;
    let facts: HashMap<AnimeId, ChartFacts> = (rows.iter())
        .map(|row| (row.anime.id, ChartFacts { popularity: row.popularity, is_premiered: row.is_premiered }))
        .collect();
    let (ratings, rating_faults) = data.ratings()?;
    let rating_count = ratings.len() as u32;
    let counted = CountedRatings::new(&ratings);
    drop(ratings);
    faults.merge(rating_faults);
    let (interactions, list_faults) = data.interactions()?;
    if data.has_lists() {
        faults.merge(list_faults);
    }

    let listed: BTreeSet<AnimeId> = interactions.iter().map(|pair| pair.1).collect();
    let mut users: Vec<_> = interactions.iter().map(|pair| pair.0).collect();
    users.dedup();
    let encoders = Encoders {
        anime: LabelEncoder::fit(listed),
        users: LabelEncoder::fit(users),
        scaler: MinMaxScaler::MY_ANIME_LIST,
    };
    let data_set = DataSet {
        version: version(rows.iter().filter_map(|row| row.anime.year), data.sources()?.as_ref()),
        anime: rows.len() as u32,
        users: encoders.users.len() as u32,
        ratings: rating_count,
        interactions: interactions.len() as u32,
    };
    let catalogue = Catalogue::new(rows.into_iter().map(|row| row.anime).collect(), data_set);

    let mut sources = BTreeMap::new();
    match data.sources()? {
        Some(users) => users.into_values().for_each(|source| *sources.entry(source).or_default() += 1),
        None => drop(sources.insert("one source".to_owned(), encoders.users.len())),
    }
    let mut members = Vec::new();
    if data.has_members() {
        let (rows, member_faults) = data.members()?;
        members = rows;
        faults.merge(member_faults);
    }

    let report = Report {
        sources,
        members: MemberCounts::new(&members),
        rated_anime: counted.anime(),
        data_set: catalogue.data_set().clone(),
        listed_anime: encoders.anime.len(),
        without_facts: encoders.anime.labels().iter().copied().filter(|id| catalogue.get(*id).is_none()).collect(),
        faults,
        written: Vec::new(),
    };
    let charts = chart_data(&catalogue, &facts, counted, &members);
    Ok(Prepared { catalogue, encoders, charts, report })
}

/// Of when the data is, in words: the last year of which there is more than announcements, and the years of the crawls
/// as far as the sources' names tell (`hernan2020_...`).
fn version(years: impl Iterator<Item = u16>, sources: Option<&BTreeMap<UserId, String>>) -> String {
    let mut by_year: BTreeMap<u16, usize> = BTreeMap::new();
    years.for_each(|year| *by_year.entry(year).or_default() += 1);
    let fullest = by_year.values().copied().max().unwrap_or(0);
    let last = by_year.iter().rev().find(|(_, titles)| **titles * 10 > fullest).map(|(year, _)| year.to_string());
    let crawls: BTreeSet<&str> =
        sources.into_iter().flat_map(BTreeMap::values).filter_map(|source| year_in(source)).collect();
    let crawls = if crawls.is_empty() { vec![CRAWL] } else { crawls.into_iter().collect() };
    let lists = format!("lists and ratings of {}", crawls.join(", "));
    last.map_or(lists.clone(), |last| format!("facts to {last}; {lists}"))
}

/// The first four digits in a row that start with 20.
fn year_in(source: &str) -> Option<&str> {
    (0..source.len())
        .filter_map(|start| source.get(start..start + 4))
        .find(|part| part.starts_with("20") && part.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Report {
    fn write(&mut self, out: &Path, name: &str, bytes: &[u8]) -> Result<(), PrepareError> {
        let file = out.join(name);
        let written = fs::create_dir_all(out).and_then(|()| fs::write(&file, bytes));
        written.map_err(|source| PrepareError::Write { file: file.clone(), source })?;
        self.written.push((file, bytes.len()));
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DataSet { anime, users, ratings, interactions, .. } = &self.data_set;
        writeln!(
            f,
            "{anime} anime, {users} users, {ratings} ratings (of {} anime), {interactions} anime on lists ({} different)",
            self.rated_anime, self.listed_anime
        )?;
        for (source, users) in &self.sources {
            writeln!(f, "{users} users of {source}")?;
        }
        let MemberCounts { all, gender, age, place } = self.members;
        writeln!(f, "{all} members, of them {gender} with a gender, {age} with an age, {place} with a place")?;
        if !self.without_facts.is_empty() {
            writeln!(f, "{} anime on lists have no facts, and are not shown", self.without_facts.len())?;
        }
        self.faults.fmt(f)?;
        for (file, bytes) in &self.written {
            writeln!(f, "{} ({bytes} bytes)", file.display())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A few rows in the layout of the data set, with rows among them that can't be used.
    fn sample() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/kaggle")
    }

    #[test]
    fn the_sample_becomes_files_that_load() {
        let out = tempfile::tempdir().unwrap();
        let report = prepare(&sample(), &out.path().join("data")).unwrap();
        let load = |name: &str| fs::read(out.path().join("data").join(name)).unwrap();
        let catalogue = Catalogue::from_bytes(&load("catalogue.bin")).unwrap();
        let encoders = Encoders::from_bytes(&load("encoders.bin")).unwrap();
        let charts = ChartData::from_bytes(&load("charts.bin"), &catalogue).unwrap();

        assert_eq!(catalogue.data_set(), &report.data_set);
        let DataSet { anime, users, ratings, interactions, .. } = report.data_set;
        assert_eq!((anime, users, ratings, interactions), (6, 3, 5, 8));
        assert_eq!(report.without_facts, [AnimeId(99)]);
        assert_eq!(report.faults.total(), 4, "{}", report.faults);
        assert_eq!((encoders.anime.len(), encoders.users.len()), (6, 3));
        assert_eq!(catalogue.get(AnimeId(1)).unwrap().romaji(), "Cowboy Bebop");
        assert_eq!(catalogue.get(AnimeId(102)).unwrap().english(), Some("It's \"Fine\", Thanks"));

        let of = |id| catalogue.get(AnimeId(id)).unwrap();
        assert_eq!(
            [1, 100].map(|id| (charts.popularity(of(id)), charts.is_premiered(of(id)))),
            [(Some(43), true), (None, false)]
        );
        assert_eq!(charts.ratings(of(1)), Some(&[0, 0, 0, 0, 0, 0, 0, 0, 1, 1]));
        assert_eq!((charts.ratings(of(101)), charts.ratings_elsewhere), (None, 0));
        assert_eq!(charts.ratings_per_user, [(1, 1), (2, 2)]);
        assert_eq!((charts.members.all, charts.members.other_ages), (4, 1));
    }

    #[test]
    fn the_data_says_of_when_it_is() {
        let years = || [(2024, 60), (2025, 20), (2027, 2)].into_iter().flat_map(|(year, count)| [year].repeat(count));
        let sources = |names: &[&str]| -> BTreeMap<UserId, String> {
            names.iter().enumerate().map(|(user, name)| (UserId(user as u32), (*name).to_owned())).collect()
        };
        for (names, words) in [
            (None, "facts to 2025; lists and ratings of 2023"),
            (Some(sources(&["mal2021_a", "cu2016_b", "mal2021_c"])), "facts to 2025; lists and ratings of 2016, 2021"),
            (Some(sources(&["unnamed"])), "facts to 2025; lists and ratings of 2023"),
        ] {
            assert_eq!(version(years(), names.as_ref()), words);
        }
        assert_eq!(version(std::iter::empty(), None), "lists and ratings of 2023");
    }

    #[test]
    fn the_same_data_make_the_same_bytes() {
        let outs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let written = outs.each_ref().map(|out| {
            prepare(&sample(), out.path()).unwrap();
            ["catalogue.bin", "encoders.bin", "charts.bin"].map(|name| fs::read(out.path().join(name)).unwrap())
        });
        assert_eq!(written[0], written[1]);
    }

    #[test]
    fn a_folder_that_can_not_be_written_is_named() {
        let out = tempfile::tempdir().unwrap();
        fs::write(out.path().join("file"), "").unwrap();
        let error = prepare(&sample(), &out.path().join("file")).unwrap_err();
        assert!(error.to_string().contains("catalogue.bin can't be written"), "{error}");
    }
}
