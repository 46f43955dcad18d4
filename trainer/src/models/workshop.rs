//! Where models are trained: the users, the facts, the configuration, and what is trained already.

use super::recipe::Entry;
use crate::dataset::{UserList, frequent_items, rows};
use crate::evaluate::FoldInCase;
use crate::train::{Checkpoint, ITEM_LEAST, TrainError, TrainedModel, TrainingDevice, Validation};
use burn::tensor::Device;
use konomi::catalog::{AnimeId, Catalogue, LabelEncoder};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The values of every model's recipe.
#[derive(Clone, Debug)]
pub struct Config(toml::Table);

/// Why a configuration can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It can't be read.
    #[error("the configuration {file} can't be read: {source}")]
    File {
        /// Which.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no TOML, or a recipe's values are not what its model needs.
    #[error("the configuration can't be used: {0}")]
    Toml(#[from] toml::de::Error),
    /// A recipe can't be written down.
    #[error("a recipe can't be written: {0}")]
    Write(#[from] toml::ser::Error),
    /// It says nothing of a model.
    #[error("the configuration has no section [{0}]")]
    Missing(String),
}

impl Config {
    /// The values that come with the program, chosen by `konomi tune`.
    pub fn built_in() -> Result<Self, ConfigError> {
        Ok(Self(include_str!("../../models.toml").parse()?))
    }

    /// Those for MovieLens-1M, of the sizes that the papers have.
    pub fn movielens() -> Result<Self, ConfigError> {
        Ok(Self(include_str!("../../movielens.toml").parse()?))
    }

    /// The values of a file.
    pub fn from_file(file: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(file)
            .map_err(|source| ConfigError::File { file: file.display().to_string(), source })?;
        Ok(Self(text.parse()?))
    }

    /// The values of one section as what reads them.
    pub fn read<T: serde::de::DeserializeOwned>(&self, section: &str) -> Result<T, ConfigError> {
        Ok(self.of(section)?.clone().try_into()?)
    }

    /// The values of one model.
    pub fn of(&self, model: &str) -> Result<&toml::Table, ConfigError> {
        self.0.get(model).and_then(toml::Value::as_table).ok_or_else(|| ConfigError::Missing(model.to_owned()))
    }
}

/// How many users of other lists choose epochs and weights: enough to tell models apart, few enough to ask every epoch.
const VALIDATION_CASES: usize = 500;

/// The users to learn from, and everything that the recipes share.
pub struct Workshop<'a> {
    /// The users to learn from.
    pub lists: &'a [UserList],
    /// By whom or what epochs, weights and values are chosen.
    pub validation: Validation,
    /// The facts of the anime.
    pub catalogue: &'a Catalogue,
    /// Every random number follows from it.
    pub seed: u64,
    /// The anime that a model of lists has a row for: on the lists of at least five of the users.
    pub items: LabelEncoder<AnimeId>,
    /// The users' lists as sorted rows of `items`.
    pub rows: Vec<Vec<u32>>,
    /// Where trainings that take long leave their state; nowhere where it is none.
    checkpoints: Option<PathBuf>,
    config: Config,
    device: TrainingDevice,
    trained: RefCell<BTreeMap<&'static str, Rc<TrainedModel>>>,
}

impl<'a> Workshop<'a> {
    /// Prepares what the recipes share; `validation` are users that are not learned from.
    pub fn new(
        lists: &'a [UserList],
        validation: &[UserList],
        catalogue: &'a Catalogue,
        config: Config,
        seed: u64,
    ) -> Result<Self, TrainError> {
        let items = frequent_items(lists, ITEM_LEAST, false);
        let validation = Validation::FoldIn(FoldInCase::split(validation, &items, seed, VALIDATION_CASES));
        Self::with_items(lists, items, validation, catalogue, config, seed)
    }

    /// A workshop whose models have rows for these items.
    pub fn with_items(
        lists: &'a [UserList],
        items: LabelEncoder<AnimeId>,
        validation: Validation,
        catalogue: &'a Catalogue,
        config: Config,
        seed: u64,
    ) -> Result<Self, TrainError> {
        if items.is_empty() {
            return Err(TrainError::NoItems);
        }
        let rows = rows(lists, &items);
        let (checkpoints, device, trained) = Default::default();
        Ok(Self { lists, validation, catalogue, seed, items, rows, checkpoints, config, device, trained })
    }

    /// The same workshop with trainings that leave their state in a folder.
    pub fn with_checkpoints(mut self, folder: PathBuf) -> Self {
        self.checkpoints = Some(folder);
        self
    }

    /// The same workshop with its networks trained on another device, which is open.
    pub fn on_device(mut self, device: TrainingDevice) -> Self {
        self.device = device;
        self
    }

    /// Where networks are trained, with gradients, its random numbers seeded for fresh weights.
    pub fn device(&self) -> Device {
        self.device.seeded(self.seed)
    }

    /// Where the training of a network of this name leaves its state.
    pub fn checkpoint(&self, name: &str) -> Option<Checkpoint> {
        let file = self.checkpoints.as_ref()?.join(format!("{}.checkpoint", name.replace(' ', "-")));
        let size = format!("{} users, {} anime", self.rows.len(), self.items.len());
        let mut values = DefaultHasher::new();
        self.config.0.to_string().hash(&mut values);
        let of = format!("{name}, seed {}, {size}, configuration {:x}", self.seed, values.finish());
        Some(Checkpoint::new(file, of))
    }

    /// Trains a model with the configuration's values, once however often it is asked for.
    pub fn train(&self, entry: &'static Entry) -> Result<Rc<TrainedModel>, TrainError> {
        if let Some(trained) = self.trained.borrow().get(entry.name) {
            return Ok(trained.clone());
        }
        let trained = TrainedModel { bits: entry.bits, ..entry.train(self.config.of(entry.name)?, self)? };
        let trained = Rc::new(trained);
        self.trained.borrow_mut().insert(entry.name, trained.clone());
        Ok(trained)
    }

    /// The configuration's values of a model.
    pub fn values_of(&self, entry: &Entry) -> Result<&toml::Table, ConfigError> {
        self.config.of(entry.name)
    }

    /// Trains a model with other values than the configuration's, and forgets it.
    pub fn train_with(&self, entry: &'static Entry, values: &toml::Table) -> Result<TrainedModel, TrainError> {
        entry.train(values, self)
    }
}
