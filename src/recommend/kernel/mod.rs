//! The scan of a whole catalogue on the CPU, in kernels of its own: what every list costs, and so what is worth them.
//!
//! Burn's modules define the models; a kernel reads the same parameters in a layout made for the scan, and tests hold it to
//! what the module says. A tensor library writes every layer of every item to memory and reads it again. Here an item passes
//! through all of them before the next one is looked at.

mod cosine_head;
mod ncf;
mod perceptron;

pub use cosine_head::PiecewiseHead;
pub use ncf::{NcfScan, Parameters};
use perceptron::Perceptron;

use crate::model::{Matrix, dot};
use burn::tensor::Device;

/// Whether the kernels scan for a device: natively on the CPU. In the browser Burn scans until the kernels are measured there.
pub(super) fn scan_for(device: &Device) -> bool {
    cfg!(not(target_arch = "wasm32")) && *device == Device::flex()
}

/// The inner product of every row with a vector as long as a row.
pub fn products<'a>(rows: &'a Matrix, vector: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
    rows.values.chunks_exact(rows.width.max(1)).map(move |row| dot(row, vector))
}

/// The logistic function.
pub fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}
