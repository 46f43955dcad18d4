//! The inner products of a table's rows with one vector, in the numbers as they are.

use crate::model::Matrix;
use wide::f32x4;

/// The inner product of every row with a vector as long as a row.
///
/// One row after the other, as they lie in memory: what a table costs is that it is read. Four rows side by side, with each
/// part of the vector loaded once for all of them, took three times as long on a processor whose caches had other things in
/// them.
pub fn products(rows: &Matrix, vector: &[f32]) -> Vec<f32> {
    rows.values.chunks_exact(rows.width.max(1)).map(|row| product(row, vector)).collect()
}

/// Four sums of four parts each, so that none needs to wait for the one before it.
#[inline(always)]
fn product(row: &[f32], vector: &[f32]) -> f32 {
    let ((row, row_rest), (vector, vector_rest)) = (row.as_chunks::<4>(), vector.as_chunks::<4>());
    let ((row, row_few), (vector, vector_few)) = (row.as_chunks::<4>(), vector.as_chunks::<4>());
    let mut sums = [f32x4::ZERO; 4];
    let mut add = |row: &[[f32; 4]], vector: &[[f32; 4]]| {
        for (sum, (row, vector)) in sums.iter_mut().zip(row.iter().zip(vector)) {
            *sum += f32x4::new(*row) * f32x4::new(*vector);
        }
    };
    row.iter().zip(vector).for_each(|(row, vector)| add(row, vector));
    add(row_few, vector_few);
    let [a, b, c, d] = sums;
    let rest: f32 = row_rest.iter().zip(vector_rest).map(|(row, vector)| row * vector).sum();
    ((a + b) + (c + d)).reduce_add() + rest
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
