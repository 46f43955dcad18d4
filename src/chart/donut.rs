//! Shares of a whole as a ring; the visitor's own are a thin ring within.

use super::sketch::{Anchor, Area, Sketch, Type, wedge};
use super::{Shape, Theme, View, number, text};
use crate::eda::Slice;
use crate::t;
use std::f64::consts::TAU;

/// The height of a label and of a row of the list.
const LINE: f64 = 18.0;

/// A slice that is drawn: its place in the figure, and where it begins and ends.
struct Part<'a> {
    index: usize,
    slice: &'a Slice,
    share: f64,
    from: f64,
    to: f64,
}

pub fn sketch(slices: &[Slice], view: &View, theme: &Theme) -> Sketch {
    let mut sketch = Sketch::new(view.width, view.height);
    let shown: Vec<(usize, &Slice)> = slices.iter().enumerate().filter(|(index, _)| view.shows(*index)).collect();
    let total: u64 = shown.iter().fold(0, |sum, (_, slice)| sum.saturating_add(slice.count));
    if total == 0 {
        return sketch;
    }
    let parts = parts(&shown, |slice| slice.count);
    let beside = fits_beside(slices, view.width);
    let list = if beside { 0.0 } else { shown.len() as f64 * LINE + 10.0 };
    let room = (view.height - list).max(2.0);
    let (x, y) = (view.width / 2.0, room / 2.0);
    let outer = (room.min(view.width) / 2.0 - if beside { LINE } else { 4.0 }).clamp(1.0, 150.0);
    let inner = outer * 0.62;
    for part in &parts {
        let colour = theme.category(part.index);
        sketch.polygon(wedge((x, y), (inner, outer), (part.from, part.to)), colour);
        let words = format!("{}, {}", number::exact(part.slice.count as f64), number::per_cent(part.share));
        let shape = Shape::Wedge { x, y, inner, outer, from: part.from, to: part.to };
        sketch.mark(shape, &part.slice.label, words, part.index, 0);
    }
    // Neighbours are parted by the ground as well as by their colours.
    for part in parts.iter().filter(|_| parts.len() > 1) {
        let (sin, cos) = part.from.sin_cos();
        sketch.line(vec![(x + inner * sin, y - inner * cos), (x + outer * sin, y - outer * cos)], 2.0, theme.raised);
    }
    if view.shows(slices.len()) {
        your_ring(&mut sketch, &shown, (x, y), inner, theme);
    }
    let middle = number::exact(total as f64);
    let size = (inner * 0.34).clamp(12.0, 22.0);
    let kind = Type { size, bold: true, colour: theme.ink };
    if text::width(&middle, size, true) < inner * 1.5 {
        sketch.text_if_free(x, y, Anchor::Middle, kind, &middle);
    }
    if beside {
        labels_beside(&mut sketch, &parts, (x, y), outer, theme);
    } else {
        list_below(&mut sketch, &parts, room + 10.0, theme);
    }
    sketch
}

/// The height that a ring and, where it is narrow, the list below it take.
pub fn height(slices: &[Slice], width: f64) -> f64 {
    if fits_beside(slices, width) { 280.0 } else { (width * 0.75).min(240.0) + slices.len() as f64 * LINE + 10.0 }
}

fn parts<'a>(shown: &[(usize, &'a Slice)], count: impl Fn(&Slice) -> u64) -> Vec<Part<'a>> {
    let total: f64 = shown.iter().map(|(_, slice)| count(slice) as f64).sum();
    let mut from = 0.0;
    let part = |(index, slice): &(usize, &'a Slice)| {
        let share = count(slice) as f64 / total;
        let to = (from + share * TAU).min(TAU);
        let part = Part { index: *index, slice, share, from, to };
        from = to;
        part
    };
    shown.iter().map(part).collect()
}

fn label(part: &Part) -> String {
    format!("{} {}", part.slice.label, number::per_cent(part.share))
}

/// Whether names and shares have room at both sides of a ring that is still large.
fn fits_beside(slices: &[Slice], width: f64) -> bool {
    let widest = slices.iter().map(|slice| text::width(&slice.label, 12.0, false)).fold(0.0, f64::max);
    slices.len() <= 8 && width / 2.0 - 90.0 > widest + text::width(" 99.9%", 12.0, false) + 24.0
}

/// Names at the height of their slices; where they would overlap, they move apart and a line leads to the slice.
fn labels_beside(sketch: &mut Sketch, parts: &[Part], (x, y): (f64, f64), outer: f64, theme: &Theme) {
    let kind = theme.value();
    let height = sketch.bounds.height;
    for right in [true, false] {
        let middle = |part: &Part| (part.from + part.to) / 2.0;
        let mut side: Vec<(&Part, f64)> = parts
            .iter()
            .filter(|part| part.share > 0.0 && (middle(part).sin() >= 0.0) == right)
            .map(|part| (part, y - (outer + 14.0) * middle(part).cos()))
            .collect();
        side.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut least = LINE / 2.0;
        for (_, at) in &mut side {
            *at = at.max(least);
            least = *at + LINE;
        }
        let mut most = height - LINE / 2.0;
        for (_, at) in side.iter_mut().rev() {
            *at = at.min(most);
            most = *at - LINE;
        }
        for (part, at) in side {
            let sign = if right { 1.0 } else { -1.0 };
            let (sin, cos) = middle(part).sin_cos();
            let bend = (x + sin * (outer + 8.0), y - cos * (outer + 8.0));
            // At the height of the label, just beyond the ring.
            let rim = (outer + 14.0).powi(2) - (at - y).powi(2);
            let reach = rim.max(0.0).sqrt().max((bend.0 - x).abs() + 4.0);
            let end = x + sign * reach;
            sketch.line(vec![(x + sin * outer, y - cos * outer), bend, (end, at)], 1.0, theme.line_strong);
            let anchor = if right { Anchor::Start } else { Anchor::End };
            sketch.text_if_free(end + sign * 5.0, at, anchor, kind, &label(part));
        }
    }
}

/// Names and shares in rows, each with its colour.
fn list_below(sketch: &mut Sketch, parts: &[Part], top: f64, theme: &Theme) {
    let kind = theme.value();
    // Not so wide that the eye loses the row between a name and its share.
    let width = sketch.bounds.width.min(280.0);
    let left = (sketch.bounds.width - width) / 2.0;
    let room = width - 18.0 - text::width(" 100.0%", kind.size, false);
    for (row, part) in parts.iter().enumerate() {
        let y = top + (row as f64 + 0.5) * LINE;
        if y + LINE / 2.0 > sketch.bounds.height + 0.5 {
            return;
        }
        sketch.rect(Area::new(left, y - 5.0, 10.0, 10.0), theme.category(part.index));
        let words = text::fit(&part.slice.label, kind.size, false, room);
        sketch.text_if_free(left + 18.0, y, Anchor::Start, kind, &words);
        sketch.text_if_free(left + width, y, Anchor::End, kind, &number::per_cent(part.share));
    }
}

/// The visitor's picks as a ring of the same colours.
fn your_ring(sketch: &mut Sketch, shown: &[(usize, &Slice)], (x, y): (f64, f64), inner: f64, theme: &Theme) {
    let count = |slice: &Slice| slice.yours.unwrap_or(0);
    if shown.iter().all(|(_, slice)| count(slice) == 0) {
        return;
    }
    let (inner, outer) = (inner - 12.0, inner - 4.0);
    if inner <= 0.0 {
        return;
    }
    for part in parts(shown, count).iter().filter(|part| part.share > 0.0) {
        sketch.polygon(wedge((x, y), (inner, outer), (part.from, part.to)), theme.category(part.index));
        let outline = wedge((x, y), (inner, inner + 1.5), (part.from, part.to));
        sketch.polygon(outline, theme.ink);
        let (sin, cos) = part.from.sin_cos();
        sketch.line(vec![(x + inner * sin, y - inner * cos), (x + outer * sin, y - outer * cos)], 1.5, theme.raised);
        let words = t!("mark-yours-share", count = count(part.slice), share = number::per_cent(part.share));
        let shape = Shape::Wedge { x, y, inner, outer, from: part.from, to: part.to };
        sketch.mark(shape, &part.slice.label, words, part.index, 1);
    }
}
