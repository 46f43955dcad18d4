//! When it came out: seasons, years, and genres over the decades.

use super::figure::{Axis, Columns, Figure, Plot, Section, Series, Shares, Slice};
use super::selection::{Selection, left_out, nothing, your_series};
use super::words::leaders;
use crate::catalog::Season;
use crate::language::letters::small;
use crate::language::names;
use crate::t;
use std::cmp::Reverse;

/// How many genres have a share of their own.
const SHARED_GENRES: usize = 8;
/// The genres that a decade has at least to be compared with another: below, shares are chance.
const COMPARED_GENRES: f64 = 300.0;

/// The names of the two columns that dates are from.
const ORIGINS: [&str; 2] = ["Premiered", "Aired"];

pub(super) fn figures(selection: &Selection) -> Vec<Figure> {
    vec![seasons(selection), years(selection), genres_by_decade(selection)]
}

fn seasons(selection: &Selection) -> Figure {
    // Premiered, aired, yours.
    let mut counts = [[0u64; 3]; Season::ALL.len()];
    let (mut n, mut without) = (0, 0);
    for title in &selection.titles {
        let Some(season) = title.anime.season() else {
            without += 1;
            continue;
        };
        n += 1;
        let counts = &mut counts[season as usize];
        counts[usize::from(!title.is_premiered)] += 1;
        counts[2] += u64::from(title.is_yours);
    }
    let any_yours = counts.iter().any(|counts| counts[2] > 0);
    let slices: Vec<Slice> = (Season::ALL.iter().zip(counts))
        .map(|(season, [premiered, aired, yours])| Slice {
            label: names::season(season.name()),
            count: premiered + aired,
            yours: any_yours.then_some(yours),
            parts: vec![(ORIGINS[0], premiered), (ORIGINS[1], aired)],
        })
        .collect();
    let mut ranked: Vec<(&str, u64)> = slices.iter().map(|slice| (slice.label.as_str(), slice.count)).collect();
    ranked.sort_by_key(|(_, count)| Reverse(*count));
    let left_out = left_out([(t!("eda-without-season"), without)]);
    Figure {
        id: "seasons",
        section: Section::Time,
        title: match leaders(ranked) {
            Some((name, false)) => t!("seasons-most", name = small(&name)),
            Some((names, true)) => t!("seasons-most-several", names = small(&names)),
            None if n > 0 => t!("seasons-none-leads"),
            None => nothing(),
        },
        caption: selection.caption(&t!("seasons-caption"), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Donut(if n > 0 { slices } else { Vec::new() }),
    }
}

fn years(selection: &Selection) -> Figure {
    let dated = || selection.titles.iter().filter_map(|title| Some((title, title.anime.year()?)));
    let first = dated().map(|(_, year)| year).min();
    let last = dated().map(|(_, year)| year).max();
    let all = first.zip(last).map_or(0..0, |(first, last)| first..last + 1);
    // Premiered, aired, yours.
    let mut counts = [(); 3].map(|()| vec![0.0; all.len()]);
    let mut n = 0;
    for (title, year) in dated() {
        let row = usize::from(year - all.start);
        n += 1;
        counts[usize::from(!title.is_premiered)][row] += 1.0;
        counts[2][row] += f64::from(u8::from(title.is_yours));
    }
    let [premiered, aired, yours] = counts;
    let labels: Vec<String> = all.clone().map(|year| year.to_string()).collect();
    let mut ranked: Vec<(&str, u64)> = (labels.iter().zip(premiered.iter().zip(&aired)))
        .map(|(year, (a, b))| (year.as_str(), (a + b) as u64))
        .collect();
    ranked.sort_by_key(|(_, count)| Reverse(*count));
    let title = match leaders(ranked) {
        Some((year, false)) if labels.len() == 1 => t!("years-only", year = year),
        Some((year, false)) => t!("years-most", year = year),
        Some((years, true)) => t!("years-most-several", years = years),
        None if n > 0 => t!("years-none-leads"),
        None => nothing(),
    };
    let everyone = |name: &str, values| Series { name: name.to_owned(), values, is_you: false, own_scale: false };
    let mut series = vec![everyone(ORIGINS[0], premiered), everyone(ORIGINS[1], aired)];
    series.extend(your_series(yours));
    let left_out = left_out([(t!("eda-without-year"), selection.titles.len() as u64 - n)]);
    let edges = if all.is_empty() { Vec::new() } else { (all.start..=all.end).map(f64::from).collect() };
    Figure {
        id: "years",
        section: Section::Time,
        title,
        caption: selection.caption(&t!("years-caption"), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Columns(Columns {
            x: Axis { name: t!("eda-year"), log: false },
            y: Axis { name: t!("eda-titles"), log: false },
            edges,
            labels,
            series,
        }),
    }
}

fn genres_by_decade(selection: &Selection) -> Figure {
    let dated = || {
        let with_genre = selection.titles.iter().filter(|title| title.anime.genres().len() > 0);
        with_genre.filter_map(|title| Some((title, usize::from(title.anime.year()? / 10))))
    };
    let first = dated().map(|(_, decade)| decade).min().unwrap_or(0);
    let decades = dated().map(|(_, decade)| decade + 1 - first).max().unwrap_or(0);
    // By genre of the catalogue, then by decade.
    let mut counts = vec![vec![0.0; decades]; selection.catalogue.genres().len()];
    let mut n = 0;
    for (title, decade) in dated() {
        n += 1;
        title.anime.genres().for_each(|genre| counts[usize::from(genre.0)][decade - first] += 1.0);
    }
    let names = selection.catalogue.genres().map(|(_, name)| names::genre(name));
    let mut series: Vec<Series> = (names.zip(counts))
        .map(|(name, values)| Series { name, values, is_you: false, own_scale: false })
        .filter(|series| sum(series) > 0.0)
        .collect();
    series.sort_by(|a, b| sum(b).total_cmp(&sum(a)));
    let others = series.split_off(SHARED_GENRES.min(series.len()));
    if !others.is_empty() {
        let values = (0..decades).map(|decade| others.iter().map(|series| series.values[decade]).sum()).collect();
        series.push(Series { name: t!("decades-other-genres"), values, is_you: false, own_scale: false });
    }
    let labels: Vec<String> =
        (first..first + decades).map(|decade| t!("decades-decade", decade = format!("{decade}0"))).collect();
    let left_out = left_out([(t!("eda-without-genre-or-year"), selection.titles.len() as u64 - n)]);
    Figure {
        id: "genres-by-decade",
        section: Section::Time,
        title: change_over_time(&labels, &series).unwrap_or_else(|| match series.first() {
            Some(series) => t!("decades-largest", name = series.name.as_str()),
            None => nothing(),
        }),
        caption: selection.caption(&t!("decades-caption"), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Shares(Shares { x: Axis { name: t!("eda-decade"), log: false }, labels, series }),
    }
}

fn sum(series: &Series) -> f64 {
    series.values.iter().sum()
}

/// Which genre's share grew the most from the first decade with enough titles to the last.
fn change_over_time(labels: &[String], series: &[Series]) -> Option<String> {
    let total = |decade: usize| series.iter().map(|series| series.values[decade]).sum::<f64>();
    let mut compared = (0..labels.len()).filter(|decade| total(*decade) >= COMPARED_GENRES);
    let (from, to) = (compared.next()?, compared.next_back()?);
    let share = |series: &Series, decade: usize| series.values[decade] / total(decade);
    let growth = |series: &Series| share(series, to) - share(series, from);
    let most = (series.iter().take(SHARED_GENRES)).max_by(|a, b| growth(a).total_cmp(&growth(b)))?;
    let percent = |decade| format!("{:.0}%", 100.0 * share(most, decade));
    (growth(most) > 0.0).then(|| {
        t!(
            "decades-grew",
            name = most.name.as_str(),
            before = percent(from),
            after = percent(to),
            from = labels[from].as_str(),
            to = labels[to].as_str()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grew_the_most_between_decades_with_enough_titles() {
        let labels = ["1960s", "1970s", "1980s", "1990s", "2000s"].map(str::to_owned);
        let of = |counts: &[(&str, [f64; 5])]| -> Vec<Series> {
            let series = |(name, values): &(&str, [f64; 5])| Series {
                name: (*name).to_owned(),
                values: values.to_vec(),
                is_you: false,
                own_scale: false,
            };
            counts.iter().map(series).collect()
        };
        for (counts, expected) in [
            // The sixties have 299 genres only, the nineties fewer; shares count, not titles.
            (
                vec![
                    ("Action", [200.0, 150.0, 90.0, 60.0, 300.0]),
                    ("Comedy", [99.0, 120.0, 150.0, 40.0, 280.0]),
                    ("Drama", [0.0, 30.0, 60.0, 10.0, 420.0]),
                ],
                Some("Drama grew the most: 10% of the 1970s, 42% of the 2000s"),
            ),
            (vec![("Action", [0.0, 300.0, 0.0, 0.0, 0.0])], None),
            (vec![("Action", [0.0, 300.0, 0.0, 0.0, 600.0])], None),
            (vec![], None),
        ] {
            assert_eq!(change_over_time(&labels, &of(&counts)).as_deref(), expected);
        }
    }
}
