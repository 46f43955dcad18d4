//! Strong generalization: users that no training saw, 80 % of a list given, 20 % to be found.

use super::bootstrap::interval;
use super::cases::{FoldInCase, UserFigures, ranked};
use super::report::{Measurement, OfSource};
use crate::dataset::{UserList, frequent_items};
use crate::models::{Config, Entry, Workshop};
use crate::parallel;
use crate::train::{Form, ITEM_LEAST, TrainError};
use konomi::catalog::{AnimeId, Catalogue, UserId};
use konomi::model::Precision;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// The users of one seed: those to train on, those to choose by, those to report on.
pub struct Split {
    /// Those to train on, by their numbers.
    pub train: Vec<UserList>,
    /// Those to choose epochs and values by.
    pub validation: Vec<UserList>,
    /// Those to report on.
    pub test: Vec<UserList>,
}

impl Split {
    /// A tenth of the users to report on, a twentieth to choose by.
    pub fn new(lists: &[UserList], seed: u64) -> Self {
        let mut lists = lists.to_vec();
        lists.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        let tenth = lists.len() / 10;
        let mut train = lists.split_off(tenth + tenth / 2);
        let validation = lists.split_off(tenth);
        // The order of the rows must not depend on the shuffle's leftovers.
        train.sort_by_key(|list| list.user);
        Self { train, validation, test: lists }
    }
}

/// A split in a form that other programs read, to compute the same figures independently.
#[derive(Serialize)]
pub struct PublishedSplit {
    seed: u64,
    /// The users to train on.
    train: Vec<UserId>,
    validation: Vec<PublishedCase>,
    test: Vec<PublishedCase>,
}

#[derive(Serialize)]
struct PublishedCase {
    user: UserId,
    given: Vec<AnimeId>,
    hidden: Vec<AnimeId>,
}

impl PublishedSplit {
    /// The split of one seed, with the cases as [`FoldIn::measure`] has them.
    pub fn new(lists: &[UserList], seed: u64) -> Self {
        let split = Split::new(lists, seed);
        let items = frequent_items(&split.train, ITEM_LEAST, false);
        let cases = |users: &[UserList]| {
            let publish = |case: FoldInCase| PublishedCase {
                user: case.user,
                given: case.picks.iter().map(|pick| pick.anime_id).collect(),
                hidden: case.hidden,
            };
            FoldInCase::split(users, &items, seed, usize::MAX).into_iter().map(publish).collect()
        };
        let train = split.train.iter().map(|list| list.user).collect();
        Self { seed, train, validation: cases(&split.validation), test: cases(&split.test) }
    }
}

/// What the protocol measures with.
pub struct FoldIn<'a> {
    /// All users.
    pub lists: &'a [UserList],
    /// The facts of the anime.
    pub catalogue: &'a Catalogue,
    /// Which crawl each user comes from, where the data say.
    pub sources: &'a BTreeMap<UserId, String>,
    /// How the models are trained.
    pub config: &'a Config,
    /// Whether to measure the page's files too, in 16 bits, in 8, and in fewer where it has fewer.
    pub compressed: bool,
}

impl FoldIn<'_> {
    /// Measures the models with one seed, each trained on the training users alone.
    pub fn measure(&self, models: &[&'static Entry], seed: u64) -> Result<Vec<Measurement>, TrainError> {
        let split = Split::new(self.lists, seed);
        let workshop = Workshop::new(&split.train, &split.validation, self.catalogue, self.config.clone(), seed)?;
        let cases = FoldInCase::split(&split.test, &workshop.items, seed, usize::MAX);
        let popularity = popularity_ranks(&workshop.rows, workshop.items.len());
        let mut measurements = Vec::new();
        for entry in models {
            let trained = workshop.train(entry)?;
            let mut forms = vec![(entry.name.to_owned(), Form::Whole)];
            if self.compressed {
                let few = (entry.bits..=8).rev().map(|bits| (bits, Precision::Bits(bits)));
                for (bits, precision) in std::iter::once((16, Precision::Half)).chain(few) {
                    forms.push((format!("{} ({bits} bits)", entry.name), Form::Page(precision)));
                }
            }
            let mut whole = None;
            for (name, form) in forms {
                let model = trained.recommender(form)?;
                let lists = parallel::map(&cases, |case| ranked(model.as_ref(), case, &workshop.items));
                let measurement = self.report(name, seed, trained.seconds, &cases, &lists, |id| {
                    workshop.items.row(id).map_or(0.0, |row| popularity[row])
                });
                let mut measurement = measurement.covering(&lists, workshop.items.len());
                // The first form is the whole.
                match &whole {
                    None => whole = Some(lists),
                    Some(whole) => _ = measurement.metrics.insert("same@20".to_owned(), shared_of_first(whole, &lists)),
                }
                measurements.push(measurement);
            }
        }
        Ok(measurements)
    }

    fn report(
        &self,
        model: String,
        seed: u64,
        train_seconds: f64,
        cases: &[FoldInCase],
        lists: &[Vec<AnimeId>],
        popularity_rank: impl Fn(&AnimeId) -> f64,
    ) -> Measurement {
        let figures: Vec<[f64; 5]> =
            lists.iter().zip(cases).map(|(list, case)| UserFigures::new(list, case).0).collect();
        let mut measurement = Measurement::new("fold-in", model, seed, cases.len(), train_seconds);
        for (index, name) in UserFigures::NAMES.into_iter().enumerate() {
            let values: Vec<f64> = figures.iter().map(|user| user[index]).collect();
            measurement.metrics.insert(name.to_owned(), mean(&values));
            measurement.intervals.insert(name.to_owned(), interval(&values, seed));
        }
        let ranks: Vec<f64> = lists.iter().flat_map(|list| list.iter().take(20)).map(popularity_rank).collect();
        measurement.metrics.insert("popularity-rank@20".to_owned(), mean(&ranks));
        let mut of_source: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for (case, figures) in cases.iter().zip(&figures) {
            if let Some(source) = self.sources.get(&case.user) {
                of_source.entry(source).or_default().push(figures[2]);
            }
        }
        measurement.sources = (of_source.into_iter())
            .map(|(source, values)| (source.to_owned(), OfSource { users: values.len(), ndcg_at_100: mean(&values) }))
            .collect();
        measurement
    }
}

impl Measurement {
    /// Adds the share of the catalogue that stands among the first twenty of any list.
    fn covering(mut self, lists: &[Vec<AnimeId>], catalogue: usize) -> Self {
        let shown: HashSet<&AnimeId> = lists.iter().flat_map(|list| list.iter().take(20)).collect();
        self.metrics.insert("coverage@20".to_owned(), shown.len() as f64 / catalogue.max(1) as f64);
        self
    }
}

/// How many of the first twenty of a list are among the first twenty of another, on average over the users.
fn shared_of_first(lists: &[Vec<AnimeId>], others: &[Vec<AnimeId>]) -> f64 {
    let shared = |(list, other): (&Vec<AnimeId>, &Vec<AnimeId>)| {
        let first: HashSet<&AnimeId> = list.iter().take(20).collect();
        other.iter().take(20).filter(|id| first.contains(id)).count() as f64
    };
    mean(&lists.iter().zip(others).map(shared).collect::<Vec<_>>())
}

/// The place of each item by how many lists it is on: 1 is the most popular.
fn popularity_ranks(lists: &[Vec<u32>], items: usize) -> Vec<f64> {
    let mut counts = vec![0u32; items];
    lists.iter().flatten().for_each(|&item| counts[item as usize] += 1);
    let mut order: Vec<usize> = (0..items).collect();
    order.sort_by_key(|&item| std::cmp::Reverse(counts[item]));
    let mut ranks = vec![0.0; items];
    order.into_iter().enumerate().for_each(|(place, item)| ranks[item] = place as f64 + 1.0);
    ranks
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Entry as Listed;

    #[test]
    fn no_user_is_in_two_parts() {
        let entries = |range: std::ops::Range<u32>| range.map(|id| Listed { anime_id: AnimeId(id), rating: None });
        let lists: Vec<UserList> =
            (0..100).map(|user| UserList { user: UserId(user), entries: entries(0..12).collect() }).collect();
        let split = Split::new(&lists, 5);
        assert_eq!((split.test.len(), split.validation.len(), split.train.len()), (10, 5, 85));
        let parts = [&split.test, &split.validation, &split.train];
        let users: HashSet<u32> = parts.iter().flat_map(|part| part.iter().map(|list| list.user.0)).collect();
        assert_eq!(users.len(), 100);
    }

    #[test]
    fn lists_share_what_stands_among_the_first_twenty_of_both() {
        let list = |ids: std::ops::Range<u32>| ids.map(AnimeId).collect::<Vec<_>>();
        let reversed = list(0..20).into_iter().rev().collect();
        let (lists, others) = ([list(0..30), list(0..30)], [reversed, list(15..45)]);
        assert_eq!(shared_of_first(&lists, &others), (20.0 + 5.0) / 2.0);
    }

    #[test]
    fn the_most_popular_has_the_first_rank() {
        assert_eq!(popularity_ranks(&[vec![1, 2], vec![2], vec![2, 1]], 4), [3.0, 2.0, 1.0, 4.0]);
    }
}
