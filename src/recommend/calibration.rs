//! What a score of any scale means: the chance that the title belongs on the visitor's list (Platt 1999).

use crate::model::{WeightsError, WeightsFile};

/// A logistic curve over a model's scores.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Calibration {
    /// By how much the log-odds rise with the score.
    pub slope: f32,
    /// The log-odds at a score of 0.
    pub intercept: f32,
}

impl Calibration {
    const PARAMETER: &'static str = "calibration";

    /// The chance, 0 to 1.
    pub fn chance(self, score: f32) -> f32 {
        1.0 / (1.0 + (-(self.slope * score + self.intercept)).exp())
    }

    /// Writes the curve into the weights.
    pub fn store(self, file: &mut WeightsFile) {
        file.parameters.insert(Self::PARAMETER.to_owned(), (vec![2], vec![self.slope, self.intercept]));
    }

    /// Reads the curve from the weights. A rising curve is asked for: another would turn the order round.
    pub fn load(file: &WeightsFile) -> Result<Self, WeightsError> {
        match file.parameter(Self::PARAMETER, &[2])? {
            &[slope, intercept] if slope > 0.0 => Ok(Self { slope, intercept }),
            _ => Err(WeightsError::NotFinite(Self::PARAMETER.to_owned())),
        }
    }

    /// The curve that fits the scores of titles on lists and of others best, by Newton's method on the log-likelihood;
    /// `None` where no rising curve does. The others may be a sample; each counts as `weight` of them.
    pub fn fit(on_list: &[f32], others: &[f32], weight: f64) -> Option<Self> {
        let all: Vec<(f64, f64, f64)> = (on_list.iter().map(|&score| (f64::from(score), 1.0, 1.0)))
            .chain(others.iter().map(|&score| (f64::from(score), 0.0, weight)))
            .collect();
        let count = all.len().max(1) as f64;
        let mean = all.iter().map(|(score, ..)| score).sum::<f64>() / count;
        let deviation = (all.iter().map(|(score, ..)| (score - mean).powi(2)).sum::<f64>() / count).sqrt();
        // On standardized scores, with a trace of a prior, so that scores that part the two groups have a solution too.
        let (mut slope, mut intercept) = (0.0f64, 0.0f64);
        for _ in 0..50 {
            let (mut g, mut h) = ([-1e-3 * slope, 0.0], [1e-3, 0.0, 1e-9]);
            for &(score, target, count) in &all {
                let x = (score - mean) / deviation;
                let chance = 1.0 / (1.0 + (-(slope * x + intercept)).exp());
                let (error, weight) = (count * (target - chance), count * chance * (1.0 - chance));
                g = [g[0] + error * x, g[1] + error];
                h = [h[0] + weight * x * x, h[1] + weight * x, h[2] + weight];
            }
            let determinant = h[0] * h[2] - h[1] * h[1];
            let step = [(h[2] * g[0] - h[1] * g[1]) / determinant, (h[0] * g[1] - h[1] * g[0]) / determinant];
            // Newton's first steps can overshoot where the groups are far apart.
            slope += step[0].clamp(-2.0, 2.0);
            intercept += step[1].clamp(-2.0, 2.0);
        }
        let found =
            Self { slope: (slope / deviation) as f32, intercept: (intercept - slope * mean / deviation) as f32 };
        (found.slope > 0.0 && found.slope.is_finite() && found.intercept.is_finite()).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn the_curve_that_made_the_data_is_found_again() {
        let truth = Calibration { slope: 3.0, intercept: -2.0 };
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let (mut on_list, mut drawn) = (Vec::new(), Vec::new());
        for _ in 0..20_000 {
            let score: f32 = random.random_range(-1.0..2.0);
            let group = if random.random::<f32>() < truth.chance(score) { &mut on_list } else { &mut drawn };
            group.push(score);
        }
        let found = Calibration::fit(&on_list, &drawn, 1.0).unwrap();
        assert!((found.slope - 3.0).abs() < 0.15 && (found.intercept + 2.0).abs() < 0.15, "{found:?}");
        // A tenth of the others, ten times each, says the same.
        let tenth: Vec<f32> = drawn.iter().copied().step_by(10).collect();
        let found = Calibration::fit(&on_list, &tenth, 10.0).unwrap();
        assert!((found.slope - 3.0).abs() < 0.3 && (found.intercept + 2.0).abs() < 0.3, "{found:?}");
    }

    #[test]
    fn groups_apart_have_a_curve_and_groups_the_wrong_way_round_have_none() {
        let found = Calibration::fit(&[2.0, 3.0], &[0.0, 1.0], 1.0).unwrap();
        assert!(found.chance(2.0) > 0.5 && found.chance(1.0) < 0.5);
        assert_eq!(Calibration::fit(&[0.0, 1.0], &[2.0, 3.0], 1.0), None);
        assert_eq!(Calibration::fit(&[1.0], &[1.0], 1.0), None);
    }
}
