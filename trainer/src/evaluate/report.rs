//! What an evaluation says: one element a model and seed as JSON, means over the seeds as a Markdown table.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The figures of one model with one seed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measurement {
    /// How it was measured.
    pub protocol: String,
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
    /// The 95 % intervals of those that are means over users, by the bootstrap.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub intervals: BTreeMap<String, [f64; 2]>,
    /// The users of each crawl by itself, where the data say who is of which.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, OfSource>,
}

/// The users of one crawl.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OfSource {
    /// How many of them were measured.
    pub users: usize,
    /// Their mean NDCG@100.
    #[serde(rename = "NDCG@100")]
    pub ndcg_at_100: f64,
}

impl Measurement {
    /// A measurement with no figures yet.
    pub fn new(protocol: &'static str, model: String, seed: u64, users: usize, train_seconds: f64) -> Self {
        let (metrics, intervals, sources) = Default::default();
        let protocol = protocol.to_owned();
        Self { protocol, model, seed, users, train_seconds, metrics, intervals, sources }
    }
}

/// A table for each protocol, in the order of the measurements.
pub fn markdown(measurements: &[Measurement]) -> String {
    let mut protocols: Vec<&str> = Vec::new();
    for measurement in measurements {
        if !protocols.contains(&measurement.protocol.as_str()) {
            protocols.push(&measurement.protocol);
        }
    }
    let of = |protocol: &&str| measurements.iter().filter(|m| m.protocol == *protocol).cloned().collect::<Vec<_>>();
    let tables = protocols.iter().map(|protocol| match protocols.len() {
        1 => table(measurements),
        _ => format!("{protocol}:\n\n{}", table(&of(protocol))),
    });
    tables.collect::<Vec<_>>().join("\n")
}

/// A table with a row a model and the mean of each metric over the seeds; with the mean half width of its 95 % interval
/// for the figure that models are compared by, and a second table of that figure for each crawl.
fn table(measurements: &[Measurement]) -> String {
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
            let value = mean(&|m| m.metrics.get(*metric).copied().unwrap_or(f64::NAN));
            let half = mean(&|m| m.intervals.get(*metric).map_or(f64::NAN, |[low, high]| (high - low) / 2.0));
            let _ = match (metric.as_str(), half.is_nan()) {
                _ if value.is_nan() => write!(table, " – |"),
                ("popularity-rank@20", _) => write!(table, " {value:.0} |"),
                ("NDCG@100", false) => write!(table, " {value:.4} \u{b1} {half:.4} |"),
                _ => write!(table, " {value:.4} |"),
            };
        }
        table.push('\n');
    }
    table.push_str(&by_source(measurements));
    table
}

/// The means over the seeds of each model's figures, as the page shows them: in the precision that the page carries, where
/// that was measured.
pub fn figures(measurements: &[Measurement]) -> BTreeMap<String, BTreeMap<String, f64>> {
    let mut sums: BTreeMap<String, (f64, BTreeMap<String, f64>)> = BTreeMap::new();
    let fewest = |name: &str| {
        let forms = measurements.iter().map(|measurement| form(&measurement.model));
        forms.filter(|(model, _)| *model == name).map(|(_, bits)| bits).min()
    };
    for measurement in measurements {
        let (name, bits) = form(&measurement.model);
        if fewest(name) != Some(bits) {
            continue;
        }
        let (seeds, sum) = sums.entry(name.to_owned()).or_default();
        *seeds += 1.0;
        // How much of the whole's lists a form keeps is nothing that the page shows.
        for (metric, value) in measurement.metrics.iter().filter(|(metric, _)| *metric != "same@20") {
            *sum.entry(metric.clone()).or_default() += value;
        }
        *sum.entry("users".to_owned()).or_default() += measurement.users as f64;
    }
    // Four decimals are all that the users' number bears.
    let rounded = |value: f64| (value * 1e4).round() / 1e4;
    (sums.into_iter())
        .map(|(name, (seeds, sum))| {
            let mut means: BTreeMap<String, f64> =
                sum.into_iter().map(|(metric, value)| (metric, rounded(value / seeds))).collect();
            means.insert("seeds".to_owned(), seeds);
            (name, means)
        })
        .collect()
}

/// A model's name and its bits a weight, of a name such as `ncf (5 bits)`; all 32 where none are named.
fn form(model: &str) -> (&str, u32) {
    let few = model.split_once(" (").and_then(|(name, bits)| Some((name, bits.strip_suffix(" bits)")?.parse().ok()?)));
    few.unwrap_or((model, 32))
}

/// NDCG@100 of each model for the users of each crawl; nothing where there is one crawl, or none is known.
fn by_source(measurements: &[Measurement]) -> String {
    let mut sums: BTreeMap<(&str, &str), (f64, f64)> = BTreeMap::new();
    for measurement in measurements {
        for (source, figures) in &measurement.sources {
            let sum = sums.entry((&measurement.model, source)).or_default();
            let users = figures.users as f64;
            *sum = (sum.0 + users * figures.ndcg_at_100, sum.1 + users);
        }
    }
    let sources: BTreeSet<&str> = sums.keys().map(|(_, source)| *source).collect();
    if sources.len() < 2 {
        return String::new();
    }
    let mut table = String::from("\nNDCG@100 of the users of each crawl:\n\n| model |");
    sources.iter().for_each(|source| _ = write!(table, " {source} |"));
    let _ = writeln!(table, "\n|---|{}", "--:|".repeat(sources.len()));
    let mut models: Vec<&str> = Vec::new();
    for measurement in measurements {
        if !models.contains(&measurement.model.as_str()) {
            models.push(&measurement.model);
        }
    }
    for model in models {
        let _ = write!(table, "| {model} |");
        for source in &sources {
            let (sum, users) = sums.get(&(model, *source)).copied().unwrap_or_default();
            let _ = write!(table, " {:.4} |", sum / users);
        }
        table.push('\n');
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page's form is the one of the fewest bits.
    #[test]
    fn the_page_shows_what_its_own_files_were_measured_at() {
        let measured = |(model, value): (&str, f64)| {
            let mut measurement = Measurement::new("fold-in", model.to_owned(), 1, 10, 0.5);
            measurement.metrics.extend([("NDCG@100".to_owned(), value), ("same@20".to_owned(), 19.0)]);
            measurement
        };
        let forms = [("ncf", 0.5), ("ncf (16 bits)", 0.4), ("ncf (8 bits)", 0.3), ("ncf (5 bits)", 0.2), ("als", 0.7)];
        let found = figures(&forms.map(measured));
        assert_eq!((found["ncf"]["NDCG@100"], found["als"]["NDCG@100"], found.len()), (0.2, 0.7, 2));
        assert!(!found["ncf"].contains_key("same@20"));
    }
}
