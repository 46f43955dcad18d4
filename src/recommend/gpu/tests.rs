//! What Burn's modules and a full sort say, of whatever card (or Vulkan in software) the machine has; without one the tests say
//! that they are skipped.

use super::*;
use crate::catalog::LabelEncoder;
use crate::model::{Architecture, CosineNetwork, NeuMfConfig, PairNetwork, RecommenderNet, WeightsFile};
use crate::recommend::rank;
use burn::tensor::Distribution;
use burn::tensor::activation::sigmoid;
use proptest::prelude::*;
use std::sync::OnceLock;

/// The card, opened once.
fn card() -> Option<Device> {
    static CARD: OnceLock<Result<Device, String>> = OnceLock::new();
    let opened = CARD.get_or_init(|| Device::wgpu_options().init().map_err(|error| error.to_string()));
    if let Err(reason) = opened {
        eprintln!("SKIPPED: there is no graphics card here ({reason})");
    }
    opened.clone().ok()
}

fn random(rows: usize, width: usize) -> Matrix {
    Matrix::from(Tensor::<2>::random([rows, width], Distribution::Normal(0.0, 1.0), &Device::flex()))
}

/// Half precision, where the card has it, keeps three digits.
fn tolerance(device: &Device) -> f32 {
    if device.supports_dtype(burn::tensor::FloatDType::F16) { 3e-3 } else { 1e-5 }
}

fn assert_near(found: Tensor<1>, expected: &[f32], tolerance: f32) {
    let found: Vec<f32> = found.into_data().iter::<f32>().collect();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let far = (found - expected).abs() / expected.abs().max(1.0);
        assert!(far < tolerance, "{found} and not {expected}");
    }
}

#[test]
fn ncf_is_the_module() {
    let Some(device) = card() else { return };
    Device::flex().seed(3);
    for (layers, items) in [(vec![64, 32, 16], 1000), (vec![20, 17, 3], 7)] {
        let net = NeuMfConfig { factors: 64, mlp_embedding: 64, layers }.init(&Device::flex());
        let half = net.item_half(random(items, 128).to_tensor(&Device::flex()));
        let user = random(1, 128);
        let expected = sigmoid(net.scan(&net.user_half(user.to_tensor(&Device::flex())), &half));
        let expected: Vec<f32> = expected.into_data().iter::<f32>().collect();
        let parameters: Parameters =
            net.parameters().into_iter().map(|(name, shape, values)| (name, (shape, values))).collect();
        let weights = Tensor::<1>::from_floats(parameters["factor_output.weight"].1.as_slice(), &Device::flex());
        let weighted = |factors: Tensor<2>| Matrix::from(factors * weights.clone().unsqueeze());
        let side = ItemSide { factors: half.factors.map(weighted), inputs: half.input.map(Matrix::from) };
        let scan = Ncf::new(&parameters, &side, &device).unwrap();
        assert_near(scan.scores(&VisitorRow(user.values)), &expected, tolerance(&device));
    }
}

#[test]
fn recommender_net_is_the_module() {
    let Some(device) = card() else { return };
    Device::flex().seed(4);
    let mut file = WeightsFile::new(Architecture::RecommenderNet, LabelEncoder::fit([]));
    for (name, shape, mut values) in RecommenderNet::init(&Device::flex()).parameters() {
        // Biases as training leaves them, and not the zeros that it begins with.
        if name.ends_with("bias") {
            values.iter_mut().zip(1..).for_each(|(bias, unit)| *bias = 0.3 * (unit as f32).sin());
        }
        file = file.with_parameter(&name, &shape, values);
    }
    let net = file.recommender_net(&Device::flex()).unwrap();
    let (rows, user) = (RecommenderNet::normalize(random(300, 128).to_tensor(&Device::flex())), random(1, 128));
    let expected = sigmoid(net.scan(RecommenderNet::normalize(user.to_tensor(&Device::flex())), &rows));
    let expected: Vec<f32> = expected.into_data().iter::<f32>().collect();
    let scan = Cosines::new(&Matrix::from(rows), &net.cosine_head(), &device).unwrap();
    assert_near(scan.scores(&VisitorRow(user.values)), &expected, tolerance(&device));
}

#[test]
fn products_are_inner_products_and_biases() {
    let Some(device) = card() else { return };
    let (rows, user) = (random(130, 50), random(1, 50));
    let bias: Vec<f32> = (0..130).map(|row| row as f32 / 10.0).collect();
    let expected: Vec<f32> = (0..130).map(|row| crate::model::dot(rows.row(row), &user.values) + bias[row]).collect();
    let scan = Products::new(&rows, &bias, &device).unwrap();
    assert_near(scan.scores(&VisitorRow(user.values)), &expected, 1e-5);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_best_are_those_of_a_full_sort(
        scores in prop::collection::vec(prop_oneof![4 => -2f32..2.0, 2 => Just(0.5f32), 1 => Just(f32::NEG_INFINITY)], 1..900),
        top in 1usize..420,
        skip in 2usize..7,
    ) {
        let Some(device) = card() else { return Ok(()) };
        let barred = |row: usize| row.is_multiple_of(skip);
        let on_card = Tensor::<1>::from_floats(scores.as_slice(), &device);
        let found = pollster::block_on(Best::of(on_card, top, barred).unwrap().read()).unwrap();
        let rows = rank(&scores, top, |row| !barred(row));
        let expected: Vec<(usize, f32)> = rows.into_iter().map(|row| (row, scores[row])).collect();
        // Seen are a score's sign, its exponent, and 13 binary digits.
        let seen = |score: f32| if score < 0.0 { !(score.to_bits() >> 10) as i32 } else { (score.to_bits() >> 10) as i32 };
        let last = expected.last().map(|(_, score)| seen(*score));
        let as_good = (0..scores.len()).filter(|row| !barred(*row) && Some(seen(scores[*row])) >= last).count();
        prop_assert_eq!(found, (as_good <= top + 256).then_some(expected));
    }
}

#[test]
fn what_is_no_number_is_among_the_best_and_so_is_found_out() {
    let Some(device) = card() else { return };
    let scores = Tensor::<1>::from_floats([0.5, f32::NAN, 0.25], &device);
    let best = pollster::block_on(Best::of(scores, 2, |_| false).unwrap().read()).unwrap().unwrap();
    assert!(best[0].0 == 1 && best[0].1.is_nan() && best[1] == (0, 0.5));
}

#[test]
fn so_many_may_be_as_good_as_the_last_and_no_more() {
    let Some(device) = card() else { return };
    for (equals, there_is_room) in [(3 + 256, true), (3 + 257, false)] {
        let scores = Tensor::<1>::from_floats(vec![0.5; equals].as_slice(), &device);
        let best = pollster::block_on(Best::of(scores, 3, |_| false).unwrap().read()).unwrap();
        assert_eq!(best, there_is_room.then(|| vec![(0, 0.5), (1, 0.5), (2, 0.5)]));
    }
}

/// All of one sign, one exponent and the same first two digits, which is what one pass sees.
#[test]
fn the_second_pass_tells_apart_what_the_first_does_not() {
    let Some(device) = card() else { return };
    let alike = (0..600).map(|row| 0.5 + row as f32 / 5000.0);
    // Above them are so many others.
    for others in [0, 300] {
        let scores: Vec<f32> = alike.clone().chain((0..others).map(|other| (2 + other) as f32)).collect();
        let on_card = Tensor::<1>::from_floats(scores.as_slice(), &device);
        let best = Best::of(on_card, others + 2, |row| row == 599).unwrap();
        let best = pollster::block_on(best.read()).unwrap().unwrap();
        assert_eq!(best.len(), others + 2);
        assert_eq!(best[others..], [(598, scores[598]), (597, scores[597])]);
    }
}

#[test]
fn networks_with_other_layers_are_left_to_the_processor() {
    let Some(device) = card() else { return };
    let net = NeuMfConfig { factors: 4, mlp_embedding: 4, layers: vec![8, 6, 4, 2] }.init(&Device::flex());
    let parameters = net.parameters().into_iter().map(|(name, shape, values)| (name, (shape, values))).collect();
    let side = ItemSide { factors: Some(random(9, 4)), inputs: Some(random(9, 8)) };
    assert!(Ncf::new(&parameters, &side, &device).is_none());
}
