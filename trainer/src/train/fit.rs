//! The loop around the steps: epochs, a progress bar, early stopping, and an interruption that loses nothing.

use super::TrainError;
use super::checkpoint::Checkpoint;
use super::step::{PairTrainer, Samples, StepSize};
use indicatif::{ProgressBar, ProgressStyle};
use konomi::model::{Matrix, PairNetwork};
use rand_chacha::ChaCha8Rng;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Where an epoch's batches come from.
pub trait EpochSource {
    /// The batches of one epoch, shuffled anew by `random`.
    fn batches<'a>(&'a self, random: &'a mut ChaCha8Rng) -> Box<dyn Iterator<Item = Samples> + 'a>;

    /// How many samples an epoch has, for the time that is left.
    fn samples(&self) -> usize;
}

/// How long to train and how fast.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Epochs at most.
    pub epochs: usize,
    /// Epochs without a better validation before it ends.
    pub patience: usize,
    /// Adam's rate in the first epoch.
    pub rate: f64,
    /// By what it is multiplied after each epoch.
    pub decay: f64,
    /// See [`StepSize::l2`].
    pub l2: f32,
}

/// The best state that validation saw.
pub struct Fitted<N> {
    /// The network.
    pub network: N,
    /// The users' rows.
    pub users: Matrix,
    /// The items' rows.
    pub items: Matrix,
    /// Its validation figure; higher is better.
    pub validation: f64,
    /// The epoch it is from, counted from 1.
    pub epoch: usize,
    /// Samples a second, of the steps alone.
    pub samples_a_second: f64,
}

/// Whether the person at the keyboard asked to stop; set by the handler of Ctrl-C.
pub static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Trains until the schedule, the patience or the person ends it, and returns the epoch that validated best. With a
/// checkpoint, goes on from its state, if there is one, and leaves one behind where the person ended it.
pub fn fit<N: PairNetwork + Send + Sync + 'static>(
    mut trainer: PairTrainer<N>,
    source: &impl EpochSource,
    schedule: &Schedule,
    random: &mut ChaCha8Rng,
    mut validate: impl FnMut(&PairTrainer<N>) -> f64,
    name: &str,
    checkpoint: Option<&Checkpoint>,
) -> Result<Fitted<N>, TrainError> {
    let mut best: Option<Fitted<N>> = None;
    let (mut since_best, mut whole) = (0, 0);
    if let Some(checkpoint) = checkpoint
        && let Some((found, progress)) = checkpoint.load(&mut trainer, random)?
    {
        eprintln!("{name}: goes on after epoch {}, as {} has it", progress.epochs, checkpoint.file().display());
        best = Some(found);
        (since_best, whole) = (progress.since_best, progress.epochs);
    }
    for epoch in whole..schedule.epochs {
        if since_best > 0 && since_best >= schedule.patience {
            break;
        }
        let bar = progress_bar(source.samples(), name, epoch + 1, schedule.epochs);
        let size = StepSize { rate: schedule.rate * schedule.decay.powi(epoch as i32), l2: schedule.l2 };
        let started = Instant::now();
        let (mut loss, mut samples) = (0.0, 0);
        for batch in source.batches(random) {
            if INTERRUPTED.load(Ordering::Relaxed) {
                break;
            }
            loss += f64::from(trainer.step(&batch, size)) * batch.len() as f64;
            samples += batch.len();
            bar.set_position(samples as u64);
            bar.set_message(format!("{:.4}", loss / samples as f64));
        }
        // An epoch cut short is not a state that the schedule would have led to.
        if INTERRUPTED.load(Ordering::Relaxed) {
            bar.finish_and_clear();
            break;
        }
        let samples_a_second = samples as f64 / started.elapsed().as_secs_f64();
        bar.set_prefix(format!("{name} epoch {}/{} is being validated", epoch + 1, schedule.epochs));
        let validation = validate(&trainer);
        bar.finish_and_clear();
        let seconds = started.elapsed().as_secs_f64();
        eprintln!(
            "{name}: epoch {:>2}  loss {:.4}  validation {validation:.4}  {:.0} thousand samples/s  {seconds:.1} s, at most {:.0} s to go",
            epoch + 1,
            loss / samples.max(1) as f64,
            samples_a_second / 1e3,
            seconds * (schedule.epochs - epoch - 1) as f64
        );
        since_best += 1;
        // Of equals the later one: without a validation every epoch is equal, and the last is wanted.
        if best.as_ref().is_none_or(|best| validation >= best.validation) {
            since_best = 0;
            best = Some(Fitted {
                network: trainer.network.clone(),
                users: trainer.users.rows.clone(),
                items: trainer.items.rows.clone(),
                validation,
                epoch: epoch + 1,
                samples_a_second,
            });
        }
        if let (Some(checkpoint), Some(best)) = (checkpoint, &best) {
            checkpoint.save(&trainer, best, (epoch + 1, since_best), random)?;
        }
    }
    let best = best.ok_or(TrainError::Interrupted)?;
    match checkpoint {
        Some(checkpoint) if INTERRUPTED.load(Ordering::Relaxed) => {
            eprintln!("{name}: --resume goes on from {}", checkpoint.file().display());
        }
        Some(checkpoint) => checkpoint.remove()?,
        None => {}
    }
    Ok(best)
}

fn progress_bar(samples: usize, name: &str, epoch: usize, epochs: usize) -> ProgressBar {
    let bar = ProgressBar::new(samples as u64).with_prefix(format!("{name} epoch {epoch}/{epochs}"));
    let style = "{prefix} {bar:30} {percent:>3} %  loss {msg}  {per_sec}  {eta} left of this epoch";
    // A template that does not parse leaves the default style, which also shows how far it is.
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::embedding::Embedding;
    use burn::tensor::Device;
    use konomi::model::RecommenderNet;
    use rand::SeedableRng;

    /// One batch: user 0 loves item 0 and hates item 1.
    struct Two;

    impl EpochSource for Two {
        fn batches<'a>(&'a self, _: &'a mut ChaCha8Rng) -> Box<dyn Iterator<Item = Samples> + 'a> {
            let mut batch = Samples::default();
            batch.push(0, 0, 1.0);
            batch.push(0, 1, 0.0);
            Box::new(std::iter::once(batch))
        }

        fn samples(&self) -> usize {
            2
        }
    }

    fn trainer() -> PairTrainer<RecommenderNet> {
        let device = Device::flex();
        device.seed(1);
        let random = &mut ChaCha8Rng::seed_from_u64(1);
        let table = |rows, random: &mut _| Embedding::normal(rows, 128, 0.1, random);
        PairTrainer::new(RecommenderNet::init(&device.autodiff()), table(1, random), table(3, random))
    }

    /// A training of thirty epochs in one go, and one that is cut off after twelve and goes on from its file.
    #[test]
    fn a_training_that_was_cut_off_goes_on_as_if_it_had_not_been() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.checkpoint");
        let checkpoint = Checkpoint::new(file.clone(), "this".to_owned());
        let train = |epochs, cut: bool, checkpoint: Option<&Checkpoint>| {
            let schedule = Schedule { epochs: 30, patience: 30, rate: 0.02, decay: 0.9, l2: 1e-3 };
            let random = &mut ChaCha8Rng::seed_from_u64(1);
            let mut validated = 0;
            let validate = |_: &PairTrainer<RecommenderNet>| {
                validated += 1;
                // A copy of the state after so many epochs, as a killed program leaves it.
                if cut && validated == epochs + 1 {
                    std::fs::copy(&file, dir.path().join("kept")).unwrap();
                }
                f64::from(validated)
            };
            fit(trainer(), &Two, &schedule, random, validate, "a test", checkpoint).unwrap()
        };
        let whole = train(12, true, Some(&checkpoint));
        assert!(!file.exists(), "a training that is over leaves nothing behind");
        std::fs::rename(dir.path().join("kept"), &file).unwrap();
        let resumed = train(0, false, Some(&checkpoint));
        assert_eq!(resumed.epoch, 30);
        let values =
            |fitted: &Fitted<RecommenderNet>| (fitted.users.clone(), fitted.items.clone(), fitted.network.parameters());
        assert_eq!(values(&whole), values(&resumed));
        std::fs::write(&file, "nonsense").unwrap();
        let other = Checkpoint::new(file.clone(), "that".to_owned());
        let random = &mut ChaCha8Rng::seed_from_u64(1);
        assert!(other.load(&mut trainer(), random).err().unwrap().to_string().contains("delete it to start anew"));
    }

    fn run(epochs: usize, patience: usize, validation: &[f64]) -> Fitted<RecommenderNet> {
        let schedule = Schedule { epochs, patience, rate: 0.02, decay: 1.0, l2: 0.0 };
        let mut values = validation.iter().copied();
        let random = &mut ChaCha8Rng::seed_from_u64(1);
        fit(trainer(), &Two, &schedule, random, |_| values.next().unwrap(), "a test", None).unwrap()
    }

    #[test]
    fn the_best_epoch_is_kept_and_patience_ends_it() {
        for (validation, epochs, patience, best) in [
            (&[0.1, 0.3, 0.2, 0.1][..], 20, 2, 2),
            (&[0.1, 0.3, 0.2, 0.4, 0.1, 0.1], 20, 2, 4),
            (&[0.1, 0.2, 0.3], 3, 2, 3),
        ] {
            let fitted = run(epochs, patience, validation);
            assert_eq!((fitted.epoch, fitted.validation), (best, validation[best - 1]), "{validation:?}");
        }
    }

    #[test]
    fn a_network_learns_its_pairs_and_leaves_other_rows_alone() {
        let start = trainer();
        let validation: Vec<f64> = (0..60).map(f64::from).collect();
        let fitted = run(60, 60, &validation);
        let mut samples = Samples::default();
        samples.push(0, 0, 1.0);
        samples.push(0, 1, 0.0);
        let predicted = crate::train::step::predict(&fitted.network, &fitted.users, &fitted.items, &samples);
        assert!(predicted[0] > 0.8 && predicted[1] < 0.2, "{predicted:?}");
        assert_eq!(fitted.items.row(2), start.items.rows.row(2));
    }
}
