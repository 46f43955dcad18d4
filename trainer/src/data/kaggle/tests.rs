use super::*;
use crate::data::FaultKind;
use crate::data::member_row::Gender;
use flate2::{Compression, write::GzEncoder};
use konomi::catalog::{AgeRating, Anime, Kind, Score, Season};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;

/// A folder with these files, compressed where the name says so.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let mut bytes = content.as_bytes().to_vec();
        if name.ends_with(".gz") {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&bytes).unwrap();
            bytes = encoder.finish().unwrap();
        }
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    dir
}

fn ratings_of(csv: &str) -> (Vec<(u32, u32, u8)>, Faults) {
    let dir = folder(&[("users-score-2023.csv", csv)]);
    let (ratings, faults) = KaggleDir::open(dir.path()).unwrap().ratings().unwrap();
    (ratings.into_iter().map(|row| (row.user.0, row.anime.0, row.rating.get())).collect(), faults)
}

const HEADER: &str = "user_id,Username,anime_id,Anime Title,rating\n";

#[test]
fn a_rating_row_is_small() {
    assert!(size_of::<RatingRow>() <= 12);
}

#[test]
fn one_row_in_many_forms() {
    for (row, expected) in [
        ("1,a,5,Bebop,9\n", Ok((1, 5, 9))),
        ("1,a,5,Bebop,9", Ok((1, 5, 9))),
        ("1,a,5,Bebop,9\r\n", Ok((1, 5, 9))),
        ("1,a,5,\"Bebop, the \"\"Movie\"\"\",9\n", Ok((1, 5, 9))),
        ("1,a,5,5\" disc,9\n", Ok((1, 5, 9))),
        ("1,,5,,9.0\n", Ok((1, 5, 9))),
        ("\n\n1,a,5,Bebop,9\n\n", Ok((1, 5, 9))),
        ("1,a,5,Bebop,0\n", Err((2, FaultKind::NoRating))),
        ("1,a,5,Bebop,11\n", Err((2, FaultKind::BadRating))),
        ("1,a,5,Bebop,\n", Err((2, FaultKind::BadRating))),
        ("1,a,5,Bebop\n", Err((2, FaultKind::FieldCount))),
        ("1,a,5,Bebop,9,7\n", Err((2, FaultKind::FieldCount))),
        ("x,a,5,Bebop,9\n", Err((2, FaultKind::BadNumber("user_id")))),
        ("1,a,-5,Bebop,9\n", Err((2, FaultKind::BadNumber("anime_id")))),
        ("1,a,5,\"Bebop,9\n", Err((2, FaultKind::UnterminatedQuote))),
        ("\n\n1,a,5,Bebop,0\n", Err((4, FaultKind::NoRating))),
    ] {
        let (ratings, faults) = ratings_of(&format!("{HEADER}{row}"));
        let found = match (ratings.as_slice(), faults.first.as_slice()) {
            ([rating], []) => Ok(*rating),
            ([], [fault]) => Err((fault.line, fault.kind.clone())),
            other => panic!("{row:?} was read as {other:?}"),
        };
        assert_eq!(found, expected, "{row:?}");
    }
}

#[test]
fn a_broken_row_costs_only_itself() {
    let (ratings, faults) = ratings_of(&format!("{HEADER}1,a,5,\"open,9\n2,b,6,fine,8\n3,c,7,\"also, fine\",7\n"));
    assert_eq!(ratings, [(2, 6, 8), (3, 7, 7)]);
    assert_eq!(faults.total(), 1);
    assert!(faults.to_string().contains("users-score-2023.csv:2: a quote is not closed: 1,a,5,\"open,9"), "{faults}");
}

#[test]
fn columns_are_found_by_name_behind_a_byte_order_mark() {
    let (ratings, faults) = ratings_of("\u{feff}anime_id,new,rating,user_id\r\n5,x,9,1\r\n");
    assert_eq!((ratings, faults.total()), (vec![(1, 5, 9)], 0));
}

#[test]
fn what_is_missing_is_named() {
    let dir = folder(&[("users-score-2023.csv", "user_id,anime_id,score\n1,5,9\n")]);
    let error = KaggleDir::open(dir.path()).unwrap().ratings().unwrap_err().to_string();
    assert!(error.contains("users-score-2023.csv has no column 'rating'"), "{error}");

    let dir = folder(&[("users-list.csv", "user_id,anime_id\n1,5\n")]);
    let error = KaggleDir::open(dir.path()).unwrap().ratings().unwrap_err().to_string();
    assert!(error.contains("no users-score-2023.csv and no users-score-2023.csv.gz"), "{error}");

    let dir = folder(&[("unrelated.csv", "")]);
    assert!(matches!(KaggleDir::open(dir.path()), Err(DataError::NotADataSet { .. })));

    let dir = folder(&[("users-score-2023.csv", "")]);
    assert!(matches!(KaggleDir::open(dir.path()).unwrap().ratings(), Err(DataError::MissingColumn { .. })));
}

#[test]
fn a_truncated_archive_is_an_error_not_a_short_list() {
    let dir = folder(&[("users-list.csv.gz", &format!("user_id,anime_id\n{}", "1,5\n2,6\n".repeat(1000)))]);
    let file = dir.path().join("users-list.csv.gz");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(KaggleDir::open(dir.path()).unwrap().interactions(), Err(DataError::Read { .. })));
}

#[test]
fn interactions_are_lists_united_with_ratings() {
    let scores = format!("{HEADER}1,a,5,,9\n1,a,7,,0\n");
    let list = "user_id,anime_id\n2,6\n1,5\n2,6\nx,6\n";
    for (files, expected, faults) in [
        (vec![("users-score-2023.csv", scores.as_str()), ("users-list.csv.gz", list)], vec![(1, 5), (2, 6)], 1),
        (vec![("users-score-2023.csv.gz", scores.as_str())], vec![(1, 5)], 1),
        (vec![("users-list.csv", list)], vec![(1, 5), (2, 6)], 1),
    ] {
        let dir = folder(&files);
        let (pairs, found) = KaggleDir::open(dir.path()).unwrap().interactions().unwrap();
        assert_eq!(pairs, expected.into_iter().map(|(user, anime)| (UserId(user), AnimeId(anime))).collect::<Vec<_>>());
        assert_eq!(found.total(), faults);
    }
}

#[test]
fn sources_are_optional() {
    let dir = folder(&[("users-list.csv", "user_id,anime_id\n")]);
    assert_eq!(KaggleDir::open(dir.path()).unwrap().sources().unwrap(), None);
    let dir = folder(&[("users-source.csv", "user_id,source\n3,mal2021_x\n")]);
    let sources = KaggleDir::open(dir.path()).unwrap().sources().unwrap().unwrap();
    assert_eq!(sources.into_iter().collect::<Vec<_>>(), [(UserId(3), "mal2021_x".to_owned())]);
    let dir = folder(&[("users-source.csv", "user_id,source\nthree,mal2021_x\n")]);
    assert!(matches!(KaggleDir::open(dir.path()).unwrap().sources(), Err(DataError::BadRow { .. })));
}

#[test]
fn every_fault_is_counted_and_the_first_are_kept() {
    let (_, faults) = ratings_of(&format!("{HEADER}{}", "1,a,5,Bebop,0\n".repeat(50)));
    assert_eq!((faults.total(), faults.first.len()), (50, 20));
    assert!(faults.to_string().ends_with("and 30 more\n"));
}

#[test]
fn facts_of_members() {
    for (header, rows, expected) in [
        // The age where there is one, else the age by the birthday.
        (
            "Mal ID,Username,Gender,Birthday,Location,Age",
            "1,a,Female,,Japan,22\n2,b,Male,1985-03-04T00:00:00+00:00,\"Korea, South\",\n3,c,,1985-03-04,,30\n",
            vec![
                (Some(Gender::Female), Some(22), "Japan"),
                (Some(Gender::Male), Some(38), "Korea, South"),
                (None, Some(30), ""),
            ],
        ),
        // Kaggle's own file has no age.
        (
            "Mal ID,Username,Gender,Birthday,Location,Joined,Days Watched",
            "1,a,Non-Binary,1990-12-31T00:00:00+00:00,,2008-01-01T00:00:00+00:00,142.3\n",
            vec![(Some(Gender::NonBinary), Some(32), "")],
        ),
    ] {
        let dir = folder(&[("users-details-2023.csv", &format!("{header}\n{rows}"))]);
        let (members, faults) = KaggleDir::open(dir.path()).unwrap().members().unwrap();
        assert_eq!(faults, Faults::default());
        let found: Vec<_> = members
            .iter()
            .map(|member| (member.gender, member.age, member.location.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(found, expected);
    }
    let dir = folder(&[("users-details-2023.csv", "Gender,Birthday,Location,Age\nrobot,,,1\n,2999-01-01,,\n,,,old\n")]);
    let (members, faults) = KaggleDir::open(dir.path()).unwrap().members().unwrap();
    let kinds: Vec<_> = faults.first.iter().map(|fault| fault.kind.clone()).collect();
    let expected = [FaultKind::UnknownValue("Gender"), FaultKind::BadDate("Birthday"), FaultKind::BadNumber("Age")];
    assert_eq!((members.len(), kinds), (0, expected.to_vec()));
}

#[test]
fn of_two_ratings_of_a_pair_the_last_counts_and_the_other_is_reported() {
    let (ratings, faults) = ratings_of(&format!("{HEADER}2,u,7,a,4\n1,u,7,a,9\n2,u,7,a,8\n"));
    assert_eq!(ratings, [(1, 7, 9), (2, 7, 8)]);
    assert_eq!(faults.counts.values().collect::<Vec<_>>(), [&1]);
    assert!(faults.to_string().contains("users-score-2023.csv: 1 rows left out: the same user"), "{faults}");
}

proptest! {
    /// What a CSV writer writes is read as it was, whatever the titles hold but line breaks.
    #[test]
    fn written_rows_are_read_again(rows in proptest::collection::vec((any::<u32>(), any::<u32>(), 1u8..=10, "[^\r\n]{0,20}"), 0..30)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["user_id", "Username", "anime_id", "Anime Title", "rating"]).unwrap();
        for (user, anime, rating, title) in &rows {
            writer.write_record([&user.to_string(), title, &anime.to_string(), title, &rating.to_string()]).unwrap();
        }
        let (ratings, faults) = ratings_of(&String::from_utf8(writer.into_inner().unwrap()).unwrap());
        let last: BTreeMap<(u32, u32), u8> =
            rows.iter().map(|(user, anime, rating, _)| ((*user, *anime), *rating)).collect();
        prop_assert_eq!(faults.total(), (rows.len() - last.len()) as u64);
        let last: Vec<_> = last.into_iter().map(|((user, anime), rating)| (user, anime, rating)).collect();
        prop_assert_eq!(ratings, last);
    }

    /// Whatever the bytes, every line that is not blank is a rating or a fault.
    #[test]
    fn no_line_is_lost(lines in proptest::collection::vec("[0-9,\"a ]{1,12}", 0..40)) {
        let (ratings, faults) = ratings_of(&format!("{HEADER}{}\n", lines.join("\n")));
        prop_assert_eq!(ratings.len() as u64 + faults.total(), lines.len() as u64);
    }
}

const ANIME_HEADER: &str = "anime_id,Name,English name,Other name,Score,Genres,Synopsis,Type,Episodes,Aired,Premiered,\
                            Status,Producers,Licensors,Studios,Source,Duration,Rating,Rank,Popularity,Favorites,\
                            Scored By,Members,Image URL\n";

fn anime_of(rows: &str) -> (Vec<AnimeRow>, Faults) {
    let dir = folder(&[("anime-dataset-2023.csv.gz", &format!("{ANIME_HEADER}{rows}"))]);
    KaggleDir::open(dir.path()).unwrap().anime().unwrap()
}

#[test]
fn facts_of_an_anime() {
    let (anime, faults) = anime_of(
        "1,Cowboy Bebop,Spike&#039;s,カウボーイビバップ,8.75,\"Action, Sci-Fi\",\"Crime is timeless.\n\n\"\"Space\"\", too.\",TV,26.0,\
         \"Apr 3, 1998 to Apr 24, 1999\",UNKNOWN,x,x,x,Sunrise,Original,24 min,R - 17+ (violence & profanity),41.0,43,\
         78525,914193.0,1771505,https://example.org\n\
         2,Unheard,UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN,Not available,UNKNOWN,x,x,x,UNKNOWN,Unknown,x,\
         UNKNOWN,x,0,0,UNKNOWN,UNKNOWN,x\n",
    );
    assert_eq!(faults, Faults::default());
    let ranks: Vec<_> = anime.iter().map(|row| (row.popularity, row.is_premiered)).collect();
    assert_eq!(ranks, [(Some(43), false), (None, false)]);
    assert_eq!(
        anime[0].anime,
        Anime {
            id: AnimeId(1),
            romaji: "Cowboy Bebop".into(),
            english: Some("Spike's".into()),
            japanese: Some("カウボーイビバップ".into()),
            kind: Kind::Tv,
            year: Some(1998),
            season: Some(Season::Spring),
            episodes: Some(26),
            genres: vec!["Action".into(), "Sci-Fi".into()],
            studios: vec!["Sunrise".into()],
            source: Some("Original".into()),
            score: Some(Score(875)),
            scored_by: Some(914_193),
            members: Some(1_771_505),
            age_rating: AgeRating::R,
        }
    );
    assert_eq!(
        anime[1].anime,
        Anime {
            id: AnimeId(2),
            romaji: "Unheard".into(),
            english: None,
            japanese: None,
            kind: Kind::Unknown,
            year: None,
            season: None,
            episodes: None,
            genres: vec![],
            studios: vec![],
            source: None,
            score: None,
            scored_by: None,
            members: None,
            age_rating: AgeRating::Unknown,
        }
    );
}

#[test]
fn an_open_quote_among_synopses_costs_one_row() {
    let row = |id: u32, synopsis: &str| {
        format!("{id},Name,x,x,7.5,x,{synopsis},TV,1,2001,UNKNOWN,x,x,x,x,x,x,G - All Ages,1,1,1,1,1,x\n")
    };
    let rows = [row(1, "plain"), row(2, "\"open"), row(3, "plain"), row(3, "plain")].concat();
    let (anime, faults) = anime_of(&rows);
    assert_eq!(anime.iter().map(|row| row.anime.id.0).collect::<Vec<_>>(), [1, 3]);
    let found: Vec<_> = faults.first.iter().map(|fault| (fault.line, fault.kind.clone())).collect();
    assert_eq!(found, [(3, FaultKind::UnterminatedQuote), (5, FaultKind::Repeated)]);
}
