//! The graphics card's memory, and how kernels are started there.

use crate::model::Matrix;
use burn::backend::Wgpu;
use burn::tensor::{DType, Device, FloatDType, Tensor, TensorData};
use burn_cubecl::CubeDevice;
use burn_cubecl::cubecl::client::Client;
use burn_cubecl::cubecl::ir::ElemType;
use burn_cubecl::cubecl::prelude::{BufferArg, CubeCount, CubeDim, CubeElement};
use burn_cubecl::tensor::CubeTensor;

/// Items of a cube of a kernel that takes each item by itself.
const CUBE: usize = 64;

/// A card.
#[derive(Clone)]
pub struct Card {
    client: Client,
    device: CubeDevice,
}

impl Card {
    /// The card of a device; `None` of the CPU.
    pub fn of(device: &Device) -> Option<Self> {
        Self::that_has(Tensor::<1>::from_data(TensorData::from([0.0f32]), device)).map(|(card, _)| card)
    }

    /// The card that a tensor is on, and the tensor as kernels take it; `None` of one on the CPU.
    pub fn that_has(tensor: Tensor<1>) -> Option<(Self, Buffer)> {
        let tensor = tensor.try_into_primitive::<Wgpu>().ok()?;
        Some((Self { client: tensor.client.clone(), device: tensor.device.clone() }, Buffer(tensor)))
    }

    /// What kernels are started by.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The cubes of a kernel that takes each item by itself.
    pub fn cubes(items: usize) -> (CubeCount, CubeDim) {
        (CubeCount::Static(items.div_ceil(CUBE) as u32, 1, 1), CubeDim::new_1d(CUBE as u32))
    }

    /// Numbers in 32 bits.
    pub fn floats(&self, values: &[f32]) -> Buffer {
        self.buffer(f32::as_bytes(values), values.len(), DType::F32)
    }

    /// Words of bits.
    pub fn words(&self, values: &[u32]) -> Buffer {
        self.buffer(u32::as_bytes(values), values.len(), DType::U32)
    }

    fn buffer(&self, bytes: &[u8], length: usize, dtype: DType) -> Buffer {
        let handle = self.client.create_from_slice(bytes);
        Buffer(CubeTensor::new_contiguous(self.client.clone(), self.device.clone(), [length].into(), handle, dtype))
    }

    /// Room for values of 32 bits that a kernel writes.
    pub fn room(&self, length: usize, dtype: DType) -> Buffer {
        let handle = self.client.empty(length * size_of::<u32>());
        Buffer(CubeTensor::new_contiguous(self.client.clone(), self.device.clone(), [length].into(), handle, dtype))
    }
}

/// Values in a card's memory, one after the other.
#[derive(Clone)]
pub struct Buffer(CubeTensor);

impl Buffer {
    /// As an argument of a kernel.
    pub fn arg(&self) -> BufferArg {
        self.0.clone().into_buffer_arg()
    }

    /// The type of its values.
    pub fn element(&self) -> ElemType {
        burn::backend::cubecl::dtype_to_elem_type(self.0.dtype)
    }

    /// As a tensor of Burn's.
    pub fn into_primitive(self) -> CubeTensor {
        self.0
    }
}

/// A table in a card's memory, its columns side by side.
pub struct Table {
    /// `[width * items]`.
    pub columns: Buffer,
    /// The length of a row.
    pub width: usize,
    /// The number of rows.
    pub items: usize,
}

impl Table {
    /// Brings rows to a card; `None` where `device` is the CPU.
    pub fn new(rows: &Matrix, device: &Device) -> Option<Self> {
        Self::in_precision(rows, device, FloatDType::F32)
    }

    /// The same, in half precision where the card has it: three digits, enough for what a sigmoid makes a chance of.
    pub fn compact(rows: &Matrix, device: &Device) -> Option<Self> {
        let half = FloatDType::F16;
        Self::in_precision(rows, device, if device.supports_dtype(half) { half } else { FloatDType::F32 })
    }

    fn in_precision(rows: &Matrix, device: &Device, precision: FloatDType) -> Option<Self> {
        let (width, items) = (rows.width, rows.rows());
        let columns: Vec<f32> =
            (0..width).flat_map(|column| (0..items).map(move |row| rows.values[row * width + column])).collect();
        let columns = Tensor::<1>::from_data(TensorData::new(columns, [width * items]), device);
        let (_, columns) = Card::that_has(columns.cast(precision))?;
        Some(Self { columns, width, items })
    }
}
