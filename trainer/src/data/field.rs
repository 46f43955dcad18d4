//! Fields of the data set: numbers that may be written as `12` or `12.0`, text, and `UNKNOWN` for what is not known.

use super::FaultKind;
use konomi::recommend::Rating;

/// A field as text.
pub(super) fn text<'a>(bytes: &'a [u8], column: &'static str) -> Result<&'a str, FaultKind> {
    std::str::from_utf8(bytes).map(str::trim).map_err(|_| FaultKind::NotText(column))
}

/// A field as text, or `None` where it is empty or `UNKNOWN`.
pub(super) fn known_text<'a>(bytes: &'a [u8], column: &'static str) -> Result<Option<&'a str>, FaultKind> {
    Ok(Some(text(bytes, column)?).filter(|text| !text.is_empty() && *text != "UNKNOWN"))
}

/// A whole number.
pub(super) fn number(bytes: &[u8], column: &'static str) -> Result<u32, FaultKind> {
    whole(text(bytes, column)?).ok_or(FaultKind::BadNumber(column))
}

/// A whole number, or `None` where it is not known.
pub(super) fn known_number(bytes: &[u8], column: &'static str) -> Result<Option<u32>, FaultKind> {
    let Some(text) = known_text(bytes, column)? else { return Ok(None) };
    whole(text).map(Some).ok_or(FaultKind::BadNumber(column))
}

/// A rating from 1 to 10.
pub(super) fn rating(bytes: &[u8]) -> Result<Rating, FaultKind> {
    let number = std::str::from_utf8(bytes).ok().and_then(|text| whole(text.trim())).ok_or(FaultKind::BadRating)?;
    if number == 0 {
        return Err(FaultKind::NoRating);
    }
    u8::try_from(number).ok().and_then(|number| Rating::try_from(number).ok()).ok_or(FaultKind::BadRating)
}

/// The number of a text that is digits and nothing else, but for a fraction of zeros.
fn whole(text: &str) -> Option<u32> {
    let digits = match text.split_once('.') {
        Some((digits, fraction)) if fraction.bytes().all(|byte| byte == b'0') => digits,
        Some(_) => return None,
        None => text,
    };
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let rows: [(&str, Option<u32>); 9] = [
            ("12", Some(12)),
            (" 12 ", Some(12)),
            ("12.0", Some(12)),
            ("12.5", None),
            ("+12", None),
            ("-1", None),
            ("", None),
            ("4294967296", None),
            ("1e3", None),
        ];
        for (field, expected) in rows {
            assert_eq!(number(field.as_bytes(), "n").ok(), expected, "{field}");
        }
        assert_eq!(known_number(b"UNKNOWN", "n"), Ok(None));
    }

    #[test]
    fn ratings() {
        for number in 1..=10 {
            assert_eq!(rating(number.to_string().as_bytes()).map(Rating::get), Ok(number));
        }
        for (field, fault) in [
            ("0", FaultKind::NoRating),
            ("11", FaultKind::BadRating),
            ("257", FaultKind::BadRating),
            ("-3", FaultKind::BadRating),
            ("8.5", FaultKind::BadRating),
            ("good", FaultKind::BadRating),
            ("", FaultKind::BadRating),
        ] {
            assert_eq!(rating(field.as_bytes()), Err(fault), "{field}");
        }
    }
}
