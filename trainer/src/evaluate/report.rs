//! What an evaluation says: one element a model and seed as JSON, means over the seeds as a Markdown table.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The figures of one model with one seed.
#[derive(Clone, Debug, Serialize)]
pub struct Measurement {
    /// How it was measured.
    pub protocol: &'static str,
    /// What was measured.
    pub model: String,
    /// With which random numbers.
    pub seed: u64,
    /// On how many users.
    pub users: usize,
    /// How long the training took.
    pub train_seconds: f64,
    /// The figures by name.
    pub metrics: BTreeMap<String, f64>,
}

/// A table with a row a model and the mean of each metric over the seeds.
pub fn markdown(measurements: &[Measurement]) -> String {
    let metrics: BTreeSet<&String> = measurements.iter().flat_map(|m| m.metrics.keys()).collect();
    let mut models: Vec<&String> = Vec::new();
    for measurement in measurements {
        if !models.contains(&&measurement.model) {
            models.push(&measurement.model);
        }
    }
    let mut table = String::from("| model | seeds | users | train s |");
    for metric in &metrics {
        let _ = write!(table, " {metric} |");
    }
    let _ = writeln!(table, "\n|---|--:|--:|--:|{}", "--:|".repeat(metrics.len()));
    for model in models {
        let of_model: Vec<&Measurement> = measurements.iter().filter(|m| &m.model == model).collect();
        let mean = |value: &dyn Fn(&Measurement) -> f64| {
            of_model.iter().map(|m| value(m)).sum::<f64>() / of_model.len() as f64
        };
        let users = mean(&|m| m.users as f64);
        let _ = write!(table, "| {model} | {} | {users:.0} | {:.0} |", of_model.len(), mean(&|m| m.train_seconds));
        for metric in &metrics {
            let _ = write!(table, " {:.4} |", mean(&|m| m.metrics.get(*metric).copied().unwrap_or(f64::NAN)));
        }
        table.push('\n');
    }
    table
}
