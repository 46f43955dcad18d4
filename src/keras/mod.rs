//! Models that were trained elsewhere: what the reference's notebooks write with Keras, scikit-learn and NumPy.
//!
//! Nothing in these files is ever executed. Layers are found by what the model's own description says, and read one by one
//! from the archive; the optimizer's state, which is most of it, is never loaded.

mod archive;
mod array;
mod companions;
mod convert;
mod error;
mod folder;
mod graph;
mod network;
mod npy;
mod pickle;
mod scikit;

pub use archive::{Archive, ReadSeek};
pub use array::{Array, Values};
pub use companions::{Companions, FileError};
pub use error::KerasError;
pub use folder::converted;
pub use network::{KerasModel, Kind, Table};
pub use npy::read_npy;
pub use scikit::{label_encoder, scaler};

#[cfg(test)]
mod tests;
