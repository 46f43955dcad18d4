//! Numbers as they are read on an axis and in a label.

use crate::t;

/// A number in full: thousands set apart, at most two decimals, a true minus sign.
pub fn exact(number: f64) -> String {
    if !number.is_finite() {
        return t!("mark-none");
    }
    let rounded = (number.abs() * 100.0).round();
    // Beyond this a double has no hundredths; then what it prints as is the number itself.
    let text = if rounded < 1e15 { format!("{:.2}", rounded / 100.0) } else { format!("{:.2}", number.abs()) };
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(whole.len() + whole.len() / 3 + 4);
    if number < 0.0 && rounded > 0.0 {
        out.push('\u{2212}');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

/// A number for a tick of an axis, where there is little room: from ten thousand on in thousands and millions.
pub fn short(number: f64) -> String {
    let size = number.abs();
    if !number.is_finite() {
        return t!("mark-none");
    }
    for (unit, name) in [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")] {
        if size >= unit && (size >= 10_000.0 || name != "k") {
            return if size >= unit * 1e6 {
                format!("{number:.0e}")
            } else {
                exact((number / unit * 100.0).round() / 100.0) + name
            };
        }
    }
    if size >= 0.01 || size == 0.0 { exact(number) } else { format!("{number:e}") }
}

/// A share of a whole as per cent: `27.3%`, `0.4%`, `100%`.
pub fn per_cent(share: f64) -> String {
    if !share.is_finite() {
        return t!("mark-none");
    }
    let text = format!("{:.1}", share * 100.0);
    format!("{}%", text.trim_end_matches(".0"))
}
