//! Where RecommenderNet's embeddings start: a random projection of who rated what.
//!
//! Only the direction of a row counts in that network, and two epochs at a working rate are all that ratings bear before
//! the rows learn their pairs by heart. From a random start most of those two go into finding the one direction that all
//! well-rated anime share, and the neighbours of an anime are then whatever is rated as well. From here they begin as
//! those with the same audience.

use super::embedding::Embedding;
use super::step::Samples;
use konomi::model::Matrix;
use rand_chacha::ChaCha8Rng;

/// Embeddings of `users` and `items`, each row of length 1.
///
/// Every user draws a random vector, and an anime is the sum of those of its raters, each by one over the root of the
/// rater's number of ratings: by the lemma of Johnson and Lindenstrauss, its cosine with another is about that of the two
/// columns of the table (as in item-kNN). A user is the sum of the rated anime, each by how far its rating is from the
/// mean of all.
pub fn project(
    samples: &Samples,
    users: usize,
    items: usize,
    width: usize,
    random: &mut ChaCha8Rng,
) -> (Embedding, Embedding) {
    let mut counts = vec![0u32; users];
    for &user in &samples.users {
        counts[user as usize] += 1;
    }
    let mean = samples.targets.iter().sum::<f32>() / samples.len().max(1) as f32;
    let raters = Embedding::normal(users, width, 1.0, random).rows;
    let mut item_rows = Matrix { width, values: vec![0.0; items * width] };
    for (&user, &item) in samples.users.iter().zip(&samples.items) {
        let weight = 1.0 / (counts[user as usize] as f32).sqrt();
        add(&mut item_rows, item as usize, &raters, user as usize, weight);
    }
    normalize(&mut item_rows);
    let mut user_rows = Matrix { width, values: vec![0.0; users * width] };
    for ((&user, &item), &target) in samples.users.iter().zip(&samples.items).zip(&samples.targets) {
        add(&mut user_rows, user as usize, &item_rows, item as usize, target - mean);
    }
    normalize(&mut user_rows);
    (Embedding::new(user_rows), Embedding::new(item_rows))
}

/// Adds `weight` times a row of `from` to a row of `to`.
fn add(to: &mut Matrix, row: usize, from: &Matrix, source: usize, weight: f32) {
    let start = row * to.width;
    for (sum, value) in to.values[start..start + to.width].iter_mut().zip(from.row(source)) {
        *sum += weight * value;
    }
}

/// Brings every row to length 1; a row of zeros stays one.
fn normalize(matrix: &mut Matrix) {
    for row in matrix.values.chunks_exact_mut(matrix.width) {
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
        if length > 0.0 {
            row.iter_mut().for_each(|x| *x /= length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn anime_of_one_audience_start_alike_and_a_user_starts_near_what_they_praised() {
        // Anime 0 has an audience, anime 1 the half of it that likes it less, anime 2 another one.
        let mut samples = Samples::default();
        (0..50).for_each(|user| samples.push(user, 0, 0.9));
        (25..50).for_each(|user| samples.push(user, 1, 0.2));
        (50..100).for_each(|user| samples.push(user, 2, 0.9));
        let (users, items) = project(&samples, 100, 3, 128, &mut ChaCha8Rng::seed_from_u64(1));
        let cosine = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let (user, item) = (|row| users.rows.row(row), |row| items.rows.row(row));
        assert!(cosine(item(0), item(1)) > 0.4, "{}", cosine(item(0), item(1)));
        assert!(cosine(item(0), item(2)).abs() < 0.35, "{}", cosine(item(0), item(2)));
        assert!(cosine(user(99), item(2)) > 0.99);
        assert!(cosine(user(30), item(1)) < 0.0);
    }
}
