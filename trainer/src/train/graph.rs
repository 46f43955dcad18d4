//! The graph of users and items, normalized on both sides (He et al. 2020, equation 3): smoothing over it, and the
//! directions that smoothing keeps best.

use super::Embedding;
use crate::dataset::users_of;
use faer::Mat;
use konomi::model::Matrix;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// Steps of the subspace iteration.
const ITERATIONS: usize = 8;

/// Who has what, both ways, with one over the root of each one's degree.
pub struct Graph<'a> {
    lists: &'a [Vec<u32>],
    users_of: Vec<Vec<u32>>,
    /// One over the root of how many users an item has; 0 for none.
    scale: Vec<f32>,
    user_scale: Vec<f32>,
    /// The root of the items' mean degree.
    root_of_degree: f32,
}

impl<'a> Graph<'a> {
    /// The graph of these users' lists of items from 0 to `items`.
    pub fn new(items: usize, lists: &'a [Vec<u32>]) -> Self {
        let users_of = users_of(items, lists);
        let scale = |list: &Vec<u32>| if list.is_empty() { 0.0 } else { 1.0 / (list.len() as f32).sqrt() };
        let titles = lists.iter().map(Vec::len).sum::<usize>() as f32;
        Self {
            lists,
            scale: users_of.iter().map(scale).collect(),
            user_scale: lists.iter().map(scale).collect(),
            root_of_degree: (titles / items.max(1) as f32).sqrt(),
            users_of,
        }
    }

    /// Where embeddings start: the directions that smoothing keeps best, that is the leading eigenvectors of `R'R`, by
    /// subspace iteration, their values of this deviation. From a random start they are still being sought when validation
    /// ends the training.
    pub fn spectral(&self, width: usize, deviation: f32, random: &mut ChaCha8Rng) -> Matrix {
        let mut rows = Embedding::normal(self.scale.len(), width, 1.0, random).rows;
        for _ in 0..ITERATIONS {
            let of_users = gather(&rows, &self.scale, self.lists, &self.user_scale);
            rows = orthonormal(&gather(&of_users, &self.user_scale, &self.users_of, &self.scale));
        }
        let size = deviation * (rows.rows() as f32).sqrt();
        rows.values.iter_mut().for_each(|value| *value *= size);
        rows
    }

    /// By what an item's row is multiplied where it makes a user: one over the root of its degree, in units of the mean
    /// degree, so that embeddings of ordinary size give logits of ordinary size.
    pub fn given(&self) -> Vec<f32> {
        self.scale.iter().map(|scale| scale * self.root_of_degree).collect()
    }

    /// The mean of the rows and of their smoothings over users and back, one to `layers` times.
    pub fn smooth(&self, rows: &Matrix, layers: usize) -> Matrix {
        let mut layer = rows.clone();
        let mut mean = rows.clone();
        for _ in 0..layers {
            let of_users = gather(&layer, &self.scale, self.lists, &self.user_scale);
            layer = gather(&of_users, &self.user_scale, &self.users_of, &self.scale);
            mean.values.iter_mut().zip(&layer.values).for_each(|(sum, value)| *sum += value);
        }
        let share = 1.0 / (layers + 1) as f32;
        mean.values.iter_mut().for_each(|value| *value *= share);
        mean
    }
}

/// The columns made orthonormal; of more columns than rows those that have nothing left are zero.
fn orthonormal(rows: &Matrix) -> Matrix {
    let basis = Mat::from_fn(rows.rows(), rows.width, |row, column| rows.row(row)[column]).qr().compute_thin_Q();
    let values = (0..rows.rows()).flat_map(|row| (0..rows.width).map(move |column| (row, column)));
    Matrix {
        width: rows.width,
        values: values.map(|(row, column)| if column < basis.ncols() { basis[(row, column)] } else { 0.0 }).collect(),
    }
}

/// For each list the sum of its rows, scaled on both sides.
fn gather(rows: &Matrix, scale: &[f32], lists: &[Vec<u32>], list_scale: &[f32]) -> Matrix {
    let width = rows.width;
    let mut values = vec![0.0; lists.len() * width];
    let arch = pulp::Arch::new();
    values.par_chunks_exact_mut(width).zip(lists).zip(list_scale).for_each(|((sum, list), list_scale)| {
        arch.dispatch(
            #[inline(always)]
            || {
                for &row in list {
                    let scale = scale[row as usize] * list_scale;
                    sum.iter_mut().zip(rows.row(row as usize)).for_each(|(sum, value)| *sum += scale * value);
                }
            },
        );
    });
    Matrix { width, values }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn smoothing_is_the_normalized_walk_there_and_back_and_its_own_transpose() {
        // User 0 has items 0 and 1, user 1 has item 1.
        let lists = vec![vec![0, 1], vec![1]];
        let graph = Graph::new(3, &lists);
        let unit = |item: usize| Matrix { width: 1, values: (0..3).map(|k| f32::from(u8::from(k == item))).collect() };
        // R'R with R = [[1/sqrt(2), 1/2], [0, 1/sqrt(2)]].
        let half = 0.5f32;
        let walk = [[half, 1.0 / (2.0 * 2f32.sqrt()), 0.0], [1.0 / (2.0 * 2f32.sqrt()), 0.75, 0.0], [0.0; 3]];
        for (item, walked) in walk.iter().enumerate() {
            let smooth = graph.smooth(&unit(item), 1);
            for (other, (found, walked)) in smooth.values.iter().zip(walked).enumerate() {
                let own = f32::from(u8::from(item == other));
                assert!((found - (own + walked) / 2.0).abs() < 1e-6, "{item} {other}");
            }
        }
    }

    #[test]
    fn of_few_items_there_are_few_directions() {
        let lists = [vec![0, 1], vec![1]];
        let graph = Graph::new(2, &lists);
        let rows = graph.spectral(3, 1.0, &mut ChaCha8Rng::seed_from_u64(1));
        assert_eq!((rows.rows(), rows.width), (2, 3));
        assert!(rows.values.iter().all(|value| value.is_finite()) && rows.row(0)[2] == 0.0 && rows.row(1)[2] == 0.0);
    }
}
