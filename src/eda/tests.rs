mod findings;

use super::*;
use crate::catalog::{AnimeId, DataSet};
use std::collections::BTreeSet;

/// The figures of the sample for a query and picks.
fn figures_of(query: &str, picks: &[(u32, Option<u8>)]) -> Vec<Figure> {
    let catalogue = samples::catalogue();
    let (filter, warnings) = Filter::from_query(query, &catalogue);
    assert_eq!(warnings, [], "{query}");
    let you = You::new(picks.iter().map(|(id, rating)| (AnimeId(*id), *rating)));
    figures(&catalogue, &samples::data(), &filter, &you)
}

fn figure(id: &str, query: &str, picks: &[(u32, Option<u8>)]) -> Figure {
    figures_of(query, picks).into_iter().find(|figure| figure.id == id).unwrap()
}

#[test]
fn figures_stand_in_sections_each_with_a_name_of_its_own() {
    let figures = figures_of("", &[]);
    assert!(figures.is_sorted_by_key(|figure| figure.section));
    let ids: BTreeSet<&str> = figures.iter().map(|figure| figure.id).collect();
    assert_eq!(ids.len(), figures.len());
    for figure in &figures {
        let is_name = figure.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(is_name && !figure.title.ends_with('.'), "{}: {}", figure.id, figure.title);
        assert!(figure.caption.contains(&format!("n = {}", thousands(figure.n))), "{}", figure.caption);
        let whose = figure.unfiltered.as_ref().map(|why| why.split(' ').next().unwrap().to_owned());
        let expected = match (figure.section, figure.id) {
            (Section::People, _) => Some("Members"),
            (_, "ratings-per-user") => Some("Users"),
            _ => None,
        };
        assert_eq!(whose.as_deref(), expected, "{}", figure.id);
    }
}

/// The sample's figures as tables, line by line.
#[test]
fn tables() {
    const NO_PICKS: &[(u32, Option<u8>)] = &[];
    const PICKS: &[(u32, Option<u8>)] = &[(1, Some(9)), (30, None), (60, None), (999, Some(1))];
    for (id, query, picks, expected) in [
        ("types", "", NO_PICKS, "label,count\nTV,2\nMovie,1\nOVA,1\nTV Special,1\n"),
        ("types", "years=1998-2001", NO_PICKS, "label,count\nMovie,1\nTV,1\n"),
        ("types", "", PICKS, "label,count,you\nTV,2,2\nMovie,1,0\nOVA,1,0\nTV Special,1,0\n"),
        ("genres", "", NO_PICKS, "label,count\nSci-Fi,3\nAction,2\nComedy,2\nDrama,1\n"),
        ("genres", "type=tv", PICKS, "label,count,you\nSci-Fi,2,2\nAction,1,1\nDrama,1,1\n"),
        ("words", "type=tv,movie", &[(5, None)], "label,count,you\nSci-Fi,3,1\nAction,2,1\nDrama,1,\n"),
        ("genre-pairs", "type=tv", NO_PICKS, "label,with,count\nSci-Fi,Action,1\nSci-Fi,Drama,1\nAction,Drama,1\n"),
        (
            "languages",
            "",
            NO_PICKS,
            "label,count\nJapanese,2\nChinese or Japanese (Han only),1\nKorean,1\nLatin letters,1\n",
        ),
        ("studios", "", NO_PICKS, "label,count\nSunrise,2\nBones,1\n\"Gainax, Tatsunoko\",1\n"),
        ("sources", "", NO_PICKS, "label,count\nOriginal,3\nManga,1\n"),
        (
            "seasons",
            "",
            PICKS,
            "label,count,premiered,aired,you\nWinter,0,0,0,0\nSpring,1,1,0,1\nSummer,1,0,1,0\nFall,1,1,0,1\n",
        ),
        (
            "seasons",
            "type=tv",
            NO_PICKS,
            "label,count,premiered,aired\nWinter,0,0,0\nSpring,1,1,0\nSummer,0,0,0\nFall,1,1,0\n",
        ),
        ("years", "years=1998-2001", NO_PICKS, "label,premiered,aired\n1998,1,0\n1999,0,0\n2000,0,0\n2001,0,1\n"),
        ("years", "type=movie", &[(5, None)], "label,premiered,aired,you\n2001,0,1,1\n"),
        ("genres-by-decade", "type=movie,ova", NO_PICKS, "label,action,comedy,sci-fi\n2000s,1,1,1\n"),
        (
            "score-members",
            "type=movie,tv,ova",
            &[(5, None)],
            "anime_id,title,members,score,you\n1,Title 1,1771505,8.75,\n5,\"Tengoku, no \"\"Tobira\"\"\",360978,8.38,1\n\
             30,Title 30,1500000,8.35,\n",
        ),
        (
            "popularity-space",
            "type=movie",
            NO_PICKS,
            "anime_id,title,popularity rank,members,score\n5,\"Tengoku, no \"\"Tobira\"\"\",602,360978,8.38\n",
        ),
        (
            "scores-by-type",
            "type=tv",
            PICKS,
            "label,n,minimum,lower whisker,lower quartile,median,upper quartile,upper whisker,maximum,outliers,you,value\n\
             TV,2,8.35,8.35,8.45,8.55,8.65,8.75,8.75,0,1,\nTV,,,,,,,,,,1,9\n",
        ),
        (
            "popularity-by-type",
            "type=movie",
            NO_PICKS,
            "label,n,minimum,lower whisker,lower quartile,median,upper quartile,upper whisker,maximum,outliers,value,\
             density\nMovie,1,602,602,602,602,602,602,602,0,,\nMovie,,,,,,,,,,602,1\n",
        ),
        ("genders", "type=movie", PICKS, "label,count\nMale,5\nFemale,3\n"),
        ("locations", "", NO_PICKS, "label,count\n\"Korea, South\",4\nJapan,1\n"),
        (
            "ratings",
            "",
            PICKS,
            "label,count,you\n1,1,0\n2,0,0\n3,0,0\n4,0,0\n5,0,0\n6,0,0\n7,0,0\n8,1,0\n9,2,1\n10,5,0\n",
        ),
        ("ratings-per-user", "type=movie", NO_PICKS, "label,count\n1,2\n2 to 3,1\n4 to 7,1\n"),
        ("ratings-per-anime", "", NO_PICKS, "label,count\n1,\n2 to 3,\n4 to 7,2\n"),
    ] {
        assert_eq!(figure(id, query, picks).table().to_csv(), expected, "{id} {query}");
    }
}

/// What each figure of the sample finds, counted by hand.
#[test]
fn what_every_figure_says() {
    let expected = [
        ("types", 5, "TV is the largest type: 40% of the titles", "1 of unknown type left out"),
        ("genres", 5, "Sci-Fi leads every other genre", "1 without a genre left out"),
        ("words", 5, "In a few words: Sci-Fi, Action and Comedy", "1 without a genre left out"),
        ("genre-pairs", 2, "Sci-Fi and Action go together most often", "4 without two of these genres left out"),
        ("languages", 5, "40% of native titles are surely Japanese", "1 without a native title left out"),
        (
            "score-members",
            3,
            "The more members know a title, the higher its score",
            "2 without a score, 1 without members left out",
        ),
        (
            "popularity-by-type",
            4,
            "TV is the most popular type: half of its titles rank 52 or better",
            "2 without a type or a rank left out",
        ),
        ("scores-by-type", 4, "TV scores highest at the median, OVA lowest", "2 without a type or a score left out"),
        ("scores-by-genre", 4, "Drama scores highest at the median, Comedy lowest", "2 without a score left out"),
        ("popularity-space", 3, "The mean score is 8.5", "3 without a rank, members or a score left out"),
        ("seasons", 3, "Most titles start in spring, summer and fall", "3 without a season left out"),
        ("years", 4, "No year has many more titles than the others", "2 without a year left out"),
        ("genres-by-decade", 4, "Sci-Fi has the largest share", "2 without a genre or a year left out"),
        ("studios", 4, "Sunrise made more titles than any other studio", "2 without a studio left out"),
        ("sources", 4, "Original is the most frequent source: 75% of the titles", "2 without a source left out"),
        ("genders", 8, "62% of the members who say are male", "2 without a gender left out"),
        (
            "ages",
            4,
            "Half of the members are 26 or younger",
            "4 without an age, 2 younger than 10 or older than 59 left out",
        ),
        (
            "locations",
            5,
            "More members are in Korea, South than in any other place",
            "3 without a location, 2 of other locations left out",
        ),
        ("ratings", 9, "10 is the most frequent rating, and 89% are 7 or more", "1 of titles without facts left out"),
        (
            "ratings-per-user",
            4,
            "Half of the users gave 1 rating or fewer",
            "1 on a list but without a rating left out",
        ),
        ("ratings-per-anime", 2, "Half of the rated titles have 4 ratings or fewer", "4 without a rating left out"),
    ];
    let figures = figures_of("", &[]);
    assert_eq!(figures.len(), expected.len());
    for (figure, (id, n, title, left_out)) in figures.iter().zip(expected) {
        assert_eq!((figure.id, figure.n, figure.title.as_str()), (id, n, title));
        assert!(figure.caption.ends_with(&format!(" · n = {n}, {left_out}")), "{id}: {}", figure.caption);
    }
}

#[test]
fn what_a_figure_says() {
    for (id, query, title, caption) in [
        ("types", "", "TV is the largest type: 40% of the titles", "Titles a type · n = 5, 1 of unknown type left out"),
        (
            "genres",
            "type=movie",
            "Action and Sci-Fi lead the genres",
            "Titles a genre, of which a title may have several · n = 1 · filtered, 17% of all titles",
        ),
        ("years", "type=movie", "All of these titles are of 2001", ""),
        ("genre-pairs", "", "Sci-Fi and Action go together most often", ""),
        (
            "ages",
            "",
            "Half of the members are 26 or younger",
            "Members by age in years · n = 4, 4 without an age, 2 younger than 10 or older than 59 left out",
        ),
        (
            "ratings",
            "",
            "10 is the most frequent rating, and 89% are 7 or more",
            "Ratings that users gave · n = 9, 1 of titles without facts left out",
        ),
        ("ratings-per-user", "", "Half of the users gave 1 rating or fewer", ""),
        ("scores-by-type", "", "TV scores highest at the median, OVA lowest", ""),
        (
            "studios",
            "",
            "Sunrise made more titles than any other studio",
            "Titles a studio, joint productions apart · n = 4, 2 without a studio left out",
        ),
        (
            "score-members",
            "type=cm",
            "Nothing to count here",
            "Score and members of a title · n = 0 · filtered, 0% of all titles",
        ),
    ] {
        let figure = figure(id, query, &[]);
        assert_eq!(figure.title, title, "{id} {query}");
        assert!(caption.is_empty() || figure.caption == caption, "{id} {query}: {}", figure.caption);
    }
}

#[test]
fn where_nothing_passes_every_filtered_figure_says_so() {
    let empty = Catalogue::new(vec![], DataSet::default());
    let data = ChartData { members: Members::default(), ratings_per_user: vec![], ..samples::data() };
    let of_nothing = figures(&empty, &data, &Filter::default(), &You::default());
    for figure in figures_of("type=cm", &[(1, Some(9))]).iter().chain(&of_nothing) {
        // A ring of nothing is no ring.
        if let (0, Plot::Donut(slices)) = (figure.n, &figure.plot) {
            assert_eq!(slices, &[], "{}", figure.id);
        }
        if figure.unfiltered.is_none() || of_nothing.contains(figure) {
            assert_eq!((figure.n, figure.title.as_str()), (0, "Nothing to count here"), "{}", figure.id);
        }
    }
}

#[test]
fn cells() {
    for (number, expected) in [
        (0.0, "0"),
        (-0.000_01, "0"),
        (1_771_505.0, "1771505"),
        (8.75, "8.75"),
        (f64::from(8.38_f32), "8.38"),
        (1.0 / 3.0, "0.3333"),
        (100.0, "100"),
        (f64::NAN, ""),
    ] {
        assert_eq!(Cell::from(number).to_string(), expected);
    }
}
