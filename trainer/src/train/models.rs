//! The models as they are trained here: data, recipe and file of each.

use super::embedding::Embedding;
use super::fit::{Fitted, Schedule, fit};
use super::implicit::ImplicitSource;
use super::projection::project;
use super::ratings::{RatingSource, rating_rate};
use super::step::{PairTrainer, Samples, predict};
use super::trained::{Epochs, TrainedModel};
use super::warm_start;
use crate::dataset::{RatingTable, UserList, frequent_items, known_picks, rows};
use crate::evaluate::{FoldInCase, ndcg_at_100};
use crate::models::ConfigError;
use burn::tensor::Device;
use konomi::catalog::{AnimeId, LabelEncoder, MinMaxScaler};
use konomi::model::{Architecture, Matrix, NeuMfConfig, PairNetwork, RecommenderNet, WeightsError, WeightsFile};
use konomi::recommend::{DotProduct, KnownPick, Ncf};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::time::Instant;

/// Why there is no model at the end.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// There is not enough to learn from once the held-out part is taken away.
    #[error("{found} ratings are too few: {held_out} are held out, and training needs at least as many again")]
    TooFew {
        /// Ratings of anime and users that are frequent enough.
        found: usize,
        /// How many are held out.
        held_out: usize,
    },
    /// There are no lists, or none with anime that are frequent enough.
    #[error("no anime stands on the lists of {ITEM_LEAST} users: there is nothing to learn from")]
    NoItems,
    /// Stopped before an epoch was whole.
    #[error("training was interrupted before its first epoch ended, so there are no weights to keep")]
    Interrupted,
    /// The regression of the first guess has no solution.
    #[error("the trained rows could not be regressed on their lists: are there users with lists in the data?")]
    WarmStart,
    /// The normal equations of a linear model have no solution.
    #[error("the lists' normal equations are not positive definite: choose a larger lambda")]
    NotPositive,
    /// A blend of a model that there is none of.
    #[error("the configuration blends {0:?}, and there is no such model")]
    NoSuchMember(String),
    /// A recipe can't be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The trained model does not load.
    #[error(transparent)]
    Weights(#[from] WeightsError),
}

/// An anime needs as many users (or ratings) as this for a row of its own.
pub const ITEM_LEAST: usize = 5;
/// A user needs as many ratings as this for a row in the rating models, as in the reference.
pub const USER_LEAST: usize = 20;

/// NCF on implicit feedback; `validation` are users it does not train on, who choose the epoch.
pub fn train_ncf(lists: &[UserList], validation: &[UserList], seed: u64) -> Result<TrainedModel, TrainError> {
    let started = Instant::now();
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let items = frequent_items(lists, ITEM_LEAST, false);
    if items.is_empty() {
        return Err(TrainError::NoItems);
    }
    let user_rows = rows(lists, &items);
    let network = NeuMfConfig::default().init(&seeded_device(seed));
    let width = network.row_width();
    let users = Embedding::normal(user_rows.len(), width, 0.05, &mut random);
    let item_table = Embedding::normal(items.len(), width, 0.05, &mut random);
    let source = ImplicitSource { lists: &user_rows, items: items.len(), negatives: 10, batch: 40_000 };
    let schedule = Schedule { epochs: 20, patience: 2, rate: |epoch| 2e-3 * 0.75f64.powi(epoch as i32), l2: 3e-5 };

    let picks: Vec<Vec<KnownPick>> = lists.iter().map(|list| known_picks(&liked(list), &items, false)).collect();
    let cases = FoldInCase::split(validation, &items, seed, 300);
    let file = |network: &_, users: &Matrix, rows: &Matrix| {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let warm = warm_start::regress(users, rows, &picks, Ncf::opinion, &mut random).ok_or(TrainError::WarmStart)?;
        Ok::<_, TrainError>(weights_file(Architecture::NeuMf, network, &items, rows, None, warm))
    };
    let validate = |trainer: &PairTrainer<_>| {
        let model = file(&trainer.network, &trainer.users.rows, &trainer.items.rows)
            .and_then(|file| Ok(Ncf::load(file, &Device::flex())?));
        // A state that gives no model is the worst there is.
        model.map_or(f64::NEG_INFINITY, |model| ndcg_at_100(&model, &cases))
    };
    let trainer = PairTrainer::new(network, users, item_table);
    let best = fit(trainer, &source, &schedule, &mut random, validate, "ncf").ok_or(TrainError::Interrupted)?;
    Ok(report(file(&best.network, &best.users, &best.items)?, &best, started))
}

/// RecommenderNet on ratings, by the reference's recipe; 10,000 ratings choose the epoch.
pub fn train_recommender_net(lists: &[UserList], seed: u64) -> Result<TrainedModel, TrainError> {
    let started = Instant::now();
    let table = RatingTable::new(lists, ITEM_LEAST, USER_LEAST);
    let [validation, train] = hold_out(&table.samples, [10_000], seed)?;
    let best = train_rating_model(&table, &train, &validation, RatingNetwork::RecommenderNet, seed)?;
    let Predictor::RecommenderNet(best) = best else { return Err(TrainError::Interrupted) };
    let picks: Vec<Vec<KnownPick>> =
        table.users.iter().map(|&index| known_picks(&lists[index], &table.items, true)).collect();
    let normalized = |rows: &Matrix| {
        let tensor = RecommenderNet::normalize(rows.to_tensor(&Device::flex()));
        Matrix { width: rows.width, values: tensor.into_data().iter::<f32>().collect() }
    };
    // Only the direction of a row means anything to this network, so the regression and the file hold directions.
    let (users, rows) = (normalized(&best.users), normalized(&best.items));
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let warm =
        warm_start::regress(&users, &rows, &picks, DotProduct::opinion, &mut random).ok_or(TrainError::WarmStart)?;
    let scaler = Some(MinMaxScaler::MY_ANIME_LIST);
    let file = weights_file(Architecture::RecommenderNet, &best.network, &table.items, &rows, scaler, warm);
    Ok(report(file, &best, started))
}

/// Which network learns ratings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RatingNetwork {
    /// The reference's dot-product model.
    RecommenderNet,
    /// NeuMF, for the comparison.
    NeuMf,
}

/// A network that was trained on ratings, with its users.
pub enum Predictor {
    /// See [`RatingNetwork::RecommenderNet`].
    RecommenderNet(Box<Fitted<RecommenderNet>>),
    /// See [`RatingNetwork::NeuMf`].
    NeuMf(Box<Fitted<konomi::model::NeuMf>>),
}

impl Predictor {
    /// The predicted ratings on the 0-1 scale.
    pub fn predict(&self, samples: &Samples) -> Vec<f32> {
        match self {
            Self::RecommenderNet(best) => predict(&best.network, &best.users, &best.items, samples),
            Self::NeuMf(best) => predict(&best.network, &best.users, &best.items, samples),
        }
    }
}

/// Trains on ratings until those of `validation` are predicted no better.
pub fn train_rating_model(
    table: &RatingTable,
    train: &Samples,
    validation: &Samples,
    network: RatingNetwork,
    seed: u64,
) -> Result<Predictor, TrainError> {
    let device = seeded_device(seed);
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let (users, items) = (table.users.len(), table.items.len());
    match network {
        RatingNetwork::RecommenderNet => {
            let recipe = Schedule { epochs: 20, patience: 2, rate: rating_rate, l2: 0.0 };
            let net = RecommenderNet::init(&device);
            let start = project(train, users, items, net.row_width(), &mut random);
            let best = fit_ratings(net, start, train, validation, &recipe, random, "recommender-net");
            best.map(|best| Predictor::RecommenderNet(Box::new(best)))
        }
        RatingNetwork::NeuMf => {
            let recipe = Schedule { epochs: 20, patience: 2, rate: |epoch| 1e-3 * 0.8f64.powi(epoch as i32), l2: 1e-5 };
            let net = NeuMfConfig::default().init(&device);
            // He initialization as Keras takes it for a table: the number of rows is the fan-in.
            let mut table =
                |rows: usize| Embedding::normal(rows, net.row_width(), (2.0 / rows.max(1) as f32).sqrt(), &mut random);
            let start = (table(users), table(items));
            fit_ratings(net, start, train, validation, &recipe, random, "ncf (ratings)")
                .map(|best| Predictor::NeuMf(Box::new(best)))
        }
    }
    .ok_or(TrainError::Interrupted)
}

fn fit_ratings<N: PairNetwork + Send + Sync + 'static>(
    network: N,
    (users, items): (Embedding, Embedding),
    train: &Samples,
    validation: &Samples,
    schedule: &Schedule,
    mut random: ChaCha8Rng,
    name: &str,
) -> Option<Fitted<N>> {
    let source = RatingSource { samples: train, batch: 5_000 };
    let validate = |trainer: &PairTrainer<N>| {
        let squares =
            trainer.predict(validation).into_iter().zip(&validation.targets).map(|(p, t)| f64::from(p - t).powi(2));
        -squares.sum::<f64>() / validation.len().max(1) as f64
    };
    fit(PairTrainer::new(network, users, items), &source, schedule, &mut random, validate, name)
}

/// Disjoint random parts of the samples, of the given sizes, and the rest, which must be as large as they together.
pub fn hold_out<const N: usize, const M: usize>(
    samples: &Samples,
    sizes: [usize; N],
    seed: u64,
) -> Result<[Samples; M], TrainError> {
    use rand::seq::SliceRandom;
    let held_out = sizes.iter().sum();
    if samples.len() < 2 * held_out {
        return Err(TrainError::TooFew { found: samples.len(), held_out });
    }
    let mut order: Vec<usize> = (0..samples.len()).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let mut parts = std::array::from_fn(|_| Samples::default());
    let mut start = 0;
    for (part, samples_of_part) in parts.iter_mut().enumerate() {
        let size = sizes.get(part).copied().unwrap_or(order.len() - start);
        for &index in &order[start..start + size] {
            samples_of_part.push(samples.users[index], samples.items[index], samples.targets[index]);
        }
        start += size;
    }
    Ok(parts)
}

/// The list with every entry merely liked: implicit feedback knows no ratings.
fn liked(list: &UserList) -> UserList {
    let mut list = list.clone();
    list.entries.iter_mut().for_each(|entry| entry.rating = None);
    list
}

/// The CPU with gradients, its random numbers seeded for fresh weights.
fn seeded_device(seed: u64) -> Device {
    let device = Device::flex();
    device.seed(seed);
    device.autodiff()
}

fn weights_file<N: PairNetwork>(
    architecture: Architecture,
    network: &N,
    items: &LabelEncoder<AnimeId>,
    rows: &Matrix,
    scaler: Option<MinMaxScaler>,
    warm_start: Matrix,
) -> WeightsFile {
    let mut parameters: std::collections::BTreeMap<_, _> =
        network.parameters().into_iter().map(|(name, shape, values)| (name, (shape, values))).collect();
    let shape = vec![warm_start.rows(), warm_start.width];
    parameters.insert(konomi::recommend::WarmStart::PARAMETER.to_owned(), (shape, warm_start.values));
    WeightsFile { scaler, rows: rows.clone(), parameters, ..WeightsFile::new(architecture, items.clone()) }
}

fn report<N>(file: WeightsFile, best: &Fitted<N>, started: Instant) -> TrainedModel {
    let (validation, samples_a_second) = (best.validation, best.samples_a_second);
    let epochs = Epochs { best: best.epoch, validation, samples_a_second };
    TrainedModel { file, page_file: None, seconds: started.elapsed().as_secs_f64(), epochs: Some(epochs) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn held_out_parts_share_nothing_and_too_few_ratings_are_an_error() {
        let mut samples = Samples::default();
        (0..50).for_each(|k| samples.push(k, k + 100, k as f32));
        let [first, second, rest]: [Samples; 3] = hold_out(&samples, [10, 10], 7).unwrap();
        assert_eq!((first.len(), second.len(), rest.len()), (10, 10, 30));
        let mut users: Vec<u32> = [&first, &second, &rest].iter().flat_map(|part| part.users.clone()).collect();
        assert!(first.users.iter().zip(&first.items).all(|(user, item)| user + 100 == *item));
        users.sort_unstable();
        assert_eq!(users, (0..50).collect::<Vec<u32>>());
        let error = hold_out::<2, 3>(&samples, [20, 10], 7).err().unwrap();
        assert!(error.to_string().starts_with("50 ratings are too few: 30 are held out"), "{error}");
    }
}
