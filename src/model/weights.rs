//! The file of a trained model: safetensors, with the encoder of its items, a checksum, and rows in 32, 16 or 8 bits.
//!
//! Tensors: `items` (the encoder's MyAnimeList ids), `rows` (one embedding row an item; with `rows.scale` where they
//! are 8 bits), and the network's parameters by name. The metadata name the architecture, the scaler and the SHA-256
//! of both and of all tensors in the order of their names.

mod networks;

use super::matrix::{Matrix, dequantize, quantize};
use crate::catalog::{AnimeId, LabelEncoder, MinMaxScaler, UnsortedLabels};
use half::f16;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// The version of this layout; a file of another is refused.
const FORMAT: &str = "konomi-weights-2";

pub(super) use networks::linear_parameters;

/// Which network the weights are of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Architecture {
    /// [`NeuMf`](super::NeuMf).
    NeuMf,
    /// [`RecommenderNet`](super::RecommenderNet).
    RecommenderNet,
}

impl Architecture {
    fn name(self) -> &'static str {
        match self {
            Self::NeuMf => "neu-mf",
            Self::RecommenderNet => "recommender-net",
        }
    }
}

/// How the item rows are stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Precision {
    /// As trained, 4 bytes a value.
    Single,
    /// IEEE half precision, 2 bytes a value.
    Half,
    /// A signed byte a value and one scale a row.
    Byte,
}

/// A trained model without its users.
#[derive(Clone, PartialEq, Debug)]
pub struct WeightsFile {
    /// Which network.
    pub architecture: Architecture,
    /// Which anime each row is.
    pub items: LabelEncoder<AnimeId>,
    /// The scale of the ratings it learned from; `None` for implicit feedback.
    pub scaler: Option<MinMaxScaler>,
    /// The item embeddings, `[items, row width]`.
    pub rows: Matrix,
    /// The network's parameters, and further tables of the model, by name: shape and values.
    pub parameters: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
}

/// Why a file is not a model.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// Not a safetensors file, or one cut short.
    #[error("the weights are not a whole safetensors file: {0}")]
    Container(#[from] safetensors::SafeTensorError),
    /// Of another kind or version.
    #[error("the weights are of the layout {found:?}, this program reads {FORMAT:?}: train them again")]
    Format {
        /// What the file says of itself.
        found: String,
    },
    /// The bytes are not those that were written.
    #[error("the weights are damaged: their checksum does not fit; fetch the file again")]
    Checksum,
    /// Something needed is not there.
    #[error("the weights have no {0:?}")]
    Missing(String),
    /// Something does not have the size that the rest asks for.
    #[error("{name:?} of the weights has the shape {found:?}, but {expected:?} is needed")]
    Shape {
        /// The tensor.
        name: String,
        /// Its shape.
        found: Vec<usize>,
        /// The shape that would fit.
        expected: Vec<usize>,
    },
    /// A value that no training gives.
    #[error("{0:?} of the weights holds values that are not finite numbers")]
    NotFinite(String),
    /// The scale of the ratings is none.
    #[error("the weights name the scale of ratings {0:?}; two numbers are needed, the smaller one first")]
    Scaler(String),
    /// The encoder is not in order.
    #[error(transparent)]
    Encoder(#[from] UnsortedLabels),
}

impl WeightsFile {
    /// The file's bytes, with the item rows in `precision`.
    pub fn to_bytes(&self, precision: Precision) -> Result<Vec<u8>, WeightsError> {
        let mut tensors: BTreeMap<String, (Dtype, Vec<usize>, Vec<u8>)> = BTreeMap::new();
        let ids = self.items.labels().iter().flat_map(|id| id.0.to_le_bytes()).collect();
        tensors.insert("items".into(), (Dtype::U32, vec![self.items.len()], ids));
        let shape = vec![self.rows.rows(), self.rows.width];
        match precision {
            Precision::Single => {
                tensors.insert("rows".into(), (Dtype::F32, shape, single_bytes(&self.rows.values)));
            }
            Precision::Half => {
                let bytes = self.rows.values.iter().flat_map(|&value| f16::from_f32(value).to_le_bytes()).collect();
                tensors.insert("rows".into(), (Dtype::F16, shape, bytes));
            }
            Precision::Byte => {
                let (bytes, scales) = quantize(&self.rows);
                tensors.insert("rows".into(), (Dtype::I8, shape, bytes));
                tensors.insert("rows.scale".into(), (Dtype::F32, vec![scales.len()], single_bytes(&scales)));
            }
        }
        for (name, (shape, values)) in &self.parameters {
            tensors.insert(name.clone(), (Dtype::F32, shape.clone(), single_bytes(values)));
        }
        let architecture = self.architecture.name().to_owned();
        let scaler = self.scaler.map(|scaler| format!("{} {}", scaler.min, scaler.max)).unwrap_or_default();
        let views = (tensors.iter())
            .map(|(name, (dtype, shape, bytes))| Ok((name.as_str(), TensorView::new(*dtype, shape.clone(), bytes)?)))
            .collect::<Result<Vec<_>, WeightsError>>()?;
        let sha256 = checksum(&architecture, &scaler, views.iter().map(|(name, view)| (*name, view)));
        let metadata = HashMap::from([
            ("format".to_owned(), FORMAT.to_owned()),
            ("architecture".to_owned(), architecture),
            ("scaler".to_owned(), scaler),
            ("sha256".to_owned(), sha256),
        ]);
        Ok(safetensors::serialize(views, Some(metadata))?)
    }

    /// Reads and checks a file: its layout, its checksum, its shapes against its encoder, its values.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        let (_, header) = SafeTensors::read_metadata(bytes)?;
        let metadata = header.metadata().clone().unwrap_or_default();
        let field = |name: &str| metadata.get(name).cloned().unwrap_or_default();
        if field("format") != FORMAT {
            return Err(WeightsError::Format { found: field("format") });
        }
        let file = SafeTensors::deserialize(bytes)?;
        let mut tensors: Vec<(String, TensorView)> = file.tensors();
        tensors.sort_by(|a, b| a.0.cmp(&b.0));
        let found = tensors.iter().map(|(name, view)| (name.as_str(), view));
        if checksum(&field("architecture"), &field("scaler"), found) != field("sha256") {
            return Err(WeightsError::Checksum);
        }
        let mut tensors: BTreeMap<String, TensorView> = tensors.into_iter().collect();
        let mut take = |name: &str| tensors.remove(name).ok_or_else(|| WeightsError::Missing(name.to_owned()));

        let ids = take("items")?;
        let ids = ids.data().chunks_exact(4).map(|id| AnimeId(u32::from_le_bytes([id[0], id[1], id[2], id[3]])));
        let items = LabelEncoder::try_from(ids.collect::<Vec<_>>())?;
        let rows = take("rows")?;
        let &[count, width] = rows.shape() else {
            return Err(WeightsError::Shape {
                name: "rows".into(),
                found: rows.shape().to_vec(),
                expected: vec![items.len(), 0],
            });
        };
        if count != items.len() {
            return Err(WeightsError::Shape {
                name: "rows".into(),
                found: vec![count, width],
                expected: vec![items.len(), width],
            });
        }
        let values = match rows.dtype() {
            Dtype::I8 => {
                let scales = singles("rows.scale", &take("rows.scale")?)?;
                if scales.len() != count {
                    return Err(WeightsError::Shape {
                        name: "rows.scale".into(),
                        found: vec![scales.len()],
                        expected: vec![count],
                    });
                }
                dequantize(rows.data(), width, &scales)
            }
            _ => singles("rows", &rows)?,
        };
        let architecture = match field("architecture").as_str() {
            "neu-mf" => Architecture::NeuMf,
            "recommender-net" => Architecture::RecommenderNet,
            other => return Err(WeightsError::Format { found: format!("{FORMAT} of {other:?}") }),
        };
        let scaler = match field("scaler").as_str() {
            "" => None,
            text => Some(scaler(text).ok_or_else(|| WeightsError::Scaler(text.to_owned()))?),
        };
        let parameters = (tensors.into_iter())
            .map(|(name, view)| Ok((name.clone(), (view.shape().to_vec(), singles(&name, &view)?))))
            .collect::<Result<_, WeightsError>>()?;
        Ok(Self { architecture, items, scaler, rows: Matrix { width, values }, parameters })
    }

    /// A parameter's values, if it is there with this shape.
    pub fn parameter(&self, name: &str, expected: &[usize]) -> Result<&[f32], WeightsError> {
        let (shape, values) = self.parameters.get(name).ok_or_else(|| WeightsError::Missing(name.to_owned()))?;
        if shape != expected {
            return Err(WeightsError::Shape {
                name: name.to_owned(),
                found: shape.clone(),
                expected: expected.to_vec(),
            });
        }
        Ok(values)
    }
}

fn single_bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// The values of a tensor in single or half precision, all of them finite.
fn singles(name: &str, view: &TensorView) -> Result<Vec<f32>, WeightsError> {
    let values: Vec<f32> = match view.dtype() {
        Dtype::F16 => view.data().chunks_exact(2).map(|b| f16::from_le_bytes([b[0], b[1]]).to_f32()).collect(),
        Dtype::F32 => view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
        other => return Err(WeightsError::Format { found: format!("{FORMAT} with {name:?} of {other:?}") }),
    };
    if values.iter().all(|value| value.is_finite()) {
        Ok(values)
    } else {
        Err(WeightsError::NotFinite(name.to_owned()))
    }
}

/// A scaler in the words of a file, `min max`.
fn scaler(text: &str) -> Option<MinMaxScaler> {
    let (min, max) = text.split_once(' ')?;
    let scaler = MinMaxScaler { min: min.parse().ok()?, max: max.parse().ok()? };
    (scaler.min < scaler.max).then_some(scaler)
}

/// SHA-256 of all that the file says: each part with its length, so that no two files run together to the same bytes.
fn checksum<'a>(
    architecture: &str,
    scaler: &str,
    tensors: impl Iterator<Item = (&'a str, &'a TensorView<'a>)>,
) -> String {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(architecture.as_bytes());
    part(scaler.as_bytes());
    for (name, view) in tensors {
        part(name.as_bytes());
        part(format!("{:?} {:?}", view.dtype(), view.shape()).as_bytes());
        part(view.data());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
