//! The inner products of a table's rows with one vector, in the numbers as they are.

use crate::model::{Matrix, dot};
use wide::f32x4;

/// Values that are multiplied together: two parts of four, so that a sum needs not wait for the one before it.
const STEP: usize = 8;

/// The inner product of every row with a vector as long as a row.
///
/// Four rows go side by side: each step of the vector is read once for all of them.
pub fn products(rows: &Matrix, vector: &[f32]) -> Vec<f32> {
    let width = rows.width.max(1);
    let (steps, rest) = vector.as_chunks::<STEP>();
    let steps: Vec<[f32x4; 2]> = steps.iter().map(halves).collect();
    let mut products = Vec::with_capacity(rows.rows());
    let mut quads = rows.values.chunks_exact(4 * width);
    for quad in &mut quads {
        products.extend_from_slice(&four(quad, width, &steps, rest));
    }
    products.extend(quads.remainder().chunks_exact(width).map(|row| dot(row, vector)));
    products
}

/// The products of four rows with a vector, of which `rest` is what fills no whole step.
#[inline(always)]
fn four(quad: &[f32], width: usize, steps: &[[f32x4; 2]], rest: &[f32]) -> [f32; 4] {
    let row = |at: usize| &quad[at * width..(at + 1) * width];
    let [a, b, c, d] = [0, 1, 2, 3].map(|at| row(at).as_chunks::<STEP>().0);
    let mut sums = [[f32x4::ZERO; 2]; 4];
    for ((a, b), ((c, d), vector)) in a.iter().zip(b).zip(c.iter().zip(d).zip(steps)) {
        for (sums, row) in sums.iter_mut().zip([a, b, c, d]) {
            for ((sum, row), vector) in sums.iter_mut().zip(halves(row)).zip(vector) {
                *sum += row * *vector;
            }
        }
    }
    // Each row's partial sums become a column.
    let [a, b, c, d] = f32x4::transpose(sums.map(|[even, odd]| even + odd));
    let mut products = ((a + b) + (c + d)).to_array();
    if !rest.is_empty() {
        for (product, at) in products.iter_mut().zip(0..) {
            *product += row(at)[width - rest.len()..].iter().zip(rest).map(|(a, b)| a * b).sum::<f32>();
        }
    }
    products
}

#[inline(always)]
fn halves([a, b, c, d, e, f, g, h]: &[f32; STEP]) -> [f32x4; 2] {
    [f32x4::new([*a, *b, *c, *d]), f32x4::new([*e, *f, *g, *h])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_shape_has_its_products(rows in 0usize..11, width in 1usize..40, values in prop::collection::vec(-1f32..1.0, 11 * 40 + 40)) {
            let (vector, values) = values.split_at(width);
            let rows = Matrix { width, values: values[..rows * width].to_vec() };
            let exact = |row: &[f32]| row.iter().zip(vector).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
            let found = products(&rows, vector);
            prop_assert_eq!(found.len(), rows.rows());
            for (row, found) in rows.values.chunks_exact(width).zip(found) {
                prop_assert!((exact(row) - f64::from(found)).abs() < 1e-5);
            }
        }
    }
}
