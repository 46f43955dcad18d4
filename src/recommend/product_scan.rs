//! The scan of a model whose scores are inner products: `s_i = b_i + e_i . v`.

use super::kernel::products;
use super::on_device::{self, OnDevice};
use super::{ItemTable, Scores, VisitorRow};
use burn::tensor::Device;

/// The items' biases, and who multiplies.
pub struct ProductScan {
    /// `[items]`; empty where there are none.
    bias: Vec<f32>,
    on_device: OnDevice,
}

impl ProductScan {
    /// Brings a table to a device; `bias` is as long as the table or empty.
    pub fn new(table: &ItemTable, bias: Vec<f32>, device: &Device) -> Self {
        Self { on_device: on_device::products(table, &bias, device), bias }
    }

    /// The score of every item of the table.
    pub fn scores(&self, table: &ItemTable, visitor: &VisitorRow) -> Scores {
        if let Some(scan) = &self.on_device {
            return Scores::on_device(scan.scores(visitor));
        }
        let mut scores = products(table.rows(), &visitor.0);
        scores.iter_mut().zip(&self.bias).for_each(|(score, bias)| *score += bias);
        Scores::Here(scores)
    }

    /// The scores of some items, on the CPU.
    pub fn scores_on_cpu(&self, table: &ItemTable, visitor: &VisitorRow, rows: &[usize]) -> Vec<f32> {
        let bias = |row: usize| self.bias.get(row).copied().unwrap_or(0.0);
        rows.iter().map(|&row| table.product(row, &visitor.0) + bias(row)).collect()
    }
}
