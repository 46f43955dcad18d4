//! Numbers and lists in words.

use crate::t;

/// A whole number with thousands set apart: `1,771,505`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A part of a whole as per cent, never rounded to all or nothing: `29%`, `under 1%`, `over 99%`.
pub(super) fn percent(part: u64, whole: u64) -> String {
    let percent = 100.0 * part as f64 / whole.max(1) as f64;
    if part > 0 && percent < 1.0 {
        t!("percent-under-1")
    } else if part < whole && percent > 99.0 {
        t!("percent-over-99")
    } else {
        format!("{percent:.0}%")
    }
}

/// Names as a sentence lists them: `A`, `A and B`, `A, B and C`.
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [first @ .., last] => t!("names-and", first = first.join(&t!("names-comma")), last = *last),
    }
}

/// The names that share the first place among counts from the largest on, as a sentence lists them, and whether there
/// are several. `None` where nothing was counted, or where so many share the place that none of them leads.
pub(super) fn leaders<'a>(ranked: impl IntoIterator<Item = (&'a str, u64)>) -> Option<(String, bool)> {
    let mut ranked = ranked.into_iter();
    let (first, most) = ranked.next().filter(|(_, count)| *count > 0)?;
    let mut names = vec![first];
    names.extend(ranked.take_while(|(_, count)| *count == most).map(|(name, _)| name));
    (names.len() <= 3).then(|| (listed(&names), names.len() > 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        for (part, whole, expected) in [
            (0, 0, "0%"),
            (0, 5, "0%"),
            (1, 3, "33%"),
            (1, 1000, "under 1%"),
            (999, 1000, "over 99%"),
            (1, 100, "1%"),
            (99, 100, "99%"),
            (1000, 1000, "100%"),
        ] {
            assert_eq!(percent(part, whole), expected, "{part} of {whole}");
        }
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, expected) in
            [(0, "0"), (7, "7"), (100, "100"), (1000, "1,000"), (65_536, "65,536"), (1_771_505, "1,771,505")]
        {
            assert_eq!(thousands(number), expected);
        }
    }

    #[test]
    fn first_places() {
        for (ranked, expected) in [
            (vec![], None),
            (vec![("A", 0)], None),
            (vec![("A", 3), ("B", 2)], Some(("A", false))),
            (vec![("A", 3), ("B", 3), ("C", 1)], Some(("A and B", true))),
            (vec![("A", 3), ("B", 3), ("C", 3)], Some(("A, B and C", true))),
            (vec![("A", 3), ("B", 3), ("C", 3), ("D", 3)], None),
        ] {
            let expected = expected.map(|(names, several)| (names.to_owned(), several));
            assert_eq!(leaders(ranked.iter().copied()), expected, "{ranked:?}");
        }
    }
}
