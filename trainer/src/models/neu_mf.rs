//! NCF and its halves (He et al. 2017, "Neural Collaborative Filtering", arXiv 1708.05031): GMF (section 3.2), the MLP
//! (3.3), and NeuMF, from nothing or from its two halves trained before (3.4.1).

use super::recipe::{log_uniform, one_of, uniform};
use super::workshop::Workshop;
use crate::train::{Draw, Embedding, PairTrainer, Sampling, Schedule, TrainError, TrainedModel, train_on_lists};
use burn::tensor::Device;
use konomi::model::{Architecture, Matrix, NeuMf, NeuMfConfig, PairNetwork, WeightsFile};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// The sizes and how they are trained.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The latent factors; 0 for the MLP alone.
    factors: usize,
    /// The width of the perceptron's embeddings.
    mlp_embedding: usize,
    /// The widths of the perceptron's layers; empty for GMF alone.
    layers: Vec<usize>,
    /// The deviation of fresh embeddings.
    deviation: f32,
    /// Negatives drawn for each positive.
    negatives: usize,
    /// Whether negatives may be on the user's own list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    listed_negatives: bool,
    /// Samples a step.
    batch: usize,
    /// Adam's rate in the first epoch.
    rate: f64,
    /// By what it is multiplied after each epoch.
    decay: f64,
    /// The weight of each sample's squared embeddings in its loss.
    l2: f32,
    /// Epochs at most.
    epochs: usize,
    /// Epochs without a better validation before it ends.
    patience: usize,
    /// The models that it starts from, GMF and then MLP, with the sizes above; none for a start from nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    halves: Option<[String; 2]>,
    /// The share of the first half in the last layer at the start; the paper's alpha.
    #[serde(default = "even", skip_serializing_if = "is_even")]
    factors_share: f32,
}

fn even() -> f32 {
    0.5
}

fn is_even(share: &f32) -> bool {
    *share == even()
}

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let sampling =
            Sampling { negatives: self.negatives, batch: self.batch, draw: Draw::listed(self.listed_negatives) };
        let (rate, decay, l2) = (self.rate, self.decay, self.l2);
        let schedule = Schedule { epochs: self.epochs, patience: self.patience, rate, decay, l2 };
        let (trainer, before) = match &self.halves {
            None => (self.fresh_trainer(workshop), 0.0),
            Some(halves) => self.joined_trainer(halves, workshop)?,
        };
        let name = match (self.factors, self.layers.is_empty(), &self.halves) {
            (0, ..) => "mlp",
            (_, true, _) => "gmf",
            (_, _, None) => "ncf from scratch",
            _ => "ncf",
        };
        let finish = Matrix::clone;
        let mut trained = train_on_lists(workshop, trainer, Architecture::NeuMf, sampling, &schedule, finish, name)?;
        trained.seconds += before;
        Ok(trained)
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        let mut varied = Self { rate: log_uniform(random, 1e-3, 6e-3), ..self.clone() };
        varied.l2 = log_uniform(random, 1e-5, 3e-4) as f32;
        varied.decay = one_of(random, &[0.8, 0.85, 0.9, 0.95]);
        varied.negatives = one_of(random, &[4, 8, 12]);
        if self.halves.is_some() {
            // Both halves have been trained: what is left is how they come together.
            (varied.negatives, varied.decay, varied.l2) = (self.negatives, self.decay, self.l2);
            varied.rate = log_uniform(random, 2e-6, 5e-5);
            varied.listed_negatives = one_of(random, &[false, true]);
            varied.factors_share = uniform(random, 0.8, 0.98) as f32;
        }
        Some(varied)
    }
}

impl Recipe {
    fn sizes(&self) -> NeuMfConfig {
        NeuMfConfig { factors: self.factors, mlp_embedding: self.mlp_embedding, layers: self.layers.clone() }
    }

    fn fresh_trainer(&self, workshop: &Workshop) -> PairTrainer<NeuMf> {
        let mut random = ChaCha8Rng::seed_from_u64(workshop.seed);
        let network = self.sizes().init(&workshop.device());
        let mut table = |rows| Embedding::normal(rows, network.row_width(), self.deviation, &mut random);
        let (users, items) = (table(workshop.rows.len()), table(workshop.items.len()));
        PairTrainer::new(network, users, items)
    }

    /// Section 3.4.1: both halves as they were trained, the last layer's weights of each by its share.
    fn joined_trainer(
        &self,
        halves: &[String; 2],
        workshop: &Workshop,
    ) -> Result<(PairTrainer<NeuMf>, f64), TrainError> {
        let trained = |name: &String| {
            let entry = super::find(name).ok_or_else(|| TrainError::NoSuchMember(name.clone()))?;
            workshop.train(entry)
        };
        let (factors, perceptron) = (trained(&halves[0])?, trained(&halves[1])?);
        let users = |index: usize| {
            let trained = [&factors, &perceptron][index];
            trained.users.as_ref().ok_or_else(|| TrainError::NoSuchHalf(halves[index].clone()))
        };
        let (user_rows, item_rows) =
            (side_by_side(users(0)?, users(1)?), side_by_side(&factors.file.rows, &perceptron.file.rows));
        let file = joined(&factors.file, &perceptron.file, self.factors_share);
        let network = file.neu_mf(&Device::flex())?;
        if network.config() != self.sizes() {
            return Err(TrainError::NoSuchHalf(halves.join(" and ")));
        }
        let network = file.neu_mf(&workshop.device())?;
        let trainer = PairTrainer::new(network, Embedding::new(user_rows), Embedding::new(item_rows));
        Ok((trainer, factors.seconds + perceptron.seconds))
    }
}

/// The parameters of both halves as those of one network.
fn joined(factors: &WeightsFile, perceptron: &WeightsFile, factors_share: f32) -> WeightsFile {
    let mut file = WeightsFile::new(Architecture::NeuMf, factors.items.clone());
    file.rows = side_by_side(&factors.rows, &perceptron.rows);
    for (half, share) in [(factors, factors_share), (perceptron, 1.0 - factors_share)] {
        for (name, (shape, values)) in &half.parameters {
            let is_last = name.starts_with("factor_output") || name.starts_with("mlp_output");
            let share = if is_last { share } else { 1.0 };
            file.parameters.insert(name.clone(), (shape.clone(), values.iter().map(|value| share * value).collect()));
        }
    }
    // One bias for the whole last layer.
    if let Some((_, bias)) = file.parameters.remove("factor_output.bias")
        && let Some((_, sum)) = file.parameters.get_mut("mlp_output.bias")
    {
        sum.iter_mut().zip(bias).for_each(|(sum, bias)| *sum += bias);
    }
    file
}

/// Each row of one table with that of another after it.
fn side_by_side(left: &Matrix, right: &Matrix) -> Matrix {
    let rows = 0..left.rows().min(right.rows());
    let values = rows.flat_map(|row| left.row(row).iter().chain(right.row(row)).copied()).collect();
    Matrix { width: left.width + right.width, values }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::{Tensor, TensorData};
    use konomi::catalog::{AnimeId, LabelEncoder};

    /// Half the logits of the one and half of the other.
    #[test]
    fn a_network_of_two_halves_starts_as_their_mean() {
        let device = Device::flex();
        device.seed(1);
        let half = |sizes: &NeuMfConfig, values: &[f32]| {
            let network = sizes.init(&device);
            let width = network.row_width();
            let mut file = WeightsFile::new(Architecture::NeuMf, LabelEncoder::fit((0..2).map(AnimeId)));
            file.rows = Matrix { width, values: values.to_vec() };
            for (name, shape, values) in network.parameters() {
                file = file.with_parameter(&name, &shape, values);
            }
            file
        };
        let gmf = NeuMfConfig { factors: 2, mlp_embedding: 0, layers: vec![] };
        let mlp = NeuMfConfig { factors: 0, mlp_embedding: 3, layers: vec![4, 2] };
        let (gmf, mlp) = (half(&gmf, &[0.1, -0.7, 0.3, 0.9]), half(&mlp, &[0.5, -0.2, 0.1, 0.8, 0.4, -0.9]));
        let logits = |file: &WeightsFile| -> Vec<f32> {
            let network = file.neu_mf(&device).unwrap();
            let width = file.rows.width;
            let tensor =
                |row: usize| Tensor::<2>::from_data(TensorData::new(file.rows.row(row).to_vec(), [1, width]), &device);
            // The first row as a user, the second as an item.
            let logits = network.join(&network.user_half(tensor(0)), &network.item_half(tensor(1)));
            logits.into_data().iter::<f32>().collect()
        };
        let expected = (logits(&gmf)[0] + logits(&mlp)[0]) / 2.0;
        assert!((logits(&joined(&gmf, &mlp, 0.5))[0] - expected).abs() < 1e-6);
    }
}
