//! Which titles to ask a new visitor about: those whose answers tell tastes apart fastest.
//!
//! A model with factors gives an item the log-odds `b_i + q_i . p` of being on the list of a visitor `p`. Of a visitor
//! nothing is known but that `p` is near the mean, with a covariance `S`. An answer to item `i` adds the information
//! `w_i q_i q_i'` with `w_i = c_i (1 - c_i)` (`c_i` is the chance that the answer is yes), and so shrinks the doubt about
//! every other item `j`, `q_j' S q_j`. The next item is the one that shrinks the sum of these doubts most, each item counted by
//! a power of its own `w_j`: what nobody has needs no certainty. With `M = sum_j w_j^a q_j q_j'` that is the greatest
//! `w_i |S q_i|_M^2 / (1 + w_i q_i' S q_i)`, the I-optimal design of Bayesian experiments (Chaloner and Verdinelli 1995), taken
//! greedily. `konomi evaluate --protocol start` measures it. D-optimal design, which shrinks the volume of `S` however little
//! that matters to any list, did worse than asking for the best-known titles.

use super::{KnownPick, Recommender};
use crate::catalog::AnimeId;
use crate::model::{Matrix, dot};

/// What a visitor has let be known of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    /// It is a pick.
    Given,
    /// It was shown, and is none: a weaker answer, for nobody has to take what is known and liked.
    PassedOver,
}

/// By how much a passed-over title counts against a pick.
const PASSED_OVER: f32 = 0.3;
/// The variance of an item's log-odds before anything is known, the mean over the items: what measured best.
const DOUBT: f32 = 175.0;
/// The power of an item's information by which its doubt counts: 1 would ask about what most people may have, 0 about what
/// hardly anyone has.
const IMPORTANCE: f32 = 0.25;
/// The information of a pick: the most that an answer of two outcomes has.
const CERTAIN: f32 = 0.25;

/// A symmetric matrix over a visitor's factors, such as their covariance.
struct OverFactors {
    width: usize,
    /// `[width, width]`, row-major.
    values: Vec<f32>,
}

impl OverFactors {
    /// The same number along the diagonal.
    fn diagonal(width: usize, value: f32) -> Self {
        let mut values = vec![0.0; width * width];
        (0..width).for_each(|k| values[k * width + k] = value);
        Self { width, values }
    }

    /// `S q`.
    fn times(&self, direction: &[f32]) -> Vec<f32> {
        self.values.chunks_exact(self.width).map(|row| dot(row, direction)).collect()
    }

    /// `q' S q`.
    fn along(&self, direction: &[f32]) -> f32 {
        dot(&self.times(direction), direction)
    }

    /// Adds `weight q q'`.
    fn add(&mut self, direction: &[f32], weight: f32) {
        for (row, own) in self.values.chunks_exact_mut(self.width).zip(direction) {
            row.iter_mut().zip(direction).for_each(|(value, other)| *value += weight * own * other);
        }
    }

    /// The covariance after an answer of this information (Sherman and Morrison 1950).
    fn learn(&mut self, direction: &[f32], information: f32) {
        let moved = self.times(direction);
        let share = information / (1.0 + information * dot(&moved, direction));
        self.add(&moved, -share);
    }
}

/// The variance of each of a visitor's factors before anything is known. Factors are of any scale, log-odds are not.
fn prior(directions: &Matrix) -> f32 {
    let squares: f32 = directions.values.iter().map(|value| value * value).sum();
    DOUBT * directions.rows() as f32 / squares.max(f32::MIN_POSITIVE)
}

/// Below such an importance an item is left out of the sum over all.
const NEGLIGIBLE: f32 = 0.02;

/// By how much doubt along each direction matters: the items' own directions, each by its importance.
fn importance(directions: &Matrix, information: impl Fn(usize) -> f32) -> OverFactors {
    let mut sum = OverFactors::diagonal(directions.width, 0.0);
    for row in 0..directions.rows() {
        let weight = information(row).powf(IMPORTANCE);
        if weight > NEGLIGIBLE {
            sum.add(directions.row(row), weight);
        }
    }
    sum
}

/// The `count` titles among the candidates to ask a visitor about next, who has these picks and passed those titles over;
/// none where the model has no factors. `chances` is the model's scan for the picks.
pub fn next_questions(
    model: &dyn Recommender,
    picks: &[KnownPick],
    chances: &[f32],
    passed_over: &[AnimeId],
    candidates: &[AnimeId],
    count: usize,
) -> Vec<AnimeId> {
    let Some(directions) = model.directions() else { return Vec::new() };
    let rows = |ids: &[AnimeId]| ids.iter().filter_map(|id| model.items().row(id)).collect::<Vec<usize>>();
    let mut answers: Vec<(usize, Answer)> = picks.iter().map(|pick| (pick.row, Answer::Given)).collect();
    answers.extend(rows(passed_over).into_iter().map(|row| (row, Answer::PassedOver)));
    let next = questions(directions, chances, &answers, &rows(candidates), count);
    next.into_iter().filter_map(|row| model.items().label(row).copied()).collect()
}

/// The `count` items of `candidates` to ask about next, the most telling first, none of those that were asked about before.
///
/// `directions` has a row `q_i` for each item, `chances` the chance of each by what is known already; `answers` are the
/// items that the visitor was asked about before.
fn questions(
    directions: &Matrix,
    chances: &[f32],
    answers: &[(usize, Answer)],
    candidates: &[usize],
    count: usize,
) -> Vec<usize> {
    let information = |row: usize| chances[row] * (1.0 - chances[row]);
    let mut uncertainty = OverFactors::diagonal(directions.width, prior(directions));
    for &(row, answer) in answers {
        let weight = match answer {
            Answer::Given => CERTAIN,
            Answer::PassedOver => PASSED_OVER * information(row),
        };
        uncertainty.learn(directions.row(row), weight);
    }
    let is_open = |row: &usize| answers.iter().all(|(answered, _)| answered != row);
    let mut open: Vec<usize> = candidates.iter().copied().filter(is_open).collect();
    let doubts = importance(directions, information);
    let mut chosen = Vec::new();
    while chosen.len() < count {
        let gains = open.iter().map(|&row| {
            let (direction, weight) = (directions.row(row), information(row));
            let moved = uncertainty.times(direction);
            weight * doubts.along(&moved) / (1.0 + weight * dot(&moved, direction))
        });
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
        Matrix { width: 2, values: vec![1.0, 0.0, 0.9, 0.0, 0.0, 0.95, 0.0, 9.0, 9.0, 0.0] }
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
        let equals = Matrix { width: 1, values: vec![1.0; 3] };
        assert_eq!(questions(&equals, &[0.5; 3], &[], &[1, 0, 2], 1), [1], "of equals the first");
    }

    #[test]
    fn learning_is_the_inverse_of_the_sum_of_informations() {
        const PRIOR: f32 = 2.7;
        let mut uncertainty = OverFactors::diagonal(2, PRIOR);
        let (q, information) = ([0.6, -1.2], 0.7);
        uncertainty.learn(&q, information);
        // (S^-1 + w q q')^-1, by Cramer's rule.
        let at = |k: usize, l: usize| if k == l { 1.0 / PRIOR } else { 0.0 } + information * q[k] * q[l];
        let determinant = at(0, 0) * at(1, 1) - at(0, 1) * at(1, 0);
        let expected = [at(1, 1), -at(0, 1), -at(1, 0), at(0, 0)].map(|value| value / determinant);
        for (found, expected) in uncertainty.values.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-5, "{found} {expected}");
        }
    }

    /// In double precision, with every matrix inverted anew: `[a, b, b, d]` by Cramer's rule.
    fn by_definition(
        directions: &Matrix,
        chances: &[f32],
        answers: &[(usize, Answer)],
        candidates: &[usize],
        count: usize,
    ) -> Vec<usize> {
        type Square = [[f64; 2]; 2];
        let direction = |row: usize| [0, 1].map(|k| f64::from(directions.row(row)[k]));
        let information = |row: usize| f64::from(chances[row]) * (1.0 - f64::from(chances[row]));
        let with = |square: Square, row: usize, weight: f64| -> Square {
            let q = direction(row);
            [0, 1].map(|k| [0, 1].map(|l| square[k][l] + weight * q[k] * q[l]))
        };
        let doubt = |certainty: Square, of: Square| {
            let [[a, b], [c, d]] = certainty;
            let inverse = [[d, -b], [-c, a]].map(|row| row.map(|value| value / (a * d - b * c)));
            (0..2).map(|k| (0..2).map(|l| of[k][l] * inverse[l][k]).sum::<f64>()).sum::<f64>()
        };
        let important = (0..directions.rows()).filter(|row| information(*row).powf(0.25) > 0.02);
        let of = important.fold([[0.0; 2]; 2], |of, row| with(of, row, information(row).powf(0.25)));
        let squares: f64 = directions.values.iter().map(|value| f64::from(*value).powi(2)).sum();
        // The log-odds of a mean item have a variance of 175.
        let prior = 175.0 * directions.rows() as f64 / squares;
        let mut certainty = [[1.0 / prior, 0.0], [0.0, 1.0 / prior]];
        for (row, answer) in answers {
            let weight = if *answer == Answer::Given { 0.25 } else { 0.3 * information(*row) };
            certainty = with(certainty, *row, weight);
        }
        let mut open = candidates.to_vec();
        open.retain(|row| !answers.iter().any(|(answered, _)| answered == row));
        let mut chosen = vec![];
        while chosen.len() < count && !open.is_empty() {
            let left = |row: usize| doubt(with(certainty, row, information(row)), of);
            let best = (0..open.len()).min_by(|a, b| left(open[*a]).total_cmp(&left(open[*b]))).unwrap();
            let row = open.remove(best);
            certainty = with(certainty, row, information(row));
            chosen.push(row);
        }
        chosen
    }

    #[test]
    fn the_next_question_leaves_the_least_doubt() {
        for seed in 0..200usize {
            let number = |at: usize| ((seed * 31 + at * 7919) % 1009) as f32 / 1009.0;
            let directions = Matrix { width: 2, values: (0..16).map(|at| 2.0 * number(at) - 1.0).collect() };
            // What next to nobody has, and what everybody has, is of no importance.
            let chances = std::array::from_fn::<f32, 8, _>(|row| [1e-8, 1.0 - 1e-7, number(40 + row)][row.min(2)]);
            let answers = [(2, Answer::Given), (5, Answer::PassedOver)];
            let answers = &answers[..seed % 3];
            let candidates = [7, 3, 2, 4, 5, 6];
            let found = questions(&directions, &chances, answers, &candidates, 3);
            assert_eq!(found, by_definition(&directions, &chances, answers, &candidates, 3), "{seed}");
        }
    }
}
