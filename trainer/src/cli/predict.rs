//! `konomi predict`: what a model expects of users that it was trained with.

use super::{CliError, inputs};
use crate::train::{Samples, known_users, predict};
use burn::tensor::Device;
use konomi::catalog::AnimeId;
use konomi::model::{Architecture, WeightsFile};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// The folder of the weights, as `import-keras` writes them.
    #[arg(long)]
    weights: PathBuf,
    /// recommender-net or ncf.
    #[arg(long)]
    model: String,
    /// A JSON array of objects with a user_id and an anime_id.
    #[arg(long)]
    pairs: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Pair {
    user_id: u32,
    anime_id: u32,
    #[serde(default)]
    prediction: f32,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    let path = inputs::weights_path(&options.weights, inputs::model(&options.model)?.name);
    let failed = |source| CliError::Weights { file: path.clone(), source };
    let bytes = std::fs::read(&path).map_err(|source| CliError::File { file: path.clone(), source })?;
    let file = WeightsFile::from_bytes(&bytes).map_err(failed)?;
    let (ids, users) = known_users::read(&file).map_err(failed)?;
    let text = std::fs::read_to_string(&options.pairs)
        .map_err(|source| CliError::File { file: options.pairs.clone(), source })?;
    let mut pairs: Vec<Pair> = serde_json::from_str(&text)?;
    let row_of_user: HashMap<u32, usize> = ids.iter().enumerate().map(|(row, id)| (*id, row)).collect();
    let unknown = |reason: String| CliError::Pairs { file: options.pairs.clone(), reason };
    let mut samples = Samples::default();
    for pair in &pairs {
        let user = row_of_user.get(&pair.user_id);
        let user = *user.ok_or_else(|| unknown(format!("the model was not trained with the user {}", pair.user_id)))?;
        let item = file.items.row(&AnimeId(pair.anime_id));
        let item = item.ok_or_else(|| unknown(format!("the model does not know the anime {}", pair.anime_id)))?;
        samples.push(user as u32, item as u32, 0.0);
    }
    let predictions = match file.architecture {
        Architecture::RecommenderNet => {
            predict(&file.recommender_net(&Device::flex()).map_err(failed)?, &users, &file.rows, &samples)
        }
        _ => predict(&file.neu_mf(&Device::flex()).map_err(failed)?, &users, &file.rows, &samples),
    };
    pairs.iter_mut().zip(predictions).for_each(|(pair, prediction)| pair.prediction = prediction);
    println!("{}", serde_json::to_string_pretty(&pairs)?);
    Ok(())
}
