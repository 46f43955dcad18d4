//! Columns along a number: years, ages, ratings, or steps of a long tail.

use super::domain::Domain;
use super::sketch::{Anchor, Area, Paint, Sketch};
use super::{Theme, View, axes, number, text};
use crate::eda::{Columns, Series};
use crate::language::letters::small;

/// Where the columns are, also for pointers.
pub struct Layout {
    pub area: Area,
    pub x: Domain,
    pub y: Domain,
}

pub fn sketch(columns: &Columns, view: &View, theme: &Theme) -> Sketch {
    let mut sketch = Sketch::new(view.width, view.height);
    let Some(layout) = lay_out(columns, view, theme, &mut sketch) else { return sketch };
    let Layout { area, x, y } = &layout;
    let shown = || columns.series.iter().enumerate().filter(|(index, _)| view.shows(*index));
    let stacked: Vec<(usize, &Series)> = shown().filter(|(_, series)| !series.is_you).collect();
    let yours: Vec<(usize, &Series)> = shown().filter(|(_, series)| series.is_you).collect();
    let stacks = columns.series.iter().filter(|series| !series.is_you).count();
    let visible = |column: &usize| {
        let (from, to) = (columns.edges[*column], columns.edges[column + 1]);
        to > from && from < x.high() && to > x.low()
    };
    let at = |value: f64| area.x + x.clamped(value) * area.width;
    let rise = |value: f64| y.clamped(value) * area.height;
    let all: Vec<usize> = (0..count(columns)).filter(visible).collect();
    let total = |column: usize| stacked.iter().filter_map(|(_, series)| finite(series, column)).sum::<f64>();
    let highest = all.iter().copied().max_by(|a, b| total(*a).total_cmp(&total(*b)).then(b.cmp(a)));

    for column in all.iter().copied() {
        let (left, right) = (at(columns.edges[column]), at(columns.edges[column + 1]));
        let width = right - left;
        let gap = if width < 3.0 { 0.0 } else { (width * 0.2).clamp(1.0, 6.0) };
        let label = columns.labels.get(column).map_or("", String::as_str);
        let mut sum = 0.0;
        let last = stacked.iter().rposition(|(_, series)| finite(series, column).is_some());
        for (place, (index, series)) in stacked.iter().enumerate() {
            let Some(value) = finite(series, column) else { continue };
            let (low, high) = (rise(sum), rise(sum + value.max(0.0)));
            sum += value.max(0.0);
            let bar = Area::new(left + gap / 2.0, area.bottom() - high, width - gap, high - low);
            let paint = colour(columns, *index, theme);
            // Among three and more, hues tell the series apart.
            let paint = if highest == Some(column) && stacks <= 2 { Paint(theme.accent, paint.1) } else { paint };
            if value > 0.0 {
                sketch.rect(bar, paint);
            }
            // The last one reaches up to the top of the chart, so that low columns are found too.
            let top = if last == Some(place) { area.y } else { bar.y };
            let region = Area::new(left, top, width, area.bottom() - low - top);
            sketch.mark(region, label, said(columns, series, value), column, *index);
        }
        for (index, series) in &yours {
            let Some(value) = finite(series, column) else { continue };
            let own = || Domain::of_lengths(series.values.iter().copied(), false).clamped(value) * 0.92 * area.height;
            let height = if series.own_scale { own() } else { rise(value) };
            let (middle, top) = ((left + right) / 2.0, area.bottom() - height);
            if value > 0.0 {
                let stem = if width > 10.0 { 2.0 } else { 1.0 };
                sketch.rect(Area::new(middle - stem / 2.0, top, stem, height), theme.ink);
                sketch.disc(middle, top, 4.5, theme.raised);
                sketch.disc(middle, top, 3.0, theme.ink);
            }
            let region = Area::new(left, top - 4.0, width, if value > 0.0 { 8.0 } else { 0.0 });
            sketch.mark(region, label, said(columns, series, value), column, *index);
        }
    }
    sketch.rect(Area::new(area.x, area.bottom(), area.width, 1.0), theme.line_strong);
    label_columns(&mut sketch, columns, &all, &layout, theme);
    axes::named(&mut sketch, theme, *area, &columns.x);
    sketch
}

/// Draws the axis of heights and says where the columns are. None if there is no column.
pub fn lay_out(columns: &Columns, view: &View, theme: &Theme, sketch: &mut Sketch) -> Option<Layout> {
    let (first, last) = (*columns.edges.first()?, *columns.edges.last()?);
    if count(columns) == 0 {
        return None;
    }
    let shown = |index: &usize| view.shows(*index);
    let (low, high) = view.zoom.x.filter(|(low, high)| low < high).unwrap_or((first, last));
    // A first step that begins at 0 has no place on a logarithmic axis; it is as wide as the second one.
    let floor = match columns.edges.get(1..3) {
        Some([second, third]) if columns.x.log && first <= 0.0 => second * second / third,
        _ => first,
    };
    let x = Domain::new(low.max(floor), high.min(last).max(low.max(floor)), columns.x.log);
    let stacked = (0..columns.series.len()).filter(shown).filter(|index| !columns.series[*index].is_you);
    let stacked: Vec<usize> = stacked.collect();
    let heights = (0..count(columns))
        .filter(|column| columns.edges[*column] < x.high() && columns.edges[column + 1] > x.low())
        .flat_map(|column| {
            let total = stacked.iter().filter_map(|index| finite(&columns.series[*index], column)).sum::<f64>();
            let same = columns.series.iter().enumerate();
            let same = same.filter(|(index, series)| series.is_you && !series.own_scale && view.shows(*index));
            same.filter_map(move |(_, series)| finite(series, column)).chain([total])
        });
    let heights: Vec<f64> = heights.filter(|height| !columns.y.log || *height > 0.0).collect();
    let y = Domain::of_lengths(heights.into_iter(), columns.y.log).rounded(6);
    let area = axes::upright(sketch, theme, &y, &columns.y, axes::below(&columns.x));
    Some(Layout { area, x, y })
}

/// How opaque the second of two stacked series is.
pub const PALE: f64 = 0.45;

/// Two stacked series differ in lightness alone, so that a hue remains for what the title speaks of.
pub fn colour(columns: &Columns, index: usize, theme: &Theme) -> Paint {
    let stacked = |until: usize| columns.series[..until].iter().filter(|series| !series.is_you).count();
    match (stacked(columns.series.len()), stacked(index)) {
        (1 | 2, 0) => Paint::from(theme.categories[0]),
        (2, _) => Paint(theme.categories[0], PALE),
        (_, place) => Paint::from(theme.category(place)),
    }
}

fn count(columns: &Columns) -> usize {
    columns.edges.len().saturating_sub(1)
}

fn finite(series: &Series, column: usize) -> Option<f64> {
    series.values.get(column).copied().filter(|value| value.is_finite())
}

/// Writes below the columns what they are: at those of round numbers where each is one number, else at edges.
fn label_columns(sketch: &mut Sketch, columns: &Columns, visible: &[usize], layout: &Layout, theme: &Theme) {
    let Layout { area, x, .. } = layout;
    let kind = theme.tick();
    let y = area.bottom() + axes::LINE / 2.0 + 4.0;
    let is_number = |column: &usize| columns.labels.get(*column) == Some(&columns.edges[*column].to_string());
    if visible.is_empty() || !visible.iter().all(is_number) {
        let span = |column: &usize| (columns.labels.get(*column), columns.edges[*column], columns.edges[column + 1]);
        let each = area.width / visible.len().max(1) as f64;
        let fits = |label: &String| text::width(label, kind.size, false) + 6.0 <= each;
        if !columns.x.log && visible.iter().all(|column| span(column).0.is_some_and(fits)) {
            for (label, from, to) in visible.iter().map(span) {
                let middle = area.x + x.clamped((from + to) / 2.0) * area.width;
                sketch.text_if_free(middle, y, Anchor::Middle, kind, label.map_or("", String::as_str));
            }
        } else {
            axes::lying(sketch, theme, *area, x, &columns.x, false);
        }
        return;
    }
    let widest =
        visible.iter().map(|column| text::width(&columns.labels[*column], kind.size, false)).fold(0.0, f64::max);
    let room = (area.width / (widest + 14.0)).floor().max(1.0);
    let extent = x.high() - x.low();
    let every = (0..).flat_map(|power| [1.0, 2.0, 2.5, 5.0].map(|step| step * 10f64.powi(power)));
    let every = every.take(60).find(|step| extent / step <= room).unwrap_or(extent);
    for column in visible.iter().filter(|column| (columns.edges[**column] / every).fract() == 0.0) {
        let middle = (columns.edges[*column] + columns.edges[column + 1]) / 2.0;
        let at = area.x + x.clamped(middle) * area.width;
        if sketch.text_if_free(at, y, Anchor::Middle, kind, &columns.labels[*column]) {
            sketch.rect(Area::new(at - 0.25, area.bottom(), 0.5, 4.0), theme.line_strong);
        }
    }
}

fn said(columns: &Columns, series: &Series, value: f64) -> String {
    let name = if columns.series.len() > 1 { format!("{}: ", series.name) } else { String::new() };
    format!("{name}{} {}", number::exact(value), small(&columns.y.name)).trim_end().to_owned()
}
