//! NCF's perceptron over one user and many items, one item after the other.
//!
//! ReLU leaves about half of a layer's units at 0, which add nothing to the next. So each layer writes down which of its units
//! are on, without a branch that a processor would have to guess, and the next reads the weights of these alone.

use crate::model::Matrix;

/// Outputs of a layer that are added up at once, in registers.
const BLOCK: usize = 16;

/// A layer `[inputs, outputs]`.
#[derive(Clone, Debug)]
struct Layer {
    outputs: usize,
    /// For each block of outputs the weights of every input, `[blocks, inputs, BLOCK]`; 0 past the last output.
    weights: Vec<Vec<[f32; BLOCK]>>,
    biases: Vec<[f32; BLOCK]>,
}

impl Layer {
    fn new(weights: &Matrix, bias: &[f32]) -> Self {
        let outputs = weights.width;
        let block = |row: &[f32], block: usize| {
            let mut values = [0.0; BLOCK];
            let part = &row[block * BLOCK..outputs.min((block + 1) * BLOCK)];
            values[..part.len()].copy_from_slice(part);
            values
        };
        let blocks = 0..outputs.div_ceil(BLOCK);
        let rows = |at: usize| (0..weights.rows()).map(|row| block(weights.row(row), at)).collect();
        Self {
            outputs,
            weights: blocks.clone().map(rows).collect(),
            biases: blocks.map(|at| block(bias, at)).collect(),
        }
    }
}

/// The units of a layer that are on, with their values.
#[derive(Clone, Debug, Default)]
struct Active {
    units: Vec<u32>,
    values: Vec<f32>,
    count: usize,
}

impl Active {
    fn of_width(width: usize) -> Self {
        // One more, where the next would go.
        Self { units: vec![0; width + 1], values: vec![0.0; width + 1], count: 0 }
    }

    /// Takes a unit, and keeps it if it is above 0; what is no number stays, and so is not hidden.
    #[inline(always)]
    fn take(&mut self, unit: usize, value: f32) {
        self.units[self.count] = unit as u32;
        self.values[self.count] = value;
        self.count += usize::from(value > 0.0 || value.is_nan());
    }

    #[inline(always)]
    fn iter(&self) -> impl Iterator<Item = (usize, f32)> {
        self.units[..self.count].iter().zip(&self.values[..self.count]).map(|(unit, value)| (*unit as usize, *value))
    }
}

/// Room for what one item leads to, used again for the next.
#[derive(Clone, Debug)]
pub struct Scratch(Active, Active);

/// The layers behind the first, which is a sum of the user's half and the item's.
#[derive(Clone, Debug)]
pub struct Perceptron {
    layers: Vec<Layer>,
    output: Vec<f32>,
    bias: f32,
    widest: usize,
}

impl Perceptron {
    /// A perceptron of these layers, each weights `[inputs, outputs]` and bias, and the weights and the bias of its one output.
    pub fn new(layers: &[(Matrix, Vec<f32>)], output: Vec<f32>, bias: f32) -> Self {
        let widest = layers.iter().map(|(weights, _)| weights.rows().max(weights.width)).max();
        let layers = layers.iter().map(|(weights, bias)| Layer::new(weights, bias)).collect();
        Self { widest: widest.unwrap_or(0).max(output.len()), layers, output, bias }
    }

    /// Room to work in.
    pub fn scratch(&self) -> Scratch {
        Scratch(Active::of_width(self.widest), Active::of_width(self.widest))
    }

    /// The logit of a user and an item, by the halves of the first layer before its ReLU.
    #[inline(always)]
    pub fn judge(&self, user: &[f32], item: &[f32], Scratch(active, next): &mut Scratch) -> f32 {
        active.count = 0;
        for (unit, (user, item)) in user.iter().zip(item).enumerate() {
            active.take(unit, user + item);
        }
        for layer in &self.layers {
            next.count = 0;
            for (at, (weights, bias)) in layer.weights.iter().zip(&layer.biases).enumerate() {
                let mut sums = *bias;
                for (unit, value) in active.iter() {
                    for (sum, weight) in sums.iter_mut().zip(&weights[unit]) {
                        *sum += value * weight;
                    }
                }
                let start = at * BLOCK;
                for (unit, sum) in sums.iter().take(layer.outputs - start).enumerate() {
                    next.take(start + unit, *sum);
                }
            }
            std::mem::swap(active, next);
        }
        active.iter().map(|(unit, value)| value * self.output[unit]).sum::<f32>() + self.bias
    }
}
