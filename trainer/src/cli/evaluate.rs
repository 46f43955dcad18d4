//! `konomi evaluate`.

use super::{CliError, inputs};
use crate::evaluate::{FOLD_IN_MODELS, Measurement, RATING_MODELS, fold_in, markdown, rating};
use konomi::model::Precision;
use std::path::PathBuf;

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Protocol {
    /// Users that no training saw: 80 % of a list in, 20 % to find.
    FoldIn,
    /// Ratings that no training saw.
    Rating,
}

#[derive(clap::Args)]
pub struct Options {
    /// How to measure.
    #[arg(long)]
    protocol: Protocol,
    /// The folder of the CSVs (plain or .gz).
    #[arg(long)]
    data: PathBuf,
    /// Which models; all that the protocol knows without it.
    #[arg(long, value_delimiter = ',')]
    model: Vec<String>,
    /// How many seeds, from 1.
    #[arg(long, default_value_t = 3)]
    seeds: u64,
    /// Also measure the weights in 16 and 8 bits (fold-in).
    #[arg(long)]
    compressed: bool,
    /// Where the figures go as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    let known: &[&str] = match options.protocol {
        Protocol::FoldIn => &FOLD_IN_MODELS,
        Protocol::Rating => &RATING_MODELS,
    };
    if let Some(name) = options.model.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(CliError::Model { name: name.clone(), known: known.join(", ") });
    }
    let models: Vec<String> = match options.model.as_slice() {
        [] => known.iter().map(|name| (*name).to_owned()).collect(),
        chosen => chosen.to_vec(),
    };
    let precisions: &[Precision] =
        if options.compressed { &[Precision::Single, Precision::Half, Precision::Byte] } else { &[Precision::Single] };
    let lists = inputs::lists(&options.data)?;
    let mut measurements: Vec<Measurement> = Vec::new();
    for seed in 1..=options.seeds {
        measurements.extend(match options.protocol {
            Protocol::FoldIn => fold_in(&lists, &models, precisions, seed)?,
            Protocol::Rating => rating(&lists, &models, seed)?,
        });
        if let Some(file) = &options.json {
            // After every seed, so that a long evaluation that is cut off leaves what it has.
            let json = serde_json::to_string_pretty(&measurements)? + "\n";
            std::fs::write(file, json).map_err(|source| CliError::File { file: file.clone(), source })?;
        }
    }
    print!("{}", markdown(&measurements));
    Ok(())
}
