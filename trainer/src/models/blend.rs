//! A blend: the standardized scores of several models, added with the weights that rank validation users' lists best.

use super::workshop::Workshop;
use crate::evaluate::{FoldInCase, ndcg_of};
use crate::parallel;
use crate::train::{TrainError, TrainedModel};
use burn::tensor::Device;
use konomi::model::{Architecture, WeightsFile};
use konomi::recommend::{Blend, Recommender, Scores, load};
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
        // As the page has them: a sparse member whose weights were refitted is no worse than a whole one.
        let models = (members.iter())
            .map(|(_, trained)| load(trained.for_page().clone(), &Device::flex()))
            .collect::<Result<Vec<_>, _>>()?;
        let weights = choose(&models, &workshop.cases);
        drop(models);
        let mut file = WeightsFile::new(Architecture::Blend, workshop.items.clone());
        for ((name, trained), weight) in members.iter().zip(&weights) {
            file = file.with_parameter(&Blend::weight_of(name), &[1], vec![*weight]);
            file.members.insert(name.clone(), trained.for_page().clone());
        }
        let mut trained = TrainedModel::in_one_go(file, started, &workshop.cases)?;
        trained.seconds += members.iter().map(|(_, member)| member.seconds).sum::<f64>();
        Ok(trained)
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
