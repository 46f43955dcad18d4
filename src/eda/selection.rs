//! The titles that pass the filter, joined with what else the charts know of them.

use super::figure::Series;
use super::words::percent;
use super::{ChartData, RatingCounts, You};

use crate::catalog::{AnimeRef, Catalogue, Filter};
use crate::t;

/// One title and what a chart may count of it.
#[derive(Clone, Copy)]
pub(super) struct Title<'a> {
    pub anime: AnimeRef<'a>,
    /// The rank by members, 1 being the most popular.
    pub popularity: Option<u32>,
    /// Whether year and season are of `Premiered`.
    pub is_premiered: bool,
    pub ratings: Option<&'a RatingCounts>,
    /// Whether the visitor picked it.
    pub is_yours: bool,
    /// The visitor's rating, 1 to 10.
    pub your_rating: Option<u8>,
}

/// The titles that pass the filter.
pub(super) struct Selection<'a> {
    pub catalogue: &'a Catalogue,
    pub titles: Vec<Title<'a>>,
    pub is_filtered: bool,
}

/// The title of a figure without numbers.
pub(super) fn nothing() -> String {
    t!("eda-nothing")
}

impl<'a> Selection<'a> {
    pub fn new(catalogue: &'a Catalogue, data: &'a ChartData, filter: &Filter, you: &You) -> Self {
        let passed = catalogue.iter().filter(|anime| filter.passes(*anime));
        let titles = passed.map(|anime| {
            let pick = you.pick(anime.id());
            Title {
                anime,
                popularity: data.popularity(anime),
                is_premiered: data.is_premiered(anime),
                ratings: data.ratings(anime),
                is_yours: pick.is_some(),
                your_rating: pick.flatten(),
            }
        });
        Self { catalogue, titles: titles.collect(), is_filtered: !filter.is_empty() }
    }

    /// A figure's caption, which says how far the filter reaches.
    pub fn caption(&self, what: &str, n: u64, left_out: &[(String, u64)]) -> String {
        let text = caption(what, n, left_out);
        if self.is_filtered { t!("eda-caption-filtered", caption = text, share = self.share()) } else { text }
    }

    fn share(&self) -> String {
        percent(self.titles.len() as u64, self.catalogue.len() as u64)
    }

    /// The name of the series of all titles.
    pub fn everyone(&self) -> String {
        if self.is_filtered { t!("eda-filtered-titles") } else { t!("eda-all-titles") }
    }
}

/// A caption: what is counted, n, and what was left out.
pub(super) fn caption(what: &str, n: u64, left_out: &[(String, u64)]) -> String {
    if left_out.is_empty() {
        return t!("eda-caption", what = what, n = n);
    }
    let entry = |(reason, count): &(String, u64)| t!("eda-left-out", reason = reason.as_str(), count = *count);
    let entries = left_out.iter().map(entry).collect::<Vec<_>>().join(&t!("names-comma"));
    t!("eda-caption-left-out", what = what, n = n, left_out = entries)
}

/// What was left out, without what was not.
pub(super) fn left_out<const N: usize>(reasons: [(String, u64); N]) -> Vec<(String, u64)> {
    reasons.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// The series of everyone's counts and, where the visitor has any, of the visitor's beside it.
pub(super) fn with_yours(name: &str, all: Vec<f64>, yours: Vec<f64>) -> Vec<Series> {
    let everyone = Series { name: name.to_owned(), values: all, is_you: false, own_scale: false };
    let mut series = vec![everyone];
    series.extend(your_series(yours));
    series
}

/// The visitor's series, if there is anything in it.
pub(super) fn your_series(values: Vec<f64>) -> Option<Series> {
    let any = values.iter().any(|value| *value > 0.0);
    any.then(|| Series { name: t!("eda-you"), values, is_you: true, own_scale: true })
}
