//! The tables of the benchmark as the kernels take them, for both contestants.

use konomi::model::{CosineHead, Matrix};
use konomi::recommend::kernel::{ItemSide, Parameters};

/// RecommenderNet's head: kernel and bias of either layer, one after the other.
pub fn cosine_head(values: &[f32]) -> CosineHead {
    let hidden = (values.len() - 1) / 3;
    let part = |at: usize| values[at * hidden..(at + 1) * hidden].to_vec();
    CosineHead { hidden_weight: part(0), hidden_bias: part(1), output_weight: part(2), output_bias: values[3 * hidden] }
}

/// NCF of the factors `[items, 64]`, the items' half of the first layer `[items, 64]`, and kernel and bias of each dense layer
/// one after the other: 128 to 64 (the user first), 64 to 32, 32 to 16, 80 to 1 (the factors first).
pub fn ncf(mut factors: Vec<f32>, inputs: Vec<f32>, dense: &[f32]) -> (Parameters, ItemSide) {
    let mut rest = dense;
    let mut take = |length: usize| {
        let (part, others) = rest.split_at(length);
        rest = others;
        part.to_vec()
    };
    let (user_input, _, _) = (take(64 * 64), take(64 * 64), take(64));
    let hidden = [take(64 * 32), take(32), take(32 * 16), take(16)];
    let factor_output = take(64);
    for row in factors.chunks_exact_mut(64) {
        row.iter_mut().zip(&factor_output).for_each(|(factor, weight)| *factor *= weight);
    }
    let [weight_0, bias_0, weight_1, bias_1] = hidden;
    let named = [
        ("user_input.weight", vec![64, 64], user_input),
        ("hidden.0.weight", vec![64, 32], weight_0),
        ("hidden.0.bias", vec![32], bias_0),
        ("hidden.1.weight", vec![32, 16], weight_1),
        ("hidden.1.bias", vec![16], bias_1),
        ("factor_output.weight", vec![64, 1], factor_output),
        ("mlp_output.weight", vec![16, 1], take(16)),
        ("mlp_output.bias", vec![1], take(1)),
    ];
    let parameters: Parameters =
        named.into_iter().map(|(name, shape, values)| (name.to_owned(), (shape, values))).collect();
    let table = |values| Some(Matrix { width: 64, values });
    (parameters, ItemSide { factors: table(factors), inputs: table(inputs) })
}
