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
    let mut placed = Vec::new();
    for sizes in scales.map(sizes) {
        let covers: f64 =
            sizes.iter().map(|(index, size)| extent(&words[*index].text, *size)).map(|(w, h)| w * h).sum();
        let smallest = sizes.first().is_some_and(|(_, size)| *size <= LEAST);
        // A cloud is never as dense as this: no need to try.
        if covers > view.width * view.height * 0.8 && !smallest {
            continue;
        }
        placed = place(words, &sizes, view, smallest);
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

/// The words that find a place, with their sizes and places; unless some may be left out, only up to the first without.
fn place(words: &[Word], sizes: &[(usize, f64)], view: &View, some: bool) -> Vec<(usize, f64, Area)> {
    let bounds = Area::new(0.0, 0.0, view.width, view.height);
    let (middle_x, middle_y) = (view.width / 2.0, view.height / 2.0);
    let steepness = (view.height / view.width).clamp(0.3, 1.0);
    let mut placed: Vec<(usize, f64, Area)> = Vec::new();
    for (index, size) in sizes {
        let (width, height) = extent(&words[*index].text, *size);
        // Each word sets out in a direction of its own (the golden angle), so that the cloud is round and not a spiral.
        let start = *index as f64 * 2.399_963;
        let mut turn: f64 = 0.0;
        // The next place mostly meets the word that this one has met.
        let mut met = Area::default();
        let found = loop {
            let radius = turn * 1.1;
            if radius * steepness > middle_y && radius > middle_x {
                break None;
            }
            let x = middle_x + radius * (start + turn).cos() - width / 2.0;
            let y = middle_y + radius * steepness * (start + turn).sin() - height / 2.0;
            let area = Area::new(x, y, width, height);
            if bounds.holds(&area) && !met.meets(&area) {
                match placed.iter().find(|(.., other)| other.meets(&area)) {
                    None => break Some(area),
                    Some((.., other)) => met = *other,
                }
            }
            turn += (3.0 / radius.max(3.0)).max(0.03);
        };
        match found {
            Some(area) => placed.push((*index, *size, area)),
            None if some => {}
            None => break,
        }
    }
    placed
}
