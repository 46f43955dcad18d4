//! The best items of a score vector.

use std::cmp::Ordering;

/// The rows of the `top` highest scores among those that `allowed` lets through, best first; ties go to the smaller row.
///
/// One pass: a row is kept if it beats the worst of the best so far, and whenever twice as many are kept as are asked for,
/// the worse half goes. Most rows cost a comparison, and nothing is sorted but the answer.
pub fn rank(scores: &[f32], top: usize, allowed: impl Fn(usize) -> bool) -> Vec<usize> {
    if top == 0 {
        return Vec::new();
    }
    let better = |a: &usize, b: &usize| -> Ordering { scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)) };
    let full = top.saturating_mul(2);
    let mut best: Vec<usize> = Vec::with_capacity(full.min(scores.len()));
    // What a row has to beat. One that equals it comes later than those that set it, and so is worse.
    let mut limit = None;
    for (row, score) in scores.iter().enumerate() {
        if limit.is_some_and(|limit| score.total_cmp(&limit).is_le()) || !allowed(row) {
            continue;
        }
        best.push(row);
        if best.len() == full {
            let (_, worst, _) = best.select_nth_unstable_by(top - 1, better);
            limit = Some(scores[*worst]);
            best.truncate(top);
        }
    }
    best.sort_unstable_by(better);
    best.truncate(top);
    best
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
