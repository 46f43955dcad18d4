//! What every model can do for a visitor who is in no training set.

use super::{
    AlsVisitor, Autoencoder, Blend, ByContent, ByEmbedding, DotProduct, ItemToItem, Ncf, Opinion, Pick, Popular,
    Reasons, Scores, UserKnn, reasons::leave_one_out,
};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{Architecture, Matrix, WeightsError, WeightsFile, dot};
use burn::tensor::Device;
use std::sync::Arc;

/// A visitor as a model sees one: an embedding as long as a user's row, or a weight for every item (or feature) in a
/// model that is linear in them.
#[derive(Clone, PartialEq, Debug)]
pub struct VisitorRow(pub Vec<f32>);

impl VisitorRow {
    /// The same direction with length 1, in which rows are compared; a row of zeros stays one.
    pub fn normalized(self) -> Vec<f32> {
        let Self(mut row) = self;
        let length = dot(&row, &row).sqrt().max(f32::MIN_POSITIVE);
        row.iter_mut().for_each(|value| *value /= length);
        row
    }
}

/// A pick that the model has a row for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct KnownPick {
    /// The row of the anime.
    pub row: usize,
    /// [`super::Opinion::as_rating`].
    pub rating: f32,
    /// [`super::Opinion::presence`].
    pub presence: f32,
}

impl KnownPick {
    /// What was said of the anime of a row.
    pub fn new(row: usize, opinion: Opinion) -> Self {
        Self { row, rating: opinion.as_rating(), presence: opinion.presence() }
    }
}

/// A model that ranks its whole catalogue for a visitor.
pub trait Recommender: Send + Sync {
    /// Which anime the model knows, in the order of its rows.
    fn items(&self) -> &LabelEncoder<AnimeId>;

    /// The visitor's embedding from picks, with the items and the network as they were trained. Runs on the CPU: it is
    /// a few hundred rows a step, which a GPU would spend its time waiting for; and so it is the same on every backend.
    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow;

    /// The length of [`Self::fold_in`]'s embedding.
    fn visitor_width(&self) -> usize;

    /// The model's score of every item, by which it ranks.
    fn scan(&self, visitor: &VisitorRow) -> Scores;

    /// The same scores of some rows, computed on the CPU, to check a device by; `None` where all of [`Self::scan`] is
    /// computed there.
    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>>;

    /// The chance, 0 to 1, that a score stands for with so many picks (for a rating model, the rating on the 0-1 scale);
    /// it rises with the score.
    fn chance(&self, score: f32, picks: usize) -> f32;

    /// The rating, 1 to 10, that a score stands for; `None` for a model of implicit feedback.
    fn expected_rating(&self, _score: f32) -> Option<f32> {
        None
    }

    /// The cosine of every item's weights with those of item `of`; `None` for a model that gives an item no weights.
    fn cosines(&self, of: usize) -> Option<Vec<f32>>;

    /// For each item, in which direction of the visitor's factors its log-odds rise; `None` for a model without factors.
    fn directions(&self) -> Option<&Matrix> {
        None
    }

    /// What each pick adds to the scores of some rows. Runs on the CPU.
    fn reasons(&self, picks: &[KnownPick], rows: &[usize]) -> Reasons {
        leave_one_out(self, picks, rows)
    }

    /// The picks that the model knows, by row and without repetition (the last opinion counts), and those it doesn't.
    fn known(&self, picks: &[Pick]) -> (Vec<KnownPick>, Vec<AnimeId>) {
        let mut known = std::collections::BTreeMap::new();
        let mut unknown = Vec::new();
        for pick in picks {
            match self.items().row(&pick.anime_id) {
                Some(row) => {
                    known.insert(row, KnownPick::new(row, pick.opinion));
                }
                None => unknown.push(pick.anime_id),
            }
        }
        (known.into_values().collect(), unknown)
    }
}

/// The recommender of a weights file, its item tables on `device`; `find` gives the members of a blend.
pub fn load(
    file: WeightsFile,
    device: &Device,
    find: impl Fn(&str) -> Option<Arc<dyn Recommender>>,
) -> Result<Box<dyn Recommender>, WeightsError> {
    Ok(match file.architecture {
        Architecture::NeuMf => Box::new(Ncf::load(file, device)?),
        Architecture::RecommenderNet => Box::new(DotProduct::load(file, device)?),
        Architecture::Popularity => Box::new(Popular::load(file)?),
        Architecture::ItemToItem => Box::new(ItemToItem::load(file)?),
        Architecture::UserKnn => Box::new(UserKnn::load(file)?),
        Architecture::Content => Box::new(ByContent::load(file)?),
        Architecture::Embedding => Box::new(ByEmbedding::load(file, device)?),
        Architecture::Als => Box::new(AlsVisitor::load(file, device)?),
        Architecture::MultVae => Box::new(Autoencoder::load(file, device)?),
        Architecture::Blend => Box::new(Blend::load(file, find)?),
    })
}
