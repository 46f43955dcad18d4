//! `konomi tune`: a seeded random search of a model's values on validation users (Bergstra and Bengio 2012).

use super::{CliError, inputs};
use crate::evaluate::{Split, ndcg_at_100};
use crate::models::Workshop;
use burn::tensor::Device;
use konomi::recommend::load;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// The name of a model.
    #[arg(long)]
    model: String,
    /// The folder of the CSVs (plain or .gz).
    #[arg(long)]
    data: PathBuf,
    /// How many values are tried beside those of the configuration.
    #[arg(long, default_value_t = 20)]
    trials: usize,
    /// The values and the split follow from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The values to start from; those that come with the program without it.
    #[arg(long)]
    config: Option<PathBuf>,
    /// Every trial is added to this file as a line of JSON.
    #[arg(long)]
    log: Option<PathBuf>,
}

/// One trial.
#[derive(Serialize)]
struct Trial<'a> {
    model: &'a str,
    seed: u64,
    trial: usize,
    validation: f64,
    seconds: f64,
    values: &'a toml::Table,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    let entry = inputs::model(&options.model)?;
    let lists = inputs::lists(&options.data)?;
    let catalogue = inputs::catalogue(&options.data)?;
    let config = inputs::config(options.config.as_deref())?;
    let start = config.of(entry.name)?.clone();
    // The users that are reported on stay out of the search altogether.
    let split = Split::new(&lists, options.seed);
    let workshop = Workshop::new(&split.train, &split.validation, &catalogue, config, options.seed)?;
    let mut random = ChaCha8Rng::seed_from_u64(options.seed);
    let mut best: Option<(f64, toml::Table)> = None;
    for trial in 0..=options.trials {
        let values = match trial {
            0 => start.clone(),
            _ => match entry.vary(&start, &mut random)? {
                Some(values) => values,
                None => break,
            },
        };
        let trained = workshop.train_with(entry, &values)?;
        let seconds = trained.seconds;
        let model = load(trained.file, &Device::flex()).map_err(crate::train::TrainError::from)?;
        let validation = ndcg_at_100(model.as_ref(), &workshop.cases);
        let line = Trial { model: entry.name, seed: options.seed, trial, validation, seconds, values: &values };
        let line = serde_json::to_string(&line)?;
        println!("{line}");
        if let Some(file) = &options.log {
            let failed = |source| CliError::File { file: file.clone(), source };
            let mut log = OpenOptions::new().create(true).append(true).open(file).map_err(failed)?;
            writeln!(log, "{line}").map_err(failed)?;
        }
        if best.as_ref().is_none_or(|(best, _)| validation > *best) {
            best = Some((validation, values));
        }
    }
    if let Some((validation, values)) = best {
        println!("\n# validation NDCG@100 {validation:.4}\n[{}]\n{values}", entry.name);
    }
    Ok(())
}
