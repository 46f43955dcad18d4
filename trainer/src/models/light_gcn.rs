//! LightGCN (He et al. 2020, "LightGCN: simplifying and powering graph convolution network for recommendation", arXiv
//! 2002.02126): embeddings that are smoothed over the graph of users and items, and nothing else.
//!
//! Three things are not as in the paper. Users have no embeddings of their own, so that a visitor is what the paper's
//! propagation makes of a new node, exactly and without training: with `R` the lists over the roots of both degrees and
//! `E` the items' embeddings, items are `Z = mean_k (R'R)^k E` and a user is `sum_j z_j / sqrt(d_j n)` over the list. The
//! loss is the multinomial likelihood of whole lists given a part of them, as of Mult-VAE, and not that of pairs (BPR).
//! And items have biases.

use super::recipe::{log_uniform, one_of, uniform};
use super::workshop::Workshop;
use crate::parallel;
use crate::train::{Adam, Epochs, Graph, ListBatch, Stopping, TrainError, TrainedModel};
use burn::tensor::{Device, Tensor, TensorData};
use konomi::model::{Architecture, Matrix, WeightsFile};
use konomi::recommend::{ByEmbedding, Calibration, load};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// The sizes and how they are trained.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The width of an embedding.
    width: usize,
    /// How often the items are smoothed over their users and back.
    layers: usize,
    /// A user counts as the length of the list to this power.
    user_power: f32,
    /// The share of a list that is dropped from what a user is made of.
    dropout: f32,
    /// Adam's rate in the first epoch.
    rate: f32,
    /// By what it is multiplied after each epoch.
    decay: f32,
    /// The weight of the squared embeddings.
    l2: f32,
    /// Users a step.
    batch: usize,
    /// Epochs at most.
    epochs: usize,
    /// Epochs without a better validation before it ends.
    patience: usize,
}

/// Users whose lists one thread takes at a time.
const PART: usize = 250;
/// The deviation of the embeddings at the start.
const START: f32 = 0.3;

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        let mut random = ChaCha8Rng::seed_from_u64(workshop.seed);
        let graph = Graph::new(workshop.items.len(), &workshop.rows);
        let items = workshop.items.len();
        let mut embeddings = graph.spectral(self.width, START, &mut random);
        let mut bias = vec![0.0; items];
        let (mut adam, mut bias_adam) = (Adam::new(embeddings.values.len()), Adam::new(items));
        let mut users: Vec<&Vec<u32>> = workshop.rows.iter().filter(|list| !list.is_empty()).collect();
        let device = workshop.device();
        let mut stopping = Stopping::new("light-gcn", self.epochs, self.patience);
        while let Some(epoch) = stopping.begin() {
            users.shuffle(&mut random);
            let rate = self.rate * self.decay.powi(epoch as i32 - 1);
            let mut loss = 0.0;
            for batch in users.chunks(self.batch) {
                let smooth = graph.smooth(&embeddings, self.layers);
                let slopes = self.differentiate(&graph, (&smooth, &bias), batch, &device, random.random());
                loss += slopes.loss;
                // The smoothing is its own transpose.
                let mut gradient = graph.smooth(&slopes.table, self.layers);
                let share = 1.0 / batch.len() as f32;
                (gradient.values.iter_mut().zip(&embeddings.values))
                    .for_each(|(slope, value)| *slope = *slope * share + self.l2 * value);
                adam.descend(&mut embeddings.values, &gradient.values, rate);
                let slopes: Vec<f32> = slopes.bias.iter().map(|slope| slope * share).collect();
                bias_adam.descend(&mut bias, &slopes, rate);
            }
            let file = self.file(&graph, &graph.smooth(&embeddings, self.layers), &bias, workshop);
            let model = load(file.clone(), &Device::flex(), |_| None)?;
            let validation = workshop.validation.figure(model.as_ref(), None);
            stopping.end(epoch, loss / users.len() as f64, users.len(), validation, file);
        }
        let (file, epochs): (WeightsFile, Epochs) = stopping.best().ok_or(TrainError::Interrupted)?;
        let trained = TrainedModel::in_one_go(file, started, workshop.validation.cases())?;
        Ok(TrainedModel { epochs: Some(epochs), ..trained })
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        Some(Self {
            layers: one_of(random, &[1, 2, 3]),
            dropout: uniform(random, 0.2, 0.7) as f32,
            rate: log_uniform(random, 2e-3, 2e-2) as f32,
            l2: log_uniform(random, 1e-7, 1e-4) as f32,
            ..self.clone()
        })
    }
}

/// The gradient of a batch's summed loss.
struct Slopes {
    loss: f64,
    table: Matrix,
    bias: Vec<f32>,
}

impl Recipe {
    fn differentiate(
        &self,
        graph: &Graph,
        (smooth, bias): (&Matrix, &[f32]),
        batch: &[&Vec<u32>],
        device: &Device,
        seed: u64,
    ) -> Slopes {
        let parts: Vec<(usize, &[&Vec<u32>])> = batch.chunks(PART).enumerate().collect();
        let slopes = parallel::map(&parts, |(index, lists)| {
            let mut random = ChaCha8Rng::seed_from_u64(seed.wrapping_add(*index as u64));
            let table = smooth.to_tensor(device).require_grad();
            let biases = Tensor::<1>::from_data(TensorData::new(bias.to_vec(), [bias.len()]), device).require_grad();
            let scale = TensorData::new(graph.given(), [bias.len(), 1]);
            let given = table.clone() * Tensor::<2>::from_data(scale, device);
            let lists = ListBatch::new(lists, bias.len(), self.dropout, (0.5, self.user_power), device, &mut random);
            let visitors = lists.input.clone().matmul(given);
            let loss = lists.loss(visitors.matmul(table.clone().transpose()) + biases.clone().unsqueeze());
            let mut gradients = loss.backward();
            let values = |gradient: Option<TensorData>| gradient.and_then(|data| data.try_into_vec().ok());
            let of_table = values(table.grad_remove(&mut gradients).map(|gradient| gradient.into_data()));
            let of_bias = values(biases.grad_remove(&mut gradients).map(|gradient| gradient.into_data()));
            Slopes {
                loss: f64::from(loss.inner().into_scalar::<f32>()),
                table: Matrix { width: smooth.width, values: of_table.unwrap_or_default() },
                bias: of_bias.unwrap_or_default(),
            }
        });
        let table = Matrix { width: smooth.width, values: vec![0.0; smooth.values.len()] };
        let mut sum = Slopes { loss: 0.0, table, bias: vec![0.0; bias.len()] };
        for part in slopes {
            sum.loss += part.loss;
            sum.table.values.iter_mut().zip(part.table.values).for_each(|(sum, slope)| *sum += slope);
            sum.bias.iter_mut().zip(part.bias).for_each(|(sum, slope)| *sum += slope);
        }
        sum
    }

    fn file(&self, graph: &Graph, smooth: &Matrix, bias: &[f32], workshop: &Workshop) -> WeightsFile {
        let mut file = WeightsFile::new(Architecture::Embedding, workshop.items.clone())
            .with_parameter(ByEmbedding::BIAS, &[bias.len()], bias.to_vec())
            .with_parameter(ByEmbedding::GIVEN, &[bias.len()], graph.given())
            .with_parameter(ByEmbedding::POWER, &[1], vec![0.5]);
        file.rows = smooth.clone();
        Calibration::VAGUE.store(&mut file);
        file
    }
}
