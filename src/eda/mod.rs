//! What the data set says, as figures.

mod figure;

pub use figure::*;
