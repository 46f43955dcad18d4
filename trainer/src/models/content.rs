//! Content: TF-IDF over what an anime is: genres, studios, source, form and decade (Salton and Buckley 1988).
//!
//! A feature's value is the logarithm of how rare it is, times the weight of its kind; every anime's row has length 1.

use super::recipe::log_uniform;
use super::workshop::Workshop;
use crate::train::{TrainError, TrainedModel};
use konomi::catalog::{AnimeRef, LabelEncoder};
use konomi::model::{Architecture, SparseRows, WeightsFile};
use konomi::recommend::ByContent;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Instant;

/// How much each kind of feature counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    genre: f32,
    studio: f32,
    source: f32,
    form: f32,
    decade: f32,
}

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        // All anime, those that nobody has on a list too.
        let items = LabelEncoder::fit(workshop.catalogue.iter().map(AnimeRef::id));
        let mut columns: BTreeMap<String, u32> = BTreeMap::new();
        let mut counts: Vec<f32> = Vec::new();
        let mut rows: Vec<Vec<(u32, f32)>> = Vec::with_capacity(items.len());
        for anime in workshop.catalogue.iter() {
            let mut row = Vec::new();
            for (name, weight) in self.features(anime) {
                let next = columns.len() as u32;
                let column = *columns.entry(name).or_insert(next);
                counts.resize(columns.len(), 0.0);
                counts[column as usize] += 1.0;
                row.push((column, weight));
            }
            row.sort_unstable_by_key(|&(column, _)| column);
            row.dedup_by_key(|&mut (column, _)| column);
            rows.push(row);
        }
        let all = rows.len() as f32;
        for row in &mut rows {
            row.iter_mut().for_each(|(column, value)| *value *= (all / counts[*column as usize]).ln());
            let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
            row.retain(|(_, value)| *value > 0.0);
            row.iter_mut().for_each(|(_, value)| *value /= length);
        }
        let mut file = WeightsFile::new(Architecture::Content, items);
        file.sparse.insert(ByContent::FEATURES.to_owned(), SparseRows::new(columns.len(), rows));
        TrainedModel::in_one_go(file, started, &workshop.cases)
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        let mut weight = || log_uniform(random, 0.1, 3.0) as f32;
        // Only the proportions count.
        Some(Self { genre: 1.0, studio: weight(), source: weight(), form: weight(), decade: weight() })
    }
}

impl Recipe {
    /// The features of an anime with the weights of their kinds.
    fn features(&self, anime: AnimeRef<'_>) -> Vec<(String, f32)> {
        let named = |kind: &str, name: &str| format!("{kind} {name}");
        let mut features: Vec<(String, f32)> =
            anime.genre_names().map(|genre| (named("genre", genre), self.genre)).collect();
        features.extend(anime.studios().map(|studio| (named("studio", studio), self.studio)));
        features.extend(anime.source().map(|source| (named("source", source), self.source)));
        features.push((named("form", anime.kind().name()), self.form));
        features.extend(anime.year().map(|year| (named("decade", &(year / 10).to_string()), self.decade)));
        features
    }
}
