//! `konomi bench`: how fast this machine prepares the data, recommends and trains.

use super::{CliError, inputs};
use crate::dataset::{UserList, frequent_items, known_picks};
use crate::models::{self, Entry, Workshop};
use crate::parallel;
use crate::train::{ITEM_LEAST, TrainingDevice, Validation};
use konomi::engine::protocol::ModelName;
use konomi::recommend::rank;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Instant;

#[derive(clap::Args)]
pub struct Options {
    /// The folder of the CSVs (plain or .gz).
    #[arg(long)]
    data: PathBuf,
    /// The folder of the weights that recommend.
    #[arg(long, default_value = "static/model")]
    weights: PathBuf,
    /// Only what has this word in its name, such as prepare, recommend, train, or a model.
    #[arg(long)]
    only: Option<String>,
    /// Where the networks' gradients are computed.
    #[arg(long, value_enum, default_value_t)]
    device: TrainingDevice,
    /// Where the figures go as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

/// Visitors that lists are made for, and titles in each list.
const VISITORS: usize = 400;
const TOP: usize = 20;
/// Each kind of work is done so often; the median counts.
const ROUNDS: usize = 3;
/// Epochs of a training; the last one counts.
const EPOCHS: i64 = 3;

/// One figure.
#[derive(Serialize)]
struct Speed {
    what: String,
    /// How much a second.
    a_second: f64,
    unit: &'static str,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    options.device.open()?;
    let wants = |what: &str| options.only.as_ref().is_none_or(|word| what.contains(word.as_str()));
    let mut speeds = Vec::new();
    if wants("prepare") {
        speeds.push(prepare(&options.data)?);
    }
    let lists = inputs::lists(&options.data)?;
    let in_the_page = |entry: &&Entry| ModelName::from_slug(entry.name).is_some();
    for entry in models::ALL.iter().filter(in_the_page) {
        let what = format!("recommend {}", entry.name);
        if wants(&what) {
            speeds.push(recommend(what, entry, &options.weights, &lists)?);
        }
    }
    let catalogue = inputs::catalogue(&options.data)?;
    let items = frequent_items(&lists, ITEM_LEAST, false);
    let config = inputs::config(None)?;
    let workshop = Workshop::with_items(&lists, items, Validation::None, &catalogue, config, 1)?;
    let workshop = workshop.on_device(options.device);
    for entry in &models::ALL {
        let what = format!("train {}", entry.name);
        if wants(&what)
            && let Some(speed) = train(what, entry, &workshop)?
        {
            speeds.push(speed);
        }
    }
    println!("| | a second | |\n|---|--:|---|");
    for Speed { what, a_second, unit } in &speeds {
        println!("| {what} | {a_second:.0} | {unit} |");
    }
    if let Some(file) = &options.json {
        let json = serde_json::to_string_pretty(&speeds)? + "\n";
        std::fs::write(file, json).map_err(|source| CliError::File { file: file.clone(), source })?;
    }
    Ok(())
}

/// The median of some rounds' seconds.
fn seconds<T>(mut work: impl FnMut() -> Result<T, CliError>) -> Result<(T, f64), CliError> {
    let mut timed = || {
        let started = Instant::now();
        work().map(|done| (done, started.elapsed().as_secs_f64()))
    };
    let mut rounds = (0..ROUNDS).map(|_| timed()).collect::<Result<Vec<_>, _>>()?;
    rounds.sort_by(|a, b| a.1.total_cmp(&b.1));
    Ok(rounds.swap_remove(ROUNDS / 2))
}

/// Rows of all tables from CSV to the page's files.
fn prepare(data: &Path) -> Result<Speed, CliError> {
    let out = std::env::temp_dir().join(format!("konomi-bench-{}", std::process::id()));
    let failed = |source| CliError::File { file: out.clone(), source };
    std::fs::create_dir_all(&out).map_err(failed)?;
    let done = seconds(|| Ok(crate::prepare::prepare(data, &out)?));
    std::fs::remove_dir_all(&out).map_err(failed)?;
    let (report, seconds) = done?;
    let rows = report.data_set.anime as usize + report.data_set.ratings as usize + report.members.all;
    Ok(Speed {
        what: "prepare".to_owned(),
        a_second: rows as f64 / seconds,
        unit: "rows of anime, ratings and members",
    })
}

/// Lists for users of the data, each with all that is on the user's list, on all cores.
fn recommend(what: String, entry: &Entry, weights: &Path, lists: &[UserList]) -> Result<Speed, CliError> {
    let model = inputs::load_model(weights, entry.name)?;
    let step = (lists.len() / VISITORS).max(1);
    let visitors: Vec<_> =
        lists.iter().step_by(step).take(VISITORS).map(|list| known_picks(list, model.items(), true)).collect();
    let list = |picks: &Vec<konomi::recommend::KnownPick>| {
        let scores = model.scan(&model.fold_in(picks)).wait();
        rank(&scores, TOP, |row| picks.binary_search_by_key(&row, |pick| pick.row).is_err()).len()
    };
    let (_, seconds) = seconds(|| Ok(parallel::map(&visitors, list)))?;
    Ok(Speed { what, a_second: visitors.len() as f64 / seconds, unit: "visitors" })
}

/// Samples in the last of a few epochs; `None` for a model that has no samples.
fn train(what: String, entry: &'static Entry, workshop: &Workshop) -> Result<Option<Speed>, CliError> {
    let mut values = workshop.values_of(entry)?.clone();
    // The halves of NCF are models of their own here.
    values.remove("halves");
    for (name, few) in [("epochs", EPOCHS), ("rounds", EPOCHS), ("round", 1), ("patience", EPOCHS)] {
        values.get_mut(name).into_iter().for_each(|value| *value = toml::Value::Integer(few));
    }
    let is_by_samples = ["epochs", "rounds"].iter().any(|name| values.contains_key(*name));
    if !is_by_samples {
        return Ok(None);
    }
    let trained = workshop.train_with(entry, &values)?;
    let speed = |epochs: crate::train::Epochs| Speed { what, a_second: epochs.samples_a_second, unit: "samples" };
    Ok(trained.epochs.map(speed))
}
