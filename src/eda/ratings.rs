//! What the users' ratings say: their distribution, and their long tails by user and by anime.

use super::ChartData;
use super::figure::{Axis, Columns, Figure, Plot, Section};
use super::selection::{Selection, caption, left_out, nothing, with_yours};
use super::words::{leaders, percent};
use crate::t;
use std::cmp::Reverse;

pub(super) fn figures(selection: &Selection, data: &ChartData) -> Vec<Figure> {
    vec![ratings(selection, data), per_user(data), per_anime(selection)]
}

fn ratings(selection: &Selection, data: &ChartData) -> Figure {
    let mut all = [0u64; 10];
    let mut yours = [0.0; 10];
    for title in &selection.titles {
        for (sum, count) in all.iter_mut().zip(title.ratings.into_iter().flatten()) {
            *sum += u64::from(*count);
        }
        if let Some(rating) = title.your_rating {
            yours[usize::from(rating) - 1] += 1.0;
        }
    }
    let n: u64 = all.iter().sum();
    let labels: Vec<String> = (1..=10).map(|rating| rating.to_string()).collect();
    let mut ranked: Vec<(&str, u64)> = labels.iter().map(String::as_str).zip(all).collect();
    ranked.sort_by_key(|(_, count)| Reverse(*count));
    let title = match leaders(ranked) {
        Some((rating, false)) => {
            let high = percent(all[6..].iter().sum(), n);
            t!("ratings-most", rating = rating, high = high)
        }
        Some((ratings, true)) => t!("ratings-most-several", ratings = ratings),
        None if n > 0 => t!("ratings-none-leads"),
        None => nothing(),
    };
    let elsewhere = if selection.is_filtered { 0 } else { data.ratings_elsewhere };
    let left_out = left_out([(t!("ratings-without-facts"), elsewhere)]);
    Figure {
        id: "ratings",
        section: Section::Ratings,
        title,
        caption: selection.caption(&t!("ratings-caption"), n, &left_out),
        n,
        left_out,
        unfiltered: None,
        plot: Plot::Columns(Columns {
            x: Axis { name: t!("eda-rating"), log: false },
            y: Axis { name: t!("eda-ratings"), log: false },
            edges: (1..=11).map(f64::from).collect(),
            labels,
            series: with_yours(&t!("ratings-all"), all.map(|count| count as f64).to_vec(), yours.to_vec()),
        }),
    }
}

fn per_user(data: &ChartData) -> Figure {
    let tail = LongTail::new(data.ratings_per_user.iter().map(|(ratings, users)| (*ratings, u64::from(*users))));
    let left_out = left_out([(t!("ratings-on-a-list"), u64::from(data.data_set.users).saturating_sub(tail.n))]);
    Figure {
        id: "ratings-per-user",
        section: Section::Ratings,
        title: match tail.median {
            Some(median) => t!("ratings-half-of-users", count = median),
            None => nothing(),
        },
        caption: caption(&t!("ratings-users-caption"), tail.n, &left_out),
        n: tail.n,
        left_out,
        unfiltered: Some(t!("users-unfiltered")),
        plot: tail.columns(&t!("eda-users")),
    }
}

fn per_anime(selection: &Selection) -> Figure {
    let rated = selection.titles.iter().filter_map(|title| Some((title.ratings?.iter().sum(), 1)));
    let tail = LongTail::new(rated);
    let left_out = left_out([(t!("ratings-without"), selection.titles.len() as u64 - tail.n)]);
    Figure {
        id: "ratings-per-anime",
        section: Section::Ratings,
        title: match tail.median {
            Some(median) => t!("ratings-half-of-titles", count = median),
            None => nothing(),
        },
        caption: selection.caption(&t!("ratings-titles-caption"), tail.n, &left_out),
        n: tail.n,
        left_out,
        unfiltered: None,
        plot: tail.columns(&t!("eda-titles")),
    }
}

/// Things counted by the power of two that their number of ratings reaches.
struct LongTail {
    /// With 1, 2 to 3, 4 to 7 and so on.
    bins: Vec<u64>,
    n: u64,
    /// The number that at least half of the things don't exceed.
    median: Option<u32>,
}

impl LongTail {
    /// Counts (number of ratings, how many things have it); numbers of 0 have no place on a logarithmic axis.
    fn new(counts: impl Iterator<Item = (u32, u64)>) -> Self {
        let mut counts: Vec<(u32, u64)> = counts.filter(|(ratings, _)| *ratings > 0).collect();
        counts.sort_unstable();
        let mut bins = Vec::new();
        for (ratings, things) in &counts {
            let bin = ratings.ilog2() as usize;
            bins.resize(bins.len().max(bin + 1), 0);
            bins[bin] += things;
        }
        let n = bins.iter().sum();
        let mut passed = 0;
        let median = counts.iter().find(|(_, things)| {
            passed += things;
            2 * passed >= n
        });
        Self { bins, n, median: median.map(|(ratings, _)| *ratings) }
    }

    fn columns(&self, things: &str) -> Plot {
        let label = |bin: usize| match (1u64 << bin, (2u64 << bin) - 1) {
            (from, to) if from == to => from.to_string(),
            (from, to) => t!("range-from-to", from = from.to_string(), to = to.to_string()),
        };
        // Nothing has no place on a logarithmic axis either.
        let values = self.bins.iter().map(|count| if *count > 0 { *count as f64 } else { f64::NAN }).collect();
        let edges = if self.bins.is_empty() { 0 } else { self.bins.len() + 1 };
        Plot::Columns(Columns {
            x: Axis { name: t!("eda-ratings"), log: true },
            y: Axis { name: things.to_owned(), log: true },
            edges: (0..edges).map(|bin| (1u64 << bin) as f64).collect(),
            labels: (0..self.bins.len()).map(label).collect(),
            series: with_yours(things, values, Vec::new()),
        })
    }
}
