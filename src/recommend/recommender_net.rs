//! RecommenderNet for a visitor: folds picks in by the network's own objective, and scans the catalogue.
//!
//! Of ratings it expects ratings; of lists, where its file names no scale of ratings, the chance that a title is on one.

use super::kernel::{self, ByteRows, PiecewiseHead};
use super::reasons::leave_one_out_of_guess;
use super::refinement::{Refinement, Sample, implicit_samples, rated_samples};
use super::{ItemTable, KnownPick, Reasons, Recommender, Scores, VisitorRow, WarmStart};
use crate::catalog::{AnimeId, LabelEncoder, MinMaxScaler};
use crate::model::{CosineNetwork, Matrix, RecommenderNet, WeightsError, WeightsFile};
use burn::module::Module;
use burn::tensor::activation::sigmoid;
use burn::tensor::{Device, Tensor, TensorData};

/// On ratings; the embedding has length 1.
const BY_RATINGS: Refinement = Refinement { steps: 20, rate: 0.01, prior: 2.0 };
/// On lists.
const BY_LISTS: Refinement = Refinement { steps: 10, rate: 0.01, prior: 2.0 };

/// RecommenderNet with its item side, ready for visitors.
pub struct DotProduct {
    items: LabelEncoder<AnimeId>,
    /// Item embeddings of length 1.
    rows: ItemTable,
    scaler: Option<MinMaxScaler>,
    warm_start: WarmStart,
    fold_in: RecommenderNet,
    scan: Scan,
}

/// Who scans the catalogue.
enum Scan {
    /// The processor, by a kernel, over rows in 8 bits where they come from such.
    Kernel(Option<ByteRows>, PiecewiseHead),
    /// Another device, with the network and the item side there.
    Device(Box<(RecommenderNet, Tensor<2>)>),
}

impl DotProduct {
    /// A pick's weight in the first guess of a model of ratings: how far its rating is above or below a usual one (7.5),
    /// per 4.5 points.
    pub fn rating_opinion(pick: &KnownPick) -> f32 {
        (pick.rating - 7.5) / 4.5
    }

    /// Takes the model out of its file and brings the item side to `device`.
    pub fn load(file: WeightsFile, device: &Device) -> Result<Self, WeightsError> {
        let warm_start = WarmStart::load(&file)?;
        let cpu = Device::flex();
        let net = file.recommender_net(&cpu)?;
        let normalized = RecommenderNet::normalize(file.rows.to_tensor(&cpu));
        let rows = Matrix::from(normalized.clone());
        Ok(Self {
            fold_in: file.recommender_net(&cpu.autodiff())?.no_grad(),
            scan: match kernel::scan_for(device) {
                true => Scan::Kernel(ByteRows::exactly(&rows), PiecewiseHead::new(&net.cosine_head())),
                false => Scan::Device(Box::new((net.to_device(device), normalized.to_device(device)))),
            },
            scaler: file.scaler,
            items: file.items,
            rows: ItemTable::new(rows),
            warm_start,
        })
    }

    /// The direction that the regression takes the picks for.
    fn guess(&self, picks: &[KnownPick]) -> Vec<f32> {
        let opinion = if self.scaler.is_some() { Self::rating_opinion } else { |pick: &KnownPick| pick.presence };
        let guess = self.warm_start.guess(&WarmStart::features(self.rows.rows(), picks, opinion));
        let norm = guess.0.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
        guess.0.iter().map(|x| x / norm).collect()
    }

    /// Some rows on the CPU, `[rows, width]`.
    fn gather(&self, rows: impl Iterator<Item = usize>) -> Tensor<2> {
        let width = self.rows.rows().width;
        let values: Vec<f32> = rows.flat_map(|row| self.rows.rows().row(row).iter().copied()).collect();
        let count = values.len() / width.max(1);
        Tensor::from_data(TensorData::new(values, [count, width]), &Device::flex().autodiff())
    }
}

impl Recommender for DotProduct {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    fn visitor_width(&self) -> usize {
        self.rows.rows().width
    }

    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        let guess = self.guess(picks);
        if picks.is_empty() {
            return VisitorRow(guess);
        }
        let (refinement, samples): (_, Vec<Sample>) = match self.scaler {
            Some(scaler) => (BY_RATINGS, rated_samples(scaler, picks)),
            None => (BY_LISTS, implicit_samples(self.items.len(), picks)),
        };
        let items = self.gather(samples.iter().map(|sample| sample.row));
        let logits = |visitor| self.fold_in.scan(RecommenderNet::normalize(visitor), &items);
        VisitorRow(refinement.run(guess, &samples, logits))
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        match &self.scan {
            Scan::Kernel(bytes, head) => {
                let visitor = visitor.clone().normalized();
                let mut scores = match bytes {
                    Some(rows) => rows.products(&visitor),
                    None => kernel::products(self.rows.rows(), &visitor),
                };
                head.judge(&mut scores);
                Scores::Here(scores)
            }
            Scan::Device(on_device) => {
                let (net, items) = on_device.as_ref();
                let row = TensorData::new(visitor.0.clone(), [1, visitor.0.len()]);
                let row = Tensor::<2>::from_data(row, &items.device());
                Scores::on_device(sigmoid(net.scan(RecommenderNet::normalize(row), items)))
            }
        }
    }

    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
        let items = self.gather(rows.iter().copied());
        let visitor = TensorData::new(visitor.0.clone(), [1, visitor.0.len()]);
        let visitor = Tensor::<2>::from_data(visitor, &Device::flex().autodiff());
        let logits = self.fold_in.scan(RecommenderNet::normalize(visitor), &items);
        Some(sigmoid(logits).into_data().iter::<f32>().collect())
    }

    fn chance(&self, score: f32, _: usize) -> f32 {
        score
    }

    fn reasons(&self, picks: &[KnownPick], rows: &[usize]) -> Reasons {
        leave_one_out_of_guess(self, picks, rows, |picks| self.guess(picks))
    }

    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        Some(self.rows.cosines(of))
    }

    fn expected_rating(&self, score: f32) -> Option<f32> {
        self.scaler.map(|scaler| scaler.unscale(score))
    }
}
