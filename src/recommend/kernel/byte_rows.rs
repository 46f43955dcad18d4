//! A table in 8 bits, scanned as such: a quarter of the memory to read, and 16-bit multiplications, of which a processor does
//! twice as many at once.

use crate::model::Matrix;
use wide::{i16x8, i32x4};

/// Rows of levels, `value = level * scale`, each row with a scale of its own.
#[derive(Clone, Debug)]
pub struct ByteRows {
    width: usize,
    levels: Vec<i8>,
    scales: Vec<f32>,
}

/// The highest level.
const HIGHEST: f32 = 127.0;

/// Rows no wider than this can't overflow a sum in 32 bits, whatever is in them.
const WIDEST: usize = (i32::MAX / (127 * 32_767)) as usize;

impl ByteRows {
    /// Each value by the nearest of 255 levels of its row; `None` where rows are too wide for it.
    pub fn nearest(rows: &Matrix) -> Option<Self> {
        if rows.width > WIDEST {
            return None;
        }
        let mut levels = Vec::with_capacity(rows.values.len());
        let scales = (rows.values.chunks_exact(rows.width.max(1)))
            .map(|row| {
                let scale = row.iter().fold(0f32, |max, value| max.max(value.abs())) / HIGHEST;
                levels.extend(row.iter().map(|value| if scale > 0.0 { (value / scale).round() as i8 } else { 0 }));
                scale
            })
            .collect();
        Some(Self { width: rows.width, levels, scales })
    }

    /// As [`ByteRows::nearest`], of rows that come from 8 bits and lose nothing; `None` of others.
    pub fn exactly(rows: &Matrix) -> Option<Self> {
        let bytes = Self::nearest(rows)?;
        let is_exact = (rows.values.chunks_exact(rows.width.max(1)).zip(bytes.levels.chunks_exact(rows.width.max(1))))
            .zip(&bytes.scales)
            .all(|((row, levels), scale)| {
                row.iter().zip(levels).all(|(value, level)| (value - f32::from(*level) * scale).abs() <= 1e-3 * scale)
            });
        is_exact.then_some(bytes)
    }

    /// The inner product of every row with a vector as long as a row, whose values are taken to 16 bits.
    pub fn products(&self, vector: &[f32]) -> Vec<f32> {
        let scale = vector.iter().fold(0f32, |max, value| max.max(value.abs())) / 32_767.0;
        if scale.is_nan() || vector.iter().any(|value| value.is_nan()) {
            return vec![f32::NAN; self.scales.len()];
        }
        let vector: Vec<i16> =
            vector.iter().map(|value| if scale > 0.0 { (value / scale).round() as i16 } else { 0 }).collect();
        let (parts, rest) = vector.as_chunks::<16>();
        let parts: Vec<[i16x8; 2]> = parts.iter().map(|part| halves(*part).map(i16x8::new)).collect();
        let sum = |levels: &[i8]| {
            let (levels, odd) = levels.as_chunks::<16>();
            let mut sums = [i32x4::ZERO; 2];
            for (levels, part) in levels.iter().zip(&parts) {
                for (sum, (levels, part)) in sums.iter_mut().zip(halves(levels.map(i16::from)).into_iter().zip(part)) {
                    *sum += i16x8::new(levels).dot(*part);
                }
            }
            let odd: i32 = odd.iter().zip(rest).map(|(level, value)| i32::from(*level) * i32::from(*value)).sum();
            (sums[0] + sums[1]).reduce_add() + odd
        };
        (self.levels.chunks_exact(self.width.max(1)).zip(&self.scales))
            .map(|(levels, row)| sum(levels) as f32 * (row * scale))
            .collect()
    }
}

fn halves(part: [i16; 16]) -> [[i16; 8]; 2] {
    [0, 8].map(|start| std::array::from_fn(|at| part[start + at]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recommend::kernel::products;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_shape_has_its_products(rows in 0usize..6, width in 1usize..70, levels in prop::collection::vec(-127i8..=127, 6 * 70), vector in prop::collection::vec(-1f32..1.0, 70)) {
            let values = levels[..rows * width].iter().map(|level| f32::from(*level) * 0.003).collect();
            let (rows, vector) = (Matrix { width, values }, &vector[..width]);
            let found = ByteRows::nearest(&rows).unwrap().products(vector);
            // A value is off by half a level at most, 1 in 254 of the greatest in its row; a vector's by far less.
            let far = 0.381 / 254.0 * vector.iter().map(|value| value.abs()).sum::<f32>() + 1e-3;
            prop_assert_eq!(found.len(), rows.rows());
            for (found, expected) in found.into_iter().zip(products(&rows, vector)) {
                prop_assert!((found - expected).abs() <= far, "{} and not {}", found, expected);
            }
        }
    }

    #[test]
    fn rows_that_come_from_bytes_lose_nothing() {
        let level = |at: usize| ((at * 7919 + 13) % 255) as f32 - 127.0;
        let values = (0..5 * 128).map(|at| if at % 128 == 0 { 127.0 } else { level(at) } * 0.0123).collect();
        let rows = Matrix { width: 128, values };
        let vector: Vec<f32> = (0..128).map(|at| (at as f32).sin() * 0.1).collect();
        let found = ByteRows::exactly(&rows).unwrap().products(&vector);
        for (found, expected) in found.into_iter().zip(products(&rows, &vector)) {
            assert!((found - expected).abs() < 1e-4, "{found} and not {expected}");
        }
        let others = Matrix { width: 128, values: rows.values.iter().map(|value| value.sin()).collect() };
        assert!(ByteRows::exactly(&others).is_none());
        assert!(ByteRows::nearest(&Matrix { width: 600, values: vec![1.0; 600] }).is_none());
    }

    #[test]
    fn what_is_no_number_is_not_hidden() {
        let rows = ByteRows::nearest(&Matrix { width: 2, values: vec![1.0, 2.0] }).unwrap();
        assert!(rows.products(&[f32::NAN, 1.0])[0].is_nan());
        assert!(rows.products(&[f32::INFINITY, 1.0])[0].is_nan());
        assert_eq!(rows.products(&[0.0, 0.0]), [0.0]);
    }
}
