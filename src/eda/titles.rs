//! What there is: types, genres, their words and pairs, languages.

use super::figure::{Axis, Figure, Heat, Plot, Section, Word};
use super::language::language;
use super::selection::{NOTHING, Selection, left_out};
use super::tally::Tally;
use super::words::{listed, percent};
use crate::catalog::Kind;
use std::borrow::Cow;

/// How many genres the pairs are of.
const PAIRED_GENRES: usize = 15;

pub(super) fn figures(selection: &Selection) -> Vec<Figure> {
    let genres = Tally::new(&selection.titles, |title| title.anime.genre_names().map(Cow::from));
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
    });
    let share = |names: &str| {
        let all = tally.rows.first().map_or(0, |row| row.1.all);
        format!("{names} is the largest type: {} of the titles", percent(all, tally.n))
    };
    let left_out = left_out([("of unknown type", tally.without)]);
    Figure {
        id: "types",
        section: Section::Titles,
        title: match tally.leaders() {
            Some((names, false)) => share(&names),
            Some((names, true)) => format!("{names} are the largest types"),
            None if tally.n > 0 => "No type leads the others".to_owned(),
            None => NOTHING.to_owned(),
        },
        caption: selection.caption("Titles a type", tally.n, &left_out),
        n: tally.n,
        left_out,
        unfiltered: None,
        plot: Plot::Bars(tally.bars("Type", selection.everyone(), false, usize::MAX)),
    }
}

fn by_genre(selection: &Selection, genres: &Tally) -> Figure {
    let left_out = left_out([("without a genre", genres.without)]);
    Figure {
        id: "genres",
        section: Section::Titles,
        title: match genres.leaders() {
            Some((name, false)) if genres.rows.len() == 1 => format!("{name} is the only genre here"),
            Some((name, false)) => format!("{name} leads every other genre"),
            Some((names, true)) => format!("{names} lead the genres"),
            None if genres.n > 0 => "No genre leads the others".to_owned(),
            None => NOTHING.to_owned(),
        },
        caption: selection.caption("Titles a genre, of which a title may have several", genres.n, &left_out),
        n: genres.n,
        left_out,
        unfiltered: None,
        plot: Plot::Bars(genres.bars("Genre", selection.everyone(), true, usize::MAX)),
    }
}

fn words(selection: &Selection, genres: &Tally) -> Figure {
    let left_out = left_out([("without a genre", genres.without)]);
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
            0 => NOTHING.to_owned(),
            1 => format!("One word says it: {}", largest[0]),
            _ => format!("In a few words: {}", listed(&largest)),
        },
        caption: selection.caption("Genres, the larger the more titles", genres.n, &left_out),
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
    let places: Vec<Option<usize>> = selection.catalogue.genres().map(|(_, name)| place(name)).collect();
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
    let left_out = left_out([("without two of these genres", without)]);
    Figure {
        id: "genre-pairs",
        section: Section::Titles,
        title: most.map_or(NOTHING.to_owned(), |cell| {
            format!("{} and {} go together most often", labels[cell / size], labels[cell % size])
        }),
        caption: selection.caption(&format!("Titles with both genres, of the {size} largest"), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Heat(Heat { value: Axis { name: "Titles".to_owned(), log: false }, labels, values }),
    }
}

fn languages(selection: &Selection) -> Figure {
    let tally = Tally::new(&selection.titles, |title| title.anime.japanese().map(|title| Cow::from(language(title))));
    let first = tally.rows.first();
    let left_out = left_out([("without a native title", tally.without)]);
    Figure {
        id: "languages",
        section: Section::Titles,
        title: first.map_or(NOTHING.to_owned(), |(label, count)| {
            let named = match label.as_str() {
                "Japanese" | "Korean" => format!("surely {label}"),
                "Chinese or Japanese (Han only)" => "in Han characters alone".to_owned(),
                "Latin letters" => "in Latin letters".to_owned(),
                _ => "in other characters".to_owned(),
            };
            format!("{} of native titles are {named}", percent(count.all, tally.n))
        }),
        caption: selection.caption(
            "Native titles by language, told by script: kana is Japanese, Hangul Korean, Han alone may be either of two",
            tally.n,
            &left_out,
        ),
        n: tally.n,
        left_out,
        unfiltered: None,
        plot: Plot::Bars(tally.bars("Language", selection.everyone(), true, usize::MAX)),
    }
}
