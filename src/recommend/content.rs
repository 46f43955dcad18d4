//! What the anime are, for a visitor: the cosine of each anime's features with the sum of those of the picks.
//!
//! It needs no other user, and so knows an anime that nobody has on a list.

use super::{Calibration, KnownPick, Reasons, Recommender, Scores, VisitorRow};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{SparseRows, WeightsError, WeightsFile};

/// The features of every item, each row of length 1, ready for visitors.
pub struct ByContent {
    items: LabelEncoder<AnimeId>,
    features: SparseRows,
    calibration: Calibration,
}

impl ByContent {
    /// The name of the features in a weights file.
    pub const FEATURES: &'static str = "features";

    /// Takes the model out of its file.
    pub fn load(mut file: WeightsFile) -> Result<Self, WeightsError> {
        file.sparse_rows(Self::FEATURES, file.items.len())?;
        let calibration = Calibration::load(&file)?;
        let features = file.sparse.remove(Self::FEATURES).unwrap_or_default();
        Ok(Self { items: file.items, features, calibration })
    }
}

impl Recommender for ByContent {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    /// The visitor's profile: the sum of the picks' features, brought to length 1.
    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        let mut profile = vec![0.0; self.features.width()];
        for pick in picks {
            self.features.add_row(pick.row, pick.presence, &mut profile);
        }
        let length = profile.iter().map(|x| x * x).sum::<f32>().sqrt();
        if length > 0.0 {
            profile.iter_mut().for_each(|x| *x /= length);
        }
        VisitorRow(profile)
    }

    fn visitor_width(&self) -> usize {
        self.features.width()
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        Scores::Here(self.features.product(&visitor.0))
    }

    fn scores_on_cpu(&self, _: &VisitorRow, _: &[usize]) -> Option<Vec<f32>> {
        None
    }

    fn chance(&self, score: f32, picks: usize) -> f32 {
        self.calibration.chance(score, picks)
    }

    fn reasons(&self, picks: &[KnownPick], rows: &[usize]) -> Reasons {
        let mut profile = vec![0.0; self.features.width()];
        picks.iter().for_each(|pick| self.features.add_row(pick.row, pick.presence, &mut profile));
        // Linear once the whole profile's length is given.
        let length = profile.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        let of_pick = |pick: &KnownPick| {
            let mut own = vec![0.0; self.features.width()];
            self.features.add_row(pick.row, pick.presence / length, &mut own);
            let product =
                |row: usize| self.features.row(row).map(|(feature, value)| value * own[feature as usize]).sum();
            rows.iter().map(|&row| product(row)).collect()
        };
        Reasons { shares: picks.iter().map(of_pick).collect(), base: Some(vec![0.0; rows.len()]) }
    }

    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        Some(self.features.cosines(of))
    }
}
