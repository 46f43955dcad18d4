//! RecommenderNet for a visitor: folds ratings in by the network's own objective, and scans the catalogue.

use super::adam::Adam;
use super::{ItemTable, KnownPick, Recommender, Scores, VisitorRow, WarmStart};
use crate::catalog::{AnimeId, LabelEncoder, MinMaxScaler};
use crate::model::{Matrix, RecommenderNet, WeightsError, WeightsFile, bce_with_logits};
use burn::module::Module;
use burn::tensor::activation::sigmoid;
use burn::tensor::{Device, Tensor, TensorData};

/// Refining steps after the first guess.
const STEPS: usize = 20;
/// Adam's rate in them; the embedding has length 1.
const RATE: f32 = 0.01;
/// The weight of the squared distance from the first guess, in picks.
const PRIOR: f32 = 2.0;

/// RecommenderNet with its item side, ready for visitors.
pub struct DotProduct {
    items: LabelEncoder<AnimeId>,
    /// Item embeddings of length 1.
    rows: ItemTable,
    scaler: MinMaxScaler,
    warm_start: WarmStart,
    fold_in: RecommenderNet,
    scan: (RecommenderNet, Tensor<2>),
}

impl DotProduct {
    /// A pick's weight in the first guess: how far its rating is above or below a usual one (7.5), per 4.5 points.
    pub fn opinion(pick: &KnownPick) -> f32 {
        (pick.rating - 7.5) / 4.5
    }

    /// Takes the model out of its file and brings the item side to `device`.
    pub fn load(file: WeightsFile, device: &Device) -> Result<Self, WeightsError> {
        let warm_start = WarmStart::load(&file)?;
        let cpu = Device::flex();
        let net = file.recommender_net(&cpu)?;
        let normalized = RecommenderNet::normalize(file.rows.to_tensor(&cpu));
        let rows = Matrix { width: file.rows.width, values: normalized.clone().into_data().iter::<f32>().collect() };
        Ok(Self {
            fold_in: file.recommender_net(&cpu.autodiff())?.no_grad(),
            scan: (net.to_device(device), normalized.to_device(device)),
            scaler: file.scaler.ok_or_else(|| WeightsError::Missing("scaler".to_owned()))?,
            items: file.items,
            rows: ItemTable::new(rows),
            warm_start,
        })
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
        let guess = self.warm_start.guess(&WarmStart::features(self.rows.rows(), picks, Self::opinion));
        let norm = guess.0.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
        let mut visitor: Vec<f32> = guess.0.iter().map(|x| x / norm).collect();
        if picks.is_empty() {
            return VisitorRow(visitor);
        }
        let device = Device::flex().autodiff();
        let width = self.rows.rows().width;
        let items: Vec<f32> = picks.iter().flat_map(|pick| self.rows.rows().row(pick.row).iter().copied()).collect();
        let items = Tensor::<2>::from_data(TensorData::new(items, [picks.len(), width]), &device);
        let targets: Vec<f32> = picks.iter().map(|pick| self.scaler.scale(pick.rating)).collect();
        let targets = Tensor::<1>::from_data(TensorData::new(targets, [picks.len()]), &device);

        let row = |values: &[f32]| Tensor::<2>::from_data(TensorData::new(values.to_vec(), [1, width]), &device);
        let prior = row(&visitor);
        let mut adam = Adam::new(RATE, width);
        for _ in 0..STEPS {
            let embedding = row(&visitor).require_grad();
            let logits = self.fold_in.scan(RecommenderNet::normalize(embedding.clone()), &items);
            let misfit = bce_with_logits(logits, targets.clone()).sum();
            let distance = (embedding.clone() - prior.clone()).powi_scalar(2).sum();
            let gradients = (misfit + distance.mul_scalar(PRIOR)).backward();
            if let Some(gradient) = embedding.grad(&gradients) {
                adam.update(&mut visitor, gradient.into_data().iter::<f32>());
            }
        }
        VisitorRow(visitor)
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        let (net, items) = &self.scan;
        let row = TensorData::new(visitor.0.clone(), [1, visitor.0.len()]);
        let row = Tensor::<2>::from_data(row, &items.device());
        Scores::on_device(sigmoid(net.scan(RecommenderNet::normalize(row), items)))
    }

    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
        let device = Device::flex().autodiff();
        let width = self.rows.rows().width;
        let values: Vec<f32> = rows.iter().flat_map(|&row| self.rows.rows().row(row).iter().copied()).collect();
        let items = Tensor::<2>::from_data(TensorData::new(values, [rows.len(), width]), &device);
        let visitor = Tensor::<2>::from_data(TensorData::new(visitor.0.clone(), [1, width]), &device);
        let logits = self.fold_in.scan(RecommenderNet::normalize(visitor), &items);
        Some(sigmoid(logits).into_data().iter::<f32>().collect())
    }

    fn chance(&self, score: f32) -> f32 {
        score
    }

    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        Some(self.rows.cosines(of))
    }

    fn expected_rating(&self, score: f32) -> Option<f32> {
        Some(self.scaler.unscale(score))
    }
}
