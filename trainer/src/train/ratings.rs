//! Training on ratings scaled to 0-1, as the reference does.

use super::fit::EpochSource;
use super::step::Samples;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// The ratings to learn from.
pub struct RatingSource<'a> {
    /// All of them.
    pub samples: &'a Samples,
    /// Ratings in a batch.
    pub batch: usize,
}

impl EpochSource for RatingSource<'_> {
    fn batches<'a>(&'a self, random: &'a mut ChaCha8Rng) -> Box<dyn Iterator<Item = Samples> + 'a> {
        let mut order: Vec<u32> = (0..self.samples.len() as u32).collect();
        order.shuffle(random);
        let mut start = 0;
        Box::new(std::iter::from_fn(move || {
            let part = order.get(start..(start + self.batch).min(order.len()))?;
            start += part.len();
            (!part.is_empty()).then(|| {
                let pick = |index: &u32| *index as usize;
                Samples {
                    users: part.iter().map(|index| self.samples.users[pick(index)]).collect(),
                    items: part.iter().map(|index| self.samples.items[pick(index)]).collect(),
                    targets: part.iter().map(|index| self.samples.targets[pick(index)]).collect(),
                }
            })
        }))
    }

    fn samples(&self) -> usize {
        self.samples.len()
    }
}
