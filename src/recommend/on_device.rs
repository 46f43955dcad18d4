//! The scan on another device than the CPU: a graphics card, where this program has code for one.

use super::kernel::{ItemSide, Parameters};
use super::{ItemTable, VisitorRow};
use crate::model::{CosineHead, Matrix};
use burn::tensor::{Device, Tensor};

/// A model's item side on a device, with what scans it.
pub trait DeviceScan: Send + Sync {
    /// The model's score of every item, `[items]`, on the device.
    fn scores(&self, visitor: &VisitorRow) -> Tensor<1>;
}

/// A model's scan on a device; none where the CPU scans: if the device is the CPU, or has no kernel for the model.
pub type OnDevice = Option<Box<dyn DeviceScan>>;

#[cfg(feature = "gpu")]
mod scans {
    use super::*;
    use crate::recommend::gpu;

    /// Of NCF.
    pub fn ncf(parameters: &Parameters, side: &ItemSide, device: &Device) -> OnDevice {
        Some(Box::new(gpu::Ncf::new(parameters, side, device)?))
    }

    /// Of RecommenderNet, whose rows are of length 1.
    pub fn recommender_net(head: &CosineHead, rows: &Matrix, device: &Device) -> OnDevice {
        Some(Box::new(gpu::Cosines::new(rows, head, device)?))
    }

    /// Of a model whose scores are inner products, and biases where there are any.
    pub fn products(table: &ItemTable, bias: &[f32], device: &Device) -> OnDevice {
        let none = vec![0.0; table.rows().rows()];
        Some(Box::new(gpu::Products::new(table.rows(), if bias.is_empty() { &none } else { bias }, device)?))
    }
}

#[cfg(not(feature = "gpu"))]
mod scans {
    use super::*;

    /// Of NCF.
    pub fn ncf(_: &Parameters, _: &ItemSide, _: &Device) -> OnDevice {
        None
    }

    /// Of RecommenderNet.
    pub fn recommender_net(_: &CosineHead, _: &Matrix, _: &Device) -> OnDevice {
        None
    }

    /// Of a model whose scores are inner products.
    pub fn products(_: &ItemTable, _: &[f32], _: &Device) -> OnDevice {
        None
    }
}

pub use scans::{ncf, products, recommender_net};
