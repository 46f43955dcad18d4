//! ALS for a visitor: the ridge regression that also made the trained users, in closed form.

use super::product_scan::ProductScan;
use super::{Calibration, ItemTable, KnownPick, Reasons, Recommender, Scores, VisitorRow};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{AlsObjective, Observation, WeightsError, WeightsFile};
use burn::tensor::Device;

/// The item factors, ready for visitors.
pub struct AlsVisitor {
    items: LabelEncoder<AnimeId>,
    table: ItemTable,
    objective: AlsObjective,
    scan: ProductScan,
    calibration: Calibration,
}

impl AlsVisitor {
    /// The name of the objective's two numbers in a weights file: the weight of what is on no list, and the ridge.
    pub const OBJECTIVE: &'static str = "objective";

    /// Takes the model out of its file and brings the item side to `device`.
    pub fn load(file: WeightsFile, device: &Device) -> Result<Self, WeightsError> {
        let objective = file.parameter(Self::OBJECTIVE, &[2])?;
        let objective = AlsObjective::new(&file.rows, objective[0], objective[1]);
        let (calibration, table) = (Calibration::load(&file)?, ItemTable::new(file.rows));
        let scan = ProductScan::new(&table, Vec::new(), device);
        Ok(Self { items: file.items, table, objective, scan, calibration })
    }

    fn observations(picks: &[KnownPick]) -> impl Iterator<Item = Observation> {
        picks.iter().map(|pick| Observation {
            row: pick.row,
            // A disliked title should be further away than what is on no list, which is at 0.
            target: pick.presence.signum(),
            weight: pick.presence.abs(),
        })
    }
}

impl Recommender for AlsVisitor {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        VisitorRow(self.objective.solve(self.table.rows(), Self::observations(picks)))
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

    /// The regression is linear in its targets, so a score is a sum over the picks (Hu, Koren and Volinsky 2008, section 5):
    /// with `A` the regression's matrix, pick `i` adds `w_i t_i q_row' A^-1 q_i`.
    fn reasons(&self, picks: &[KnownPick], rows: &[usize]) -> Reasons {
        let table = self.table.rows();
        let of_rows: Vec<&[f32]> = rows.iter().map(|&row| table.row(row)).collect();
        // The matrix is symmetric, so that one regression a row does and not one a pick.
        let influence = self.objective.solve_for(table, Self::observations(picks), &of_rows);
        let share = |pick: &KnownPick| {
            influence.iter().map(|of_row| pick.presence * self.table.product(pick.row, of_row)).collect()
        };
        Reasons { shares: picks.iter().map(share).collect(), base: Some(vec![0.0; rows.len()]) }
    }

    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        Some(self.table.cosines(of))
    }
}
