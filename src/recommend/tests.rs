//! Every model with a handful of items, beside its formula written out in double precision.

mod blend;
mod linear;
mod networks;

use super::*;
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{Architecture, Matrix, SparseRows, WeightsError, WeightsFile};
use burn::tensor::Device;
use std::sync::Arc;

const ITEMS: usize = 7;

/// Numbers between -1 and 1 in no order, others from each place on.
fn numbers(from: usize, count: usize) -> Vec<f32> {
    (from..from + count).map(|at| ((at * 7919 + 13) % 1009) as f32 / 504.5 - 1.0).collect()
}

fn matrix(from: usize, rows: usize, width: usize) -> Matrix {
    Matrix { width, values: numbers(from, rows * width) }
}

/// Rows with every third value left out.
fn sparse(from: usize, rows: usize, width: usize) -> SparseRows {
    let row = |row: usize| {
        let values = (0..width as u32).zip(numbers(from + row * width, width));
        values.filter(|(column, _)| !(*column as usize + row).is_multiple_of(3)).collect()
    };
    SparseRows::new(width, (0..rows).map(row))
}

fn dense(rows: &SparseRows) -> Vec<Vec<f64>> {
    let dense = |row: usize| {
        let mut values = vec![0.0; rows.width()];
        rows.row(row).for_each(|(column, value)| values[column as usize] = f64::from(value));
        values
    };
    (0..rows.rows()).map(dense).collect()
}

fn rows_of(matrix: &Matrix) -> Vec<Vec<f64>> {
    (0..matrix.rows()).map(|row| matrix.row(row).iter().map(|value| f64::from(*value)).collect()).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn cosine(a: &[f64], b: &[f64]) -> f64 {
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

fn sigmoid(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

const CALIBRATION: Calibration = Calibration { slope: 2.0, picks: 0.5, intercept: -1.0 };

/// A model of some anime with a calibration, and nothing else yet.
fn file_of(architecture: Architecture, ids: impl IntoIterator<Item = u32>) -> WeightsFile {
    let mut file = WeightsFile::new(architecture, LabelEncoder::fit(ids.into_iter().map(AnimeId)));
    CALIBRATION.store(&mut file);
    file
}

/// The same of the anime that most models here have.
fn file(architecture: Architecture) -> WeightsFile {
    file_of(architecture, (0..ITEMS as u32).map(|row| 10 + 3 * row))
}

fn model(file: WeightsFile) -> Box<dyn Recommender> {
    load(file, &Device::flex(), |_| None).unwrap()
}

/// One of each opinion.
fn picks() -> Vec<KnownPick> {
    let rated = Opinion::Rated(Rating::try_from(9).unwrap());
    let said = [(1, Opinion::Liked), (2, Opinion::Disliked), (4, rated), (6, Opinion::Dropped)];
    said.map(|(row, opinion)| KnownPick::new(row, opinion)).to_vec()
}

/// The picks without the first, without the second, and so on.
fn each_left_out() -> Vec<Vec<KnownPick>> {
    let without = |left_out: usize| {
        let mut others = picks();
        others.remove(left_out);
        others
    };
    (0..picks().len()).map(without).collect()
}

fn presence(pick: &KnownPick) -> f64 {
    f64::from(pick.presence)
}

fn assert_near(found: &[f32], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let is_near =
        |(found, expected): (&f32, &f64)| (f64::from(*found) - expected).abs() < 1e-4 * expected.abs().max(1.0);
    assert!(found.iter().zip(expected).all(is_near), "{what}: {found:?} and not {expected:?}");
}

/// Whether a few scores are computed without all others.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Few {
    ByThemselves,
    WithAllOthers,
}

/// The scores by the model's formula, and what must hold for every model: the same scores a few at a time, a visitor as wide
/// as it says, cosines by these weights of the items.
fn check(model: &dyn Recommender, scores: &[f64], few: Few, weights: Option<&[Vec<f64>]>) {
    let visitor = model.fold_in(&picks());
    assert_eq!(visitor.0.len(), model.visitor_width());
    let found = model.scan(&visitor).wait();
    assert_near(&found, scores, "scores");
    let found = model.scores_on_cpu(&visitor, &[5, 0]);
    assert_eq!(found.is_some(), few == Few::ByThemselves);
    if let Some(found) = found {
        assert_near(&found, &[scores[5], scores[0]], "a few scores");
    }
    for of in 0..ITEMS {
        let expected = weights.map(|weights| weights.iter().map(|row| cosine(row, &weights[of])).collect::<Vec<f64>>());
        match (model.cosines(of), expected) {
            (Some(found), Some(expected)) => assert_near(&found, &expected, "cosines"),
            (found, expected) => assert_eq!(found.is_some(), expected.is_some()),
        }
    }
}

/// What each pick adds to some scores, `[picks, rows]`, and what they are without.
fn check_reasons(model: &dyn Recommender, rows: &[usize], shares: &[Vec<f64>], base: Option<&[f64]>) {
    let reasons = model.reasons(&picks(), rows);
    assert_eq!(reasons.shares.len(), shares.len());
    reasons.shares.iter().zip(shares).for_each(|(found, expected)| assert_near(found, expected, "shares"));
    match (reasons.base, base) {
        (Some(found), Some(expected)) => assert_near(&found, expected, "base"),
        (found, expected) => assert_eq!(found.is_some(), expected.is_some()),
    }
}

/// Of a model of lists, which expects no rating.
fn check_chance(model: &dyn Recommender) {
    assert_eq!(model.expected_rating(0.5), None);
    for (score, picks) in [(0.7f32, 3), (-4.0, 0)] {
        let odds = 2.0 * f64::from(score).asinh() + 0.5 * (picks as f64 + 1.0).ln() - 1.0;
        assert_near(&[model.chance(score, picks)], &[sigmoid(odds)], "chance");
    }
}

#[test]
fn picks_are_known_once_by_their_last_opinion_or_not_at_all() {
    let model = model(file(Architecture::Popularity).with_parameter(Popular::COUNTS, &[ITEMS], numbers(0, ITEMS)));
    let pick = |id, opinion| Pick { anime_id: AnimeId(id), opinion };
    let said =
        [pick(16, Opinion::Liked), pick(10, Opinion::Liked), pick(11, Opinion::Liked), pick(16, Opinion::Dropped)];
    let expected = vec![KnownPick::new(0, Opinion::Liked), KnownPick::new(2, Opinion::Dropped)];
    assert_eq!(model.known(&said), (expected, vec![AnimeId(11)]));
    assert_near(&VisitorRow(vec![3.0, -4.0]).normalized(), &[0.6, -0.8], "a direction");
    assert_eq!(VisitorRow(vec![0.0; 2]).normalized(), [0.0; 2]);
}

/// Asked about are anime that the model knows, by their ids, and none that was answered.
#[test]
fn questions_are_of_open_candidates() {
    let mut file = file(Architecture::NeuMf)
        .with_parameter("factor_output.weight", &[2, 1], vec![1.0, 1.0])
        .with_parameter("factor_output.bias", &[1], vec![0.0])
        .with_parameter(WarmStart::PARAMETER, &[6, 2], numbers(0, 12));
    file.rows = matrix(10, ITEMS, 2);
    let model = model(file);
    let ask = |passed_over: &[u32], candidates: &[u32]| {
        let ids = |ids: &[u32]| ids.iter().map(|id| AnimeId(*id)).collect::<Vec<AnimeId>>();
        let chances = [0.5; ITEMS];
        let next = next_questions(model.as_ref(), &picks(), &chances, &ids(passed_over), &ids(candidates), 9);
        let mut next: Vec<u32> = next.into_iter().map(|id| id.0).collect();
        next.sort_unstable();
        next
    };
    // 13 is a pick, 11 is no anime of the model.
    assert_eq!(ask(&[], &[10, 11, 13, 19, 25]), [10, 19, 25]);
    assert_eq!(ask(&[19, 11], &[10, 11, 13, 19, 25]), [10, 25]);
}

#[test]
fn a_model_without_factors_asks_nothing() {
    let model = model(file(Architecture::Popularity).with_parameter(Popular::COUNTS, &[ITEMS], numbers(0, ITEMS)));
    assert_eq!(next_questions(model.as_ref(), &[], &[0.5; ITEMS], &[], &[AnimeId(10)], 3), []);
}

#[test]
fn the_best_are_those_that_are_not_barred() {
    let best = |top| {
        let scores = Scores::Here(vec![0.5, 3.0, -1.0, 2.0]);
        pollster::block_on(scores.best(top, &[1].into())).unwrap()
    };
    assert_eq!(best(2), [(3, 2.0), (0, 0.5)]);
    assert_eq!(best(9).len(), 3);
}

#[test]
fn a_known_answer_is_of_rows_all_over_the_catalogue() {
    let scores: Vec<f32> = (0..640).map(|row| row as f32).collect();
    let answer = KnownAnswer::new(VisitorRow(vec![1.0, 2.0]), &scores);
    let rows: Vec<usize> = answer.rows(640).collect();
    assert_eq!(rows, (0..32).map(|place| place * 20).collect::<Vec<usize>>());
    assert!(rows.iter().zip(&answer.scores).all(|(row, score)| scores[*row] == *score));
    assert_eq!(KnownAnswer::new(VisitorRow(vec![]), &scores[..3]).rows(3).max(), Some(2));

    let mut file = file(Architecture::Popularity);
    assert!(matches!(KnownAnswer::read(&file), Err(WeightsError::Missing(_))));
    answer.clone().store(&mut file);
    assert_eq!(KnownAnswer::read(&file).unwrap(), answer);
    assert_eq!(answer.clone().of_width(2).unwrap(), answer);
    assert!(matches!(answer.of_width(3), Err(WeightsError::Shape { .. })));
}
