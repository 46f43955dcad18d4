//! What a model's file gives: how to train it with given values, and which other values are worth a try.

use super::workshop::{ConfigError, Workshop};
use crate::train::{TrainError, TrainedModel};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The values that a model is trained with, as they stand under its name in the configuration.
pub trait Recipe: Serialize + DeserializeOwned {
    /// Trains the model on the workshop's users.
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError>;

    /// The same recipe with other values drawn for those that a search is for; `None` where there are none.
    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        let _ = random;
        None
    }
}

/// A model of the list, with its recipe's type put away.
pub struct Entry {
    /// The name in commands, addresses and files.
    pub name: &'static str,
    /// How many bits a value of its rows and weights has in the page's file, which measured as good as more of them.
    pub bits: u8,
    train: fn(&toml::Table, &Workshop) -> Result<TrainedModel, TrainError>,
    vary: fn(&toml::Table, &mut ChaCha8Rng) -> Result<Option<toml::Table>, ConfigError>,
}

impl Entry {
    /// The entry of a model with recipes of type `R`.
    pub const fn of<R: Recipe>(name: &'static str) -> Self {
        Self {
            name,
            bits: 8,
            train: |values, workshop| read::<R>(values)?.train(workshop),
            vary: |values, random| {
                let varied = read::<R>(values)?.vary(random);
                Ok(varied.map(|recipe| toml::Table::try_from(recipe)).transpose()?)
            },
        }
    }

    /// The same model with fewer bits a value in the page's file.
    pub const fn in_bits(mut self, bits: u8) -> Self {
        self.bits = bits;
        self
    }

    /// Trains with these values of the configuration.
    pub fn train(&self, values: &toml::Table, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        (self.train)(values, workshop)
    }

    /// Other values, drawn at random; `None` for a model that has nothing to search.
    pub fn vary(&self, values: &toml::Table, random: &mut ChaCha8Rng) -> Result<Option<toml::Table>, ConfigError> {
        (self.vary)(values, random)
    }
}

fn read<R: Recipe>(values: &toml::Table) -> Result<R, ConfigError> {
    Ok(values.clone().try_into()?)
}

/// A number between two others, drawn so that its logarithm is uniform, to two digits.
pub fn log_uniform(random: &mut ChaCha8Rng, from: f64, to: f64) -> f64 {
    let drawn = (from.ln() + (to / from).ln() * random.random::<f64>()).exp();
    let digit = 10f64.powf(drawn.log10().floor() - 1.0);
    (drawn / digit).round() * digit
}

/// A number between two others, drawn uniformly, to two decimals.
pub fn uniform(random: &mut ChaCha8Rng, from: f64, to: f64) -> f64 {
    ((from + (to - from) * random.random::<f64>()) * 100.0).round() / 100.0
}

/// One of several values.
pub fn one_of<T: Copy>(random: &mut ChaCha8Rng, choices: &[T]) -> T {
    choices[random.random_range(0..choices.len())]
}
