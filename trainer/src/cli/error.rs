//! What a command can end with.

use crate::data::DataError;
use crate::models::ConfigError;
use crate::prepare::PrepareError;
use crate::train::TrainError;
use konomi::catalog::CatalogueError;
use konomi::keras::KerasError;
use konomi::model::WeightsError;
use std::path::PathBuf;

/// Why a command failed, in words for whoever ran it.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The data can't be read.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Preparing failed.
    #[error(transparent)]
    Prepare(#[from] PrepareError),
    /// Training failed.
    #[error(transparent)]
    Train(#[from] TrainError),
    /// The configuration can't be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A weights file can't be used.
    #[error("{file}: {source}", file = file.display())]
    Weights {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: WeightsError,
    },
    /// The catalogue can't be used.
    #[error("{file}: {source}", file = file.display())]
    Catalogue {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: CatalogueError,
    },
    /// A file of Keras, scikit-learn or NumPy can't be used.
    #[error("{file}: {source}", file = file.display())]
    Keras {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: KerasError,
    },
    /// A folder lacks a file that is needed.
    #[error("{folder}: there is no {missing} in it", folder = folder.display())]
    Lacks {
        /// Which folder.
        folder: PathBuf,
        /// What is missing.
        missing: &'static str,
    },
    /// A model's weights are of other users or anime than the pairs.
    #[error("{file}: {reason}", file = file.display())]
    Pairs {
        /// Which file.
        file: PathBuf,
        /// What does not fit.
        reason: String,
    },
    /// A file of filters says something that is no filter.
    #[error("{file}: {reason}", file = file.display())]
    Filters {
        /// Which file.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Weights that are being made don't fit each other.
    #[error(transparent)]
    BareWeights(#[from] WeightsError),
    /// There is no thread to project a map with.
    #[error(transparent)]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// A map can't be written.
    #[error(transparent)]
    Atlas(#[from] konomi::catalog::AtlasError),
    /// A sample of users can't be written.
    #[error(transparent)]
    People(#[from] konomi::recommend::PeopleError),
    /// A file can't be read or written.
    #[error("{file}: {source}", file = file.display())]
    File {
        /// Which file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A training was interrupted, and it is not said what to do with it.
    #[error("{file} is of a training that was interrupted: add --resume to go on with it, or delete it", file = file.display())]
    Unfinished {
        /// Its state.
        file: PathBuf,
    },
    /// Protocols that have nothing in common.
    #[error("one protocol at a time: only loo and loo-all can be measured together")]
    Protocols,
    /// A file holds no measurements, or no figures.
    #[error("{file} is not what evaluate writes: {source}", file = file.display())]
    Measurements {
        /// Which file.
        file: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// A line of the picks is no picks.
    #[error(
        "line {line} of the picks can't be read: {source}; a line looks like {{\"user\":1,\"picks\":[{{\"anime_id\":1,\"rating\":9}}]}}"
    )]
    Picks {
        /// Its number, from 1.
        line: usize,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// No model of that name.
    #[error("there is no model {name:?} here; choose of: {known}")]
    Model {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// The model does not compare anime.
    #[error("{model} gives an anime no weights, so there is nothing to compare; choose another model")]
    NoWeights {
        /// The model's name.
        model: String,
    },
    /// The model does not know the anime.
    #[error("{model} does not know the anime {id}: it has fewer than five users in the training data")]
    UnknownAnime {
        /// The model's name.
        model: String,
        /// MyAnimeList's id.
        id: u32,
    },
    /// A chart can't be drawn.
    #[error(transparent)]
    Chart(#[from] konomi::chart::ChartError),
    /// The training device can't be used.
    #[error(transparent)]
    Device(#[from] crate::train::DeviceError),
    /// A result can't be written as JSON.
    #[error("a result could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Ctrl-C can't be caught.
    #[error("the handler of Ctrl-C could not be set: {0}")]
    Signal(#[from] ctrlc::Error),
}
