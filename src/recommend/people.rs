//! People of like taste: users of a sample, nearest to a visitor by the cosine of their rows, as the reference's second
//! notebook has it; and what they rate high.
//!
//! A user's row is what RecommenderNet makes of all the user's ratings, by the same folding in as a visitor's. The users
//! have neither names nor numbers.

use super::{Rating, rank};
use crate::catalog::{AnimeId, Seal, SealError, name_of};
use crate::t;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The file of the sample.
const SEAL: Seal = Seal { kind: "KNMPEOPL", version: 1 };

/// Why bytes are no sample of people.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// Another file, another version, or damage.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The checksum is right, yet the content is no sample: a fault of the program that wrote it.
    #[error("{}", t!("file-malformed", file = name_of(SEAL.kind), reason = _0.to_string()))]
    Malformed(#[from] postcard::Error),
    /// The columns of the file don't fit each other.
    #[error("{}", t!("file-contradicts", file = name_of(SEAL.kind), part = "columns"))]
    Ragged,
}

/// One user of the sample.
#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    /// The user's row, of length 1.
    pub row: Vec<f32>,
    /// The user's ratings, by id.
    pub ratings: Vec<(AnimeId, Rating)>,
}

impl Person {
    /// The rating of an anime.
    pub fn rating(&self, id: AnimeId) -> Option<Rating> {
        let at = self.ratings.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.ratings[at].1)
    }

    /// The mean of the ratings; 0 of none.
    pub fn mean(&self) -> f32 {
        let sum: u32 = self.ratings.iter().map(|(_, rating)| u32::from(rating.get())).sum();
        sum as f32 / self.ratings.len().max(1) as f32
    }
}

/// A sample of users.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct People {
    people: Vec<Person>,
}

/// As a file holds it: rows as levels of -127 to 127, ids as differences, two ratings a byte.
#[derive(Serialize, Deserialize)]
struct Columns {
    width: usize,
    rows: Vec<i8>,
    lengths: Vec<u32>,
    steps: Vec<u32>,
    ratings: Vec<u8>,
}

/// A user of the sample beside a visitor.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Neighbour {
    /// Which person of the sample.
    pub person: usize,
    /// The cosine of the two rows.
    pub cosine: f32,
    /// Titles that both have an opinion of.
    pub common: usize,
    /// By how many points of ten their ratings of these differ on average; none without such titles.
    pub apart: Option<f32>,
}

/// A title that neighbours rate high.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Favourite {
    /// Which anime.
    pub anime_id: AnimeId,
    /// How many of the neighbours rated it.
    pub raters: usize,
    /// Their mean rating.
    pub mean: f32,
    /// By how much it is above their own means, weighted by their likeness, and summed.
    lift: f32,
}

/// Points by which a title must be above a user's mean to be a favourite of all who rate it.
const FAVOURITE: f32 = 0.5;

impl People {
    /// A sample; rows are of one width.
    pub fn new(people: Vec<Person>) -> Self {
        Self { people }
    }

    /// The sample as a file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, PeopleError> {
        let width = self.people.first().map_or(0, |person| person.row.len());
        let level = |value: &f32| (value.clamp(-1.0, 1.0) * 127.0).round() as i8;
        let mut columns =
            Columns { width, rows: Vec::new(), lengths: Vec::new(), steps: Vec::new(), ratings: Vec::new() };
        for person in &self.people {
            // Of the largest value all of the levels are used: lengths are made 1 again anyway.
            let most = person.row.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
            columns.rows.extend(person.row.iter().map(|value| level(&(value / most))));
            columns.lengths.push(person.ratings.len() as u32);
            let mut last = 0;
            for (id, rating) in &person.ratings {
                columns.steps.push(id.0 - std::mem::replace(&mut last, id.0));
                columns.ratings.push(rating.get());
            }
        }
        columns.ratings =
            columns.ratings.chunks(2).map(|pair| pair[0] | pair.get(1).map_or(0, |next| next << 4)).collect();
        Ok(SEAL.seal(&postcard::to_allocvec(&columns)?))
    }

    /// The sample in a file. A rating that is none is left out.
    pub fn from_bytes(file: &[u8]) -> Result<Self, PeopleError> {
        let columns: Columns = postcard::from_bytes(SEAL.open(file)?)?;
        let count = columns.lengths.len();
        let all: usize = columns.lengths.iter().map(|length| *length as usize).sum();
        let fits = columns.width.checked_mul(count) == Some(columns.rows.len());
        if !fits || all != columns.steps.len() || all.div_ceil(2) != columns.ratings.len() {
            return Err(PeopleError::Ragged);
        }
        let mut ratings = columns.ratings.iter().flat_map(|pair| [pair & 15, pair >> 4]);
        let mut steps = columns.steps.iter();
        let mut people = Vec::with_capacity(count);
        for (place, length) in columns.lengths.iter().enumerate() {
            let mut row: Vec<f32> = (columns.rows[place * columns.width..][..columns.width].iter())
                .map(|level| f32::from(*level))
                .collect();
            let norm = row.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|value| *value /= norm);
            let mut id = 0u32;
            let entries = steps.by_ref().take(*length as usize).zip(ratings.by_ref().take(*length as usize));
            let ratings = entries.filter_map(|(step, rating)| {
                id = id.wrapping_add(*step);
                Some((AnimeId(id), Rating::try_from(rating).ok()?))
            });
            people.push(Person { row, ratings: ratings.collect() });
        }
        Ok(Self { people })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// One of them.
    pub fn person(&self, place: usize) -> Option<&Person> {
        self.people.get(place)
    }

    /// The `count` nearest to a visitor's row of length 1, the nearest first, each beside the visitor's opinions as ratings.
    pub fn nearest(&self, row: &[f32], opinions: &[(AnimeId, f32)], count: usize) -> Vec<Neighbour> {
        let product = |person: &Person| person.row.iter().zip(row).map(|(a, b)| a * b).sum::<f32>();
        let cosines: Vec<f32> = self.people.iter().map(product).collect();
        let beside = |person: usize| {
            let both = opinions.iter().filter_map(|(id, own)| Some((own, self.people[person].rating(*id)?)));
            let differences: Vec<f32> = both.map(|(own, other)| (own - f32::from(other.get())).abs()).collect();
            let common = differences.len();
            let apart = (common > 0).then(|| differences.iter().sum::<f32>() / common as f32);
            Neighbour { person, cosine: cosines[person], common, apart }
        };
        rank(&cosines, count, |_| true).into_iter().map(beside).collect()
    }

    /// The `count` titles that these neighbours rate above their own means most, together and weighted by their likeness;
    /// of those that `open` lets through, at least two of them rated.
    pub fn favourites(&self, neighbours: &[Neighbour], open: impl Fn(AnimeId) -> bool, count: usize) -> Vec<Favourite> {
        let mut sums: HashMap<AnimeId, Favourite> = HashMap::new();
        for neighbour in neighbours {
            let Some(person) = self.person(neighbour.person) else { continue };
            let mean = person.mean();
            for (id, rating) in &person.ratings {
                let rating = f32::from(rating.get());
                let new = Favourite { anime_id: *id, raters: 0, mean: 0.0, lift: 0.0 };
                let favourite = sums.entry(*id).or_insert(new);
                favourite.raters += 1;
                favourite.mean += rating;
                favourite.lift += neighbour.cosine.max(0.0) * (rating - mean - FAVOURITE);
            }
        }
        let mut favourites: Vec<Favourite> =
            sums.into_values().filter(|favourite| favourite.raters > 1 && open(favourite.anime_id)).collect();
        favourites.iter_mut().for_each(|favourite| favourite.mean /= favourite.raters as f32);
        favourites.sort_by(|a, b| b.lift.total_cmp(&a.lift).then(a.anime_id.cmp(&b.anime_id)));
        favourites.retain(|favourite| favourite.lift > 0.0);
        favourites.truncate(count);
        favourites
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rating(value: u8) -> Rating {
        Rating::try_from(value).unwrap()
    }

    fn person(row: [f32; 2], ratings: &[(u32, u8)]) -> Person {
        let ratings = ratings.iter().map(|(id, value)| (AnimeId(*id), rating(*value))).collect();
        Person { row: row.to_vec(), ratings }
    }

    #[test]
    fn the_nearest_come_first_with_how_far_their_ratings_are_apart() {
        let people = People::new(vec![
            person([0.0, 1.0], &[(1, 3)]),
            person([1.0, 0.0], &[(1, 9), (2, 8), (3, 4)]),
            person([0.6, 0.8], &[]),
        ]);
        let found = people.nearest(&[1.0, 0.0], &[(AnimeId(1), 10.0), (AnimeId(3), 7.0)], 2);
        assert_eq!(found[0], Neighbour { person: 1, cosine: 1.0, common: 2, apart: Some(2.0) });
        assert_eq!(found[1], Neighbour { person: 2, cosine: 0.6, common: 0, apart: None });
        assert_eq!(people.nearest(&[1.0, 0.0], &[], 9).len(), 3);
    }

    #[test]
    fn what_several_rate_above_their_means_is_a_favourite() {
        let people = People::new(vec![
            // Means of 7, 6 and 9: to the third everything is a 9, and what the first alone likes is no favourite.
            person([1.0, 0.0], &[(1, 10), (2, 3), (3, 5), (7, 10)]),
            person([1.0, 0.0], &[(1, 9), (2, 3), (4, 6)]),
            person([1.0, 0.0], &[(2, 9), (5, 9), (6, 9)]),
        ]);
        let neighbours = people.nearest(&[1.0, 0.0], &[], 3);
        let found: Vec<u32> = people.favourites(&neighbours, |_| true, 9).iter().map(|it| it.anime_id.0).collect();
        assert_eq!(found, [1]);
        let first = people.favourites(&neighbours, |_| true, 9)[0];
        assert_eq!((first.raters, first.mean), (2, 9.5));
        assert!(people.favourites(&neighbours, |id| id != AnimeId(1), 9).is_empty());
    }

    #[test]
    fn a_favourite_is_lifted_by_each_as_much_as_alike() {
        let people = People::new(vec![
            // Means of 8, 6 and 7.
            person([1.0, 0.0], &[(1, 10), (2, 6), (3, 8)]),
            person([0.5, 0.75], &[(1, 4), (3, 10), (4, 4)]),
            person([-0.2, 0.9], &[(2, 10), (3, 4)]),
        ]);
        let neighbours = people.nearest(&[1.0, 0.0], &[], 3);
        let found: Vec<(u32, usize, f32)> = (people.favourites(&neighbours, |_| true, 9).iter())
            .map(|favourite| (favourite.anime_id.0, favourite.raters, favourite.lift))
            .collect();
        // Half a point is no favour; who is unlike lifts nothing.
        assert_eq!(found, [(3, 3, (8.0 - 8.5) + 0.5 * (10.0 - 6.5)), (1, 2, (10.0 - 8.5) + 0.5 * (4.0 - 6.5))]);
        assert_eq!(people.favourites(&neighbours, |_| true, 1).len(), 1);
        // Half a point above both means: neither more nor less than to be expected of who picked it.
        let even = People::new(vec![person([1.0, 0.0], &[(1, 8), (2, 7)]), person([1.0, 0.0], &[(1, 8), (3, 7)])]);
        assert_eq!(even.favourites(&even.nearest(&[1.0, 0.0], &[], 2), |_| true, 9), []);
    }

    #[test]
    fn people_are_counted_and_found() {
        let people = People::new(vec![person([1.0, 0.0], &[(1, 10), (2, 5)]), person([0.0, 1.0], &[])]);
        assert_eq!((people.len(), people.is_empty(), People::default().is_empty()), (2, false, true));
        assert_eq!(
            people.person(0).map(|person| (person.mean(), person.rating(AnimeId(2)))),
            Some((7.5, Some(rating(5))))
        );
        assert_eq!(people.person(1).map(Person::mean), Some(0.0));
        assert_eq!(people.person(2), None);
    }

    /// The wider a row, the smaller its values are, and all levels are theirs.
    #[test]
    fn a_wide_row_is_written_as_finely_as_a_narrow_one() {
        let mut row: Vec<f32> = (0..128).map(|at| (at as f32).sin()).collect();
        let norm = row.iter().map(|value| value * value).sum::<f32>().sqrt();
        row.iter_mut().for_each(|value| *value /= norm);
        let people = People::new(vec![Person { row: row.clone(), ratings: vec![] }]);
        let read = People::from_bytes(&people.to_bytes().unwrap()).unwrap();
        let most = row.iter().fold(0.0, |most: f32, value| most.max(value.abs()));
        for (found, value) in read.people[0].row.iter().zip(&row) {
            assert!((found - value).abs() < most / 127.0, "{found} for {value}");
        }
    }

    #[test]
    fn columns_that_do_not_fit_each_other_are_refused() {
        type Change = fn(&mut Columns);
        let changes: [Change; 5] = [
            |columns| columns.width = 3,
            |columns| columns.width = usize::MAX,
            |columns| columns.lengths[0] += 1,
            |columns| columns.steps.truncate(2),
            |columns| columns.ratings.push(0),
        ];
        for (at, change) in changes.into_iter().enumerate() {
            let mut columns = Columns {
                width: 2,
                rows: vec![1, 2, 3, 4],
                lengths: vec![1, 2],
                steps: vec![1, 1, 1],
                ratings: vec![0x11, 0x01],
            };
            let file = |columns: &Columns| SEAL.seal(&postcard::to_allocvec(columns).unwrap());
            assert!(People::from_bytes(&file(&columns)).is_ok());
            change(&mut columns);
            assert!(matches!(People::from_bytes(&file(&columns)), Err(PeopleError::Ragged)), "{at}");
        }
    }

    proptest! {
        #[test]
        fn people_survive_a_file(
            people in prop::collection::vec(
                (prop::collection::vec(-1f32..1.0, 6), prop::collection::btree_map(1u32..60_000, 1u8..=10, 0..20)), 0..6),
        ) {
            let person = |(row, ratings): (Vec<f32>, std::collections::BTreeMap<u32, u8>)| {
                let norm = row.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-3);
                let ratings = ratings.into_iter().map(|(id, value)| (AnimeId(id), rating(value))).collect();
                Person { row: row.into_iter().map(|value| value / norm).collect(), ratings }
            };
            let people = People::new(people.into_iter().map(person).collect());
            let read = People::from_bytes(&people.to_bytes().unwrap()).unwrap();
            prop_assert_eq!(read.len(), people.len());
            for (found, person) in read.people.iter().zip(&people.people) {
                prop_assert_eq!(&found.ratings, &person.ratings);
                prop_assert!(found.row.iter().zip(&person.row).all(|(a, b)| (a - b).abs() < 0.02));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            prop_assert!(People::from_bytes(&bytes).is_err());
            let _ = People::from_bytes(&SEAL.seal(&bytes));
        }
    }
}
