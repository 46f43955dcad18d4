//! Networks: their scores, and how a visitor is found for them, by gradients that are taken by differences.

use super::*;
use crate::catalog::MinMaxScaler;
use crate::recommend::refinement::{DRAWN, Sample, drawn_samples, likeliest_samples, rated_samples};

/// `[inputs, outputs]` times a vector, and a bias.
fn layer(input: &[f64], weights: &Matrix, bias: &[f32]) -> Vec<f64> {
    let output = |at: usize| -> f64 {
        let products = input.iter().zip(weights.values.chunks_exact(weights.width));
        f64::from(bias[at]) + products.map(|(value, row)| value * f64::from(row[at])).sum::<f64>()
    };
    (0..weights.width).map(output).collect()
}

fn relu(values: Vec<f64>) -> Vec<f64> {
    values.into_iter().map(|value| value.max(0.0)).collect()
}

/// The first guess: a regression on the mean of the picks' rows, their mean by opinion, and the length of the list.
fn guess(
    items: &[Vec<f64>],
    warm_start: &Matrix,
    picks: &[KnownPick],
    opinion: impl Fn(&KnownPick) -> f64,
) -> Vec<f64> {
    let mean = |weight: &dyn Fn(&KnownPick) -> f64| -> Vec<f64> {
        let count = picks.len().max(1) as f64;
        (0..items[0].len())
            .map(|at| picks.iter().map(|pick| weight(pick) * items[pick.row][at]).sum::<f64>() / count)
            .collect()
    };
    let features = [mean(&|_| 1.0), mean(&opinion), vec![(picks.len() as f64 + 1.0).ln(), 1.0]].concat();
    layer(&features, warm_start, &vec![0.0; warm_start.width])
}

/// Adam from the guess (Kingma and Ba 2015) on the samples' binary cross-entropy and the squared distance from the guess.
fn refined(
    guess: &[f64],
    (steps, rate, prior): (i32, f64, f64),
    samples: &[Sample],
    logit: impl Fn(&[f64], usize) -> f64,
) -> Vec<f64> {
    let loss = |visitor: &[f64]| {
        let misfit = |sample: &Sample| {
            let (chance, target) = (sigmoid(logit(visitor, sample.row)), f64::from(sample.target));
            -f64::from(sample.weight) * (target * chance.ln() + (1.0 - target) * (1.0 - chance).ln())
        };
        let distance = visitor.iter().zip(guess).map(|(value, guess)| (value - guess).powi(2)).sum::<f64>();
        samples.iter().map(misfit).sum::<f64>() + prior * distance
    };
    let slope = |visitor: &[f64], at: usize| {
        const STEP: f64 = 1e-6;
        let moved = |by: f64| {
            let mut visitor = visitor.to_vec();
            visitor[at] += by;
            loss(&visitor)
        };
        (moved(STEP) - moved(-STEP)) / (2.0 * STEP)
    };
    let mut visitor = guess.to_vec();
    let (mut first, mut second) = (vec![0.0; guess.len()], vec![0.0; guess.len()]);
    for step in 1..=steps {
        let gradient: Vec<f64> = (0..guess.len()).map(|at| slope(&visitor, at)).collect();
        for (at, gradient) in gradient.into_iter().enumerate() {
            first[at] = 0.9 * first[at] + 0.1 * gradient;
            second[at] = 0.999 * second[at] + 0.001 * gradient * gradient;
            let (first, second) = (first[at] / (1.0 - 0.9f64.powi(step)), second[at] / (1.0 - 0.999f64.powi(step)));
            visitor[at] -= rate * first / (second.sqrt() + 1e-8);
        }
    }
    visitor
}

fn samples(scaler: Option<MinMaxScaler>) -> Vec<Sample> {
    scaler.map_or_else(|| drawn_samples(ITEMS, &picks(), DRAWN), |scaler| rated_samples(scaler, &picks()))
}

fn opinion(scaler: Option<MinMaxScaler>) -> impl Fn(&KnownPick) -> f64 {
    move |pick| if scaler.is_some() { (f64::from(pick.rating) - 7.5) / 4.5 } else { presence(pick) }
}

/// A share is what leaving the pick out takes away, where the visitor moves by as much as the guess does.
fn left_out(
    visitor: &[f64],
    guess: impl Fn(&[KnownPick]) -> Vec<f64>,
    score: impl Fn(&[f64], usize) -> f64,
    rows: &[usize],
) -> Vec<Vec<f64>> {
    let first = guess(&picks());
    let share = |others: &Vec<KnownPick>| {
        let moved = visitor.iter().zip(guess(others)).zip(&first);
        let moved: Vec<f64> = moved.map(|((value, without), with)| value + without - with).collect();
        rows.iter().map(|row| score(visitor, *row) - score(&moved, *row)).collect()
    };
    each_left_out().iter().map(share).collect()
}

/// A network whose visitors are refined from a guess: what it finds of the picks, and why.
fn check_refined(
    model: &dyn Recommender,
    items: &[Vec<f64>],
    scaler: Option<MinMaxScaler>,
    refine: impl Fn(Vec<f64>) -> Vec<f64>,
    guess: impl Fn(&[KnownPick]) -> Vec<f64>,
    logit: impl Fn(&[f64], usize) -> f64,
) {
    let visitor = refine(guess(&picks()));
    assert_near(&model.fold_in(&picks()).0, &visitor, "the visitor");
    assert_near(&model.fold_in(&[]).0, &guess(&[]), "nobody");
    let score = |visitor: &[f64], row: usize| sigmoid(logit(visitor, row));
    let scores: Vec<f64> = (0..ITEMS).map(|row| score(&visitor, row)).collect();
    check(model, &scores, Few::ByThemselves, Some(items));
    check_reasons(model, &[5, 0], &left_out(&visitor, guess, score, &[5, 0]), None);
    assert_eq!(model.chance(0.3, 5), 0.3);
    assert_eq!(model.expected_rating(0.5), scaler.map(|_| 5.5));
}

/// A model that needs all its parameters, and each in its shape; the calibration, which [`file`] gives to all, is not its own.
fn check_needed(file: &WeightsFile) {
    let loads = |file| load(file, &Device::flex(), |_| None).is_ok();
    for name in file.parameters.keys().filter(|name| *name != "calibration") {
        let mut other = file.clone();
        other.parameters.remove(name);
        assert!(!loads(other), "without {name}");
        let mut other = file.clone();
        other.parameters.get_mut(name).unwrap().0.push(2);
        assert!(!loads(other), "{name} in another shape");
    }
}

#[test]
fn ncf_and_each_of_its_halves() {
    const SCALER: Option<MinMaxScaler> = Some(MinMaxScaler::MY_ANIME_LIST);
    for (factors, embedding, scaler) in [(3, 4, None), (3, 4, SCALER), (5, 0, None), (0, 4, SCALER)] {
        let width = factors + embedding;
        let mut file = file(Architecture::NeuMf);
        (file.rows, file.scaler) = (matrix(700, ITEMS, width), scaler);
        let warm_start = matrix(900, 2 * width + 2, width);
        file = file.with_parameter(WarmStart::PARAMETER, &[2 * width + 2, width], warm_start.values.clone());
        let of_factors = matrix(20, factors, 1);
        let factor_bias = if factors > 0 && embedding == 0 { numbers(31, 1) } else { vec![0.0] };
        if factors > 0 {
            file = file.with_parameter("factor_output.weight", &[factors, 1], of_factors.values.clone());
        }
        if embedding == 0 {
            file = file.with_parameter("factor_output.bias", &[1], factor_bias.clone());
        }
        let [by_user, by_item] = [40, 70].map(|from| matrix(from, embedding, 6));
        let (hidden, output) = (matrix(100, 6, 3), matrix(130, 3, 1));
        let [item_bias, hidden_bias, output_bias] =
            [(140, 6), (150, 3), (160, 1)].map(|(from, count)| numbers(from, count));
        if embedding > 0 {
            file = file
                .with_parameter("user_input.weight", &[embedding, 6], by_user.values.clone())
                .with_parameter("item_input.weight", &[embedding, 6], by_item.values.clone())
                .with_parameter("item_input.bias", &[6], item_bias.clone())
                .with_parameter("hidden.0.weight", &[6, 3], hidden.values.clone())
                .with_parameter("hidden.0.bias", &[3], hidden_bias.clone())
                .with_parameter("mlp_output.weight", &[3, 1], output.values.clone())
                .with_parameter("mlp_output.bias", &[1], output_bias.clone());
        }
        check_needed(&file);
        let items = rows_of(&file.rows);
        let model = model(file);
        let logit = |visitor: &[f64], row: usize| {
            let (p, user) = visitor.split_at(factors);
            let (q, item) = items[row].split_at(factors);
            let products: Vec<f64> = p.iter().zip(q).map(|(p, q)| p * q).collect();
            let mut logit = if factors > 0 { layer(&products, &of_factors, &factor_bias)[0] } else { 0.0 };
            if embedding > 0 {
                let halves = layer(user, &by_user, &[0.0; 6]).into_iter().zip(layer(item, &by_item, &item_bias));
                let first = relu(halves.map(|(user, item)| user + item).collect());
                logit += layer(&relu(layer(&first, &hidden, &hidden_bias)), &output, &output_bias)[0];
            }
            logit
        };
        let guess = |picks: &[KnownPick]| guess(&items, &warm_start, picks, opinion(scaler));
        let refine = |guess: Vec<f64>| {
            let whole = refined(&guess, (6, 0.02, 0.5), &samples(scaler), logit);
            if scaler.is_some() {
                return whole;
            }
            // The perceptron's half as it is by then, and the factors from their guess, by all others.
            let (first, judge) = (&guess[..factors], &whole[factors..]);
            let of_factors = |user: &[f64], row: usize| logit(&[user, judge].concat(), row);
            let logits: Vec<f32> = (0..ITEMS).map(|row| of_factors(first, row) as f32).collect();
            let samples = likeliest_samples(&picks(), &logits);
            [&refined(first, (20, 0.02, 4.0), &samples, of_factors)[..], judge].concat()
        };
        check_refined(model.as_ref(), &items, scaler, refine, guess, logit);
        let directions = model.directions().map(rows_of);
        let weighted = |item: &Vec<f64>| (0..factors).map(|at| item[at] * f64::from(of_factors.values[at])).collect();
        let expected = (factors > 0).then(|| items.iter().map(weighted).collect::<Vec<Vec<f64>>>());
        assert_eq!(directions.is_some(), expected.is_some());
        for (found, expected) in directions.into_iter().flatten().zip(expected.into_iter().flatten()) {
            assert_near(&found.iter().map(|value| *value as f32).collect::<Vec<f32>>(), &expected, "directions");
        }
    }
}

#[test]
fn recommender_net_judges_cosines() {
    const WIDTH: usize = 4;
    for (scaler, refinement) in [(Some(MinMaxScaler::MY_ANIME_LIST), (20, 0.01, 2.0)), (None, (10, 0.01, 2.0))] {
        let [weights, bias, output] = [1000, 1010, 1020].map(|from| numbers(from, 5));
        let mut file = file(Architecture::RecommenderNet)
            .with_parameter("hidden.weight", &[1, 5], weights.clone())
            .with_parameter("hidden.bias", &[5], bias.clone())
            .with_parameter("output.weight", &[5, 1], output.clone())
            .with_parameter("output.bias", &[1], vec![0.2]);
        (file.rows, file.scaler) = (matrix(1100, ITEMS, WIDTH), scaler);
        let warm_start = matrix(1200, 2 * WIDTH + 2, WIDTH);
        file = file.with_parameter(WarmStart::PARAMETER, &[2 * WIDTH + 2, WIDTH], warm_start.values.clone());
        let unit = |row: &[f64]| row.iter().map(|value| value / dot(row, row).sqrt()).collect::<Vec<f64>>();
        let items: Vec<Vec<f64>> = rows_of(&file.rows).iter().map(|row| unit(row)).collect();
        let model = model(file);
        let logit = |visitor: &[f64], row: usize| {
            let cosine = cosine(visitor, &items[row]);
            let hidden = relu(layer(&[cosine], &Matrix { width: 5, values: weights.clone() }, &bias));
            layer(&hidden, &Matrix { width: 1, values: output.clone() }, &[0.2])[0]
        };
        let guess = |picks: &[KnownPick]| unit(&guess(&items, &warm_start, picks, opinion(scaler)));
        let refine = |guess: Vec<f64>| refined(&guess, refinement, &samples(scaler), logit);
        check_refined(model.as_ref(), &items, scaler, refine, guess, logit);
        assert_eq!(model.directions(), None);
    }
}

#[test]
fn an_item_without_a_direction_has_a_cosine_of_nothing() {
    let mut file = file(Architecture::RecommenderNet)
        .with_parameter("hidden.weight", &[1, 1], vec![2.0])
        .with_parameter("hidden.bias", &[1], vec![0.5])
        .with_parameter("output.weight", &[1, 1], vec![1.0])
        .with_parameter("output.bias", &[1], vec![0.0])
        .with_parameter(WarmStart::PARAMETER, &[6, 2], numbers(0, 12));
    file.rows = matrix(10, ITEMS, 2);
    file.rows.values[..2].fill(0.0);
    let model = model(file);
    assert_near(&model.scan(&VisitorRow(vec![0.6, 0.8])).wait()[..1], &[sigmoid(0.5)], "its score");
    assert_eq!(model.cosines(1).unwrap()[0], 0.0);
}

/// Of the encoder's outputs the first half, the means, alone counts.
#[test]
fn an_autoencoder_decodes_the_mean() {
    const WIDTH: usize = 5;
    const LATENT: usize = 3;
    let [list_bias, encoder_bias, decoder_bias, item_bias] =
        [(50, WIDTH), (60, 2 * LATENT), (80, WIDTH), (90, ITEMS)].map(|(from, count)| numbers(from, count));
    let (encoder, decoder) = (matrix(1300, WIDTH, 2 * LATENT), matrix(1400, LATENT, WIDTH));
    let mut file = file(Architecture::MultVae)
        .with_parameter(Autoencoder::LIST_BIAS, &[WIDTH], list_bias.clone())
        .with_parameter(Autoencoder::ITEM_BIAS, &[ITEMS], item_bias.clone())
        .with_parameter("encoder.weight", &[WIDTH, 2 * LATENT], encoder.values.clone())
        .with_parameter("encoder.bias", &[2 * LATENT], encoder_bias.clone())
        .with_parameter("decoder.weight", &[LATENT, WIDTH], decoder.values.clone())
        .with_parameter("decoder.bias", &[WIDTH], decoder_bias.clone());
    file.rows = matrix(1500, ITEMS, WIDTH);
    let items = rows_of(&file.rows);
    let model = model(file);
    let tanh = |values: Vec<f64>| values.into_iter().map(f64::tanh).collect::<Vec<f64>>();
    let visitor = |picks: &[KnownPick]| {
        let length = picks.iter().map(|pick| presence(pick).powi(2)).sum::<f64>().sqrt().max(1e-6);
        let sum = |at: usize| picks.iter().map(|pick| presence(pick) * items[pick.row][at]).sum::<f64>() / length;
        let list = tanh((0..WIDTH).map(|at| f64::from(list_bias[at]) + sum(at)).collect());
        let mean = &layer(&list, &encoder, &encoder_bias)[..LATENT];
        tanh(layer(mean, &decoder, &decoder_bias))
    };
    let score = |visitor: &[f64], row: usize| dot(visitor, &items[row]) + f64::from(item_bias[row]);
    let all = visitor(&picks());
    assert_near(&model.fold_in(&[]).0, &visitor(&[]), "nobody");
    check(
        model.as_ref(),
        &(0..ITEMS).map(|row| score(&all, row)).collect::<Vec<f64>>(),
        Few::ByThemselves,
        Some(&items),
    );
    let share = |others: &Vec<KnownPick>| {
        let without = visitor(others);
        [5, 0].map(|row| score(&all, row) - score(&without, row)).to_vec()
    };
    let shares: Vec<Vec<f64>> = each_left_out().iter().map(share).collect();
    check_reasons(model.as_ref(), &[5, 0], &shares, None);
    check_chance(model.as_ref());
}
