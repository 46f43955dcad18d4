//! Ranking metrics of one user, as in Liang et al. 2018 ("Variational Autoencoders for Collaborative Filtering", section 4.2).

/// The share of the hidden items in the first `k`, of those that could be there: hits / min(k, hidden).
pub fn recall(ranked: &[usize], hidden: &[usize], k: usize) -> f64 {
    let hits = ranked.iter().take(k).filter(|item| hidden.contains(item)).count();
    hits as f64 / k.min(hidden.len()).max(1) as f64
}

/// Discounted cumulative gain of the first `k` by the best that could be had with min(k, hidden) hits.
pub fn ndcg(ranked: &[usize], hidden: &[usize], k: usize) -> f64 {
    let discount = |place: usize| 1.0 / (place as f64 + 2.0).log2();
    let gain: f64 = ranked
        .iter()
        .take(k)
        .enumerate()
        .filter(|(_, item)| hidden.contains(item))
        .map(|(place, _)| discount(place))
        .sum();
    gain / (0..k.min(hidden.len()).max(1)).map(discount).sum::<f64>()
}

/// 1 if any hidden item is among the first `k`, else 0.
pub fn hit_rate(ranked: &[usize], hidden: &[usize], k: usize) -> f64 {
    f64::from(u8::from(ranked.iter().take(k).any(|item| hidden.contains(item))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_small_lists() {
        let half = 1.0 / 3f64.log2();
        let check = |ranked: &[usize], hidden: &[usize], k: usize, expected: [f64; 3]| {
            let figures = [recall(ranked, hidden, k), ndcg(ranked, hidden, k), hit_rate(ranked, hidden, k)];
            for (figure, expected) in figures.into_iter().zip(expected) {
                assert!((figure - expected).abs() < 1e-12, "{ranked:?} {hidden:?} {k}: {figures:?}");
            }
        };
        check(&[1, 2, 3], &[1], 2, [1.0, 1.0, 1.0]);
        check(&[2, 1, 3], &[1], 2, [1.0, half, 1.0]);
        check(&[2, 3, 1], &[1, 9], 2, [0.0, 0.0, 0.0]);
        check(&[1, 2, 9], &[1, 9, 7], 3, [2.0 / 3.0, 1.5 / (1.0 + half + 0.5), 1.0]);
    }
}
