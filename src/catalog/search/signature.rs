//! What can be said of a text's letters in a few machine words, to rule out most texts without reading them.

/// The letters of a text and its pairs of neighbours, as sets of bits that several of them may share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Signature {
    letters: u64,
    pairs: u128,
}

impl Signature {
    /// The signature of a text.
    pub fn new(text: &[u16]) -> Self {
        let letters = text.iter().fold(0, |set, letter| set | 1 << letter_bit(*letter));
        let pairs = text.windows(2).fold(0, |set, pair| set | 1 << pair_bit(pair[0], pair[1]));
        Self { letters, pairs }
    }

    /// The signature of texts that have all that these have.
    pub fn union(signatures: impl IntoIterator<Item = Self>) -> Self {
        let none = Self { letters: 0, pairs: 0 };
        signatures.into_iter().fold(none, |a, b| Self { letters: a.letters | b.letters, pairs: a.pairs | b.pairs })
    }

    /// Whether a text of this signature may hold `part` with so many errors. If not, then it does not.
    ///
    /// An error takes at most one letter away, and at most three pairs (two letters in the wrong order).
    #[inline]
    pub fn may_hold(&self, part: &Self, errors: u32) -> bool {
        (part.letters & !self.letters).count_ones() <= errors && (part.pairs & !self.pairs).count_ones() <= 3 * errors
    }
}

/// A bit each for `a` to `z` and `0` to `9`, shared ones for all others.
fn letter_bit(letter: u16) -> u16 {
    match letter {
        0x61..=0x7a => letter - 0x61,
        0x30..=0x39 => letter - 0x30 + 26,
        _ => 36 + letter % 28,
    }
}

/// One of 128 bits, by a multiplicative hash.
fn pair_bit(first: u16, second: u16) -> u32 {
    (u32::from(first) << 16 | u32::from(second)).wrapping_mul(0x9e37_79b1) >> 25
}

#[cfg(test)]
mod tests {
    use super::super::edit_distance::{Anchor, Pattern};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_near_is_ruled_out(
            part in proptest::collection::vec(96u16..104, 1..20),
            text in proptest::collection::vec(96u16..104, 0..40),
        ) {
            let errors = Pattern::new(&part).distance_within(20, &text, Anchor::Anywhere).unwrap();
            prop_assert!(Signature::new(&text).may_hold(&Signature::new(&part), errors));
        }
    }
}
