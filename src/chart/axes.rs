//! Axes: hairlines at round values and their labels, and the area that they leave for the data.

use super::domain::Domain;
use super::sketch::{Anchor, Area, Sketch};
use super::{Theme, number, text};
use crate::eda::Axis;

/// Between a label and what it labels.
const GAP: f64 = 8.0;
/// The height of a line of labels.
pub const LINE: f64 = 17.0;

/// Draws an upright axis of values at the left and its lines across. What remains is the area of the data; `below` it
/// there is room for what else the chart writes.
pub fn upright(sketch: &mut Sketch, theme: &Theme, domain: &Domain, axis: &Axis, below: f64) -> Area {
    let bounds = sketch.bounds;
    let top = if axis.name.is_empty() { LINE / 2.0 } else { LINE * 1.6 };
    let height = (bounds.height - top - below).max(1.0);
    let ticks = domain.ticks((height / 32.0).clamp(3.0, 7.0) as usize);
    let labels = words(&ticks);
    let kind = theme.tick();
    let widest = labels.iter().map(|label| text::width(label, kind.size, false)).fold(0.0, f64::max).ceil();
    let left = widest + GAP;
    let area = Area::new(left, top, (bounds.width - left - GAP).max(1.0), height);
    for (tick, label) in ticks.iter().zip(&labels) {
        let y = area.bottom() - domain.share(*tick) * area.height;
        sketch.rect(Area::new(area.x, y, area.width, 0.5), theme.line);
        sketch.text_if_free(left - GAP, y, Anchor::End, kind, label);
    }
    let name = text::fit(&axis.name, kind.size, false, bounds.width);
    sketch.text_if_free(0.0, LINE / 2.0, Anchor::Start, kind, &name);
    area
}

/// The room that [`lying`] needs below the area.
pub fn below(axis: &Axis) -> f64 {
    if axis.name.is_empty() { LINE + 4.0 } else { 2.0 * LINE + 4.0 }
}

/// Draws a lying axis of values below an area and, where asked for, its lines upwards.
pub fn lying(sketch: &mut Sketch, theme: &Theme, area: Area, domain: &Domain, axis: &Axis, lines: bool) {
    let kind = theme.tick();
    let fit = |(ticks, labels): &(Vec<f64>, Vec<String>)| {
        let widest = labels.iter().map(|label| text::width(label, kind.size, false)).fold(0.0, f64::max);
        (widest + 16.0) * ticks.len() as f64 <= area.width + 16.0
    };
    let worded = |at_most: usize| {
        domain
            .ticks(at_most)
            .into_iter()
            .zip(words(&domain.ticks(at_most)))
            .unzip::<f64, String, Vec<f64>, Vec<String>>()
    };
    let (ticks, labels) = (2..10).rev().map(worded).find(fit).unwrap_or_else(|| worded(1));
    // A label at an edge moves inwards, rather than be left out.
    let bounds = sketch.bounds;
    for (tick, label) in ticks.iter().zip(&labels) {
        let x = area.x + domain.share(*tick) * area.width;
        if lines {
            sketch.rect(Area::new(x, area.y, 0.5, area.height), theme.line);
        } else {
            sketch.rect(Area::new(x, area.bottom(), 0.5, 4.0), theme.line_strong);
        }
        let half = text::width(label, kind.size, false) / 2.0;
        let middle = x.min(bounds.width - half).max(half);
        sketch.text_if_free(middle, area.bottom() + LINE / 2.0 + 4.0, Anchor::Middle, kind, label);
    }
    named(sketch, theme, area, axis);
}

/// Writes what stands along a lying axis, below its labels.
pub fn named(sketch: &mut Sketch, theme: &Theme, area: Area, axis: &Axis) {
    let kind = theme.tick();
    let name = text::fit(&axis.name, kind.size, false, area.right());
    sketch.text_if_free(area.right(), area.bottom() + LINE * 1.5 + 4.0, Anchor::End, kind, &name);
}

/// Ticks in words, all in the same manner.
fn words(ticks: &[f64]) -> Vec<String> {
    let large = ticks.iter().any(|tick| tick.abs() >= 10_000.0);
    let tiny = ticks.iter().any(|tick| *tick != 0.0 && tick.abs() < 0.01);
    ticks.iter().map(|tick| if large || tiny { number::short(*tick) } else { number::exact(*tick) }).collect()
}
