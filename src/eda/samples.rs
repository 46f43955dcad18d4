//! A few anime, what is counted of them, and the figures of both, for tests.

use super::{AGES, ChartData, Members};
use crate::catalog::{AgeRating, Anime, AnimeId, Catalogue, DataSet, Kind, Score, Season};

/// Id, native title, kind, year, season, genres, studios, source, score in hundredths, members.
type Row = (
    u32,
    &'static str,
    Kind,
    Option<u16>,
    Option<Season>,
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
    Option<u16>,
    Option<u32>,
);

const ROWS: [Row; 6] = [
    (
        1,
        "カウボーイビバップ",
        Kind::Tv,
        Some(1998),
        Some(Season::Spring),
        &["Action", "Sci-Fi", "Drama"],
        &["Sunrise"],
        "Original",
        Some(875),
        Some(1_771_505),
    ),
    (
        5,
        "天国の扉",
        Kind::Movie,
        Some(2001),
        Some(Season::Summer),
        &["Action", "Sci-Fi"],
        &["Bones"],
        "Original",
        Some(838),
        Some(360_978),
    ),
    (
        30,
        "新世紀",
        Kind::Tv,
        Some(1995),
        Some(Season::Fall),
        &["Sci-Fi"],
        &["Gainax", "Tatsunoko"],
        "Original",
        Some(835),
        Some(1_500_000),
    ),
    (40, "", Kind::Ova, Some(2004), None, &["Comedy"], &["Sunrise"], "Manga", Some(640), Some(0)),
    (50, "나", Kind::TvSpecial, None, None, &["Comedy"], &[], "", None, Some(740)),
    (60, "Plain, \"quoted\"", Kind::Unknown, None, None, &[], &[], "", None, None),
];

pub(crate) fn catalogue() -> Catalogue {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let known = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let anime = ROWS.map(|(id, native, kind, year, season, genres, studios, source, score, members)| Anime {
        id: AnimeId(id),
        romaji: if id == 5 { "Tengoku, no \"Tobira\"".to_owned() } else { format!("Title {id}") },
        english: None,
        japanese: known(native),
        kind,
        year,
        season,
        episodes: None,
        genres: names(genres),
        studios: names(studios),
        source: known(source),
        score: score.map(Score),
        scored_by: None,
        members,
        age_rating: AgeRating::Unknown,
    });
    Catalogue::new(anime.to_vec(), DataSet { users: 5, ratings: 10, ..DataSet::default() })
}

pub(super) fn data() -> ChartData {
    ChartData {
        data_set: catalogue().data_set().clone(),
        popularity: vec![Some(43), Some(602), Some(60), None, Some(9000), None],
        premiered: vec![true, false, true, false, false, false],
        ratings: vec![
            Some([0, 0, 0, 0, 0, 0, 0, 1, 2, 1]),
            None,
            Some([1, 0, 0, 0, 0, 0, 0, 0, 0, 4]),
            None,
            None,
            None,
        ],
        ratings_elsewhere: 1,
        ratings_per_user: vec![(1, 2), (3, 1), (5, 1)],
        members: Members {
            all: 10,
            genders: vec![("Male".to_owned(), 5), ("Female".to_owned(), 3)],
            ages: AGES.map(|age| u64::from(age == 26) * 4).collect(),
            other_ages: 2,
            locations: vec![("Korea, South".to_owned(), 4), ("Japan".to_owned(), 1)],
            other_locations: 2,
        },
    }
}
