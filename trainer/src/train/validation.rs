//! What chooses epochs, weights and values: users or items that training does not see.

use super::step::Samples;
use crate::evaluate::{FoldInCase, LeftOut, ndcg_at_100};
use crate::parallel;
use konomi::recommend::{Recommender, VisitorRow};

/// What a model is judged by while it is made; higher is better.
pub enum Validation {
    /// Nothing: the values are final, and training runs its epochs to the end.
    None,
    /// NDCG@100 on the lists of other users.
    FoldIn(Vec<FoldInCase>),
    /// NDCG@10 on one item of each user against drawn ones.
    LeaveOneOut(Vec<LeftOut>),
}

impl Validation {
    /// The cases of users that are not trained on; none for the other kinds.
    pub fn cases(&self) -> &[FoldInCase] {
        match self {
            Self::FoldIn(cases) => cases,
            Self::None | Self::LeaveOneOut(_) => &[],
        }
    }

    /// The figure of a model; `users` are the visitors' rows of those it was trained on, where it has any.
    pub fn figure(&self, model: &dyn Recommender, users: Option<&konomi::model::Matrix>) -> f64 {
        match self {
            Self::None => 0.0,
            Self::FoldIn(cases) => ndcg_at_100(model, cases),
            Self::LeaveOneOut(cases) => mean(parallel::map(cases, |case| {
                let visitor = match users {
                    Some(users) => VisitorRow(users.row(case.user).to_vec()),
                    None => model.fold_in(&case.picks),
                };
                let scores = model.scan(&visitor).wait();
                ndcg_of_place(case.place(|row| scores[row]))
            })),
        }
    }

    /// The figure of a network by its scores of pairs, without a model made of it; `None` where it needs visitors.
    pub fn figure_of_pairs(&self, predict: impl FnOnce(&Samples) -> Vec<f32>) -> Option<f64> {
        let cases = match self {
            Self::None => return Some(0.0),
            Self::FoldIn(_) => return None,
            Self::LeaveOneOut(cases) => cases,
        };
        let mut pairs = Samples::default();
        for case in cases {
            case.rows().for_each(|row| pairs.push(case.user as u32, row as u32, 0.0));
        }
        let scores = predict(&pairs);
        let mut scores = scores.iter();
        Some(mean(cases.iter().map(|case| {
            let of_case: Vec<f32> = scores.by_ref().take(case.rows().count()).copied().collect();
            let better = of_case[1..].iter().filter(|score| **score >= of_case[0]).count();
            ndcg_of_place(better)
        })))
    }
}

/// NDCG@10 of one item that stands in this place, counted from 0.
fn ndcg_of_place(place: usize) -> f64 {
    if place < 10 { 1.0 / (place as f64 + 2.0).log2() } else { 0.0 }
}

fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, count) = values.into_iter().fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    sum / f64::from(count.max(1))
}
