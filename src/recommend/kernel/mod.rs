//! The scan of a whole catalogue on the CPU, in kernels of its own: what every list costs, and so what is worth them.
//!
//! Burn's modules define the models; a kernel reads the same parameters in a layout made for the scan, and tests hold it to
//! what the module says. A tensor library writes every layer of every item to memory and reads it again. Here an item passes
//! through all of them before the next one is looked at.

mod byte_rows;
mod cosine_head;
mod factor_rows;
mod logistic;
mod ncf;
mod ncf_sides;
mod perceptron;
mod products;

pub use byte_rows::ByteRows;
pub use cosine_head::PiecewiseHead;
pub use factor_rows::FactorRows;
pub use logistic::logistic;
pub use ncf::NcfScan;
pub use ncf_sides::{ItemSide, Parameters, UserSide};
use perceptron::Perceptron;
pub use products::products;
