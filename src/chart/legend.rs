//! The legend of a figure: what its colours and shapes mean, and what can be switched off.

use super::{Colour, Theme, columns};
use crate::eda::{Figure, Plot, Series};
use crate::t;

/// What stands for a series, besides its colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    /// A filled square.
    Square,
    /// A square half as strong, for the upper part of two.
    Pale,
    /// A thin bar.
    Bar,
    /// A pin: a dot on a stem.
    Pin,
    /// A dot.
    Dot,
    /// A ring around a dot.
    Ring,
    /// An underlined letter.
    Underline,
}

/// One entry; its place in the legend is what [`super::View::hidden`] lists.
#[derive(Clone, PartialEq, Debug)]
pub struct LegendEntry {
    /// What it is.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// Its shape.
    pub sign: Sign,
}

/// The entries of a figure's legend. Empty where there is one series alone, of which the title says what it is.
pub fn legend(figure: &Figure, theme: &Theme) -> Vec<LegendEntry> {
    let entry = |name: &str, colour: Colour, sign: Sign| LegendEntry { name: name.to_owned(), colour, sign };
    match &figure.plot {
        Plot::Bars(bars) => of_series(&bars.series, |index, series| {
            if series.is_you { (theme.ink, Sign::Bar) } else { (theme.category(index), Sign::Square) }
        }),
        Plot::Columns(columns) => of_series(&columns.series, |index, series| {
            let paint = columns::colour(columns, index, theme);
            match (series.is_you, paint.1 < 1.0) {
                (true, _) => (theme.ink, Sign::Pin),
                (false, pale) => (paint.0, if pale { Sign::Pale } else { Sign::Square }),
            }
        }),
        Plot::Shares(shares) => of_series(&shares.series, |index, _| (theme.category(index), Sign::Square)),
        Plot::Points(data) if data.points.iter().any(|point| point.is_yours) => picks(theme),
        Plot::Space(data) if data.points.iter().any(|point| point.is_yours) => picks(theme),
        Plot::Violins(data) | Plot::Boxes(data) if data.groups.iter().any(|group| !group.yours.is_empty()) => {
            vec![entry(&t!("chart-yours"), theme.accent, Sign::Dot)]
        }
        Plot::Donut(slices) => {
            let slice =
                |(index, slice): (usize, &crate::eda::Slice)| entry(&slice.label, theme.category(index), Sign::Square);
            let yours = slices.iter().any(|slice| slice.yours.is_some_and(|count| count > 0));
            let yours = yours.then(|| entry(&t!("chart-you-inner"), theme.ink, Sign::Ring));
            slices.iter().enumerate().map(slice).chain(yours).collect()
        }
        Plot::Words(all) if all.iter().any(|word| word.is_yours) => {
            vec![
                entry(&t!("chart-other-titles"), theme.categories[0], Sign::Square),
                entry(&t!("map-your-picks"), theme.accent, Sign::Underline),
            ]
        }
        _ => Vec::new(),
    }
}

/// In the order of `points::OTHERS` and `points::YOURS`.
fn picks(theme: &Theme) -> Vec<LegendEntry> {
    vec![
        LegendEntry { name: t!("eda-all-titles"), colour: theme.categories[0], sign: Sign::Square },
        LegendEntry { name: t!("map-your-picks"), colour: theme.accent, sign: Sign::Ring },
    ]
}

fn of_series(series: &[Series], look: impl Fn(usize, &Series) -> (Colour, Sign)) -> Vec<LegendEntry> {
    if series.len() < 2 {
        return Vec::new();
    }
    let entry = |(index, series): (usize, &Series)| {
        let (colour, sign) = look(index, series);
        let name =
            if series.own_scale { t!("chart-own-scale", name = series.name.as_str()) } else { series.name.clone() };
        LegendEntry { name, colour, sign }
    };
    series.iter().enumerate().map(entry).collect()
}
