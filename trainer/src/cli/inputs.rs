//! What several commands read: the users' lists and the models' weights.

use super::CliError;
use crate::data::{Faults, KaggleDir};
use crate::dataset::{UserList, join};
use burn::tensor::Device;
use konomi::model::WeightsFile;
use konomi::recommend::{Recommender, load};
use std::path::{Path, PathBuf};

/// The models that `train` makes and the page embeds; the first is the page's default.
pub const TRAINED: [&str; 2] = ["ncf", "recommender-net"];

/// The users' lists, joined from all files of the folder; rows that could not be used are reported on stderr.
pub fn lists(data: &Path) -> Result<Vec<UserList>, CliError> {
    let data = KaggleDir::open(data)?;
    let (ratings, mut faults) = data.ratings()?;
    let interactions = if data.has_lists() {
        let (interactions, more) = data.interactions()?;
        faults.merge(more);
        interactions
    } else {
        Vec::new()
    };
    say(&faults);
    Ok(join(interactions, ratings.into_iter().map(|row| (row.user, row.anime, row.rating))))
}

/// Says on stderr which rows could not be used, if any.
fn say(faults: &Faults) {
    if faults.total() > 0 {
        eprintln!("{faults}");
    }
}

/// The name in full: `default` is the page's default model.
pub fn model_name(name: &str) -> Result<&'static str, CliError> {
    let wanted = if name == "default" { TRAINED[0] } else { name };
    TRAINED
        .into_iter()
        .find(|known| *known == wanted)
        .ok_or_else(|| CliError::Model { name: name.to_owned(), known: format!("default, {}", TRAINED.join(", ")) })
}

/// The file of a model's weights.
pub fn weights_path(dir: &Path, model: &str) -> PathBuf {
    dir.join(format!("{model}.safetensors"))
}

/// A model from its weights, on the CPU.
pub fn load_model(dir: &Path, model: &str) -> Result<Box<dyn Recommender>, CliError> {
    let file = weights_path(dir, model);
    let bytes = std::fs::read(&file).map_err(|source| CliError::File { file: file.clone(), source })?;
    let weights = WeightsFile::from_bytes(&bytes).and_then(|weights| load(weights, &Device::flex()));
    weights.map_err(|source| CliError::Weights { file, source })
}
