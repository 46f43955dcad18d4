//! Popularity for a visitor: the baseline that knows no taste, and gives everybody what most users have.

use super::{Calibration, KnownPick, Reasons, Recommender, Scores, VisitorRow};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{WeightsError, WeightsFile};

/// How many users have each item.
pub struct Popular {
    items: LabelEncoder<AnimeId>,
    counts: Vec<f32>,
    calibration: Calibration,
}

impl Popular {
    /// The name of the counts in a weights file, `[items]`.
    pub const COUNTS: &'static str = "counts";

    /// Takes the model out of its file.
    pub fn load(file: WeightsFile) -> Result<Self, WeightsError> {
        let counts = file.parameter(Self::COUNTS, &[file.items.len()])?.to_vec();
        Ok(Self { counts, calibration: Calibration::load(&file)?, items: file.items })
    }
}

impl Recommender for Popular {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    fn fold_in(&self, _: &[KnownPick]) -> VisitorRow {
        VisitorRow(Vec::new())
    }

    fn visitor_width(&self) -> usize {
        0
    }

    fn scan(&self, _: &VisitorRow) -> Scores {
        Scores::Here(self.counts.clone())
    }

    fn scores_on_cpu(&self, _: &VisitorRow, _: &[usize]) -> Option<Vec<f32>> {
        None
    }

    fn chance(&self, score: f32, picks: usize) -> f32 {
        self.calibration.chance(score, picks)
    }

    fn reasons(&self, picks: &[KnownPick], rows: &[usize]) -> Reasons {
        let base = rows.iter().map(|&row| self.counts[row]).collect();
        Reasons { shares: vec![vec![0.0; rows.len()]; picks.len()], base: Some(base) }
    }

    fn cosines(&self, _: usize) -> Option<Vec<f32>> {
        None
    }
}
