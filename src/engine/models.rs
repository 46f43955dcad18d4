//! The models behind the protocol: answers requests, knows nothing of messages or the browser.

use super::protocol::{Backend, Explained, Explanation, ModelName, Recommendation, Recommended, Similar, Ticket};
use crate::catalog::{AnimeId, Encoders, EncodersError};
use crate::model::{Architecture, WeightsError, WeightsFile};
use crate::recommend::{
    KnownAnswer, Pick, ReadError, Recommender, Share, VisitorRow, least_similar, load, most_similar, next_questions,
};
use crate::t;
use burn::tensor::Device;
use std::collections::HashSet;
use std::sync::Arc;

/// How far a score may be from the known one, or by which part of it if it is above 1: what float arithmetic in another
/// order can do, and no shader that fails.
const TOLERANCE: f32 = 1e-3;
/// Picks that are named for a title.
const NAMED_FOR: usize = 2;
/// Picks that are named against it.
const NAMED_AGAINST: usize = 1;

/// Why the models can't answer.
#[derive(Debug, thiserror::Error)]
pub enum ModelsError {
    /// The embedded weights are no model.
    #[error("{}", t!("models-weights", model = model.slug(), reason = source.to_string()))]
    Weights {
        /// Whose.
        model: ModelName,
        /// Why.
        source: WeightsError,
    },
    /// The encoders are no file of theirs.
    #[error("{}", t!("models-encoders", reason = _0.to_string()))]
    Encoders(#[from] EncodersError),
    /// The weights are of other data than the encoders.
    #[error("{}", t!("models-other-data", model = model.slug()))]
    OtherData {
        /// Whose.
        model: ModelName,
    },
    /// The device computes something else than it should.
    #[error("{}", t!("models-wrong-answer", model = model.slug(), found = found.to_string(), expected = expected.to_string()))]
    WrongAnswer {
        /// Which model.
        model: ModelName,
        /// What the device said.
        found: f32,
        /// What the trainer wrote down.
        expected: f32,
    },
    /// Scores could not be read back from the device.
    #[error(transparent)]
    Device(#[from] ReadError),
    /// The model is not part of this program.
    #[error("{}", t!("models-none", model = _0.slug()))]
    NoSuchModel(ModelName),
}

/// The models that are loaded, on one device. A copy shares them.
#[derive(Clone)]
pub struct Models {
    encoders: Arc<Encoders>,
    models: Vec<(ModelName, Arc<dyn Recommender>)>,
    device: Device,
    backend: Backend,
}

impl Models {
    /// Loads the files to the device; see [`Self::add`].
    pub async fn load(
        encoders: &[u8],
        files: &[(ModelName, &[u8])],
        device: &Device,
        backend: Backend,
    ) -> Result<Self, ModelsError> {
        let encoders = Arc::new(Encoders::from_bytes(encoders)?);
        let mut models = Self { encoders, models: Vec::new(), device: device.clone(), backend };
        let (blends, alone) = (files.iter())
            .map(|&(model, bytes)| Ok((model, Self::parse(model, bytes)?)))
            .collect::<Result<Vec<_>, ModelsError>>()?
            .into_iter()
            .partition::<Vec<_>, _>(|(_, file)| file.architecture == Architecture::Blend);
        // A blend asks for its members.
        for (model, file) in alone.into_iter().chain(blends) {
            let recommender = models.read(model, file).await?;
            models.add(model, recommender);
        }
        Ok(models)
    }

    /// Reads a file, without a look at what it needs.
    pub fn parse(model: ModelName, bytes: &[u8]) -> Result<WeightsFile, ModelsError> {
        WeightsFile::from_bytes(bytes).map_err(|source| ModelsError::Weights { model, source })
    }

    /// Brings a file to the device, checks that it is of the encoders' data, and that it gives the scores that the trainer
    /// wrote down. The members of a blend must be here.
    pub async fn read(&self, model: ModelName, file: WeightsFile) -> Result<Arc<dyn Recommender>, ModelsError> {
        let is_known = |id| self.encoders.anime.row(id).is_some();
        let needs_users = !matches!(file.architecture, Architecture::Content | Architecture::Embedding);
        if needs_users && !file.items.labels().iter().all(is_known)
            || file.scaler.is_some_and(|scaler| scaler != self.encoders.scaler)
        {
            return Err(ModelsError::OtherData { model });
        }
        self.read_own(model, file).await
    }

    /// The same with a file of the visitor's own, which may be of other data.
    pub async fn read_own(&self, model: ModelName, file: WeightsFile) -> Result<Arc<dyn Recommender>, ModelsError> {
        let weights = |source| ModelsError::Weights { model, source };
        let known = KnownAnswer::read(&file).map_err(weights)?;
        let recommender: Arc<dyn Recommender> =
            load(file, &self.device, |name| self.member(name)).map_err(weights)?.into();
        let answer = known.of_width(recommender.visitor_width()).map_err(weights)?;
        let scores = recommender.scan(&answer.visitor).read().await?;
        for (row, &expected) in answer.rows(scores.len()).zip(&answer.scores) {
            compare(model, scores[row], expected)?;
        }
        Ok(recommender)
    }

    fn member(&self, name: &str) -> Option<Arc<dyn Recommender>> {
        let name = ModelName::from_slug(name)?;
        self.models.iter().find(|(model, _)| *model == name).map(|(_, recommender)| recommender.clone())
    }

    /// Takes in a model that [`Self::read`] gave, unless it is here already.
    pub fn add(&mut self, model: ModelName, recommender: Arc<dyn Recommender>) {
        if !self.has(model) {
            self.models.push((model, recommender));
        }
    }

    /// Takes in a model of the visitor's own, in the place of one before.
    pub fn put(&mut self, model: ModelName, recommender: Arc<dyn Recommender>) {
        self.models.retain(|(other, _)| *other != model);
        self.models.push((model, recommender));
    }

    /// Whether a model is here.
    pub fn has(&self, name: ModelName) -> bool {
        self.models.iter().any(|(model, _)| *model == name)
    }

    /// How many anime each model ranks.
    pub fn sizes(&self) -> Vec<(ModelName, usize)> {
        self.models.iter().map(|(name, model)| (*name, model.items().len())).collect()
    }

    fn find(&self, name: ModelName) -> Result<&dyn Recommender, ModelsError> {
        let found = self.models.iter().find(|(model, _)| *model == name);
        found.map(|(_, model)| model.as_ref()).ok_or(ModelsError::NoSuchModel(name))
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
        let model = self.find(name)?;
        let (known, unknown_picks) = model.known(picks);
        let visitor = model.fold_in(&known);
        let mut barred = rows_of(model, exclude);
        barred.extend(known.iter().map(|pick| pick.row));
        let best = model.scan(&visitor).best(top, &barred).await?;
        self.verify(name, model, &visitor, &best)?;
        let items = (best.into_iter())
            .filter_map(|(row, score)| {
                let anime_id = *model.items().label(row)?;
                let (chance, expected_rating) = (model.chance(score, known.len()), model.expected_rating(score));
                Some(Recommendation { anime_id, score: chance, expected_rating })
            })
            .collect();
        Ok(Recommended {
            ticket,
            model: name,
            items,
            unknown_picks,
            interim: false,
            elapsed_ms: 0.0,
            backend: self.backend,
        })
    }

    /// The `count` titles among the candidates that tell most of the visitor's taste, by NCF; see [`next_questions`].
    pub async fn interview(
        &self,
        picks: &[Pick],
        passed_over: &[AnimeId],
        candidates: &[AnimeId],
        count: usize,
    ) -> Result<Vec<AnimeId>, ModelsError> {
        let model = self.find(ModelName::NCF)?;
        let (known, _) = model.known(picks);
        let chances = model.scan(&model.fold_in(&known)).read().await?;
        Ok(next_questions(model, &known, &chances, passed_over, candidates, count))
    }

    /// The visitor's row as RecommenderNet has its users', of length 1, and of how many picks it is.
    pub fn locate(&self, picks: &[Pick]) -> Result<(Vec<f32>, usize), ModelsError> {
        let model = self.find(ModelName::RECOMMENDER_NET)?;
        let (known, _) = model.known(picks);
        Ok((model.fold_in(&known).normalized(), known.len()))
    }

    /// Why these titles are in the visitor's list.
    pub fn explain(
        &self,
        ticket: Ticket,
        name: ModelName,
        picks: &[Pick],
        items: &[AnimeId],
    ) -> Result<Explained, ModelsError> {
        let model = self.find(name)?;
        let (known, _) = model.known(picks);
        let rows: Vec<usize> = items.iter().filter_map(|id| model.items().row(id)).collect();
        let reasons = model.reasons(&known, &rows);
        let ids = |shares: Vec<Share>| {
            shares.iter().filter_map(|share| model.items().label(known[share.pick].row).copied()).collect()
        };
        let of_row = |(place, row): (usize, &usize)| {
            let because = ids(reasons.for_row(place, NAMED_FOR));
            let in_spite_of = ids(reasons.against_row(place, NAMED_AGAINST));
            Some(Explanation { anime_id: *model.items().label(*row)?, because, in_spite_of })
        };
        Ok(Explained { ticket, model: name, reasons: rows.iter().enumerate().filter_map(of_row).collect() })
    }

    /// Computes the first, a middle and the last score of a list again on the CPU: a GPU that fails in the middle of a visit
    /// may go on to give zeros or nonsense without an error.
    fn verify(
        &self,
        name: ModelName,
        model: &dyn Recommender,
        visitor: &VisitorRow,
        best: &[(usize, f32)],
    ) -> Result<(), ModelsError> {
        let (Backend::Webgpu, Some(&last)) = (self.backend, best.last()) else { return Ok(()) };
        let checked = [best[0], best[(best.len() - 1) / 2], last];
        let rows = checked.map(|(row, _)| row);
        let Some(expected) = model.scores_on_cpu(visitor, &rows) else { return Ok(()) };
        checked.into_iter().zip(expected).try_for_each(|((_, found), expected)| compare(name, found, expected))
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
        let model = self.find(name)?;
        let barred = rows_of(model, exclude);
        let by_id = |near: Vec<(usize, f32)>| -> Vec<(AnimeId, f32)> {
            near.into_iter().filter_map(|(row, cosine)| Some((*model.items().label(row)?, cosine))).collect()
        };
        let of = model.items().row(&anime_id);
        let (most, least) = match of.and_then(|of| Some((of, model.cosines(of)?))) {
            Some((of, cosines)) => {
                let allowed = |row: usize| !barred.contains(&row);
                let most = by_id(most_similar(&cosines, of, top, allowed));
                (most, by_id(least_similar(&cosines, of, top, allowed)))
            }
            None => (Vec::new(), Vec::new()),
        };
        Ok(Similar { ticket, model: name, most, least })
    }
}

/// Whether a score is the right one; what is no number is not.
fn compare(model: ModelName, found: f32, expected: f32) -> Result<(), ModelsError> {
    let near = (found - expected).abs() < TOLERANCE * expected.abs().max(1.0);
    if near { Ok(()) } else { Err(ModelsError::WrongAnswer { model, found, expected }) }
}

fn rows_of(model: &dyn Recommender, anime: &[AnimeId]) -> HashSet<usize> {
    anime.iter().filter_map(|id| model.items().row(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{LabelEncoder, MinMaxScaler};
    use crate::recommend::{KnownPick, Scores};
    use burn::tensor::Tensor;

    /// Ranks four anime by what a device says, which need not be true.
    struct OnDevice {
        items: LabelEncoder<AnimeId>,
        says: [f32; 4],
    }

    const TRUTH: [f32; 4] = [0.1, 0.9, 0.3, 0.2];

    impl Recommender for OnDevice {
        fn items(&self) -> &LabelEncoder<AnimeId> {
            &self.items
        }

        fn fold_in(&self, _: &[KnownPick]) -> VisitorRow {
            VisitorRow(vec![1.0])
        }

        fn visitor_width(&self) -> usize {
            1
        }

        fn scan(&self, _: &VisitorRow) -> Scores {
            Scores::on_device(Tensor::from_data(self.says, &Device::flex()))
        }

        fn scores_on_cpu(&self, _: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
            Some(rows.iter().map(|&row| TRUTH[row]).collect())
        }

        fn chance(&self, score: f32, _: usize) -> f32 {
            score
        }

        fn cosines(&self, _: usize) -> Option<Vec<f32>> {
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
            let scaler = MinMaxScaler::MY_ANIME_LIST;
            let encoders = Arc::new(Encoders { anime: items.clone(), users: LabelEncoder::fit([]), scaler });
            let mut models = Models { encoders, models: Vec::new(), device: Device::flex(), backend };
            models.add(ModelName::NCF, Arc::new(OnDevice { items, says }));
            let list = pollster::block_on(models.recommend(1, ModelName::NCF, &[], &[], 4));
            assert_eq!(list.is_ok(), is_right, "{says:?} on {backend:?}: {list:?}");
        }
    }
}
