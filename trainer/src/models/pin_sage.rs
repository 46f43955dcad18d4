//! PinSAGE (Ying et al. 2018, "Graph convolutional neural networks for web-scale recommender systems", arXiv 1806.01973):
//! an item is what it is and what stands around it. At the leaves are features of content, random walks over the lists
//! find each item's neighbours, and two convolutions pool them by how often the walks came by (importance pooling).
//!
//! An anime that nobody has on a list has no neighbours and still its features, and so a vector. Trained is not on pairs
//! of items, as in the paper, but on whole lists given a part of them, by the multinomial likelihood with the mean of the
//! kept items as the visitor: that is what the vectors are then used for.

use super::content::features;
use super::recipe::{log_uniform, one_of, uniform};
use super::workshop::Workshop;
use crate::dataset::users_of;
use crate::train::{Epochs, ListBatch, Stopping, TrainError, TrainedModel};
use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::optim::{AdamConfig, GradientsParams};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Distribution, Int, Tensor, TensorData};
use konomi::catalog::{AnimeId, AnimeRef, LabelEncoder};
use konomi::model::{Architecture, Matrix, WeightsFile};
use konomi::recommend::{ByEmbedding, Calibration, load};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Instant;

/// The sizes and how they are trained.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The width of every layer.
    width: usize,
    /// Neighbours that a convolution pools.
    neighbours: usize,
    /// Random walks from each item.
    walks: usize,
    /// Steps over a user and back in each walk.
    steps: usize,
    /// A user counts as the length of the list to this power.
    user_power: f32,
    /// The share of a list that is dropped from what a user is made of.
    dropout: f32,
    /// By what a cosine is multiplied.
    sharpness: f32,
    /// Adam's rate.
    rate: f64,
    /// Users a step.
    batch: usize,
    /// Epochs at most.
    epochs: usize,
    /// Epochs without a better validation before it ends.
    patience: usize,
}

/// Convolutions, one over the other.
const LAYERS: usize = 2;
/// The most features of an anime, the rarest ones.
const FEATURES: usize = 16;

/// One convolution (algorithm 1 of the paper).
#[derive(Module, Debug)]
struct Convolution {
    /// Of each neighbour, before they are pooled.
    neighbour: Linear,
    /// Of the item and its pooled neighbours, `[2 width, width]`.
    join: Linear,
}

#[derive(Module, Debug)]
struct PinSage {
    /// A row a feature.
    features: Param<Tensor<2>>,
    convolutions: Vec<Convolution>,
    output: Linear,
    bias: Param<Tensor<1>>,
}

/// For each of some items as many (row, weight) pairs as for any other, those that are missing with a weight of 0.
struct Pooling {
    index: Tensor<1, Int>,
    weights: Tensor<3>,
}

impl Pooling {
    fn new(rows: &[Vec<(u32, f32)>], size: usize, device: &Device) -> Self {
        let mut index = vec![0i32; rows.len() * size];
        let mut weights = vec![0.0f32; rows.len() * size];
        for (item, row) in rows.iter().enumerate() {
            for (place, &(row, weight)) in row.iter().take(size).enumerate() {
                index[item * size + place] = row as i32;
                weights[item * size + place] = weight;
            }
        }
        Self {
            index: Tensor::from_data(TensorData::new(index, [rows.len() * size]), device),
            weights: Tensor::from_data(TensorData::new(weights, [rows.len(), size, 1]), device),
        }
    }

    /// The weighted sums, `[items, width]`.
    fn pool(&self, rows: Tensor<2>) -> Tensor<2> {
        let [items, size, _] = self.weights.dims();
        let width = rows.dims()[1];
        (rows.select(0, self.index.clone()).reshape([items, size, width]) * self.weights.clone())
            .sum_dim(1)
            .squeeze_dim(1)
    }
}

/// What the network sees of some items.
struct Surroundings {
    features: Pooling,
    neighbours: Pooling,
}

impl PinSage {
    /// The items' vectors, of length 1, `[items, width]`.
    fn vectors(&self, around: &Surroundings) -> Tensor<2> {
        let mut layer = around.features.pool(self.features.val());
        for convolution in &self.convolutions {
            let pooled = around.neighbours.pool(relu(convolution.neighbour.forward(layer.clone())));
            layer = relu(convolution.join.forward(Tensor::cat(vec![layer, pooled], 1)));
            layer = normalize(layer);
        }
        normalize(self.output.forward(layer))
    }
}

fn normalize(rows: Tensor<2>) -> Tensor<2> {
    let lengths = rows.clone().powi_scalar(2).sum_dim(1).add_scalar(1e-8).sqrt();
    rows / lengths
}

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        let mut random = ChaCha8Rng::seed_from_u64(workshop.seed);
        let device = workshop.device();
        let all = LabelEncoder::fit(
            workshop.catalogue.iter().map(AnimeRef::id).chain(workshop.items.labels().iter().copied()),
        );
        let (described, kinds) = describe(workshop, &all);
        let walked = self.walk(workshop, &mut random);
        let own: Vec<Vec<(u32, f32)>> = workshop
            .items
            .labels()
            .iter()
            .map(|id| all.row(id).map_or_else(Vec::new, |row| described[row].clone()))
            .collect();
        let around = self.surroundings(&own, &walked, &device);
        let mut model = self.init(kinds, workshop, &device);
        let mut optimizer = AdamConfig::new().init();
        let mut users: Vec<&Vec<u32>> = workshop.rows.iter().filter(|list| !list.is_empty()).collect();
        let mut stopping = Stopping::new("pin-sage", self.epochs, self.patience);
        while let Some(epoch) = stopping.begin() {
            users.shuffle(&mut random);
            let mut sum = 0.0;
            for batch in users.chunks(self.batch) {
                let vectors = model.vectors(&around);
                let lists = ListBatch::new(
                    batch,
                    workshop.items.len(),
                    self.dropout,
                    (1.0, self.user_power),
                    &device,
                    &mut random,
                );
                let visitors = lists.input.clone().matmul(vectors.clone()).mul_scalar(self.sharpness);
                let logits = visitors.matmul(vectors.transpose()) + model.bias.val().unsqueeze();
                let loss = lists.loss(logits).div_scalar(batch.len() as f64);
                sum += f64::from(loss.clone().inner().into_scalar::<f32>()) * batch.len() as f64;
                let gradients = GradientsParams::from_grads(loss.backward(), &model);
                model = optimizer.step(self.rate, model, gradients);
            }
            let file = self.file(&model.valid(), &own, &walked, &workshop.items, None);
            let validation = workshop.validation.figure(load(file, &Device::flex(), |_| None)?.as_ref(), None);
            stopping.end(epoch, sum / users.len() as f64, users.len(), validation, model.clone());
        }
        let (model, epochs): (PinSage, Epochs) = stopping.best().ok_or(TrainError::Interrupted)?;
        let file = self.file(&model.valid(), &described, &walked, &all, Some(&workshop.items));
        let trained = TrainedModel::in_one_go(file, started, workshop.validation.cases())?;
        Ok(TrainedModel { epochs: Some(epochs), ..trained })
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        Some(Self {
            neighbours: one_of(random, &[5, 10, 20]),
            dropout: uniform(random, 0.2, 0.7) as f32,
            sharpness: one_of(random, &[8.0, 16.0, 32.0, 64.0]),
            rate: log_uniform(random, 1e-3, 1e-2),
            ..self.clone()
        })
    }
}

/// Each anime's features by number, each by how rare it is, and how many there are.
fn describe(workshop: &Workshop, items: &LabelEncoder<AnimeId>) -> (Vec<Vec<(u32, f32)>>, usize) {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut counts: Vec<f32> = Vec::new();
    let mut described = vec![Vec::new(); items.len()];
    for anime in workshop.catalogue.iter() {
        let Some(row) = items.row(&anime.id()) else { continue };
        for (_, name) in features(anime) {
            let next = numbers.len() as u32;
            let number = *numbers.entry(name).or_insert(next);
            counts.resize(numbers.len(), 0.0);
            counts[number as usize] += 1.0;
            described[row].push((number, 0.0));
        }
    }
    let all = items.len() as f32;
    for row in &mut described {
        row.iter_mut().for_each(|(number, weight)| *weight = (all / counts[*number as usize]).ln().max(0.1));
        row.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        row.truncate(FEATURES);
        let length = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1e-6);
        row.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    (described, numbers.len().max(1))
}

impl Recipe {
    fn init(&self, kinds: usize, workshop: &Workshop, device: &Device) -> PinSage {
        let linear = |input, output| LinearConfig::new(input, output).init(device);
        // From the popularity that a title has without any taste, which the vectors then need not learn.
        let counts = users_of(workshop.items.len(), &workshop.rows);
        let start: Vec<f32> = counts.iter().map(|users| (users.len() as f32 + 1.0).ln()).collect();
        let start = Tensor::<1>::from_data(TensorData::new(start, [workshop.items.len()]), device);
        PinSage {
            features: Param::from_tensor(Tensor::random([kinds, self.width], Distribution::Normal(0.0, 0.3), device)),
            convolutions: (0..LAYERS)
                .map(|_| Convolution {
                    neighbour: linear(self.width, self.width),
                    join: linear(2 * self.width, self.width),
                })
                .collect(),
            output: linear(self.width, self.width),
            bias: Param::from_tensor(start),
        }
    }

    /// Each item's neighbours by how often random walks from it came by, their weights adding up to 1 (section 3.3).
    fn walk(&self, workshop: &Workshop, random: &mut ChaCha8Rng) -> Vec<Vec<(u32, f32)>> {
        let users_of = users_of(workshop.items.len(), &workshop.rows);
        let one = |list: &[u32], random: &mut ChaCha8Rng| list[random.random_range(0..list.len())];
        (0..users_of.len())
            .map(|item| {
                let mut visits: BTreeMap<u32, u32> = BTreeMap::new();
                for _ in 0..self.walks {
                    let mut at = item as u32;
                    for _ in 0..self.steps {
                        let user = one(&users_of[at as usize], random);
                        at = one(&workshop.rows[user as usize], random);
                        *visits.entry(at).or_default() += 1;
                    }
                }
                visits.remove(&(item as u32));
                let mut visits: Vec<(u32, u32)> = visits.into_iter().collect();
                visits.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
                visits.truncate(self.neighbours);
                let sum = visits.iter().map(|(_, count)| *count).sum::<u32>().max(1) as f32;
                visits.into_iter().map(|(other, count)| (other, count as f32 / sum)).collect()
            })
            .collect()
    }

    fn surroundings(&self, described: &[Vec<(u32, f32)>], walked: &[Vec<(u32, f32)>], device: &Device) -> Surroundings {
        Surroundings {
            features: Pooling::new(described, FEATURES, device),
            neighbours: Pooling::new(walked, self.neighbours, device),
        }
    }

    /// The vectors of `items`; `trained` says which of them the walks and biases are of, where they are not all.
    fn file(
        &self,
        model: &PinSage,
        described: &[Vec<(u32, f32)>],
        walked: &[Vec<(u32, f32)>],
        items: &LabelEncoder<AnimeId>,
        trained: Option<&LabelEncoder<AnimeId>>,
    ) -> WeightsFile {
        let learned: Vec<f32> = model.bias.val().into_data().iter::<f32>().collect();
        let (neighbours, bias) = match trained {
            None => (walked.to_vec(), learned),
            Some(trained) => {
                let place = |row: u32| trained.label(row as usize).and_then(|id| items.row(id));
                let moved = |near: &Vec<(u32, f32)>| {
                    near.iter().filter_map(|&(row, weight)| Some((place(row)? as u32, weight))).collect()
                };
                let own = |id: &AnimeId| trained.row(id);
                let lowest = learned.iter().copied().fold(f32::INFINITY, f32::min);
                let ids = items.labels().iter();
                (
                    ids.clone().map(|id| own(id).map_or_else(Vec::new, |row| moved(&walked[row]))).collect(),
                    // What nobody has is as little known as the least known.
                    ids.map(|id| own(id).map_or(lowest, |row| learned[row])).collect(),
                )
            }
        };
        let device = Device::flex();
        let vectors = model.vectors(&self.surroundings(described, &neighbours, &device));
        let scale = self.sharpness.sqrt();
        let values = vectors.mul_scalar(scale).into_data().iter::<f32>().collect();
        let mut file = WeightsFile::new(Architecture::Embedding, items.clone())
            .with_parameter(ByEmbedding::GIVEN, &[bias.len()], vec![1.0; bias.len()])
            .with_parameter(ByEmbedding::BIAS, &[bias.len()], bias)
            .with_parameter(ByEmbedding::POWER, &[1], vec![1.0]);
        file.rows = Matrix { width: self.width, values };
        Calibration::VAGUE.store(&mut file);
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pooling_adds_by_weight_and_fills_up_with_nothing() {
        let device = Device::flex();
        let rows = Tensor::<2>::from_data([[1.0, 2.0], [10.0, 20.0], [100.0, 200.0]], &device);
        let pooling = Pooling::new(&[vec![(0, 0.5), (2, 0.5)], vec![], vec![(1, 1.0), (0, 1.0), (2, 9.0)]], 2, &device);
        let pooled: Vec<f32> = pooling.pool(rows).into_data().iter::<f32>().collect();
        assert_eq!(pooled, [50.5, 101.0, 0.0, 0.0, 11.0, 22.0]);
    }
}
