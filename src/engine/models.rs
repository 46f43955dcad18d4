//! The models behind the protocol: answers requests, knows nothing of messages or the browser.

use super::protocol::{Backend, ModelName, Recommendation, Recommended, Similar, Ticket};
use crate::catalog::{AnimeId, Encoders, EncodersError};
use crate::model::{WeightsError, WeightsFile};
use crate::recommend::{KnownAnswer, NormalizedRows, Pick, Recommender, VisitorRow, load, rank};
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
    /// The encoders are no file of theirs.
    #[error("the encoders can't be used: {0}")]
    Encoders(#[from] EncodersError),
    /// The weights are of other data than the encoders.
    #[error("{model}'s weights are of other data than the encoders: train it again", model = model.slug())]
    OtherData {
        /// Whose.
        model: ModelName,
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
    /// Loads the files to the device, checks that they are of the encoders' data, and that they give the scores that the
    /// trainer wrote down.
    pub async fn load(
        encoders: &[u8],
        files: &[(ModelName, &[u8])],
        device: &Device,
        backend: Backend,
    ) -> Result<Self, ModelsError> {
        let encoders = Encoders::from_bytes(encoders)?;
        let mut models = Vec::new();
        for &(model, bytes) in files {
            let weights = |source| ModelsError::Weights { model, source };
            let file = WeightsFile::from_bytes(bytes).map_err(weights)?;
            let is_known = |id| encoders.anime.row(id).is_some();
            if !file.items.labels().iter().all(is_known) || file.scaler.is_some_and(|scaler| scaler != encoders.scaler)
            {
                return Err(ModelsError::OtherData { model });
            }
            let answer = KnownAnswer::load(&file).map_err(weights)?;
            let recommender = load(file, device).map_err(weights)?;
            let scores = read(recommender.scan(&answer.visitor)).await?;
            for (row, &expected) in answer.rows(scores.len()).zip(&answer.scores) {
                compare(model, scores[row], expected)?;
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
        let visitor = model.fold_in(&known);
        let scores = read(model.scan(&visitor)).await?;
        self.verify(name, model, &visitor, &scores)?;
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

    /// Computes the best and a middle score again on the CPU: a GPU that fails in the middle of a visit may go on to give
    /// zeros or nonsense without an error.
    fn verify(
        &self,
        name: ModelName,
        model: &dyn Recommender,
        visitor: &VisitorRow,
        scores: &[f32],
    ) -> Result<(), ModelsError> {
        if self.backend == Backend::Cpu || scores.is_empty() {
            return Ok(());
        }
        let best = rank(scores, 1, |_| true).first().copied().unwrap_or(0);
        let rows = [best, scores.len() / 2];
        for (row, expected) in rows.into_iter().zip(model.scores_on_cpu(visitor, &rows)) {
            compare(name, scores[row], expected)?;
        }
        Ok(())
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

/// Whether a score is the right one; what is no number is not.
fn compare(model: ModelName, found: f32, expected: f32) -> Result<(), ModelsError> {
    if (found - expected).abs() < TOLERANCE { Ok(()) } else { Err(ModelsError::WrongAnswer { model, found, expected }) }
}

fn rows_of(model: &dyn Recommender, anime: &[AnimeId]) -> HashSet<usize> {
    anime.iter().filter_map(|id| model.items().row(id)).collect()
}

async fn read(scores: burn::tensor::Tensor<1>) -> Result<Vec<f32>, ModelsError> {
    let data = scores.into_data_async().await.map_err(|error| ModelsError::Device(error.to_string()))?;
    Ok(data.iter::<f32>().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::LabelEncoder;
    use crate::model::Matrix;
    use crate::recommend::KnownPick;
    use burn::tensor::Tensor;

    /// Ranks four anime by what a device says, which need not be true.
    struct OnDevice {
        items: LabelEncoder<AnimeId>,
        rows: Matrix,
        says: [f32; 4],
    }

    const TRUTH: [f32; 4] = [0.1, 0.9, 0.3, 0.2];

    impl Recommender for OnDevice {
        fn items(&self) -> &LabelEncoder<AnimeId> {
            &self.items
        }

        fn item_rows(&self) -> &Matrix {
            &self.rows
        }

        fn fold_in(&self, _: &[KnownPick]) -> VisitorRow {
            VisitorRow(vec![1.0])
        }

        fn scan(&self, _: &VisitorRow) -> Tensor<1> {
            Tensor::from_data(self.says, &Device::flex())
        }

        fn scores_on_cpu(&self, _: &VisitorRow, rows: &[usize]) -> Vec<f32> {
            rows.iter().map(|&row| TRUTH[row]).collect()
        }

        fn expected_rating(&self, _: f32) -> Option<f32> {
            None
        }
    }

    #[test]
    fn a_gpu_that_computes_nonsense_in_the_middle_of_a_visit_is_found_out() {
        let rows = [
            (TRUTH, Backend::Webgpu, true),
            ([0.1, 0.9004, 0.3, 0.2], Backend::Webgpu, true),
            ([0.0; 4], Backend::Webgpu, false),
            ([f32::NAN; 4], Backend::Webgpu, false),
            ([0.1, 0.9, 0.7, 0.2], Backend::Webgpu, false),
            // Nothing is more right than the CPU.
            ([0.0; 4], Backend::Cpu, true),
        ];
        for (says, backend, is_right) in rows {
            let items = LabelEncoder::fit((1..5).map(AnimeId));
            let matrix = Matrix { width: 1, values: vec![1.0; 4] };
            let model = OnDevice { items, rows: matrix.clone(), says };
            let models =
                Models { models: vec![(ModelName::Ncf, Box::new(model), NormalizedRows::new(matrix))], backend };
            let list = pollster::block_on(models.recommend(1, ModelName::Ncf, &[], &[], 4));
            assert_eq!(list.is_ok(), is_right, "{says:?} on {backend:?}: {list:?}");
        }
    }
}
