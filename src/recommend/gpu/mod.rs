//! The scan on a graphics card by kernels of its own: a list is one dispatch for the scores of all items, one for the best of
//! them, and one small readback.
//!
//! As on the processor, Burn's modules define the models, and tests hold the kernels to what the modules say.

mod best;
mod card;
mod kernels;

pub use best::Best;

use super::VisitorRow;
use super::kernel::{ItemSide, Parameters, UserSide};
pub use super::on_device::DeviceScan;
use crate::model::{CosineHead, Matrix};
use burn::backend::Wgpu;
use burn::tensor::{DType, Device, Tensor};
use card::{Buffer, Card, Table};
use kernels::NcfSizes;

#[cfg(test)]
mod tests;

/// A model whose scores are inner products and biases.
pub struct Products {
    card: Card,
    table: Table,
    bias: Buffer,
}

impl Products {
    /// Brings a table and a bias for each of its rows to a card.
    pub fn new(rows: &Matrix, bias: &[f32], device: &Device) -> Option<Self> {
        let card = Card::of(device)?;
        Some(Self { table: Table::new(rows, device)?, bias: card.floats(bias), card })
    }
}

impl DeviceScan for Products {
    fn scores(&self, visitor: &VisitorRow) -> Tensor<1> {
        let Self { card, table, bias } = self;
        let (count, cube) = Card::cubes(table.items);
        let (visitor, scores) = (card.floats(&visitor.0), card.room(table.items, DType::F32));
        let (columns, element) = (table.columns.arg(), table.columns.element());
        let (visitor, bias, out) = (visitor.arg(), bias.arg(), scores.arg());
        kernels::products::launch(card.client(), count, cube, columns, visitor, bias, out, table.width, element);
        Tensor::from_primitive::<Wgpu>(scores.into_primitive())
    }
}

/// RecommenderNet.
pub struct Cosines {
    card: Card,
    table: Table,
    head: Buffer,
    units: usize,
}

impl Cosines {
    /// Brings rows of length 1 and the head to a card.
    pub fn new(rows: &Matrix, head: &CosineHead, device: &Device) -> Option<Self> {
        let card = Card::of(device)?;
        let parts = [&head.hidden_weight, &head.hidden_bias, &head.output_weight];
        let values: Vec<f32> = parts.into_iter().flatten().copied().chain([head.output_bias]).collect();
        let units = head.hidden_weight.len();
        Some(Self { table: Table::compact(rows, device)?, head: card.floats(&values), units, card })
    }
}

impl DeviceScan for Cosines {
    fn scores(&self, visitor: &VisitorRow) -> Tensor<1> {
        let Self { card, table, head, units } = self;
        let (count, cube) = Card::cubes(table.items);
        let visitor = card.floats(&visitor.clone().normalized());
        let scores = card.room(table.items, DType::F32);
        let (columns, element) = (table.columns.arg(), table.columns.element());
        let (visitor, head, out) = (visitor.arg(), head.arg(), scores.arg());
        let client = card.client();
        kernels::cosine_scores::launch(client, count, cube, columns, visitor, head, out, table.width, *units, element);
        Tensor::from_primitive::<Wgpu>(scores.into_primitive())
    }
}

/// NCF with its three layers.
pub struct Ncf {
    card: Card,
    factors: Table,
    inputs: Table,
    user: UserSide,
    weights: Buffer,
    sizes: NcfSizes,
}

impl Ncf {
    /// Brings a network's item side to a card, by the names of a weights file; `None` of a network with other layers, which
    /// the processor scans.
    pub fn new(parameters: &Parameters, side: &ItemSide, device: &Device) -> Option<Self> {
        let (factors, inputs) = (side.factors.as_ref()?, side.inputs.as_ref()?);
        let card = Card::of(device)?;
        let of = |name: &str| parameters.get(name);
        if of("hidden.2.weight").is_some() {
            return None;
        }
        let second = *of("hidden.0.weight")?.0.last()?;
        let third = *of("hidden.1.weight")?.0.last()?;
        let names = [
            "hidden.0.weight",
            "hidden.0.bias",
            "hidden.1.weight",
            "hidden.1.bias",
            "mlp_output.weight",
            "mlp_output.bias",
        ];
        let weights = names.iter().map(|name| Some(of(name)?.1.as_slice())).collect::<Option<Vec<_>>>()?.concat();
        Some(Self {
            sizes: NcfSizes { factors: factors.width, first: inputs.width, second, third },
            factors: Table::compact(factors, device)?,
            inputs: Table::compact(inputs, device)?,
            user: UserSide::new(parameters),
            weights: card.floats(&weights),
            card,
        })
    }
}

impl DeviceScan for Ncf {
    fn scores(&self, visitor: &VisitorRow) -> Tensor<1> {
        let Self { card, factors, inputs, user, weights, sizes } = self;
        let (count, cube) = Card::cubes(factors.items);
        let (own, input) = user.half(&visitor.0);
        let user = card.floats(&[own, input].concat());
        let scores = card.room(factors.items, DType::F32);
        let (element, client, out) = (factors.columns.element(), card.client(), scores.arg());
        let [factors, inputs, user, weights] = [&factors.columns, &inputs.columns, &user, weights].map(Buffer::arg);
        kernels::ncf_scores::launch(client, count, cube, factors, inputs, user, weights, out, *sizes, element);
        Tensor::from_primitive::<Wgpu>(scores.into_primitive())
    }
}
