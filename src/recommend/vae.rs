//! The variational autoencoder for a visitor: the picks encoded, the mean decoded.

use super::product_scan::ProductScan;
use super::{Calibration, ItemTable, KnownPick, Recommender, Scores, VisitorRow};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{Matrix, WeightsError, WeightsFile};
use burn::tensor::Device;

/// The autoencoder with its item table, ready for visitors.
pub struct Autoencoder {
    items: LabelEncoder<AnimeId>,
    table: ItemTable,
    list_bias: Vec<f32>,
    encoder: Dense,
    decoder: Dense,
    scan: ProductScan,
    calibration: Calibration,
}

/// A dense layer.
struct Dense {
    /// `[inputs, outputs]`.
    weights: Matrix,
    bias: Vec<f32>,
}

impl Dense {
    fn load(file: &WeightsFile, name: &str, inputs: usize, outputs: usize) -> Result<Self, WeightsError> {
        let values = file.parameter(&format!("{name}.weight"), &[inputs, outputs])?.to_vec();
        let bias = file.parameter(&format!("{name}.bias"), &[outputs])?.to_vec();
        Ok(Self { weights: Matrix { width: outputs, values }, bias })
    }

    /// The layer of its first outputs alone.
    fn first(self, outputs: usize) -> Self {
        let rows = self.weights.values.chunks_exact(self.weights.width.max(1));
        let values = rows.flat_map(|row| row[..outputs].iter().copied()).collect();
        Self { weights: Matrix { width: outputs, values }, bias: self.bias[..outputs].to_vec() }
    }

    fn forward(&self, inputs: &[f32]) -> Vec<f32> {
        let mut outputs = self.bias.clone();
        for (input, weights) in inputs.iter().zip(self.weights.values.chunks_exact(self.weights.width.max(1))) {
            outputs.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += input * weight);
        }
        outputs
    }
}

fn tanh(mut values: Vec<f32>) -> Vec<f32> {
    values.iter_mut().for_each(|value| *value = value.tanh());
    values
}

impl Autoencoder {
    /// The name of the first layer's bias in a weights file, `[width]`.
    pub const LIST_BIAS: &'static str = "list.bias";
    /// The name of the last layer's bias in a weights file, `[items]`.
    pub const ITEM_BIAS: &'static str = "item.bias";

    /// Takes the model out of its file and brings the item side to `device`.
    pub fn load(file: WeightsFile, device: &Device) -> Result<Self, WeightsError> {
        let item_bias = file.parameter(Self::ITEM_BIAS, &[file.items.len()])?.to_vec();
        let list_bias = file.parameter(Self::LIST_BIAS, &[file.rows.width])?.to_vec();
        let (width, latent) = (file.rows.width, file.latent_width()?);
        // Of the encoder's outputs, the means alone: a visitor is the mean.
        let encoder = Dense::load(&file, "encoder", width, 2 * latent)?.first(latent);
        let decoder = Dense::load(&file, "decoder", latent, width)?;
        let (calibration, table) = (Calibration::load(&file)?, ItemTable::new(file.rows));
        let scan = ProductScan::new(&table, item_bias, device);
        Ok(Self { items: file.items, table, list_bias, encoder, decoder, scan, calibration })
    }
}

impl Recommender for Autoencoder {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        let length = picks.iter().map(|pick| pick.presence.powi(2)).sum::<f32>().sqrt().max(1e-6);
        let mut list = self.list_bias.clone();
        for pick in picks {
            let weight = pick.presence / length;
            list.iter_mut().zip(self.table.rows().row(pick.row)).for_each(|(sum, value)| *sum += weight * value);
        }
        VisitorRow(tanh(self.decoder.forward(&self.encoder.forward(&tanh(list)))))
    }

    fn visitor_width(&self) -> usize {
        self.list_bias.len()
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        self.scan.scores(&self.table, visitor)
    }

    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
        Some(self.scan.scores_on_cpu(&self.table, visitor, rows))
    }

    fn chance(&self, score: f32, picks: usize) -> f32 {
        self.calibration.chance(score, picks)
    }

    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        Some(self.table.cosines(of))
    }
}
