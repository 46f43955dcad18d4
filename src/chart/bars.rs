//! Bars of categories: each with its name and its value, so that no axis is needed.

use super::domain::Domain;
use super::sketch::{Anchor, Area, Sketch};
use super::{Theme, View, number, text};
use crate::eda::{Bars, Series};
use crate::language::letters::small;
use crate::t;

/// Between a bar and its name or its value.
const GAP: f64 = 7.0;
/// The room that a line of text takes beside others.
const LINE: f64 = 17.0;
/// The height of a visitor's bar, and its distance from the others.
const THIN: f64 = 7.0;

/// Where the bars are: as many categories as there is room for, from one edge on.
struct Layout {
    lying: bool,
    /// Where bars may be, without names and values.
    area: Area,
    /// How many categories are drawn.
    rows: usize,
    /// The room for a category across the bars.
    pitch: f64,
}

impl Layout {
    /// The rectangle `from` pixels into the room of a category, `thick` across and `length` along the bar.
    fn bar(&self, row: usize, from: f64, thick: f64, length: f64) -> Area {
        let across = row as f64 * self.pitch + from;
        if self.lying {
            Area::new(self.area.x, self.area.y + across, length, thick)
        } else {
            Area::new(self.area.x + across, self.area.bottom() - length, thick, length)
        }
    }

    /// How long the longest bar is.
    fn full(&self) -> f64 {
        if self.lying { self.area.width } else { self.area.height }
    }
}

pub fn sketch(bars: &Bars, view: &View, theme: &Theme) -> Sketch {
    let mut sketch = Sketch::new(view.width, view.height);
    let shown = || bars.series.iter().enumerate().filter(|(index, _)| view.shows(*index));
    let thick: Vec<(usize, &Series)> = shown().filter(|(_, series)| !series.is_you).collect();
    let yours: Vec<(usize, &Series)> = shown().filter(|(_, series)| series.is_you).collect();
    if thick.is_empty() && yours.is_empty() || bars.labels.is_empty() {
        return sketch;
    }
    let layout = lay_out(bars, view, thick.len(), yours.len());
    let common =
        || shown().filter(|(_, series)| !series.own_scale).flat_map(|(_, series)| series.values.iter().copied());
    let domain = Domain::of_lengths(common(), bars.value.log);
    let length = |series: &Series, value: f64| {
        let own = || Domain::of_lengths(series.values.iter().copied(), bars.value.log);
        let domain = if series.own_scale { own() } else { domain };
        domain.clamped(value) * layout.full()
    };

    let thin = if yours.is_empty() { 0.0 } else { THIN + 2.0 };
    let whole = (layout.pitch - thin * yours.len() as f64) / thick.len().max(1) as f64;
    let leader = thick.first().filter(|_| thick.len() == 1).and_then(|(_, series)| highest(&series.values));
    for row in 0..layout.rows {
        let label = &bars.labels[row];
        name(&mut sketch, &layout, row, label, theme);
        for (place, (index, series)) in thick.iter().enumerate() {
            let Some(value) = series.values.get(row).copied().filter(|value| value.is_finite()) else { continue };
            let from = place as f64 * whole;
            // A little air around a row, none between the bars of one.
            let air = layout.pitch * 0.13;
            let (above, below) = (
                if place == 0 { air } else { 0.5 },
                if place + 1 == thick.len() && yours.is_empty() { air } else { 1.0 },
            );
            let bar = layout.bar(row, from + above, (whole - above - below).max(1.0), length(series, value));
            let colour = if leader == Some(row) { theme.accent } else { theme.category(*index) };
            sketch.rect(bar, colour);
            let words = number::exact(value);
            let (x, y, anchor) = if layout.lying {
                (bar.right() + GAP, bar.y + bar.height / 2.0, Anchor::Start)
            } else {
                (bar.x + bar.width / 2.0, bar.y - LINE / 2.0, Anchor::Middle)
            };
            sketch.text_if_free(x, y, anchor, theme.value(), &words);
            sketch.mark(region(&layout, view, row, from, whole), label, said(bars, series, value), row, *index);
        }
        for (place, (index, series)) in yours.iter().enumerate() {
            let Some(value) = series.values.get(row).copied().filter(|value| value.is_finite()) else { continue };
            let from = whole * thick.len() as f64 + place as f64 * thin;
            if value > 0.0 {
                sketch.rect(layout.bar(row, from, THIN - 3.0, length(series, value)), theme.ink);
            }
            sketch.mark(region(&layout, view, row, from, thin), label, said(bars, series, value), row, *index);
        }
    }
    if layout.rows < bars.labels.len() {
        let rest = t!("chart-rest-in-table", count = bars.labels.len() - layout.rows);
        let (x, y) = (layout.area.x, view.height - LINE / 2.0);
        if !sketch.text_if_free(x, y, Anchor::Start, theme.tick(), &rest) {
            sketch.text_if_free(0.0, y, Anchor::Start, theme.tick(), &rest);
        }
    }
    sketch
}

/// The height that shows all categories, up to twenty of them.
pub fn height(bars: &Bars, width: f64) -> f64 {
    let thick = bars.series.iter().filter(|series| !series.is_you).count();
    let yours = bars.series.len() - thick;
    if stands(bars, width, thick) {
        return if width < 400.0 { 240.0 } else { 300.0 };
    }
    let rows = bars.labels.len().min(20);
    let pitch = least_pitch(thick, yours) + if rows <= 10 { 10.0 } else { 6.0 };
    let more = if rows < bars.labels.len() { LINE + 6.0 } else { 0.0 };
    (rows as f64 * pitch + more).max(80.0)
}

fn least_pitch(thick: usize, yours: usize) -> f64 {
    (LINE * thick as f64 + (THIN + 2.0) * yours as f64).max(LINE) + 1.0
}

/// Whether bars may stand: if they are to, and all names and values have room.
fn stands(bars: &Bars, width: f64, thick: usize) -> bool {
    let pitch = width / bars.labels.len().max(1) as f64;
    let room = |words: &str, room: f64| text::width(words, 12.0, false) + 6.0 <= room;
    let values = bars.series.iter().filter(|series| !series.is_you).flat_map(|series| &series.values);
    let each = pitch / thick.max(1) as f64;
    !bars.horizontal
        && bars.labels.iter().all(|label| room(label, pitch))
        && values.into_iter().all(|value| room(&number::exact(*value), each))
}

fn lay_out(bars: &Bars, view: &View, thick: usize, yours: usize) -> Layout {
    let (width, height, count) = (view.width, view.height, bars.labels.len());
    if stands(bars, width, thick) {
        let area = Area::new(0.0, LINE + 2.0, width, (height - 2.0 * LINE - 8.0).max(1.0));
        return Layout { lying: false, area, rows: count, pitch: width / count as f64 };
    }
    let least = least_pitch(thick, yours);
    let fit = |height: f64| (height / least).floor().max(1.0) as usize;
    let all = fit(height) >= count;
    let room = if all { height } else { (height - LINE - 4.0).max(least) };
    let rows = if all { count } else { fit(room).min(count) };
    let widest = |texts: &mut dyn Iterator<Item = String>| {
        texts.map(|words| text::width(&words, 12.0, false)).fold(0.0, f64::max).ceil()
    };
    let numbers = bars.series.iter().filter(|series| !series.is_you).flat_map(|series| &series.values);
    let values = widest(&mut numbers.filter(|value| value.is_finite()).map(|value| number::exact(*value)));
    // A name is cut only where hardly a bar would be left.
    let most = (width - values - 2.0 * GAP - 90.0).max(width * 0.4);
    let left = widest(&mut bars.labels[..rows].iter().cloned()).min(most) + GAP;
    let area = Area::new(left, 0.0, (width - left - values - GAP - 1.0).max(1.0), room);
    Layout { lying: true, area, rows, pitch: (room / rows as f64).min(56.0) }
}

fn name(sketch: &mut Sketch, layout: &Layout, row: usize, label: &str, theme: &Theme) {
    let middle = (row as f64 + 0.5) * layout.pitch;
    let kind = theme.tick();
    if layout.lying {
        let words = text::fit(label, kind.size, kind.bold, layout.area.x - GAP + 0.5);
        sketch.text(layout.area.x - GAP, layout.area.y + middle, Anchor::End, kind, words);
    } else {
        sketch.text(layout.area.x + middle, layout.area.bottom() + LINE / 2.0 + 3.0, Anchor::Middle, kind, label);
    }
}

/// All of the chart that is at the height of a bar, so that the shortest one is found too.
fn region(layout: &Layout, view: &View, row: usize, from: f64, thick: f64) -> Area {
    let across = row as f64 * layout.pitch + from;
    if layout.lying {
        Area::new(0.0, layout.area.y + across, view.width, thick)
    } else {
        Area::new(layout.area.x + across, 0.0, thick, view.height)
    }
}

fn highest(values: &[f64]) -> Option<usize> {
    let finite = values.iter().enumerate().filter(|(_, value)| value.is_finite());
    finite.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0))).map(|(row, _)| row)
}

fn said(bars: &Bars, series: &Series, value: f64) -> String {
    let name = if bars.series.len() > 1 { format!("{}: ", series.name) } else { String::new() };
    format!("{name}{} {}", number::exact(value), small(&bars.value.name)).trim_end().to_owned()
}
