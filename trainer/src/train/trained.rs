//! A trained model and how it came about.

use super::TrainError;
use crate::evaluate::FoldInCase;
use burn::tensor::Device;
use konomi::model::{Matrix, Precision, WeightsError, WeightsFile};
use konomi::recommend::{Calibration, Recommender, Scored, load, rank};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

/// A trained model and how it came about.
pub struct TrainedModel {
    /// Its weights, whole.
    pub file: WeightsFile,
    /// Its weights as the page has them, where they are not the whole.
    pub page_file: Option<WeightsFile>,
    /// The visitors' rows of the users it was trained on, in their order, for a model that has any.
    pub users: Option<Matrix>,
    /// The models that it is a blend of, by name.
    pub members: BTreeMap<String, Rc<TrainedModel>>,
    /// How many bits a value of its rows has in the page's file.
    pub bits: u8,
    /// Wall-clock time of the training.
    pub seconds: f64,
    /// How the epochs went, for a model that has any.
    pub epochs: Option<Epochs>,
}

/// In which form a model is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// As it was trained.
    Whole,
    /// As the page has it.
    Page(Precision),
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
/// The highest-ranked titles on no list that it takes one by one.
const HIGHEST: usize = 100;

impl TrainedModel {
    /// A model that is its weights and nothing more.
    pub fn of_file(file: WeightsFile) -> Self {
        let (page_file, users, members, epochs) = Default::default();
        Self { file, page_file, users, members, bits: 8, seconds: 0.0, epochs }
    }

    /// A model that is computed and not trained epoch by epoch; its scores are calibrated on these users.
    pub fn in_one_go(file: WeightsFile, started: Instant, cases: &[FoldInCase]) -> Result<Self, TrainError> {
        let seconds = started.elapsed().as_secs_f64();
        Self { seconds, ..Self::of_file(file) }.calibrated(cases)
    }

    /// The model with a smaller form of its file for the page, calibrated on these users.
    pub fn with_page_file(mut self, file: WeightsFile, cases: &[FoldInCase]) -> Result<Self, TrainError> {
        self.page_file = Some(self.with_curve(file, cases)?);
        Ok(self)
    }

    /// The model with scores whose meaning was measured on these users.
    pub fn calibrated(mut self, cases: &[FoldInCase]) -> Result<Self, TrainError> {
        self.file = self.with_curve(self.file.clone(), cases)?;
        Ok(self)
    }

    /// Its weights in a form; those of a blend hold its members' names only.
    pub fn file_in(&self, form: Form) -> Result<WeightsFile, WeightsError> {
        match form {
            Form::Whole => Ok(self.file.clone()),
            Form::Page(precision) => {
                let file = self.page_file.as_ref().unwrap_or(&self.file);
                WeightsFile::from_bytes(&file.to_bytes(precision)?)
            }
        }
    }

    /// The model in a form, ready for visitors.
    pub fn recommender(&self, form: Form) -> Result<Box<dyn Recommender>, WeightsError> {
        self.load(self.file_in(form)?, form)
    }

    /// A file of this model's, with its members.
    pub fn load(&self, file: WeightsFile, form: Form) -> Result<Box<dyn Recommender>, WeightsError> {
        // A sparse member whose weights were solved for again is no worse than a whole one, and so a blend is of those.
        let form = if form == Form::Whole { Form::Page(Precision::Single) } else { form };
        let of_member = |member: &Self| match form {
            Form::Page(Precision::Bits(bits)) => Form::Page(Precision::Bits(bits.min(member.bits))),
            other => other,
        };
        load(file, &Device::flex(), |name| {
            let member = self.members.get(name)?;
            member.recommender(of_member(member)).ok().map(Arc::from)
        })
    }

    /// The file with the curve that says what its scores mean: the chance that a title is on the list of a user of whom a
    /// part of the list is known, of any length from a few picks on.
    fn with_curve(&self, mut file: WeightsFile, cases: &[FoldInCase]) -> Result<WeightsFile, TrainError> {
        // Any rising curve, to load the model at all.
        Calibration::VAGUE.store(&mut file);
        if cases.is_empty() {
            return Ok(file);
        }
        let model = self.load(file.clone(), Form::Whole)?;
        let items = model.items().len();
        let mut groups = Vec::new();
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
            let picks = known.len();
            let on_list = rest.iter().map(|&row| scores[row]).collect();
            groups.push(Scored { scores: on_list, picks, on_list: true, weight: 1.0 });
            let is_other = |row: &usize| !rest.contains(row) && known.iter().all(|pick| pick.row != *row);
            // What ranks high is what the page shows, so there the curve has to be right: those others count one by one.
            let highest = rank(&scores, HIGHEST, |row| is_other(&row));
            let lower: Vec<f32> = (0..OTHERS)
                .map(|_| random.random_range(0..items))
                .filter(|row| is_other(row) && !highest.contains(row))
                .map(|row| scores[row])
                .collect();
            let stood_for = (items - rest.len() - known.len()).saturating_sub(highest.len());
            let weight = stood_for as f32 / lower.len().max(1) as f32;
            groups.push(Scored { scores: lower, picks, on_list: false, weight });
            let highest = highest.into_iter().map(|row| scores[row]).collect();
            groups.push(Scored { scores: highest, picks, on_list: false, weight: 1.0 });
        }
        // Scores that tell nothing apart keep a curve that says little.
        Calibration::fit(&groups).unwrap_or(Calibration::VAGUE).store(&mut file);
        Ok(file)
    }
}
