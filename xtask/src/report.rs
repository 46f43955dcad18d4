//! What the user reads: named steps with their times, and the count of tests at the end.

use anyhow::Result;
use std::time::{Duration, Instant};

/// Announces work that takes time, with the reason for it.
pub fn step(what: &str) {
    println!("==> {what}");
}

/// Says something of interest within a step.
pub fn note(text: &str) {
    println!("    {text}");
}

/// Announces a step, does it, and prints how long it took.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    step(what);
    let start = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() { "done" } else { "FAILED" };
    note(&format!("{verdict} in {}", span(start.elapsed())));
    outcome
}

/// A duration for people: `850 ms`, `12.3 s`, `4 min 5 s`.
pub fn span(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        1..120 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// How many tests went how.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Count {
    /// Tests that passed.
    pub passed: usize,
    /// Tests, or whole steps, that failed.
    pub failed: usize,
    /// Tests that could not run here, or are marked so.
    pub skipped: usize,
}

impl Count {
    /// Adds another suite's tests.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// The sum of every `test result: ok. 3 passed; 0 failed; 1 ignored; ...` that cargo's tests print.
    pub fn of_cargo(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines().filter(|line| line.trim_start().starts_with("test result:")) {
            let number = |what: &str| number_before(line, what);
            sum.add(Self { passed: number("passed"), failed: number("failed"), skipped: number("ignored") });
        }
        sum
    }

    /// The counts in the `# pass 3` lines at the end of a TAP or spec report of Node's test runner.
    pub fn of_node(output: &str) -> Self {
        let number = |what: &str| {
            let line = output.lines().rev().find_map(|line| {
                line.trim_start_matches(['#', 'ℹ', ' ']).strip_prefix(what).map(str::trim).map(str::to_owned)
            });
            line.and_then(|digits| digits.parse().ok()).unwrap_or(0)
        };
        Self {
            passed: number("pass "),
            failed: number("fail ") + number("cancelled "),
            skipped: number("skipped ") + number("todo "),
        }
    }
}

fn number_before(line: &str, what: &str) -> usize {
    let mut previous = "";
    for word in line.split([' ', ';', '.']).filter(|word| !word.is_empty()) {
        if word == what {
            return previous.parse().unwrap_or(0);
        }
        previous = word;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_cargo_are_summed() {
        let output = "running 3 tests\ntest a ... ok\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(Count::of_cargo(output), Count { passed: 7, failed: 2, skipped: 1 });
        assert_eq!(Count::of_cargo("nothing"), Count::default());
    }

    #[test]
    fn counts_of_node_are_read_from_both_reporters() {
        for mark in ["#", "ℹ"] {
            let output = format!(
                "{mark} tests 9\n{mark} suites 0\n{mark} pass 5\n{mark} fail 1\n{mark} cancelled 1\n{mark} skipped 2\n{mark} todo 0\n"
            );
            assert_eq!(Count::of_node(&output), Count { passed: 5, failed: 2, skipped: 2 });
        }
    }

    #[test]
    fn spans_read_well() {
        for (millis, text) in [(850, "850 ms"), (12_300, "12.3 s"), (245_000, "4 min 5 s")] {
            assert_eq!(span(Duration::from_millis(millis)), text);
        }
    }
}
