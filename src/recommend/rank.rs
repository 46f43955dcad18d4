//! The best items of a score vector.

use std::cmp::Ordering;

/// The rows of the `top` highest scores among those that `allowed` lets through, best first; ties go to the smaller row.
///
/// Selects before it sorts, so the cost is linear in the catalogue.
pub fn rank(scores: &[f32], top: usize, allowed: impl Fn(usize) -> bool) -> Vec<usize> {
    let better = |a: &usize, b: &usize| -> Ordering { scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)) };
    let mut rows: Vec<usize> = (0..scores.len()).filter(|&row| allowed(row)).collect();
    if top == 0 {
        return Vec::new();
    }
    if top < rows.len() {
        rows.select_nth_unstable_by(top - 1, better);
        rows.truncate(top);
    }
    rows.sort_unstable_by(better);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_a_full_sort(scores in proptest::collection::vec(-3i8..3, 0..60), top in 0usize..70, skip in 1usize..5) {
            let scores: Vec<f32> = scores.into_iter().map(f32::from).collect();
            let mut rows: Vec<usize> = (0..scores.len()).filter(|row| row % skip == 0).collect();
            rows.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
            rows.truncate(top);
            prop_assert_eq!(rank(&scores, top, |row| row % skip == 0), rows);
        }
    }
}
