//! Small systems of equations: the closed forms of users and of sparse columns (Golub and Van Loan, "Matrix Computations",
//! section 4.2).

use super::matrix::dot;

/// Solves `A x = b` for a positive definite `A`, of which the lower triangle is read, by its Cholesky factor. `A` becomes
/// the factor, `b` the solution.
///
/// `A` is row-major, `[n, n]`; `b` has `n` values. A pivot that rounding made negative counts as the smallest number.
pub fn solve_in_place(matrix: &mut [f32], vector: &mut [f32]) {
    let width = vector.len();
    for row in 0..width {
        let (above, below) = matrix.split_at_mut(row * width);
        let own = &mut below[..=row];
        for column in 0..row {
            let other = &above[column * width..column * width + column + 1];
            own[column] = (own[column] - dot(&own[..column], &other[..column])) / other[column];
        }
        let rest = own[row] - dot(&own[..row], &own[..row]);
        own[row] = rest.max(f32::MIN_POSITIVE).sqrt();
        vector[row] = (vector[row] - dot(&own[..row], &vector[..row])) / own[row];
    }
    for row in (0..width).rev() {
        vector[row] /= matrix[row * width + row];
        let known = vector[row];
        for column in 0..row {
            vector[column] -= matrix[row * width + column] * known;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_solution_solves_the_system(values in proptest::collection::vec(-1f32..1.0, 11 * 11), b in proptest::collection::vec(-1f32..1.0, 11)) {
            let at = |row: usize, column: usize| {
                let product: f32 = (0..11).map(|k| values[row * 11 + k] * values[column * 11 + k]).sum();
                product + if row == column { 0.5 } else { 0.0 }
            };
            let mut matrix: Vec<f32> = (0..121).map(|k| at(k / 11, k % 11)).collect();
            let mut solution = b.clone();
            solve_in_place(&mut matrix, &mut solution);
            for (row, wanted) in b.iter().enumerate() {
                let found: f32 = (0..11).map(|column| at(row, column) * solution[column]).sum();
                prop_assert!((found - wanted).abs() < 1e-3, "{found} {wanted}");
            }
        }
    }
}
