//! NCF's two sides: the items', which is computed once, and the user's, once a list.

use super::products;
use crate::model::{Matrix, NeuMfConfig, WeightsError, WeightsFile};
use std::collections::BTreeMap;

/// A network's parameters by the names of a weights file: shape and values.
pub type Parameters = BTreeMap<String, (Vec<usize>, Vec<f32>)>;

/// The items, ready to be paired; a half that the network does not have is missing here too.
#[derive(Clone, Debug)]
pub struct ItemSide {
    /// The factors, each by its weight in the last layer, `[items, factors]`.
    pub factors: Option<Matrix>,
    /// The items' half of the perceptron's first layer, its bias included, `[items, width]`.
    pub inputs: Option<Matrix>,
}

impl ItemSide {
    /// Takes them out of a file, whose rows are the items', once everything in it is as the sizes want it.
    pub fn of_file(file: &WeightsFile) -> Result<Self, WeightsError> {
        let NeuMfConfig { factors, mlp_embedding, layers } = file.neu_mf_config()?;
        let (last, has_perceptron) = (layers.last().copied().unwrap_or(0), !layers.is_empty());
        let weights = match factors {
            0 => &[][..],
            _ => file.parameter("factor_output.weight", &[factors, 1])?,
        };
        if factors > 0 && !has_perceptron {
            file.parameter("factor_output.bias", &[1])?;
        }
        let mut inputs = None;
        if let Some(&first) = layers.first() {
            file.parameter("user_input.weight", &[mlp_embedding, first])?;
            let kernel = file.parameter("item_input.weight", &[mlp_embedding, first])?;
            let bias = file.parameter("item_input.bias", &[first])?;
            for (at, pair) in layers.windows(2).enumerate() {
                file.parameter(&format!("hidden.{at}.weight"), pair)?;
                file.parameter(&format!("hidden.{at}.bias"), &pair[1..])?;
            }
            file.parameter("mlp_output.weight", &[last, 1])?;
            file.parameter("mlp_output.bias", &[1])?;
            let mut values = vec![0.0; file.rows.rows() * first];
            for (row, input) in values.chunks_exact_mut(first.max(1)).enumerate() {
                pass_half(&file.rows.row(row)[factors..], kernel, bias, input);
            }
            inputs = Some(Matrix { width: first, values });
        }
        let mut values = Vec::with_capacity(file.rows.rows() * factors);
        for row in 0..file.rows.rows() {
            values.extend(file.rows.row(row).iter().zip(weights).map(|(factor, weight)| factor * weight));
        }
        Ok(Self { factors: (factors > 0).then_some(Matrix { width: factors, values }), inputs })
    }
}

/// An item's half of the first layer.
///
/// A function of its own: a browser compiles one that is called often for speed while the program runs, but goes on with a
/// loop as it began it.
#[inline(never)]
fn pass_half(embedding: &[f32], weights: &[f32], bias: &[f32], input: &mut [f32]) {
    input.copy_from_slice(bias);
    for (value, weights) in embedding.iter().zip(weights.chunks_exact(input.len())) {
        input.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
    }
}

/// What makes a user's row ready to be paired.
#[derive(Clone, Debug)]
pub struct UserSide {
    /// The number of factors, with which a row begins.
    factors: usize,
    /// The users' half of the first layer, `[embedding, width]`.
    input: Option<Matrix>,
}

impl UserSide {
    /// Of the network's parameters.
    pub fn new(parameters: &Parameters) -> Self {
        let matrix =
            |(shape, values): &(Vec<usize>, Vec<f32>)| Some(Matrix { width: *shape.last()?, values: values.clone() });
        Self {
            factors: parameters.get("factor_output.weight").map_or(0, |(_, weights)| weights.len()),
            input: parameters.get("user_input.weight").and_then(matrix),
        }
    }

    /// The factors of a row, and the row's half of the first layer.
    pub fn half(&self, row: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let (factors, embedding) = row.split_at(self.factors.min(row.len()));
        let mut input = vec![0.0; self.input.as_ref().map_or(0, |input| input.width)];
        for (value, weights) in embedding.iter().zip(self.input.iter().flat_map(|m| m.values.chunks_exact(m.width))) {
            input.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
        }
        (factors.to_vec(), input)
    }

    /// The gradient by a row, from those by both parts of its half.
    pub(super) fn gradient(&self, by_factors: &[f32], by_input: &[f32]) -> Vec<f32> {
        let by_embedding = self.input.iter().flat_map(|input| products(input, &by_input[..input.width]));
        by_factors.iter().copied().chain(by_embedding).collect()
    }
}
