//! Boxes: quartiles, whiskers and outliers of categories.

use super::bands::Bands;
use super::sketch::Sketch;
use super::{Colour, Shape, Theme, View, number};
use crate::eda::{Distribution, Distributions};
use crate::language::letters::small;
use crate::t;
use std::collections::BTreeMap;

/// The entry of the legend that switches the visitor's values off.
pub const YOURS: usize = 0;

pub fn sketch(data: &Distributions, view: &View, theme: &Theme) -> Sketch {
    let mut sketch = Sketch::new(view.width, view.height);
    if data.groups.is_empty() {
        return sketch;
    }
    let bands = Bands::lay_out(&mut sketch, theme, data);
    let half = (0.26_f64).min(19.0 / bands.pitch());
    for (index, group) in data.groups.iter().enumerate() {
        let (place, colour) = (index as f64 + 0.5, theme.category(index));
        outliers(&mut sketch, &bands, place, group, colour, theme);
        let [lower, median, upper] = group.quartiles;
        if lower.is_finite() && upper.is_finite() {
            let [least, most] = group.whiskers;
            sketch.rect(bands.stem(place, (least, lower), 1.5), colour);
            sketch.rect(bands.stem(place, (upper, most), 1.5), colour);
            let outline = bands.rect((place - half, place + half), (lower, upper));
            sketch.rect(outline, theme.raised);
            sketch.frame(outline, 2.0, colour);
            sketch.rect(bands.tick(place, median, half * 2.0 * bands.pitch(), 3.0), colour);
        }
    }
    if view.shows(YOURS) {
        yours(&mut sketch, &bands, data, theme);
    }
    mark_groups(&mut sketch, &bands, data, view);
    sketch
}

/// The outliers as dots, one for those that would cover each other.
fn outliers(sketch: &mut Sketch, bands: &Bands, place: f64, group: &Distribution, colour: Colour, theme: &Theme) {
    for (at, values) in thinned(bands, place, group) {
        let shade = colour.mix(theme.raised, if values.len() > 1 { 0.0 } else { 0.25 });
        sketch.disc(at.0, at.1, 1.5, shade);
    }
}

/// Where a dot is, and the values that it stands for.
type Dot = ((f64, f64), Vec<f64>);

fn thinned(bands: &Bands, place: f64, group: &Distribution) -> Vec<Dot> {
    let mut dots: BTreeMap<(i64, i64), Dot> = BTreeMap::new();
    for value in group.outliers.iter().copied().filter(|value| value.is_finite()) {
        let at = bands.at(place, value);
        let cell = ((at.0 / 3.0).round() as i64, (at.1 / 3.0).round() as i64);
        dots.entry(cell).or_insert((at, Vec::new())).1.push(value);
    }
    dots.into_values().collect()
}

/// The visitor's own values as dots.
pub fn yours(sketch: &mut Sketch, bands: &Bands, data: &Distributions, theme: &Theme) {
    for (index, group) in data.groups.iter().enumerate() {
        for value in group.yours.iter().filter(|value| value.is_finite()) {
            let (x, y) = bands.at(index as f64 + 0.5, *value);
            sketch.dot(x, y, 3.5, theme);
        }
    }
}

/// Marks each category and the visitor's values in it; the outliers come last, as nobody wants to step through them.
pub fn mark_groups(sketch: &mut Sketch, bands: &Bands, data: &Distributions, view: &View) {
    let unit = small(&data.value.name);
    for (row, group) in data.groups.iter().enumerate() {
        let [lower, median, upper] = group.quartiles.map(number::exact);
        let words =
            t!("mark-quartiles", unit = unit.as_str(), median = median, lower = lower, upper = upper, n = group.n);
        let [least, most] = group.range;
        if least.is_finite() && most.is_finite() {
            let place = row as f64;
            sketch.mark(bands.rect((place, place + 1.0), (least, most)), &group.label, words, row, 0);
        }
        let own = group.yours.iter().filter(|value| value.is_finite() && view.shows(YOURS));
        for value in own {
            let (x, y) = bands.at(row as f64 + 0.5, *value);
            let words = t!("mark-yours", value = number::exact(*value), unit = unit.as_str());
            sketch.mark(Shape::Circle { x, y, radius: 4.0 }, &group.label, words, row, 1);
        }
    }
    for (row, group) in data.groups.iter().enumerate() {
        for ((x, y), values) in thinned(bands, row as f64 + 0.5, group) {
            let (Some(first), Some(last)) = (values.first(), values.last()) else { continue };
            let words = if values.len() > 1 {
                t!(
                    "mark-outliers",
                    count = values.len(),
                    first = number::exact(*first),
                    last = number::exact(*last),
                    unit = unit.as_str()
                )
            } else {
                t!("mark-outlier", value = number::exact(*first), unit = unit.as_str())
            };
            sketch.mark(Shape::Circle { x, y, radius: 2.0 }, &group.label, words, row, 2);
        }
    }
}
