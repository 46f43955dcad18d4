//! Shares of a whole at each step: columns that are all of one height.

use super::domain::Domain;
use super::sketch::{Anchor, Area, Sketch};
use super::{Theme, View, axes, number, text};
use crate::eda::{Series, Shares};

/// The height of a name beside the last column.
const LINE: f64 = 16.0;

pub fn sketch(data: &Shares, view: &View, theme: &Theme) -> Sketch {
    let mut sketch = Sketch::new(view.width, view.height);
    let count = data.labels.len();
    let shown: Vec<(usize, &Series)> = data.series.iter().enumerate().filter(|(index, _)| view.shows(*index)).collect();
    if count == 0 || shown.is_empty() {
        return sketch;
    }
    let names = names_room(data, view.width);
    // The axis keeps clear of the names at the right.
    sketch.bounds.width = (view.width - names).max(1.0);
    let area = axis(&mut sketch, data, theme);
    sketch.bounds.width = view.width;
    let pitch = area.width / count as f64;
    let gap = if pitch < 6.0 { 1.0 } else { (pitch * 0.14).min(10.0) };
    let mut ends: Vec<(usize, f64)> = Vec::new();
    for (step, label) in data.labels.iter().enumerate() {
        let value =
            |series: &Series| series.values.get(step).copied().filter(|value| *value >= 0.0 && value.is_finite());
        let total: f64 = shown.iter().filter_map(|(_, series)| value(series)).sum();
        let left = area.x + step as f64 * pitch;
        let mut sum = 0.0;
        if total > 0.0 {
            ends.clear();
        }
        for (index, series) in &shown {
            let Some(value) = value(series) else { continue };
            let share = if total > 0.0 { value / total } else { 0.0 };
            let y = area.bottom() - (sum + share) * area.height;
            sum += share;
            let bar = Area::new(left + gap / 2.0, y, pitch - gap, share * area.height);
            if share > 0.0 {
                // A hairline of the ground parts neighbours whose colours are alike to some eyes.
                sketch.rect(bar, theme.category(*index));
                sketch.rect(Area { height: bar.height.min(1.0), ..bar }, theme.raised);
            }
            if total > 0.0 {
                ends.push((*index, y + bar.height / 2.0));
            }
            let words = format!("{}: {}, {}", series.name, number::per_cent(share), number::exact(value));
            sketch.mark(Area::new(left, y, pitch, bar.height), label, words, step, *index);
        }
    }
    name_steps(&mut sketch, data, area, pitch, theme);
    if names > 0.0 {
        name_series(&mut sketch, data, ends, area, theme);
    }
    sketch
}

fn axis(sketch: &mut Sketch, data: &Shares, theme: &Theme) -> Area {
    let kind = theme.tick();
    let left = text::width("100%", kind.size, false).ceil() + 8.0;
    let (top, below) = (LINE / 2.0, axes::below(&data.x));
    let height = (sketch.bounds.height - top - below).max(1.0);
    let area = Area::new(left, top, (sketch.bounds.width - left - 4.0).max(1.0), height);
    for tick in Domain::new(0.0, 1.0, false).ticks(if height < 160.0 { 3 } else { 6 }) {
        let y = area.bottom() - tick * area.height;
        sketch.rect(Area::new(area.x, y, area.width, 0.5), theme.line);
        sketch.text_if_free(left - 8.0, y, Anchor::End, kind, &number::per_cent(tick));
    }
    axes::named(sketch, theme, area, &data.x);
    area
}

/// The room for the names of the series at the right; none where the columns need it.
pub fn names_room(data: &Shares, width: f64) -> f64 {
    let widest = data.series.iter().map(|series| text::width(&series.name, 12.0, false)).fold(0.0, f64::max).ceil();
    if widest + 22.0 <= width * 0.28 { widest + 22.0 } else { 0.0 }
}

/// Names below the columns: as many as there is room for, the last one among them.
fn name_steps(sketch: &mut Sketch, data: &Shares, area: Area, pitch: f64, theme: &Theme) {
    let kind = theme.tick();
    let widest = data.labels.iter().map(|label| text::width(label, kind.size, false)).fold(0.0, f64::max);
    let every = ((widest + 8.0) / pitch).ceil().max(1.0) as usize;
    let last = data.labels.len() - 1;
    for (step, label) in data.labels.iter().enumerate().filter(|(step, _)| (last - step).is_multiple_of(every)) {
        let x = area.x + (step as f64 + 0.5) * pitch;
        sketch.text_if_free(x, area.bottom() + LINE / 2.0 + 5.0, Anchor::Middle, kind, label);
    }
}

/// Names beside the last column, at the heights of their shares as far as they don't overlap.
fn name_series(sketch: &mut Sketch, data: &Shares, mut ends: Vec<(usize, f64)>, area: Area, theme: &Theme) {
    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut most = area.bottom().max(ends.len() as f64 * LINE) - LINE / 2.0;
    for (_, y) in ends.iter_mut().rev() {
        *y = y.min(most);
        most = *y - LINE;
    }
    let mut least = LINE / 2.0;
    for (_, y) in &mut ends {
        *y = y.max(least);
        least = *y + LINE;
    }
    let left = area.right() + 8.0;
    for (index, y) in ends {
        let name = &data.series[index].name;
        if sketch.text_if_free(left + 14.0, y, Anchor::Start, theme.value(), name) {
            sketch.rect(Area::new(left, y - 4.0, 8.0, 8.0), theme.category(index));
        }
    }
}
