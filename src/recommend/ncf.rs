//! NCF for a visitor, or either half of it: folds picks in by the network's own objective, and scans the catalogue.

use super::kernel::{ItemSide, NcfScan};
use super::on_device::{self, OnDevice};
use super::reasons::leave_one_out_of_guess;
use super::refinement::{Refinement, implicit_samples, rated_samples, slopes};
use super::{DotProduct, ItemTable, KnownPick, Reasons, Recommender, Scores, VisitorRow, WarmStart};
use crate::catalog::{AnimeId, LabelEncoder, MinMaxScaler};
use crate::model::{Matrix, WeightsError, WeightsFile};
use burn::tensor::Device;

/// Few steps: on users held out for validation, NDCG@100 falls again after six to eight, as the vector learns its own
/// picks by heart.
const REFINEMENT: Refinement = Refinement { steps: 6, rate: 0.02, prior: 0.5 };

/// NeuMF with its item side, ready for visitors.
pub struct Ncf {
    items: LabelEncoder<AnimeId>,
    rows: ItemTable,
    scaler: Option<MinMaxScaler>,
    warm_start: WarmStart,
    /// The network and the item side for the processor: it folds in, and it scans unless a device does.
    kernel: NcfScan,
    /// The network and the item side on another device, which scans.
    on_device: OnDevice,
}

impl Ncf {
    /// Takes the model out of its file and brings the item side to `device`.
    pub fn load(file: WeightsFile, device: &Device) -> Result<Self, WeightsError> {
        let warm_start = WarmStart::load(&file)?;
        let side = ItemSide::of_file(&file)?;
        Ok(Self {
            on_device: on_device::ncf(&file.parameters, &side, device),
            kernel: NcfScan::new(&file.parameters, side),
            items: file.items,
            rows: ItemTable::new(file.rows),
            scaler: file.scaler,
            warm_start,
        })
    }

    /// What the regression takes the picks for.
    fn guess(&self, picks: &[KnownPick]) -> VisitorRow {
        let opinion = if self.scaler.is_some() { DotProduct::rating_opinion } else { |pick: &KnownPick| pick.presence };
        self.warm_start.guess(&WarmStart::features(self.rows.rows(), picks, opinion))
    }
}

impl Recommender for Ncf {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    fn visitor_width(&self) -> usize {
        self.rows.rows().width
    }

    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        let guess = self.guess(picks);
        if picks.is_empty() {
            return guess;
        }
        let samples = match self.scaler {
            Some(scaler) => rated_samples(scaler, picks),
            None => implicit_samples(self.items.len(), picks),
        };
        VisitorRow(REFINEMENT.run(guess.0, |visitor| self.kernel.gradient(visitor, slopes(&samples))))
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        match &self.on_device {
            None => Scores::Here(self.kernel.scan(&visitor.0)),
            Some(scan) => Scores::on_device(scan.scores(visitor)),
        }
    }

    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
        Some(self.kernel.scan_rows(&visitor.0, rows))
    }

    fn chance(&self, score: f32, _: usize) -> f32 {
        score
    }

    fn reasons(&self, picks: &[KnownPick], rows: &[usize]) -> Reasons {
        leave_one_out_of_guess(self, picks, rows, |picks| self.guess(picks).0)
    }

    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        Some(self.rows.cosines(of))
    }

    fn directions(&self) -> Option<&Matrix> {
        self.kernel.factors()
    }

    fn expected_rating(&self, score: f32) -> Option<f32> {
        self.scaler.map(|scaler| scaler.unscale(score))
    }
}
