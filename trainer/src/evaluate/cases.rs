//! Held-out users: what a model is told of each, what it should find, and how well it does.

use super::metrics::{hit_rate, ndcg, recall};
use crate::dataset::UserList;
use crate::parallel;
use konomi::catalog::{AnimeId, LabelEncoder, UserId};
use konomi::recommend::{Pick, Recommender, rank};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// Users with shorter lists are left out.
const LIST_LEAST: usize = 10;
/// The longest list of which a metric asks.
const DEPTH: usize = 100;

/// One held-out user.
pub struct FoldInCase {
    /// Who.
    pub user: UserId,
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
                    user: list.user,
                    picks: given.iter().map(|entry| entry.as_pick()).collect(),
                    hidden: hidden.iter().map(|entry| entry.anime_id).collect(),
                })
            })
            .take(most)
            .collect()
    }
}

/// A model's list for a case: the best of `items` that are no picks.
pub fn ranked(model: &dyn Recommender, case: &FoldInCase, items: &LabelEncoder<AnimeId>) -> Vec<AnimeId> {
    ranked_by_first(model, &case.picks, case, items)
}

/// The same by the first picks alone, of which the others are known all the same, and so not wanted in the list.
pub fn ranked_by_first(
    model: &dyn Recommender,
    first: &[Pick],
    case: &FoldInCase,
    items: &LabelEncoder<AnimeId>,
) -> Vec<AnimeId> {
    let (known, _) = model.known(first);
    let scores = model.scan(&model.fold_in(&known)).wait();
    best(&scores, model, case, |id| items.row(id).is_some())
}

fn best(
    scores: &[f32],
    model: &dyn Recommender,
    case: &FoldInCase,
    is_ranked: impl Fn(&AnimeId) -> bool,
) -> Vec<AnimeId> {
    let mut allowed: Vec<bool> = model.items().labels().iter().map(is_ranked).collect();
    for row in case.picks.iter().filter_map(|pick| model.items().row(&pick.anime_id)) {
        allowed[row] = false;
    }
    let rows = rank(scores, DEPTH, |row| allowed[row]);
    rows.into_iter().filter_map(|row| model.items().label(row).copied()).collect()
}

/// The mean NDCG@100 of a recommender, as training asks it to choose an epoch.
pub fn ndcg_at_100(model: &dyn Recommender, cases: &[FoldInCase]) -> f64 {
    let figures = parallel::map(cases, |case| {
        let (known, _) = model.known(&case.picks);
        ndcg_of(&model.scan(&model.fold_in(&known)).wait(), model, case)
    });
    figures.into_iter().sum::<f64>() / cases.len().max(1) as f64
}

/// NDCG@100 of one case by scores in the order of the model's rows.
pub fn ndcg_of(scores: &[f32], model: &dyn Recommender, case: &FoldInCase) -> f64 {
    UserFigures::new(&best(scores, model, case, |_| true), case).0[2]
}

/// HR@10, NDCG@10, NDCG@100, Recall@20 and Recall@50 of one user.
#[derive(Clone, Copy)]
pub struct UserFigures(pub [f64; 5]);

impl UserFigures {
    /// What each figure is.
    pub const NAMES: [&str; 5] = ["HR@10", "NDCG@10", "NDCG@100", "Recall@20", "Recall@50"];

    /// The figures of a list, best first.
    pub fn new(ranked: &[AnimeId], case: &FoldInCase) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Entry;

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
            assert!(case.hidden.iter().all(|id| case.picks.iter().all(|pick| pick.anime_id != *id)));
        }
        assert_eq!(FoldInCase::split(&users, &items, 1, 1).len(), 1);
    }
}
