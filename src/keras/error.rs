//! Why a file is not what it should be.

/// Why a file of a model can't be used. Each message is the end of a sentence that begins with the file's name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KerasError {
    /// Not there at all.
    #[error("it is missing; it belongs to the model")]
    Missing,
    /// Not one of the files that make a model.
    #[error("it is no file of a model")]
    Stranger,
    /// The weights of a blend, which are those of others.
    #[error("it blends other models, and has no weights of its own")]
    Blend,
    /// Cut off, or not of this kind at all.
    #[error("it is not a whole {0} file; fetch or write it again")]
    Damaged(&'static str),
    /// Larger than a model can be.
    #[error("it says that it holds {0}, which is more than any model has")]
    TooLarge(String),
    /// A pickle that asks for something to be run or built that no encoder needs.
    #[error("it asks for {0}, which no encoder or scaler of scikit-learn needs; nothing of it was run")]
    Forbidden(String),
    /// Of another kind than is needed.
    #[error("{0}")]
    Other(String),
    /// Numbers that are none.
    #[error("{0} holds values that are not finite numbers")]
    NotFinite(String),
    /// Sizes that don't fit each other.
    #[error("{0}")]
    Shape(String),
    /// The file can't be read.
    #[error("it can't be read: {0}")]
    Io(String),
}
