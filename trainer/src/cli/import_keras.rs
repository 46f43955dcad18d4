//! `konomi import-keras`: a model of the reference's notebooks as Konomi's weights.

use super::CliError;
use crate::train::{Samples, Visitors, known_users, predict};
use burn::tensor::Device;
use konomi::catalog::{AnimeId, LabelEncoder, MinMaxScaler};
use konomi::keras::{self, KerasError, KerasModel, Kind, Table};
use konomi::model::{Architecture, Matrix, PairNetwork, Precision, WeightsFile};
use konomi::recommend::{DotProduct, KnownAnswer, KnownPick, Opinion, Rating, load};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Options {
    /// The folder with *.keras, user_encoder.pkl, anime_encoder.pkl and scaler.pkl; anime_weights.npy and
    /// user_weights.npy are checked where they are there.
    dir: PathBuf,
    /// Where the weights go.
    #[arg(long)]
    out: PathBuf,
}

const USERS: &str = "user_encoder.pkl";
const ANIME: &str = "anime_encoder.pkl";
const SCALER: &str = "scaler.pkl";
/// How far a normalized row may be from the one that NumPy wrote.
const TOLERANCE: f64 = 1e-4;

/// What belongs to every model of a folder.
struct Folder {
    users: Vec<u32>,
    anime: Vec<u32>,
    scaler: MinMaxScaler,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    let bytes = |name: &'static str| {
        let file = options.dir.join(name);
        match file.is_file() {
            true => read(&file),
            false => Err(CliError::Lacks { folder: options.dir.clone(), missing: name }),
        }
    };
    let of = |name: &str| {
        let file = options.dir.join(name);
        move |source| CliError::Keras { file, source }
    };
    let folder = Folder {
        users: keras::label_encoder(&bytes(USERS)?).map_err(of(USERS))?,
        anime: keras::label_encoder(&bytes(ANIME)?).map_err(of(ANIME))?,
        scaler: keras::scaler(&bytes(SCALER)?).map_err(of(SCALER))?,
    };
    let mut models: Vec<PathBuf> = fs::read_dir(&options.dir)
        .map_err(|source| CliError::File { file: options.dir.clone(), source })?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.extension().is_some_and(|extension| extension == "keras"))
        .collect();
    models.sort();
    if models.is_empty() {
        return Err(CliError::Lacks { folder: options.dir.clone(), missing: "*.keras" });
    }
    fs::create_dir_all(&options.out).map_err(|source| CliError::File { file: options.out.clone(), source })?;
    for file in models {
        let failed = |source| CliError::Keras { file: file.clone(), source };
        let reader = File::open(&file).map_err(|source| CliError::File { file: file.clone(), source })?;
        let model = KerasModel::read(reader).map_err(failed)?;
        for (table, labels, whose) in [(&model.users, &folder.users, USERS), (&model.items, &folder.anime, ANIME)] {
            let rows = table.values.len() / table.width;
            if rows != labels.len() {
                let text = format!(
                    "it has {rows} rows where {whose} has {} labels: they are of different trainings",
                    labels.len()
                );
                return Err(failed(KerasError::Shape(text)));
            }
        }
        if model.kind == Kind::RecommenderNet {
            check_rows(options, "user_weights.npy", &model.users)?;
            check_rows(options, "anime_weights.npy", &model.items)?;
        }
        let name = match model.kind {
            Kind::RecommenderNet => "recommender-net",
            Kind::Ncf => "ncf",
        };
        let target = super::inputs::weights_path(&options.out, name);
        let weights = folder.weights(&model).and_then(|file| Ok(file.to_bytes(Precision::Single)?));
        let weights = weights.map_err(|error| match error {
            CliError::BareWeights(source) => CliError::Weights { file: target.clone(), source },
            error => error,
        })?;
        fs::write(&target, &weights).map_err(|source| CliError::File { file: target.clone(), source })?;
        println!(
            "{} -> {}: {} users, {} anime, {} kB",
            file.display(),
            target.display(),
            folder.users.len(),
            folder.anime.len(),
            weights.len() / 1000
        );
    }
    Ok(())
}

fn read(file: &Path) -> Result<Vec<u8>, CliError> {
    fs::read(file).map_err(|source| CliError::File { file: file.to_owned(), source })
}

/// Fails if a file of normalized rows is of another training than the model.
fn check_rows(options: &Options, name: &str, table: &Table) -> Result<(), CliError> {
    let file = options.dir.join(name);
    if !file.is_file() {
        return Ok(());
    }
    let failed = |source| CliError::Keras { file: file.clone(), source };
    let array = keras::read_npy(&read(&file)?).map_err(failed)?;
    let rows = table.values.len() / table.width;
    if array.shape != [rows, table.width] {
        let text = format!("it has the shape {:?}, the model\u{2019}s rows are {:?}", array.shape, [rows, table.width]);
        return Err(failed(KerasError::Shape(text)));
    }
    let normalized = array.floats(name).map_err(failed)?;
    for (row, (own, others)) in table.values.chunks(table.width).zip(normalized.chunks(table.width)).enumerate() {
        let length = own.iter().map(|value| f64::from(*value).powi(2)).sum::<f64>().sqrt().max(1e-12);
        if own.iter().zip(others).any(|(own, other)| (f64::from(*own) / length - other).abs() > TOLERANCE) {
            let text = format!("its row {row} is not the model\u{2019}s, normalized: they are of different trainings");
            return Err(failed(KerasError::Shape(text)));
        }
    }
    Ok(())
}

/// Anime that stand for a user's list, which these files don't have.
const SHOWN: usize = 60;

impl Folder {
    /// A model's weights, with its users for `predict`, and with a first guess for visitors.
    fn weights(&self, model: &KerasModel) -> Result<WeightsFile, CliError> {
        let items = LabelEncoder::fit(self.anime.iter().map(|id| AnimeId(*id)));
        // scikit-learn sorts its labels; whoever does not is sorted here.
        let mut order: Vec<usize> = (0..self.anime.len()).collect();
        order.sort_by_key(|&row| self.anime[row]);
        let rows = order.iter().flat_map(|&row| row_of(&model.items, row).iter().copied()).collect();
        let rows = Matrix { width: model.items.width, values: rows };
        let users = Matrix { width: model.users.width, values: model.users.values.clone() };
        let architecture = match model.kind {
            Kind::RecommenderNet => Architecture::RecommenderNet,
            Kind::Ncf => Architecture::NeuMf,
        };
        let mut file = WeightsFile::new(architecture, items);
        file.rows = rows.clone();
        for (name, shape, values) in &model.parameters {
            file = file.with_parameter(name, shape, values.clone());
        }
        let mut file = match model.kind {
            Kind::RecommenderNet => {
                self.with_guess(&file.recommender_net(&Device::flex())?, &file, &users, &rows, true)?
            }
            Kind::Ncf => self.with_guess(&file.neu_mf(&Device::flex())?, &file, &users, &rows, false)?,
        };
        file.scaler = Some(self.scaler);
        let recommender = load(file.clone(), &Device::flex(), |_| None)?;
        let picks: Vec<KnownPick> =
            (0..5.min(file.items.len())).map(|row| KnownPick::new(row, Opinion::Liked)).collect();
        let visitor = recommender.fold_in(&picks);
        let scores = recommender.scan(&visitor).wait();
        KnownAnswer::new(visitor, &scores).store(&mut file);
        Ok(known_users::store(file, &self.users, &users))
    }

    /// The file with the regression of the users on lists. These files have no lists, so they are made up: for each user
    /// some anime by chance, each with the rating that the model expects.
    fn with_guess<N: PairNetwork + Sync>(
        &self,
        network: &N,
        file: &WeightsFile,
        users: &Matrix,
        rows: &Matrix,
        directions: bool,
    ) -> Result<WeightsFile, CliError> {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut pairs = Samples::default();
        for user in 0..users.rows() as u32 {
            (0..SHOWN).for_each(|_| pairs.push(user, random.random_range(0..rows.rows() as u32), 0.0));
        }
        let expected = predict(network, users, rows, &pairs);
        let mut picks = vec![Vec::new(); users.rows()];
        for ((&user, &row), unit) in pairs.users.iter().zip(&pairs.items).zip(expected) {
            let rating = self.scaler.unscale(unit);
            let presence =
                Rating::try_from(rating.round() as u8).map_or(0.0, |rating| Opinion::Rated(rating).presence());
            picks[user as usize].push(KnownPick { row: row as usize, rating, presence });
        }
        let unit = |matrix: &Matrix| if directions { normalized(matrix) } else { matrix.clone() };
        let visitors = Visitors { users: &unit(users), picks: &picks, opinion: DotProduct::rating_opinion };
        let mut guessed = visitors.file(file.architecture, network, &file.items, &unit(rows), 1)?;
        guessed.rows = rows.clone();
        Ok(guessed)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::inputs;
    use konomi::model::WeightsFile;

    /// The reference's artefacts, which no checkout contains: beside the data set.
    fn artefacts() -> Option<PathBuf> {
        let folder = PathBuf::from(std::env::var_os("KONOMI_DATA")?).join("../keras");
        folder.is_dir().then_some(folder)
    }

    #[test]
    fn the_predictions_that_keras_made_are_reproduced() {
        let Some(dir) = artefacts() else {
            eprintln!(
                "SKIPPED: the_predictions_that_keras_made_are_reproduced needs the folder keras beside KONOMI_DATA"
            );
            return;
        };
        #[derive(serde::Deserialize)]
        struct Golden {
            user_id: u32,
            anime_id: u32,
            prediction: f32,
        }
        let out = std::env::temp_dir().join(format!("konomi-keras-{}", std::process::id()));
        run(&Options { dir: dir.clone(), out: out.clone() }).unwrap();
        for (name, golden) in [("recommender-net", "golden_dot.json"), ("ncf", "golden_ncf.json")] {
            let golden: Vec<Golden> = serde_json::from_slice(&fs::read(dir.join(golden)).unwrap()).unwrap();
            assert_eq!(golden.len(), 200);
            let file = WeightsFile::from_bytes(&fs::read(inputs::weights_path(&out, name)).unwrap()).unwrap();
            let (ids, users) = known_users::read(&file).unwrap();
            let mut pairs = Samples::default();
            for pair in &golden {
                let user = ids.iter().position(|id| *id == pair.user_id).unwrap();
                pairs.push(user as u32, file.items.row(&AnimeId(pair.anime_id)).unwrap() as u32, 0.0);
            }
            let found = match name {
                "ncf" => predict(&file.neu_mf(&Device::flex()).unwrap(), &users, &file.rows, &pairs),
                _ => predict(&file.recommender_net(&Device::flex()).unwrap(), &users, &file.rows, &pairs),
            };
            for (pair, found) in golden.iter().zip(found) {
                assert!((pair.prediction - found).abs() < 1e-5, "{name}: {found} and not {}", pair.prediction);
            }
            // A visitor gets a list from it.
            let model = inputs::load_model(&out, name).unwrap();
            let picks: Vec<KnownPick> =
                [1, 5, 30].map(|id| KnownPick::new(file.items.row(&AnimeId(id)).unwrap(), Opinion::Liked)).to_vec();
            let scores = model.scan(&model.fold_in(&picks)).wait();
            assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
        }
        fs::remove_dir_all(&out).unwrap();
    }

    #[test]
    fn a_folder_that_lacks_a_file_says_which() {
        let dir = std::env::temp_dir().join(format!("konomi-keras-empty-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let error = run(&Options { dir: dir.clone(), out: dir.join("out") }).unwrap_err().to_string();
        assert!(error.contains("user_encoder.pkl"), "{error}");
        fs::remove_dir_all(&dir).unwrap();
    }
}
