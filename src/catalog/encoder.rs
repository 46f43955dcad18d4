//! Label encoding: identities to the rows of a model's tables and back.

use crate::t;
use serde::{Deserialize, Serialize};

/// The bijection between the sorted labels of a training set and the rows `0..len`, as scikit-learn's `LabelEncoder`.
///
/// The labels are strictly increasing, so a row number orders as its label does: ties between scores are broken by the
/// smaller label wherever they are broken by the smaller row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "Vec<L>", into = "Vec<L>")]
#[serde(bound(serialize = "L: Serialize + Clone", deserialize = "L: Deserialize<'de> + Ord"))]
pub struct LabelEncoder<L> {
    labels: Vec<L>,
}

/// Why a list of labels is no encoder.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", t!("labels-unsorted", position = position + 1))]
pub struct UnsortedLabels {
    /// The first position whose label is not above its predecessor.
    pub position: usize,
}

impl<L: Ord> LabelEncoder<L> {
    /// Learns the encoding from all labels of a data set, in any order and with repetitions.
    pub fn fit(labels: impl IntoIterator<Item = L>) -> Self {
        let mut labels: Vec<L> = labels.into_iter().collect();
        labels.sort_unstable();
        labels.dedup();
        Self { labels }
    }

    /// The row of a label, or `None` for a label that was not in the training set.
    pub fn row(&self, label: &L) -> Option<usize> {
        self.labels.binary_search(label).ok()
    }

    /// The label of a row, or `None` past the end.
    pub fn label(&self, row: usize) -> Option<&L> {
        self.labels.get(row)
    }

    /// All labels, in the order of their rows.
    pub fn labels(&self) -> &[L] {
        &self.labels
    }

    /// The number of labels, which is the number of rows of a table that follows this encoder.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no label at all.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}

impl<L: Ord> TryFrom<Vec<L>> for LabelEncoder<L> {
    type Error = UnsortedLabels;

    fn try_from(labels: Vec<L>) -> Result<Self, UnsortedLabels> {
        match labels.windows(2).position(|pair| pair[0] >= pair[1]) {
            Some(before) => Err(UnsortedLabels { position: before + 1 }),
            None => Ok(Self { labels }),
        }
    }
}

impl<L> From<LabelEncoder<L>> for Vec<L> {
    fn from(encoder: LabelEncoder<L>) -> Self {
        encoder.labels
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_and_labels_are_inverse(labels in proptest::collection::vec(any::<u32>(), 0..200)) {
            let encoder = LabelEncoder::fit(labels.iter().copied());
            for label in &labels {
                let row = encoder.row(label).expect("a fitted label has a row");
                prop_assert_eq!(encoder.label(row), Some(label));
            }
            prop_assert_eq!(LabelEncoder::try_from(encoder.labels().to_vec()), Ok(encoder));
        }
    }

    #[test]
    fn unsorted_or_repeated_labels_are_refused() {
        for (labels, position) in [(vec![1, 1], 1), (vec![1, 3, 2], 2)] {
            assert_eq!(LabelEncoder::try_from(labels), Err(UnsortedLabels { position }));
        }
    }
}
