//! A trained model without its users, as a file holds it.

mod container;
mod networks;

pub use container::sha256;

use super::matrix::Matrix;
use super::sparse_rows::{SparseRows, SparseRowsError};
use crate::catalog::{AnimeId, LabelEncoder, MinMaxScaler, UnsortedLabels};
use crate::t;
use std::collections::BTreeMap;

/// The version of the files' layout; a file of another is refused.
const FORMAT: &str = "konomi-weights-3";

pub(super) use networks::linear_parameters;

/// What kind of model the weights are of, and so how a visitor is folded in and scored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Architecture {
    /// One number an item, the same for everybody.
    Popularity,
    /// [`NeuMf`](super::NeuMf).
    NeuMf,
    /// [`RecommenderNet`](super::RecommenderNet).
    RecommenderNet,
    /// Sparse weights from item to item, as of item-kNN and EASE.
    ItemToItem,
    /// Lists of users, as of user-kNN.
    UserKnn,
    /// Sparse features of the items.
    Content,
    /// Embeddings of the items and nothing more, as of LightGCN and PinSAGE.
    Embedding,
    /// Factors with a ridge regression for every user.
    Als,
    /// [`MultVae`](super::MultVae).
    MultVae,
    /// Several models, whose scores are added.
    Blend,
}

impl Architecture {
    /// Every architecture with its name in a file.
    const NAMES: [(Self, &'static str); 10] = [
        (Self::Popularity, "popularity"),
        (Self::NeuMf, "neu-mf"),
        (Self::RecommenderNet, "recommender-net"),
        (Self::ItemToItem, "item-to-item"),
        (Self::UserKnn, "user-knn"),
        (Self::Content, "content"),
        (Self::Embedding, "embedding"),
        (Self::Als, "als"),
        (Self::MultVae, "mult-vae"),
        (Self::Blend, "blend"),
    ];

    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(architecture, _)| *architecture == self).map_or("", |(_, name)| name)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(architecture, _)| *architecture)
    }
}

/// How the item rows are stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Precision {
    /// As trained, 4 bytes a value.
    Single,
    /// IEEE half precision, 2 bytes a value.
    Half,
    /// A byte a value, which holds a signed number of so many bits, 2 to 8, and one scale a row; matrices of parameters in half
    /// precision. Fewer bits are as many bytes, but they compress to less.
    Bits(u8),
}

/// A trained model without its users.
#[derive(Clone, PartialEq, Debug)]
pub struct WeightsFile {
    /// Which kind of model.
    pub architecture: Architecture,
    /// Which anime each row is.
    pub items: LabelEncoder<AnimeId>,
    /// The scale of the ratings it learned from; `None` for implicit feedback.
    pub scaler: Option<MinMaxScaler>,
    /// The item embeddings, `[items, row width]`; of no width where the model has none.
    pub rows: Matrix,
    /// Sparse tables by name.
    pub sparse: BTreeMap<String, SparseRows>,
    /// The network's parameters, and small tables of the model, by name: shape and values.
    pub parameters: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
}

/// Why a file is not a model.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// Not a safetensors file, or one cut short.
    #[error("{}", t!("weights-container", reason = _0.to_string()))]
    Container(#[from] safetensors::SafeTensorError),
    /// Of another kind or version.
    #[error("{}", t!("weights-format", found = found.as_str(), own = FORMAT))]
    Format {
        /// What the file says of itself.
        found: String,
    },
    /// The bytes are not those that were written.
    #[error("{}", t!("weights-checksum"))]
    Checksum,
    /// Something needed is not there.
    #[error("{}", t!("weights-missing", name = _0.as_str()))]
    Missing(String),
    /// Something does not have the size that the rest asks for.
    #[error("{}", t!(
        "weights-shape",
        name = name.as_str(),
        found = format!("{found:?}"),
        expected = format!("{expected:?}")
    ))]
    Shape {
        /// The tensor.
        name: String,
        /// Its shape.
        found: Vec<usize>,
        /// The shape that would fit.
        expected: Vec<usize>,
    },
    /// A value that no training gives.
    #[error("{}", t!("weights-not-finite", name = _0.as_str()))]
    NotFinite(String),
    /// The scale of the ratings is none.
    #[error("{}", t!("weights-scaler", text = _0.as_str()))]
    Scaler(String),
    /// A sparse table is none.
    #[error("{}", t!("weights-sparse", name = name.as_str(), reason = source.to_string()))]
    Sparse {
        /// The table.
        name: String,
        /// Why.
        source: SparseRowsError,
    },
    /// A blend of a model that is not here.
    #[error("{}", t!("weights-member", name = _0.as_str()))]
    Member(String),
    /// The encoder is not in order.
    #[error(transparent)]
    Encoder(#[from] UnsortedLabels),
}

impl WeightsFile {
    /// A model of these anime with nothing in it yet.
    pub fn new(architecture: Architecture, items: LabelEncoder<AnimeId>) -> Self {
        Self {
            architecture,
            items,
            scaler: None,
            rows: Matrix::default(),
            sparse: BTreeMap::new(),
            parameters: BTreeMap::new(),
        }
    }

    /// The same model with one more parameter.
    pub fn with_parameter(mut self, name: &str, shape: &[usize], values: Vec<f32>) -> Self {
        self.parameters.insert(name.to_owned(), (shape.to_vec(), values));
        self
    }

    /// A sparse table with this many rows, if it is there.
    pub fn sparse_rows(&self, name: &str, rows: usize) -> Result<&SparseRows, WeightsError> {
        let table = self.sparse.get(name).ok_or_else(|| WeightsError::Missing(name.to_owned()))?;
        if table.rows() != rows {
            let (found, expected) = (vec![table.rows(), table.width()], vec![rows, table.width()]);
            return Err(WeightsError::Shape { name: name.to_owned(), found, expected });
        }
        Ok(table)
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

#[cfg(test)]
mod tests;
