//! Models that are embeddings of the items and nothing more, for a visitor: LightGCN, PinSAGE.
//!
//! A visitor is the sum of the picks' embeddings, each by what its item gives and all by a power of their number, and an
//! item scores by its inner product with the visitor and a bias of its own: `s_i = b_i + e_i . sum_j w_j g_j e_j / n^p`.

use super::product_scan::ProductScan;
use super::{Calibration, ItemTable, KnownPick, Reasons, Recommender, Scores, VisitorRow};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{WeightsError, WeightsFile};
use burn::tensor::Device;

/// The embeddings, ready for visitors.
pub struct ByEmbedding {
    items: LabelEncoder<AnimeId>,
    /// `[items, width]`.
    table: ItemTable,
    /// By what an item's embedding counts where it is picked.
    given: Vec<f32>,
    bias: Vec<f32>,
    /// The power of the number of picks that their sum is divided by.
    power: f32,
    scan: ProductScan,
    calibration: Calibration,
}

impl ByEmbedding {
    /// The name of the items' biases in a weights file, `[items]`.
    pub const BIAS: &'static str = "bias";
    /// The name in a weights file of by what each item's embedding counts in a visitor, `[items]`.
    pub const GIVEN: &'static str = "given";
    /// The name of one number in a weights file: the power of the number of picks.
    pub const POWER: &'static str = "power";

    /// Takes the model out of its file and brings the item side to `device`.
    pub fn load(file: WeightsFile, device: &Device) -> Result<Self, WeightsError> {
        let items = file.items.len();
        let power = file.parameter(Self::POWER, &[1])?[0];
        let given = file.parameter(Self::GIVEN, &[items])?.to_vec();
        let bias = file.parameter(Self::BIAS, &[items])?.to_vec();
        let (calibration, table) = (Calibration::load(&file)?, ItemTable::new(file.rows));
        let scan = ProductScan::new(&table, bias.clone(), device);
        Ok(Self { items: file.items, table, given, bias, power, scan, calibration })
    }
}

impl Recommender for ByEmbedding {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        let rows = self.table.rows();
        let share = (picks.len().max(1) as f32).powf(-self.power);
        let mut visitor = vec![0.0; rows.width];
        for pick in picks {
            let weight = pick.presence * self.given[pick.row] * share;
            visitor.iter_mut().zip(rows.row(pick.row)).for_each(|(sum, value)| *sum += weight * value);
        }
        VisitorRow(visitor)
    }

    fn visitor_width(&self) -> usize {
        self.table.rows().width
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        self.scan.scores(&self.table, visitor)
    }

    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
        Some(self.scan.scores_on_cpu(&self.table, visitor, rows))
    }

    fn chance(&self, score: f32, picks: usize) -> f32 {
        self.calibration.chance(score, picks)
    }

    fn reasons(&self, picks: &[KnownPick], rows: &[usize]) -> Reasons {
        let share = (picks.len().max(1) as f32).powf(-self.power);
        let of_pick = |pick: &KnownPick| {
            let weight = pick.presence * self.given[pick.row] * share;
            let own = self.table.rows().row(pick.row);
            rows.iter().map(|&row| weight * self.table.product(row, own)).collect()
        };
        let base = rows.iter().map(|&row| self.bias[row]).collect();
        Reasons { shares: picks.iter().map(of_pick).collect(), base: Some(base) }
    }

    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        Some(self.table.cosines(of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Architecture, Matrix};
    use crate::recommend::Opinion;

    #[test]
    fn a_visitor_is_the_sum_of_what_the_picks_give() {
        let mut file = WeightsFile::new(Architecture::Embedding, LabelEncoder::fit((0..2).map(AnimeId)))
            .with_parameter(ByEmbedding::BIAS, &[2], vec![0.5, 0.0])
            .with_parameter(ByEmbedding::GIVEN, &[2], vec![3.0, 4.0])
            .with_parameter(ByEmbedding::POWER, &[1], vec![0.5]);
        file.rows = Matrix { width: 2, values: vec![1.0, 2.0, 0.0, 1.0] };
        Calibration::VAGUE.store(&mut file);
        let model = ByEmbedding::load(file, &Device::flex()).unwrap();
        let visitor = model.fold_in(&[KnownPick::new(0, Opinion::Liked), KnownPick::new(1, Opinion::Liked)]);
        let share = 1.0 / 2f32.sqrt();
        for (found, expected) in visitor.0.iter().zip([3.0 * share, 10.0 * share]) {
            assert!((found - expected).abs() < 1e-5, "{visitor:?}");
        }
        let scores = model.scan(&visitor).wait();
        for (found, expected) in scores.iter().zip([23.0 * share + 0.5, 10.0 * share]) {
            assert!((found - expected).abs() < 1e-5, "{scores:?}");
        }
        assert_eq!(model.scores_on_cpu(&visitor, &[1]).unwrap(), scores[1..]);
    }
}
