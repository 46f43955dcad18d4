//! How titles are rated and how well they are known.

use super::distribution::{Shape, distribution};
use super::figure::{Axis, Distribution, Distributions, Figure, Plot, Point, Points, Section, Space};
use super::selection::{Selection, Title, left_out, nothing};
use crate::catalog::{GenreId, Kind};
use crate::language::names;
use crate::t;
use std::cmp::Reverse;

/// How many genres have a box.
const BOXED_GENRES: usize = 20;
/// Scores are known in hundredths.
const HUNDREDTHS: f64 = 100.0;

pub(super) fn figures(selection: &Selection) -> Vec<Figure> {
    vec![
        score_and_members(selection),
        popularity_by_type(selection),
        scores_by_type(selection),
        scores_by_genre(selection),
        popularity_space(selection),
    ]
}

fn score_axis() -> Axis {
    Axis { name: t!("eda-score"), log: false }
}

/// Members are from dozens to millions.
fn members_axis() -> Axis {
    Axis { name: t!("eda-members"), log: true }
}

fn rank_axis() -> Axis {
    Axis { name: t!("eda-popularity-rank"), log: false }
}

/// A title's members and score, where both are known and the members have a place on a logarithmic axis.
fn members_and_score(title: &Title) -> Option<(f32, f32)> {
    let members = title.anime.members().filter(|members| *members > 0)?;
    Some((members as f32, title.anime.score()?.value()))
}

fn point(title: &Title, x: f32, y: f32, z: f32) -> Point {
    Point { anime: title.anime.id(), x, y, z, is_yours: title.is_yours }
}

fn score_and_members(selection: &Selection) -> Figure {
    let (mut points, mut titles) = (Vec::new(), Vec::new());
    let mut without_score = 0;
    for title in &selection.titles {
        without_score += u64::from(title.anime.score().is_none());
        if let Some((members, score)) = members_and_score(title) {
            points.push(point(title, members, score, 0.0));
            titles.push(title.anime.romaji().to_owned());
        }
    }
    let n = points.len() as u64;
    let without_members = selection.titles.len() as u64 - n - without_score;
    let left_out = left_out([(t!("eda-without-score"), without_score), (t!("eda-without-members"), without_members)]);
    let related = correlation(points.iter().map(|point| (f64::from(point.x).ln(), f64::from(point.y))));
    Figure {
        id: "score-members",
        section: Section::Scores,
        title: match related {
            _ if n == 0 => nothing(),
            Some(related) if related > 0.2 => t!("score-members-higher"),
            Some(related) if related < -0.2 => t!("score-members-lower"),
            _ => t!("score-members-little"),
        },
        caption: selection.caption(&t!("score-members-caption"), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Points(Points { x: members_axis(), y: score_axis(), points, titles }),
    }
}

/// Pearson's correlation of at least three pairs, neither side of them constant.
fn correlation(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let n = pairs.clone().count() as f64;
    let (x_mean, y_mean) = pairs.clone().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / n, y + pair.1 / n));
    let [xy, xx, yy] = pairs.fold([0.0; 3], |[xy, xx, yy], pair| {
        let (x, y) = (pair.0 - x_mean, pair.1 - y_mean);
        [xy + x * y, xx + x * x, yy + y * y]
    });
    (n >= 3.0 && xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

/// The titles of each known type.
fn by_type<'a, 'b>(selection: &'b Selection<'a>) -> Vec<(String, Vec<&'b Title<'a>>)> {
    let known = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Unknown);
    let of = |kind| selection.titles.iter().filter(|title| title.anime.kind() == kind).collect();
    known.map(|kind| (names::kind(kind.name()), of(kind))).collect()
}

fn popularity_by_type(selection: &Selection) -> Figure {
    let groups = (by_type(selection).into_iter()).filter_map(|(label, titles)| {
        let ranks = titles.iter().filter_map(|title| title.popularity).collect();
        let yours = titles.iter().filter(|title| title.is_yours).filter_map(|title| title.popularity);
        distribution(&label, ranks, 1.0, yours.map(f64::from).collect(), Shape::Violin)
    });
    let mut groups: Vec<Distribution> = groups.collect();
    groups.sort_by_key(|group| Reverse(group.n));
    let best = groups.iter().min_by(|a, b| a.quartiles[1].total_cmp(&b.quartiles[1]));
    let n = groups.iter().map(|group| group.n).sum();
    let left_out = left_out([(t!("eda-without-type-or-rank"), selection.titles.len() as u64 - n)]);
    Figure {
        id: "popularity-by-type",
        section: Section::Scores,
        title: best.map_or(nothing(), |best| {
            t!("popularity-best", name = best.label.as_str(), rank = best.quartiles[1].round())
        }),
        caption: selection.caption(&t!("popularity-caption"), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Violins(Distributions { category: t!("eda-type"), value: rank_axis(), groups }),
    }
}

/// The scores of titles, with the visitor's own ratings beside them.
fn score_distribution(label: &str, titles: &[&Title]) -> Option<Distribution> {
    let scores = titles.iter().filter_map(|title| Some(u32::from(title.anime.score()?.0))).collect();
    let yours = titles.iter().filter_map(|title| title.your_rating).map(f64::from).collect();
    distribution(label, scores, HUNDREDTHS, yours, Shape::Box)
}

/// The finding of boxes: whose median is the highest and whose the lowest.
fn highest_and_lowest(groups: &[Distribution]) -> String {
    let median = |group: &&Distribution| group.quartiles[1];
    let highest = groups.iter().max_by(|a, b| median(a).total_cmp(&median(b)));
    let lowest = groups.iter().min_by(|a, b| median(a).total_cmp(&median(b)));
    match (highest, lowest) {
        (Some(high), Some(low)) if median(&high) > median(&low) => {
            t!("scores-highest", high = high.label.as_str(), low = low.label.as_str())
        }
        (Some(only), _) if groups.len() == 1 => {
            t!("scores-half", name = only.label.as_str(), score = format!("{:.2}", median(&only)))
        }
        (Some(_), _) => t!("scores-same"),
        (None, _) => nothing(),
    }
}

fn scores_by_type(selection: &Selection) -> Figure {
    let groups = by_type(selection).into_iter().filter_map(|(label, titles)| score_distribution(&label, &titles));
    let mut groups: Vec<Distribution> = groups.collect();
    groups.sort_by_key(|group| Reverse(group.n));
    let n = groups.iter().map(|group| group.n).sum();
    let left_out = left_out([(t!("eda-without-type-or-score"), selection.titles.len() as u64 - n)]);
    Figure {
        id: "scores-by-type",
        section: Section::Scores,
        title: highest_and_lowest(&groups),
        caption: selection.caption(&t!("scores-type-caption"), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Boxes(Distributions { category: t!("eda-type"), value: score_axis(), groups }),
    }
}

/// The largest genres, the one with the highest median first.
fn scores_by_genre(selection: &Selection) -> Figure {
    let mut titles: Vec<(String, Vec<&Title>)> =
        selection.catalogue.genres().map(|(_, name)| (names::genre(name), Vec::new())).collect();
    for title in &selection.titles {
        title.anime.genres().for_each(|genre| titles[usize::from(genre.0)].1.push(title));
    }
    let groups = titles.into_iter().filter_map(|(genre, titles)| score_distribution(&genre, &titles));
    let mut groups: Vec<Distribution> = groups.collect();
    groups.sort_by_key(|group| Reverse(group.n));
    groups.truncate(BOXED_GENRES);
    groups.sort_by(|a, b| b.quartiles[1].total_cmp(&a.quartiles[1]));
    let scored = || selection.titles.iter().filter(|title| title.anime.score().is_some());
    let boxed = |(_, name)| groups.iter().any(|group| group.label == names::genre(name));
    let boxed: Vec<bool> = selection.catalogue.genres().map(boxed).collect();
    let is_boxed = |genre: GenreId| boxed[usize::from(genre.0)];
    let n = scored().filter(|title| title.anime.genres().any(is_boxed)).count() as u64;
    let scored = scored().count() as u64;
    let left_out = left_out([
        (t!("eda-without-score"), selection.titles.len() as u64 - scored),
        (t!("eda-without-these-genres"), scored - n),
    ]);
    Figure {
        id: "scores-by-genre",
        section: Section::Scores,
        title: highest_and_lowest(&groups),
        caption: selection.caption(&t!("scores-genre-caption", count = groups.len()), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Boxes(Distributions { category: t!("eda-genre"), value: score_axis(), groups }),
    }
}

fn popularity_space(selection: &Selection) -> Figure {
    let (mut points, mut titles) = (Vec::new(), Vec::new());
    for title in &selection.titles {
        if let (Some(rank), Some((members, score))) = (title.popularity, members_and_score(title)) {
            points.push(point(title, rank as f32, members, score));
            titles.push(title.anime.romaji().to_owned());
        }
    }
    let n = points.len() as u64;
    let left_out = left_out([(t!("eda-without-rank-members-score"), selection.titles.len() as u64 - n)]);
    Figure {
        id: "popularity-space",
        section: Section::Scores,
        title: popular_tenth(&points),
        caption: selection.caption(&t!("space-caption"), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Space(Space { axes: [rank_axis(), members_axis(), score_axis()], points, titles }),
    }
}

/// The mean score of the most popular tenth beside that of all others.
fn popular_tenth(points: &[Point]) -> String {
    let mut ranked: Vec<(f32, f32)> = points.iter().map(|point| (point.x, point.z)).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (popular, others) = ranked.split_at(ranked.len() / 10);
    let mean = |points: &[(f32, f32)]| points.iter().map(|point| f64::from(point.1)).sum::<f64>() / points.len() as f64;
    match (popular.len(), others.len()) {
        (0, 0) => nothing(),
        (0, _) => t!("space-mean", score = format!("{:.1}", mean(others))),
        _ => t!(
            "space-popular-tenth",
            popular = format!("{:.1}", mean(popular)),
            others = format!("{:.1}", mean(others))
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlations() {
        for (pairs, expected) in [
            (vec![], None),
            (vec![(1.0, 1.0), (2.0, 2.0)], None),
            (vec![(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)], None),
            (vec![(1.0, 3.0), (2.0, 3.0), (3.0, 3.0)], None),
            (vec![(1.0, 10.0), (2.0, 20.0), (4.0, 40.0)], Some(1.0)),
            (vec![(1.0, -10.0), (2.0, -20.0), (4.0, -40.0)], Some(-1.0)),
            // The means are 2.5 and 3; the products add up to 3, the squares to 5 and 10.
            (vec![(1.0, 1.0), (2.0, 5.0), (3.0, 2.0), (4.0, 4.0)], Some(3.0 / 50f64.sqrt())),
        ] {
            let found = correlation(pairs.iter().copied());
            let same = match (found, expected) {
                (Some(found), Some(expected)) => (found - expected).abs() < 1e-12,
                (found, expected) => found == expected,
            };
            assert!(same, "{pairs:?}: {found:?} beside {expected:?}");
        }
    }

    #[test]
    fn the_highest_and_the_lowest_median() {
        let group = |label, scores: &[u32]| distribution(label, scores.to_vec(), HUNDREDTHS, vec![], Shape::Box);
        for (groups, expected) in [
            (vec![], "Nothing to count here"),
            (vec![group("TV", &[700, 725])], "Half of TV scores 7.12 or more"),
            (vec![group("TV", &[700]), group("OVA", &[700])], "All have the same median score"),
            (
                vec![group("TV", &[700]), group("OVA", &[500, 690]), group("Movie", &[600, 810]), group("ONA", &[640])],
                "Movie scores highest at the median, OVA lowest",
            ),
        ] {
            assert_eq!(highest_and_lowest(&groups.into_iter().flatten().collect::<Vec<_>>()), expected);
        }
    }

    #[test]
    fn the_popular_tenth_beside_the_others() {
        // Ranked from the last to the first.
        let points = |scores: &[f32]| -> Vec<Point> {
            let ranks = (1..=scores.len()).rev();
            let point = |(rank, score): (usize, &f32)| Point {
                anime: crate::catalog::AnimeId(1),
                x: rank as f32,
                y: 0.0,
                z: *score,
                is_yours: false,
            };
            ranks.zip(scores).map(point).collect()
        };
        let twenty = [[5.0; 18].as_slice(), &[8.0, 9.0]].concat();
        for (scores, expected) in [
            (&[][..], "Nothing to count here"),
            (&[6.0, 7.0], "The mean score is 6.5"),
            (&twenty[..], "The most popular tenth scores 8.5 on average, the others 5.0"),
        ] {
            assert_eq!(popular_tenth(&points(scores)), expected);
        }
    }
}
