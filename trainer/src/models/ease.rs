//! EASE: the best linear model from items to items, in closed form (Steck 2019, "Embarrassingly shallow autoencoders for
//! sparse data", arXiv 1905.03375), and with a denoising diagonal EDLAE (Steck 2020, "Autoencoders that don't overfit
//! towards the identity").
//!
//! `B = argmin |X - X B|^2 + |L^(1/2) B|^2` with a diagonal of zeros is `B = I - P diag(P)^-1`, `P = (X'X + L)^-1`;
//! EASE has `L = lambda I`, EDLAE adds `p / (1 - p) diag(X'X)`, which is what dropping a share `p` of every list adds on
//! average.

use super::recipe::{log_uniform, one_of, uniform};
use super::workshop::Workshop;
use crate::dataset::users_of;
use crate::train::{TrainError, TrainedModel};
use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, Side};
use konomi::model::{Architecture, SparseRows, WeightsFile, solve_in_place};
use konomi::recommend::ItemToItem;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// What is added to the normal equations, and who counts how much in them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The ridge.
    lambda: f32,
    /// The share of a list that is dropped; 0 is EASE.
    #[serde(default)]
    dropout: f32,
    /// A user counts as the length of the list to this power: 0 weighs every title alike, -1 every user.
    #[serde(default)]
    user_power: f32,
    /// An item's score is multiplied by the number of its users to this power: below 0, the less known ones gain.
    #[serde(default)]
    score_power: f32,
    /// How many weights lead to each item in the page's file; all where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keep: Option<usize>,
}

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        let items = workshop.items.len();
        let (plain, ridge) = self.equations(items, &workshop.rows);
        let mut regular = plain.clone();
        ridge.iter().enumerate().for_each(|(item, ridge)| regular[(item, item)] += ridge);
        let inverse = regular.llt(Side::Lower).map_err(|_| TrainError::NotPositive)?.inverse();
        drop(regular);
        let users: Vec<f32> = users_of(items, &workshop.rows).iter().map(|users| users.len() as f32).collect();
        let scale = |column: usize| users[column].powf(self.score_power);
        let weight = |row: usize, column: usize| -inverse[(row, column)] / inverse[(column, column)];
        let whole = (0..items).into_par_iter().map(|row| {
            let others = (0..items).filter(|&column| column != row);
            others.map(|column| (column as u32, weight(row, column) * scale(column))).collect()
        });
        let whole: Vec<Vec<(u32, f32)>> = whole.collect();
        let file = |rows: SparseRows| {
            let mut file = WeightsFile::new(Architecture::ItemToItem, workshop.items.clone());
            file.sparse.insert(ItemToItem::WEIGHTS.to_owned(), rows);
            file
        };
        let trained = TrainedModel::in_one_go(file(SparseRows::new(items, whole)), started, &[])?;
        let Some(keep) = self.keep else { return Ok(trained) };
        let kept: Vec<Vec<(u32, f32)>> = (0..items)
            .into_par_iter()
            .map(|column| {
                // What a row adds to the score's variance decides, not its weight alone.
                let mut rows: Vec<usize> = (0..items).filter(|&row| row != column).collect();
                let size = |row: usize| weight(row, column).abs() * plain[(row, row)].sqrt();
                if keep < rows.len() {
                    let by_size = |a: &usize, b: &usize| size(*b).total_cmp(&size(*a)).then(a.cmp(b));
                    rows.select_nth_unstable_by(keep, by_size);
                }
                rows.truncate(keep);
                rows.sort_unstable();
                let weights = refit(&plain, &ridge, &rows, column);
                rows.into_iter().zip(weights).map(|(row, weight)| (row as u32, weight * scale(column))).collect()
            })
            .collect();
        let page = file(SparseRows::new(items, transpose(items, kept)));
        trained.with_page_file(page, workshop.validation.cases())
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        let lambda = log_uniform(random, 50.0, 2000.0) as f32;
        // Plain EASE has one value to find.
        if self.dropout == 0.0 && self.user_power == 0.0 {
            return Some(Self { lambda, ..self.clone() });
        }
        let user_power = one_of(random, &[-0.25, -0.5, -0.75, -1.0]);
        let (dropout, score_power) = (uniform(random, 0.05, 0.5) as f32, -uniform(random, 0.0, 0.15) as f32);
        Some(Self { lambda, dropout, user_power, score_power, ..self.clone() })
    }
}

impl Recipe {
    /// `X' W X` of the lists, and what is added to its diagonal. The mean weight of a title on a list is 1, so that one
    /// ridge suits any power.
    fn equations(&self, items: usize, lists: &[Vec<u32>]) -> (Mat<f32>, Vec<f32>) {
        let weights: Vec<f32> = lists.iter().map(|list| (list.len().max(1) as f32).powf(self.user_power)).collect();
        let titles: f32 = lists.iter().map(|list| list.len() as f32).sum();
        let weighted: f32 = lists.iter().zip(&weights).map(|(list, weight)| list.len() as f32 * weight).sum();
        let scale = titles / weighted.max(f32::MIN_POSITIVE);
        let users_of = users_of(items, lists);
        let mut gram = Mat::<f32>::zeros(items, items);
        gram.par_col_iter_mut().enumerate().for_each(|(item, mut column)| {
            for &user in &users_of[item] {
                for &other in &lists[user as usize] {
                    column[other as usize] += weights[user as usize] * scale;
                }
            }
        });
        let dropped = self.dropout / (1.0 - self.dropout);
        let ridge = (0..items).map(|item| self.lambda + dropped * gram[(item, item)]).collect();
        (gram, ridge)
    }
}

/// The best weights of a column that has only these rows: they make up for what was left out, as the largest weights of
/// the whole column would not.
fn refit(plain: &Mat<f32>, ridge: &[f32], rows: &[usize], column: usize) -> Vec<f32> {
    let mut matrix = Vec::with_capacity(rows.len() * rows.len());
    for &row in rows {
        matrix.extend(rows.iter().map(|&other| plain[(row, other)] + if row == other { ridge[row] } else { 0.0 }));
    }
    let mut weights: Vec<f32> = rows.iter().map(|&row| plain[(row, column)]).collect();
    solve_in_place(&mut matrix, &mut weights);
    weights
}

/// Columns of (row, value) as rows of (column, value).
fn transpose(items: usize, columns: Vec<Vec<(u32, f32)>>) -> Vec<Vec<(u32, f32)>> {
    let mut rows = vec![Vec::new(); items];
    for (column, pairs) in columns.into_iter().enumerate() {
        for (row, value) in pairs {
            rows[row as usize].push((column as u32, value));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_solve_the_normal_equations_without_the_diagonal() {
        let recipe = Recipe { lambda: 0.5, dropout: 0.2, user_power: -0.5, score_power: 0.0, keep: Some(3) };
        let lists = vec![vec![0, 1], vec![0, 1, 2], vec![2, 3], vec![1, 3], vec![0, 2, 3]];
        let (plain, ridge) = recipe.equations(4, &lists);
        let total: f32 = (0..4).map(|item| plain[(item, item)]).sum();
        assert!((total - 12.0).abs() < 1e-4, "a title weighs 1 on average: {total}");
        let mut regular = plain.clone();
        ridge.iter().enumerate().for_each(|(item, ridge)| regular[(item, item)] += ridge);
        let inverse = regular.llt(Side::Lower).unwrap().inverse();
        for column in 0..4 {
            let rows: Vec<usize> = (0..4).filter(|&row| row != column).collect();
            // With every row kept, the column on its own is that of the closed form.
            for (&row, weight) in rows.iter().zip(refit(&plain, &ridge, &rows, column)) {
                let closed = -inverse[(row, column)] / inverse[(column, column)];
                assert!((closed - weight).abs() < 1e-4, "{row} {column}: {closed} {weight}");
            }
        }
    }
}
