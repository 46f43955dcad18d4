//! `konomi evaluate`.

use super::{CliError, inputs};
use crate::evaluate::{FoldIn, Measurement, PublishedSplit, RATING_MODELS, figures, markdown, rating};
use crate::models;
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
    /// The values that the models are trained with; those that come with the program without it.
    #[arg(long)]
    config: Option<PathBuf>,
    /// Where the users and titles of the first seed go as JSON, for an independent computation; nothing is measured then.
    #[arg(long)]
    split: Option<PathBuf>,
    /// Where the means go that the page shows.
    #[arg(long)]
    figures: Option<PathBuf>,
    /// Where the figures go as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    let known: Vec<&str> = match options.protocol {
        Protocol::FoldIn => models::ALL.iter().map(|entry| entry.name).collect(),
        Protocol::Rating => RATING_MODELS.to_vec(),
    };
    if let Some(name) = options.model.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(CliError::Model { name: name.clone(), known: known.join(", ") });
    }
    let chosen: Vec<String> = match options.model.as_slice() {
        [] => known.iter().map(|name| (*name).to_owned()).collect(),
        chosen => chosen.to_vec(),
    };
    let entries: Vec<_> = chosen.iter().filter_map(|name| models::find(name)).collect();
    let lists = inputs::lists(&options.data)?;
    if let Some(file) = &options.split {
        let json = serde_json::to_string(&PublishedSplit::new(&lists, 1))? + "\n";
        return std::fs::write(file, json).map_err(|source| CliError::File { file: file.clone(), source });
    }
    let catalogue = inputs::catalogue(&options.data)?;
    let sources = inputs::sources(&options.data)?;
    let config = inputs::config(options.config.as_deref())?;
    let protocol = FoldIn {
        lists: &lists,
        catalogue: &catalogue,
        sources: &sources,
        config: &config,
        compressed: options.compressed,
    };
    let mut measurements: Vec<Measurement> = Vec::new();
    for seed in 1..=options.seeds {
        measurements.extend(match options.protocol {
            Protocol::FoldIn => protocol.measure(&entries, seed)?,
            Protocol::Rating => rating(&lists, &chosen, seed)?,
        });
        if let Some(file) = &options.json {
            // After every seed, so that a long evaluation that is cut off leaves what it has.
            let json = serde_json::to_string_pretty(&measurements)? + "\n";
            std::fs::write(file, json).map_err(|source| CliError::File { file: file.clone(), source })?;
        }
    }
    if let Some(file) = &options.figures {
        let json = serde_json::to_string_pretty(&figures(&measurements))? + "\n";
        std::fs::write(file, json).map_err(|source| CliError::File { file: file.clone(), source })?;
    }
    print!("{}", markdown(&measurements));
    Ok(())
}
