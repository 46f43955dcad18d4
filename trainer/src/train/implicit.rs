//! Training on implicit feedback: every title on a list against titles drawn at random (He et al. 2017, section 3.1).

use super::fit::EpochSource;
use super::step::Samples;
use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// The users' lists, and how negatives are drawn.
pub struct ImplicitSource<'a> {
    /// Each user's items, sorted.
    pub lists: &'a [Vec<u32>],
    /// The number of items to draw from.
    pub items: usize,
    /// Negatives drawn for each positive, anew in every epoch.
    pub negatives: usize,
    /// Samples in a batch, negatives included.
    pub batch: usize,
}

impl EpochSource for ImplicitSource<'_> {
    fn batches<'a>(&'a self, random: &'a mut ChaCha8Rng) -> Box<dyn Iterator<Item = Samples> + 'a> {
        let mut positives: Vec<(u32, u32)> = (self.lists.iter().enumerate())
            .flat_map(|(user, list)| list.iter().map(move |&item| (user as u32, item)))
            .collect();
        positives.shuffle(random);
        let positives_a_batch = (self.batch / (1 + self.negatives)).max(1);
        let mut start = 0;
        Box::new(std::iter::from_fn(move || {
            let part = positives.get(start..(start + positives_a_batch).min(positives.len()))?;
            start += part.len();
            if part.is_empty() {
                return None;
            }
            let mut batch = Samples::default();
            for &(user, item) in part {
                batch.push(user, item, 1.0);
                for _ in 0..self.negatives {
                    batch.push(user, self.unlisted(user, random), 0.0);
                }
            }
            Some(batch)
        }))
    }

    fn samples(&self) -> usize {
        self.lists.iter().map(Vec::len).sum::<usize>() * (1 + self.negatives)
    }
}

impl ImplicitSource<'_> {
    /// An item drawn uniformly among those that are not on the user's list.
    fn unlisted(&self, user: u32, random: &mut impl Rng) -> u32 {
        let list = &self.lists[user as usize];
        loop {
            let item = random.random_range(0..self.items as u32);
            // A user with everything on the list has no negative; any item is as wrong as another then.
            if list.binary_search(&item).is_err() || list.len() >= self.items {
                return item;
            }
        }
    }
}
