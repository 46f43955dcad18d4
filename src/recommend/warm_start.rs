//! A first guess of a visitor's embedding, linear in the picks: trained user rows regressed on averages of their items.

use super::{KnownPick, VisitorRow};
use crate::model::{Matrix, WeightsError, WeightsFile};

/// The regression's coefficients, `[features, user row width]`.
#[derive(Clone, Debug)]
pub struct WarmStart(Matrix);

impl WarmStart {
    /// The name of the coefficients in a weights file.
    pub const PARAMETER: &'static str = "warm_start";

    /// The number of features for item rows of this width.
    pub fn feature_count(item_width: usize) -> usize {
        2 * item_width + 2
    }

    /// What the regression sees of a list: the mean of its item rows, their mean weighted by what the visitor thinks of
    /// them, the logarithm of the list's length, and 1.
    ///
    /// `weight` is the opinion as the model takes it: positive speaks for the item, negative against it.
    pub fn features(items: &Matrix, picks: &[KnownPick], weight: impl Fn(&KnownPick) -> f32) -> Vec<f32> {
        let width = items.width;
        let mut features = vec![0.0; Self::feature_count(width)];
        let share = 1.0 / picks.len().max(1) as f32;
        for pick in picks {
            let weight = weight(pick) * share;
            for (column, value) in items.row(pick.row).iter().enumerate() {
                features[column] += value * share;
                features[width + column] += value * weight;
            }
        }
        features[2 * width] = (1.0 + picks.len() as f32).ln();
        features[2 * width + 1] = 1.0;
        features
    }

    /// Takes the coefficients out of a weights file.
    pub fn load(file: &WeightsFile) -> Result<Self, WeightsError> {
        let shape = [Self::feature_count(file.rows.width), file.rows.width];
        let values = file.parameter(Self::PARAMETER, &shape)?.to_vec();
        Ok(Self(Matrix { width: shape[1], values }))
    }

    /// The first guess from [`Self::features`].
    pub fn guess(&self, features: &[f32]) -> VisitorRow {
        let mut row = vec![0.0; self.0.width];
        for (index, feature) in features.iter().enumerate() {
            for (value, coefficient) in row.iter_mut().zip(self.0.row(index)) {
                *value += feature * coefficient;
            }
        }
        VisitorRow(row)
    }
}
