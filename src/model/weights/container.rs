//! Weights to bytes and back: safetensors, with the encoder of the items, a checksum, and tables in 32 or 16 bits, or in 8 and fewer.
//!
//! Tensors: `items` (the encoder's MyAnimeList ids), `rows` (one embedding row an item; with `rows.scale` where they
//! are bytes), `sparse.NAME.starts`, `.columns` and `.values` of each sparse table (bytes with one `.scale` a row),
//! and the network's parameters by name. The metadata name the architecture, the scaler and the SHA-256 of both and of
//! all tensors in the order of their names.

use super::{Architecture, FORMAT, Precision, WeightsError, WeightsFile};
use crate::catalog::{AnimeId, LabelEncoder, MinMaxScaler};
use crate::model::matrix::{Matrix, dequantize, quantize};
use crate::model::sparse_rows::{SparseRows, SparseRowsError};
use half::{bf16, f16};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// Tensors that own their bytes, by name.
type Tensors = BTreeMap<String, (Dtype, Vec<usize>, Vec<u8>)>;

impl WeightsFile {
    /// The file's bytes, with its tables in `precision`.
    pub fn to_bytes(&self, precision: Precision) -> Result<Vec<u8>, WeightsError> {
        let mut tensors = Tensors::new();
        let ids: Vec<u32> = self.items.labels().iter().map(|id| id.0).collect();
        tensors.insert("items".into(), whole_numbers(&ids));
        let shape = vec![self.rows.rows(), self.rows.width];
        if self.rows.width > 0 || self.items.is_empty() {
            put(&mut tensors, "rows", shape, &self.rows.values, precision, |bits| quantize(&self.rows, bits));
        }
        for (name, table) in &self.sparse {
            put_sparse(&mut tensors, &format!("sparse.{name}"), table, precision);
        }
        for (name, (shape, values)) in &self.parameters {
            tensors.insert(name.clone(), parameter(shape, values, precision));
        }
        let architecture = self.architecture.name().to_owned();
        let scaler = self.scaler.map(|scaler| format!("{} {}", scaler.min, scaler.max)).unwrap_or_default();
        let views = (tensors.iter())
            .map(|(name, (dtype, shape, bytes))| Ok((name.as_str(), TensorView::new(*dtype, shape.clone(), bytes)?)))
            .collect::<Result<Vec<_>, WeightsError>>()?;
        let sha256 = checksum(&architecture, &scaler, views.iter().map(|(name, view)| (*name, view)));
        let metadata = HashMap::from([
            ("format".to_owned(), FORMAT.to_owned()),
            ("architecture".to_owned(), architecture),
            ("scaler".to_owned(), scaler),
            ("sha256".to_owned(), sha256),
        ]);
        Ok(safetensors::serialize(views, Some(metadata))?)
    }

    /// Reads and checks a file: its layout, its checksum, its shapes against its encoder, its values.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        let (_, header) = SafeTensors::read_metadata(bytes)?;
        let metadata = header.metadata().clone().unwrap_or_default();
        let field = |name: &str| metadata.get(name).cloned().unwrap_or_default();
        if field("format") != FORMAT {
            return Err(WeightsError::Format { found: field("format") });
        }
        let file = SafeTensors::deserialize(bytes)?;
        let mut tensors: Vec<(String, TensorView)> = file.tensors();
        tensors.sort_by(|a, b| a.0.cmp(&b.0));
        let found = tensors.iter().map(|(name, view)| (name.as_str(), view));
        // A fuzzer would never get past it.
        if cfg!(not(fuzzing)) && checksum(&field("architecture"), &field("scaler"), found) != field("sha256") {
            return Err(WeightsError::Checksum);
        }
        let mut tensors: BTreeMap<String, TensorView> = tensors.into_iter().collect();
        let architecture = Architecture::from_name(&field("architecture"))
            .ok_or_else(|| WeightsError::Format { found: format!("{FORMAT} of {:?}", field("architecture")) })?;
        let ids = take_whole_numbers(&mut tensors, "items")?;
        let items = LabelEncoder::try_from(ids.into_iter().map(AnimeId).collect::<Vec<_>>())?;
        let rows = if tensors.contains_key("rows") { take_rows(&mut tensors, items.len())? } else { Matrix::default() };
        let scaler = match field("scaler").as_str() {
            "" => None,
            text => Some(scaler(text).ok_or_else(|| WeightsError::Scaler(text.to_owned()))?),
        };
        let starts = |name: &str| name.strip_prefix("sparse.")?.strip_suffix(".starts").map(str::to_owned);
        let names: Vec<String> = tensors.keys().filter_map(|name| starts(name)).collect();
        let mut sparse = BTreeMap::new();
        for name in names {
            let table = take_sparse(&mut tensors, &format!("sparse.{name}"))?;
            sparse.insert(name, table);
        }
        let parameter = |(name, view): (String, TensorView)| {
            let values = singles(&name, &view)?;
            Ok((name, (view.shape().to_vec(), values)))
        };
        let parameters = tensors.into_iter().map(parameter).collect::<Result<_, WeightsError>>()?;
        Ok(Self { architecture, items, scaler, rows, sparse, parameters })
    }
}

/// Adds values in a precision; `quantized` gives them as levels and scales.
fn put(
    tensors: &mut Tensors,
    name: &str,
    shape: Vec<usize>,
    values: &[f32],
    precision: Precision,
    quantized: impl FnOnce(u8) -> (Vec<u8>, Vec<bf16>),
) {
    let tensor = match precision {
        Precision::Single => (Dtype::F32, shape, single_bytes(values)),
        Precision::Half => (Dtype::F16, shape, half_bytes(values)),
        Precision::Bits(bits) => {
            let (bytes, scales) = quantized(bits);
            let scale_bytes = scales.iter().flat_map(|scale| scale.to_le_bytes()).collect();
            tensors.insert(format!("{name}.scale"), (Dtype::BF16, vec![scales.len()], scale_bytes));
            (Dtype::I8, shape, bytes)
        }
    };
    tensors.insert(name.to_owned(), tensor);
}

/// A parameter: in half precision if it is a matrix among rows of few bits, and none of its values is too great for that.
fn parameter(shape: &[usize], values: &[f32], precision: Precision) -> (Dtype, Vec<usize>, Vec<u8>) {
    let fits = || values.iter().all(|value| f16::from_f32(*value).is_finite());
    match precision {
        Precision::Bits(_) if shape.len() > 1 && fits() => (Dtype::F16, shape.to_vec(), half_bytes(values)),
        _ => (Dtype::F32, shape.to_vec(), single_bytes(values)),
    }
}

fn put_sparse(tensors: &mut Tensors, name: &str, table: &SparseRows, precision: Precision) {
    let count = table.values().len();
    put(tensors, &format!("{name}.values"), vec![count], table.values(), precision, |bits| {
        let mut levels = Vec::with_capacity(count);
        let mut scales = Vec::with_capacity(table.rows());
        for row in 0..table.rows() {
            let values: Vec<f32> = table.row(row).map(|(_, value)| value).collect();
            let (row_levels, scale) = quantize(&Matrix { width: values.len(), values }, bits);
            levels.extend(row_levels);
            // A row of no values has no scale of its own.
            scales.push(scale.first().copied().unwrap_or(bf16::ZERO));
        }
        (levels, scales)
    });
    tensors.insert(format!("{name}.starts"), whole_numbers(table.starts()));
    let columns = if table.width() <= usize::from(u16::MAX) + 1 {
        (Dtype::U16, vec![count], table.columns().iter().flat_map(|&column| (column as u16).to_le_bytes()).collect())
    } else {
        whole_numbers(table.columns())
    };
    tensors.insert(format!("{name}.columns"), columns);
    tensors.insert(format!("{name}.width"), whole_numbers(&[table.width() as u32]));
}

fn take<'a>(tensors: &mut BTreeMap<String, TensorView<'a>>, name: &str) -> Result<TensorView<'a>, WeightsError> {
    tensors.remove(name).ok_or_else(|| WeightsError::Missing(name.to_owned()))
}

fn take_whole_numbers(tensors: &mut BTreeMap<String, TensorView>, name: &str) -> Result<Vec<u32>, WeightsError> {
    let view = take(tensors, name)?;
    match view.dtype() {
        Dtype::U32 => Ok(view.data().chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()),
        Dtype::U16 => Ok(view.data().chunks_exact(2).map(|b| u32::from(u16::from_le_bytes([b[0], b[1]]))).collect()),
        other => Err(WeightsError::Format { found: format!("{FORMAT} with {name:?} of {other:?}") }),
    }
}

fn take_rows(tensors: &mut BTreeMap<String, TensorView>, items: usize) -> Result<Matrix, WeightsError> {
    let rows = take(tensors, "rows")?;
    let shape =
        |found: &[usize], expected| WeightsError::Shape { name: "rows".into(), found: found.to_vec(), expected };
    let &[count, width] = rows.shape() else {
        return Err(shape(rows.shape(), vec![items, 0]));
    };
    if count != items {
        return Err(shape(rows.shape(), vec![items, width]));
    }
    let values = match rows.dtype() {
        Dtype::I8 => dequantize(rows.data(), width, &take_scales(tensors, "rows", count)?),
        _ => singles("rows", &rows)?,
    };
    Ok(Matrix { width, values })
}

fn take_scales(tensors: &mut BTreeMap<String, TensorView>, name: &str, rows: usize) -> Result<Vec<f32>, WeightsError> {
    let name = format!("{name}.scale");
    let scales = singles(&name, &take(tensors, &name)?)?;
    match scales.len() == rows {
        true => Ok(scales),
        false => Err(WeightsError::Shape { name, found: vec![scales.len()], expected: vec![rows] }),
    }
}

fn take_sparse(tensors: &mut BTreeMap<String, TensorView>, name: &str) -> Result<SparseRows, WeightsError> {
    let starts = take_whole_numbers(tensors, &format!("{name}.starts"))?;
    let columns = take_whole_numbers(tensors, &format!("{name}.columns"))?;
    let width = take_whole_numbers(tensors, &format!("{name}.width"))?.first().copied().unwrap_or(0) as usize;
    let value_name = format!("{name}.values");
    let stored = take(tensors, &value_name)?;
    let unfit = |source| WeightsError::Sparse { name: name.to_owned(), source };
    if !starts.is_sorted() {
        // Some values would be read again and again.
        return Err(unfit(SparseRowsError::Starts));
    }
    let values = if stored.dtype() == Dtype::I8 {
        let scales = take_scales(tensors, &value_name, starts.len().saturating_sub(1))?;
        let levels = stored.data();
        (starts.windows(2).zip(&scales))
            .flat_map(|(range, &scale)| {
                // Starts that don't fit give too few values, which the matrix then refuses.
                let row = levels.get(range[0] as usize..range[1] as usize).unwrap_or_default();
                row.iter().map(move |&level| f32::from(level as i8) * scale)
            })
            .collect()
    } else {
        singles(&value_name, &stored)?
    };
    SparseRows::from_parts(width, starts, columns, values).map_err(unfit)
}

fn whole_numbers(values: &[u32]) -> (Dtype, Vec<usize>, Vec<u8>) {
    (Dtype::U32, vec![values.len()], values.iter().flat_map(|value| value.to_le_bytes()).collect())
}

fn single_bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn half_bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|&value| f16::from_f32(value).to_le_bytes()).collect()
}

/// The values of a tensor in single or half precision of either kind, all of them finite.
fn singles(name: &str, view: &TensorView) -> Result<Vec<f32>, WeightsError> {
    let values: Vec<f32> = match view.dtype() {
        Dtype::F16 => view.data().chunks_exact(2).map(|b| f16::from_le_bytes([b[0], b[1]]).to_f32()).collect(),
        Dtype::BF16 => view.data().chunks_exact(2).map(|b| bf16::from_le_bytes([b[0], b[1]]).to_f32()).collect(),
        Dtype::F32 => view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
        other => return Err(WeightsError::Format { found: format!("{FORMAT} with {name:?} of {other:?}") }),
    };
    if values.iter().all(|value| value.is_finite()) {
        Ok(values)
    } else {
        Err(WeightsError::NotFinite(name.to_owned()))
    }
}

/// A scaler in the words of a file, `min max`.
fn scaler(text: &str) -> Option<MinMaxScaler> {
    let (min, max) = text.split_once(' ')?;
    let scaler = MinMaxScaler { min: min.parse().ok()?, max: max.parse().ok()? };
    (scaler.min < scaler.max).then_some(scaler)
}

/// SHA-256 of all that the file says: each part with its length, so that no two files run together to the same bytes.
fn checksum<'a>(
    architecture: &str,
    scaler: &str,
    tensors: impl Iterator<Item = (&'a str, &'a TensorView<'a>)>,
) -> String {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(architecture.as_bytes());
    part(scaler.as_bytes());
    for (name, view) in tensors {
        part(name.as_bytes());
        part(format!("{:?} {:?}", view.dtype(), view.shape()).as_bytes());
        part(view.data());
    }
    digits(hash)
}

/// The SHA-256 of a file's bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    digits(Sha256::new_with_prefix(bytes))
}

fn digits(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
