//! Quartiles, whiskers, outliers and the density of a sample.

use super::figure::Distribution;

/// How many points a density has.
const DENSITY_POINTS: usize = 64;
/// The bins that a density is computed of: finer than any screen shows it.
const DENSITY_BINS: usize = 256;

/// What is drawn of a distribution.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    Box,
    Violin,
}

/// The distribution of a sample of whole steps, `per_unit` of which make one, such as 100 for hundredths; `None` of an
/// empty one.
///
/// Quartiles lie between the values by linear interpolation, as in NumPy. Whole steps make them and the whiskers'
/// fences exact, so that a value on a fence is within it.
pub(super) fn distribution(
    label: &str,
    mut steps: Vec<u32>,
    per_unit: f64,
    yours: Vec<f64>,
    shape: Shape,
) -> Option<Distribution> {
    steps.sort_unstable();
    let (min, max) = (f64::from(*steps.first()?), f64::from(*steps.last()?));
    let [lower, median, upper] = [0.25, 0.5, 0.75].map(|share| quantile(&steps, share));
    let reach = 1.5 * (upper - lower);
    let (low, high) = (lower - reach, upper + reach);
    let within = |step: &u32| (low..=high).contains(&f64::from(*step));
    // A quartile between two values may have none of them within the fence on its side: no whisker then, as Matplotlib.
    let from = steps.iter().find(|step| within(step)).map_or(lower, |step| f64::from(*step).min(lower));
    let to = steps.iter().rfind(|step| within(step)).map_or(upper, |step| f64::from(*step).max(upper));
    Some(Distribution {
        label: label.to_owned(),
        n: steps.len() as u64,
        quartiles: [lower, median, upper].map(|quartile| quartile / per_unit),
        whiskers: [from / per_unit, to / per_unit],
        range: [min / per_unit, max / per_unit],
        outliers: steps.iter().filter(|step| !within(step)).map(|step| f64::from(*step) / per_unit).collect(),
        density: if shape == Shape::Violin { density(&steps, upper - lower, per_unit) } else { Vec::new() },
        yours,
    })
}

/// A quantile of a sorted sample that is not empty, by linear interpolation.
fn quantile(sorted: &[u32], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = place as usize;
    let above = (below + 1).min(sorted.len() - 1);
    let (below_value, above_value) = (f64::from(sorted[below]), f64::from(sorted[above]));
    below_value + (above_value - below_value) * (place - below as f64)
}

/// The density from the smallest value to the largest, by its greatest: a Gaussian kernel of Silverman's width over
/// binned values.
fn density(sorted: &[u32], interquartile: f64, per_unit: f64) -> Vec<(f64, f64)> {
    let (Some(&min), Some(&max)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let (min, span) = (f64::from(min), f64::from(max) - f64::from(min));
    if span == 0.0 {
        return vec![(min / per_unit, 1.0)];
    }
    let n = sorted.len() as f64;
    let mean = sorted.iter().map(|step| f64::from(*step)).sum::<f64>() / n;
    let deviation = (sorted.iter().map(|step| (f64::from(*step) - mean).powi(2)).sum::<f64>() / n).sqrt();
    let spread = if interquartile > 0.0 { deviation.min(interquartile / 1.34) } else { deviation };
    let bin_width = span / DENSITY_BINS as f64;
    let width = (0.9 * spread * n.powf(-0.2)).max(bin_width);

    let mut bins = [0.0; DENSITY_BINS];
    for step in sorted {
        let bin = (f64::from(*step) - min) / bin_width;
        bins[(bin as usize).min(DENSITY_BINS - 1)] += 1.0;
    }
    let at = |value: f64| {
        let kernels = bins.iter().enumerate().map(|(bin, count)| {
            let distance = (min + (bin as f64 + 0.5) * bin_width - value) / width;
            count * (-0.5 * distance * distance).exp()
        });
        kernels.sum::<f64>()
    };
    let values = (0..DENSITY_POINTS).map(|point| min + span * point as f64 / (DENSITY_POINTS - 1) as f64);
    let densities: Vec<(f64, f64)> = values.map(|value| (value / per_unit, at(value))).collect();
    let greatest = densities.iter().map(|(_, density)| *density).fold(f64::MIN_POSITIVE, f64::max);
    densities.into_iter().map(|(value, density)| (value, density / greatest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn boxes() {
        for (steps, quartiles, whiskers, outliers) in [
            (vec![5], [5.0; 3], [5.0; 2], vec![]),
            (vec![4, 1, 3, 2], [1.75, 2.5, 3.25], [1.0, 4.0], vec![]),
            // The fences are 2 - 1.5 * 2 and 4 + 1.5 * 2: 7 is on it, 8 is beyond.
            (vec![1, 2, 3, 4, 7], [2.0, 3.0, 4.0], [1.0, 7.0], vec![]),
            (vec![1, 2, 3, 4, 8], [2.0, 3.0, 4.0], [1.0, 4.0], vec![8.0]),
            // The fence is 30 + 1.5 * 20.
            (vec![0, 10, 20, 30, 60], [10.0, 20.0, 30.0], [0.0, 60.0], vec![]),
            (vec![9, 9, 9, 9, 1], [9.0; 3], [9.0; 2], vec![1.0]),
            (vec![0, 10, 10, 10], [7.5, 10.0, 10.0], [7.5, 10.0], vec![0.0]),
        ] {
            let found = distribution("", steps.clone(), 1.0, vec![], Shape::Box).unwrap();
            assert_eq!(
                (found.quartiles, found.whiskers, &found.outliers),
                (quartiles, whiskers, &outliers),
                "{steps:?}"
            );
            // A quarter is exact, as are its multiples.
            let quarters = distribution("", steps, 4.0, vec![], Shape::Box).unwrap();
            assert_eq!(quarters.quartiles, quartiles.map(|value| value / 4.0));
            assert_eq!(
                (quarters.whiskers, quarters.range),
                (whiskers.map(|end| end / 4.0), found.range.map(|end| end / 4.0))
            );
            assert_eq!(quarters.outliers, outliers.iter().map(|value| value / 4.0).collect::<Vec<_>>());
        }
        assert_eq!(distribution("", vec![], 1.0, vec![], Shape::Box), None);
    }

    #[test]
    fn a_density_peaks_where_the_values_are() {
        let steps = (0..100).map(|step| 400 + step % 10).chain((0..900).map(|step| 800 + step % 10)).collect();
        let density = distribution("", steps, 100.0, vec![], Shape::Violin).unwrap().density;
        let at =
            |value: f64| density.iter().min_by(|a, b| (a.0 - value).abs().total_cmp(&(b.0 - value).abs())).unwrap().1;
        assert!(at(8.05) > 0.9 && (0.05..0.2).contains(&at(4.05)) && at(6.0) < 0.01, "{density:?}");
    }

    /// Beside a Gaussian kernel over every value, of Silverman's width by the deviation or by the quartiles, whichever is
    /// the less, computed in Python without bins.
    #[test]
    fn a_density_is_that_of_a_kernel_over_every_value() {
        let by_deviation = (0..40).map(|at| 100 + at * at * 7 % 397).collect();
        let by_quartiles = (500..530).chain([100, 900, 1000]).collect();
        let by_deviation_alone = [[300; 5]; 4].concat().into_iter().chain([100, 200, 400, 500]).collect();
        for (steps, expected) in [
            (by_deviation, [(0, 0.7598), (9, 1.0), (21, 0.8774), (32, 0.8624), (42, 0.838), (55, 0.9801), (63, 0.687)]),
            (by_quartiles, [(0, 0.0751), (9, 0.0), (21, 0.0), (32, 0.0), (42, 0.0), (55, 0.0021), (63, 0.0751)]),
            (
                by_deviation_alone,
                [(0, 0.0505), (9, 0.028), (21, 0.124), (32, 1.0), (42, 0.124), (55, 0.0269), (63, 0.0505)],
            ),
        ] {
            let steps: Vec<u32> = steps;
            let found = distribution("", steps, 1.0, vec![], Shape::Violin).unwrap().density;
            for (point, density) in expected {
                assert!((found[point].1 - density).abs() < 0.012, "{point}: {} beside {density}", found[point].1);
            }
        }
    }

    proptest! {
        #[test]
        fn parts_are_in_order_and_the_greatest_density_is_one(steps in proptest::collection::vec(0u32..30_000, 2..200)) {
            let found = distribution("", steps, 100.0, vec![], Shape::Violin).unwrap();
            let ([low, high], [a, b, c], [from, to]) = (found.range, found.quartiles, found.whiskers);
            prop_assert!(low <= from && from <= a && a <= b && b <= c && c <= to && to <= high);
            prop_assert!(found.outliers.iter().all(|value| *value < from || *value > to));
            let greatest = found.density.iter().map(|point| point.1).fold(0.0, f64::max);
            prop_assert!(greatest == 1.0 && found.density.iter().all(|point| point.1 >= 0.0));
            prop_assert!(found.density.is_sorted_by(|a, b| a.0 < b.0));
            prop_assert!(found.density[0].0 == low);
        }
    }
}
