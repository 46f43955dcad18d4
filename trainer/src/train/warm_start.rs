//! The regression of trained user rows on averages of their items, which gives a visitor a first guess.

use faer::linalg::solvers::Solve;
use faer::{Mat, Side};
use konomi::model::Matrix;
use konomi::recommend::{KnownPick, WarmStart};
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// The ridge of the regression, in users.
const RIDGE: f64 = 1.0;
/// The shortest part of a list that the regression also learns from.
const SHORTEST: usize = 3;

/// The coefficients `[features, user width]` that take [`WarmStart::features`] to the user's row with least squares.
///
/// Each user counts twice: with the whole list, and with a random part of it, since a visitor has few picks and not a
/// list of years.
pub fn regress(
    users: &Matrix,
    items: &Matrix,
    lists: &[Vec<KnownPick>],
    opinion: impl Fn(&KnownPick) -> f32,
    random: &mut ChaCha8Rng,
) -> Option<Matrix> {
    let mut features = Vec::new();
    let mut targets = Vec::new();
    for (user, list) in lists.iter().enumerate().filter(|(_, list)| list.len() >= SHORTEST) {
        let mut part = list.clone();
        part.shuffle(random);
        part.truncate(
            (SHORTEST as f64 * (list.len() as f64 / SHORTEST as f64).powf(rand::Rng::random(random))) as usize,
        );
        for picks in [list, &part] {
            features.extend(WarmStart::features(items, picks, &opinion).into_iter().map(f64::from));
            targets.extend(users.row(user).iter().copied().map(f64::from));
        }
    }
    let (inputs, outputs) = (WarmStart::feature_count(items.width), users.width);
    let rows = targets.len() / outputs.max(1);
    let x = Mat::from_fn(rows, inputs, |row, column| features[row * inputs + column]);
    let y = Mat::from_fn(rows, outputs, |row, column| targets[row * outputs + column]);
    let mut gram = x.transpose() * &x;
    for k in 0..inputs {
        gram[(k, k)] += RIDGE;
    }
    let solution = gram.llt(Side::Lower).ok()?.solve(x.transpose() * &y);
    let values = (0..inputs * outputs).map(|k| solution[(k / outputs, k % outputs)] as f32).collect();
    Some(Matrix { width: outputs, values })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};

    #[test]
    fn users_that_are_means_of_their_items_are_found_again() {
        let mut random = ChaCha8Rng::seed_from_u64(3);
        let items = Matrix { width: 4, values: (0..40 * 4).map(|_| random.random_range(-1.0..1.0)).collect() };
        let pick = |row| KnownPick::new(row, konomi::recommend::Opinion::Liked);
        let lists: Vec<Vec<KnownPick>> =
            (0..400).map(|_| (0..30).map(|_| pick(random.random_range(0..40))).collect()).collect();
        let mean = |list: &[KnownPick]| -> Vec<f32> {
            (0..4).map(|k| list.iter().map(|pick| items.row(pick.row)[k]).sum::<f32>() / list.len() as f32).collect()
        };
        let users = Matrix { width: 4, values: lists.iter().flat_map(|list| mean(list)).collect() };
        let coefficients = regress(&users, &items, &lists, |pick| pick.presence, &mut random).unwrap();
        let list = &lists[0];
        let features = WarmStart::features(&items, list, |pick| pick.presence);
        for (k, expected) in mean(list).into_iter().enumerate() {
            let guess: f32 = features.iter().enumerate().map(|(f, x)| x * coefficients.row(f)[k]).sum();
            assert!((guess - expected).abs() < 0.1, "{guess} {expected}");
        }
    }
}
