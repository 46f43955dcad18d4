//! What several commands read: the users' lists and the models' weights.

use super::CliError;
use crate::data::{Faults, KaggleDir};
use crate::dataset::{UserList, join};
use crate::models::{self, Config, Entry};
use burn::tensor::Device;
use konomi::catalog::{Catalogue, DataSet, UserId};
use konomi::model::WeightsFile;
use konomi::recommend::{Blend, Recommender, load};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The models that need lists alone, and so can learn of films as of anime.
pub const FILM_MODELS: [&str; 10] =
    ["popularity", "item-knn", "als", "ease", "edlae", "mf", "gmf", "mlp", "ncf-scratch", "ncf"];

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

/// The facts of the anime; rows that could not be used are reported on stderr.
pub fn catalogue(data: &Path) -> Result<Catalogue, CliError> {
    let (rows, faults) = KaggleDir::open(data)?.anime()?;
    say(&faults);
    Ok(Catalogue::new(rows.into_iter().map(|row| row.anime).collect(), DataSet::default()))
}

/// Which crawl each user comes from; nothing where the data do not say.
pub fn sources(data: &Path) -> Result<BTreeMap<UserId, String>, CliError> {
    Ok(KaggleDir::open(data)?.sources()?.unwrap_or_default())
}

/// The values that models are trained with.
pub fn config(file: Option<&Path>) -> Result<Config, CliError> {
    Ok(file.map_or_else(Config::built_in, Config::from_file)?)
}

/// The model of that name: `default` is the page's default.
pub fn model(name: &str) -> Result<&'static Entry, CliError> {
    let known = || models::ALL.iter().map(|entry| entry.name).collect::<Vec<_>>().join(", ");
    models::find(if name == "default" { models::DEFAULT } else { name })
        .ok_or_else(|| CliError::Model { name: name.to_owned(), known: format!("default, {}", known()) })
}

/// The file of a model's weights.
pub fn weights_path(dir: &Path, model: &str) -> PathBuf {
    dir.join(format!("{model}.safetensors"))
}

/// A model from its weights, on the CPU; the members of a blend from the files beside it.
pub fn load_model(dir: &Path, model: &str) -> Result<Box<dyn Recommender>, CliError> {
    let file = weights_path(dir, model);
    let bytes = std::fs::read(&file).map_err(|source| CliError::File { file: file.clone(), source })?;
    let failed = |source| CliError::Weights { file: file.clone(), source };
    let weights = WeightsFile::from_bytes(&bytes).map_err(failed)?;
    let mut members: BTreeMap<String, Arc<dyn Recommender>> = BTreeMap::new();
    for member in Blend::members(&weights) {
        members.insert(member.to_owned(), load_model(dir, member)?.into());
    }
    load(weights, &Device::flex(), |name| members.get(name).cloned()).map_err(failed)
}
