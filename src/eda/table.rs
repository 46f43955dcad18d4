//! A figure as a table: every number that a chart draws is in a row of it.

use super::figure::{Bars, Columns, Distributions, Figure, Heat, Plot, Point, Series, Shares, Slice, Word};
use crate::language::letters::small;
use std::fmt;

/// One cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// A label, a title.
    Text(String),
    /// A number.
    Number(f64),
    /// There is no such value.
    Empty,
}

/// A figure's numbers.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// The names of the columns, in lower case.
    pub columns: Vec<String>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Figure {
    /// Every number of the figure. The first column is `label`, or `anime_id` where a row is an anime; the visitor's
    /// numbers are in the column `you`, which is there only if there are any.
    pub fn table(&self) -> Table {
        match &self.plot {
            Plot::Bars(Bars { labels, series, .. })
            | Plot::Columns(Columns { labels, series, .. })
            | Plot::Shares(Shares { labels, series, .. }) => by_label(labels, series),
            Plot::Points(plot) => {
                anime(&plot.points, &plot.titles, &[(&plot.x.name, |point| point.x), (&plot.y.name, |point| point.y)])
            }
            Plot::Space(plot) => {
                let [x, y, z] = &plot.axes;
                let axes: [(&str, Coordinate); 3] =
                    [(&x.name, |point| point.x), (&y.name, |point| point.y), (&z.name, |point| point.z)];
                anime(&plot.points, &plot.titles, &axes)
            }
            Plot::Violins(plot) => distributions(plot, false),
            Plot::Boxes(plot) => distributions(plot, true),
            Plot::Donut(slices) => shares_of_whole(slices),
            Plot::Heat(heat) => pairs(heat),
            Plot::Words(words) => word_counts(words),
        }
    }
}

impl Table {
    /// The table as comma-separated values: a header, a line a row, quoted after RFC 4180 where a cell needs it.
    pub fn to_csv(&self) -> String {
        let mut csv = String::new();
        let mut line = |cells: &mut dyn Iterator<Item = String>| {
            csv += &cells.map(quoted).collect::<Vec<_>>().join(",");
            csv.push('\n');
        };
        line(&mut self.columns.iter().cloned());
        self.rows.iter().for_each(|row| line(&mut row.iter().map(Cell::to_string)));
        csv
    }
}

fn quoted(cell: String) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

impl fmt::Display for Cell {
    /// A number plainly, with at most four decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => {
                let text = format!("{number:.4}");
                let text = text.trim_end_matches('0').trim_end_matches('.');
                f.write_str(if text == "-0" { "0" } else { text })
            }
            Self::Empty => Ok(()),
        }
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Empty }
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Number(number as f64)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

fn table(columns: impl IntoIterator<Item = impl Into<String>>, rows: Vec<Vec<Cell>>) -> Table {
    Table { columns: columns.into_iter().map(|name| small(&name.into())).collect(), rows }
}

/// One row a label. A single series of everyone's is named by what it is, a count.
fn by_label(labels: &[String], series: &[Series]) -> Table {
    let is_single = series.iter().filter(|series| !series.is_you).count() == 1;
    let name = |series: &Series| match series.is_you {
        true => "you".to_owned(),
        false if is_single => "count".to_owned(),
        false => series.name.clone(),
    };
    let row = |(row, label): (usize, &String)| {
        let values = series.iter().map(|series| series.values.get(row).copied().unwrap_or(f64::NAN).into());
        std::iter::once(Cell::from(label.as_str())).chain(values).collect()
    };
    let columns = std::iter::once("label".to_owned()).chain(series.iter().map(name));
    table(columns, labels.iter().enumerate().map(row).collect())
}

/// One of a point's values.
type Coordinate = fn(&Point) -> f32;

/// One row an anime; `you` is 1 for the visitor's picks.
fn anime(points: &[Point], titles: &[String], axes: &[(&str, Coordinate)]) -> Table {
    let any_yours = points.iter().any(|point| point.is_yours);
    let row = |(point, title): (&Point, &String)| {
        let mut cells = vec![u64::from(point.anime.0).into(), Cell::from(title.as_str())];
        cells.extend(axes.iter().map(|(_, value)| Cell::from(f64::from(value(point)))));
        cells.extend(any_yours.then_some(if point.is_yours { Cell::Number(1.0) } else { Cell::Empty }));
        cells
    };
    let names = axes.iter().map(|(name, _)| *name);
    let columns = ["anime_id", "title"].into_iter().chain(names).chain(any_yours.then_some("you"));
    table(columns, points.iter().zip(titles).map(row).collect())
}

/// First a row a category, where `outliers` and `you` say how many there are. Then rows with a `value`, which say how
/// many outliers and how many of the visitor's lie at it, or how dense the category is there.
fn distributions(plot: &Distributions, outliers: bool) -> Table {
    const COLUMNS: [&str; 13] = [
        "label",
        "n",
        "minimum",
        "lower whisker",
        "lower quartile",
        "median",
        "upper quartile",
        "upper whisker",
        "maximum",
        "outliers",
        "you",
        "value",
        "density",
    ];
    let [outliers_at, you_at, value_at, density_at] = [9, 10, 11, 12];
    let mut rows = Vec::new();
    for group in &plot.groups {
        let ([low, high], [from, to], [lower, median, upper]) = (group.range, group.whiskers, group.quartiles);
        let mut row = vec![group.label.as_str().into(), group.n.into()];
        row.extend([low, from, lower, median, upper, to, high].map(Cell::from));
        row.extend([(group.outliers.len() as u64).into(), (group.yours.len() as u64).into()]);
        row.extend([Cell::Empty, Cell::Empty]);
        rows.push(row);
    }
    let mut detail = |label: &str, value: f64, column: usize, cell: Cell| {
        let mut row = vec![Cell::Empty; COLUMNS.len()];
        row[0] = label.into();
        row[value_at] = value.into();
        row[column] = cell;
        rows.push(row);
    };
    for group in &plot.groups {
        if outliers {
            runs(&group.outliers).for_each(|(value, count)| detail(&group.label, value, outliers_at, count.into()));
        }
        let mut yours = group.yours.clone();
        yours.sort_by(f64::total_cmp);
        runs(&yours).for_each(|(value, count)| detail(&group.label, value, you_at, count.into()));
        for (value, density) in &group.density {
            detail(&group.label, *value, density_at, (*density).into());
        }
    }
    let mut table = table(COLUMNS, rows);
    let has = |part: fn(&super::Distribution) -> bool| plot.groups.iter().any(part);
    let (has_yours, has_density) = (has(|group| !group.yours.is_empty()), has(|group| !group.density.is_empty()));
    for (column, keep) in [(density_at, has_density), (you_at, has_yours)] {
        if !keep {
            table.columns.remove(column);
            table.rows.iter_mut().for_each(|row| drop(row.remove(column)));
        }
    }
    table
}

/// Each value of a sorted list and how often it stands there.
fn runs(sorted: &[f64]) -> impl Iterator<Item = (f64, u64)> {
    sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u64))
}

fn shares_of_whole(slices: &[Slice]) -> Table {
    let any_yours = slices.iter().any(|slice| slice.yours.is_some());
    let row = |slice: &Slice| {
        let mut cells = vec![Cell::from(slice.label.as_str()), slice.count.into()];
        cells.extend(slice.parts.iter().map(|(_, count)| Cell::from(*count)));
        cells.extend(any_yours.then(|| slice.yours.map_or(Cell::Empty, Cell::from)));
        cells
    };
    let parts = slices.first().into_iter().flat_map(|slice| &slice.parts).map(|(name, _)| *name);
    let columns = ["label", "count"].into_iter().chain(parts).chain(any_yours.then_some("you"));
    table(columns, slices.iter().map(row).collect())
}

/// One row a pair, and none a pair the other way round.
fn pairs(heat: &Heat) -> Table {
    let mut rows = Vec::new();
    for (row, label) in heat.labels.iter().enumerate() {
        for (column, other) in heat.labels.iter().enumerate().skip(row) {
            let value = heat.values.get(row * heat.labels.len() + column).copied().unwrap_or(f64::NAN);
            if value.is_finite() {
                rows.push(vec![label.as_str().into(), other.as_str().into(), value.into()]);
            }
        }
    }
    table(["label", "with", "count"], rows)
}

fn word_counts(words: &[Word]) -> Table {
    let any_yours = words.iter().any(|word| word.is_yours);
    let row = |word: &Word| {
        let mut cells = vec![Cell::from(word.text.as_str()), word.count.into()];
        cells.extend(any_yours.then_some(if word.is_yours { Cell::Number(1.0) } else { Cell::Empty }));
        cells
    };
    let columns = ["label", "count"].into_iter().chain(any_yours.then_some("you"));
    table(columns, words.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_stand_in_one_row() {
        assert_eq!(runs(&[1.0, 1.0, 2.0, 3.0, 3.0, 3.0]).collect::<Vec<_>>(), [(1.0, 2), (2.0, 1), (3.0, 3)]);
        assert_eq!(runs(&[]).count(), 0);
    }
}
