//! A training that can go on: after each epoch its whole state stands in a file, and a training that starts beside such a
//! file continues as if it had never stopped.

use super::TrainError;
use super::embedding::Embedding;
use super::fit::Fitted;
use super::step::PairTrainer;
use burn::optim::OptimizerRecord;
use burn::store::ModuleRecord;
use burn::tensor::Bytes;
use konomi::model::{Matrix, PairNetwork};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Where the state of one training stands.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    file: PathBuf,
    /// What the training is of: a state of another is refused.
    of: String,
}

/// How far a training is, beside its tables.
#[derive(Clone, Serialize, Deserialize)]
pub struct Progress {
    /// Epochs that are whole.
    pub epochs: usize,
    /// Of them those since the best one.
    pub since_best: usize,
    best_epoch: usize,
    best_validation: f64,
    samples_a_second: f64,
    random_seed: [u8; 32],
    random_stream: u64,
    random_position: u128,
    user_steps: i32,
    item_steps: i32,
}

/// The layout of the file.
const FORMAT: &str = "konomi-checkpoint-1";

impl Checkpoint {
    /// The state of a training, in a file.
    pub fn new(file: PathBuf, of: String) -> Self {
        Self { file, of }
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    fn failed(&self, reason: impl std::fmt::Display) -> TrainError {
        TrainError::Checkpoint { file: self.file.display().to_string(), reason: reason.to_string() }
    }

    /// Writes the state after an epoch, in one step, so that there is never half of one.
    pub fn save<N: PairNetwork + Send + Sync + 'static>(
        &self,
        trainer: &PairTrainer<N>,
        best: &Fitted<N>,
        (epochs, since_best): (usize, usize),
        random: &ChaCha8Rng,
    ) -> Result<(), TrainError> {
        let progress = Progress {
            epochs,
            since_best,
            best_epoch: best.epoch,
            best_validation: best.validation,
            samples_a_second: best.samples_a_second,
            random_seed: random.get_seed(),
            random_stream: random.get_stream(),
            random_position: random.get_word_pos(),
            user_steps: trainer.users.steps(),
            item_steps: trainer.items.steps(),
        };
        let record = |network: &N| network.clone().into_record().into_bytes().map_err(|error| self.failed(error));
        let bytes = BTreeMap::from([
            ("network", record(&trainer.network)?),
            ("best.network", record(&best.network)?),
            ("optimizer", trainer.optimizer_record().into_bytes().map_err(|error| self.failed(error))?),
        ]);
        let mut tables: Vec<(String, &[f32])> = Vec::new();
        for (name, table) in [("users", &trainer.users), ("items", &trainer.items)] {
            let [first, second] = table.moments();
            tables.extend([
                (name.to_owned(), table.rows.values.as_slice()),
                (format!("{name}.first"), first),
                (format!("{name}.second"), second),
            ]);
        }
        tables.push(("best.users".to_owned(), &best.users.values));
        tables.push(("best.items".to_owned(), &best.items.values));
        let singles: Vec<(String, Vec<u8>)> = (tables.into_iter())
            .map(|(name, values)| (name, values.iter().flat_map(|value| value.to_le_bytes()).collect()))
            .collect();
        let view = |dtype, length: usize, bytes| TensorView::new(dtype, vec![length], bytes);
        let mut views = Vec::new();
        for (name, bytes) in &bytes {
            views.push(((*name).to_owned(), view(Dtype::U8, bytes.len(), bytes).map_err(|error| self.failed(error))?));
        }
        for (name, bytes) in &singles {
            let view = view(Dtype::F32, bytes.len() / 4, bytes).map_err(|error| self.failed(error))?;
            views.push((name.clone(), view));
        }
        let progress = serde_json::to_string(&progress).map_err(|error| self.failed(error))?;
        let metadata = HashMap::from([
            ("format".to_owned(), FORMAT.to_owned()),
            ("of".to_owned(), self.of.clone()),
            ("progress".to_owned(), progress),
        ]);
        let unfinished = self.file.with_extension("part");
        safetensors::serialize_to_file(views, Some(metadata), &unfinished).map_err(|error| self.failed(error))?;
        std::fs::rename(&unfinished, &self.file).map_err(|error| self.failed(error))
    }

    /// Brings a fresh trainer to the state of the file and returns the best epoch so far; `None` where there is no file.
    pub fn load<N: PairNetwork + Send + Sync + 'static>(
        &self,
        trainer: &mut PairTrainer<N>,
        random: &mut ChaCha8Rng,
    ) -> Result<Option<(Fitted<N>, Progress)>, TrainError> {
        let bytes = match std::fs::read(&self.file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.failed(error)),
        };
        let (_, header) = SafeTensors::read_metadata(&bytes).map_err(|error| self.failed(error))?;
        let metadata = header.metadata().clone().unwrap_or_default();
        let field = |name: &str| metadata.get(name).map(String::as_str).unwrap_or_default();
        if (field("format"), field("of")) != (FORMAT, self.of.as_str()) {
            return Err(self.failed(format!("it is of another training: {:?} and not {:?}", field("of"), self.of)));
        }
        let progress: Progress = serde_json::from_str(field("progress")).map_err(|error| self.failed(error))?;
        let tensors = SafeTensors::deserialize(&bytes).map_err(|error| self.failed(error))?;
        let tensor = |name: &str| tensors.tensor(name).map_err(|error| self.failed(error));
        let singles = |name: &str, length: usize| {
            let data = tensor(name)?;
            let values: Vec<f32> =
                data.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
            match values.len() == length {
                true => Ok(values),
                false => Err(self.failed(format!("{name:?} holds {} numbers and not {length}", values.len()))),
            }
        };
        let network = |name: &str, into: &N| {
            let record = ModuleRecord::from_bytes(Bytes::from_bytes_vec(tensor(name)?.data().to_vec()));
            let loaded = into.clone().try_load_record(record.map_err(|error| self.failed(error))?);
            loaded.map_err(|error| self.failed(error))
        };
        let table = |name: &str, like: &Embedding, steps| {
            let (width, length) = (like.rows.width, like.rows.values.len());
            let rows = Matrix { width, values: singles(name, length)? };
            let moments = [singles(&format!("{name}.first"), length)?, singles(&format!("{name}.second"), length)?];
            Ok::<_, TrainError>(Embedding::with_moments(rows, moments, steps))
        };
        let best_table = |name: &str, like: &Embedding| {
            Ok::<_, TrainError>(Matrix { width: like.rows.width, values: singles(name, like.rows.values.len())? })
        };
        let best = Fitted {
            network: network("best.network", &trainer.network)?,
            users: best_table("best.users", &trainer.users)?,
            items: best_table("best.items", &trainer.items)?,
            validation: progress.best_validation,
            epoch: progress.best_epoch,
            samples_a_second: progress.samples_a_second,
        };
        let (users, items) = (
            table("users", &trainer.users, progress.user_steps)?,
            table("items", &trainer.items, progress.item_steps)?,
        );
        let optimizer = OptimizerRecord::from_bytes(Bytes::from_bytes_vec(tensor("optimizer")?.data().to_vec()));
        trainer.network = network("network", &trainer.network)?;
        trainer.load_optimizer_record(optimizer.map_err(|error| self.failed(error))?);
        (trainer.users, trainer.items) = (users, items);
        *random = ChaCha8Rng::from_seed(progress.random_seed);
        random.set_stream(progress.random_stream);
        random.set_word_pos(progress.random_position);
        Ok(Some((best, progress)))
    }

    /// The training is over: its state is of no more use.
    pub fn remove(&self) -> Result<(), TrainError> {
        match std::fs::remove_file(&self.file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(self.failed(error)),
            _ => Ok(()),
        }
    }
}
