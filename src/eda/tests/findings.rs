//! What figures say in words of titles that differ in everything, of a few, and of none.

use super::*;
use crate::catalog::{Anime, Kind, Score, Season};

/// So many titles (up to four), no two of which have a type, a genre, a studio, a source, a year, a season, a script or a
/// rating in common.
fn all_different(count: usize) -> Catalogue {
    const KINDS: [Kind; 4] = [Kind::Tv, Kind::Movie, Kind::Ova, Kind::Ona];
    const NATIVE: [&str; 4] = ["나", "Plain", "罗小黑", "Ну"];
    const GENRES: [&str; 4] = ["Action", "Comedy", "Drama", "Horror"];
    const SOURCES: [&str; 4] = ["Manga", "Novel", "Original", "Game"];
    let anime = (0..count).map(|at| Anime {
        kind: KINDS[at],
        japanese: Some(NATIVE[at].to_owned()),
        genres: vec![GENRES[at].to_owned()],
        studios: vec![format!("Studio {at}")],
        source: Some(SOURCES[at].to_owned()),
        year: Some(2001 + at as u16),
        season: Some(Season::ALL[at]),
        score: Some(Score(700)),
        ..Anime::titled(1 + at as u32, "Title")
    });
    Catalogue::new(anime.collect(), DataSet::default())
}

/// A figure of some titles, without a filter and without picks.
fn figure_of(id: &str, anime: impl IntoIterator<Item = Anime>) -> Figure {
    let catalogue = Catalogue::new(anime.into_iter().collect(), DataSet::default());
    let figures = figures(&catalogue, &samples::data(), &Filter::default(), &You::default());
    figures.into_iter().find(|figure| figure.id == id).unwrap()
}

fn of_genres(id: u32, genres: &[&str]) -> Anime {
    Anime { genres: genres.iter().map(|genre| (*genre).to_owned()).collect(), ..Anime::titled(id, "Title") }
}

/// The titles of the figures, by their names, of titles that differ in everything.
fn titles_of(count: usize, members: Members) -> impl Fn(&str) -> String {
    let catalogue = all_different(count);
    let rated = |at: usize| Some(std::array::from_fn(|rating| u32::from(rating == at)));
    let data = ChartData {
        data_set: catalogue.data_set().clone(),
        popularity: vec![None; count],
        premiered: vec![false; count],
        ratings: (0..count).map(rated).collect(),
        ratings_elsewhere: 0,
        ratings_per_user: vec![],
        members,
    };
    let figures = figures(&catalogue, &data, &Filter::default(), &You::default());
    move |id| figures.iter().find(|figure| figure.id == id).unwrap().title.clone()
}

fn located(places: &[(&str, u64)]) -> Members {
    let locations = places.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    Members { locations, ..Members::default() }
}

#[test]
fn where_nothing_leads() {
    let title = titles_of(4, located(&[("A", 1), ("B", 1), ("C", 1), ("D", 1)]));
    for (id, expected) in [
        ("types", "No type leads the others"),
        ("genres", "No genre leads the others"),
        ("words", "In a few words: Action, Comedy and Drama"),
        ("genre-pairs", "Nothing to count here"),
        ("scores-by-type", "All have the same median score"),
        ("scores-by-genre", "All have the same median score"),
        ("seasons", "No season leads the others"),
        ("years", "No year has many more titles than the others"),
        ("genres-by-decade", "Action has the largest share"),
        ("studios", "No studio leads the others"),
        ("sources", "No source leads the others"),
        ("locations", "Nothing to count here"),
        ("ratings", "No rating leads the others"),
        ("ratings-per-anime", "Half of the rated titles have 1 rating or fewer"),
    ] {
        assert_eq!(title(id), expected, "{id}");
    }
}

#[test]
fn where_several_lead() {
    let title = titles_of(2, located(&[("A", 2), ("B", 2), ("C", 1)]));
    for (id, expected) in [
        ("types", "Movie and TV are the largest types"),
        ("genres", "Action and Comedy lead the genres"),
        ("seasons", "Most titles start in winter and spring"),
        ("years", "2001 and 2002 have the most titles"),
        ("studios", "Studio 0 and Studio 1 made the most titles"),
        ("sources", "Manga and Novel are the most frequent sources"),
        ("locations", "A and B are the most frequent locations"),
        ("ratings", "1 and 2 are the most frequent ratings"),
    ] {
        assert_eq!(title(id), expected, "{id}");
    }
}

#[test]
fn where_there_is_but_one() {
    let title = titles_of(1, located(&[("A", 1)]));
    for (id, expected) in [
        ("types", "TV is the largest type: 100% of the titles"),
        ("genres", "Action is the only genre here"),
        ("words", "One word says it: Action"),
        ("languages", "100% of native titles are surely Korean"),
        ("scores-by-type", "Half of TV scores 7.00 or more"),
        ("seasons", "More titles start in winter than in any other season"),
        ("years", "All of these titles are of 2001"),
        ("studios", "Studio 0 made more titles than any other studio"),
        ("sources", "Manga is the most frequent source: 100% of the titles"),
        ("locations", "More members are in A than in any other place"),
        ("ratings", "1 is the most frequent rating, and 0% are 7 or more"),
    ] {
        assert_eq!(title(id), expected, "{id}");
    }
}

#[test]
fn where_one_year_leads_others() {
    let of = |id, year| Anime { year: Some(year), ..Anime::titled(id, "Title") };
    assert_eq!(figure_of("years", [of(1, 2001), of(2, 2003), of(3, 2003)]).title, "No year has more titles than 2003");
}

#[test]
fn what_members_say_of_the_score() {
    let says = |scores: &[u16]| {
        let anime = scores.iter().enumerate().map(|(at, score)| Anime {
            score: Some(Score(*score)),
            members: Some(10u32.pow(at as u32)),
            ..Anime::titled(1 + at as u32, "Title")
        });
        figure_of("score-members", anime).title
    };
    for (scores, expected) in [
        (&[500, 600, 900][..], "The more members know a title, the higher its score"),
        (&[900, 600, 500], "The more members know a title, the lower its score"),
        // Correlated by 0.12 and by -0.12.
        (&[500, 700, 600, 560], "How many know a title says little of its score"),
        (&[560, 600, 700, 500], "How many know a title says little of its score"),
        (&[600, 700], "How many know a title says little of its score"),
    ] {
        assert_eq!(says(scores), expected, "{scores:?}");
    }
}

#[test]
fn the_script_of_most_native_titles() {
    let says = |native: &str| {
        let anime = Anime { japanese: Some(native.to_owned()), ..Anime::titled(1, "Title") };
        figure_of("languages", [anime]).title
    };
    for (native, expected) in [
        ("カウボーイ", "100% of native titles are surely Japanese"),
        ("나", "100% of native titles are surely Korean"),
        ("罗小黑", "100% of native titles are in Han characters alone"),
        ("Plain", "100% of native titles are in Latin letters"),
        ("Ну", "100% of native titles are in other characters"),
    ] {
        assert_eq!(says(native), expected);
    }
}

#[test]
fn half_of_the_members_are_no_older() {
    for (ages, expected) in [
        (&[(20, 3), (26, 2), (40, 4)][..], "Half of the members are 26 or younger"),
        (&[(20, 2), (40, 2)], "Half of the members are 20 or younger"),
        (&[(20, 2), (40, 3)], "Half of the members are 40 or younger"),
        (&[], "Nothing to count here"),
    ] {
        let count = |age| ages.iter().find(|(of, _)| *of == age).map_or(0, |(_, count)| *count);
        let members = Members { ages: AGES.map(count).collect(), ..Members::default() };
        assert_eq!(titles_of(1, members)("ages"), expected);
    }
}

#[test]
fn a_title_without_a_genre_has_no_part_in_the_genres_of_its_decade() {
    let dated = |year, anime| Anime { year: Some(year), ..anime };
    let anime = [dated(1990, of_genres(1, &["Action"])), dated(1970, of_genres(2, &[])), of_genres(3, &["Drama"])];
    let figure = figure_of("genres-by-decade", anime);
    assert_eq!((figure.n, figure.table().to_csv().as_str()), (1, "label,count\n1990s,1\n"));
}

#[test]
fn the_most_frequent_pair_may_be_of_rare_genres() {
    const PAIRS: [&[&str]; 9] = [
        &["Action"],
        &["Action"],
        &["Action"],
        &["Action", "Comedy"],
        &["Comedy"],
        &["Comedy"],
        &["Comedy"],
        &["Drama", "Horror"],
        &["Horror", "Drama"],
    ];
    let anime = PAIRS.iter().zip(1..).map(|(genres, id)| of_genres(id, genres));
    assert_eq!(figure_of("genre-pairs", anime).title, "Drama and Horror go together most often");
}

#[test]
fn titles_of_small_genres_alone_have_no_box() {
    let scored = |anime| Anime { score: Some(Score(700)), ..anime };
    // Twenty genres of two titles each, and one of one.
    let anime = (0..41).map(|id| scored(of_genres(1 + id, &[&format!("Genre {}", id / 2)])));
    let figure = figure_of("scores-by-genre", anime);
    assert_eq!((figure.n, figure.table().rows.len()), (40, 20));
    assert_eq!(figure.left_out, [("without any of these genres".to_owned(), 1)]);
}

#[test]
fn whose_titles_are_counted() {
    let of = |query: &str| {
        let Plot::Bars(bars) = figure("types", query, &[(1, None)]).plot else { unreachable!("types are bars") };
        bars.series.into_iter().map(|series| series.name).collect::<Vec<_>>()
    };
    assert_eq!(of(""), ["All titles", "You"]);
    assert_eq!(of("type=tv"), ["Filtered titles", "You"]);
}

#[test]
fn genders_of_nobody_are_none() {
    let genders = |count| Members { genders: vec![("Male".to_owned(), count)], ..Members::default() };
    assert_eq!(titles_of(1, genders(0))("genders"), "Nothing to count here");
    assert_eq!(titles_of(1, genders(3))("genders"), "100% of the members who say are male");
}

/// The picks' ratings, and whose they are.
#[test]
fn what_is_no_rating_is_none() {
    let you = You::new([(AnimeId(1), Some(10)), (AnimeId(2), Some(11)), (AnimeId(3), Some(0)), (AnimeId(4), None)]);
    let said = [1, 2, 3, 4, 5].map(|id| you.pick(AnimeId(id)));
    assert_eq!(said, [Some(Some(10)), Some(None), Some(None), Some(None), None]);
    assert!(!you.is_empty() && You::default().is_empty());
}

/// A bar has a beginning and an end.
#[test]
fn columns_have_an_edge_more_than_bars() {
    for figure in figures_of("", &[]) {
        if let Plot::Columns(columns) = figure.plot {
            assert_eq!(columns.edges.len(), columns.labels.len() + 1, "{}", figure.id);
            assert!(columns.edges.is_sorted_by(|a, b| a < b), "{}: {:?}", figure.id, columns.edges);
        }
    }
}
