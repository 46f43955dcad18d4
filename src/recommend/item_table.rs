//! The item embeddings of a model in memory, with what comparing them needs.

use crate::model::{Matrix, dot};

/// Item embeddings and their lengths.
#[derive(Clone, Debug)]
pub struct ItemTable {
    rows: Matrix,
    lengths: Vec<f32>,
}

impl ItemTable {
    /// Measures the rows.
    pub fn new(rows: Matrix) -> Self {
        let lengths = (0..rows.rows()).map(|row| dot(rows.row(row), rows.row(row)).sqrt()).collect();
        Self { rows, lengths }
    }

    /// The embeddings, `[items, width]`.
    pub fn rows(&self) -> &Matrix {
        &self.rows
    }

    /// The inner product of one row with a vector as long as a row.
    pub fn product(&self, row: usize, vector: &[f32]) -> f32 {
        dot(self.rows.row(row), vector)
    }

    /// The cosine of every row with row `of`; a row of zeros is like nothing.
    pub fn cosines(&self, of: usize) -> Vec<f32> {
        let target = self.rows.row(of);
        (self.lengths.iter().enumerate())
            .map(|(row, length)| {
                let lengths = length * self.lengths[of];
                if lengths > 0.0 { dot(self.rows.row(row), target) / lengths } else { 0.0 }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_direction_is_like_nothing() {
        let table = ItemTable::new(Matrix { width: 2, values: vec![3.0, 4.0, 0.0, 0.0, 0.0, 2.0] });
        assert_eq!(table.cosines(0), [1.0, 0.0, 0.8]);
        assert_eq!(table.cosines(1), [0.0; 3]);
    }
}
