//! Why a file is no list, and why a line of one was not taken.

/// Why nothing could be read of a file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImportError {
    /// Too large to be a list.
    #[error("this file is too large to be a list of anime")]
    TooLarge,
    /// Nothing in it.
    #[error("there is no title in this file")]
    Empty,
    /// Not a text at all.
    #[error(
        "this is not a text file; choose the list that MyAnimeList, AniList or Kitsu exports, or a CSV or plain text"
    )]
    NotText,
    /// Packed, and damaged.
    #[error("this packed file (.gz) is damaged; download it again")]
    Packed,
    /// Packed in a way that is not read.
    #[error("this is a zip file; unpack it first and choose the list inside it")]
    Zip,
    /// XML of something else.
    #[error("this XML file is not a list of anime from MyAnimeList")]
    OtherXml,
    /// A list of manga.
    #[error("this is a list of manga; export the anime list instead")]
    Manga,
    /// JSON that is cut off or damaged.
    #[error("this JSON file is damaged in line {line} ({reason}); download it again")]
    Json {
        /// Where.
        line: usize,
        /// What the reader said.
        reason: String,
    },
    /// JSON of something else.
    #[error("this JSON file is neither AniList\u{2019}s nor Konomi\u{2019}s")]
    OtherJson,
}

/// What of a file could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The line or the number of the entry, from 1.
    pub at: usize,
    /// What stands there, as far as it is known.
    pub text: String,
    /// Why it was not taken, as the end of a sentence.
    pub reason: String,
}

impl Fault {
    /// A fault of what stands at a place.
    pub fn new(at: usize, text: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { at, text: text.into(), reason: reason.into() }
    }
}
