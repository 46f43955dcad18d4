//! What the charts need beside the catalogue, counted as the data set is read.

use crate::data::{Gender, Member, RatingRow};
use konomi::catalog::{AnimeId, Catalogue, UserId};
use konomi::eda::{AGES, ChartData, Members, RatingCounts};
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// How many locations are kept by name: far more than any chart shows.
const LOCATIONS: usize = 200;

/// What a row says of an anime that the catalogue does not keep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ChartFacts {
    /// The rank by members, 1 being the most popular.
    pub popularity: Option<u32>,
    /// Whether year and season are of `Premiered`.
    pub is_premiered: bool,
}

/// Ratings, counted.
#[derive(Default)]
pub struct CountedRatings {
    by_anime: HashMap<AnimeId, RatingCounts>,
    by_user: HashMap<UserId, u32>,
}

impl CountedRatings {
    /// Counts ratings in any order.
    pub fn new(ratings: &[RatingRow]) -> Self {
        let mut counted = Self::default();
        for row in ratings {
            counted.by_anime.entry(row.anime).or_default()[usize::from(row.rating.get()) - 1] += 1;
            *counted.by_user.entry(row.user).or_default() += 1;
        }
        counted
    }

    /// The number of anime with ratings.
    pub fn anime(&self) -> usize {
        self.by_anime.len()
    }
}

/// Joins what was counted with the catalogue; of an anime without [`ChartFacts`] nothing is known.
pub fn chart_data(
    catalogue: &Catalogue,
    facts: &HashMap<AnimeId, ChartFacts>,
    mut ratings: CountedRatings,
    members: &[Member],
) -> ChartData {
    let of = |id: AnimeId| facts.get(&id);
    let ids = || catalogue.iter().map(|anime| anime.id());
    let by_anime = ids().map(|id| ratings.by_anime.remove(&id)).collect();
    let mut ratings_per_user = BTreeMap::new();
    ratings.by_user.into_values().for_each(|count| *ratings_per_user.entry(count).or_default() += 1);
    ChartData {
        data_set: catalogue.data_set().clone(),
        popularity: ids().map(|id| of(id)?.popularity).collect(),
        premiered: ids().map(|id| of(id).is_some_and(|facts| facts.is_premiered)).collect(),
        ratings: by_anime,
        // What the catalogue has is gone from here by now.
        ratings_elsewhere: ratings.by_anime.into_values().flatten().map(u64::from).sum(),
        ratings_per_user: ratings_per_user.into_iter().collect(),
        members: counted_members(members),
    }
}

fn counted_members(members: &[Member]) -> Members {
    let genders = ranked(members.iter().filter_map(|member| member.gender).map(Gender::name));
    let mut locations = ranked(members.iter().filter_map(|member| member.location.as_deref()));
    let other_locations = locations.split_off(LOCATIONS.min(locations.len()));
    let mut ages = vec![0; AGES.count()];
    let mut other_ages = 0;
    for age in members.iter().filter_map(|member| member.age) {
        let row = age.checked_sub(*AGES.start()).map(usize::from);
        *row.and_then(|row| ages.get_mut(row)).unwrap_or(&mut other_ages) += 1;
    }
    let named = |counts: Vec<(&str, u64)>| counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    Members {
        all: members.len() as u64,
        genders: named(genders),
        ages,
        other_ages,
        locations: named(locations),
        other_locations: other_locations.iter().map(|(_, count)| count).sum(),
    }
}

/// How often each value comes, the most frequent first, equal ones in order.
fn ranked<T: Copy + Ord + Hash>(values: impl Iterator<Item = T>) -> Vec<(T, u64)> {
    let mut counts: HashMap<T, u64> = HashMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let mut ranked: Vec<(T, u64)> = counts.into_iter().collect();
    ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_counted_and_none_is_lost() {
        let member = |gender, age, location: &str| Member {
            gender,
            age,
            location: Some(location.to_owned()).filter(|text| !text.is_empty()),
        };
        let mut members = vec![
            member(Some(Gender::Female), Some(10), "Japan"),
            member(Some(Gender::Female), Some(59), "Korea, South"),
            member(Some(Gender::Male), Some(60), "Korea, South"),
            member(None, Some(9), ""),
            member(None, None, "japan"),
        ];
        members.extend((0..LOCATIONS).map(|place| member(None, None, &format!("Place {place:03}"))));
        let found = counted_members(&members);
        assert_eq!(found.genders, [("Female".to_owned(), 2), ("Male".to_owned(), 1)]);
        assert_eq!((found.ages[0], found.ages[49], found.ages.iter().sum::<u64>(), found.other_ages), (1, 1, 2, 2));
        assert_eq!(found.locations[..2], [("Korea, South".to_owned(), 2), ("Japan".to_owned(), 1)]);
        assert_eq!((found.locations.len(), found.other_locations), (LOCATIONS, 3));
    }
}
