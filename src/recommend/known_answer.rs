//! A few scores that the trainer computed and wrote into the weights, to see whether a device computes the same.

use super::VisitorRow;
use crate::model::{WeightsError, WeightsFile};

/// The name of the visitor's row in a weights file.
const VISITOR: &str = "known_answer.visitor";
/// The name of the scores in a weights file.
const SCORES: &str = "known_answer.scores";
/// How many scores are kept.
const COUNT: usize = 32;

/// A visitor's embedding and the scores of some items, evenly spread over the rows.
#[derive(Clone, PartialEq, Debug)]
pub struct KnownAnswer {
    /// For whom.
    pub visitor: VisitorRow,
    /// The scores of [`Self::rows`].
    pub scores: Vec<f32>,
}

impl KnownAnswer {
    /// The answer that all scores of a visitor give.
    pub fn new(visitor: VisitorRow, all: &[f32]) -> Self {
        let scores = spread(COUNT, all.len()).map(|row| all[row]).collect();
        Self { visitor, scores }
    }

    /// The rows that the scores are of, in a catalogue of this many items.
    pub fn rows(&self, items: usize) -> impl Iterator<Item = usize> + use<> {
        spread(self.scores.len(), items)
    }

    /// Writes the answer into the weights.
    pub fn store(self, file: &mut WeightsFile) {
        file.parameters.insert(VISITOR.to_owned(), (vec![self.visitor.0.len()], self.visitor.0));
        file.parameters.insert(SCORES.to_owned(), (vec![self.scores.len()], self.scores));
    }

    /// Reads the answer from the weights.
    pub fn read(file: &WeightsFile) -> Result<Self, WeightsError> {
        let (_, visitor) = file.parameters.get(VISITOR).ok_or_else(|| WeightsError::Missing(VISITOR.to_owned()))?;
        let scores = file.parameter(SCORES, &[COUNT])?.to_vec();
        Ok(Self { visitor: VisitorRow(visitor.clone()), scores })
    }

    /// The answer, if the model's visitors are as wide as this one.
    pub fn of_width(self, visitor_width: usize) -> Result<Self, WeightsError> {
        let found = self.visitor.0.len();
        if found == visitor_width {
            return Ok(self);
        }
        let (found, expected) = (vec![found], vec![visitor_width]);
        Err(WeightsError::Shape { name: VISITOR.to_owned(), found, expected })
    }
}

/// `count` rows of `items`, evenly spread; a small catalogue repeats some.
fn spread(count: usize, items: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |index| index * items / count)
}
