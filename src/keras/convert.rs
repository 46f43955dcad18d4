//! A model of Keras as Konomi's weights, with a first guess for visitors, who are in no training.

use super::{Companions, FileError, KerasError, KerasModel, Kind, Table};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{Architecture, Matrix, WeightsError, WeightsFile, solve_in_place};
use crate::recommend::{DotProduct, KnownAnswer, KnownPick, Opinion, Rating, Recommender, VisitorRow, WarmStart, load};
use burn::tensor::Device;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Users that the first guess is learned from: more would tell it nothing new.
const GUESSED_FROM: usize = 5_000;
/// Anime that stand for a user's list, which these files don't have.
const SHOWN: usize = 60;
/// The ridge of the regression, in users.
const RIDGE: f32 = 1.0;

impl Companions {
    /// The weights of a model that [`Self::check`] finds to be of these files, and its users' rows.
    pub fn convert(&self, name: &str, model: &KerasModel) -> Result<(WeightsFile, Matrix), FileError> {
        self.check(name, model)?;
        let unusable = |error: WeightsError| FileError::of(name)(KerasError::Unfit(error.to_string()));
        let users = Matrix { width: model.users.width, values: model.users.values.clone() };
        let file = self.weights(model, &users).map_err(unusable)?;
        Ok((file, users))
    }

    fn weights(&self, model: &KerasModel, users: &Matrix) -> Result<WeightsFile, WeightsError> {
        let items = LabelEncoder::fit(self.anime.iter().map(|id| AnimeId(*id)));
        // scikit-learn sorts its labels; whoever does not is sorted here.
        let mut order: Vec<usize> = (0..self.anime.len()).collect();
        order.sort_by_key(|&row| self.anime[row]);
        let values = order.iter().flat_map(|&row| row_of(&model.items, row).iter().copied()).collect();
        let rows = Matrix { width: model.items.width, values };
        let architecture = match model.kind {
            Kind::RecommenderNet => Architecture::RecommenderNet,
            Kind::Ncf => Architecture::NeuMf,
        };
        let mut file = WeightsFile::new(architecture, items);
        file.rows = rows.clone();
        for (name, shape, values) in &model.parameters {
            file = file.with_parameter(name, shape, values.clone());
        }
        let cpu = Device::flex();
        // What it expects of its own users it says without a first guess of others.
        let shape = [WarmStart::feature_count(rows.width), rows.width];
        let unready = file.clone().with_parameter(WarmStart::PARAMETER, &shape, vec![0.0; shape[0] * shape[1]]);
        let network = load(unready, &cpu, |_| None)?;
        let guess = match model.kind {
            // Only the directions of its rows count.
            Kind::RecommenderNet => self.guess(network.as_ref(), users, (&normalized(users), &normalized(&rows))),
            Kind::Ncf => self.guess(network.as_ref(), users, (users, &rows)),
        };
        file = file.with_parameter(WarmStart::PARAMETER, &[guess.rows(), guess.width], guess.values);
        file.scaler = Some(self.scaler);
        let recommender = load(file.clone(), &cpu, |_| None)?;
        let liked = (0..5.min(file.items.len())).map(|row| KnownPick::new(row, Opinion::Liked));
        let visitor = recommender.fold_in(&liked.collect::<Vec<_>>());
        let scores = recommender.scan(&visitor).wait();
        KnownAnswer::new(visitor, &scores).store(&mut file);
        Ok(file)
    }

    /// The regression of the users on lists, `[features, user width]`. These files have no lists, so they are made up: for
    /// each of some users some anime by chance, each with the rating that the model expects.
    fn guess(&self, network: &dyn Recommender, users: &Matrix, (targets, rows): (&Matrix, &Matrix)) -> Matrix {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let step = users.rows().div_ceil(GUESSED_FROM).max(1);
        let pick = |(&row, unit): (&usize, &f32)| {
            let rating = self.scaler.unscale(*unit);
            let presence =
                Rating::try_from(rating.round() as u8).map_or(0.0, |rating| Opinion::Rated(rating).presence());
            KnownPick { row, rating, presence }
        };
        let (inputs, outputs) = (WarmStart::feature_count(rows.width), targets.width);
        let mut gram = vec![0.0; inputs * inputs];
        (0..inputs).for_each(|k| gram[k * inputs + k] = RIDGE);
        // Column by column, `[outputs, inputs]`: each is a right-hand side.
        let mut sides = vec![0.0; outputs * inputs];
        for user in (0..users.rows()).step_by(step) {
            let shown: Vec<usize> = (0..SHOWN).map(|_| random.random_range(0..rows.rows())).collect();
            let expected = network.scores_on_cpu(&VisitorRow(users.row(user).to_vec()), &shown).unwrap_or_default();
            let picks: Vec<KnownPick> = shown.iter().zip(&expected).map(pick).collect();
            // With the whole list, and with the first few of it: a visitor has few picks.
            for picks in [&picks[..], &picks[..1 + user % SHOWN]] {
                let features = WarmStart::features(rows, picks, DotProduct::rating_opinion);
                add_product(&mut gram, &features, &features);
                add_product(&mut sides, targets.row(user), &features);
            }
        }
        let mut guess = Matrix { width: outputs, values: vec![0.0; inputs * outputs] };
        for (column, side) in sides.chunks_exact_mut(inputs).enumerate() {
            solve_in_place(&mut gram.clone(), side);
            side.iter().enumerate().for_each(|(row, value)| guess.values[row * outputs + column] = *value);
        }
        guess
    }
}

/// Adds the products of all pairs, `[rows, columns]`.
fn add_product(sum: &mut [f32], rows: &[f32], columns: &[f32]) {
    for (sums, row) in sum.chunks_exact_mut(columns.len()).zip(rows) {
        sums.iter_mut().zip(columns).for_each(|(sum, column)| *sum += row * column);
    }
}

fn row_of(table: &Table, row: usize) -> &[f32] {
    &table.values[row * table.width..(row + 1) * table.width]
}

fn normalized(matrix: &Matrix) -> Matrix {
    let mut unit = matrix.clone();
    for row in unit.values.chunks_mut(matrix.width) {
        let length = row.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-6);
        row.iter_mut().for_each(|value| *value /= length);
    }
    unit
}
