//! Leave-one-out: one item of each user is not trained on, and is to be ranked above others (He et al. 2017, section 4.1):
//! above 99 that were drawn, or above all that the user does not have.

use super::Measurement;
use super::bootstrap::interval;
use super::metrics::{hit_rate, ndcg};
use crate::data::Viewer;
use crate::dataset::{Entry as Listed, UserList, frequent_items, known_picks};
use crate::models::{Config, Entry, Workshop};
use crate::parallel;
use crate::train::{Form, ITEM_LEAST, TrainError, Validation};
use konomi::catalog::{AnimeId, Catalogue, LabelEncoder};
use konomi::recommend::{KnownPick, VisitorRow};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Users with fewer titles are only trained on.
const LIST_LEAST: usize = 10;
/// Drawn items that the one left out is ranked among.
const DRAWN: usize = 99;

/// A user's item that training does not see.
pub struct LeftOut {
    /// The user's place among the lists.
    pub user: usize,
    /// What the user has.
    pub picks: Vec<KnownPick>,
    target: usize,
    drawn: Vec<usize>,
}

impl LeftOut {
    /// The rows that are ranked: the item that was left out, then the drawn ones.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.target).chain(self.drawn.iter().copied())
    }

    /// How many of the drawn items score as high as the one that was left out.
    pub fn place(&self, score: impl Fn(usize) -> f32) -> usize {
        let own = score(self.target);
        self.drawn.iter().filter(|&&row| score(row) >= own).count()
    }

    /// How many of all items that the user does not have do.
    fn place_among_all(&self, scores: &[f32]) -> usize {
        let own = scores[self.target];
        let has = |row: &usize| self.picks.binary_search_by_key(row, |pick| pick.row).is_ok();
        let higher = (0..scores.len()).filter(|row| scores[*row] >= own && *row != self.target);
        higher.filter(|row| !has(row)).count()
    }
}

/// Which items the one that was left out is ranked among.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Among {
    /// 99 that were drawn.
    Drawn,
    /// All that the user does not have.
    All,
}

impl Among {
    fn protocol(self) -> &'static str {
        match self {
            Self::Drawn => "loo",
            Self::All => "loo-all",
        }
    }
}

/// One item of each user.
struct Target {
    /// The user's place among the lists.
    user: usize,
    anime: AnimeId,
    drawn: Vec<AnimeId>,
}

/// Lists of which one item each is left out.
pub struct LeaveOneOut {
    lists: Vec<UserList>,
    items: LabelEncoder<AnimeId>,
    targets: Vec<Target>,
}

impl LeaveOneOut {
    /// Leaves out one item of each list, drawn at random, for the data say not when a title was seen.
    pub fn drawn(lists: &[UserList], seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut lists = lists.to_vec();
        let items = frequent_items(&lists, ITEM_LEAST, false);
        let mut targets = Vec::new();
        for (user, list) in lists.iter_mut().enumerate().filter(|(_, list)| list.entries.len() >= LIST_LEAST) {
            let place = random.random_range(0..list.entries.len());
            let anime = list.entries[place].anime_id;
            if items.row(&anime).is_some() {
                let drawn = draw(list, &items, &mut random);
                list.entries.remove(place);
                targets.push(Target { user, anime, drawn });
            }
        }
        Self { lists, items, targets }
    }

    /// The split of a file.
    pub fn of_viewers(viewers: Vec<Viewer>) -> Self {
        let mut targets = Vec::new();
        let mut lists = Vec::new();
        for (user, viewer) in viewers.into_iter().enumerate() {
            targets.push(Target { user, anime: viewer.left_out, drawn: viewer.negatives });
            lists.push(list_of(viewer.user, viewer.seen));
        }
        let all = lists.iter().flat_map(|list| list.entries.iter().map(|entry| entry.anime_id));
        let left_out = targets.iter().flat_map(|target| target.drawn.iter().copied().chain([target.anime]));
        Self { items: LabelEncoder::fit(all.chain(left_out)), lists, targets }
    }

    /// The same with one more item left out of each list, to choose values by: the last one where `is_ordered`, else one
    /// drawn. What was left out before is left out for good.
    pub fn for_validation(mut viewers: Vec<Viewer>, seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let test: Vec<AnimeId> = viewers.iter().map(|viewer| viewer.left_out).collect();
        for viewer in &mut viewers {
            if viewer.seen.len() > 1
                && let Some(last) = viewer.seen.pop()
            {
                viewer.left_out = last;
            }
        }
        let mut split = Self::of_viewers(viewers);
        for target in &mut split.targets {
            let mut list = split.lists[target.user].clone();
            for anime_id in [target.anime, test[target.user]] {
                list.entries.push(Listed { anime_id, rating: None });
            }
            target.drawn = draw(&list, &split.items, &mut random);
        }
        split
    }

    /// The cases by the rows of the models.
    fn cases(&self) -> Vec<LeftOut> {
        let row = |id: &AnimeId| self.items.row(id);
        (self.targets.iter())
            .filter_map(|target| {
                let picks = known_picks(&self.lists[target.user], &self.items, false);
                let drawn = target.drawn.iter().filter_map(row).collect();
                Some(LeftOut { user: target.user, picks, target: row(&target.anime)?, drawn })
            })
            .collect()
    }

    /// A workshop that chooses by what is left out here.
    pub fn workshop<'a>(
        &'a self,
        catalogue: &'a Catalogue,
        config: Config,
        seed: u64,
    ) -> Result<Workshop<'a>, TrainError> {
        let validation = Validation::LeaveOneOut(self.cases());
        Workshop::with_items(&self.lists, self.items.clone(), validation, catalogue, config, seed)
    }

    /// Measures the models, trained on all that is not left out, with the values as they are.
    pub fn measure(
        &self,
        models: &[&'static Entry],
        among: &[Among],
        catalogue: &Catalogue,
        config: &Config,
        seed: u64,
    ) -> Result<Vec<Measurement>, TrainError> {
        let items = self.items.clone();
        let workshop = Workshop::with_items(&self.lists, items, Validation::None, catalogue, config.clone(), seed)?;
        let cases = self.cases();
        let mut measurements = Vec::new();
        for entry in models {
            let trained = workshop.train(entry)?;
            let model = trained.recommender(Form::Whole)?;
            let users = trained.users.as_ref();
            let places: Vec<[usize; 2]> = parallel::map(&cases, |case| {
                let visitor = match users {
                    Some(users) => VisitorRow(users.row(case.user).to_vec()),
                    None => model.fold_in(&case.picks),
                };
                let scores = model.scan(&visitor).wait();
                [case.place(|row| scores[row]), case.place_among_all(&scores)]
            });
            for &among in among {
                let places = places.iter().map(|[drawn, all]| if among == Among::Drawn { *drawn } else { *all });
                measurements.push(report(among, entry.name, seed, trained.seconds, places));
            }
        }
        Ok(measurements)
    }
}

fn list_of(user: konomi::catalog::UserId, mut seen: Vec<AnimeId>) -> UserList {
    seen.sort_unstable();
    seen.dedup();
    UserList { user, entries: seen.into_iter().map(|anime_id| Listed { anime_id, rating: None }).collect() }
}

/// Items that are not on a list, each once.
fn draw(list: &UserList, items: &LabelEncoder<AnimeId>, random: &mut ChaCha8Rng) -> Vec<AnimeId> {
    let has: std::collections::HashSet<AnimeId> = list.entries.iter().map(|entry| entry.anime_id).collect();
    let free = items.len().saturating_sub(has.len());
    let mut drawn = Vec::new();
    while drawn.len() < DRAWN.min(free) {
        let id = items.labels()[random.random_range(0..items.len())];
        if !has.contains(&id) && !drawn.contains(&id) {
            drawn.push(id);
        }
    }
    drawn
}

fn report(
    among: Among,
    model: &str,
    seed: u64,
    train_seconds: f64,
    places: impl ExactSizeIterator<Item = usize>,
) -> Measurement {
    let users = places.len();
    // A list with the item in its place and nothing else of worth.
    let figures: Vec<[f64; 2]> = places
        .map(|place| {
            let list: Vec<usize> = (1..=place.min(10)).chain([0]).collect();
            [hit_rate(&list, &[0], 10), ndcg(&list, &[0], 10)]
        })
        .collect();
    let mut measurement = Measurement::new(among.protocol(), model.to_owned(), seed, users, train_seconds);
    for (index, name) in ["HR@10", "NDCG@10"].into_iter().enumerate() {
        let values: Vec<f64> = figures.iter().map(|figures| figures[index]).collect();
        let mean = values.iter().sum::<f64>() / users.max(1) as f64;
        measurement.metrics.insert(name.to_owned(), mean);
        measurement.intervals.insert(name.to_owned(), interval(&values, seed));
    }
    measurement
}

#[cfg(test)]
mod tests {
    use super::*;
    use konomi::catalog::UserId;

    fn viewers() -> Vec<Viewer> {
        let ids = |ids: std::ops::Range<u32>| ids.map(AnimeId).collect::<Vec<_>>();
        vec![
            Viewer { user: UserId(0), seen: ids(0..20), left_out: AnimeId(30), negatives: ids(31..40) },
            Viewer { user: UserId(1), seen: ids(10..35), left_out: AnimeId(5), negatives: ids(36..40) },
        ]
    }

    #[test]
    fn what_is_left_out_is_on_no_list_and_validation_takes_the_last_seen() {
        let split = LeaveOneOut::of_viewers(viewers());
        let (cases, row) = (split.cases(), |id| split.items.row(&AnimeId(id)).unwrap());
        assert_eq!(cases[0].rows().collect::<Vec<_>>(), [30, 31, 32, 33, 34, 35, 36, 37, 38, 39].map(row));
        assert!(cases[0].picks.iter().all(|pick| pick.row != row(30)));
        let split = LeaveOneOut::for_validation(viewers(), 1);
        let row = |id| split.items.row(&AnimeId(id)).unwrap();
        let case = &split.cases()[0];
        assert_eq!((case.target, case.picks.len()), (row(19), 19));
        assert!(!case.drawn.contains(&row(30)) && !case.drawn.contains(&row(19)), "neither it nor the tested one");
    }

    #[test]
    fn a_place_counts_what_scores_as_high() {
        let split = LeaveOneOut::of_viewers(viewers());
        let case = &split.cases()[0];
        // Every row scores its number; the user has the first twenty.
        let scores: Vec<f32> = (0..split.items.len()).map(|row| row as f32).collect();
        assert_eq!(case.place(|row| scores[row]), 9);
        assert_eq!(case.place_among_all(&scores), split.items.len() - 1 - case.target);
        assert_eq!(case.place_among_all(&vec![0.0; scores.len()]), split.items.len() - 20 - 1);
    }

    #[test]
    fn lists_without_an_order_lose_one_title_each() {
        let lists: Vec<UserList> = (0..8).map(|user| list_of(UserId(user), (0..120).map(AnimeId).collect())).collect();
        let split = LeaveOneOut::drawn(&lists, 3);
        assert_eq!(split.targets.len(), 8);
        assert!(split.lists.iter().all(|list| list.entries.len() == 119));
        // Everything is on every list, so nothing is left to draw.
        assert!(split.targets.iter().all(|target| target.drawn.is_empty()));
        let short = LeaveOneOut::drawn(&[list_of(UserId(1), (0..9).map(AnimeId).collect())], 3);
        assert!(short.targets.is_empty());
    }
}
