//! What charts need beside the catalogue: ranks, where dates are from, and how users rate; and who the members are.

use crate::catalog::{AnimeRef, Catalogue, DataSet, Seal, SealError, name_of};
use crate::t;
use numbers::Numbers;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

mod numbers;

/// The file of the charts' data.
const SEAL: Seal = Seal { kind: "KNMCHART", version: 1 };

/// The ages that are counted, in years; what lies outside is mostly jokes and slips.
pub const AGES: RangeInclusive<u16> = 10..=59;

/// How many users gave a rating of 1, of 2, and so on to 10.
pub type RatingCounts = [u32; 10];

/// Why bytes are no data for charts.
#[derive(Debug, thiserror::Error)]
pub enum ChartDataError {
    /// Another file, another version, or damage.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The checksum is right, yet the content is no such data: a fault of the program that wrote it.
    #[error("{}", t!("file-malformed", file = name_of(SEAL.kind), reason = _0.to_string()))]
    Malformed(#[from] postcard::Error),
    /// The data are of another data set than the catalogue.
    #[error("{}", t!("charts-other-catalogue"))]
    OtherCatalogue,
}

/// What charts need beside the catalogue. Columns have one value an anime, in the order of the catalogue.
///
/// [`ChartData::from_bytes`] reads the fields in the order in which they stand here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ChartData {
    /// The data set, which is the catalogue's.
    pub data_set: DataSet,
    /// The rank by members, 1 being the most popular.
    pub popularity: Vec<Option<u32>>,
    /// Whether year and season are of `Premiered`, which names a season; else they are of the first day in `Aired`.
    pub premiered: Vec<bool>,
    /// The ratings, where there is any.
    pub ratings: Vec<Option<RatingCounts>>,
    /// The ratings of anime that the catalogue does not have.
    pub ratings_elsewhere: u64,
    /// How many users gave so many ratings: (ratings, users), by ratings.
    pub ratings_per_user: Vec<(u32, u32)>,
    /// Who the members are.
    pub members: Members,
}

/// What members say of themselves, counted. They are not the users who rate.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Members {
    /// All of them.
    pub all: u64,
    /// By gender, as written.
    pub genders: Vec<(String, u64)>,
    /// By each age of [`AGES`].
    pub ages: Vec<u64>,
    /// Of another age.
    pub other_ages: u64,
    /// By the most frequent locations, as written, the most frequent first.
    pub locations: Vec<(String, u64)>,
    /// Of other locations.
    pub other_locations: u64,
}

impl ChartData {
    /// The data as a file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ChartDataError> {
        Ok(SEAL.seal(&postcard::to_allocvec(self)?))
    }

    /// The data in a file, which must be those of this catalogue.
    pub fn from_bytes(file: &[u8], catalogue: &Catalogue) -> Result<Self, ChartDataError> {
        let (data_set, rest) = postcard::take_from_bytes(SEAL.open(file)?)?;
        // Serde asks for each of the hundred thousand numbers by several calls: a visitor would wait for it.
        let mut numbers = Numbers(rest);
        let popularity = numbers.column(|numbers| numbers.option(Numbers::number))?;
        let premiered = numbers.column(Numbers::flag)?;
        let ratings = numbers.column(|numbers| numbers.option(Numbers::array))?;
        let (ratings_elsewhere, ratings_per_user, members) = postcard::from_bytes(numbers.0)?;
        let data = Self { data_set, popularity, premiered, ratings, ratings_elsewhere, ratings_per_user, members };
        let fits = data.data_set == *catalogue.data_set()
            && [data.popularity.len(), data.premiered.len(), data.ratings.len()] == [catalogue.len(); 3]
            && data.members.ages.len() == AGES.count();
        if fits { Ok(data) } else { Err(ChartDataError::OtherCatalogue) }
    }

    /// The rank of an anime by members, 1 being the most popular.
    pub fn popularity(&self, anime: AnimeRef<'_>) -> Option<u32> {
        self.popularity.get(anime.row()).copied().flatten()
    }

    /// Whether year and season of an anime are of `Premiered`.
    pub fn is_premiered(&self, anime: AnimeRef<'_>) -> bool {
        self.premiered.get(anime.row()).copied().unwrap_or(false)
    }

    /// The ratings of an anime, where there is any.
    pub fn ratings(&self, anime: AnimeRef<'_>) -> Option<&RatingCounts> {
        self.ratings.get(anime.row())?.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eda::samples;
    use proptest::prelude::*;

    fn counted() -> impl Strategy<Value = Vec<(String, u64)>> {
        proptest::collection::vec((".{0,8}", any::<u64>()), 0..5)
    }

    fn members() -> impl Strategy<Value = Members> {
        (counted(), counted(), proptest::collection::vec(any::<u64>(), AGES.count()), any::<[u64; 3]>()).prop_map(
            |(genders, locations, ages, [all, other_ages, other_locations])| Members {
                all,
                genders,
                ages,
                other_ages,
                locations,
                other_locations,
            },
        )
    }

    fn data(catalogue: &Catalogue) -> impl Strategy<Value = ChartData> {
        let data_set = catalogue.data_set().clone();
        let row = any::<(Option<u32>, bool, Option<RatingCounts>)>();
        let rows = proptest::collection::vec(row, catalogue.len());
        (rows, any::<u64>(), any::<Vec<(u32, u32)>>(), members()).prop_map(
            move |(rows, ratings_elsewhere, ratings_per_user, members)| ChartData {
                data_set: data_set.clone(),
                popularity: rows.iter().map(|row| row.0).collect(),
                premiered: rows.iter().map(|row| row.1).collect(),
                ratings: rows.iter().map(|row| row.2).collect(),
                ratings_elsewhere,
                ratings_per_user,
                members,
            },
        )
    }

    proptest! {
        #[test]
        fn data_survive_the_file(data in data(&samples::catalogue())) {
            let file = data.to_bytes().unwrap();
            prop_assert_eq!(ChartData::from_bytes(&file, &samples::catalogue()).unwrap(), data);
        }
    }

    #[test]
    fn data_of_another_catalogue_are_refused() {
        type Change = fn(&mut ChartData);
        let changes: [Change; 3] =
            [|data| data.data_set.ratings += 1, |data| data.ratings.truncate(1), |data| data.members.ages.push(1)];
        for (row, change) in changes.into_iter().enumerate() {
            let mut data = samples::data();
            change(&mut data);
            let read = ChartData::from_bytes(&data.to_bytes().unwrap(), &samples::catalogue());
            assert!(matches!(read, Err(ChartDataError::OtherCatalogue)), "{row}");
        }
    }
}
