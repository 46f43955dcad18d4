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
            for (kind, name) in features(anime) {
                let next = columns.len() as u32;
                let column = *columns.entry(name).or_insert(next);
                counts.resize(columns.len(), 0.0);
                counts[column as usize] += 1.0;
                row.push((column, self.weight(kind)));
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
        TrainedModel::in_one_go(file, started, workshop.validation.cases())
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        let mut weight = || log_uniform(random, 0.1, 3.0) as f32;
        // Only the proportions count.
        Some(Self { genre: 1.0, studio: weight(), source: weight(), form: weight(), decade: weight() })
    }
}

impl Recipe {
    fn weight(&self, kind: Kind) -> f32 {
        match kind {
            Kind::Genre => self.genre,
            Kind::Studio => self.studio,
            Kind::Source => self.source,
            Kind::Form => self.form,
            Kind::Decade => self.decade,
        }
    }
}

/// What a feature says of an anime.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A genre or theme.
    Genre,
    /// Who made it.
    Studio,
    /// What it was made from.
    Source,
    /// Series, film and the like.
    Form,
    /// When it came out.
    Decade,
}

/// The features of an anime, each under a name that no other kind has.
pub fn features(anime: AnimeRef<'_>) -> Vec<(Kind, String)> {
    let mut features: Vec<(Kind, String)> =
        anime.genre_names().map(|genre| (Kind::Genre, format!("genre {genre}"))).collect();
    features.extend(anime.studios().map(|studio| (Kind::Studio, format!("studio {studio}"))));
    features.extend(anime.source().map(|source| (Kind::Source, format!("source {source}"))));
    features.push((Kind::Form, format!("form {}", anime.kind().name())));
    features.extend(anime.year().map(|year| (Kind::Decade, format!("decade {}", year / 10))));
    features
}
