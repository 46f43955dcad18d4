//! NCF for a visitor, or either half of it: folds picks in by the network's own objective, and scans the catalogue.

use super::kernel::{self, NcfScan};
use super::reasons::leave_one_out_of_guess;
use super::refinement::{Refinement, implicit_samples, rated_samples};
use super::{DotProduct, ItemTable, KnownPick, Reasons, Recommender, Scores, VisitorRow, WarmStart};
use crate::catalog::{AnimeId, LabelEncoder, MinMaxScaler};
use crate::model::{Matrix, NeuMf, NeuMfHalf, PairNetwork, WeightsError, WeightsFile};
use burn::module::Module;
use burn::tensor::activation::sigmoid;
use burn::tensor::{Device, Int, Tensor, TensorData};

/// Few steps: on users held out for validation, NDCG@100 falls again after six to eight, as the vector learns its own
/// picks by heart.
const REFINEMENT: Refinement = Refinement { steps: 6, rate: 0.02, prior: 0.5 };

/// NeuMF with its item side, ready for visitors.
pub struct Ncf {
    items: LabelEncoder<AnimeId>,
    rows: ItemTable,
    scaler: Option<MinMaxScaler>,
    warm_start: WarmStart,
    /// The network and the item side on the CPU, with gradients for whoever asks.
    fold_in: (NeuMf, NeuMfHalf),
    scan: Scan,
    /// See [`Recommender::directions`]: the items' factors, each by its weight in the last layer.
    directions: Option<Matrix>,
}

/// Who scans the catalogue.
enum Scan {
    /// The processor, by a kernel.
    Kernel(NcfScan),
    /// Another device, with the network and the item side there.
    Device(Box<(NeuMf, NeuMfHalf)>),
}

impl Ncf {
    /// Takes the model out of its file and brings the item side to `device`.
    pub fn load(file: WeightsFile, device: &Device) -> Result<Self, WeightsError> {
        let warm_start = WarmStart::load(&file)?;
        let cpu = Device::flex();
        let net = file.neu_mf(&cpu)?;
        let half = net.item_half(file.rows.to_tensor(&cpu));
        let with_gradients = file.neu_mf(&cpu.clone().autodiff())?.no_grad();
        let directions = half.factors.as_ref().zip(file.parameters.get("factor_output.weight"));
        let directions = directions.map(|(factors, (_, weights))| {
            let (width, factors) = (weights.len(), factors.clone().into_data());
            let weighted = factors.iter::<f32>().enumerate().map(|(at, factor)| factor * weights[at % width]);
            Matrix { width, values: weighted.collect() }
        });
        Ok(Self {
            directions,
            fold_in: (with_gradients, half.to_device(&cpu.autodiff())),
            scan: match kernel::scan_for(device) {
                true => {
                    let NeuMfHalf { factors, input } = half.clone();
                    Scan::Kernel(NcfScan::new(&file.parameters, factors.map(Matrix::from), input.map(Matrix::from)))
                }
                false => Scan::Device(Box::new((net.to_device(device), half.to_device(device)))),
            },
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

    /// The item side of some rows, on the CPU.
    fn gather(&self, rows: impl Iterator<Item = usize>) -> NeuMfHalf {
        let rows: Vec<i32> = rows.map(|row| row as i32).collect();
        let count = rows.len();
        let index = Tensor::<1, Int>::from_data(TensorData::new(rows, [count]), &Device::flex().autodiff());
        self.fold_in.1.select(&index)
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
        let (net, _) = &self.fold_in;
        let samples = match self.scaler {
            Some(scaler) => rated_samples(scaler, picks),
            None => implicit_samples(self.items.len(), picks),
        };
        let items = self.gather(samples.iter().map(|sample| sample.row));
        VisitorRow(REFINEMENT.run(guess.0, &samples, |visitor| net.join(&net.user_half(visitor), &items)))
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        match &self.scan {
            Scan::Kernel(scan) => Scores::Here(scan.scan(&visitor.0)),
            Scan::Device(on_device) => {
                let (net, items) = on_device.as_ref();
                let row = TensorData::new(visitor.0.clone(), [1, visitor.0.len()]);
                let row = Tensor::<2>::from_data(row, &PairNetwork::device(net));
                Scores::on_device(sigmoid(net.scan(&net.user_half(row), items)))
            }
        }
    }

    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
        let (net, _) = &self.fold_in;
        let row = TensorData::new(visitor.0.clone(), [1, visitor.0.len()]);
        let row = Tensor::<2>::from_data(row, &Device::flex().autodiff());
        let logits = net.join(&net.user_half(row), &self.gather(rows.iter().copied()));
        Some(sigmoid(logits).into_data().iter::<f32>().collect())
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
        self.directions.as_ref()
    }

    fn expected_rating(&self, score: f32) -> Option<f32> {
        self.scaler.map(|scaler| scaler.unscale(score))
    }
}
