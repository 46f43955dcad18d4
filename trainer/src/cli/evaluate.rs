//! `konomi evaluate`.

use super::tables::write_figures;
use super::{CliError, inputs};
use crate::data::MovieLensDir;
use crate::evaluate::{
    Among, FoldIn, LeaveOneOut, Measurement, PublishedSplit, RATING_MODELS, markdown, rating, start,
};
use crate::models::{self, Config};
use konomi::catalog::{Catalogue, DataSet};
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Protocol {
    /// Users that no training saw: 80 % of a list in, 20 % to find.
    FoldIn,
    /// One title of each user left out, to be ranked above 99 that were drawn.
    Loo,
    /// The same, to be ranked above all that the user does not have.
    LooAll,
    /// Ratings that no training saw.
    Rating,
    /// Users that no training saw, who pick titles out of grids, as newcomers on the page do.
    Start,
}

#[derive(clap::Args)]
pub struct Options {
    /// How to measure; `loo,loo-all` trains once for both.
    #[arg(long, required = true, value_delimiter = ',')]
    protocol: Vec<Protocol>,
    /// The folder of the CSVs (plain or .gz); for loo and loo-all also one with MovieLens-1M in the NCF paper's split.
    #[arg(long)]
    data: PathBuf,
    /// Which models; all that the protocol knows without it.
    #[arg(long, value_delimiter = ',')]
    model: Vec<String>,
    /// How many seeds, from 1.
    #[arg(long, default_value_t = 3)]
    seeds: u64,
    /// Also measure the weights in 16 and 8 bits, and in as few as the page has (fold-in).
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
    let mut measurements: Vec<Measurement> = Vec::new();
    match options.protocol.as_slice() {
        [Protocol::FoldIn] => fold_in(options, &mut measurements)?,
        [Protocol::Rating] => ratings(options, &mut measurements)?,
        [Protocol::Start] => newcomers(options, &mut measurements)?,
        protocols if protocols.iter().all(|protocol| matches!(protocol, Protocol::Loo | Protocol::LooAll)) => {
            leave_one_out(options, protocols, &mut measurements)?;
        }
        _ => return Err(CliError::Protocols),
    }
    if let Some(file) = &options.figures {
        write_figures(file, &measurements)?;
    }
    print!("{}", markdown(&measurements));
    Ok(())
}

/// The models that were asked for; all of `known` where none was.
fn chosen(options: &Options, known: Vec<&str>) -> Result<Vec<String>, CliError> {
    if let Some(name) = options.model.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(CliError::Model { name: name.clone(), known: known.join(", ") });
    }
    Ok(match options.model.as_slice() {
        [] => known.into_iter().map(str::to_owned).collect(),
        chosen => chosen.to_vec(),
    })
}

/// After every seed, so that a long evaluation that is cut off leaves what it has.
fn save(options: &Options, measurements: &[Measurement]) -> Result<(), CliError> {
    match &options.json {
        Some(file) => write(file, serde_json::to_string_pretty(measurements)? + "\n"),
        None => Ok(()),
    }
}

fn write(file: &Path, text: String) -> Result<(), CliError> {
    std::fs::write(file, text).map_err(|source| CliError::File { file: file.to_owned(), source })
}

fn fold_in(options: &Options, measurements: &mut Vec<Measurement>) -> Result<(), CliError> {
    let chosen = chosen(options, models::ALL.iter().map(|entry| entry.name).collect())?;
    let entries: Vec<_> = chosen.iter().filter_map(|name| models::find(name)).collect();
    let lists = inputs::lists(&options.data)?;
    if let Some(file) = &options.split {
        return write(file, serde_json::to_string(&PublishedSplit::new(&lists, 1))? + "\n");
    }
    let protocol = FoldIn {
        lists: &lists,
        catalogue: &inputs::catalogue(&options.data)?,
        sources: &inputs::sources(&options.data)?,
        config: &inputs::config(options.config.as_deref())?,
        compressed: options.compressed,
    };
    for seed in 1..=options.seeds {
        measurements.extend(protocol.measure(&entries, seed)?);
        save(options, measurements)?;
    }
    Ok(())
}

fn ratings(options: &Options, measurements: &mut Vec<Measurement>) -> Result<(), CliError> {
    let chosen = chosen(options, RATING_MODELS.to_vec())?;
    let (lists, config) = (inputs::lists(&options.data)?, inputs::config(options.config.as_deref())?);
    for seed in 1..=options.seeds {
        measurements.extend(rating(&lists, &chosen, &config, seed)?);
        save(options, measurements)?;
    }
    Ok(())
}

/// After how many picks a newcomer's list is measured.
const PICKS: [usize; 2] = [3, 5];

fn newcomers(options: &Options, measurements: &mut Vec<Measurement>) -> Result<(), CliError> {
    let (lists, catalogue) = (inputs::lists(&options.data)?, inputs::catalogue(&options.data)?);
    let config = inputs::config(options.config.as_deref())?;
    for seed in 1..=options.seeds {
        measurements.extend(start(&lists, &catalogue, &config, &PICKS, seed)?);
        save(options, measurements)?;
    }
    Ok(())
}

fn leave_one_out(
    options: &Options,
    protocols: &[Protocol],
    measurements: &mut Vec<Measurement>,
) -> Result<(), CliError> {
    let of = |protocol: &Protocol| if *protocol == Protocol::Loo { Among::Drawn } else { Among::All };
    let among: Vec<Among> = protocols.iter().map(of).collect();
    let films = MovieLensDir::open(&options.data);
    let known = models::ALL.iter().map(|entry| entry.name);
    // Films have no facts here, and no ratings that could be told from their being seen.
    let known = known.filter(|name| films.is_none() || inputs::FILM_MODELS.contains(name));
    let chosen = chosen(options, known.collect())?;
    let entries: Vec<_> = chosen.iter().filter_map(|name| models::find(name)).collect();
    let (split, catalogue) = match &films {
        Some(films) => {
            (Some(LeaveOneOut::of_viewers(films.viewers()?)), Catalogue::new(Vec::new(), DataSet::default()))
        }
        None => (None, inputs::catalogue(&options.data)?),
    };
    let config = match (&options.config, &films) {
        (None, Some(_)) => Config::movielens()?,
        (file, _) => inputs::config(file.as_deref())?,
    };
    let lists = if films.is_none() { inputs::lists(&options.data)? } else { Vec::new() };
    for seed in 1..=options.seeds {
        let drawn = split.is_none().then(|| LeaveOneOut::drawn(&lists, seed));
        if let Some(split) = split.as_ref().or(drawn.as_ref()) {
            measurements.extend(split.measure(&entries, &among, &catalogue, &config, seed)?);
        }
        save(options, measurements)?;
    }
    Ok(())
}
