//! Tables of embeddings in memory, and in bytes.

use burn::tensor::{Device, Tensor, TensorData};
use half::bf16;

/// A row-major matrix in memory.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Matrix {
    /// The length of a row.
    pub width: usize,
    /// `rows * width` values.
    pub values: Vec<f32>,
}

impl Matrix {
    /// Row `index`.
    pub fn row(&self, index: usize) -> &[f32] {
        &self.values[index * self.width..(index + 1) * self.width]
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// Some rows on a device, `[rows.len(), width]`.
    pub fn gather(&self, rows: &[u32], device: &Device) -> Tensor<2> {
        let mut values = Vec::with_capacity(rows.len() * self.width);
        for &row in rows {
            values.extend_from_slice(self.row(row as usize));
        }
        Tensor::from_data(TensorData::new(values, [rows.len(), self.width]), device)
    }

    /// The matrix on a device, `[rows, width]`.
    pub fn to_tensor(&self, device: &Device) -> Tensor<2> {
        Tensor::from_data(TensorData::new(self.values.clone(), [self.rows(), self.width]), device)
    }
}

impl From<Tensor<2>> for Matrix {
    /// Reads a tensor from a device that answers at once, as the CPU does.
    fn from(tensor: Tensor<2>) -> Self {
        let [_, width] = tensor.dims();
        Self { width, values: tensor.into_data().iter::<f32>().collect() }
    }
}

/// Each value as the nearest of the levels of its row, `value = level * scale`; of 8 bits there are 127 on either side of 0.
pub(super) fn quantize(rows: &Matrix, bits: u8) -> (Vec<u8>, Vec<bf16>) {
    let most = f32::from((1u8 << (bits.clamp(2, 8) - 1)) - 1);
    let mut bytes = Vec::with_capacity(rows.values.len());
    let scales = (rows.values.chunks_exact(rows.width.max(1)))
        .map(|row| {
            // The levels are those of the scale as it is kept.
            let scale = bf16::from_f32(row.iter().fold(0f32, |max, value| max.max(value.abs())) / most);
            let level = |value: &f32| (value / scale.to_f32()).round().clamp(-most, most) as i8 as u8;
            bytes.extend(row.iter().map(|value| if scale > bf16::ZERO { level(value) } else { 0 }));
            scale
        })
        .collect();
    (bytes, scales)
}

/// The inverse of [`quantize`], up to half a level.
pub(super) fn dequantize(bytes: &[u8], width: usize, scales: &[f32]) -> Vec<f32> {
    let mut values = Vec::with_capacity(bytes.len());
    for (row, scale) in bytes.chunks_exact(width.max(1)).zip(scales) {
        values.extend(row.iter().map(|&level| f32::from(level as i8) * scale));
    }
    values
}

/// The inner product of two vectors of one length, in partial sums of which the compiler takes several in one instruction; a
/// single one would have to wait for each addition.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    const SUMS: usize = 16;
    let mut sums = [0.0f32; SUMS];
    let (a_parts, b_parts) = (a.chunks_exact(SUMS), b.chunks_exact(SUMS));
    let rest: f32 = a_parts.remainder().iter().zip(b_parts.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_parts.zip(b_parts) {
        for k in 0..SUMS {
            sums[k] += a[k] * b[k];
        }
    }
    // By halves, which are whole vectors too.
    let mut width = SUMS / 2;
    while width > 0 {
        for k in 0..width {
            sums[k] += sums[k + width];
        }
        width /= 2;
    }
    sums[0] + rest
}
