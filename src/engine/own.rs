//! Models of the visitor's own, out of the files that the reference's notebooks write, or converted ones.

use super::protocol::ModelName;
use crate::keras::{Companions, FileError, KerasError, KerasModel};
use crate::model::{Architecture, WeightsFile};
use std::io::Cursor;

/// The name of the files that `konomi import-keras` and `konomi train` write.
const CONVERTED: &str = ".safetensors";
const KERAS: &str = ".keras";

/// Reads models from files with their names: each converted one by itself, each of Keras with the files beside it.
pub fn read(files: Vec<(String, Vec<u8>)>) -> Result<Vec<(ModelName, WeightsFile)>, FileError> {
    let known =
        |name: &str| [CONVERTED, KERAS].iter().any(|end| name.ends_with(end)) || Companions::NAMES.contains(&name);
    if let Some((name, _)) = files.iter().find(|(name, _)| !known(name)) {
        return Err(FileError::of(name)(KerasError::Stranger));
    }
    let mut models = Vec::new();
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(CONVERTED)) {
        let failed = |error: crate::model::WeightsError| FileError::of(name)(KerasError::Unfit(error.to_string()));
        let file = WeightsFile::from_bytes(bytes).map_err(failed)?;
        if file.architecture == Architecture::Blend {
            return Err(FileError::of(name)(KerasError::Blend));
        }
        models.push((name_of(&file), file));
    }
    let (keras, beside): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| name.ends_with(KERAS));
    if keras.is_empty() && models.is_empty() {
        return Err(FileError::of("*.keras")(KerasError::Missing));
    }
    if !keras.is_empty() {
        let companions = Companions::read(|wanted| {
            let found = beside.iter().find(|(name, _)| name == wanted);
            Ok::<_, FileError>(found.map(|(_, bytes)| bytes.clone()))
        })?;
        for (name, bytes) in keras {
            let model = KerasModel::read(Cursor::new(bytes)).map_err(FileError::of(&name))?;
            let (file, _) = companions.convert(&name, &model)?;
            models.push((name_of(&file), file));
        }
    }
    Ok(models)
}

fn name_of(file: &WeightsFile) -> ModelName {
    match file.architecture {
        Architecture::NeuMf => ModelName::OWN_NCF,
        Architecture::RecommenderNet => ModelName::OWN_RECOMMENDER_NET,
        _ => ModelName::OWN_OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{AnimeId, LabelEncoder};
    use crate::model::Precision;

    #[test]
    fn files_that_make_no_model_are_refused_by_name() {
        let blend = WeightsFile::new(Architecture::Blend, LabelEncoder::fit([AnimeId(1)]));
        let blend = blend.to_bytes(Precision::Single).unwrap();
        let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
        for (files, fault) in [
            (vec![], "*.keras: it is missing"),
            (vec![file("scaler.pkl", b"")], "*.keras: it is missing"),
            (vec![file("holiday.jpg", b"")], "holiday.jpg: it is no file of a model"),
            (vec![file("a.keras", b"PK")], "user_encoder.pkl: it is missing"),
            (vec![file("a.safetensors", b"no")], "a.safetensors: the weights are not a whole safetensors file"),
            (vec![file("b.safetensors", &blend)], "b.safetensors: it blends other models"),
        ] {
            let error = read(files).err().unwrap().to_string();
            assert!(error.contains(fault), "{error:?} and not {fault:?}");
        }
    }
}
