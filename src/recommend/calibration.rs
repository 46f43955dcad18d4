//! What a score of any scale means: the chance that the title belongs on the visitor's list (Platt 1999).

use crate::model::{WeightsError, WeightsFile, solve_in_place};

/// A logistic curve over a model's scores and the number of picks that they come from.
///
/// The score enters by its area hyperbolic sine: that of a few picks spread far, since most titles have nothing to do
/// with any of them, and so a score of 30 is no sixfold sign of what a 5 is. The number enters by its logarithm: the same
/// score means more where more was known.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Calibration {
    /// By how much the log-odds rise with the score.
    pub slope: f32,
    /// By how much they rise with the logarithm of the picks and one.
    pub picks: f32,
    /// The log-odds at a score of 0 without picks.
    pub intercept: f32,
}

/// Titles whose scores come from as many picks; each counts as `weight` of them.
pub struct Scored {
    /// Their scores.
    pub scores: Vec<f32>,
    /// From how many picks.
    pub picks: usize,
    /// Whether they are on the list.
    pub on_list: bool,
    /// For how many titles each of them stands.
    pub weight: f32,
}

impl Calibration {
    const PARAMETER: &'static str = "calibration";

    /// A curve that rises and says little, for scores that tell nothing apart.
    pub const VAGUE: Self = Self { slope: 1.0, picks: 0.0, intercept: -2.0 };

    /// The chance, 0 to 1.
    pub fn chance(self, score: f32, picks: usize) -> f32 {
        let [score, picks, _] = features(score, picks);
        1.0 / (1.0 + (-(self.slope * score + self.picks * picks + self.intercept)).exp())
    }

    /// Writes the curve into the weights.
    pub fn store(self, file: &mut WeightsFile) {
        let values = vec![self.slope, self.picks, self.intercept];
        file.parameters.insert(Self::PARAMETER.to_owned(), (vec![3], values));
    }

    /// Reads the curve from the weights. A rising curve is asked for: another would turn the order round.
    pub fn load(file: &WeightsFile) -> Result<Self, WeightsError> {
        match file.parameter(Self::PARAMETER, &[3])? {
            &[slope, picks, intercept] if slope > 0.0 => Ok(Self { slope, picks, intercept }),
            _ => Err(WeightsError::NotFinite(Self::PARAMETER.to_owned())),
        }
    }

    /// The curve that fits best, by Newton's method on the log-likelihood; `None` where no rising curve does.
    pub fn fit(groups: &[Scored]) -> Option<Self> {
        // On features of mean 0 and deviation 1, with a trace of a prior, so that scores that part the two groups have a
        // solution too.
        let scale = Standardized::of(groups);
        let mut curve = [0.0f64; 3];
        for _ in 0..50 {
            let mut gradient = [-1e-3 * curve[0], -1e-3 * curve[1], 0.0];
            let mut curvature = [[0.0f64; 3]; 3];
            for group in groups {
                let target = f64::from(u8::from(group.on_list));
                for &score in &group.scores {
                    let x = scale.apply(score, group.picks);
                    let chance = 1.0 / (1.0 + (-(0..3).map(|k| curve[k] * x[k]).sum::<f64>()).exp());
                    let weight = f64::from(group.weight);
                    for row in 0..3 {
                        gradient[row] += weight * (target - chance) * x[row];
                        for column in 0..3 {
                            curvature[row][column] += weight * chance * (1.0 - chance) * x[row] * x[column];
                        }
                    }
                }
            }
            (0..3).for_each(|k| curvature[k][k] += 1e-3);
            // In units of the total weight, which single precision can hold.
            let total = (curvature[0][0] + curvature[2][2]).max(1.0);
            let mut matrix: Vec<f32> = curvature.iter().flatten().map(|value| (value / total) as f32).collect();
            let mut step = gradient.map(|value| (value / total) as f32);
            solve_in_place(&mut matrix, &mut step);
            // Newton's first steps can overshoot where the groups are far apart.
            (0..3).for_each(|k| curve[k] += f64::from(step[k]).clamp(-2.0, 2.0));
        }
        let [slope, picks, intercept] = scale.undo(curve);
        let found = Self { slope: slope as f32, picks: picks as f32, intercept: intercept as f32 };
        let is_finite = [found.slope, found.picks, found.intercept].iter().all(|value| value.is_finite());
        (found.slope > 0.0 && is_finite).then_some(found)
    }
}

/// What the log-odds are linear in.
fn features(score: f32, picks: usize) -> [f32; 3] {
    [score.asinh(), (picks as f32 + 1.0).ln(), 1.0]
}

/// The mean and the deviation of the two features that are not constant.
struct Standardized {
    mean: [f64; 2],
    deviation: [f64; 2],
}

impl Standardized {
    fn of(groups: &[Scored]) -> Self {
        let all = || groups.iter().flat_map(|group| group.scores.iter().map(|&score| features(score, group.picks)));
        let count = all().count().max(1) as f64;
        let mean = [0, 1].map(|k| all().map(|x| f64::from(x[k])).sum::<f64>() / count);
        let variance = [0, 1].map(|k| all().map(|x| (f64::from(x[k]) - mean[k]).powi(2)).sum::<f64>() / count);
        // A feature that never changes is left out, by a deviation that makes it nothing.
        let deviation = variance.map(|variance| if variance > 1e-12 { variance.sqrt() } else { f64::INFINITY });
        Self { mean, deviation }
    }

    fn apply(&self, score: f32, picks: usize) -> [f64; 3] {
        let x = features(score, picks);
        let standard = |k: usize| (f64::from(x[k]) - self.mean[k]) / self.deviation[k];
        [standard(0), standard(1), 1.0]
    }

    /// The coefficients of the features themselves.
    fn undo(&self, curve: [f64; 3]) -> [f64; 3] {
        let [slope, picks] = [0, 1].map(|k| curve[k] / self.deviation[k]);
        [slope, picks, curve[2] - slope * self.mean[0] - picks * self.mean[1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::LabelEncoder;
    use crate::model::Architecture;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    fn group(scores: &[f32], picks: usize, on_list: bool) -> Scored {
        Scored { scores: scores.to_vec(), picks, on_list, weight: 1.0 }
    }

    #[test]
    fn the_curve_that_made_the_data_is_found_again() {
        let truth = Calibration { slope: 3.0, picks: 0.5, intercept: -3.0 };
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut groups = Vec::new();
        for picks in [2, 5, 10, 20, 40] {
            let scores: Vec<f32> = (0..8_000).map(|_| random.random_range(-1.0..3.0)).collect();
            let (on, off): (Vec<f32>, Vec<f32>) =
                scores.into_iter().partition(|&score| random.random::<f32>() < truth.chance(score, picks));
            groups.extend([group(&on, picks, true), group(&off, picks, false)]);
        }
        let is_near = |found: Calibration, reach: f32| {
            (found.slope - 3.0).abs() < reach
                && (found.picks - 0.5).abs() < reach
                && (found.intercept + 3.0).abs() < reach
        };
        let found = Calibration::fit(&groups).unwrap();
        assert!(is_near(found, 0.15), "{found:?}");
        // A tenth of the others, ten times each, says the same.
        for group in groups.iter_mut().filter(|group| !group.on_list) {
            group.scores = group.scores.iter().copied().step_by(10).collect();
            group.weight = 10.0;
        }
        let found = Calibration::fit(&groups).unwrap();
        assert!(is_near(found, 0.3), "{found:?}");
    }

    #[test]
    fn a_curve_that_does_not_rise_is_refused() {
        for (slope, is_one) in [(1.5, true), (0.0, false), (-1.0, false), (f32::NAN, false)] {
            let curve = Calibration { slope, ..Calibration::VAGUE };
            let mut file = WeightsFile::new(Architecture::Popularity, LabelEncoder::fit([]));
            assert!(matches!(Calibration::load(&file), Err(WeightsError::Missing(_))));
            curve.store(&mut file);
            assert_eq!(Calibration::load(&file).ok(), is_one.then_some(curve), "{slope}");
        }
        // Of a title of which nothing is known it is the rarer case.
        assert!((0.05..0.2).contains(&Calibration::VAGUE.chance(0.0, 9)));
    }

    /// The log-likelihood, less a thousandth of half the squares of the coefficients of standardized features.
    fn penalized(groups: &[Scored], [slope, picks, intercept]: [f64; 3]) -> f64 {
        let all: Vec<(f64, f64, f64, bool)> = (groups.iter())
            .flat_map(|group| group.scores.iter().map(move |score| (group, f64::from(*score).asinh())))
            .map(|(group, x)| (x, (group.picks as f64 + 1.0).ln(), f64::from(group.weight), group.on_list))
            .collect();
        let deviation = |value: fn(&(f64, f64, f64, bool)) -> f64| {
            let mean = all.iter().map(value).sum::<f64>() / all.len() as f64;
            (all.iter().map(|row| (value(row) - mean).powi(2)).sum::<f64>() / all.len() as f64).sqrt()
        };
        let likelihood = |(x, known, weight, on_list): &(f64, f64, f64, bool)| {
            let chance = 1.0 / (1.0 + (-(slope * x + picks * known + intercept)).exp());
            weight * if *on_list { chance.ln() } else { (1.0 - chance).ln() }
        };
        let squares = (slope * deviation(|row| row.0)).powi(2) + (picks * deviation(|row| row.1)).powi(2);
        all.iter().map(likelihood).sum::<f64>() - 0.5e-3 * squares
    }

    #[test]
    fn no_curve_near_it_fits_better() {
        let weighing = |weight, group: Scored| Scored { weight, ..group };
        for (case, groups) in [
            // Apart, so that the penalty decides; mixed; mixed with more to say of some.
            vec![group(&[2.0, 3.5], 1, true), group(&[0.0, 1.0, -4.0], 9, false)],
            vec![group(&[2.0, 0.5, 9.0], 1, true), group(&[0.0, 1.0], 3, false), group(&[4.0], 6, true)],
            vec![
                weighing(3.0, group(&[0.0, 1.0, 2.5], 8, false)),
                weighing(0.5, group(&[2.0, 0.5], 2, true)),
                group(&[0.0, 1.0], 2, false),
                group(&[6.0, 1.5], 8, true),
            ],
            // All of as many picks.
            vec![group(&[2.0, 0.5], 4, true), group(&[0.0, 1.0], 4, false)],
        ]
        .iter()
        .enumerate()
        {
            let Calibration { slope, picks, intercept } = Calibration::fit(groups).unwrap();
            let found = [slope, picks, intercept].map(f64::from);
            let best = penalized(groups, found);
            for place in 0..3 {
                for factor in [0.98, 1.02] {
                    let mut other = found;
                    other[place] *= factor;
                    assert!(penalized(groups, other) <= best, "{case}: {other:?} before {found:?}");
                }
            }
            assert!(case != 3 || picks == 0.0);
        }
    }

    #[test]
    fn groups_apart_have_a_curve_and_groups_the_wrong_way_round_have_none() {
        let found = Calibration::fit(&[group(&[2.0, 3.0], 1, true), group(&[0.0, 1.0], 1, false)]).unwrap();
        assert!(found.chance(2.0, 1) > 0.5 && found.chance(1.0, 1) < 0.5);
        assert_eq!(Calibration::fit(&[group(&[0.0, 1.0], 1, true), group(&[2.0, 3.0], 1, false)]), None);
        assert_eq!(Calibration::fit(&[group(&[1.0], 1, true), group(&[1.0], 1, false)]), None);
    }
}
