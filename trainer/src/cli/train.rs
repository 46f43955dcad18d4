//! `konomi train`.

use super::{CliError, inputs, map, people};
use crate::models::{self, Workshop};
use crate::train::{Form, INTERRUPTED, TrainedModel, TrainingDevice};
use konomi::engine::protocol::ModelName;
use konomi::model::{Precision, WeightsError};
use konomi::recommend::{KnownAnswer, KnownPick, Opinion};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

#[derive(clap::Args)]
pub struct Options {
    /// The names of models, with commas between (what several have in common is trained once), or all: every one that the
    /// page offers, and with them the map and the sample of people.
    #[arg(long)]
    model: String,
    /// The folder of the CSVs (plain or .gz).
    #[arg(long)]
    data: PathBuf,
    /// Where the weights and their metrics go.
    #[arg(long, default_value = "static/model")]
    out: PathBuf,
    /// Where the map and the sample of people go, with all.
    #[arg(long, default_value = "static/data")]
    tables: PathBuf,
    /// Every random number of the training follows from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Go on where a training was interrupted.
    #[arg(long)]
    resume: bool,
    /// The values that the models are trained with; those that come with the program without it.
    #[arg(long)]
    config: Option<PathBuf>,
    /// Where the networks' gradients are computed.
    #[arg(long, value_enum, default_value_t)]
    device: TrainingDevice,
}

/// How a model came about, written beside its weights.
#[derive(Serialize)]
struct Metrics<'a> {
    model: &'a str,
    seed: u64,
    items: usize,
    bytes: usize,
    train_seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    epoch: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    validation: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    samples_a_second: Option<f64>,
}

/// Users whose lists choose the epoch of a model on implicit feedback.
const VALIDATION_USERS: usize = 300;

pub fn run(options: &Options) -> Result<(), CliError> {
    let chosen: Vec<&models::Entry> = match options.model.as_str() {
        // What the page offers; the others are for comparison.
        "all" => models::ALL.iter().filter(|entry| ModelName::from_slug(entry.name).is_some()).collect(),
        names => names.split(',').map(inputs::model).collect::<Result<_, _>>()?,
    };
    options.device.open()?;
    ctrlc::set_handler(|| {
        // The second time the person means it.
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        eprintln!("stopping; the best weights so far are kept (once more ends it at once)");
    })?;
    let mut lists = inputs::lists(&options.data)?;
    let catalogue = inputs::catalogue(&options.data)?;
    lists.shuffle(&mut ChaCha8Rng::seed_from_u64(options.seed));
    let validation = lists.split_off(lists.len().saturating_sub(VALIDATION_USERS));
    lists.sort_by_key(|list| list.user);
    let config = inputs::config(options.config.as_deref())?;
    let failed = |source| CliError::File { file: options.out.clone(), source };
    std::fs::create_dir_all(&options.out).map_err(failed)?;
    if let Some(file) = interrupted(&options.out).map_err(failed)?.filter(|_| !options.resume) {
        return Err(CliError::Unfinished { file });
    }
    let workshop = Workshop::new(&lists, &validation, &catalogue, config, options.seed)?;
    let workshop = workshop.with_checkpoints(options.out.clone()).on_device(options.device);
    for entry in chosen {
        // Whoever stopped one model does not wait for the next.
        if INTERRUPTED.load(Ordering::Relaxed) {
            eprintln!("{} is not trained", entry.name);
            continue;
        }
        write(options, entry.name, workshop.train(entry)?.as_ref())?;
    }
    if options.model == "all" && !INTERRUPTED.load(Ordering::Relaxed) {
        std::fs::create_dir_all(&options.tables)
            .map_err(|source| CliError::File { file: options.tables.clone(), source })?;
        map::run(&map::Options {
            weights: options.out.clone(),
            model: map::MODEL.to_owned(),
            out: options.tables.join(map::FILE),
        })?;
        people::run(&people::Options {
            data: options.data.clone(),
            weights: options.out.clone(),
            sample: people::SAMPLE,
            seed: options.seed,
            out: options.tables.join(people::FILE),
        })?;
    }
    Ok(())
}

/// What an earlier training left when it was interrupted.
fn interrupted(folder: &Path) -> std::io::Result<Option<PathBuf>> {
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "checkpoint") {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// The file's bytes as the page has them, with scores that these very bytes give.
fn with_known_answer(trained: &TrainedModel) -> Result<Vec<u8>, WeightsError> {
    let precision = Precision::Bits(trained.bits);
    let form = Form::Page(precision);
    let mut file = trained.file_in(form)?;
    let model = trained.load(file.clone(), form)?;
    let picks: Vec<KnownPick> = (0..5).map(|row| KnownPick::new(row, Opinion::Liked)).collect();
    let visitor = model.fold_in(&picks);
    let scores = model.scan(&visitor).wait();
    KnownAnswer::new(visitor, &scores).store(&mut file);
    file.to_bytes(precision)
}

/// Writes a file in one step, so that there is never half of one in the place of a good one.
fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = file.with_extension("part");
    std::fs::write(&unfinished, bytes)?;
    std::fs::rename(&unfinished, file)
}

fn write(options: &Options, model: &str, trained: &TrainedModel) -> Result<(), CliError> {
    let file = inputs::weights_path(&options.out, model);
    let bytes = with_known_answer(trained).map_err(|source| CliError::Weights { file: file.clone(), source })?;
    let metrics = Metrics {
        model,
        seed: options.seed,
        items: trained.file.items.len(),
        bytes: bytes.len(),
        train_seconds: trained.seconds,
        epoch: trained.epochs.map(|epochs| epochs.best),
        validation: trained.epochs.map(|epochs| epochs.validation),
        samples_a_second: trained.epochs.map(|epochs| epochs.samples_a_second),
    };
    let json = serde_json::to_string_pretty(&metrics)? + "\n";
    let metrics_file = options.out.join(format!("{model}.json"));
    let failed = |file: &PathBuf| {
        let file = file.clone();
        move |source| CliError::File { file, source }
    };
    replace(&file, &bytes).map_err(failed(&file))?;
    replace(&metrics_file, json.as_bytes()).map_err(failed(&metrics_file))?;
    // A blend holds the names of its members only, and is of these and no others.
    for (name, member) in &trained.members {
        write(options, name, member)?;
    }
    println!(
        "{}: {} anime, {} kB, {:.0} s",
        file.display(),
        metrics.items,
        metrics.bytes / 1000,
        metrics.train_seconds
    );
    Ok(())
}
