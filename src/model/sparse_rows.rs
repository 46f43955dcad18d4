//! Rows of which most values are zero: neighbours of items, features of items.

use crate::t;

/// A sparse row-major matrix (compressed sparse rows).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SparseRows {
    /// The length of a row, zeros included.
    width: usize,
    /// Where each row starts in the other two, and the end.
    starts: Vec<u32>,
    /// The columns, increasing within a row.
    columns: Vec<u32>,
    /// The values.
    values: Vec<f32>,
}

/// The most columns: whoever uses such rows has a vector as long, and no model has so many items or features.
const MOST_COLUMNS: usize = 1 << 20;

/// Why parts are no matrix.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SparseRowsError {
    /// The starts do not cut columns and values into rows.
    #[error("{}", t!("sparse-starts"))]
    Starts,
    /// Rows are longer than any model's.
    #[error("{}", t!("sparse-width", width = *width))]
    Width {
        /// How long.
        width: usize,
    },
    /// Columns are not increasing, or past the end of a row.
    #[error("{}", t!("sparse-columns", row = row + 1))]
    Columns {
        /// The first such row.
        row: usize,
    },
}

impl SparseRows {
    /// Collects rows of (column, value); columns in any order, each once.
    pub fn new(width: usize, rows: impl IntoIterator<Item = Vec<(u32, f32)>>) -> Self {
        let mut sparse = Self { width, starts: vec![0], columns: Vec::new(), values: Vec::new() };
        for mut row in rows {
            row.sort_unstable_by_key(|&(column, _)| column);
            for (column, value) in row {
                sparse.columns.push(column);
                sparse.values.push(value);
            }
            sparse.starts.push(sparse.columns.len() as u32);
        }
        sparse
    }

    /// Takes the parts of a file, if they are a matrix.
    pub fn from_parts(
        width: usize,
        starts: Vec<u32>,
        columns: Vec<u32>,
        values: Vec<f32>,
    ) -> Result<Self, SparseRowsError> {
        if width > MOST_COLUMNS {
            return Err(SparseRowsError::Width { width });
        }
        let is_cut = starts.first() == Some(&0)
            && starts.last().map(|&end| end as usize) == Some(columns.len())
            && columns.len() == values.len()
            && starts.is_sorted();
        if !is_cut {
            return Err(SparseRowsError::Starts);
        }
        let sparse = Self { width, starts, columns, values };
        let is_row = |row: &usize| {
            let columns = sparse.columns_of(*row);
            columns.windows(2).all(|pair| pair[0] < pair[1])
                && columns.last().is_none_or(|&last| (last as usize) < width)
        };
        match (0..sparse.rows()).find(|row| !is_row(row)) {
            Some(row) => Err(SparseRowsError::Columns { row }),
            None => Ok(sparse),
        }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The length of a row, zeros included.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Where each row starts among [`Self::columns`] and [`Self::values`], and the end.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The columns of all rows, one row after the other.
    pub fn columns(&self) -> &[u32] {
        &self.columns
    }

    /// The values of all rows, one row after the other.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    fn range(&self, row: usize) -> std::ops::Range<usize> {
        self.starts[row] as usize..self.starts[row + 1] as usize
    }

    fn columns_of(&self, row: usize) -> &[u32] {
        &self.columns[self.range(row)]
    }

    /// The (column, value) pairs of a row.
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (u32, f32)> + '_ {
        let range = self.range(row);
        self.columns[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// Adds `weight` times a row to `sum`, which is as long as a row.
    pub fn add_row(&self, row: usize, weight: f32, sum: &mut [f32]) {
        for (column, value) in self.row(row) {
            sum[column as usize] += weight * value;
        }
    }

    /// The inner products of every row with a dense vector as long as a row, `[rows]`.
    pub fn product(&self, vector: &[f32]) -> Vec<f32> {
        (0..self.rows()).map(|row| self.row(row).map(|(column, value)| value * vector[column as usize]).sum()).collect()
    }

    /// The length of a row, as a vector.
    pub fn length(&self, row: usize) -> f32 {
        self.row(row).map(|(_, value)| value * value).sum::<f32>().sqrt()
    }

    /// The cosines of every row with row `of`; a row of zeros is like nothing.
    pub fn cosines(&self, of: usize) -> Vec<f32> {
        let mut target = vec![0.0; self.width];
        self.add_row(of, 1.0, &mut target);
        let own = self.length(of);
        (self.product(&target).into_iter().enumerate())
            .map(|(row, product)| if product == 0.0 { 0.0 } else { product / (own * self.length(row)) })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dense(sparse: &SparseRows) -> Vec<Vec<f32>> {
        (0..sparse.rows())
            .map(|row| {
                let mut sum = vec![0.0; sparse.width()];
                sparse.add_row(row, 1.0, &mut sum);
                sum
            })
            .collect()
    }

    proptest! {
        #[test]
        fn products_and_cosines_are_those_of_the_dense_matrix(
            values in proptest::collection::vec(prop_oneof![Just(0f32), -2f32..2.0], 20), of in 0usize..4
        ) {
            let rows: Vec<Vec<f32>> = values.chunks(5).map(<[f32]>::to_vec).collect();
            let pairs = |row: &Vec<f32>| (0..5u32).zip(row.clone()).filter(|pair| pair.1 != 0.0).rev().collect();
            let sparse = SparseRows::new(5, rows.iter().map(pairs));
            prop_assert_eq!(dense(&sparse), rows.clone());
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
            let length = |a: &[f32]| dot(a, a).sqrt();
            for (row, (product, cosine)) in sparse.product(&rows[of]).into_iter().zip(sparse.cosines(of)).enumerate() {
                prop_assert!((product - dot(&rows[row], &rows[of])).abs() < 1e-4);
                let lengths = length(&rows[row]) * length(&rows[of]);
                let expected = if lengths > 0.0 { dot(&rows[row], &rows[of]) / lengths } else { 0.0 };
                prop_assert!((cosine - expected).abs() < 1e-4, "{cosine} {expected}");
            }
        }
    }

    #[test]
    fn rows_longer_than_any_models_are_refused_before_somebody_makes_a_vector_as_long() {
        let width = u32::MAX as usize;
        assert_eq!(SparseRows::from_parts(width, vec![0], vec![], vec![]), Err(SparseRowsError::Width { width }));
    }

    #[test]
    fn parts_that_are_no_matrix_are_refused() {
        let check = |starts: &[u32], columns: &[u32], expected: Option<SparseRowsError>| {
            let values = vec![1.0; columns.len()];
            let result = SparseRows::from_parts(4, starts.to_vec(), columns.to_vec(), values);
            assert_eq!(result.err(), expected, "{starts:?} {columns:?}");
        };
        check(&[0, 2, 3], &[0, 3, 1], None);
        check(&[], &[], Some(SparseRowsError::Starts));
        check(&[0, 3, 2, 4], &[0, 1, 2, 3], Some(SparseRowsError::Starts));
        check(&[0, 2], &[0, 1, 2], Some(SparseRowsError::Starts));
        check(&[0, 1, 3], &[0, 2, 1], Some(SparseRowsError::Columns { row: 1 }));
        check(&[0, 1], &[4], Some(SparseRowsError::Columns { row: 0 }));
    }
}
