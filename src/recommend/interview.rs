//! Which titles to ask a new visitor about: those whose answers tell tastes apart fastest.
//!
//! A model with factors gives an item the log-odds `b_i + q_i . p` of being on the list of a visitor `p`. Of a visitor
//! nothing is known but that `p` is near the mean, with a covariance `S`. An answer to item `i` adds the information
//! `c_i (1 - c_i) q_i q_i'` (`c_i` is the chance that the answer is yes), and so shrinks `S` by a matrix of rank one. The
//! next item is the one that shrinks the volume of `S` most, the greatest `ln(1 + c_i (1 - c_i) q_i' S q_i)`: Bayesian
//! D-optimal design (Chaloner and Verdinelli 1995, "Bayesian experimental design: a review"), taken greedily. A title that
//! nobody knows is never asked about, since its answer is known; nor is one that says again what others have said.

use crate::model::{Matrix, dot};

/// What a visitor has let be known of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It is a pick.
    Given,
    /// It was shown, and is none: a weaker answer, for nobody has to take what is known and liked.
    PassedOver,
}

/// By how much a passed-over title counts against a pick.
const PASSED_OVER: f32 = 0.3;
/// The variance of each of a visitor's factors before anything is known.
const PRIOR: f32 = 0.3;
/// The information of a pick: the most that an answer of two outcomes has.
const CERTAIN: f32 = 0.25;

/// The covariance of a visitor's factors.
struct Uncertainty {
    width: usize,
    /// `[width, width]`, row-major and symmetric.
    covariance: Vec<f32>,
}

impl Uncertainty {
    fn new(width: usize) -> Self {
        let mut covariance = vec![0.0; width * width];
        (0..width).for_each(|k| covariance[k * width + k] = PRIOR);
        Self { width, covariance }
    }

    /// `S q`.
    fn times(&self, direction: &[f32]) -> Vec<f32> {
        self.covariance.chunks_exact(self.width).map(|row| dot(row, direction)).collect()
    }

    /// `q' S q`.
    fn along(&self, direction: &[f32]) -> f32 {
        dot(&self.times(direction), direction)
    }

    /// An answer of this information (Sherman and Morrison 1950).
    fn learn(&mut self, direction: &[f32], information: f32) {
        let moved = self.times(direction);
        let share = information / (1.0 + information * dot(&moved, direction));
        for (row, own) in self.covariance.chunks_exact_mut(self.width).zip(&moved) {
            row.iter_mut().zip(&moved).for_each(|(value, other)| *value -= share * own * other);
        }
    }
}

/// The `count` items of `candidates` to ask about next, the most telling first, none of those that were asked about before.
///
/// `directions` has a row `q_i` for each item, `chances` the chance of each by what is known already; `answers` are the
/// items that the visitor was asked about before.
pub fn questions(
    directions: &Matrix,
    chances: &[f32],
    answers: &[(usize, Answer)],
    candidates: &[usize],
    count: usize,
) -> Vec<usize> {
    let information = |row: usize| chances[row] * (1.0 - chances[row]);
    let mut uncertainty = Uncertainty::new(directions.width);
    for &(row, answer) in answers {
        let weight = match answer {
            Answer::Given => CERTAIN,
            Answer::PassedOver => PASSED_OVER * information(row),
        };
        uncertainty.learn(directions.row(row), weight);
    }
    let is_open = |row: &usize| answers.iter().all(|(answered, _)| answered != row);
    let mut open: Vec<usize> = candidates.iter().copied().filter(is_open).collect();
    let mut chosen = Vec::new();
    while chosen.len() < count {
        let gains = open.iter().map(|&row| information(row) * uncertainty.along(directions.row(row)));
        // Of equals the first.
        let Some((best, _)) = gains.enumerate().reduce(|a, b| if b.1 > a.1 { b } else { a }) else { break };
        let row = open.remove(best);
        uncertainty.learn(directions.row(row), information(row));
        chosen.push(row);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items along two axes: 0 and 1 the same, 2 along the other, 3 unknown to all, 4 known to all.
    fn directions() -> Matrix {
        Matrix { width: 2, values: vec![1.0, 0.0, 0.9, 0.0, 0.0, 0.88, 0.0, 9.0, 9.0, 0.0] }
    }

    const CHANCES: [f32; 5] = [0.5, 0.5, 0.5, 0.0, 1.0];

    #[test]
    fn what_is_known_already_is_not_asked() {
        let all = [0, 1, 2, 3, 4];
        let ask = |answers: &[(usize, Answer)], count| questions(&directions(), &CHANCES, answers, &all, count);
        assert_eq!(ask(&[], 2), [0, 2], "one of each axis, though the second of the first axis says more alone");
        assert_eq!(ask(&[(0, Answer::Given)], 1), [2]);
        assert_eq!(ask(&[(2, Answer::Given)], 1), [0]);
        // To be passed over says less than to be picked, and leaves more to ask along the same axis.
        assert_eq!(ask(&[(0, Answer::PassedOver)], 1), [1]);
        assert_eq!(ask(&[(0, Answer::Given), (2, Answer::PassedOver)], 9).len(), 3, "nothing is asked twice");
        assert_eq!(ask(&[], 9).len(), 5, "no more than there are");
        assert!(questions(&directions(), &CHANCES, &[], &[], 3).is_empty());
    }

    #[test]
    fn learning_is_the_inverse_of_the_sum_of_informations() {
        let mut uncertainty = Uncertainty::new(2);
        let (q, information) = ([0.6, -1.2], 0.7);
        uncertainty.learn(&q, information);
        // (S^-1 + w q q')^-1, by Cramer's rule.
        let at = |k: usize, l: usize| if k == l { 1.0 / PRIOR } else { 0.0 } + information * q[k] * q[l];
        let determinant = at(0, 0) * at(1, 1) - at(0, 1) * at(1, 0);
        let expected = [at(1, 1), -at(0, 1), -at(1, 0), at(0, 0)].map(|value| value / determinant);
        for (found, expected) in uncertainty.covariance.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
    }
}
