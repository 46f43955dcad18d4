//! The variational autoencoder for a visitor: the picks encoded, the mean decoded.

use super::item_table::products;
use super::{Calibration, ItemTable, KnownPick, Recommender, Scores, VisitorRow};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{MultVae, WeightsError, WeightsFile};
use burn::tensor::{Device, Tensor, TensorData};

/// The autoencoder with its item table, ready for visitors.
pub struct Autoencoder {
    items: LabelEncoder<AnimeId>,
    table: ItemTable,
    list_bias: Vec<f32>,
    item_bias: Vec<f32>,
    network: MultVae,
    /// The item table and its bias on the device that scans, `[items, width]` and `[items]`.
    scan: (Tensor<2>, Tensor<1>),
    calibration: Calibration,
}

impl Autoencoder {
    /// The name of the first layer's bias in a weights file, `[width]`.
    pub const LIST_BIAS: &'static str = "list.bias";
    /// The name of the last layer's bias in a weights file, `[items]`.
    pub const ITEM_BIAS: &'static str = "item.bias";

    /// Takes the model out of its file and brings the item side to `device`.
    pub fn load(file: WeightsFile, device: &Device) -> Result<Self, WeightsError> {
        let item_bias = file.parameter(Self::ITEM_BIAS, &[file.items.len()])?.to_vec();
        let bias = Tensor::from_data(TensorData::new(item_bias.clone(), [file.items.len()]), device);
        Ok(Self {
            list_bias: file.parameter(Self::LIST_BIAS, &[file.rows.width])?.to_vec(),
            network: file.mult_vae(&Device::flex())?,
            scan: (file.rows.to_tensor(device), bias),
            calibration: Calibration::load(&file)?,
            item_bias,
            items: file.items,
            table: ItemTable::new(file.rows),
        })
    }
}

impl Recommender for Autoencoder {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        let width = self.list_bias.len();
        let length = picks.iter().map(|pick| pick.presence.powi(2)).sum::<f32>().sqrt().max(1e-6);
        let mut list = self.list_bias.clone();
        for pick in picks {
            let weight = pick.presence / length;
            list.iter_mut().zip(self.table.rows().row(pick.row)).for_each(|(sum, value)| *sum += weight * value);
        }
        let list = Tensor::<2>::from_data(TensorData::new(list, [1, width]), &Device::flex());
        let decoded = self.network.decode(self.network.encode(list).mean);
        VisitorRow(decoded.into_data().iter::<f32>().collect())
    }

    fn visitor_width(&self) -> usize {
        self.list_bias.len()
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        let (table, bias) = &self.scan;
        Scores::on_device(products(table, visitor) + bias.clone())
    }

    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
        Some(rows.iter().map(|&row| self.table.product(row, &visitor.0) + self.item_bias[row]).collect())
    }

    fn chance(&self, score: f32, picks: usize) -> f32 {
        self.calibration.chance(score, picks)
    }

    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        Some(self.table.cosines(of))
    }
}
