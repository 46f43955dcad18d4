//! Mult-VAE: trained on whole lists, some of their titles dropped, to give all of them back.

use super::recipe::{log_uniform, one_of, uniform};
use super::workshop::Workshop;
use crate::evaluate::ndcg_at_100;
use crate::train::{Epochs, Stopping, TrainError, TrainedModel};
use burn::module::{Module, Param};
use burn::optim::{AdamConfig, GradientsParams};
use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Distribution, Tensor, TensorData};
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
    /// The share of a list that is dropped from the input.
    dropout: f32,
    /// The weight of the divergence from the prior, once it has grown to its end (beta).
    divergence: f64,
    /// Adam's rate.
    rate: f64,
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
        let device = Device::flex();
        device.seed(workshop.seed);
        let device = device.autodiff();
        let mut random = ChaCha8Rng::seed_from_u64(workshop.seed);
        let items = workshop.items.len();
        let deviation = (1.0 / self.width as f64).sqrt();
        let table = Tensor::random([items, self.width], Distribution::Normal(0.0, deviation), &device);
        let mut model = Tied {
            table: Param::from_tensor(table),
            list_bias: Param::from_tensor(Tensor::zeros([self.width], &device)),
            item_bias: Param::from_tensor(Tensor::zeros([items], &device)),
            network: MultVae::init(self.width, self.latent, &device),
        };
        let mut optimizer = AdamConfig::new().init();
        let mut users: Vec<&Vec<u32>> = workshop.rows.iter().filter(|list| !list.is_empty()).collect();
        let steps_to_full = (users.len().div_ceil(self.batch) * 20).max(1) as f64;
        let mut steps = 0.0;
        let mut stopping = Stopping::new("mult-vae", self.epochs, self.patience);
        while let Some(epoch) = stopping.begin() {
            users.shuffle(&mut random);
            let mut loss_sum = 0.0;
            for batch in users.chunks(self.batch) {
                let annealed = self.divergence * f64::min(steps / steps_to_full, 1.0);
                let loss = self.loss(&model, batch, annealed, &device, &mut random);
                steps += 1.0;
                loss_sum += f64::from(loss.clone().inner().into_scalar::<f32>()) * batch.len() as f64;
                let gradients = GradientsParams::from_grads(loss.backward(), &model);
                model = optimizer.step(self.rate, model, gradients);
            }
            let file = self.file(&model, workshop);
            let validation = ndcg_at_100(load(file.clone(), &Device::flex())?.as_ref(), &workshop.cases);
            stopping.end(epoch, loss_sum / users.len() as f64, users.len(), validation, file);
        }
        let (file, epochs): (WeightsFile, Epochs) = stopping.best().ok_or(TrainError::Interrupted)?;
        let trained = TrainedModel::in_one_go(file, started, &workshop.cases)?;
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
    /// The mean over the users of the multinomial likelihood's negative logarithm, and of the divergence.
    fn loss(
        &self,
        model: &Tied,
        users: &[&Vec<u32>],
        divergence: f64,
        device: &Device,
        random: &mut ChaCha8Rng,
    ) -> Tensor<1> {
        let items = model.item_bias.dims()[0];
        let shape = [users.len(), items];
        let (mut input, mut target) = (vec![0.0f32; shape[0] * items], vec![0.0f32; shape[0] * items]);
        for (user, list) in users.iter().enumerate() {
            let kept = 1.0 / ((list.len() as f32).sqrt() * (1.0 - self.dropout));
            for &item in *list {
                let place = user * items + item as usize;
                target[place] = 1.0;
                if random.random::<f32>() >= self.dropout {
                    input[place] = kept;
                }
            }
        }
        let input = Tensor::<2>::from_data(TensorData::new(input, shape), device);
        let target = Tensor::<2>::from_data(TensorData::new(target, shape), device);
        let table = model.table.val();
        let latent = model.network.encode(input.matmul(table.clone()) + model.list_bias.val().unsqueeze());
        let noise = latent.mean.random_like(Distribution::Normal(0.0, 1.0));
        let sampled = latent.mean.clone() + noise * latent.log_variance.clone().mul_scalar(0.5).exp();
        let logits = model.network.decode(sampled).matmul(table.transpose()) + model.item_bias.val().unsqueeze();
        let likelihood = (log_softmax(logits, 1) * target).sum();
        let spread = latent.log_variance.clone().exp() + latent.mean.powi_scalar(2) - latent.log_variance;
        let divergence = spread.sub_scalar(1.0).sum().mul_scalar(0.5 * divergence);
        (divergence - likelihood).div_scalar(users.len() as f64)
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
        Calibration { slope: 1.0, intercept: 0.0 }.store(&mut file);
        file
    }
}
