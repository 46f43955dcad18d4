//! A factorization over a few items, which a visitor's factors are refined by.

use super::{logistic, products};
use crate::model::Matrix;

/// The factors of some items, side by side in memory, with what is added to their products.
#[derive(Clone, Debug)]
pub struct FactorRows {
    /// `[items, factors]`.
    rows: Matrix,
    added: Vec<f32>,
}

impl FactorRows {
    /// Of these rows of a table, each with what is added.
    pub fn new(table: &Matrix, items: impl Iterator<Item = (usize, f32)>) -> Self {
        let (mut values, mut added) = (Vec::new(), Vec::new());
        for (row, add) in items {
            values.extend_from_slice(table.row(row));
            added.push(add);
        }
        Self { rows: Matrix { width: table.width, values }, added }
    }

    /// The gradient, by a user's factors, of a sum over the items of what a function says of their logits; its slope at an
    /// item's logit follows from the item's place and the logit's chance.
    pub fn gradient(&self, user: &[f32], slope: impl Fn(usize, f32) -> f32) -> Vec<f32> {
        let mut chances = products(&self.rows, user);
        chances.iter_mut().zip(&self.added).for_each(|(logit, added)| *logit += added);
        logistic(&mut chances);
        let mut sum = vec![0.0; user.len()];
        for (at, (chance, row)) in
            chances.into_iter().zip(self.rows.values.chunks_exact(self.rows.width.max(1))).enumerate()
        {
            let slope = slope(at, chance);
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += slope * value);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Beside the differences, in double precision, of the cross-entropy that has this slope.
        #[test]
        fn the_gradient_is_that_of_the_sum(width in 1usize..9, values in prop::collection::vec(-1f32..1.0, 9 * 13)) {
            let (user, table) = values.split_at(width);
            let table = Matrix { width, values: table[..12 * width].to_vec() };
            let items = [(3, 0.5), (11, -0.25), (3, 0.0)];
            let targets = [1.0f32, 0.0, 0.25];
            let loss = |user: &[f64]| -> f64 {
                let of = |((row, added), target): ((usize, f32), f32)| {
                    let product: f64 = user.iter().zip(table.row(row)).map(|(a, b)| a * f64::from(*b)).sum();
                    let chance = 1.0 / (1.0 + (-(product + f64::from(added))).exp());
                    -f64::from(target) * chance.ln() - (1.0 - f64::from(target)) * (1.0 - chance).ln()
                };
                items.into_iter().zip(targets).map(of).sum()
            };
            let found = FactorRows::new(&table, items.into_iter()).gradient(user, |at, chance| chance - targets[at]);
            let exact: Vec<f64> = user.iter().map(|value| f64::from(*value)).collect();
            for (at, found) in found.into_iter().enumerate() {
                let moved = |by: f64| {
                    let mut user = exact.clone();
                    user[at] += by;
                    loss(&user)
                };
                let expected = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                prop_assert!((f64::from(found) - expected).abs() < 1e-4, "{found} and not {expected}");
            }
        }
    }
}
