//! The rating scaler: 1-10 to the unit interval that a sigmoid answers in.

use serde::{Deserialize, Serialize};

/// Linear scaling of `[min, max]` onto `[0, 1]`, as scikit-learn's `MinMaxScaler`.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct MinMaxScaler {
    /// The smallest rating of the training set; scales to 0.
    pub min: f32,
    /// The largest rating of the training set; scales to 1.
    pub max: f32,
}

impl MinMaxScaler {
    /// MyAnimeList's own scale, 1 to 10.
    pub const MY_ANIME_LIST: Self = Self { min: 1.0, max: 10.0 };

    /// A rating on the 0-1 scale.
    pub fn scale(&self, rating: f32) -> f32 {
        (rating - self.min) / (self.max - self.min)
    }

    /// The rating that a value on the 0-1 scale stands for.
    pub fn unscale(&self, unit: f32) -> f32 {
        self.min + unit * (self.max - self.min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaling_is_linear_and_reversible() {
        let scaler = MinMaxScaler::MY_ANIME_LIST;
        for (rating, unit) in [(1.0, 0.0), (10.0, 1.0), (5.5, 0.5)] {
            assert_eq!(scaler.scale(rating), unit);
            assert_eq!(scaler.unscale(unit), rating);
        }
    }
}
