//! `konomi tune`: a seeded random search of a model's values on validation users (Bergstra and Bengio 2012).

use super::{CliError, inputs};
use crate::data::MovieLensDir;
use crate::evaluate::{LeaveOneOut, Split};
use crate::models::{Config, Entry, Workshop};
use crate::train::Form;
use konomi::catalog::{Catalogue, DataSet};
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
    #[serde(skip_serializing_if = "Option::is_none")]
    epochs: Option<usize>,
    values: &'a toml::Table,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    let entry = inputs::model(&options.model)?;
    match MovieLensDir::open(&options.data) {
        Some(films) => {
            let config = options.config.as_deref().map_or_else(Config::movielens, Config::from_file)?;
            let split = LeaveOneOut::for_validation(films.viewers().map_err(CliError::Data)?, options.seed);
            let catalogue = Catalogue::new(Vec::new(), DataSet::default());
            search(options, entry, &split.workshop(&catalogue, config, options.seed)?)
        }
        None => {
            let (lists, catalogue) = (inputs::lists(&options.data)?, inputs::catalogue(&options.data)?);
            let config = inputs::config(options.config.as_deref())?;
            // The users that are reported on stay out of the search altogether.
            let split = Split::new(&lists, options.seed);
            let workshop = Workshop::new(&split.train, &split.validation, &catalogue, config, options.seed)?;
            search(options, entry, &workshop)
        }
    }
}

fn search(options: &Options, entry: &'static Entry, workshop: &Workshop) -> Result<(), CliError> {
    let start = workshop.values_of(entry)?.clone();
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
        let (seconds, epochs) = (trained.seconds, trained.epochs.map(|epochs| epochs.best));
        let model = trained.recommender(Form::Whole).map_err(crate::train::TrainError::from)?;
        let in_a_fold_in = trained.users.as_ref().filter(|_| workshop.validation.cases().is_empty());
        let validation = workshop.validation.figure(model.as_ref(), in_a_fold_in);
        let line = Trial { model: entry.name, seed: options.seed, trial, validation, seconds, epochs, values: &values };
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
        println!("\n# validation {validation:.4}\n[{}]\n{values}", entry.name);
    }
    Ok(())
}
