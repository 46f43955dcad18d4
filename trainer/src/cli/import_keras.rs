//! `konomi import-keras`: a model of the reference's notebooks as Konomi's weights.

use super::CliError;
use crate::train::known_users;
use konomi::keras::{Companions, FileError, KerasModel, Kind};
use konomi::model::Precision;
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

pub fn run(options: &Options) -> Result<(), CliError> {
    let in_folder = |error: FileError| CliError::Keras { file: options.dir.join(&error.name), source: error.source };
    let companions = Companions::read(|name| {
        let file = options.dir.join(name);
        file.is_file().then(|| read(&file)).transpose().map_err(Failure::Cli)
    });
    let companions = companions.map_err(|failure| match failure {
        Failure::Cli(error) => error,
        Failure::File(error) => in_folder(error),
    })?;
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
        let reader = File::open(&file).map_err(|source| CliError::File { file: file.clone(), source })?;
        let model = KerasModel::read(reader).map_err(|source| CliError::Keras { file: file.clone(), source })?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let (weights, users) = companions.convert(&name, &model).map_err(in_folder)?;
        let name = match model.kind {
            Kind::RecommenderNet => "recommender-net",
            Kind::Ncf => "ncf",
        };
        let target = super::inputs::weights_path(&options.out, name);
        let items = weights.items.len();
        let bytes = known_users::store(weights, &companions.users, &users).to_bytes(Precision::Single);
        let bytes = bytes.map_err(|source| CliError::Weights { file: target.clone(), source })?;
        fs::write(&target, &bytes).map_err(|source| CliError::File { file: target.clone(), source })?;
        println!(
            "{} -> {}: {} users, {items} anime, {} kB",
            file.display(),
            target.display(),
            users.rows(),
            bytes.len() / 1000
        );
    }
    Ok(())
}

/// Why the files beside the models could not be read.
enum Failure {
    /// The system's fault.
    Cli(CliError),
    /// The file's own.
    File(FileError),
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

fn read(file: &Path) -> Result<Vec<u8>, CliError> {
    fs::read(file).map_err(|source| CliError::File { file: file.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::inputs;
    use crate::train::{Samples, predict};
    use burn::tensor::Device;
    use konomi::catalog::AnimeId;
    use konomi::model::WeightsFile;
    use konomi::recommend::{KnownPick, Opinion};

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
