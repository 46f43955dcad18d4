//! Models that are one sparse matrix from items to items, for a visitor: item-kNN, EASE and its kin.
//!
//! A visitor's scores are `x B`, with `x` the picks: linear, so each pick's share in a score is one product.

use super::{Calibration, KnownPick, Reasons, Recommender, Scores, VisitorRow};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{SparseRows, WeightsError, WeightsFile};
use std::collections::HashMap;

/// The weights from item to item, ready for visitors.
pub struct ItemToItem {
    items: LabelEncoder<AnimeId>,
    /// Row `i` holds what having item `i` adds to the scores of the others.
    weights: SparseRows,
    calibration: Calibration,
}

impl ItemToItem {
    /// The name of the matrix in a weights file.
    pub const WEIGHTS: &'static str = "weights";

    /// Takes the model out of its file.
    pub fn load(mut file: WeightsFile) -> Result<Self, WeightsError> {
        let items = file.items.len();
        let weights = file.sparse_rows(Self::WEIGHTS, items)?;
        if weights.width() != items {
            let (found, expected) = (vec![items, weights.width()], vec![items, items]);
            return Err(WeightsError::Shape { name: Self::WEIGHTS.to_owned(), found, expected });
        }
        let calibration = Calibration::load(&file)?;
        let weights = file.sparse.remove(Self::WEIGHTS).unwrap_or_default();
        Ok(Self { items: file.items, weights, calibration })
    }
}

impl Recommender for ItemToItem {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        let mut presence = vec![0.0; self.items.len()];
        for pick in picks {
            presence[pick.row] = pick.presence;
        }
        VisitorRow(presence)
    }

    fn visitor_width(&self) -> usize {
        self.items.len()
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        let mut scores = vec![0.0; self.items.len()];
        for (row, &presence) in visitor.0.iter().enumerate() {
            if presence != 0.0 {
                self.weights.add_row(row, presence, &mut scores);
            }
        }
        Scores::Here(scores)
    }

    fn scores_on_cpu(&self, _: &VisitorRow, _: &[usize]) -> Option<Vec<f32>> {
        None
    }

    fn chance(&self, score: f32, picks: usize) -> f32 {
        self.calibration.chance(score, picks)
    }

    fn reasons(&self, picks: &[KnownPick], rows: &[usize]) -> Reasons {
        let places: HashMap<u32, usize> = rows.iter().enumerate().map(|(place, &row)| (row as u32, place)).collect();
        let share = |pick: &KnownPick| {
            let mut shares = vec![0.0; rows.len()];
            for (item, weight) in self.weights.row(pick.row) {
                if let Some(&place) = places.get(&item) {
                    shares[place] = pick.presence * weight;
                }
            }
            shares
        };
        Reasons { shares: picks.iter().map(share).collect(), base: Some(vec![0.0; rows.len()]) }
    }

    /// The cosines of the rows, each with itself in its own place, as long as all the rest: so that two items are alike
    /// for the weight that the one gives to the other, and not only for what they both lead to.
    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        let mut own = vec![0.0; self.weights.width()];
        self.weights.add_row(of, 1.0, &mut own);
        let length = self.weights.length(of);
        own[of] += length;
        let cosine = |(row, product): (usize, f32)| {
            let other = self.weights.length(row);
            let lengths = 2.0 * length * other;
            if lengths > 0.0 { (product + other * own[row]) / lengths } else { 0.0 }
        };
        Some(self.weights.product(&own).into_iter().enumerate().map(cosine).collect())
    }
}
