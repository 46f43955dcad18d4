//! Models of the visitor's own, out of files of weights; those of Keras come here converted.

use super::protocol::ModelName;
use crate::model::{Architecture, WeightsError, WeightsFile};
use crate::t;

/// Why a file of the visitor's can't be used.
#[derive(Debug, thiserror::Error)]
pub enum OwnError {
    /// It is no whole file of weights.
    #[error("{name}: {source}")]
    Weights {
        /// Which file.
        name: String,
        /// Why.
        source: WeightsError,
    },
    /// It blends other models, and has no weights of its own.
    #[error("{}", t!("own-blend", name = name.as_str()))]
    Blend {
        /// Which file.
        name: String,
    },
}

/// Reads models from files with their names.
pub fn read(files: Vec<(String, Vec<u8>)>) -> Result<Vec<(ModelName, WeightsFile)>, OwnError> {
    files.into_iter().map(|(name, bytes)| read_one(name, &bytes)).collect()
}

fn read_one(name: String, bytes: &[u8]) -> Result<(ModelName, WeightsFile), OwnError> {
    match WeightsFile::from_bytes(bytes) {
        Ok(file) if file.architecture == Architecture::Blend => Err(OwnError::Blend { name }),
        Ok(file) => Ok((name_of(&file), file)),
        Err(source) => Err(OwnError::Weights { name, source }),
    }
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
            (vec![file("a.safetensors", b"no")], "a.safetensors: the weights are not a whole safetensors file"),
            (vec![file("b.safetensors", &blend)], "b.safetensors: it blends other models"),
        ] {
            let error = read(files).err().unwrap().to_string();
            assert!(error.contains(fault), "{error:?} and not {fault:?}");
        }
    }
}
