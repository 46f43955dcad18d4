//! `konomi train`.

use super::{CliError, inputs};
use crate::train::{INTERRUPTED, TrainedModel, train_ncf, train_recommender_net};
use burn::tensor::Device;
use konomi::model::{Precision, WeightsError, WeightsFile};
use konomi::recommend::{KnownAnswer, KnownPick, load};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

#[derive(clap::Args)]
pub struct Options {
    /// ncf, recommender-net, or all.
    #[arg(long)]
    model: String,
    /// The folder of the CSVs (plain or .gz).
    #[arg(long)]
    data: PathBuf,
    /// Where the weights and their metrics go.
    #[arg(long, default_value = "static/model")]
    out: PathBuf,
    /// Every random number of the training follows from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// How a model came about, written beside its weights.
#[derive(Serialize)]
struct Metrics<'a> {
    model: &'a str,
    seed: u64,
    items: usize,
    epoch: usize,
    validation: f64,
    train_seconds: f64,
    samples_a_second: f64,
}

/// Users whose lists choose the epoch of a model on implicit feedback.
const VALIDATION_USERS: usize = 300;

pub fn run(options: &Options) -> Result<(), CliError> {
    let models = match options.model.as_str() {
        "all" => inputs::TRAINED.to_vec(),
        name => vec![inputs::model_name(name)?],
    };
    ctrlc::set_handler(|| {
        // The second time the person means it.
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        eprintln!("stopping; the best weights so far are kept (once more ends it at once)");
    })?;
    let lists = inputs::lists(&options.data)?;
    for model in models {
        // Whoever stopped one model does not wait for the next.
        if INTERRUPTED.load(Ordering::Relaxed) {
            eprintln!("{model} is not trained");
            continue;
        }
        let trained = match model {
            "ncf" => {
                let mut lists = lists.clone();
                lists.shuffle(&mut ChaCha8Rng::seed_from_u64(options.seed));
                let validation = lists.split_off(lists.len().saturating_sub(VALIDATION_USERS));
                lists.sort_by_key(|list| list.user);
                train_ncf(&lists, &validation, options.seed)?
            }
            _ => train_recommender_net(&lists, options.seed)?,
        };
        write(options, model, &trained)?;
    }
    Ok(())
}

/// The file's bytes as the page embeds them, in 8 bits, with scores that these very bytes give.
fn with_known_answer(file: &WeightsFile) -> Result<Vec<u8>, WeightsError> {
    let mut file = WeightsFile::from_bytes(&file.to_bytes(Precision::Byte)?)?;
    let model = load(file.clone(), &Device::flex())?;
    let picks: Vec<KnownPick> = (0..5).map(|row| KnownPick { row, strength: 1.0, rating: 9.0 }).collect();
    let visitor = model.fold_in(&picks);
    let scores: Vec<f32> = model.scan(&visitor).into_data().iter::<f32>().collect();
    KnownAnswer::new(visitor, &scores).store(&mut file);
    file.to_bytes(Precision::Byte)
}

/// Writes a file in one step, so that there is never half of one in the place of a good one.
fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = file.with_extension("part");
    std::fs::write(&unfinished, bytes)?;
    std::fs::rename(&unfinished, file)
}

fn write(options: &Options, model: &str, trained: &TrainedModel) -> Result<(), CliError> {
    let file = inputs::weights_path(&options.out, model);
    let bytes = with_known_answer(&trained.file).map_err(|source| CliError::Weights { file: file.clone(), source })?;
    let metrics = Metrics {
        model,
        seed: options.seed,
        items: trained.file.items.len(),
        epoch: trained.epoch,
        validation: trained.validation,
        train_seconds: trained.seconds,
        samples_a_second: trained.samples_a_second,
    };
    let json = serde_json::to_string_pretty(&metrics)? + "\n";
    let metrics_file = options.out.join(format!("{model}.json"));
    let failed = |file: &PathBuf| {
        let file = file.clone();
        move |source| CliError::File { file, source }
    };
    std::fs::create_dir_all(&options.out).map_err(failed(&options.out))?;
    replace(&file, &bytes).map_err(failed(&file))?;
    replace(&metrics_file, json.as_bytes()).map_err(failed(&metrics_file))?;
    println!("{}: {} anime, {} kB, best at epoch {}", file.display(), metrics.items, bytes.len() / 1000, metrics.epoch);
    Ok(())
}
