//! The language of a native title, as far as its script tells it.

/// The language of a title by its script, as the key of the message that names it.
///
/// Kana is written in Japanese alone and Hangul in Korean alone, so one letter of either decides. A title in Han
/// characters alone may be Chinese or Japanese, and one in Latin letters anything: these are named by their script.
pub(super) fn language(title: &str) -> &'static str {
    let has = |is: fn(char) -> bool| title.chars().any(is);
    if has(is_kana) {
        "script-japanese"
    } else if has(is_hangul) {
        "script-korean"
    } else if has(is_han) {
        "script-han"
    } else if has(is_latin) {
        "script-latin"
    } else if has(char::is_alphabetic) {
        "script-other"
    } else {
        "script-none"
    }
}

/// Hiragana, katakana, the long vowel and iteration marks; not the middle dot, which stands in Chinese titles too.
fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}')
        || matches!(c, '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}' | '\u{ffa1}'..='\u{ffdc}')
}

/// Han characters: the unified ideographs and their extensions, compatibility forms and the iteration mark.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
        || matches!(c, '\u{20000}'..='\u{323af}')
}

/// Latin letters, with their accented and full-width forms.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (matches!(c, '\u{c0}'..='\u{24f}') && c.is_alphabetic())
        || matches!(c, '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts() {
        for (title, expected) in [
            ("カウボーイビバップ", "script-japanese"),
            ("天国の扉", "script-japanese"),
            ("ﾀｲﾄﾙ", "script-japanese"),
            ("MONSTER モンスター", "script-japanese"),
            ("나 혼자만 레벨업", "script-korean"),
            ("罗小黑战记", "script-han"),
            ("凡人・修仙传", "script-han"),
            ("鉄腕 ATOM", "script-han"),
            ("Ａ.Ｆ", "script-latin"),
            ("Æon", "script-latin"),
            ("Ａ", "script-latin"),
            ("Æ", "script-latin"),
            ("×", "script-none"),
            ("ạ", "script-latin"),
            ("ｚ", "script-latin"),
            ("Ну, погоди!", "script-other"),
            ("91×11", "script-none"),
            ("", "script-none"),
        ] {
            assert_eq!(language(title), expected, "{title}");
        }
    }
}
