//! The cosines of pairs of rows, and how their loss moves the rows: for networks that see nothing else of a pair.
//!
//! A tensor library gathers a row for every sample, multiplies, and scatters the products back, each in a pass of its own over
//! memory that no cache holds. Here a sample reads its two rows and writes to two, once each way.

use konomi::model::{Matrix, dot};

/// Added to a squared norm, as in the network's own definition.
const EPSILON: f32 = 1e-12;

/// Rows brought to length 1, with the lengths they had.
struct Unit {
    rows: Matrix,
    lengths: Vec<f32>,
}

impl Unit {
    /// Some rows of a table.
    #[inline(always)]
    fn of(table: &Matrix, rows: &[u32]) -> Self {
        let mut unit = Matrix { width: table.width, values: Vec::with_capacity(rows.len() * table.width) };
        let mut lengths = Vec::with_capacity(rows.len());
        for &row in rows {
            let row = table.row(row as usize);
            let length = (dot(row, row) + EPSILON).sqrt();
            unit.values.extend(row.iter().map(|value| value / length));
            lengths.push(length);
        }
        Self { rows: unit, lengths }
    }

    /// The gradient of the rows by that of their directions: what is along a row doesn't turn it.
    #[inline(always)]
    fn turn(&self, gradient: &mut [f32]) {
        let width = self.rows.width;
        for ((gradient, row), length) in
            gradient.chunks_exact_mut(width).zip(self.rows.values.chunks_exact(width)).zip(&self.lengths)
        {
            let along = dot(gradient, row);
            gradient.iter_mut().zip(row).for_each(|(slope, value)| *slope = (*slope - along * value) / length);
        }
    }
}

/// The cosines of the pairs of a part of a batch.
pub struct Cosines {
    users: Unit,
    items: Unit,
    /// One a pair.
    pub values: Vec<f32>,
}

/// Distinct rows of a table, and for each pair the place of its row among them.
pub type Rows<'a> = (&'a Matrix, &'a [u32], &'a [u32]);

impl Cosines {
    /// The cosines of pairs.
    pub fn new((users, user_rows, user_of): Rows, (items, item_rows, item_of): Rows) -> Self {
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || {
                let (users, items) = (Unit::of(users, user_rows), Unit::of(items, item_rows));
                let cosine =
                    |(user, item): (&u32, &u32)| dot(users.rows.row(*user as usize), items.rows.row(*item as usize));
                let values = user_of.iter().zip(item_of).map(cosine).collect();
                Self { users, items, values }
            },
        )
    }

    /// The gradients of the distinct rows, users' and items', by the slope of the loss along each cosine.
    pub fn gradients(&self, user_of: &[u32], item_of: &[u32], slopes: &[f32]) -> [Vec<f32>; 2] {
        let width = self.users.rows.width;
        let (mut of_users, mut of_items) =
            (vec![0.0; self.users.rows.values.len()], vec![0.0; self.items.rows.values.len()]);
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || {
                for ((&user, &item), &slope) in user_of.iter().zip(item_of).zip(slopes) {
                    let (user, item) = (user as usize, item as usize);
                    let (u, v) = (self.users.rows.row(user), self.items.rows.row(item));
                    let (du, dv) = (&mut of_users[user * width..][..width], &mut of_items[item * width..][..width]);
                    for (((du, dv), u), v) in du.iter_mut().zip(dv.iter_mut()).zip(u).zip(v) {
                        *du += slope * v;
                        *dv += slope * u;
                    }
                }
                self.users.turn(&mut of_users);
                self.items.turn(&mut of_items);
            },
        );
        [of_users, of_items]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::{Device, Int, Tensor, TensorData};
    use konomi::model::RecommenderNet;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// The same by the network's own tensors.
    #[test]
    fn cosines_and_gradients_are_those_of_the_networks_definition() {
        let device = Device::flex().autodiff();
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut table = |rows: usize| Matrix {
            width: 24,
            values: (0..rows * 24).map(|_| random.random_range(-1.0..1.0)).collect(),
        };
        let (users, items) = (table(6), table(5));
        // Rows 1, 3 and 4 of the users, 0 and 2 of the items; a row may be in several pairs.
        let (user_rows, item_rows) = ([1u32, 3, 4], [0u32, 2]);
        let (user_of, item_of) = ([0u32, 1, 2, 0, 1], [1u32, 1, 0, 0, 1]);
        let slopes = [0.5f32, -1.0, 2.0, 0.25, 0.75];
        let found = Cosines::new((&users, &user_rows, &user_of), (&items, &item_rows, &item_of));
        let gradients = found.gradients(&user_of, &item_of, &slopes);

        let leaf = |table: &Matrix, rows: &[u32]| table.gather(rows, &device).require_grad();
        let (user_leaf, item_leaf) = (leaf(&users, &user_rows), leaf(&items, &item_rows));
        let index = |of: &[u32]| {
            let places: Vec<i32> = of.iter().map(|place| *place as i32).collect();
            Tensor::<1, Int>::from_data(TensorData::new(places, [of.len()]), &device)
        };
        let side = |leaf: &Tensor<2>, of: &[u32]| RecommenderNet::normalize(leaf.clone()).select(0, index(of));
        let cosines: Tensor<1> = (side(&user_leaf, &user_of) * side(&item_leaf, &item_of)).sum_dim(1).squeeze_dim(1);
        let weights = Tensor::<1>::from_data(TensorData::new(slopes.to_vec(), [slopes.len()]), &device);
        let graph = (cosines.clone() * weights).sum().backward();
        let close = |found: &[f32], expected: Vec<f32>| {
            assert_eq!(found.len(), expected.len());
            assert!(found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-5), "{found:?} {expected:?}");
        };
        close(&found.values, cosines.into_data().iter::<f32>().collect());
        for (found, leaf) in gradients.iter().zip([user_leaf, item_leaf]) {
            close(found, leaf.grad(&graph).unwrap().into_data().iter::<f32>().collect());
        }
    }
}
