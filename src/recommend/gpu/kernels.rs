//! The kernels, in CubeCL: one unit of the device an item, which passes through the whole model before its score is written.
//!
//! Tables lie with their columns side by side, `[width, items]`: what neighbouring units read at once is one piece of memory.

use burn_cubecl::cubecl;
use cubecl::prelude::*;

/// The sizes of NCF, fixed when the kernel is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct NcfSizes {
    /// The factors; 0 for the perceptron alone.
    pub factors: usize,
    /// The units of the first layer; 0 for the factors alone.
    pub first: usize,
    /// Of the second layer.
    pub second: usize,
    /// Of the third layer.
    pub third: usize,
}

#[cube]
fn logistic(logit: f32) -> f32 {
    1.0f32 / (1.0f32 + f32::exp(-logit))
}

#[cube]
fn relu(value: f32) -> f32 {
    f32::max(value, 0.0f32)
}

/// The inner product of an item's column with `vector`, which begins at `start` and has `width` values.
#[cube]
fn product<F: Float>(
    table: &[F],
    vector: &[f32],
    start: usize,
    item: usize,
    items: usize,
    #[comptime] width: usize,
) -> f32 {
    let mut sum = 0.0f32;
    for k in 0..width {
        sum += f32::cast_from(table[k * items + item]) * vector[start + k];
    }
    sum
}

/// `scores[i] = bias[i] + table[.., i] . visitor`.
#[cube(launch)]
pub fn products<F: Float>(
    table: &[F],
    visitor: &[f32],
    bias: &[f32],
    scores: &mut [f32],
    #[comptime] width: usize,
    #[define(F)] _of_table: ElemType,
) {
    let (item, items) = (ABSOLUTE_POS, scores.len());
    if item < items {
        scores[item] = bias[item] + product::<F>(table, visitor, 0, item, items, width);
    }
}

/// RecommenderNet over columns and a visitor of length 1; `head` is the weights of the dense layer, its biases, the output's
/// weights, and the output's bias.
#[cube(launch)]
pub fn cosine_scores<F: Float>(
    table: &[F],
    visitor: &[f32],
    head: &[f32],
    scores: &mut [f32],
    #[comptime] width: usize,
    #[comptime] units: usize,
    #[define(F)] _of_table: ElemType,
) {
    let (item, items) = (ABSOLUTE_POS, scores.len());
    if item < items {
        let cosine = product::<F>(table, visitor, 0, item, items, width);
        let mut logit = head[3 * units];
        for unit in 0..units {
            logit += head[2 * units + unit] * relu(head[unit] * cosine + head[units + unit]);
        }
        scores[item] = logistic(logit);
    }
}

/// NCF. `factors` are the items', each by its weight in the last layer; `user` is the user's factors, then the user's half of
/// the first layer; `weights` are those of the second layer `[first, second]`, its biases, those of the third
/// `[second, third]`, its biases, the output's weights, and the output's bias.
#[cube(launch)]
pub fn ncf_scores<F: Float>(
    factors: &[F],
    inputs: &[F],
    user: &[f32],
    weights: &[f32],
    scores: &mut [f32],
    #[comptime] sizes: NcfSizes,
    #[define(F)] _of_table: ElemType,
) {
    let (item, items) = (ABSOLUTE_POS, scores.len());
    if item < items {
        let (first, second, third) = comptime!((sizes.first, sizes.second, sizes.third));
        let second_bias = comptime!(first * second);
        let third_weights = comptime!(second_bias + second);
        let third_bias = comptime!(third_weights + second * third);
        let output = comptime!(third_bias + third);

        let mut outputs = Array::<f32>::new(second);
        #[unroll]
        for k in 0..second {
            outputs[k] = weights[second_bias + k];
        }
        for j in 0..first {
            let unit = relu(user[sizes.factors + j] + f32::cast_from(inputs[j * items + item]));
            #[unroll]
            for k in 0..second {
                outputs[k] += unit * weights[j * second + k];
            }
        }

        let mut last = Array::<f32>::new(third);
        #[unroll]
        for k in 0..third {
            last[k] = weights[third_bias + k];
        }
        for j in 0..second {
            let unit = relu(outputs[j]);
            #[unroll]
            for k in 0..third {
                last[k] += unit * weights[third_weights + j * third + k];
            }
        }

        let mut logit = weights[output + third] + product::<F>(factors, user, 0, item, items, sizes.factors);
        #[unroll]
        for k in 0..third {
            logit += relu(last[k]) * weights[output + k];
        }
        scores[item] = logistic(logit);
    }
}

/// Bits of a key that one pass sorts by.
pub const DIGIT: u32 = 11;
/// Counters of a pass.
const BINS: usize = 1 << DIGIT;
/// Units of the cube that selects.
pub const SELECTORS: usize = 256;

/// A score as a number whose order is the scores': what is no number is above all.
#[cube]
fn key(score: f32) -> u32 {
    let bits = u32::reinterpret(score);
    select(bits >> 31 == 1, !bits, bits | 0x8000_0000)
}

/// The best `top` of the scores, by one cube: counts the scores by the leading bits of their keys, and once more those of the
/// bin where the count reaches `top`, and writes all that is not below. `best` is the number of those, which may be some more
/// than `top`, and for each its row and the bits of its score, in no order; those that find no room are only counted.
///
/// A row whose bit is set in `barred` takes no part.
#[cube(launch)]
pub fn select_best(scores: &[f32], barred: &[u32], best: &mut [u32], top: u32, capacity: u32) {
    let counts = Shared::<[Atomic<u32>]>::new_slice(BINS);
    let mut sums = Shared::<[u32]>::new_slice(SELECTORS);
    // Above how many the best of the current bin are, and that bin.
    let mut found = Shared::<[u32]>::new_slice(2usize);
    let written = Shared::<[Atomic<u32>]>::new_slice(1usize);
    let own = UNIT_POS as usize;
    let bins_of_unit = comptime!(BINS / SELECTORS);
    if own == 0 {
        written[0].store(0u32);
    }

    let mut prefix = 0u32;
    let mut wanted = top;
    #[unroll]
    for pass in 0..2u32 {
        let shift = comptime!(32 - DIGIT * (pass + 1));
        #[unroll]
        for k in 0..bins_of_unit {
            counts[own * bins_of_unit + k].store(0u32);
        }
        sync_cube();
        let mut row = own;
        while row < scores.len() {
            let key = key(scores[row]);
            let is_barred = (barred[row / 32] >> (row as u32 % 32)) & 1 == 1;
            let digits = key >> shift;
            let mut counts_here = !is_barred;
            if comptime!(pass > 0) {
                counts_here = counts_here && digits >> DIGIT == prefix;
            }
            if counts_here {
                counts[(digits & comptime!(BINS as u32 - 1)) as usize].fetch_add(1u32);
            }
            row += SELECTORS;
        }
        sync_cube();
        let mut sum = 0u32;
        #[unroll]
        for k in 0..bins_of_unit {
            sum += counts[own * bins_of_unit + k].load();
        }
        sums[own] = sum;
        sync_cube();
        if own == 0 {
            let mut above = 0u32;
            let mut unit = comptime!(SELECTORS as u32 - 1).runtime();
            while unit > 0 && above + sums[unit as usize] < wanted {
                above += sums[unit as usize];
                unit -= 1;
            }
            let lowest = unit * bins_of_unit as u32;
            let mut bin = lowest + bins_of_unit as u32 - 1;
            while bin > lowest && above + counts[bin as usize].load() < wanted {
                above += counts[bin as usize].load();
                bin -= 1;
            }
            found[0] = above;
            found[1] = bin;
        }
        sync_cube();
        wanted -= found[0];
        prefix = (prefix << DIGIT) | found[1];
        sync_cube();
    }

    let mut row = own;
    while row < scores.len() {
        let score = scores[row];
        let is_barred = (barred[row / 32] >> (row as u32 % 32)) & 1 == 1;
        if !is_barred && key(score) >> comptime!(32 - 2 * DIGIT) >= prefix {
            let place = written[0].fetch_add(1u32);
            if place < capacity {
                best[(1 + 2 * place) as usize] = row as u32;
                best[(2 + 2 * place) as usize] = u32::reinterpret(score);
            }
        }
        row += SELECTORS;
    }
    sync_cube();
    if own == 0 {
        best[0] = written[0].load();
    }
}
