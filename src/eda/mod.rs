//! The exploratory analysis of the data set: from facts and ratings to figures, which a chart then draws.
//!
//! Pure and native. [`figures`] is the whole of it; everything else is what goes in ([`ChartData`], [`crate::catalog::Filter`],
//! [`You`]) or what comes out ([`Figure`], its [`Table`]).

mod chart_data;
mod distribution;
mod figure;
mod language;
mod makers;
mod people;
mod ratings;
mod scores;
mod selection;
mod table;
mod tally;
mod time;
mod titles;
mod words;
mod you;

pub use chart_data::{AGES, ChartData, ChartDataError, Members, RatingCounts};
pub use figure::*;
pub use table::{Cell, Table};
pub use words::thousands;
pub use you::You;

use crate::catalog::{Catalogue, Filter};
use selection::Selection;

/// Every figure, in the order of the page: section by section.
///
/// Filters reach all that is counted by title; what is counted by user or by member says so in
/// [`Figure::unfiltered`]. Titles of figures are findings, computed from the very numbers.
pub fn figures(catalogue: &Catalogue, data: &ChartData, filter: &Filter, you: &You) -> Vec<Figure> {
    let selection = Selection::new(catalogue, data, filter, you);
    [
        titles::figures(&selection),
        scores::figures(&selection),
        time::figures(&selection),
        makers::figures(&selection),
        people::figures(&data.members),
        ratings::figures(&selection, data),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
