//! The range of values along an axis, linear or logarithmic, and its ticks.

/// From which value to which an axis runs, and how.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Domain {
    low: f64,
    high: f64,
    log: bool,
}

impl Domain {
    /// A domain between two values. Where they are equal or no numbers, it is widened so that it has an extent; a
    /// logarithmic one never reaches 0.
    pub fn new(low: f64, high: f64, log: bool) -> Self {
        let (mut low, mut high) = if low <= high { (low, high) } else { (high, low) };
        if !(low.is_finite() && high.is_finite()) {
            (low, high) = (if log { 1.0 } else { 0.0 }, 10.0);
        }
        if log {
            low = low.max(1e-9);
            high = high.max(low);
            if high < low * 1.01 {
                (low, high) = (low / 2.0, high * 2.0);
            }
        } else if high - low <= low.abs().max(high.abs()) * 1e-9 {
            let room = (low.abs() / 2.0).max(0.5);
            (low, high) = (low - room, high + room);
        }
        Self { low, high, log }
    }

    /// The domain of values; those that can't stand on the axis are passed over.
    pub fn of(values: impl Iterator<Item = f64>, log: bool) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite() && (!log || *value > 0.0))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        Self::new(low, high, log)
    }

    /// The domain of lengths, which begin at nothing: at 0, or below the least one where the axis is logarithmic.
    pub fn of_lengths(values: impl Iterator<Item = f64>, log: bool) -> Self {
        let Self { low, high, .. } = Self::of(values.chain((!log).then_some(0.0)), log);
        if log { Self::new(10f64.powf((low.log10() - 0.01).floor()), high, true) } else { Self::new(low, high, false) }
    }

    /// The least value.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The greatest value.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Where a value stands, 0 at the low end and 1 at the high end; beyond these if it is beyond them.
    pub fn share(&self, value: f64) -> f64 {
        if self.log {
            (value.max(1e-9) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }

    /// As [`Domain::share`], brought to the nearest end.
    pub fn clamped(&self, value: f64) -> f64 {
        let share = self.share(value);
        if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
    }

    /// The value that stands at a share of the way.
    pub fn value(&self, share: f64) -> f64 {
        if self.log { self.low * (self.high / self.low).powf(share) } else { self.low + (self.high - self.low) * share }
    }

    /// Whether a value is within.
    pub fn contains(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// The same with its ends moved outwards to round values, where `at_most` ticks are drawn.
    pub fn rounded(self, at_most: usize) -> Self {
        if self.log {
            // A whole decade for a few values would be mostly empty: ends are at 1, 2 and 5 too.
            let down = STEPS.into_iter().rev().map(|step| step * power(self.low)).find(|end| *end <= self.low * 1.001);
            let up = STEPS.into_iter().chain([10.0]).map(|step| step * power(self.high)).find(|end| *end >= self.high);
            return Self { low: down.unwrap_or(self.low), high: up.unwrap_or(self.high), log: true };
        }
        let step = step(self.high - self.low, at_most);
        let (low, high) = ((self.low / step + 1e-9).floor() * step, (self.high / step - 1e-9).ceil() * step);
        if low.is_finite() && high.is_finite() { Self { low, high, log: false } } else { self }
    }

    /// At most so many round values within, ascending.
    pub fn ticks(&self, at_most: usize) -> Vec<f64> {
        let at_most = at_most.max(1);
        if !self.log {
            let step = step(self.high - self.low, at_most);
            let first = (self.low / step - 1e-9).ceil();
            return (0..=at_most)
                .map(|index| (first + index as f64) * step)
                .filter(|tick| *tick <= self.high + step * 1e-9)
                .map(|tick| if tick == 0.0 { 0.0 } else { tick })
                .take(at_most)
                .collect();
        }
        let (first, last) = (self.low.log10().floor() as i32, self.high.log10().ceil() as i32);
        let decades = |steps: &[f64], every: i32| -> Vec<f64> {
            (first..=last)
                .filter(|exponent| exponent % every == 0)
                .flat_map(|exponent| steps.iter().map(move |step| step * 10f64.powi(exponent)))
                .filter(|tick| (self.low * 0.999..=self.high * 1.001).contains(tick))
                .collect()
        };
        let finest = decades(&STEPS, 1);
        if finest.len() <= at_most {
            return if finest.len() < 3 { Self { log: false, ..*self }.ticks(at_most.min(5)) } else { finest };
        }
        (1..).map(|every| decades(&[1.0], every)).find(|ticks| ticks.len() <= at_most).unwrap_or_default()
    }
}

const STEPS: [f64; 3] = [1.0, 2.0, 5.0];

fn power(value: f64) -> f64 {
    10f64.powf(value.log10().floor())
}

/// The least of 1, 2, 5, 10, ... that divides an extent into fewer than `at_most` steps.
fn step(extent: f64, at_most: usize) -> f64 {
    let rough = extent / at_most.saturating_sub(1).max(1) as f64;
    if !(rough.is_finite() && rough > f64::MIN_POSITIVE) {
        return 1.0;
    }
    let power = power(rough);
    STEPS.into_iter().map(|step| step * power).find(|step| *step >= rough * 0.999_999).unwrap_or(10.0 * power)
}
