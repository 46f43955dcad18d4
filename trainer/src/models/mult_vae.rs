//! Mult-VAE: trained on whole lists, some of their titles dropped, to give all of them back.

use super::recipe::{log_uniform, one_of, uniform};
use super::workshop::Workshop;
use crate::parallel;
use crate::train::{Epochs, Graph, ListBatch, Stopping, TrainError, TrainedModel, normal};
use burn::module::{Module, Param};
use burn::optim::{AdamConfig, GradientsAccumulator, GradientsParams};
use burn::tensor::{Device, Tensor, TensorData};
use konomi::model::{Architecture, Matrix, MultVae, WeightsFile};
use konomi::recommend::{Autoencoder, Calibration, load};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// The sizes and how it is trained.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The width of the item table.
    width: usize,
    /// The length of the latent vector.
    latent: usize,
    /// A user counts as the length of the list to this power.
    user_power: f32,
    /// The share of a list that is dropped from the input.
    dropout: f32,
    /// The weight of the divergence from the prior, once it has grown to its end (beta).
    divergence: f64,
    /// The deviation of the item table's values at the start.
    start: f32,
    /// Adam's rate in the first epoch.
    rate: f64,
    /// By what it is multiplied after each epoch.
    decay: f64,
    /// Users a step.
    batch: usize,
    /// Epochs at most.
    epochs: usize,
    /// Epochs without a better validation before it ends.
    patience: usize,
}

/// The autoencoder with its tied table.
#[derive(Module, Debug)]
struct Tied {
    table: Param<Tensor<2>>,
    list_bias: Param<Tensor<1>>,
    item_bias: Param<Tensor<1>>,
    network: MultVae,
}

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        let device = workshop.device();
        let mut random = ChaCha8Rng::seed_from_u64(workshop.seed);
        let items = workshop.items.len();
        let table = Graph::new(items, &workshop.rows).spectral(self.width, self.start, &mut random);
        let mut model = Tied {
            table: Param::from_tensor(table.to_tensor(&device)),
            list_bias: Param::from_tensor(Tensor::zeros([self.width], &device)),
            item_bias: Param::from_tensor(Tensor::from_data(
                TensorData::new(log_shares(items, &workshop.rows), [items]),
                &device,
            )),
            network: MultVae::identity(self.width, self.latent, &device),
        };
        let mut optimizer = AdamConfig::new().init();
        let mut users: Vec<&Vec<u32>> = workshop.rows.iter().filter(|list| !list.is_empty()).collect();
        let steps_to_full = (users.len().div_ceil(self.batch) * 20).max(1) as f64;
        let mut steps = 0.0;
        let mut stopping = Stopping::new("mult-vae", self.epochs, self.patience);
        while let Some(epoch) = stopping.begin() {
            users.shuffle(&mut random);
            let rate = self.rate * self.decay.powi(epoch as i32 - 1);
            let mut loss_sum = 0.0;
            for batch in users.chunks(self.batch) {
                let annealed = self.divergence * f64::min(steps / steps_to_full, 1.0);
                let (loss, gradients) = self.differentiate(&model, batch, annealed, random.random());
                steps += 1.0;
                loss_sum += loss;
                model = optimizer.step(rate, model, gradients);
            }
            let file = self.file(&model, workshop);
            let validation = workshop.validation.figure(load(file.clone(), &Device::flex(), |_| None)?.as_ref(), None);
            stopping.end(epoch, loss_sum / users.len() as f64, users.len(), validation, file);
        }
        let (file, epochs): (WeightsFile, Epochs) = stopping.best().ok_or(TrainError::Interrupted)?;
        let trained = TrainedModel::in_one_go(file, started, workshop.validation.cases())?;
        Ok(TrainedModel { epochs: Some(epochs), ..trained })
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        Some(Self {
            latent: one_of(random, &[64, 128, 200]),
            dropout: uniform(random, 0.3, 0.7) as f32,
            divergence: log_uniform(random, 0.02, 1.0),
            rate: log_uniform(random, 3e-4, 3e-3),
            ..self.clone()
        })
    }
}

impl Recipe {
    /// The summed loss of a batch and the gradient of its mean, each part of the users on a thread of its own.
    fn differentiate(&self, model: &Tied, users: &[&Vec<u32>], divergence: f64, seed: u64) -> (f64, GradientsParams) {
        let size = users.len().div_ceil(parallel::threads());
        let parts: Vec<(usize, &[&Vec<u32>])> = users.chunks(size).enumerate().collect();
        let slopes = parallel::map(&parts, |(index, part)| {
            let mut random = ChaCha8Rng::seed_from_u64(seed.wrapping_add(*index as u64));
            let device = model.item_bias.device();
            // Leaves of its own, as in the training of pairs.
            let model = model.clone().fork(&device);
            let loss = self.loss(&model, part, divergence, &device, &mut random);
            let gradients = GradientsParams::from_grads(loss.clone().div_scalar(users.len() as f64).backward(), &model);
            (f64::from(loss.inner().into_scalar::<f32>()), gradients)
        });
        let mut sum = GradientsAccumulator::new();
        let mut loss = 0.0;
        for (of_part, gradients) in slopes {
            loss += of_part;
            sum.accumulate(model, gradients);
        }
        (loss, sum.grads())
    }

    /// The sum over the users of the multinomial likelihood's negative logarithm, and of the divergence.
    fn loss(
        &self,
        model: &Tied,
        users: &[&Vec<u32>],
        divergence: f64,
        device: &Device,
        random: &mut ChaCha8Rng,
    ) -> Tensor<1> {
        let lists =
            ListBatch::new(users, model.item_bias.dims()[0], self.dropout, (0.5, self.user_power), device, random);
        let table = model.table.val();
        let latent =
            model.network.encode(lists.input.clone().matmul(table.clone()) + model.list_bias.val().unsqueeze());
        let values: Vec<f32> = (0..latent.mean.shape().num_elements()).map(|_| normal(random)).collect();
        let noise = Tensor::from_data(TensorData::new(values, latent.mean.dims()), device);
        let sampled = latent.mean.clone() + noise * latent.log_variance.clone().mul_scalar(0.5).exp();
        let logits = model.network.decode(sampled).matmul(table.transpose()) + model.item_bias.val().unsqueeze();
        let spread = latent.log_variance.clone().exp() + latent.mean.powi_scalar(2) - latent.log_variance;
        lists.loss(logits) + spread.sub_scalar(1.0).sum().mul_scalar(0.5 * divergence)
    }

    fn file(&self, model: &Tied, workshop: &Workshop) -> WeightsFile {
        let model = model.valid();
        let values = |tensor: Tensor<1>| tensor.into_data().iter::<f32>().collect::<Vec<f32>>();
        let mut file = WeightsFile::new(Architecture::MultVae, workshop.items.clone());
        let table = model.table.val().into_data().iter::<f32>().collect();
        file.rows = Matrix { width: self.width, values: table };
        for (name, shape, values) in model.network.parameters() {
            file = file.with_parameter(&name, &shape, values);
        }
        let mut file = file
            .with_parameter(Autoencoder::LIST_BIAS, &[self.width], values(model.list_bias.val()))
            .with_parameter(Autoencoder::ITEM_BIAS, &[workshop.items.len()], values(model.item_bias.val()));
        // A stand-in, so that the state can be loaded and validated; the best one is calibrated at the end.
        Calibration::VAGUE.store(&mut file);
        file
    }
}

/// The logarithm of each item's share of all list entries: the logits of popularity.
fn log_shares(items: usize, lists: &[Vec<u32>]) -> Vec<f32> {
    let mut counts = vec![1.0f32; items];
    lists.iter().flatten().for_each(|&item| counts[item as usize] += 1.0);
    let sum: f32 = counts.iter().sum();
    counts.into_iter().map(|count| (count / sum).ln()).collect()
}
