//! Early stopping for recipes with a loop of their own: counts epochs, keeps the best state, says how it goes.

use super::fit::INTERRUPTED;
use super::trained::Epochs;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// How an epoch loop goes; `S` is a state worth keeping.
pub struct Stopping<S> {
    name: &'static str,
    most: usize,
    patience: usize,
    begun: usize,
    started: Instant,
    best: Option<(S, Epochs)>,
}

impl<S> Stopping<S> {
    /// At most this many epochs, and at most `patience` of them without a better validation.
    pub fn new(name: &'static str, most: usize, patience: usize) -> Self {
        Self { name, most, patience, begun: 0, started: Instant::now(), best: None }
    }

    /// The next epoch's number from 1, or `None` when it is time to stop.
    pub fn begin(&mut self) -> Option<usize> {
        let best = self.best.as_ref().map_or(0, |(_, epochs)| epochs.best);
        let is_over = self.begun >= self.most || self.begun >= best + self.patience.max(1) && self.begun > 0;
        if is_over || INTERRUPTED.load(Ordering::Relaxed) {
            return None;
        }
        self.begun += 1;
        self.started = Instant::now();
        Some(self.begun)
    }

    /// An epoch is over: says so, and keeps its state if it is the best.
    pub fn end(&mut self, epoch: usize, loss: f64, samples: usize, validation: f64, state: S) {
        let seconds = self.started.elapsed().as_secs_f64();
        let samples_a_second = samples as f64 / seconds;
        eprintln!(
            "{}: epoch {epoch:>2}  loss {loss:.4}  validation {validation:.4}  {samples_a_second:.0} samples/s  \
             {seconds:.1} s, at most {:.0} s to go",
            self.name,
            seconds * (self.most - epoch) as f64
        );
        // Of equals the later one: without a validation every epoch is equal, and the last is wanted.
        if self.best.as_ref().is_none_or(|(_, best)| validation >= best.validation) {
            self.best = Some((state, Epochs { best: epoch, validation, samples_a_second }));
        }
    }

    /// The best state; none if not one epoch was whole.
    pub fn best(self) -> Option<(S, Epochs)> {
        self.best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_epoch_is_kept_and_patience_ends_it() {
        for (validation, most, patience, best, run) in
            [(&[0.1, 0.3, 0.2, 0.1, 0.9][..], 20, 2, 2, 4), (&[0.1, 0.2, 0.3], 3, 2, 3, 3), (&[0.5], 1, 0, 1, 1)]
        {
            let mut stopping = Stopping::new("a test", most, patience);
            while let Some(epoch) = stopping.begin() {
                stopping.end(epoch, 0.0, 1, validation[epoch - 1], epoch);
            }
            assert_eq!(stopping.begun, run, "{validation:?}");
            let (state, epochs) = stopping.best().unwrap();
            assert_eq!((state, epochs.best), (best, best));
        }
    }
}
