//! A cloud of words: the more often, the larger; the most frequent in the middle, the others around it on a spiral.

use super::sketch::{Anchor, Area, Sketch, Type};
use super::{Theme, View, number, text};
use crate::eda::Word;
use crate::t;

/// The entries of the legend.
pub const OTHERS: usize = 0;
pub const YOURS: usize = 1;

/// The size of the smallest words, which is still read.
const LEAST: f64 = 11.0;
/// The height of a word in its size: less than that of a line of text, as nothing stands above or below in line with it.
const HEIGHT: f64 = text::LINE;

pub fn sketch(words: &[Word], view: &View, theme: &Theme) -> Sketch {
    let mut sketch = Sketch::new(view.width, view.height);
    let mut order: Vec<usize> = (0..words.len())
        .filter(|index| view.shows(if words[*index].is_yours { YOURS } else { OTHERS }))
        .filter(|index| words[*index].count > 0)
        .collect();
    order.sort_by_key(|index| (std::cmp::Reverse(words[*index].count), *index));
    let Some(most) = order.first().map(|index| words[*index].count) else { return sketch };

    // The largest size at which every word finds a place; at the smallest one, those that do not are left to the table.
    let largest = (view.width / 7.0).min(view.height / 4.0).clamp(LEAST, 64.0);
    let sizes = |scale: f64| {
        let size = move |index: &usize| (scale * (words[*index].count as f64 / most as f64).sqrt()).max(LEAST);
        order.iter().map(|index| (*index, size(index))).collect::<Vec<_>>()
    };
    let scales = std::iter::successors(Some(largest), |scale| (*scale > LEAST).then_some((scale * 0.88).max(LEAST)));
    let spiral = spiral(view);
    let mut placed = Vec::new();
    for sizes in scales.map(sizes) {
        let covers: f64 =
            sizes.iter().map(|(index, size)| extent(&words[*index].text, *size)).map(|(w, h)| w * h).sum();
        let smallest = sizes.first().is_some_and(|(_, size)| *size <= LEAST);
        // A cloud is never as dense as this: no need to try.
        if covers > view.width * view.height * 0.8 && !smallest {
            continue;
        }
        placed = place(words, &sizes, &spiral, view, smallest);
        if placed.len() == order.len() {
            break;
        }
    }
    for (index, size, area) in placed {
        let word = &words[index];
        let colour = if word.is_yours { theme.accent } else { theme.categories[0] };
        let (x, y) = (area.x + area.width / 2.0, area.y + area.height / 2.0);
        sketch.text(x, y, Anchor::Middle, Type { size, bold: false, colour }, word.text.as_str());
        if word.is_yours {
            let stroke = (size / 14.0).max(1.0);
            let line = Area::new(area.x + 2.0, y + size * 0.5, area.width - 4.0, stroke);
            sketch.rect(line, colour);
        }
        let own = if word.is_yours { t!("mark-in-your-picks") } else { String::new() };
        let value = format!("{}{own}", number::exact(word.count as f64));
        sketch.mark(area, &word.text, value, index, usize::from(word.is_yours));
    }
    sketch
}

fn extent(word: &str, size: f64) -> (f64, f64) {
    // Some air at both sides: unlike in a line, nothing says that neighbours are two words.
    (text::width(word, size, false) + size * 0.3, size * HEIGHT)
}

/// The places at which a word is tried, from the middle of the view outwards until they are beyond all its edges: offsets
/// from the middle, of a spiral that has not been flattened yet.
fn spiral(view: &View) -> Vec<(f64, f64)> {
    let steepness = steepness(view);
    let steps = std::iter::successors(Some(0.0), |turn| Some(turn + (3.0 / radius(*turn).max(3.0)).max(0.03)));
    let radius_and_turn = steps.map(|turn| (radius(turn), turn));
    let within = radius_and_turn
        .take_while(|(radius, _)| radius * steepness <= view.height / 2.0 || *radius <= view.width / 2.0);
    within.map(|(radius, turn)| (radius * turn.cos(), radius * turn.sin())).collect()
}

fn radius(turn: f64) -> f64 {
    turn * 1.1
}

/// The height of the cloud in its width.
fn steepness(view: &View) -> f64 {
    (view.height / view.width).clamp(0.3, 1.0)
}

/// The words that find a place, with their sizes and places; unless some may be left out, only up to the first without.
fn place(
    words: &[Word],
    sizes: &[(usize, f64)],
    spiral: &[(f64, f64)],
    view: &View,
    some: bool,
) -> Vec<(usize, f64, Area)> {
    let bounds = Area::new(0.0, 0.0, view.width, view.height);
    let steepness = steepness(view);
    let mut placed: Vec<(usize, f64, Area)> = Vec::new();
    for (index, size) in sizes {
        let (width, height) = extent(&words[*index].text, *size);
        // Each word sets out in a direction of its own (the golden angle), so that the cloud is round and not a spiral.
        let (sin, cos) = (*index as f64 * 2.399_963).sin_cos();
        // The next place mostly meets the word that this one has met.
        let mut met = Area::default();
        let found = spiral.iter().find_map(|(right, down)| {
            let x = view.width / 2.0 + (right * cos - down * sin) - width / 2.0;
            let y = view.height / 2.0 + steepness * (down * cos + right * sin) - height / 2.0;
            let area = Area::new(x, y, width, height);
            if !bounds.holds(&area) || met.meets(&area) {
                return None;
            }
            let other = placed.iter().find(|(.., other)| other.meets(&area));
            met = other.map_or(met, |(.., other)| *other);
            other.is_none().then_some(area)
        });
        match found {
            Some(area) => placed.push((*index, *size, area)),
            None if some => {}
            None => break,
        }
    }
    placed
}
