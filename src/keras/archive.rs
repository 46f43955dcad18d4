//! A `.keras` file: a zip archive with the model's description and its weights as HDF5.

use super::KerasError;
use crate::t;
use hdf5_pure::{Dataset, File, FormatError, Source};
use std::io::{Read, Seek, SeekFrom};
use std::sync::Mutex;
use zip::{CompressionMethod, ZipArchive};

/// What an archive is read from.
pub trait ReadSeek: Read + Seek + Send {}
impl<R: Read + Seek + Send> ReadSeek for R {}

const KIND: &str = "Keras (.keras)";
const CONFIG: &str = "config.json";
const WEIGHTS: &str = "model.weights.h5";
/// The longest description: a model of a thousand layers has less.
const LONGEST_CONFIG: u64 = 16 << 20;
/// The most bytes of weights that are unpacked into memory; what is not packed is read in place, however long.
const MOST_UNPACKED: u64 = 1 << 30;

/// An opened archive.
pub struct Archive {
    /// The description, as JSON.
    pub config: serde_json::Value,
    weights: File,
}

impl Archive {
    /// Opens an archive; of the weights only what is asked for is read.
    pub fn open(reader: impl ReadSeek + 'static) -> Result<Self, KerasError> {
        let damaged = || KerasError::Damaged(KIND);
        let mut archive = ZipArchive::new(reader).map_err(|_| damaged())?;
        let missing = |name: &'static str| KerasError::Unfit(t!("keras-no-part", name = name));
        let config = {
            let entry = archive.by_name(CONFIG).map_err(|_| missing(CONFIG))?;
            let mut text = Vec::new();
            entry.take(LONGEST_CONFIG + 1).read_to_end(&mut text).map_err(|_| damaged())?;
            if text.len() as u64 > LONGEST_CONFIG {
                return Err(KerasError::TooLarge(t!("keras-long-description")));
            }
            serde_json::from_slice(&text).map_err(|_| damaged())?
        };
        let (start, length, is_stored) = {
            let entry = archive.by_name(WEIGHTS).map_err(|_| missing(WEIGHTS))?;
            (entry.data_start(), entry.size(), entry.compression() == CompressionMethod::Stored)
        };
        let weights = match (is_stored, start) {
            (true, Some(start)) => {
                let mut reader = archive.into_inner();
                // The directory may say more than there is.
                let end = reader.seek(SeekFrom::End(0)).map_err(|error| KerasError::Io(error.to_string()))?;
                if start.checked_add(length).is_none_or(|needed| needed > end) {
                    return Err(damaged());
                }
                File::from_source(Slice { reader: Mutex::new(Box::new(reader)), start, length })
            }
            _ => {
                let mut bytes = Vec::new();
                let entry = archive.by_name(WEIGHTS).map_err(|_| damaged())?;
                entry.take(MOST_UNPACKED + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
                if bytes.len() as u64 > MOST_UNPACKED {
                    return Err(KerasError::TooLarge(t!("keras-long-weights")));
                }
                File::from_bytes(bytes)
            }
        };
        Ok(Self { config, weights: weights.map_err(|_| KerasError::Damaged("HDF5 (model.weights.h5)"))? })
    }

    /// The names of the layers that have weights, each with the group where they stand.
    pub fn layers(&self) -> Result<Vec<(String, String)>, KerasError> {
        let damaged = |_| KerasError::Damaged("HDF5 (model.weights.h5)");
        let layers = self.weights.group("layers").map_err(damaged)?;
        let mut named = Vec::new();
        for group in layers.groups().map_err(damaged)? {
            let Ok(vars) = layers.group(&format!("{group}/vars")) else { continue };
            let name = vars.attrs().map_err(damaged)?.get("name").map(text_of);
            // Files of early versions don't say which layer a group is of; there it has the layer's own name.
            named.push((name.flatten().unwrap_or_else(|| group.clone()), group));
        }
        Ok(named)
    }

    /// One weight of a group, with its shape.
    pub fn weight(&self, group: &str, index: usize, name: &str) -> Result<(Vec<usize>, Vec<f32>), KerasError> {
        let path = format!("layers/{group}/vars/{index}");
        let missing = || KerasError::Unfit(t!("keras-no-weights", name = name));
        let dataset: Dataset = self.weights.dataset(&path).map_err(|_| missing())?;
        let damaged = |_| KerasError::Damaged("HDF5 (model.weights.h5)");
        let extents = dataset.shape().map_err(damaged)?;
        let shape: Vec<usize> = extents.iter().map(|extent| usize::try_from(*extent).unwrap_or(usize::MAX)).collect();
        super::array::count(&shape)?;
        let values = dataset
            .read_f32()
            .or_else(|_| dataset.read_f64().map(|values| values.into_iter().map(|value| value as f32).collect()));
        let values = values.map_err(damaged)?;
        match values.iter().all(|value| value.is_finite()) {
            true => Ok((shape, values)),
            false => Err(KerasError::NotFinite(t!("keras-layer", name = name))),
        }
    }
}

fn text_of(value: &hdf5_pure::AttrValue) -> Option<String> {
    match value {
        hdf5_pure::AttrValue::VarLenString(text)
        | hdf5_pure::AttrValue::String(text)
        | hdf5_pure::AttrValue::AsciiString(text) => Some(text.clone()),
        _ => None,
    }
}

/// A part of a reader.
struct Slice {
    reader: Mutex<Box<dyn ReadSeek>>,
    start: u64,
    length: u64,
}

impl Source for Slice {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), FormatError> {
        let fail = || FormatError::UnexpectedEof { expected: buffer.len(), available: 0 };
        if offset.checked_add(buffer.len() as u64).is_none_or(|end| end > self.length) {
            return Err(fail());
        }
        let mut reader = self.reader.lock().map_err(|_| fail())?;
        reader.seek(SeekFrom::Start(self.start + offset)).map_err(|_| fail())?;
        let length = buffer.len();
        reader.read_exact(buffer).map_err(|_| FormatError::UnexpectedEof { expected: length, available: 0 })
    }
}
