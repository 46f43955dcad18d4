//! A blend: the standardized scores of several models, added with the weights that rank validation users' lists best.

use super::workshop::Workshop;
use crate::evaluate::{FoldInCase, ndcg_of};
use crate::parallel;
use crate::train::{Form, TrainError, TrainedModel};
use konomi::model::{Architecture, Precision, WeightsError, WeightsFile};
use konomi::recommend::{Blend, Recommender, Scores};
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// Which models are blended.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The members' names.
    members: Vec<String>,
}

/// How far a weight is moved, in turn; the first member's weight is 1.
const STEPS: [f32; 4] = [0.4, 0.2, 0.1, 0.05];

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let mut members = Vec::new();
        for name in &self.members {
            let entry = super::find(name).ok_or_else(|| TrainError::NoSuchMember(name.clone()))?;
            members.push((name.clone(), workshop.train(entry)?));
        }
        let started = Instant::now();
        let form = Form::Page(Precision::Single);
        let models =
            members.iter().map(|(_, trained)| trained.recommender(form)).collect::<Result<Vec<_>, WeightsError>>()?;
        let weights = choose(&models, workshop.validation.cases());
        drop(models);
        let mut file = WeightsFile::new(Architecture::Blend, workshop.items.clone());
        for ((name, _), weight) in members.iter().zip(&weights) {
            file = file.with_parameter(&Blend::weight_of(name), &[1], vec![*weight]);
        }
        let seconds = started.elapsed().as_secs_f64() + members.iter().map(|(_, member)| member.seconds).sum::<f64>();
        let members = members.into_iter().collect();
        TrainedModel { members, seconds, ..TrainedModel::of_file(file) }.calibrated(workshop.validation.cases())
    }
}

/// The members' weights by NDCG@100, one weight at a time in ever smaller steps.
fn choose(models: &[Box<dyn Recommender>], cases: &[FoldInCase]) -> Vec<f32> {
    let scores: Vec<Vec<Vec<f32>>> = parallel::map(cases, |case| {
        (models.iter())
            .map(|model| {
                let (known, _) = model.known(&case.picks);
                // Standardized once here, whatever weights are tried afterwards.
                Scores::Sum(vec![(1.0, model.scan(&model.fold_in(&known)))]).wait()
            })
            .collect()
    });
    let indexed: Vec<usize> = (0..cases.len()).collect();
    let quality = |weights: &[f32]| {
        let each = parallel::map(&indexed, |&index| {
            let mut sum = vec![0.0f32; models[0].items().len()];
            for (weight, scores) in weights.iter().zip(&scores[index]) {
                sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += weight * score);
            }
            ndcg_of(&sum, models[0].as_ref(), &cases[index])
        });
        each.iter().sum::<f64>() / each.len().max(1) as f64
    };
    let mut weights = vec![0.0; models.len()];
    weights[0] = 1.0;
    let mut best = quality(&weights);
    for step in STEPS {
        loop {
            let before = best;
            for member in 1..weights.len() {
                for direction in [step, -step] {
                    let mut tried = weights.clone();
                    tried[member] = (tried[member] + direction).max(0.0);
                    let found = quality(&tried);
                    if found > best {
                        (best, weights) = (found, tried);
                    }
                }
            }
            if best <= before {
                break;
            }
        }
    }
    eprintln!("blend: weights {weights:?}, validation {best:.4}");
    weights
}
