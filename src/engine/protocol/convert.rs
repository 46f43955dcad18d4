//! What the page and the reader of Keras' files say to each other; the files' bytes come beside each message.

use serde::{Deserialize, Serialize};

/// Files to make weights of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ToConvert {
    /// The tag of the language in which the reader's words for the visitor are.
    pub language: String,
    /// The files' names, in the order of their bytes.
    pub files: Vec<String>,
}

/// What became of them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Converted {
    /// Files of weights alone: their names, in the order of their bytes.
    Files(Vec<String>),
    /// One can't be used; which and why, in words for the visitor.
    Failed(String),
}
