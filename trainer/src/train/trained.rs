//! A trained model and how it came about.

use super::TrainError;
use crate::evaluate::FoldInCase;
use burn::tensor::Device;
use konomi::model::WeightsFile;
use konomi::recommend::{Calibration, load};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;
use std::time::Instant;

/// A trained model and how it came about.
pub struct TrainedModel {
    /// Its weights, whole.
    pub file: WeightsFile,
    /// Its weights as the page has them, where they are not the whole.
    pub page_file: Option<WeightsFile>,
    /// Wall-clock time of the training.
    pub seconds: f64,
    /// How the epochs went, for a model that has any.
    pub epochs: Option<Epochs>,
}

/// How the epochs of a training went.
#[derive(Clone, Copy, Debug)]
pub struct Epochs {
    /// The best one, counted from 1.
    pub best: usize,
    /// The figure that chose it; higher is better.
    pub validation: f64,
    /// Samples a second in it.
    pub samples_a_second: f64,
}

/// The fewest picks that the calibration tells a model of.
const FEWEST: f64 = 3.0;
/// Titles that the calibration draws for each user to stand for all that are on no list.
const OTHERS: usize = 500;

impl TrainedModel {
    /// A model that is computed and not trained epoch by epoch; its scores are calibrated on these users.
    pub fn in_one_go(file: WeightsFile, started: Instant, cases: &[FoldInCase]) -> Result<Self, TrainError> {
        let seconds = started.elapsed().as_secs_f64();
        Ok(Self { file: calibrated(file, cases)?, page_file: None, seconds, epochs: None })
    }

    /// The model with a smaller form of its file for the page, calibrated on these users.
    pub fn with_page_file(mut self, file: WeightsFile, cases: &[FoldInCase]) -> Result<Self, TrainError> {
        self.page_file = Some(calibrated(file, cases)?);
        Ok(self)
    }

    /// The weights as the page has them.
    pub fn for_page(&self) -> &WeightsFile {
        self.page_file.as_ref().unwrap_or(&self.file)
    }
}

/// The file with the curve that says what its scores mean: the chance that a title is on the list of a user of whom a
/// part of the list is known, of any length from a few picks on.
fn calibrated(mut file: WeightsFile, cases: &[FoldInCase]) -> Result<WeightsFile, TrainError> {
    // Any rising curve, to load the model at all.
    Calibration { slope: 1.0, intercept: 0.0 }.store(&mut file);
    if cases.is_empty() {
        return Ok(file);
    }
    let model = load(file.clone(), &Device::flex())?;
    let items = model.items().len();
    let (mut on_list, mut others, mut stood_for) = (Vec::new(), Vec::new(), 0.0);
    let mut random = ChaCha8Rng::seed_from_u64(cases.len() as u64);
    for case in cases {
        let mut picks = case.picks.clone();
        picks.shuffle(&mut random);
        let longest = picks.len() as f64 / FEWEST;
        let told = picks.split_off((FEWEST * longest.powf(random.random())) as usize);
        let (known, _) = model.known(&picks);
        let scores = model.scan(&model.fold_in(&known)).wait();
        let rest: BTreeSet<usize> = (told.iter().map(|pick| &pick.anime_id).chain(&case.hidden))
            .filter_map(|id| model.items().row(id))
            .collect();
        on_list.extend(rest.iter().map(|&row| scores[row]));
        for _ in 0..OTHERS {
            let row = random.random_range(0..items);
            if !rest.contains(&row) && known.iter().all(|pick| pick.row != row) {
                others.push(scores[row]);
            }
        }
        stood_for += (items - rest.len() - known.len()) as f64;
    }
    let weight = stood_for / others.len().max(1) as f64;
    // Scores that tell nothing apart keep a curve that says little.
    let curve = Calibration::fit(&on_list, &others, weight).unwrap_or(Calibration { slope: 1.0, intercept: -2.0 });
    curve.store(&mut file);
    Ok(file)
}
