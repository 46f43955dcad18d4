//! Training on implicit feedback: every title on a list against titles drawn at random (He et al. 2017, section 3.1).

use super::fit::EpochSource;
use super::step::{PART, Samples};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Items that the negatives of one part of a batch are drawn from.
const POOL: usize = 512;
/// How often a negative is drawn from the pool before it is looked for.
const TRIES: usize = 50;

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
    /// Where negatives come from.
    pub draw: Draw,
}

/// Where negatives come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Draw {
    /// Items that are not on the user's list, for a few hundred samples the same few hundred items: fewer different rows to
    /// gather, to multiply and to update, and still as many in a whole batch as there are draws in a small one.
    Pooled,
    /// Any items, on the list or not (Rendle et al. 2020): a user with a long list is then told less often that what is not
    /// on it is wrong.
    Any,
}

impl Draw {
    /// By whether what is on the user's own list may be drawn.
    pub fn listed(may_be: bool) -> Self {
        if may_be { Self::Any } else { Self::Pooled }
    }
}

impl EpochSource for ImplicitSource<'_> {
    fn batches<'a>(&'a self, random: &'a mut ChaCha8Rng) -> Box<dyn Iterator<Item = Samples> + 'a> {
        Box::new(self.batches_of_epoch(random))
    }

    fn samples(&self) -> usize {
        self.lists.iter().map(Vec::len).sum::<usize>() * (1 + self.negatives)
    }
}

impl ImplicitSource<'_> {
    /// The batches of one epoch; the order and the negatives are drawn from a generator that starts from `random`.
    pub fn batches_of_epoch(&self, random: &mut ChaCha8Rng) -> impl Iterator<Item = Samples> + use<'_> {
        let mut random = ChaCha8Rng::seed_from_u64(random.random());
        let mut positives: Vec<(u32, u32)> = (self.lists.iter().enumerate())
            .flat_map(|(user, list)| list.iter().map(move |&item| (user as u32, item)))
            .collect();
        positives.shuffle(&mut random);
        let positives_a_batch = (self.batch / (1 + self.negatives)).max(1);
        let mut start = 0;
        std::iter::from_fn(move || {
            let part = positives.get(start..(start + positives_a_batch).min(positives.len()))?;
            start += part.len();
            if part.is_empty() {
                return None;
            }
            let mut batch = Samples::default();
            for group in part.chunks((PART / (1 + self.negatives)).max(1)) {
                let pool: Vec<u32> = (0..POOL).map(|_| random.random_range(0..self.items as u32)).collect();
                for &(user, item) in group {
                    batch.push(user, item, 1.0);
                    for _ in 0..self.negatives {
                        let item = match self.draw {
                            Draw::Pooled => self.unlisted(user, &pool, &mut random),
                            Draw::Any => random.random_range(0..self.items as u32),
                        };
                        batch.push(user, item, 0.0);
                    }
                }
            }
            Some(batch)
        })
    }

    /// An item drawn among those of the pool that are not on the user's list.
    fn unlisted(&self, user: u32, pool: &[u32], random: &mut impl Rng) -> u32 {
        let list = &self.lists[user as usize];
        let is_free = |item: &u32| list.binary_search(item).is_err();
        for _ in 0..TRIES {
            let item = pool[random.random_range(0..pool.len())];
            if is_free(&item) {
                return item;
            }
        }
        // A user with nearly everything on the list has few negatives, and with everything none: any item is as wrong then.
        let start = random.random_range(0..self.items as u32);
        let around = (0..self.items as u32).map(|step| (start + step) % self.items as u32);
        around.clone().find(is_free).unwrap_or(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_title_on_a_list_comes_once_with_negatives_that_are_on_none() {
        let lists = vec![vec![0, 1, 2, 3, 4, 5, 6, 7], vec![9], vec![]];
        let source = ImplicitSource { lists: &lists, items: 10, negatives: 4, batch: 15, draw: Draw::Pooled };
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let batches: Vec<Samples> = source.batches(&mut random).collect();
        assert!(batches.iter().all(|batch| batch.len() <= 15) && batches.len() == 3);
        let samples = batches
            .iter()
            .flat_map(|batch| (0..batch.len()).map(move |k| (batch.users[k], batch.items[k], batch.targets[k])));
        let (positive, negative): (Vec<_>, Vec<_>) = samples.partition(|sample| sample.2 == 1.0);
        assert_eq!((positive.len(), negative.len(), source.samples()), (9, 36, 45));
        assert_eq!(positive.iter().map(|(user, item, _)| (*user, *item)).collect::<HashSet<_>>().len(), 9);
        for (user, item, target) in negative {
            assert!(target == 0.0 && !lists[user as usize].contains(&item), "{user} {item}");
        }
        let again: Vec<u32> = source.batches(&mut random).flat_map(|batch| batch.items).collect();
        assert_ne!(again, batches.into_iter().flat_map(|batch| batch.items).collect::<Vec<_>>(), "drawn anew");
    }
}
