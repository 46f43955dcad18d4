//! The files of a folder, as a visitor brings them: Keras' models become files of weights, the others of these stay.

use super::{Companions, FileError, KerasError, KerasModel};
use crate::model::Precision;
use std::io::Cursor;

const KERAS: &str = ".keras";
const CONVERTED: &str = ".safetensors";

/// Files with their names as files of weights alone: each of Keras' models converted by what lies beside it, as
/// `konomi import-keras` does it, and those that are converted already as they are. Fails with the name of a file that
/// belongs to no model, or can't be used.
pub fn converted(files: Vec<(String, Vec<u8>)>) -> Result<Vec<(String, Vec<u8>)>, FileError> {
    let known =
        |name: &str| [CONVERTED, KERAS].iter().any(|end| name.ends_with(end)) || Companions::NAMES.contains(&name);
    if let Some((name, _)) = files.iter().find(|(name, _)| !known(name)) {
        return Err(FileError::of(name)(KerasError::Stranger));
    }
    let (mut weights, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| name.ends_with(CONVERTED));
    let (models, beside): (Vec<_>, Vec<_>) = others.into_iter().partition(|(name, _)| name.ends_with(KERAS));
    if models.is_empty() {
        return if weights.is_empty() { Err(FileError::of("*.keras")(KerasError::Missing)) } else { Ok(weights) };
    }
    let companions = Companions::read(|wanted| {
        let found = beside.iter().find(|(name, _)| name == wanted);
        Ok::<_, FileError>(found.map(|(_, bytes)| bytes.clone()))
    })?;
    for (name, bytes) in models {
        let model = KerasModel::read(Cursor::new(bytes)).map_err(FileError::of(&name))?;
        let (file, _) = companions.convert(&name, &model)?;
        let unfit = |error: crate::model::WeightsError| FileError::of(&name)(KerasError::Unfit(error.to_string()));
        let bytes = file.to_bytes(Precision::Single).map_err(unfit)?;
        weights.push((format!("{name}{CONVERTED}"), bytes));
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_make_no_model_are_refused_by_name() {
        let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
        for (files, fault) in [
            (vec![], "*.keras: it is missing"),
            (vec![file("scaler.pkl", b"")], "*.keras: it is missing"),
            (vec![file("holiday.jpg", b"")], "holiday.jpg: it is no file of a model"),
            (vec![file("a.keras", b"PK")], "user_encoder.pkl: it is missing"),
        ] {
            let error = converted(files).err().unwrap().to_string();
            assert!(error.contains(fault), "{error:?} and not {fault:?}");
        }
    }

    #[test]
    fn what_is_converted_already_stays_as_it_is() {
        let files = vec![("a.safetensors".to_owned(), b"anything".to_vec())];
        assert_eq!(converted(files.clone()).unwrap(), files);
    }
}
