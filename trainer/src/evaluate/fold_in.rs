//! Strong generalization: users that no training saw, 80 % of a list given, 20 % to be found.

use super::Measurement;
use super::metrics::{hit_rate, ndcg, recall};
use crate::dataset::{UserList, frequent_items, rows};
use crate::parallel;
use crate::train::{ITEM_LEAST, TrainError, train_ncf, train_recommender_net};
use burn::tensor::Device;
use konomi::catalog::{AnimeId, LabelEncoder};
use konomi::model::{ItemKnn, Popularity, Precision, WeightsFile};
use konomi::recommend::{Pick, Recommender, load, rank};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, HashSet};

/// Users with shorter lists are left out.
const LIST_LEAST: usize = 10;
/// The longest list of which a metric asks.
const DEPTH: usize = 100;

/// One held-out user.
pub struct FoldInCase {
    /// What the model is given.
    pub picks: Vec<Pick>,
    /// What it should find.
    pub hidden: Vec<AnimeId>,
}

impl FoldInCase {
    /// Splits the lists of held-out users, as far as they are among `items`; at most `most` users.
    pub fn split(users: &[UserList], items: &LabelEncoder<AnimeId>, seed: u64, most: usize) -> Vec<Self> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        (users.iter())
            .filter_map(|list| {
                let mut entries: Vec<_> =
                    list.entries.iter().filter(|entry| items.row(&entry.anime_id).is_some()).collect();
                entries.shuffle(&mut random);
                let (given, hidden) = entries.split_at(entries.len() * 4 / 5);
                (entries.len() >= LIST_LEAST).then(|| Self {
                    picks: given.iter().map(|entry| entry.as_pick()).collect(),
                    hidden: hidden.iter().map(|entry| entry.anime_id).collect(),
                })
            })
            .take(most)
            .collect()
    }
}

/// How a model ranks, for a case: anime, best first, without the picks.
type Ranker<'a> = Box<dyn Fn(&FoldInCase) -> Vec<AnimeId> + Sync + 'a>;

/// The mean NDCG@100 of a recommender, as training asks it to choose an epoch.
pub fn ndcg_at_100(model: &dyn Recommender, cases: &[FoldInCase]) -> f64 {
    let ranker = recommender(model);
    let sum: f64 = parallel::map(cases, |case| UserFigures::new(&ranker(case), case).0[2]).into_iter().sum();
    sum / cases.len().max(1) as f64
}

fn recommender<'a>(model: &'a dyn Recommender) -> Ranker<'a> {
    Box::new(move |case| {
        let (known, _) = model.known(&case.picks);
        let scores: Vec<f32> = model.scan(&model.fold_in(&known)).into_data().iter::<f32>().collect();
        let picked: HashSet<usize> = known.iter().map(|pick| pick.row).collect();
        let rows = rank(&scores, DEPTH, |row| !picked.contains(&row));
        rows.into_iter().filter_map(|row| model.items().label(row).copied()).collect()
    })
}

/// A ranker over rows of one encoder, from a function of the liked rows to scores.
fn baseline<'a>(items: &'a LabelEncoder<AnimeId>, scores: impl Fn(&[u32]) -> Vec<f32> + Sync + 'a) -> Ranker<'a> {
    Box::new(move |case| {
        let picked: Vec<u32> =
            case.picks.iter().filter_map(|pick| items.row(&pick.anime_id)).map(|row| row as u32).collect();
        let rows = rank(&scores(&picked), DEPTH, |row| !picked.contains(&(row as u32)));
        rows.into_iter().filter_map(|row| items.label(row).copied()).collect()
    })
}

/// HR@10, NDCG@10, NDCG@100, Recall@20 and Recall@50 of one user.
struct UserFigures([f64; 5]);

/// The names of [`UserFigures`].
const NAMES: [&str; 5] = ["HR@10", "NDCG@10", "NDCG@100", "Recall@20", "Recall@50"];

impl UserFigures {
    fn new(ranked: &[AnimeId], case: &FoldInCase) -> Self {
        let number = |id: &AnimeId| id.0 as usize;
        let ranked: Vec<usize> = ranked.iter().map(number).collect();
        let hidden: Vec<usize> = case.hidden.iter().map(number).collect();
        Self([
            hit_rate(&ranked, &hidden, 10),
            ndcg(&ranked, &hidden, 10),
            ndcg(&ranked, &hidden, 100),
            recall(&ranked, &hidden, 20),
            recall(&ranked, &hidden, 50),
        ])
    }
}

/// The users of one seed: those to train on, those to choose by, those to report on.
struct Split {
    train: Vec<UserList>,
    validation: Vec<UserList>,
    test: Vec<UserList>,
}

impl Split {
    fn new(lists: &[UserList], seed: u64) -> Self {
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

/// The names that this protocol knows.
pub const MODELS: [&str; 4] = ["popularity", "item-knn", "ncf", "recommender-net"];

/// Measures the named models with one seed, each trained on the training users alone; weights models in each of
/// `precisions`.
pub fn fold_in(
    lists: &[UserList],
    models: &[String],
    precisions: &[Precision],
    seed: u64,
) -> Result<Vec<Measurement>, TrainError> {
    let split = Split::new(lists, seed);
    let items = frequent_items(&split.train, ITEM_LEAST, false);
    let cases = FoldInCase::split(&split.test, &items, seed, usize::MAX);
    let train_rows = rows(&split.train, &items);
    let mut measurements = Vec::new();
    for model in models {
        let started = std::time::Instant::now();
        let mut measure = |name: String, seconds: f64, ranker: Ranker| {
            measurements.push(measurement(&cases, name, seed, seconds, items.len(), &ranker));
        };
        match model.as_str() {
            "popularity" => {
                let popularity = Popularity::fit(items.len(), &train_rows);
                let seconds = started.elapsed().as_secs_f64();
                measure(model.clone(), seconds, baseline(&items, |_| popularity.scores().to_vec()));
            }
            "item-knn" => {
                let knn = ItemKnn::fit(items.len(), &train_rows, 100);
                let seconds = started.elapsed().as_secs_f64();
                measure(model.clone(), seconds, baseline(&items, |picks| knn.scores(picks)));
            }
            name => {
                let trained = match name {
                    "ncf" => train_ncf(&split.train, &split.validation, seed)?,
                    _ => train_recommender_net(&split.train, seed)?,
                };
                for &precision in precisions {
                    let file = WeightsFile::from_bytes(&trained.file.to_bytes(precision)?)?;
                    let name = match precision {
                        Precision::Single => name.to_owned(),
                        Precision::Half => format!("{name} (16 bits)"),
                        Precision::Byte => format!("{name} (8 bits)"),
                    };
                    let model = load(file, &Device::flex())?;
                    measure(name, trained.seconds, recommender(model.as_ref()));
                }
            }
        }
    }
    Ok(measurements)
}

fn measurement(
    cases: &[FoldInCase],
    model: String,
    seed: u64,
    train_seconds: f64,
    catalogue: usize,
    ranker: &Ranker,
) -> Measurement {
    let ranked: Vec<Vec<AnimeId>> = parallel::map(cases, ranker);
    let figures: Vec<[f64; 5]> =
        ranked.iter().zip(cases).map(|(ranked, case)| UserFigures::new(ranked, case).0).collect();
    let mean = |index: usize| figures.iter().map(|user| user[index]).sum::<f64>() / figures.len().max(1) as f64;
    let shown: HashSet<AnimeId> = ranked.iter().flat_map(|list| list.iter().take(20).copied()).collect();
    let mut metrics: BTreeMap<String, f64> =
        NAMES.iter().enumerate().map(|(index, name)| ((*name).to_owned(), mean(index))).collect();
    metrics.insert("coverage@20".to_owned(), shown.len() as f64 / catalogue.max(1) as f64);
    Measurement { protocol: "fold-in", model, seed, users: cases.len(), train_seconds, metrics }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Entry;
    use konomi::catalog::UserId;

    fn list(user: u32, anime: std::ops::Range<u32>) -> UserList {
        let entries = anime.map(|id| Entry { anime_id: AnimeId(id), rating: None }).collect();
        UserList { user: UserId(user), entries }
    }

    #[test]
    fn four_fifths_are_given_and_the_rest_is_hidden_of_what_the_model_knows() {
        let items = LabelEncoder::fit((0..30).map(AnimeId));
        // The second user has nine known titles, too few; of the third's forty only thirty are known.
        let users = [list(1, 0..20), list(2, 21..60), list(3, 0..40)];
        let cases = FoldInCase::split(&users, &items, 1, usize::MAX);
        let sizes: Vec<(usize, usize)> = cases.iter().map(|case| (case.picks.len(), case.hidden.len())).collect();
        assert_eq!(sizes, [(16, 4), (24, 6)]);
        for case in &cases {
            assert!(case.picks.iter().all(|pick| !case.hidden.contains(&pick.anime_id)));
        }
        assert_eq!(FoldInCase::split(&users, &items, 1, 1).len(), 1);
    }

    #[test]
    fn no_user_is_in_two_parts() {
        let lists: Vec<UserList> = (0..100).map(|user| list(user, 0..12)).collect();
        let split = Split::new(&lists, 5);
        assert_eq!((split.test.len(), split.validation.len(), split.train.len()), (10, 5, 85));
        let parts = [&split.test, &split.validation, &split.train];
        let users: HashSet<u32> = parts.iter().flat_map(|part| part.iter().map(|list| list.user.0)).collect();
        assert_eq!(users.len(), 100);
    }
}
