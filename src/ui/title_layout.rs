//! How a title is set on a drawn poster: cut at a word, never overlapping, never overflowing.
//!
//! Lengths are in the poster's own units: it is 120 wide and 160 high, however large it is shown.

/// The poster's width.
pub const WIDTH: f32 = 120.0;
/// The poster's height.
pub const HEIGHT: f32 = 160.0;
/// What stays free at the edges.
pub const MARGIN: f32 = 9.0;

/// In which size a poster is shown, which decides how large its letters must be to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PosterSize {
    /// A mark in a row: no title at all.
    Mini,
    /// About 80 pixels wide.
    Small,
    /// About 180 pixels wide.
    Card,
    /// About 260 pixels wide.
    Hero,
}

/// How the lines of a title run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Columns from the right, as Japanese is set.
    Vertical,
    /// Lines from the top.
    Horizontal,
}

/// A title ready to be drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct TitleLayout {
    /// How the lines run.
    pub direction: Direction,
    /// The size of the letters.
    pub font_size: f32,
    /// From one line to the next.
    pub line_height: f32,
    /// The lines, the first first.
    pub lines: Vec<String>,
}

impl TitleLayout {
    /// The middle of a column, or the baseline of a line.
    pub fn line_position(&self, index: usize) -> f32 {
        let offset = index as f32 * self.line_height;
        match self.direction {
            Direction::Vertical => WIDTH - MARGIN - self.font_size / 2.0 - offset,
            Direction::Horizontal => MARGIN + self.font_size * 0.9 + offset,
        }
    }
}

/// One try: letters of this size in so many lines.
struct Setting {
    font_size: f32,
    lines: usize,
}

const fn setting(font_size: f32, lines: usize) -> Setting {
    Setting { font_size, lines }
}

/// Sets a title: the native one in columns where there is one, else the Latin one in lines.
pub fn lay_out(native: Option<&str>, latin: &str, size: PosterSize) -> Option<TitleLayout> {
    let native = native.and_then(native_part);
    let (title, direction) = match native {
        Some(title) => (title, Direction::Vertical),
        None => (latin.trim(), Direction::Horizontal),
    };
    let settings: &[Setting] = match (size, direction) {
        (PosterSize::Mini, _) => return None,
        (PosterSize::Small, Direction::Vertical) => &[setting(20.0, 2), setting(15.5, 3)],
        (PosterSize::Small, Direction::Horizontal) => &[setting(18.0, 4)],
        (PosterSize::Card, Direction::Vertical) => &[setting(15.0, 1), setting(14.0, 2), setting(12.0, 3)],
        (PosterSize::Card, Direction::Horizontal) => &[setting(16.0, 3), setting(13.0, 5)],
        (PosterSize::Hero, Direction::Vertical) => &[setting(16.0, 1), setting(14.0, 2), setting(11.0, 3)],
        (PosterSize::Hero, Direction::Horizontal) => &[setting(17.0, 3), setting(13.0, 6)],
    };
    let room = match direction {
        Direction::Vertical => HEIGHT - 2.0 * MARGIN,
        Direction::Horizontal => WIDTH - 2.0 * MARGIN,
    };
    let mut layout = None;
    for setting in settings {
        let (lines, whole) = fill(title, room / setting.font_size, setting.lines);
        let line_height = setting.font_size * if direction == Direction::Vertical { 1.25 } else { 1.18 };
        layout = Some(TitleLayout { direction, font_size: setting.font_size, line_height, lines });
        if whole {
            break;
        }
    }
    layout.filter(|layout| !layout.lines.is_empty())
}

/// What of a native title is set in columns: all of it, or what stands before a translation into Latin letters, which
/// would lie on its side; nothing where most of it is such letters.
fn native_part(title: &str) -> Option<&str> {
    let wide = |text: &str| text.chars().filter(|letter| is_wide(*letter)).count();
    let narrow = title.chars().filter(|letter| letter.is_alphabetic() && !is_wide(*letter)).count();
    let first = title.find(|letter: char| letter.is_alphabetic() && !is_wide(letter)).unwrap_or(title.len());
    let before = title[..first].trim_end_matches(is_dangling);
    match wide(title) {
        0 => None,
        count if count >= narrow => Some(title.trim()),
        _ => Some(before.trim()).filter(|before| wide(before) > 1),
    }
}

/// Fills lines of a length, in ems, with words; says whether all of the title found room.
fn fill(title: &str, length: f32, most: usize) -> (Vec<String>, bool) {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words(title) {
        for (index, part) in parts(word, length).into_iter().enumerate() {
            let line = lines.last().map_or("", String::as_str);
            if advance(line) + advance(part.trim_end()) > length && !line.is_empty() {
                if lines.len() == most {
                    // A word that was begun and finds no end goes as a whole, unless it is all there is.
                    return (ellipsized(without_word(lines, index), length), false);
                }
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(if line.is_empty() { part.trim_start() } else { part });
            }
        }
    }
    (trimmed(lines), true)
}

/// The lines without so many last ones, which hold the start of a word that is longer than a line.
fn without_word(mut lines: Vec<String>, begun: usize) -> Vec<String> {
    lines.truncate(lines.len().saturating_sub(begun).max(1));
    lines
}

/// The lines with an ellipsis at the end; words that leave no room for it go, a single word loses letters.
fn ellipsized(mut lines: Vec<String>, length: f32) -> Vec<String> {
    if let Some(line) = lines.last_mut() {
        let mut kept = line.trim_end().to_owned();
        while advance(&kept) + advance("…") > length && !kept.is_empty() {
            let last = words(&kept).pop().map_or(0, str::len);
            let by_word = kept.len() - last;
            if by_word > 0 {
                kept.truncate(by_word);
            } else {
                kept.pop();
            }
        }
        *line = format!("{}…", kept.trim_end_matches(is_dangling));
    }
    trimmed(lines)
}

fn trimmed(lines: Vec<String>) -> Vec<String> {
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// A word in pieces that fit a line each: itself, unless it is longer than a line.
fn parts(word: &str, length: f32) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = word;
    while advance(rest.trim_end()) > length {
        let mut end = 0;
        for (index, letter) in rest.char_indices() {
            let next = index + letter.len_utf8();
            // No line of a column starts with a mark that belongs to the letter before it.
            if end > 0 && advance(&rest[..next]) > length {
                break;
            }
            end = next;
        }
        while let Some(letter) = rest[end..].chars().next().filter(|letter| belongs_to_the_one_before(*letter)) {
            let before = rest[..end].char_indices().last().map_or(0, |(index, _)| index);
            if before == 0 {
                end += letter.len_utf8();
                break;
            }
            end = before;
        }
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts.push(rest);
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// The words of a title with what follows them; in Japanese, which sets no spaces, where the script changes.
fn words(title: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (index, letter) in title.char_indices() {
        if before.is_some_and(|before| may_break(before, letter)) {
            words.push(&title[start..index]);
            start = index;
        }
        before = Some(letter);
    }
    if start < title.len() {
        words.push(&title[start..]);
    }
    words
}

/// Whether a line may end between two letters.
fn may_break(before: char, after: char) -> bool {
    if after.is_whitespace() || belongs_to_the_one_before(after) || opens(before) {
        return false;
    }
    before.is_whitespace()
        || opens(after)
        || belongs_to_the_one_before(before) && !is_long_or_small(before)
        || script(before) != script(after) && script(after) != Script::Hiragana
        || matches!(before, '-' | '/' | '~' | '～')
}

fn opens(letter: char) -> bool {
    matches!(letter, '「' | '『' | '（' | '(' | '【' | '〈' | '《' | '［' | '[' | '＜' | '"' | '“')
}

/// Marks that never start a line.
fn belongs_to_the_one_before(letter: char) -> bool {
    is_long_or_small(letter)
        || matches!(
            letter,
            '」' | '』'
                | '）'
                | ')'
                | '】'
                | '〉'
                | '》'
                | '］'
                | ']'
                | '＞'
                | '”'
                | '、'
                | '。'
                | '・'
                | '！'
                | '？'
                | '!'
                | '?'
                | '〜'
                | '～'
                | '~'
                | ','
                | '.'
                | ':'
                | ';'
                | '：'
                | '…'
                | '☆'
                | '★'
                | '♪'
                | '々'
        )
}

fn is_long_or_small(letter: char) -> bool {
    matches!(
        letter,
        'ー' | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
    )
}

fn is_dangling(letter: char) -> bool {
    letter.is_whitespace() || opens(letter) || matches!(letter, '・' | '、' | ',' | ':' | '：' | '-' | '～' | '~')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Hiragana,
    Katakana,
    Ideographs,
    Other,
}

fn script(letter: char) -> Script {
    match letter {
        '\u{3041}'..='\u{309f}' => Script::Hiragana,
        '\u{30a0}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => Script::Katakana,
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{3005}' => Script::Ideographs,
        _ => Script::Other,
    }
}

/// Whether a letter is a full em wide, and stands upright in a column.
fn is_wide(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// How long a text is at most, in ems, in a bold sans-serif of any make.
fn advance(text: &str) -> f32 {
    text.chars()
        .map(|letter| match letter {
            letter if is_wide(letter) => 1.0,
            'i' | 'j' | 'l' | 'I' | '\'' | '.' | ',' | ':' | ';' | '!' | '|' => 0.38,
            ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.44,
            'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.0,
            '…' | '—' => 1.0,
            letter if letter.is_ascii_uppercase() => 0.78,
            letter if letter.is_ascii() => 0.66,
            _ => 0.9,
        })
        .sum()
}

#[cfg(test)]
mod tests;
