//! The layout of the Kaggle set `dbdmobile/myanimelist-dataset`, plain or gzip, and of the lists that may join it.

use super::anime_row::{AnimeColumns, AnimeRow};
use super::csv_rows::{CsvRows, LineBreaks};
use super::member_row::{Member, MemberColumns};
use super::{DataError, FaultKind, Faults, field};
use konomi::catalog::{AnimeId, UserId};
use konomi::recommend::Rating;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// Scores: `user_id,Username,anime_id,Anime Title,rating`.
const RATINGS: &str = "users-score-2023.csv";
/// What is on the users' lists, rated or not: `user_id,anime_id`. Not part of Kaggle's set.
const LISTS: &str = "users-list.csv";
/// Which crawl a user comes from: `user_id,source`. Not part of Kaggle's set.
const SOURCES: &str = "users-source.csv";
/// Facts of the anime, 24 columns.
const ANIME: &str = "anime-dataset-2023.csv";
/// Facts of members: `Mal ID,Username,Gender,Birthday,Location,...`.
const MEMBERS: &str = "users-details-2023.csv";

/// One rating; 12 bytes, for there are tens of millions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RatingRow {
    /// Who rated.
    pub user: UserId,
    /// What was rated.
    pub anime: AnimeId,
    /// The rating, 1 to 10.
    pub rating: Rating,
}

/// A folder in Kaggle's layout.
#[derive(Clone, Debug)]
pub struct KaggleDir {
    dir: PathBuf,
    files: BTreeMap<&'static str, PathBuf>,
}

impl KaggleDir {
    /// Looks which files of the set are there. Where a file is there plain and compressed, the plain one is read.
    pub fn open(dir: &Path) -> Result<Self, DataError> {
        let mut files = BTreeMap::new();
        for name in [RATINGS, LISTS, SOURCES, ANIME, MEMBERS] {
            let found = [name.to_owned(), format!("{name}.gz")]
                .map(|name| dir.join(name))
                .into_iter()
                .find(|file| file.is_file());
            files.extend(found.map(|file| (name, file)));
        }
        if files.is_empty() {
            return Err(DataError::NotADataSet { dir: dir.to_owned() });
        }
        Ok(Self { dir: dir.to_owned(), files })
    }

    /// The file of that name, which must be there.
    fn file(&self, name: &'static str) -> Result<&Path, DataError> {
        let missing = || DataError::MissingFile { dir: self.dir.clone(), name };
        self.files.get(name).map(PathBuf::as_path).ok_or_else(missing)
    }

    /// Whether there are users' lists, and not ratings alone.
    pub fn has_lists(&self) -> bool {
        self.files.contains_key(LISTS)
    }

    /// All ratings by user and anime, each pair once, with the rows that are none. Of several ratings of one pair the last
    /// in the file counts, as the one that the user meant in the end.
    pub fn ratings(&self) -> Result<(Vec<RatingRow>, Faults), DataError> {
        let mut ratings = Vec::new();
        let mut faults = self.each_rating(|row| ratings.push(row))?;
        let rows = ratings.len();
        ratings.sort_by_key(|row| (row.user, row.anime));
        // `dedup` keeps the first of equals and shows it last.
        ratings.dedup_by(|later, kept| {
            let again = (later.user, later.anime) == (kept.user, kept.anime);
            if again {
                kept.rating = later.rating;
            }
            again
        });
        faults.count(self.file(RATINGS)?, FaultKind::RatedAgain, (rows - ratings.len()) as u64);
        Ok((ratings, faults))
    }

    /// Every rating in turn.
    fn each_rating(&self, mut take: impl FnMut(RatingRow)) -> Result<Faults, DataError> {
        let rows = CsvRows::open(self.file(RATINGS)?, LineBreaks::Never)?;
        let (user, anime, rating) = (rows.column("user_id")?, rows.column("anime_id")?, rows.column("rating")?);
        rows.each(|row| {
            take(RatingRow {
                user: UserId(field::number(row.field(user), "user_id")?),
                anime: AnimeId(field::number(row.field(anime), "anime_id")?),
                rating: field::rating(row.field(rating))?,
            });
            Ok(())
        })
    }

    /// Every pair of a user and an anime on the user's list, rated or not, sorted, each once.
    ///
    /// The lists united with the rated pairs, for either may lack a few of the other; where the set has no lists, the
    /// rated pairs. The faults are those of the lists, and of the ratings only where there are no lists, so that
    /// whoever asks for both reads each fault once.
    pub fn interactions(&self) -> Result<(Vec<(UserId, AnimeId)>, Faults), DataError> {
        let mut pairs = Vec::new();
        let mut faults = Faults::default();
        if let Some(file) = self.files.get(LISTS) {
            let rows = CsvRows::open(file, LineBreaks::Never)?;
            let (user, anime) = (rows.column("user_id")?, rows.column("anime_id")?);
            faults = rows.each(|row| {
                let user = UserId(field::number(row.field(user), "user_id")?);
                pairs.push((user, AnimeId(field::number(row.field(anime), "anime_id")?)));
                Ok(())
            })?;
        }
        if self.files.contains_key(RATINGS) || !self.has_lists() {
            let rating_faults = self.each_rating(|row| pairs.push((row.user, row.anime)))?;
            if !self.has_lists() {
                faults = rating_faults;
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok((pairs, faults))
    }

    /// Which crawl each user comes from, or `None` where the set does not say.
    ///
    /// The file is small and written by a script: a row of it that can't be read is an error, not a fault.
    pub fn sources(&self) -> Result<Option<BTreeMap<UserId, String>>, DataError> {
        let Some(file) = self.files.get(SOURCES) else { return Ok(None) };
        let rows = CsvRows::open(file, LineBreaks::Never)?;
        let (user, source) = (rows.column("user_id")?, rows.column("source")?);
        let mut sources = BTreeMap::new();
        let faults = rows.each(|row| {
            let user = UserId(field::number(row.field(user), "user_id")?);
            sources.insert(user, field::text(row.field(source), "source")?.to_owned());
            Ok(())
        })?;
        match faults.first.into_iter().next() {
            Some(fault) => Err(DataError::BadRow { fault }),
            None => Ok(Some(sources)),
        }
    }

    /// All anime, in the order of the file, each id once.
    pub fn anime(&self) -> Result<(Vec<AnimeRow>, Faults), DataError> {
        let rows = CsvRows::open(self.file(ANIME)?, LineBreaks::InQuotes)?;
        let columns = AnimeColumns::find(&rows)?;
        let mut known = HashSet::new();
        let mut all = Vec::new();
        let faults = rows.each(|row| {
            let row = columns.anime(row)?;
            if !known.insert(row.anime.id) {
                return Err(FaultKind::Repeated);
            }
            all.push(row);
            Ok(())
        })?;
        Ok((all, faults))
    }

    /// Whether there is a file of members, none of whom need be a user who rates.
    pub fn has_members(&self) -> bool {
        self.files.contains_key(MEMBERS)
    }

    /// What members say of themselves, in the order of the file.
    pub fn members(&self) -> Result<(Vec<Member>, Faults), DataError> {
        let rows = CsvRows::open(self.file(MEMBERS)?, LineBreaks::Never)?;
        let columns = MemberColumns::find(&rows)?;
        let mut members = Vec::new();
        let faults = rows.each(|row| {
            members.push(columns.member(row)?);
            Ok(())
        })?;
        Ok((members, faults))
    }
}

#[cfg(test)]
mod tests;
