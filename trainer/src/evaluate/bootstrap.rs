//! How sure a mean over users is: the percentile bootstrap (Efron 1979).

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How often the users are drawn anew.
const DRAWS: usize = 1000;

/// The interval that holds 95 % of the means of as many users, drawn with replacement.
pub fn interval(values: &[f64], seed: u64) -> [f64; 2] {
    if values.is_empty() {
        return [f64::NAN; 2];
    }
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut means: Vec<f64> = (0..DRAWS)
        .map(|_| {
            (0..values.len()).map(|_| values[random.random_range(0..values.len())]).sum::<f64>() / values.len() as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    [means[DRAWS / 40], means[DRAWS - 1 - DRAWS / 40]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_as_wide_as_the_normal_law_says() {
        let values: Vec<f64> = (0..400).map(|k| f64::from(k % 2)).collect();
        let [low, high] = interval(&values, 1);
        // The mean's deviation is 0.5 / sqrt(400) = 0.025.
        assert!(
            (low - (0.5 - 1.96 * 0.025)).abs() < 0.006 && (high - (0.5 + 1.96 * 0.025)).abs() < 0.006,
            "{low} {high}"
        );
        assert_eq!(interval(&[0.25; 9], 1), [0.25, 0.25]);
    }
}
