//! Why a file is not what it should be.

use crate::t;

/// Why a file of a model can't be used. Each message is the end of a sentence that begins with the file's name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KerasError {
    /// Not there at all.
    #[error("{}", t!("keras-missing"))]
    Missing,
    /// Not one of the files that make a model.
    #[error("{}", t!("keras-stranger"))]
    Stranger,
    /// Cut off, or not of this kind at all.
    #[error("{}", t!("keras-damaged", kind = *_0))]
    Damaged(&'static str),
    /// Larger than a model can be.
    #[error("{}", t!("keras-too-large", what = _0.as_str()))]
    TooLarge(String),
    /// A pickle that asks for something to be run or built that no encoder needs.
    #[error("{}", t!("keras-forbidden", what = _0.as_str()))]
    Forbidden(String),
    /// Numbers that are none.
    #[error("{}", t!("keras-not-finite", what = _0.as_str()))]
    NotFinite(String),
    /// Whole, but of another kind or other sizes than is needed; which, is the message.
    #[error("{0}")]
    Unfit(String),
    /// The file can't be read.
    #[error("{}", t!("keras-io", reason = _0.as_str()))]
    Io(String),
}
