//! The models behind the protocol: answers requests, knows nothing of messages or the browser.

use super::protocol::{Backend, ModelName, Recommendation, Recommended, Similar, Ticket};
use crate::catalog::AnimeId;
use crate::model::{WeightsError, WeightsFile};
use crate::recommend::{KnownAnswer, NormalizedRows, Pick, Recommender, load, rank};
use burn::tensor::Device;
use std::collections::HashSet;

/// How far a score may be from the known one: what float arithmetic in another order can do, and no shader that fails.
const TOLERANCE: f32 = 1e-3;

/// Why the models can't answer.
#[derive(Debug, thiserror::Error)]
pub enum ModelsError {
    /// The embedded weights are no model.
    #[error("{model}'s weights can't be used: {source}", model = model.slug())]
    Weights {
        /// Whose.
        model: ModelName,
        /// Why.
        source: WeightsError,
    },
    /// The device computes something else than it should.
    #[error("{model} gives a score of {found} where {expected} is right", model = model.slug())]
    WrongAnswer {
        /// Which model.
        model: ModelName,
        /// What the device said.
        found: f32,
        /// What the trainer wrote down.
        expected: f32,
    },
    /// Scores could not be read back from the device.
    #[error("the scores could not be read from the device: {0}")]
    Device(String),
    /// The model is not part of this program.
    #[error("there is no model {} here", .0.slug())]
    NoSuchModel(ModelName),
}

/// All embedded models on one device.
pub struct Models {
    models: Vec<(ModelName, Box<dyn Recommender>, NormalizedRows)>,
    backend: Backend,
}

impl Models {
    /// Loads the files to the device and checks a score that the trainer wrote down.
    pub async fn load(files: &[(ModelName, &[u8])], device: &Device, backend: Backend) -> Result<Self, ModelsError> {
        let mut models = Vec::new();
        for &(model, bytes) in files {
            let weights = |source| ModelsError::Weights { model, source };
            let file = WeightsFile::from_bytes(bytes).map_err(weights)?;
            let answer = KnownAnswer::load(&file).map_err(weights)?;
            let recommender = load(file, device).map_err(weights)?;
            let scores = read(recommender.scan(&answer.visitor)).await?;
            for (row, &expected) in answer.rows(scores.len()).zip(&answer.scores) {
                let found = scores[row];
                // A NaN is a wrong answer too.
                if found.is_nan() || (found - expected).abs() >= TOLERANCE {
                    return Err(ModelsError::WrongAnswer { model, found, expected });
                }
            }
            let rows = NormalizedRows::new(recommender.item_rows().clone());
            models.push((model, recommender, rows));
        }
        Ok(Self { models, backend })
    }

    /// How many anime each model ranks.
    pub fn sizes(&self) -> Vec<(ModelName, usize)> {
        self.models.iter().map(|(name, model, _)| (*name, model.items().len())).collect()
    }

    fn find(&self, name: ModelName) -> Result<(&dyn Recommender, &NormalizedRows), ModelsError> {
        let found = self.models.iter().find(|(model, ..)| *model == name);
        found.map(|(_, model, rows)| (model.as_ref(), rows)).ok_or(ModelsError::NoSuchModel(name))
    }

    /// The `top` best anime for a visitor, without the picks and without `exclude`; the time is the caller's to fill in.
    pub async fn recommend(
        &self,
        ticket: Ticket,
        name: ModelName,
        picks: &[Pick],
        exclude: &[AnimeId],
        top: usize,
    ) -> Result<Recommended, ModelsError> {
        let (model, _) = self.find(name)?;
        let (known, unknown_picks) = model.known(picks);
        let scores = read(model.scan(&model.fold_in(&known))).await?;
        let mut barred = rows_of(model, exclude);
        barred.extend(known.iter().map(|pick| pick.row));
        let items = (rank(&scores, top, |row| !barred.contains(&row)).into_iter())
            .filter_map(|row| {
                let score = scores[row];
                let anime_id = *model.items().label(row)?;
                Some(Recommendation { anime_id, score, expected_rating: model.expected_rating(score) })
            })
            .collect();
        Ok(Recommended { ticket, model: name, items, unknown_picks, elapsed_ms: 0.0, backend: self.backend })
    }

    /// The `top` most and least similar anime; none where the model does not know the one.
    pub fn similar(
        &self,
        ticket: Ticket,
        name: ModelName,
        anime_id: AnimeId,
        exclude: &[AnimeId],
        top: usize,
    ) -> Result<Similar, ModelsError> {
        let (model, rows) = self.find(name)?;
        let barred = rows_of(model, exclude);
        let by_id = |near: Vec<(usize, f32)>| -> Vec<(AnimeId, f32)> {
            near.into_iter().filter_map(|(row, cosine)| Some((*model.items().label(row)?, cosine))).collect()
        };
        let (most, least) = match model.items().row(&anime_id) {
            Some(of) => {
                let allowed = |row: usize| !barred.contains(&row);
                (by_id(rows.most(of, top, allowed)), by_id(rows.least(of, top, allowed)))
            }
            None => (Vec::new(), Vec::new()),
        };
        Ok(Similar { ticket, model: name, most, least })
    }
}

fn rows_of(model: &dyn Recommender, anime: &[AnimeId]) -> HashSet<usize> {
    anime.iter().filter_map(|id| model.items().row(id)).collect()
}

async fn read(scores: burn::tensor::Tensor<1>) -> Result<Vec<f32>, ModelsError> {
    let data = scores.into_data_async().await.map_err(|error| ModelsError::Device(error.to_string()))?;
    Ok(data.iter::<f32>().collect())
}
