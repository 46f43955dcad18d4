//! A value a pair of categories, as the lower half of a square: it is symmetric, and the names stand on its diagonal, so
//! that each is written once and read without turning one's head.

use super::domain::Domain;
use super::sketch::{Anchor, Area, Sketch, Type};
use super::{Theme, View, number, text};
use crate::eda::Heat;
use crate::language::letters;
use crate::t;

/// The least and the greatest height of a cell.
const LEAST: f64 = 15.0;
const MOST: f64 = 34.0;
/// The room at the end for what was left out.
const LINE: f64 = 17.0;

pub fn sketch(heat: &Heat, view: &View, theme: &Theme) -> Sketch {
    let mut sketch = Sketch::new(view.width, view.height);
    let all = heat.labels.len();
    if all == 0 || heat.values.len() < all * all {
        return sketch;
    }
    let fit = (view.height / LEAST).floor().max(1.0) as usize;
    let count = if fit >= all { all } else { ((view.height - LINE) / LEAST).floor().max(1.0) as usize };
    let room = if count < all { view.height - LINE } else { view.height };
    let height = (room / count as f64).min(MOST);
    let kind = Type { size: 12.0_f64.min(height - 2.0).max(11.0), ..theme.value() };
    let width = cell_width(heat, count, view.width, kind.size);

    let value = |row: usize, column: usize| heat.values[row * all + column];
    let pairs = || (0..count).flat_map(|row| (0..row).map(move |column| (row, column)));
    let domain = Domain::of_lengths(pairs().map(|(row, column)| value(row, column)), heat.value.log);
    // Shades follow the root of a value, else all but a few pairs would be equally pale.
    let share = |value: f64| if heat.value.log { domain.clamped(value) } else { domain.clamped(value).sqrt() };
    let ramp = theme.ramp();
    let shade = |value: f64| ramp.at(0.03 + 0.82 * share(value));
    let small = Type { size: 11.0, ..kind };
    let widest = pairs().map(|pair| text::width(&number::short(value(pair.0, pair.1)), small.size, false));
    let numbers = widest.fold(0.0, f64::max) + 4.0 <= width && height >= 16.0;
    let unit = letters::small(&heat.value.name);
    for row in 0..count {
        let y = row as f64 * height;
        for column in 0..=row {
            let (x, value) = (column as f64 * width, value(row, column));
            let own = row == column;
            let cell = if own {
                let wide = text::width(&heat.labels[row], kind.size, false) + 6.0;
                Area::new(x, y, wide.min(view.width - x), height)
            } else {
                Area::new(x, y, width, height)
            };
            if !value.is_finite() {
                continue;
            }
            if !own {
                let colour = shade(value);
                sketch.rect(Area::new(x, y, (width - 1.0).max(0.5), height - 1.0), colour);
                if numbers {
                    let (x, y) = (x + (width - 1.0) / 2.0, y + (height - 1.0) / 2.0);
                    let kind = Type { colour: theme.letters_on(colour), ..small };
                    sketch.text_if_free(x, y, Anchor::Middle, kind, &number::short(value));
                }
            }
            let words = format!("{} {unit}", number::exact(value));
            let label = if own {
                heat.labels[row].clone()
            } else {
                t!("names-and", first = heat.labels[row].as_str(), last = heat.labels[column].as_str())
            };
            sketch.mark(cell, &label, words, row * all + column, 0);
        }
        let x = row as f64 * width + 5.0;
        let words = text::fit(&heat.labels[row], kind.size, false, view.width - x);
        sketch.text_if_free(x, y + height / 2.0, Anchor::Start, kind, &words);
    }
    legend(&mut sketch, &domain, shade, theme);
    if count < all {
        let rest = t!("chart-rest-in-table", count = all - count);
        sketch.text_if_free(0.0, view.height - LINE / 2.0, Anchor::Start, theme.tick(), &rest);
    }
    sketch
}

/// The height that shows all categories.
pub fn height(heat: &Heat, width: f64) -> f64 {
    let count = heat.labels.len() as f64;
    let cell = cell_width(heat, heat.labels.len(), width, 12.0);
    (count * (cell * 0.62).clamp(LEAST + 1.0, 30.0)).max(60.0)
}

/// The width of a cell at which each name, which begins where its row ends, has room in letters of a size.
fn cell_width(heat: &Heat, count: usize, width: f64, size: f64) -> f64 {
    let cells = heat.labels[..count].iter().enumerate().skip(1);
    let room = cells.map(|(row, label)| {
        let name = text::width(label, size, false).min(width * 0.4) + 6.0;
        (width - name) / row as f64
    });
    room.fold(72.0, f64::min).max(1.0)
}

/// The shades and their values, in the empty half.
fn legend(sketch: &mut Sketch, domain: &Domain, shade: impl Fn(f64) -> super::Colour, theme: &Theme) {
    const STEPS: usize = 24;
    // Steps of whole pixels, so that no line is seen between them.
    let each = (120.0_f64.min(sketch.bounds.width / 3.0) / STEPS as f64).floor().max(1.0);
    let (width, height) = (each * STEPS as f64, 8.0);
    let (left, top) = ((sketch.bounds.width - width).floor(), 4.0);
    if !sketch.is_free(Area::new(left, top, width, height + LINE)) {
        return;
    }
    for step in 0..STEPS {
        let value = domain.value((step as f64 + 0.5) / STEPS as f64);
        sketch.rect(Area::new(left + step as f64 * each, top, each, height), shade(value));
    }
    let y = top + height + 10.0;
    sketch.text_if_free(left, y, Anchor::Start, theme.tick(), &number::short(domain.low()));
    sketch.text_if_free(left + width, y, Anchor::End, theme.tick(), &number::short(domain.high()));
}
