//! A visitor's embedding by a network's own objective: a few steps of Adam from the first guess, with all that was
//! trained left as it is.

use super::KnownPick;
use super::adam::Adam;
use crate::catalog::MinMaxScaler;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Items drawn as unliked, where nothing is known of them. Fewer than the catalogue, weighted to stand for
/// [`DRAWN_A_PICK`] each; but not too few, for what is drawn by chance is ranked too low (validation NDCG@100 of an NCF that
/// was refined by these alone: 0.438 with 512, 0.475 with 2,048, 0.488 with 4,096).
pub(super) const DRAWN: usize = 2048;
/// How much the drawn weigh in all, a pick: as in training.
const DRAWN_A_PICK: f32 = 10.0;
/// So many of the likeliest are taken for unliked each by itself, for these decide the list.
const LIKELIEST: usize = 1536;
/// Of the others one in so many, standing for its neighbours too.
const APART: usize = 12;
/// How much the unliked weigh in all, a pick, where they are the likeliest and those that stand for the others.
const UNLIKED_A_PICK: f32 = 20.0;

/// What the network should say of an item, and how much that counts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Sample {
    pub(super) row: usize,
    pub(super) target: f32,
    pub(super) weight: f32,
}

impl Sample {
    /// A pick, and what its visitor says of it.
    fn of(pick: &KnownPick) -> Self {
        Self { row: pick.row, target: if pick.presence > 0.0 { 1.0 } else { 0.0 }, weight: pick.presence.abs() }
    }

    /// The slope, by the logit, of the sample's loss: `weight` times the binary cross-entropy of the logit's chance.
    pub(super) fn slope(&self, chance: f32) -> f32 {
        self.weight * (chance - self.target)
    }
}

/// The row of each sample with its slope by the logit.
pub(super) fn slopes(samples: &[Sample]) -> impl Iterator<Item = (usize, impl Fn(f32) -> f32)> {
    samples.iter().map(|sample| (sample.row, move |logit: f32| sample.slope(1.0 / (1.0 + (-logit).exp()))))
}

/// The samples of implicit feedback: the picks, and `drawn` items from the rest. The draw is seeded by the picks alone.
pub(super) fn drawn_samples(items: usize, picks: &[KnownPick], drawn: usize) -> Vec<Sample> {
    let seed = picks.iter().fold(picks.len() as u64, |seed, pick| {
        (seed ^ pick.row as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
    });
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut samples: Vec<Sample> = picks.iter().map(Sample::of).collect();
    let drawn = drawn.min(items - picks.len());
    let weight = DRAWN_A_PICK * picks.len() as f32 / drawn.max(1) as f32;
    while samples.len() < picks.len() + drawn {
        let row = random.random_range(0..items);
        if picks.binary_search_by_key(&row, |pick| pick.row).is_err() {
            samples.push(Sample { row, target: 0.0, weight });
        }
    }
    samples
}

/// The samples of implicit feedback where every item's logit is known: the picks, the likeliest of the rest, and some that
/// stand for all others. What is unlikely anyway has next to no slope, so that a quarter of a catalogue does for the whole.
pub(super) fn likeliest_samples(picks: &[KnownPick], logits: &[f32]) -> Vec<Sample> {
    let unliked = logits.len() - picks.len();
    let is_pick = |row: usize| picks.binary_search_by_key(&row, |pick| pick.row).is_ok();
    let rest = || (0..logits.len()).filter(|row| !is_pick(*row));
    let mut falling: Vec<f32> = rest().map(|row| logits[row]).collect();
    let least = match falling.len() {
        count if count > LIKELIEST => *falling.select_nth_unstable_by(LIKELIEST, |a, b| b.total_cmp(a)).1,
        _ => f32::NEG_INFINITY,
    };
    let (likeliest, others): (Vec<usize>, Vec<usize>) = rest().partition(|row| logits[*row] > least);
    let standing: Vec<usize> = others.iter().copied().skip(APART / 2).step_by(APART).collect();
    let weight = UNLIKED_A_PICK * picks.len() as f32 / unliked.max(1) as f32;
    let others_weight = weight * others.len() as f32 / standing.len().max(1) as f32;
    let sample = |weight: f32| move |row: usize| Sample { row, target: 0.0, weight };
    let unliked = likeliest.into_iter().map(sample(weight)).chain(standing.into_iter().map(sample(others_weight)));
    picks.iter().map(Sample::of).chain(unliked).collect()
}

/// What a model of ratings learns of a visitor: the picks' ratings on the 0-1 scale.
pub(super) fn rated_samples(scaler: MinMaxScaler, picks: &[KnownPick]) -> Vec<Sample> {
    let sample = |pick: &KnownPick| Sample { row: pick.row, target: scaler.scale(pick.rating), weight: 1.0 };
    picks.iter().map(sample).collect()
}

/// How far the samples may pull the embedding from its first guess.
pub(super) struct Refinement {
    /// Steps of Adam.
    pub(super) steps: usize,
    /// Its rate, in units of the embedding.
    pub(super) rate: f32,
    /// The weight of the squared distance from the first guess: the guess is the prior that few picks can't outweigh.
    pub(super) prior: f32,
}

impl Refinement {
    /// The refined embedding; `misfit` is the gradient, by the embedding, of the samples' [`Sample::slope`].
    pub(super) fn run(&self, guess: Vec<f32>, misfit: impl Fn(&[f32]) -> Vec<f32>) -> Vec<f32> {
        let mut visitor = guess.clone();
        let mut adam = Adam::new(self.rate, visitor.len());
        for _ in 0..self.steps {
            let distance = visitor.iter().zip(&guess).map(|(value, guess)| 2.0 * self.prior * (value - guess));
            let gradient: Vec<f32> = misfit(&visitor).into_iter().zip(distance).map(|(a, b)| a + b).collect();
            adam.update(&mut visitor, gradient);
        }
        visitor
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recommend::{Opinion, Rating};

    #[test]
    fn samples_are_the_picks_with_what_they_say_and_others() {
        let bad = Opinion::Rated(Rating::try_from(2).unwrap());
        let picks = [KnownPick::new(3, Opinion::Liked), KnownPick::new(7, Opinion::Disliked), KnownPick::new(9, bad)];
        let samples = drawn_samples(40, &picks, DRAWN);
        assert_eq!(samples.len(), 40);
        let said: Vec<(usize, f32)> = samples[..3].iter().map(|sample| (sample.row, sample.target)).collect();
        assert_eq!(said, [(3, 1.0), (7, 0.0), (9, 1.0)]);
        assert!(samples[2].weight < 0.1 && samples[0].weight == 1.0);
        assert!(samples[3..].iter().all(|sample| sample.target == 0.0 && ![3, 7, 9].contains(&sample.row)));
        let weight: f32 = samples[3..].iter().map(|sample| sample.weight).sum();
        assert!((weight - 30.0).abs() < 1e-3);
    }

    /// The logit of a row falls with it, so that the likeliest are the first.
    #[test]
    fn the_likeliest_are_samples_and_some_stand_for_the_others() {
        let picks = [KnownPick::new(3, Opinion::Liked), KnownPick::new(1_900, Opinion::Disliked)];
        for items in [2usize, 5, LIKELIEST, LIKELIEST + 3, LIKELIEST + 3 + 10 * APART, 5 * LIKELIEST] {
            let picks = &picks[..if items > 1_900 { 2 } else { usize::from(items > 3) }];
            let logits: Vec<f32> = (0..items).map(|row| -(row as f32) / 100.0).collect();
            let samples = likeliest_samples(picks, &logits);
            assert_eq!(samples[..picks.len()], picks.iter().map(Sample::of).collect::<Vec<_>>());
            let unliked = &samples[picks.len()..];
            assert!(
                unliked.iter().all(|sample| sample.target == 0.0 && picks.iter().all(|pick| pick.row != sample.row))
            );
            let likeliest = (0..items).filter(|row| picks.iter().all(|pick| pick.row != *row)).take(LIKELIEST);
            let likeliest: Vec<usize> = likeliest.collect();
            let rows: Vec<usize> = unliked.iter().map(|sample| sample.row).collect();
            assert_eq!(rows[..likeliest.len()], likeliest, "{items}");
            let others = items - picks.len() - likeliest.len();
            assert!(rows.len() - likeliest.len() <= others.div_ceil(APART), "{items}");
            let weight: f32 = unliked.iter().map(|sample| sample.weight).sum();
            if others == 0 || others >= APART {
                assert!((weight - 20.0 * picks.len() as f32).abs() < 1e-2, "{items}: {weight}");
            }
        }
    }

    #[test]
    fn what_is_rated_is_learned_from_alone() {
        let rated = |rating| Opinion::Rated(Rating::try_from(rating).unwrap());
        let picks = [KnownPick::new(3, rated(1)), KnownPick::new(9, rated(10)), KnownPick::new(11, rated(4))];
        let samples = rated_samples(MinMaxScaler::MY_ANIME_LIST, &picks);
        let said: Vec<(usize, f32, f32)> = samples.iter().map(|s| (s.row, s.target, s.weight)).collect();
        assert_eq!(said, [(3, 0.0, 1.0), (9, 1.0, 1.0), (11, 3.0 / 9.0, 1.0)]);
    }

    /// The same picks have the same list, on every machine and in every version.
    #[test]
    fn the_draw_is_of_the_picks_alone() {
        let drawn = |rows: &[usize]| -> Vec<usize> {
            let picks: Vec<KnownPick> = rows.iter().map(|row| KnownPick::new(*row, Opinion::Liked)).collect();
            let samples = drawn_samples(8_266, &picks, DRAWN);
            samples[rows.len()..][..4].iter().map(|sample| sample.row).collect()
        };
        for (picks, expected) in [
            (&[3, 700, 8_000][..], [1745, 7648, 4420, 1279]),
            (&[3, 700, 8_001], [8143, 4529, 2001, 5091]),
            (&[0], [171, 3260, 7205, 3698]),
        ] {
            assert_eq!(drawn(picks), expected, "{picks:?}");
        }
    }

    /// The minimum of a pull to the samples and one to the guess lies in between.
    #[test]
    fn an_embedding_moves_from_its_guess_towards_its_samples() {
        let samples = [Sample { row: 0, target: 1.0, weight: 1.0 }];
        let run = |prior| {
            let refinement = Refinement { steps: 400, rate: 0.02, prior };
            // The logit is the embedding.
            refinement.run(vec![0.0], |visitor| slopes(&samples).map(|(_, slope)| slope(visitor[0])).collect())[0]
        };
        // The slope of -ln s(x) + p x^2 is s(x) - 1 + 2 p x.
        for (prior, expected) in [(0.5, 0.4011), (2.0, 0.1184)] {
            assert!((run(prior) - expected).abs() < 2e-3, "{}", run(prior));
        }
    }
}
