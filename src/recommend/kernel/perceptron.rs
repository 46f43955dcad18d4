//! NCF's perceptron over one user and many items, one item after the other.
//!
//! ReLU leaves about half of a layer's units at 0, which add nothing to the next. So each layer writes down in a bit which of
//! its units are on, without a branch that a processor would have to guess, and the next reads the weights of these alone.

use crate::model::Matrix;
use wide::f32x4;

/// Units of a layer that are looked at together: one bit each.
const WORD: usize = 32;

/// The values of a word.
pub type Parts = [f32x4; WORD / 4];

/// Values in whole words, padded with zeros.
pub fn padded(values: &[f32]) -> Vec<Parts> {
    values.chunks(WORD).map(parts).collect()
}

fn parts<const PARTS: usize>(values: &[f32]) -> [f32x4; PARTS] {
    let value = |at: usize| values.get(at).copied().unwrap_or(0.0);
    std::array::from_fn(|part| f32x4::new(std::array::from_fn(|lane| value(4 * part + lane))))
}

/// Outputs of a layer that are added up at once, in registers: `4 * PARTS` of them.
#[derive(Clone, Debug)]
struct Block<const PARTS: usize> {
    /// The weights of every input; 0 past the last.
    weights: Vec<[[f32x4; PARTS]; WORD]>,
    bias: [f32x4; PARTS],
}

impl<const PARTS: usize> Block<PARTS> {
    /// The outputs from `start` on of a layer of weights `[inputs, outputs]`.
    fn new(weights: &Matrix, bias: &[f32], start: usize) -> Self {
        let of = |row: &[f32]| parts(row.get(start..).unwrap_or_default());
        let input = |at: usize| if at < weights.rows() { of(weights.row(at)) } else { [f32x4::ZERO; PARTS] };
        let word = |word: usize| std::array::from_fn(|unit| input(word * WORD + unit));
        Self { weights: (0..weights.rows().div_ceil(WORD)).map(word).collect(), bias: of(bias) }
    }

    #[inline(always)]
    fn sums(&self, units: &[Units]) -> [f32x4; PARTS] {
        let mut sums = self.bias;
        for (units, weights) in units.iter().zip(&self.weights) {
            units.each_on(|unit, value| {
                let value = f32x4::splat(value);
                for (sum, weight) in sums.iter_mut().zip(&weights[unit]) {
                    *sum += value * *weight;
                }
            });
        }
        sums
    }
}

/// A layer: its outputs in wide blocks, and in a narrow one what is left if that suffices.
#[derive(Clone, Debug)]
struct Layer {
    wide: Vec<Block<8>>,
    narrow: Option<Block<4>>,
}

impl Layer {
    fn new(weights: &Matrix, bias: &[f32]) -> Self {
        let (whole, rest) = (weights.width / 32 * 32, weights.width % 32);
        let end = if rest > 16 { weights.width } else { whole };
        Self {
            wide: (0..end).step_by(32).map(|start| Block::new(weights, bias, start)).collect(),
            narrow: (1..=16).contains(&rest).then(|| Block::new(weights, bias, whole)),
        }
    }
}

/// A word of units behind a layer's ReLU.
#[derive(Clone, Debug)]
struct Units {
    /// Before the ReLU.
    values: [f32; WORD],
    /// A bit for each that is on.
    on: u32,
}

impl Units {
    const OFF: Self = Self { values: [0.0; WORD], on: 0 };

    /// Takes the first units; the others are off. What is no number is on, and so is not hidden.
    #[inline(always)]
    fn take<const PARTS: usize>(&mut self, values: [f32x4; PARTS]) {
        self.on = 0;
        for (at, (place, values)) in self.values.as_chunks_mut::<4>().0.iter_mut().zip(values).enumerate() {
            *place = values.to_array();
            self.on |= (!values.simd_le(f32x4::ZERO).to_bitmask() & 0xF) << (4 * at);
        }
    }

    /// Calls for each unit that is on.
    #[inline(always)]
    fn each_on(&self, mut call: impl FnMut(usize, f32)) {
        let mut on = self.on;
        while on != 0 {
            let unit = on.trailing_zeros() as usize % WORD;
            call(unit, self.values[unit]);
            on &= on - 1;
        }
    }
}

/// Room for what one item leads to, used again for the next.
#[derive(Clone, Debug)]
pub struct Scratch(Vec<Units>, Vec<Units>);

/// The layers behind the first, which is a sum of the user's half and the item's.
#[derive(Clone, Debug)]
pub struct Perceptron {
    layers: Vec<Layer>,
    output: Vec<[f32; WORD]>,
    bias: f32,
    /// Of the widest layer.
    words: usize,
}

impl Perceptron {
    /// A perceptron of these layers, each weights `[inputs, outputs]` and bias, and the weights and the bias of its one output.
    pub fn new(layers: &[(Matrix, Vec<f32>)], output: &[f32], bias: f32) -> Self {
        let widest = layers.iter().map(|(weights, _)| weights.rows().max(weights.width)).max();
        let words = widest.unwrap_or(0).max(output.len()).div_ceil(WORD);
        let layers = layers.iter().map(|(weights, bias)| Layer::new(weights, bias)).collect();
        let word = |part: &[f32]| std::array::from_fn(|at| part.get(at).copied().unwrap_or(0.0));
        Self { words, layers, output: output.chunks(WORD).map(word).collect(), bias }
    }

    /// Room to work in.
    pub fn scratch(&self) -> Scratch {
        Scratch(vec![Units::OFF; self.words], vec![Units::OFF; self.words])
    }

    /// The logit of a user and an item, by the halves of the first layer before its ReLU, each [`padded`].
    #[inline(always)]
    pub fn judge(&self, user: &[Parts], item: &[Parts], Scratch(units, next): &mut Scratch) -> f32 {
        for (units, (user, item)) in units.iter_mut().zip(user.iter().zip(item)) {
            units.take::<{ WORD / 4 }>(std::array::from_fn(|part| user[part] + item[part]));
        }
        for layer in &self.layers {
            let mut places = next.iter_mut();
            for (block, place) in layer.wide.iter().zip(places.by_ref()) {
                place.take(block.sums(units));
            }
            for (block, place) in layer.narrow.iter().zip(places) {
                place.take(block.sums(units));
            }
            std::mem::swap(units, next);
        }
        let mut logit = self.bias;
        for (units, output) in units.iter().zip(&self.output) {
            units.each_on(|unit, value| logit += value * output[unit]);
        }
        logit
    }
}
