//! Implicit alternating least squares: factors whose product is 1 for what is on a list and 0 for all else, the latter
//! with a small weight (Hu, Koren and Volinsky 2008; the objective as in Rendle et al. 2022, "Revisiting the performance
//! of iALS on item recommendation benchmarks").
//!
//! With the items held fixed, a user is the solution of a ridge regression, in closed form: training's half step and a
//! visitor's fold-in are the same function.

use super::Matrix;
use super::cholesky::solve_in_place;

/// The objective of one side, with the factors of the other held fixed.
#[derive(Clone, Debug)]
pub struct AlsObjective {
    /// The weight of a pair that is on no list, beside 1 for one that is (alpha_0).
    pub unobserved: f32,
    /// The weight of the squared factors, for each pair on the list and for all others by `unobserved` (lambda, nu = 1).
    pub ridge: f32,
    /// The other side's factors times themselves, `[width, width]`.
    pub gram: Vec<f32>,
    /// How many rows the other side has.
    pub others: usize,
}

/// A row of the other side with its weight in the regression and what the product with it should be.
#[derive(Clone, Copy, Debug)]
pub struct Observation {
    /// The row.
    pub row: usize,
    /// 1 for a pair on a list.
    pub target: f32,
    /// The weight, beside the unobserved ones'.
    pub weight: f32,
}

impl AlsObjective {
    /// The objective for these factors.
    pub fn new(factors: &Matrix, unobserved: f32, ridge: f32) -> Self {
        Self { unobserved, ridge, gram: gram(factors), others: factors.rows() }
    }

    /// The factors that fit the observations best:
    /// `(sum_i w_i v_i v_i' + alpha_0 V'V + lambda (n + alpha_0 N) I)^-1 sum_i w_i t_i v_i`.
    pub fn solve(&self, factors: &Matrix, observations: impl Iterator<Item = Observation>) -> Vec<f32> {
        let (mut matrix, mut solution) = self.equations(factors, observations);
        solve_in_place(&mut matrix, &mut solution);
        solution
    }

    /// The matrix of [`Self::solve`], inverted and times each of these vectors.
    pub fn solve_for(
        &self,
        factors: &Matrix,
        observations: impl Iterator<Item = Observation>,
        vectors: &[&[f32]],
    ) -> Vec<Vec<f32>> {
        let (matrix, _) = self.equations(factors, observations);
        let solve = |vector: &&[f32]| {
            let mut solution = vector.to_vec();
            solve_in_place(&mut matrix.clone(), &mut solution);
            solution
        };
        vectors.iter().map(solve).collect()
    }

    /// The matrix, its lower triangle alone, and the right side.
    fn equations(&self, factors: &Matrix, observations: impl Iterator<Item = Observation>) -> (Vec<f32>, Vec<f32>) {
        let width = factors.width;
        let mut matrix: Vec<f32> = self.gram.iter().map(|value| value * self.unobserved).collect();
        let mut solution = vec![0.0f32; width];
        let mut count = 0.0;
        for Observation { row, target, weight } in observations {
            let factor = factors.row(row);
            count += weight;
            for (k, &value) in factor.iter().enumerate() {
                let scaled = weight * value;
                solution[k] += scaled * target;
                // The lower triangle alone: the matrix is symmetric.
                for (sum, other) in matrix[k * width..k * width + k + 1].iter_mut().zip(factor) {
                    *sum += scaled * other;
                }
            }
        }
        let ridge = self.ridge * (count + self.unobserved * self.others as f32);
        for k in 0..width {
            // A trace of a ridge at least, so that a user of nothing has a solution: nothing.
            matrix[k * width + k] += ridge.max(1e-6);
        }
        (matrix, solution)
    }
}

/// `V'V` of rows `[rows, width]`, `[width, width]`.
fn gram(factors: &Matrix) -> Vec<f32> {
    let width = factors.width;
    let mut sum = vec![0.0f64; width * width];
    for row in 0..factors.rows() {
        add_square(&mut sum, factors.row(row));
    }
    let of_either = |at: usize| {
        let (row, column) = (at / width, at % width);
        sum[row.max(column) * width + row.min(column)] as f32
    };
    (0..sum.len()).map(of_either).collect()
}

/// Adds the lower triangle of a vector times itself.
///
/// A function of its own, for the reason that `pass_half` in `recommend/kernel/ncf_sides.rs` has.
#[inline(never)]
fn add_square(sum: &mut [f64], vector: &[f32]) {
    for ((sums, &value), end) in sum.chunks_exact_mut(vector.len()).zip(vector).zip(1..) {
        let value = f64::from(value);
        sums[..end].iter_mut().zip(vector).for_each(|(sum, &other)| *sum += value * f64::from(other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_gradient_is_zero_at_the_solution(
            values in proptest::collection::vec(-1f32..1.0, 5 * 12),
            observed in proptest::collection::vec((0usize..12, -1f32..1.0, 0.1f32..2.0), 1..6),
        ) {
            let factors = Matrix { width: 5, values };
            let objective = AlsObjective::new(&factors, 0.1, 0.05);
            let observations = || observed.iter().map(|&(row, target, weight)| Observation { row, target, weight });
            let solution = objective.solve(&factors, observations());
            let product = |row: usize| factors.row(row).iter().zip(&solution).map(|(a, b)| a * b).sum::<f32>();
            let count: f32 = observed.iter().map(|(_, _, weight)| weight).sum();
            for (k, value) in solution.iter().enumerate() {
                let mut slope = objective.ridge * (count + 0.1 * 12.0) * value;
                for row in 0..12 {
                    slope += 0.1 * product(row) * factors.row(row)[k];
                }
                for Observation { row, target, weight } in observations() {
                    slope += weight * (product(row) - target) * factors.row(row)[k];
                }
                prop_assert!(slope.abs() < 1e-4, "{slope}");
            }
        }
    }

    #[test]
    fn a_user_of_nothing_is_nothing() {
        let factors = Matrix { width: 2, values: vec![1.0, 0.5, -1.0, 2.0] };
        assert_eq!(AlsObjective::new(&factors, 0.1, 0.0).solve(&factors, std::iter::empty()), [0.0, 0.0]);
    }
}
