//! Folding: spellings that a searcher takes for the same become the same letters.

use crate::language::letters::{compatible, decomposed, small};
use std::ops::Range;

/// The letters of a title or a query without spaces, and which of them start a word.
///
/// Spaces are left out because people leave them out (`deathnote`) and put them in (`full metal`). Japanese has none:
/// there a word starts wherever the script changes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Folded {
    /// Letters as UTF-16 code units; what lies beyond the basic plane is one unit, U+FFFD.
    pub letters: Vec<u16>,
    /// For each letter whether a word starts with it.
    pub starts: Vec<bool>,
}

impl Folded {
    /// Folds width and compatibility forms, case, marks, kana, long vowels and punctuation.
    pub fn new(text: &str) -> Self {
        let mut folder = Folder { folded: Self::default(), before: None };
        // Most titles are, and need no copy.
        if text.is_ascii() {
            text.chars().for_each(|c| folder.push(c.to_ascii_lowercase()));
        } else {
            small(&compatible(text)).chars().for_each(|c| folder.push(c));
        }
        folder.folded
    }

    /// The words, each as a range of letters.
    pub fn words(&self) -> Vec<Range<usize>> {
        let mut starts: Vec<usize> = (0..self.letters.len()).filter(|at| self.starts[*at]).collect();
        starts.push(self.letters.len());
        starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }
}

/// Whether a letter is of a script that writes words in few letters and without spaces.
pub(super) fn is_dense(letter: u16) -> bool {
    letter >= 0x2e80
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Hiragana,
    Katakana,
    Han,
    /// Those that part words by spaces.
    Spaced,
}

struct Folder {
    folded: Folded,
    /// The script of the letter before; `None` where a new word starts.
    before: Option<Script>,
}

impl Folder {
    /// Adds a character in lower case.
    fn push(&mut self, c: char) {
        match c {
            // Nobody types them, and they part no words: `JoJo's`. The prolonged sound mark is as often left out.
            '\'' | '’' | '‘' | '`' | 'ʼ' | '′' | 'ー' => {}
            '&' => self.push_word("and"),
            '×' => self.push_word("x"),
            'ß' => "ss".chars().for_each(|c| self.push_spaced(c)),
            'æ' => "ae".chars().for_each(|c| self.push_spaced(c)),
            'œ' => "oe".chars().for_each(|c| self.push_spaced(c)),
            'ø' => self.push_spaced('o'),
            'ł' => self.push_spaced('l'),
            'ı' => self.push_spaced('i'),
            // The same letter at the end of a word, which a query may be in the middle of.
            'ς' => self.push_spaced('σ'),
            _ if c.is_ascii_alphanumeric() => self.push_spaced(c),
            _ if c.is_ascii() => self.before = None,
            'ぁ'..='ゖ' => self.put(c, Script::Hiragana),
            // The same letters in the other syllabary, in the same order.
            'ァ'..='ヶ' => self.put(char::from_u32(c as u32 - 0x60).unwrap_or(c), Script::Katakana),
            '々' | '\u{3400}'..='\u{9fff}' => self.put(c, Script::Han),
            // Marks of denser scripts carry meaning (a voiced kana is another sound), so only these are taken apart.
            _ if c < '\u{2e80}' => decomposed(c).chars().for_each(|part| match part {
                '\u{300}'..='\u{36f}' => {}
                _ if part.is_alphanumeric() => self.push_spaced(part),
                _ => self.before = None,
            }),
            _ if c.is_alphanumeric() => self.put(c, Script::Spaced),
            _ => self.before = None,
        }
    }

    fn push_word(&mut self, word: &str) {
        self.before = None;
        word.chars().for_each(|c| self.push_spaced(c));
        self.before = None;
    }

    /// Adds a letter, unless it only makes the vowel before it long: ō is also written ou, oo and o.
    fn push_spaced(&mut self, c: char) {
        let vowel =
            self.folded.letters.last().filter(|_| self.before.is_some()).and_then(|letter| u8::try_from(*letter).ok());
        if !matches!((vowel, c), (Some(b'o'), 'o' | 'u') | (Some(b'u'), 'u')) {
            self.put(c, Script::Spaced);
        }
    }

    fn put(&mut self, c: char, script: Script) {
        self.folded.letters.push(u16::try_from(u32::from(c)).unwrap_or(0xfffd));
        self.folded.starts.push(self.before != Some(script));
        self.before = Some(script);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The words with spaces between them.
    fn folded(text: &str) -> String {
        let folded = Folded::new(text);
        folded
            .words()
            .into_iter()
            .map(|word| String::from_utf16_lossy(&folded.letters[word]))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn spellings_of_one_title() {
        for (text, expected) in [
            ("Steins;Gate", "steins gate"),
            ("K-On!", "k on"),
            ("JoJo's", "jojos"),
            ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
            ("Pokémon", "pokemon"),
            ("Shōjo Kakumei", "shojo kakumei"),
            ("Shoujo Kakumei", "shojo kakumei"),
            ("Shoojo Kakumei", "shojo kakumei"),
            ("Haikyuu!!", "haikyu"),
            ("no Uta", "no uta"),
            ("Diamond & Pearl", "diamond and pearl"),
            ("HUNTER×HUNTER", "hunter x hunter"),
            ("Lucky☆Star", "lucky star"),
            ("カウボーイビバップ", "かうぼいびばっぷ"),
            ("ｶｳﾎﾞｰｲ", "かうぼい"),
            ("けいおん！", "けいおん"),
            ("君の名は。", "君 の 名 は"),
            ("新世紀エヴァンゲリオン", "新世紀 えゔぁんげりおん"),
            ("ガンダム", "がんだむ"),
            ("Ⅱ", "ii"),
            ("Ætherforce", "aetherforce"),
            ("", ""),
            ("!?", ""),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_folds(text in "\\PC{0,30}") {
            let once = Folded::new(&text);
            prop_assert_eq!(once.letters.len(), once.starts.len());
            prop_assert!(once.starts.first().is_none_or(|starts| *starts));
        }
    }
}
