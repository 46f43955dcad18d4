//! Edit distances of a short pattern to the parts of a text, a machine word at a time.
//!
//! Myers 1999 ("A fast bit-vector algorithm for approximate string matching based on dynamic programming", J. ACM 46),
//! in the form of Hyyrö 2003, whose extension counts two neighbouring letters in the wrong order as one error, the
//! commonest in typing. A column of the table of edit distances is kept as the differences between its cells, two bits
//! each, so a letter of the text costs a dozen operations on words.

/// The longest pattern, in letters; the rest of a longer one is not looked at.
pub(super) const MAX_PATTERN: usize = 64;

/// A pattern, prepared to be compared with many texts.
pub(super) struct Pattern {
    letters: Vec<u16>,
    /// For each ASCII letter, a bit for each place of the pattern where it stands.
    ascii_places: [u64; 128],
    /// The same for the other letters of the pattern, sorted.
    other_places: Vec<(u16, u64)>,
}

/// Where in a text the pattern may match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Anchor {
    /// At the start of the text, with no letter before.
    Start,
    /// Anywhere.
    Anywhere,
}

impl Pattern {
    /// Prepares the first [`MAX_PATTERN`] letters.
    pub fn new(letters: &[u16]) -> Self {
        let letters = letters[..letters.len().min(MAX_PATTERN)].to_vec();
        let mut ascii_places = [0; 128];
        let mut other_places: Vec<(u16, u64)> = Vec::new();
        for (place, letter) in letters.iter().enumerate() {
            match ascii_places.get_mut(usize::from(*letter)) {
                Some(places) => *places |= 1 << place,
                None => match other_places.binary_search_by_key(letter, |entry| entry.0) {
                    Ok(known) => other_places[known].1 |= 1 << place,
                    Err(new) => other_places.insert(new, (*letter, 1 << place)),
                },
            }
        }
        Self { letters, ascii_places, other_places }
    }

    /// A bit for each place where a letter stands.
    #[inline]
    fn places(&self, letter: u16) -> u64 {
        match self.ascii_places.get(usize::from(letter)) {
            Some(places) => *places,
            None if self.other_places.is_empty() => 0,
            None => {
                let known = self.other_places.binary_search_by_key(&letter, |entry| entry.0);
                known.map_or(0, |known| self.other_places[known].1)
            }
        }
    }

    /// The letters of the pattern.
    pub fn letters(&self) -> &[u16] {
        &self.letters
    }

    /// The least edit distance of the pattern to any part of the text (to any start of it, or to any part at all), if
    /// that is no more than `most`.
    pub fn distance_within(&self, most: u32, text: &[u16], anchor: Anchor) -> Option<u32> {
        let mut score = self.letters.len() as u32;
        let mut least = score;
        let Some(last) = self.letters.len().checked_sub(1) else { return Some(0) };
        // Which cells of the column are one above, or one below, the cell over them.
        let (mut above, mut below) = (u64::MAX, 0u64);
        let (mut diagonal, mut places_before) = (0u64, 0u64);
        let first_row = u64::from(anchor == Anchor::Start);
        for (at, letter) in text.iter().enumerate() {
            // A letter lowers the score by one at most, so it may be too late.
            if score > least.min(most) + (text.len() - at) as u32 {
                break;
            }
            let places = self.places(*letter);
            let swapped = ((!diagonal & places) << 1) & places_before;
            diagonal = ((places & above).wrapping_add(above) ^ above) | places | below | swapped;
            let mut right_above = below | !(diagonal | above);
            let mut right_below = diagonal & above;
            score += (right_above >> last & 1) as u32;
            score -= (right_below >> last & 1) as u32;
            least = least.min(score);
            right_above = right_above << 1 | first_row;
            right_below <<= 1;
            above = right_below | !(diagonal | right_above);
            below = right_above & diagonal;
            places_before = places;
        }
        (least <= most).then_some(least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by the whole table: optimal string alignment.
    fn by_table(pattern: &[u16], text: &[u16], anchor: Anchor) -> u32 {
        let mut table = vec![vec![0u32; text.len() + 1]; pattern.len() + 1];
        for (i, row) in table.iter_mut().enumerate() {
            row[0] = i as u32;
        }
        for (j, cell) in table[0].iter_mut().enumerate() {
            *cell = if anchor == Anchor::Start { j as u32 } else { 0 };
        }
        for i in 1..=pattern.len() {
            for j in 1..=text.len() {
                let substituted = table[i - 1][j - 1] + u32::from(pattern[i - 1] != text[j - 1]);
                table[i][j] = substituted.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && pattern[i - 1] == text[j - 2] && pattern[i - 2] == text[j - 1] {
                    table[i][j] = table[i][j].min(table[i - 2][j - 2] + 1);
                }
            }
        }
        table[pattern.len()].iter().copied().min().unwrap()
    }

    proptest! {
        #[test]
        fn as_by_the_whole_table(
            pattern in proptest::collection::vec(126u16..130, 0..64),
            text in proptest::collection::vec(126u16..130, 0..80),
            most in 0u32..66,
        ) {
            for anchor in [Anchor::Start, Anchor::Anywhere] {
                let expected = Some(by_table(&pattern, &text, anchor)).filter(|distance| *distance <= most);
                prop_assert_eq!(Pattern::new(&pattern).distance_within(most, &text, anchor), expected);
            }
        }
    }

    #[test]
    fn typing_errors() {
        let letters = |text: &str| text.encode_utf16().collect::<Vec<_>>();
        for (pattern, text, anchor, distance) in [
            ("naruto", "naruto", Anchor::Start, 0),
            ("naru", "naruto", Anchor::Start, 0),
            ("uto", "naruto", Anchor::Start, 3),
            ("uto", "naruto", Anchor::Anywhere, 0),
            ("nartuo", "naruto", Anchor::Start, 1),
            ("narruto", "naruto", Anchor::Start, 1),
            ("nruto", "naruto", Anchor::Start, 1),
            ("bebop", "", Anchor::Anywhere, 5),
        ] {
            let found = Pattern::new(&letters(pattern)).distance_within(9, &letters(text), anchor);
            assert_eq!(found, Some(distance), "{pattern} in {text}");
        }
    }
}
