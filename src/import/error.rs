//! Why a file is no list, and why a line of one was not taken.

use super::{LONGEST_LABEL, shorten};
use crate::t;

/// Why nothing could be read of a file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImportError {
    /// Too large to be a list.
    #[error("{}", t!("import-too-large"))]
    TooLarge,
    /// Nothing in it.
    #[error("{}", t!("import-empty"))]
    Empty,
    /// Not a text at all.
    #[error("{}", t!("import-not-text"))]
    NotText,
    /// Packed, and damaged.
    #[error("{}", t!("import-packed"))]
    Packed,
    /// Packed in a way that is not read.
    #[error("{}", t!("import-zip"))]
    Zip,
    /// XML with definitions of its own, which may stand for more than it is long, or for files elsewhere.
    #[error("{}", t!("import-doctype"))]
    Doctype,
    /// XML of something else.
    #[error("{}", t!("import-other-xml"))]
    OtherXml,
    /// A list of manga.
    #[error("{}", t!("import-manga"))]
    Manga,
    /// JSON that is cut off or damaged.
    #[error("{}", t!("import-json", line = *line, reason = reason.as_str()))]
    Json {
        /// Where.
        line: usize,
        /// What the reader said.
        reason: String,
    },
    /// JSON of something else.
    #[error("{}", t!("import-other-json"))]
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
        let [mut text, mut reason] = [text.into(), reason.into()];
        shorten(&mut text, LONGEST_LABEL);
        shorten(&mut reason, LONGEST_LABEL);
        Self { at, text, reason }
    }
}
