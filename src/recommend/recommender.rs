//! What every model can do for a visitor who is in no training set.

use super::{DotProduct, Ncf, Pick};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{Architecture, Matrix, WeightsError, WeightsFile};
use burn::tensor::{Device, Tensor};

/// A visitor's embedding, as long as a user's row of the model.
#[derive(Clone, PartialEq, Debug)]
pub struct VisitorRow(pub Vec<f32>);

/// A pick that the model has a row for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct KnownPick {
    /// The row of the anime.
    pub row: usize,
    /// [`super::Opinion::strength`].
    pub strength: f32,
    /// [`super::Opinion::as_rating`].
    pub rating: f32,
}

/// A model that ranks its whole catalogue for a visitor.
pub trait Recommender: Send + Sync {
    /// Which anime the model knows, in the order of its rows.
    fn items(&self) -> &LabelEncoder<AnimeId>;

    /// The item embeddings, `[items, width]`.
    fn item_rows(&self) -> &Matrix;

    /// The visitor's embedding from picks, with the items and the network as they were trained. Runs on the CPU: it is
    /// a few hundred rows a step, which a GPU would spend its time waiting for; and so it is the same on every backend.
    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow;

    /// The model's output after the sigmoid for every item, `[items]`, on the device that the model was loaded to.
    fn scan(&self, visitor: &VisitorRow) -> Tensor<1>;

    /// The same output for some rows, computed on the CPU, to check a device by.
    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Vec<f32>;

    /// The rating, 1 to 10, that an output of the model stands for; `None` for a model of implicit feedback.
    fn expected_rating(&self, score: f32) -> Option<f32>;

    /// The picks that the model knows, by row and without repetition (the last opinion counts), and those it doesn't.
    fn known(&self, picks: &[Pick]) -> (Vec<KnownPick>, Vec<AnimeId>) {
        let mut known = std::collections::BTreeMap::new();
        let mut unknown = Vec::new();
        for pick in picks {
            match self.items().row(&pick.anime_id) {
                Some(row) => {
                    let (strength, rating) = (pick.opinion.strength(), pick.opinion.as_rating());
                    known.insert(row, KnownPick { row, strength, rating });
                }
                None => unknown.push(pick.anime_id),
            }
        }
        (known.into_values().collect(), unknown)
    }
}

/// The recommender of a weights file, its item tables on `device`.
pub fn load(file: WeightsFile, device: &Device) -> Result<Box<dyn Recommender>, WeightsError> {
    Ok(match file.architecture {
        Architecture::NeuMf => Box::new(Ncf::load(file, device)?),
        Architecture::RecommenderNet => Box::new(DotProduct::load(file, device)?),
    })
}
