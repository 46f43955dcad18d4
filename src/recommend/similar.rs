//! Similar anime: cosines of the normalized item weights, as in the reference.

use super::rank::rank;
use crate::model::Matrix;

/// Item embeddings brought to length 1.
#[derive(Clone, Debug)]
pub struct NormalizedRows(Matrix);

impl NormalizedRows {
    /// Normalizes every row; a row of zeros stays one, and is similar to nothing.
    pub fn new(mut rows: Matrix) -> Self {
        for row in rows.values.chunks_exact_mut(rows.width.max(1)) {
            let norm = row.iter().map(|x| x * x).sum::<f32>().sqrt();
            if norm > 0.0 {
                row.iter_mut().for_each(|x| *x /= norm);
            }
        }
        Self(rows)
    }

    /// The cosine of every row with row `of`.
    pub fn cosines(&self, of: usize) -> Vec<f32> {
        let target = self.0.row(of);
        (0..self.0.rows()).map(|row| self.0.row(row).iter().zip(target).map(|(a, b)| a * b).sum()).collect()
    }

    /// The rows most like row `of` with their cosines, highest first, among those that `allowed` lets through.
    pub fn most(&self, of: usize, top: usize, allowed: impl Fn(usize) -> bool) -> Vec<(usize, f32)> {
        let cosines = self.cosines(of);
        let rows = rank(&cosines, top, |row| row != of && allowed(row));
        rows.into_iter().map(|row| (row, cosines[row])).collect()
    }

    /// The rows least like row `of` with their cosines, lowest first, among those that `allowed` lets through.
    pub fn least(&self, of: usize, top: usize, allowed: impl Fn(usize) -> bool) -> Vec<(usize, f32)> {
        let opposite: Vec<f32> = self.cosines(of).into_iter().map(|cosine| -cosine).collect();
        let rows = rank(&opposite, top, |row| row != of && allowed(row));
        rows.into_iter().map(|row| (row, -opposite[row])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_by_angle_not_by_length() {
        let rows = Matrix { width: 2, values: vec![1.0, 0.0, 9.0, 0.9, 0.0, 1.0, -5.0, 0.0] };
        let rows = NormalizedRows::new(rows);
        assert_eq!(rows.most(0, 1, |_| true)[0].0, 1);
        assert_eq!(rows.least(0, 1, |_| true)[0], (3, -1.0));
        assert_eq!(rows.most(0, 9, |row| row != 1).len(), 2);
    }
}
