//! RecommenderNet for a visitor: folds picks in by the network's own objective, and scans the catalogue.
//!
//! Of ratings it expects ratings; of lists, where its file names no scale of ratings, the chance that a title is on one.

use super::kernel::{self, ByteRows, PiecewiseHead};
use super::on_device::{self, OnDevice};
use super::reasons::leave_one_out_of_guess;
use super::refinement::{DRAWN, Refinement, Sample, drawn_samples, rated_samples, slopes};
use super::{ItemTable, KnownPick, Reasons, Recommender, Scores, VisitorRow, WarmStart};
use crate::catalog::{AnimeId, LabelEncoder, MinMaxScaler};
use crate::model::{WeightsError, WeightsFile, dot};
use burn::tensor::Device;

/// On ratings; the embedding has length 1.
const BY_RATINGS: Refinement = Refinement { steps: 20, rate: 0.01, prior: 2.0 };
/// On lists.
const BY_LISTS: Refinement = Refinement { steps: 10, rate: 0.01, prior: 2.0 };

/// Added to a squared length, as the network does it.
const EPSILON: f32 = 1e-12;

/// RecommenderNet with its item side, ready for visitors.
pub struct DotProduct {
    items: LabelEncoder<AnimeId>,
    /// Item embeddings of length 1.
    rows: ItemTable,
    scaler: Option<MinMaxScaler>,
    warm_start: WarmStart,
    /// The head for the processor.
    head: PiecewiseHead,
    /// The rows in 8 bits where they come from such, which the processor scans faster.
    bytes: Option<ByteRows>,
    on_device: OnDevice,
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
        let (head, mut rows) = (file.cosine_head()?, file.rows);
        for row in rows.values.chunks_exact_mut(rows.width.max(1)) {
            // A row of zeros stays one.
            let length = (dot(row, row) + EPSILON).sqrt();
            row.iter_mut().for_each(|value| *value /= length);
        }
        let on_device = on_device::recommender_net(&head, &rows, device);
        Ok(Self {
            head: PiecewiseHead::new(&head),
            bytes: on_device.is_none().then(|| ByteRows::exactly(&rows)).flatten(),
            on_device,
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

    /// The gradient, by an embedding of any length, of what the samples say of it.
    fn gradient(&self, visitor: &[f32], samples: &[Sample]) -> Vec<f32> {
        let length = dot(visitor, visitor).sqrt().max(f32::MIN_POSITIVE);
        let direction: Vec<f32> = visitor.iter().map(|value| value / length).collect();
        let mut sum = vec![0.0; visitor.len()];
        for (row, slope) in slopes(samples) {
            let item = self.rows.rows().row(row);
            let (logit, steepness) = self.head.tangent(dot(item, &direction));
            let slope = slope(logit) * steepness;
            sum.iter_mut().zip(item).for_each(|(sum, value)| *sum += slope * value);
        }
        // What would only make the embedding longer changes no cosine.
        let along = dot(&sum, &direction);
        sum.iter().zip(&direction).map(|(sum, direction)| (sum - along * direction) / length).collect()
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
            None => (BY_LISTS, drawn_samples(self.items.len(), picks, DRAWN)),
        };
        VisitorRow(refinement.run(guess, |visitor| self.gradient(visitor, &samples)))
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        if let Some(scan) = &self.on_device {
            return Scores::on_device(scan.scores(visitor));
        }
        let visitor = visitor.clone().normalized();
        let mut scores = match &self.bytes {
            Some(rows) => rows.products(&visitor),
            None => kernel::products(self.rows.rows(), &visitor),
        };
        self.head.judge(&mut scores);
        Scores::Here(scores)
    }

    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
        let visitor = visitor.clone().normalized();
        let mut scores: Vec<f32> = rows.iter().map(|&row| self.rows.product(row, &visitor)).collect();
        self.head.judge(&mut scores);
        Some(scores)
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

#[cfg(test)]
mod tests {
    /// By Burn's own gradients, for an embedding that is not of length 1.
    #[cfg(feature = "training")]
    #[test]
    fn its_gradient_is_the_network_s() {
        use super::*;
        use crate::model::{Architecture, Matrix, RecommenderNet, bce_with_logits};
        use crate::recommend::Opinion;
        use burn::tensor::{Distribution, Tensor};

        let device = Device::flex();
        device.seed(2);
        let network = RecommenderNet::init(&device);
        let random = |rows| Matrix::from(Tensor::<2>::random([rows, 128], Distribution::Normal(0.0, 1.0), &device));
        let mut file = WeightsFile::new(Architecture::RecommenderNet, LabelEncoder::fit((0..60).map(AnimeId)))
            .with_parameter(WarmStart::PARAMETER, &[258, 128], vec![0.01; 258 * 128]);
        for (name, shape, values) in crate::model::PairNetwork::parameters(&network) {
            file = file.with_parameter(&name, &shape, values);
        }
        file.rows = random(60);
        let model = DotProduct::load(file.clone(), &device).unwrap();
        let picks = [KnownPick::new(3, Opinion::Liked), KnownPick::new(9, Opinion::Disliked)];
        let samples = drawn_samples(60, &picks, DRAWN);
        let visitor = random(1);

        let device = device.autodiff();
        let network = file.recommender_net(&device).unwrap();
        let column = |value: fn(&Sample) -> f32| {
            Tensor::<1>::from_floats(samples.iter().map(value).collect::<Vec<f32>>().as_slice(), &device)
        };
        let rows: Vec<u32> = samples.iter().map(|sample| sample.row as u32).collect();
        let items = RecommenderNet::normalize(file.rows.gather(&rows, &device));
        let embedding = visitor.to_tensor(&device).require_grad();
        let logits = network.scan(RecommenderNet::normalize(embedding.clone()), &items);
        let loss = (bce_with_logits(logits, column(|sample| sample.target)) * column(|sample| sample.weight)).sum();
        let expected = Matrix::from(embedding.grad(&loss.backward()).unwrap()).values;
        let found = model.gradient(&visitor.values, &samples);
        let far = found.iter().zip(&expected).map(|(found, expected)| (found - expected).abs()).fold(0.0, f32::max);
        assert!(far < 1e-5 && expected.iter().any(|slope| slope.abs() > 1e-3), "{far}");
    }
}
