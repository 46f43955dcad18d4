//! Why the page's models recommend what they do.
// A helper of a test may fail as a test does; the lints know only functions that are tests themselves.
#![allow(clippy::unwrap_used)]
#![cfg(feature = "engine")]

use burn::tensor::Device;
use konomi::catalog::AnimeId;
use konomi::engine::protocol::ModelName;
use konomi::model::WeightsFile;
use konomi::recommend::{Blend, KnownPick, Opinion, Pick, Rating, Recommender, load, rank};
use std::collections::BTreeMap;
use std::sync::Arc;

fn model(slug: &str) -> Box<dyn Recommender> {
    let file = std::fs::read(format!("{}/static/model/{slug}.safetensors", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let file = WeightsFile::from_bytes(&file).unwrap();
    let members: BTreeMap<String, Arc<dyn Recommender>> =
        Blend::members(&file).map(|name| (name.to_owned(), model(name).into())).collect();
    load(file, &Device::flex(), |name| members.get(name).cloned()).unwrap()
}

/// Well-known titles of several kinds, liked, disliked and rated.
fn picks(model: &dyn Recommender) -> Vec<KnownPick> {
    let rated = |rating: u8| Opinion::Rated(Rating::try_from(rating).unwrap());
    let opinions = [Opinion::Liked, rated(9), Opinion::Disliked, rated(6), Opinion::Liked, Opinion::Dropped, rated(2)];
    let ids = [1, 5114, 20, 30, 199, 11757, 38000];
    let picks: Vec<Pick> =
        ids.into_iter().zip(opinions).map(|(id, opinion)| Pick { anime_id: AnimeId(id), opinion }).collect();
    model.known(&picks).0
}

/// Models whose shares add up to the score.
const LINEAR: [&str; 9] =
    ["popularity", "item-knn", "content", "als", "ease", "edlae", "light-gcn", "pin-sage", "blend"];

#[test]
fn where_a_model_is_linear_in_the_picks_their_shares_add_up_to_the_score() {
    for slug in LINEAR {
        let model = model(slug);
        let picks = picks(model.as_ref());
        let scores = model.scan(&model.fold_in(&picks)).wait();
        let rows = rank(&scores, 20, |row| picks.iter().all(|pick| pick.row != row));
        let reasons = model.reasons(&picks, &rows);
        let base = reasons.base.unwrap();
        assert_eq!((reasons.shares.len(), base.len()), (picks.len(), 20), "{slug}");
        for (place, &row) in rows.iter().enumerate() {
            let sum = base[place] + reasons.shares.iter().map(|shares| shares[place]).sum::<f32>();
            let error = (sum - scores[row]).abs() / scores[row].abs().max(1.0);
            assert!(error < 1e-4, "{slug}: {sum} and not {}", scores[row]);
        }
    }
}

#[test]
fn where_it_is_not_a_share_is_about_what_leaving_the_pick_out_takes_away() {
    for model_name in ModelName::all().filter(|name| !LINEAR.contains(&name.slug()) && name.slug() != "hybrid") {
        let model = model(model_name.slug());
        let picks = picks(model.as_ref());
        let scores_of = |picks: &[KnownPick]| model.scan(&model.fold_in(picks)).wait();
        let scores = scores_of(&picks);
        let rows = rank(&scores, 20, |row| picks.iter().all(|pick| pick.row != row));
        let reasons = model.reasons(&picks, &rows);
        assert!(reasons.base.is_none(), "{}", model_name.slug());
        let (mut found, mut expected) = (Vec::new(), Vec::new());
        for left_out in 0..picks.len() {
            let mut others = picks.clone();
            others.remove(left_out);
            let without = scores_of(&others);
            expected.extend(rows.iter().map(|&row| scores[row] - without[row]));
            found.extend(reasons.shares[left_out].iter().copied());
        }
        let correlation = correlation(&found, &expected);
        println!("{}: correlation with leaving out in full {correlation:.3}", model_name.slug());
        // Those whose visitors are refined draw other negatives for each list of picks, which is noise in leaving out in full.
        let is_refined = !["mult-vae", "user-knn"].contains(&model_name.slug());
        assert!(correlation > if is_refined { 0.4 } else { 0.999 }, "{}: {correlation}", model_name.slug());
    }
}

fn correlation(a: &[f32], b: &[f32]) -> f32 {
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sums = a.iter().zip(b).fold((0.0, 0.0, 0.0), |(ab, aa, bb), (a, b)| {
        let (a, b) = (a - mean_a, b - mean_b);
        (ab + a * b, aa + a * a, bb + b * b)
    });
    sums.0 / (sums.1 * sums.2).sqrt()
}

#[test]
fn disliked_picks_speak_against_what_is_like_them() {
    let model = model("blend");
    let items = model.items();
    // Naruto disliked, its sequel in question.
    let pick = |id: u32, opinion| KnownPick::new(items.row(&AnimeId(id)).unwrap(), opinion);
    let mut picks = vec![pick(1, Opinion::Liked), pick(20, Opinion::Disliked), pick(199, Opinion::Liked)];
    picks.sort_by_key(|pick| pick.row);
    let sequel = items.row(&AnimeId(1735)).unwrap();
    let reasons = model.reasons(&picks, &[sequel]);
    let against = reasons.against_row(0, 3);
    let strongest = picks[against[0].pick].row;
    assert_eq!(items.label(strongest), Some(&AnimeId(20)));
}

/// Timings are looked at and not asserted: `cargo test --release --features engine --test reasons -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn how_long_the_reasons_of_200_picks_take() {
    for name in ModelName::all() {
        let model = model(name.slug());
        let picks: Vec<KnownPick> =
            (0..200).map(|place| KnownPick::new(place * (model.items().len() / 200), Opinion::Liked)).collect();
        let rows: Vec<usize> = (0..20).map(|place| place * 7 + 3).collect();
        let started = std::time::Instant::now();
        let reasons = model.reasons(&picks, &rows);
        println!("{:28} {:>8.1} ms", name.slug(), started.elapsed().as_secs_f64() * 1e3);
        assert_eq!(reasons.shares.len(), 200);
    }
}
