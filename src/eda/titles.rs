//! What there is: types, genres, their words and pairs, languages.

use super::figure::{Axis, Figure, Heat, Plot, Section, Word};
use super::language::language;
use super::selection::{Selection, left_out, nothing};
use super::tally::Tally;
use super::words::{listed, percent};
use crate::catalog::Kind;
use crate::language::names;
use crate::t;
use std::borrow::Cow;

/// How many genres the pairs are of.
const PAIRED_GENRES: usize = 15;

pub(super) fn figures(selection: &Selection) -> Vec<Figure> {
    let genres = Tally::new(&selection.titles, |title| title.anime.genre_names().map(Cow::from)).named(names::genre);
    vec![
        types(selection),
        by_genre(selection, &genres),
        words(selection, &genres),
        pairs(selection, &genres),
        languages(selection),
    ]
}

fn types(selection: &Selection) -> Figure {
    let tally = Tally::new(&selection.titles, |title| {
        Some(title.anime.kind()).filter(|kind| *kind != Kind::Unknown).map(|kind| Cow::from(kind.name()))
    })
    .named(names::kind);
    let share = |names: &str| {
        let all = tally.rows.first().map_or(0, |row| row.1.all);
        t!("types-largest", name = names, share = percent(all, tally.n))
    };
    let left_out = left_out([(t!("eda-without-type"), tally.without)]);
    Figure {
        id: "types",
        section: Section::Titles,
        title: match tally.leaders() {
            Some((names, false)) => share(&names),
            Some((names, true)) => t!("types-largest-several", names = names),
            None if tally.n > 0 => t!("types-none-leads"),
            None => nothing(),
        },
        caption: selection.caption(&t!("types-caption"), tally.n, &left_out),
        n: tally.n,
        left_out,
        unfiltered: None,
        plot: Plot::Bars(tally.bars(t!("eda-type"), &selection.everyone(), false, usize::MAX)),
    }
}

fn by_genre(selection: &Selection, genres: &Tally) -> Figure {
    let left_out = left_out([(t!("eda-without-genre"), genres.without)]);
    Figure {
        id: "genres",
        section: Section::Titles,
        title: match genres.leaders() {
            Some((name, false)) if genres.rows.len() == 1 => t!("genres-only", name = name),
            Some((name, false)) => t!("genres-leads", name = name),
            Some((names, true)) => t!("genres-lead", names = names),
            None if genres.n > 0 => t!("genres-none-leads"),
            None => nothing(),
        },
        caption: selection.caption(&t!("genres-caption"), genres.n, &left_out),
        n: genres.n,
        left_out,
        unfiltered: None,
        plot: Plot::Bars(genres.bars(t!("eda-genre"), &selection.everyone(), true, usize::MAX)),
    }
}

fn words(selection: &Selection, genres: &Tally) -> Figure {
    let left_out = left_out([(t!("eda-without-genre"), genres.without)]);
    let largest: Vec<&str> = genres.rows.iter().take(3).map(|(genre, _)| genre.as_str()).collect();
    let word = |(genre, count): &(String, super::tally::Count)| Word {
        text: genre.clone(),
        count: count.all,
        is_yours: count.yours > 0,
    };
    Figure {
        id: "words",
        section: Section::Titles,
        title: match largest.len() {
            0 => nothing(),
            1 => t!("words-one", word = largest[0]),
            _ => t!("words-few", words = listed(&largest)),
        },
        caption: selection.caption(&t!("words-caption"), genres.n, &left_out),
        n: genres.n,
        left_out,
        unfiltered: None,
        plot: Plot::Words(genres.rows.iter().map(word).collect()),
    }
}

/// How many titles have two genres at once. What would stand in the diagonal, a genre with itself, is no pair.
fn pairs(selection: &Selection, genres: &Tally) -> Figure {
    let labels: Vec<String> = genres.rows.iter().take(PAIRED_GENRES).map(|(genre, _)| genre.clone()).collect();
    let size = labels.len();
    let mut values = vec![0.0; size * size];
    (0..size).for_each(|genre| values[genre * size + genre] = f64::NAN);
    let place = |genre: &str| labels.iter().position(|label| label == genre);
    // By the catalogue's numbers of genres, so that no title compares names.
    let places: Vec<Option<usize>> = selection.catalogue.genres().map(|(_, name)| place(&names::genre(name))).collect();
    let (mut n, mut without) = (0, 0);
    for title in &selection.titles {
        let found: Vec<usize> =
            title.anime.genres().filter_map(|genre| places.get(usize::from(genre.0)).copied().flatten()).collect();
        *(if found.len() > 1 { &mut n } else { &mut without }) += 1;
        for (index, a) in found.iter().enumerate() {
            for b in &found[..index] {
                values[a * size + b] += 1.0;
                values[b * size + a] += 1.0;
            }
        }
    }
    let most = (0..size * size).filter(|cell| values[*cell] > 0.0).max_by(|a, b| {
        // Of equal pairs the first.
        values[*a].total_cmp(&values[*b]).then(b.cmp(a))
    });
    let left_out = left_out([(t!("pairs-without-two"), without)]);
    Figure {
        id: "genre-pairs",
        section: Section::Titles,
        title: most.map_or(nothing(), |cell| {
            t!("pairs-most", one = labels[cell / size].as_str(), other = labels[cell % size].as_str())
        }),
        caption: selection.caption(&t!("pairs-caption", count = size), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Heat(Heat { value: Axis { name: t!("eda-titles"), log: false }, labels, values }),
    }
}

fn languages(selection: &Selection) -> Figure {
    let tally = Tally::new(&selection.titles, |title| title.anime.japanese().map(|title| Cow::from(language(title))));
    let first = tally.rows.first();
    let mut bars = tally.bars(t!("eda-language"), &selection.everyone(), true, usize::MAX);
    bars.labels.iter_mut().for_each(|key| *key = t!(key));
    let left_out = left_out([(t!("languages-without"), tally.without)]);
    Figure {
        id: "languages",
        section: Section::Titles,
        title: first.map_or(nothing(), |(label, count)| {
            let share = percent(count.all, tally.n);
            match label.as_str() {
                "script-japanese" | "script-korean" => t!("languages-surely", share = share, language = t!(label)),
                "script-han" => t!("languages-han", share = share),
                "script-latin" => t!("languages-latin", share = share),
                _ => t!("languages-other", share = share),
            }
        }),
        caption: selection.caption(&t!("languages-caption"), tally.n, &left_out),
        n: tally.n,
        left_out,
        unfiltered: None,
        plot: Plot::Bars(bars),
    }
}
