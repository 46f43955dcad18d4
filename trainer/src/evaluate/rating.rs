//! Rating error: ratings held out at random, predicted on the 0-1 scale.

use super::Measurement;
use crate::dataset::{RatingTable, UserList};
use crate::models::Config;
use crate::train::{ByRatings, ITEM_LEAST, TrainError, USER_LEAST, hold_out, predict};
use std::collections::BTreeMap;

/// Ratings that are reported on.
const REPORTED: usize = 10_000;

/// The names that this protocol knows.
pub const MODELS: [&str; 2] = ["recommender-net", "ncf"];

/// Measures the named models with one seed.
pub fn rating(
    lists: &[UserList],
    models: &[String],
    config: &Config,
    seed: u64,
) -> Result<Vec<Measurement>, TrainError> {
    let table = RatingTable::new(lists, ITEM_LEAST, USER_LEAST);
    (models.iter())
        .map(|model| {
            let section = if model == "ncf" { "ncf-on-ratings" } else { model };
            let recipe: ByRatings = config.read(section)?;
            let [test, validation, train] = hold_out(&table.samples, [REPORTED, recipe.held_out], seed)?;
            let started = std::time::Instant::now();
            let predicted = if model == "ncf" {
                let best = recipe.train_neu_mf(&table, &train, &validation, seed)?;
                predict(&best.network, &best.users, &best.items, &test)
            } else {
                let best = recipe.train_recommender_net(&table, &train, &validation, seed, None)?;
                predict(&best.network, &best.users, &best.items, &test)
            };
            let train_seconds = started.elapsed().as_secs_f64();
            let pairs: Vec<(f64, f64)> = (predicted.into_iter().zip(&test.targets))
                .map(|(predicted, target)| (f64::from(predicted), f64::from(*target)))
                .collect();
            let mean = |error: fn(f64, f64) -> f64| {
                pairs.iter().map(|&(p, t)| error(p, t)).sum::<f64>() / pairs.len().max(1) as f64
            };
            let mut measurement = Measurement::new("rating", model.clone(), seed, table.users.len(), train_seconds);
            measurement.metrics = BTreeMap::from([
                ("BCE".to_owned(), mean(|p, t| -(t * p.max(1e-7).ln() + (1.0 - t) * (1.0 - p).max(1e-7).ln()))),
                ("MAE".to_owned(), mean(|p, t| (p - t).abs())),
                ("MSE".to_owned(), mean(|p, t| (p - t).powi(2))),
            ]);
            Ok(measurement)
        })
        .collect()
}
