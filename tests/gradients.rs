//! The gradients that training follows, against finite differences.
// A helper of a test may fail as a test does; the lints know only functions that are tests themselves.
#![allow(clippy::unwrap_used)]
#![cfg(feature = "training")]

use burn::tensor::{Device, Int, Tensor, TensorData};
use konomi::model::{NeuMfConfig, PairIndex, PairNetwork, RecommenderNet, bce_with_logits};

const USERS: usize = 2;
const ITEMS: usize = 3;

fn loss<N: PairNetwork>(network: &N, users: Tensor<2>, items: Tensor<2>, device: &Device) -> Tensor<1> {
    let index = |rows: [i32; 4]| Tensor::<1, Int>::from_data(TensorData::from(rows), device);
    let pairs = PairIndex { user: index([0, 1, 1, 0]), item: index([2, 0, 1, 2]) };
    let targets = Tensor::<1>::from_data(TensorData::from([1.0f32, 0.0, 0.7, 0.3]), device);
    bce_with_logits(network.logits(users, items, pairs), targets).sum()
}

/// Checks the gradients of a network's rows in every coordinate of a few.
fn check<N: PairNetwork>(network: N) {
    let device = Device::flex().autodiff();
    let width = network.row_width();
    // Values without any pattern that a wrong index could hide in.
    let values = |rows: usize, seed: usize| -> Vec<f32> {
        (0..rows * width).map(|k| (((k + seed) * 7919 % 997) as f32 / 997.0 - 0.5) * 0.8).collect()
    };
    let table = |values: &[f32]| {
        Tensor::<2>::from_data(TensorData::new(values.to_vec(), [values.len() / width, width]), &device)
    };
    let (users, items) = (values(USERS, 3), values(ITEMS, 11));
    let (user_leaf, item_leaf) = (table(&users).require_grad(), table(&items).require_grad());
    let gradients = loss(&network, user_leaf.clone(), item_leaf.clone(), &device).backward();
    let gradient = |leaf: Tensor<2>| leaf.grad(&gradients).unwrap().into_data().iter::<f32>().collect::<Vec<_>>();
    let (of_users, of_items) = (gradient(user_leaf), gradient(item_leaf));

    const STEP: f32 = 2e-3;
    let value = |users: &[f32], items: &[f32]| loss(&network, table(users), table(items), &device).into_scalar::<f32>();
    let moved = |values: &[f32], k: usize, by: f32| {
        let mut values = values.to_vec();
        values[k] += by;
        values
    };
    let here = value(&users, &items);
    let is_right = |table: &str, k: usize, found: f32, above: f32, below: f32| {
        let slopes = [(above - here) / STEP, (here - below) / STEP];
        // Where a unit of a layer begins to fire within the step, the slope is that of one side and between the two.
        let (least, most) = (slopes[0].min(slopes[1]), slopes[0].max(slopes[1]));
        assert!(
            (least - 2e-3..most + 2e-3).contains(&found),
            "{table} coordinate {k}: {slopes:?} by differences, {found} by autodiff"
        );
    };
    for k in (0..USERS * width).step_by(5) {
        let at = |by| value(&moved(&users, k, by), &items);
        is_right("user", k, of_users[k], at(STEP), at(-STEP));
    }
    for k in (0..ITEMS * width).step_by(5) {
        let at = |by| value(&users, &moved(&items, k, by));
        is_right("item", k, of_items[k], at(STEP), at(-STEP));
    }
}

#[test]
fn neu_mf() {
    check(NeuMfConfig::default().init(&Device::flex().autodiff()));
}

#[test]
fn recommender_net() {
    check(RecommenderNet::init(&Device::flex().autodiff()));
}
