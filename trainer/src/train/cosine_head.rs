//! The loss of a network over cosines, and its gradients.
//!
//! The head is a function of one number, `z(c) = b + sum_j v_j relu(w_j c + a_j)`. A tensor library writes down each of its 64
//! steps for every sample; here a sample passes over them, and what it adds stays in the
//! nearest cache.

use konomi::model::CosineHead;

/// What a part of a batch says of a head.
pub struct HeadLoss {
    /// The sum of the binary cross-entropies.
    pub loss: f32,
    /// The slope of the loss along each cosine.
    pub slopes: Vec<f32>,
    /// The slopes of the loss along the head's parameters.
    pub gradients: CosineHead,
}

/// Units that are worked on at once.
const LANES: usize = 8;

/// Eight hidden units, with what is summed up for them.
#[derive(Clone, Copy, Default)]
struct Units {
    weight: [f32; LANES],
    bias: [f32; LANES],
    output: [f32; LANES],
    /// The sum over the samples for which a unit is on of the slope along the logit, and the same times the cosine.
    slope: [f32; LANES],
    slope_cosine: [f32; LANES],
}

/// The sum of the binary cross-entropies between the network's outputs for cosines and the targets, 0 to 1, and its slopes.
pub fn differentiate(head: &CosineHead, cosines: &[f32], targets: &[f32]) -> HeadLoss {
    pulp::Arch::new().dispatch(
        #[inline(always)]
        || {
            let mut units = packed(head);
            let (mut loss, mut output_bias) = (0.0, 0.0);
            let mut slopes = Vec::with_capacity(cosines.len());
            for (&cosine, &target) in cosines.iter().zip(targets) {
                let (logit, steepness) = logit(&units, cosine);
                let logit = logit + head.output_bias;
                // Of -[y ln s(z) + (1 - y) ln(1 - s(z))], by the smaller of the two exponentials.
                let small = (-logit.abs()).exp();
                loss += logit.max(0.0) - target * logit + small.ln_1p();
                let chance = if logit < 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) };
                let slope = chance - target;
                output_bias += slope;
                slopes.push(slope * steepness);
                learn(&mut units, cosine, slope);
            }
            HeadLoss { loss, slopes, gradients: gradients(head, &units, output_bias) }
        },
    )
}

/// The units in eights; what is beyond the last is never on.
#[inline(always)]
fn packed(head: &CosineHead) -> Vec<Units> {
    let mut units = vec![Units::default(); head.hidden_weight.len().div_ceil(LANES)];
    for (unit, &weight) in head.hidden_weight.iter().enumerate() {
        let (eight, lane) = (&mut units[unit / LANES], unit % LANES);
        (eight.weight[lane], eight.bias[lane], eight.output[lane]) =
            (weight, head.hidden_bias[unit], head.output_weight[unit]);
    }
    units
}

/// The logit without the output's bias, and how it grows with the cosine.
#[inline(always)]
fn logit(units: &[Units], cosine: f32) -> (f32, f32) {
    let (mut logit, mut steepness) = ([0.0f32; LANES], [0.0f32; LANES]);
    for eight in units {
        for lane in 0..LANES {
            let value = eight.weight[lane] * cosine + eight.bias[lane];
            let output = if value > 0.0 { eight.output[lane] } else { 0.0 };
            logit[lane] += output * value;
            steepness[lane] += output * eight.weight[lane];
        }
    }
    (logit.iter().sum(), steepness.iter().sum())
}

/// Adds a sample's slope to the units that it turned on.
#[inline(always)]
fn learn(units: &mut [Units], cosine: f32, slope: f32) {
    for eight in units {
        for lane in 0..LANES {
            let value = eight.weight[lane] * cosine + eight.bias[lane];
            let slope = if value > 0.0 { slope } else { 0.0 };
            eight.slope[lane] += slope;
            eight.slope_cosine[lane] += slope * cosine;
        }
    }
}

fn gradients(head: &CosineHead, units: &[Units], output_bias: f32) -> CosineHead {
    let each = |of: fn(&Units, usize) -> f32| {
        let values = units.iter().flat_map(|eight| (0..LANES).map(move |lane| of(eight, lane)));
        values.take(head.hidden_weight.len()).collect()
    };
    CosineHead {
        hidden_weight: each(|eight, lane| eight.output[lane] * eight.slope_cosine[lane]),
        hidden_bias: each(|eight, lane| eight.output[lane] * eight.slope[lane]),
        output_weight: each(|eight, lane| {
            eight.weight[lane] * eight.slope_cosine[lane] + eight.bias[lane] * eight.slope[lane]
        }),
        output_bias,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::optim::GradientsParams;
    use burn::tensor::{Device, Tensor};
    use konomi::catalog::LabelEncoder;
    use konomi::model::{Architecture, CosineNetwork, RecommenderNet, WeightsFile, bce_with_logits};

    /// A network whose biases are none of them 0, as after some training.
    fn trained(width: usize, device: &Device) -> RecommenderNet {
        let numbers = |count: usize, from: f32| (0..count).map(|at| (from + at as f32).sin()).collect::<Vec<f32>>();
        WeightsFile::new(Architecture::RecommenderNet, LabelEncoder::fit([]))
            .with_parameter("hidden.weight", &[1, width], numbers(width, 1.0))
            .with_parameter("hidden.bias", &[width], numbers(width, 2.5).iter().map(|bias| bias / 2.0).collect())
            .with_parameter("output.weight", &[width, 1], numbers(width, 4.0))
            .with_parameter("output.bias", &[1], vec![0.3])
            .recommender_net(device)
            .unwrap()
    }

    /// The same by the network's own tensors, for a width that fills its eights and one that doesn't.
    #[test]
    fn losses_and_slopes_are_those_of_the_networks_definition() {
        let device = Device::flex().autodiff();
        for width in [64, 11] {
            let network = trained(width, &device);
            let (cosines, targets) = ([-0.9f32, -0.2, 0.0, 0.4, 0.95], [0.1f32, 1.0, 0.5, 0.0, 0.75]);
            let found = differentiate(&network.cosine_head(), &cosines, &targets);

            let leaf = Tensor::<1>::from_floats(cosines, &device).require_grad();
            let loss = bce_with_logits(network.head(leaf.clone()), Tensor::from_floats(targets, &device)).sum();
            let mut graph = loss.backward();
            let close = |found: &[f32], expected: Tensor<1>| {
                let expected: Vec<f32> = expected.into_data().iter::<f32>().collect();
                assert_eq!(found.len(), expected.len());
                assert!(found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-5), "{found:?} {expected:?}");
            };
            close(&[found.loss], loss.clone().inner());
            close(&found.slopes, leaf.grad_remove(&mut graph).unwrap());
            let expected = GradientsParams::from_grads(graph, &network);
            let own = network.head_gradients(found.gradients);
            for layer in network.layers() {
                let (weight, bias) = (layer.1.weight.id, layer.1.bias.as_ref().unwrap().id);
                let flat = |of: &GradientsParams| of.get::<2>(weight).unwrap().flatten::<1>(0, 1);
                close(&flat(&own).into_data().iter::<f32>().collect::<Vec<_>>(), flat(&expected));
                let vector = |of: &GradientsParams| of.get::<1>(bias).unwrap();
                close(&vector(&own).into_data().iter::<f32>().collect::<Vec<_>>(), vector(&expected));
            }
        }
    }
}
