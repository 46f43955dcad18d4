//! How wide a text is, as far as it can be told without a font at hand.
//!
//! The widths are Inter's; the fonts that stand in for it are as narrow or narrower. Backends measure differently or not
//! at all, and a chart must be laid out the same on each of them.

use crate::language::letters::decomposed;

/// The height of a line of text, in its size.
pub const LINE: f64 = 1.3;

/// The advance widths of the characters from the space to the tilde in thousandths of the size: Inter at weight 400.
const WIDTHS: [u16; 95] = [
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620,
    566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903,
    753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612,
    583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426,
    333, 426, 662,
];

/// How much wider bold letters are; single ones differ.
const BOLD: f64 = 1.07;

/// The width of a text of a size.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(advance).sum();
    f64::from(thousandths) / 1000.0 * size * if bold { BOLD } else { 1.0 }
}

fn advance(character: char) -> u32 {
    if let Some(width) = (character as usize).checked_sub(32).and_then(|index| WIDTHS.get(index)) {
        return u32::from(*width);
    }
    match character {
        '\0'..='\u{1f}' | '\u{200b}'..='\u{200f}' | '\u{300}'..='\u{36f}' => 0,
        '·' | '‘' | '’' => 290,
        '“' | '”' | '°' | '²' => 460,
        '–' | '½' => 850,
        // An accent is no wider than its letter.
        '\u{c0}'..='\u{24f}' => decomposed(character).chars().next().filter(char::is_ascii).map_or(700, advance),
        '\u{370}'..='\u{5ff}' => 750,
        _ => 1000,
    }
}

/// The text, or as much of its start as fits into a width with an ellipsis.
pub fn fit(text: &str, size: f64, bold: bool, room: f64) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let room = room - width("…", size, bold);
    let mut used = 0.0;
    let kept: String = text
        .chars()
        .take_while(|character| {
            used += width(character.encode_utf8(&mut [0; 4]), size, bold);
            used <= room
        })
        .collect();
    if kept.is_empty() { String::new() } else { kept.trim_end().to_owned() + "…" }
}

/// The text in lines no wider than a width, broken at spaces, and within a word that is wider by itself.
pub fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, bold) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for character in word.chars() {
            line.push(character);
            if line.chars().nth(1).is_some() && width(&line, size, bold) > room {
                line.pop();
                lines.push(std::mem::replace(&mut line, character.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
