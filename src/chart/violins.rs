//! Violins: how values are spread in categories, with their quartiles inside.

use super::bands::Bands;
use super::sketch::{Paint, Sketch};
use super::{Theme, View, boxes};
use crate::eda::Distributions;

pub fn sketch(data: &Distributions, view: &View, theme: &Theme) -> Sketch {
    let mut sketch = Sketch::new(view.width, view.height);
    if data.groups.is_empty() {
        return sketch;
    }
    let bands = Bands::lay_out(&mut sketch, theme, data);
    for (index, group) in data.groups.iter().enumerate() {
        let (place, colour) = (index as f64 + 0.5, theme.category(index));
        let finite = |(value, density): &&(f64, f64)| value.is_finite() && density.is_finite() && *density >= 0.0;
        let densest = group.density.iter().filter(finite).map(|(_, density)| *density).fold(0.0, f64::max);
        if densest > 0.0 {
            let side = |sign: f64| {
                group
                    .density
                    .iter()
                    .filter(finite)
                    .map(move |(value, density)| (sign * 0.44 * density / densest, *value))
            };
            let mut outline: Vec<_> = side(1.0).map(|(off, value)| bands.at(place + off, value)).collect();
            outline.extend(side(-1.0).rev().map(|(off, value)| bands.at(place + off, value)));
            outline.extend(outline.first().copied());
            sketch.polygon(outline.clone(), Paint(colour, 0.28));
            sketch.line(outline, 1.5, colour);
        }
        let [lower, median, upper] = group.quartiles;
        if lower.is_finite() && upper.is_finite() {
            let [least, most] = group.whiskers;
            sketch.rect(bands.stem(place, (least, most), 1.0), colour);
            sketch.rect(bands.stem(place, (lower, upper), 7.0), colour);
            sketch.rect(bands.tick(place, median, 11.0, 3.0), theme.raised);
            sketch.rect(bands.tick(place, median, 11.0, 1.5), theme.ink);
        }
    }
    if view.shows(boxes::YOURS) {
        boxes::yours(&mut sketch, &bands, data, theme);
    }
    boxes::mark_groups(&mut sketch, &bands, data, view);
    let groups = sketch.marks.iter().position(|mark| mark.series == 2).unwrap_or(sketch.marks.len());
    sketch.marks.truncate(groups);
    sketch
}
