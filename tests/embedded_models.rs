//! The models as the page carries them, asked as the page asks them.
// A helper of a test may fail as a test does; the lints know only functions that are tests themselves.
#![allow(clippy::unwrap_used)]
#![cfg(feature = "engine")]

use burn::tensor::Device;
use konomi::catalog::{AnimeId, Encoders, LabelEncoder};
use konomi::engine::models::Models;
use konomi::engine::protocol::{Backend, ModelName, Recommended};
use konomi::recommend::{Opinion, Pick, Rating};

const COWBOY_BEBOP: AnimeId = AnimeId(1);
const ITS_FILM: AnimeId = AnimeId(5);
const EVANGELION: AnimeId = AnimeId(30);
const MONONOKE: AnimeId = AnimeId(164);

fn files() -> Vec<(ModelName, Vec<u8>)> {
    let read = |model: ModelName| {
        let file = format!("{}/static/model/{}.safetensors", env!("CARGO_MANIFEST_DIR"), model.slug());
        (model, std::fs::read(file).unwrap())
    };
    ModelName::all().map(read).collect()
}

/// The models that learn from what a visitor thinks.
fn personal() -> impl Iterator<Item = ModelName> {
    ModelName::all().filter(|model| model.slug() != "popularity")
}

fn load(files: &[(ModelName, Vec<u8>)]) -> Result<Models, konomi::engine::models::ModelsError> {
    let files: Vec<(ModelName, &[u8])> = files.iter().map(|(model, bytes)| (*model, bytes.as_slice())).collect();
    pollster::block_on(Models::load(&encoders(), &files, &Device::flex(), Backend::Cpu))
}

fn encoders() -> Vec<u8> {
    std::fs::read(format!("{}/static/data/encoders.bin", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn picks(opinion: Opinion) -> Vec<Pick> {
    [COWBOY_BEBOP, EVANGELION, MONONOKE].map(|anime_id| Pick { anime_id, opinion }).to_vec()
}

fn recommend(models: &Models, model: ModelName, picks: &[Pick], exclude: &[AnimeId], top: usize) -> Recommended {
    pollster::block_on(models.recommend(7, model, picks, exclude, top)).unwrap()
}

/// The place of an anime in the whole ranking.
fn place(models: &Models, model: ModelName, picks: &[Pick], anime: AnimeId) -> usize {
    let all = recommend(models, model, picks, &[], usize::MAX);
    all.items.iter().position(|item| item.anime_id == anime).unwrap()
}

/// The list that the end-to-end tests expect of the page for the same picks; `KONOMI_FIXTURES=remake` writes it anew.
#[test]
fn the_lists_that_the_page_should_show_are_those_of_the_weights() {
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Line {
        id: u32,
        score: f32,
    }
    let models = load(&files()).unwrap();
    let picks = [1, 1535, 199].map(|id| Pick { anime_id: AnimeId(id), opinion: Opinion::Liked });
    let lists: std::collections::BTreeMap<&str, Vec<Line>> = ModelName::all()
        .map(|model| {
            let items = recommend(&models, model, &picks, &[], 20).items;
            (model.slug(), items.into_iter().map(|item| Line { id: item.anime_id.0, score: item.score }).collect())
        })
        .collect();
    let file = format!("{}/tests/fixtures/top20.json", env!("CARGO_MANIFEST_DIR"));
    if std::env::var("KONOMI_FIXTURES").is_ok_and(|value| value == "remake") {
        std::fs::write(&file, serde_json::to_string_pretty(&lists).unwrap() + "\n").unwrap();
    }
    let expected = std::fs::read_to_string(file).unwrap();
    let expected: std::collections::BTreeMap<&str, Vec<Line>> = serde_json::from_str(&expected).unwrap();
    for (model, list) in lists {
        for (rank, (found, expected)) in list.iter().zip(&expected[model]).enumerate() {
            assert!((found.score - expected.score).abs() < 1e-3, "{model}, rank {rank}: {} {}", found.id, expected.id);
        }
        assert_eq!(list.len(), expected[model].len());
    }
}

#[test]
fn a_list_is_sorted_and_holds_nothing_that_it_must_not() {
    let models = load(&files()).unwrap();
    for model in ModelName::all() {
        let picks = picks(Opinion::Liked);
        let first = recommend(&models, model, &picks, &[], 20);
        assert_eq!((first.items.len(), first.ticket, first.model), (20, 7, model));
        assert!(first.items.windows(2).all(|pair| pair[0].score >= pair[1].score));
        assert!(first.items.iter().all(|item| picks.iter().all(|pick| pick.anime_id != item.anime_id)));

        let excluded = first.items[0].anime_id;
        let second = recommend(&models, model, &picks, &[excluded], 20);
        assert_eq!(second.items[..19], first.items[1..], "{model:?}: the rest moves up");
        assert_eq!(recommend(&models, model, &picks, &[], 20), first, "{model:?}: the same question, the same answer");
    }
}

#[test]
fn opinions_count() {
    let models = load(&files()).unwrap();
    for model in personal() {
        let of = |opinion| place(&models, model, &picks(opinion), ITS_FILM);
        let low = Opinion::Rated(Rating::try_from(1).unwrap());
        assert!(of(Opinion::Liked) < of(Opinion::Disliked), "{model:?}: liked");
        assert!(of(Opinion::Liked) < of(low), "{model:?}: rated low");
    }
}

#[test]
fn the_rating_model_alone_expects_ratings() {
    let models = load(&files()).unwrap();
    let list = |model| recommend(&models, model, &picks(Opinion::Liked), &[], 5).items;
    let is_rating = |rating: f32| (1.0..=10.0).contains(&rating);
    for model in ModelName::all() {
        let items = list(model);
        assert!(items.iter().all(|item| (0.0..=1.0).contains(&item.score)), "{model:?}: a match is a share of 1");
        let expects = items.iter().all(|item| item.expected_rating.is_some_and(is_rating));
        assert_eq!(expects, model == ModelName::RECOMMENDER_NET, "{model:?}");
    }
}

#[test]
fn unknown_picks_are_named_and_no_picks_are_answered() {
    let models = load(&files()).unwrap();
    for model in ModelName::all() {
        let stranger = AnimeId(u32::MAX);
        let list = recommend(&models, model, &[Pick { anime_id: stranger, opinion: Opinion::Liked }], &[], 20);
        assert_eq!(list.unknown_picks, [stranger]);
        assert_eq!(list.items.len(), 20);
    }
}

#[test]
fn similar_anime_are_by_cosine_and_without_the_excluded() {
    let models = load(&files()).unwrap();
    for model in ModelName::all().filter(|model| model.card().compares) {
        let near = models.similar(1, model, COWBOY_BEBOP, &[], 12).unwrap();
        assert_eq!((near.most.len(), near.least.len()), (12, 12));
        assert!(near.most.windows(2).all(|pair| pair[0].1 >= pair[1].1));
        assert!(near.least.windows(2).all(|pair| pair[0].1 <= pair[1].1));
        let place = near.most.iter().position(|(id, _)| *id == ITS_FILM);
        // By its facts alone the film is one of many films of its time, a perceptron need not keep near what belongs
        // together, and where its embeddings are half of a row the film is a few places further down.
        let is_vague = ["content", "pin-sage", "mlp", "ncf", "hybrid", "mult-vae"].contains(&model.slug());
        assert!(place.is_some() || is_vague, "{}: the film of the series is near it", model.slug());
        let near = models.similar(1, model, COWBOY_BEBOP, &[], 25).unwrap();
        let place = near.most.iter().position(|(id, _)| *id == ITS_FILM);
        let is_blind = ["content", "pin-sage", "mlp"].contains(&model.slug());
        assert!(place.is_some() || is_blind, "{}: the film is not far", model.slug());
        if model == ModelName::RECOMMENDER_NET {
            assert!(place < Some(3), "the film of the series is next to it: {place:?}");
        }
        let without = models.similar(1, model, COWBOY_BEBOP, &[near.most[0].0], 12).unwrap();
        assert_eq!(without.most[0], near.most[1]);
        assert!(models.similar(1, model, AnimeId(u32::MAX), &[], 12).unwrap().most.is_empty());
    }
}

#[test]
fn weights_of_other_data_are_refused() {
    let mut other = Encoders::from_bytes(&encoders()).unwrap();
    other.anime = LabelEncoder::fit(other.anime.labels().iter().copied().filter(|id| *id != COWBOY_BEBOP));
    let files = files();
    let files: Vec<(ModelName, &[u8])> = files.iter().map(|(model, bytes)| (*model, bytes.as_slice())).collect();
    let other = other.to_bytes().unwrap();
    let error = pollster::block_on(Models::load(&other, &files, &Device::flex(), Backend::Cpu)).err().unwrap();
    assert!(error.to_string().contains("are of other data"), "{error}");
}

#[test]
fn damaged_weights_are_refused_with_the_name_of_the_model() {
    let mut files = files();
    for damaged in 0..files.len() {
        let middle = files[damaged].1.len() / 2;
        files[damaged].1[middle] ^= 1;
        let error = load(&files[damaged..=damaged]).err().unwrap().to_string();
        assert!(error.contains(files[damaged].0.slug()) && error.contains("checksum"), "{error}");
    }
}
