//! Similar anime: cosines of the item weights, as in the reference.

use super::rank::rank;

/// The rows most like row `of` with their cosines, highest first, among those that `allowed` lets through.
pub fn most_similar(cosines: &[f32], of: usize, top: usize, allowed: impl Fn(usize) -> bool) -> Vec<(usize, f32)> {
    let rows = rank(cosines, top, |row| row != of && allowed(row));
    rows.into_iter().map(|row| (row, cosines[row])).collect()
}

/// The rows least like row `of` with their cosines, lowest first, among those that `allowed` lets through.
pub fn least_similar(cosines: &[f32], of: usize, top: usize, allowed: impl Fn(usize) -> bool) -> Vec<(usize, f32)> {
    let opposite: Vec<f32> = cosines.iter().map(|cosine| -cosine).collect();
    let rows = rank(&opposite, top, |row| row != of && allowed(row));
    rows.into_iter().map(|row| (row, cosines[row])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Matrix;
    use crate::recommend::ItemTable;

    #[test]
    fn neighbours_by_angle_not_by_length() {
        let rows = Matrix { width: 2, values: vec![1.0, 0.0, 9.0, 0.9, 0.0, 1.0, -5.0, 0.0] };
        let cosines = ItemTable::new(rows).cosines(0);
        assert_eq!(most_similar(&cosines, 0, 1, |_| true)[0].0, 1);
        assert_eq!(least_similar(&cosines, 0, 1, |_| true)[0], (3, -1.0));
        assert_eq!(most_similar(&cosines, 0, 9, |row| row != 1).len(), 2);
        assert_eq!(least_similar(&cosines, 0, 9, |row| row != 3), [(2, cosines[2]), (1, cosines[1])]);
    }
}
