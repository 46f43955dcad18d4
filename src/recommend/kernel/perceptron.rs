//! NCF's perceptron over one user and many items, one item after the other.
//!
//! ReLU leaves about half of a layer's units at 0, which add nothing to the next. So each layer writes down in a bit which of
//! its units are on, without a branch that a processor would have to guess, and the next reads the weights of these alone.

use crate::model::Matrix;
use wide::f32x4;

/// Units of a layer that are looked at together: one bit each.
const WORD: usize = 64;
/// Outputs in a wide block.
const WIDE: usize = 32;

/// The values of a word of units.
pub type Word = [f32; WORD];

/// Rows of whole words, padded with zeros. Rows that fill theirs stay where they are: a catalogue's are megabytes.
pub fn in_words(Matrix { width, values }: Matrix) -> Matrix {
    let whole = width.next_multiple_of(WORD);
    if whole == width {
        return Matrix { width, values };
    }
    let pad = |row: &[f32]| row.iter().copied().chain(std::iter::repeat_n(0.0, whole - width)).collect::<Vec<f32>>();
    Matrix { width: whole, values: values.chunks_exact(width).flat_map(pad).collect() }
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

    /// The outputs, before their ReLU, of the units that are on.
    #[inline(always)]
    fn sums(&self, units: &[Units]) -> [f32x4; PARTS] {
        let mut sums = self.bias;
        for (units, weights) in units.iter().zip(&self.weights) {
            let mut on = units.on;
            while on != 0 {
                let unit = on.trailing_zeros() as usize % WORD;
                let value = f32x4::splat(units.values[unit]);
                for (sum, weight) in sums.iter_mut().zip(&weights[unit]) {
                    *sum += value * *weight;
                }
                on &= on - 1;
            }
        }
        sums
    }

    /// What the outputs' gradients, from `place` on, add to those of the units that are on.
    fn add_gradients(&self, units: &[Units], outputs: &[f32], place: usize, gradients: &mut [f32]) {
        let outputs: [f32x4; PARTS] = parts(&outputs[place..]);
        for ((units, weights), gradients) in units.iter().zip(&self.weights).zip(gradients.as_chunks_mut::<WORD>().0) {
            let mut on = units.on;
            while on != 0 {
                let unit = on.trailing_zeros() as usize % WORD;
                let products = weights[unit].iter().zip(&outputs).map(|(weight, output)| *weight * *output);
                gradients[unit] += products.fold(f32x4::ZERO, |sum, product| sum + product).reduce_add();
                on &= on - 1;
            }
        }
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
        let (whole, rest) = (weights.width / WIDE * WIDE, weights.width % WIDE);
        let end = if rest > WIDE / 2 { weights.width } else { whole };
        Self {
            wide: (0..end).step_by(WIDE).map(|start| Block::new(weights, bias, start)).collect(),
            narrow: (1..=WIDE / 2).contains(&rest).then(|| Block::new(weights, bias, whole)),
        }
    }

    /// Its units from those of the layer before.
    #[inline(always)]
    fn pass(&self, units: &[Units], next: &mut [Units]) {
        let mut place = (0..).step_by(WIDE);
        for (block, place) in self.wide.iter().zip(&mut place) {
            next[place / WORD].take(place % WORD, block.sums(units));
        }
        for (block, place) in self.narrow.iter().zip(place) {
            next[place / WORD].take(place % WORD, block.sums(units));
        }
    }

    /// The gradients of the units of the layer before, from those of its own.
    fn pass_back(&self, units: &[Units], own: &[f32], gradients: &mut [f32]) {
        gradients.fill(0.0);
        let mut place = (0..).step_by(WIDE);
        for (block, place) in self.wide.iter().zip(&mut place) {
            block.add_gradients(units, own, place, gradients);
        }
        for (block, place) in self.narrow.iter().zip(place) {
            block.add_gradients(units, own, place, gradients);
        }
    }
}

/// A word of units behind a layer's ReLU.
#[derive(Clone, Debug)]
struct Units {
    /// Before the ReLU.
    values: [f32; WORD],
    /// A bit for each that is on.
    on: u64,
}

impl Units {
    const OFF: Self = Self { values: [0.0; WORD], on: 0 };

    /// Takes units from `start` on, which is the word's beginning or its middle; what is behind them is off. What is no
    /// number is on, and so is not hidden.
    #[inline(always)]
    fn take<const PARTS: usize>(&mut self, start: usize, values: [f32x4; PARTS]) {
        let mut on = 0;
        for (at, (place, values)) in self.values[start..].as_chunks_mut::<4>().0.iter_mut().zip(values).enumerate() {
            *place = values.to_array();
            on |= u64::from(!values.simd_le(f32x4::ZERO).to_bitmask() & 0xF) << (4 * at);
        }
        self.on = if start == 0 { on } else { self.on | on << start };
    }
}

/// Room for what one item leads to, used again for the next.
#[derive(Clone, Debug)]
pub struct Scratch {
    /// Each layer's units.
    units: Vec<Vec<Units>>,
    /// Their gradients, in whole words.
    gradients: Vec<Vec<f32>>,
}

/// The layers behind the first, which is a sum of the user's half and the item's.
#[derive(Clone, Debug)]
pub struct Perceptron {
    layers: Vec<Layer>,
    /// The weights of the output.
    output: Vec<f32x4>,
    bias: f32,
    /// Of each layer's units, the first's included.
    words: Vec<usize>,
}

impl Perceptron {
    /// A perceptron of these layers, each weights `[inputs, outputs]` and bias, and the weights and the bias of its one output.
    pub fn new(layers: &[(Matrix, Vec<f32>)], output: &[f32], bias: f32) -> Self {
        let widths = layers.iter().map(|(weights, _)| weights.rows()).chain([output.len()]);
        let words = widths.map(|width| width.div_ceil(WORD)).collect();
        let layers = layers.iter().map(|(weights, bias)| Layer::new(weights, bias)).collect();
        let output = output.chunks(4).map(|values| parts::<1>(values)[0]).collect();
        Self { words, layers, output, bias }
    }

    /// Room to work in.
    pub fn scratch(&self) -> Scratch {
        Scratch {
            units: self.words.iter().map(|&words| vec![Units::OFF; words]).collect(),
            gradients: self.words.iter().map(|&words| vec![0.0; WORD * words]).collect(),
        }
    }

    /// The logit of a user and an item, by the halves of the first layer before its ReLU, each padded to whole words.
    #[inline(always)]
    pub fn judge(&self, user: &[Word], item: &[Word], Scratch { units, .. }: &mut Scratch) -> f32 {
        let Some((mut units, rest)) = units.split_first_mut() else { return self.bias };
        for (units, (user, item)) in units.iter_mut().zip(user.iter().zip(item)) {
            let (user, item) = (user.as_chunks().0, item.as_chunks().0);
            units.take::<{ WORD / 4 }>(0, std::array::from_fn(|at| f32x4::new(user[at]) + f32x4::new(item[at])));
        }
        for (layer, next) in self.layers.iter().zip(rest) {
            layer.pass(units, next);
            units = next;
        }
        // Few: all of them, off or on.
        let parts = units.iter().flat_map(|units| units.values.as_chunks::<4>().0);
        let product = |(values, weights): (&[f32; 4], &f32x4)| {
            let values = f32x4::new(*values);
            values.simd_le(f32x4::ZERO).select(f32x4::ZERO, values) * *weights
        };
        parts.zip(&self.output).map(product).fold(f32x4::ZERO, |sum, product| sum + product).reduce_add() + self.bias
    }

    /// Adds the gradient of the logit that was judged last, `slope` times, to that of the user's half of the first layer, in
    /// whole words.
    pub fn add_gradient(&self, slope: f32, Scratch { units, gradients }: &mut Scratch, sum: &mut [f32]) {
        if let Some(last) = gradients.last_mut() {
            let output = self.output.iter().flat_map(|part| part.to_array());
            last.iter_mut().zip(output).for_each(|(gradient, weight)| *gradient = slope * weight);
        }
        for (at, layer) in self.layers.iter().enumerate().rev() {
            let (before, own) = gradients.split_at_mut(at + 1);
            silence(&units[at + 1], &mut own[0]);
            layer.pass_back(&units[at], &own[0], &mut before[at]);
        }
        if let (Some(units), Some(gradients)) = (units.first(), gradients.first_mut()) {
            silence(units, gradients);
            sum.iter_mut().zip(gradients.iter()).for_each(|(sum, gradient)| *sum += gradient);
        }
    }
}

/// No gradient passes through a unit that is off.
fn silence(units: &[Units], gradients: &mut [f32]) {
    for (units, gradients) in units.iter().zip(gradients.as_chunks_mut::<WORD>().0) {
        for (unit, gradient) in gradients.iter_mut().enumerate() {
            *gradient = if units.on >> unit & 1 == 1 { *gradient } else { 0.0 };
        }
    }
}
