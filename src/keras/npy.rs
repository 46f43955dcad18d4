//! NumPy's `.npy`: a header that describes one array, and its values.

use super::{Array, KerasError};

const KIND: &str = "NumPy (.npy)";
/// The longest header: NumPy's own are 118 bytes.
const LONGEST: usize = 10_000;

/// Reads an array.
pub fn read_npy(file: &[u8]) -> Result<Array, KerasError> {
    let damaged = || KerasError::Damaged(KIND);
    let rest = file.strip_prefix(b"\x93NUMPY").ok_or_else(damaged)?;
    let (length, rest) = match rest {
        [1, _, low, high, rest @ ..] => (usize::from(u16::from_le_bytes([*low, *high])), rest),
        [2 | 3, _, a, b, c, d, rest @ ..] => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, rest),
        _ => return Err(damaged()),
    };
    if length > LONGEST || length > rest.len() {
        return Err(damaged());
    }
    let (header, values) = rest.split_at(length);
    let header = std::str::from_utf8(header).map_err(|_| damaged())?;
    let dtype = field(header, "descr").and_then(|text| text.split(['\'', '"']).nth(1)).ok_or_else(damaged)?;
    let fortran = field(header, "fortran_order").ok_or_else(damaged)?.starts_with("True");
    let shape =
        field(header, "shape").and_then(|text| text.strip_prefix('(')?.split(')').next()).ok_or_else(damaged)?;
    let extents = shape.split(',').map(str::trim).filter(|extent| !extent.is_empty());
    let shape: Vec<usize> = extents.map(|extent| extent.parse().map_err(|_| damaged())).collect::<Result<_, _>>()?;
    Array::from_bytes(dtype, &shape, fortran, values)
}

/// What stands after a key of the header's dictionary.
fn field<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = header.split_once(&format!("'{key}':"))?;
    Some(rest.trim_start())
}
