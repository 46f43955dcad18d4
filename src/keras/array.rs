//! Arrays of NumPy's, whichever file they stand in.

use super::KerasError;
use crate::t;
use half::f16;

/// An array, its values in C order.
#[derive(Clone, PartialEq, Debug)]
pub struct Array {
    /// The extents.
    pub shape: Vec<usize>,
    /// The values.
    pub values: Values,
}

/// The values of an array.
#[derive(Clone, PartialEq, Debug)]
pub enum Values {
    /// Integers of any width.
    Ints(Vec<i64>),
    /// Floating-point numbers of any width.
    Floats(Vec<f64>),
    /// Texts.
    Texts(Vec<String>),
}

/// The most values of one array: a million users with 256 numbers each.
const MOST: usize = 256 << 20;

impl Array {
    /// The array of a buffer; `dtype` is NumPy's, such as `<f4`.
    pub fn from_bytes(dtype: &str, shape: &[usize], fortran: bool, bytes: &[u8]) -> Result<Self, KerasError> {
        let count = count(shape)?;
        let (order, kind) = match dtype.as_bytes().first() {
            Some(b'<' | b'>' | b'|' | b'=') => dtype.split_at(1),
            _ => ("<", dtype),
        };
        let unknown = || KerasError::Unfit(t!("keras-type", name = dtype));
        let (letter, digits) = kind.split_at_checked(1).ok_or_else(unknown)?;
        let units: usize = digits.parse().map_err(|_| unknown())?;
        let size = if letter == "U" { units.checked_mul(4).ok_or_else(unknown)? } else { units };
        if count.checked_mul(size).is_none_or(|needed| needed != bytes.len()) {
            return Err(KerasError::Unfit(t!("keras-length", count = count, size = size, found = bytes.len())));
        }
        let chunk = |place: usize| {
            let mut value = bytes[place * size..(place + 1) * size].to_vec();
            if order == ">" {
                // A text's letters are turned one by one, a number as a whole.
                value.chunks_mut(if letter == "U" { 4 } else { size }).for_each(<[u8]>::reverse);
            }
            value
        };
        // Column after column: the place in the buffer of each value in C order.
        let place = |place: usize| if fortran { fortran_place(place, shape) } else { place };
        let values = (0..count).map(|at| chunk(place(at)));
        let int = |bytes: Vec<u8>, signed: bool| {
            let fill = if signed && bytes.last().is_some_and(|byte| byte & 0x80 != 0) { 0xff } else { 0 };
            let mut wide = [fill; 8];
            wide[..bytes.len()].copy_from_slice(&bytes);
            i64::from_le_bytes(wide)
        };
        let values = match (letter, size) {
            ("i", 1 | 2 | 4 | 8) => Values::Ints(values.map(|bytes| int(bytes, true)).collect()),
            ("u" | "b", 1 | 2 | 4 | 8) => Values::Ints(values.map(|bytes| int(bytes, false)).collect()),
            ("f", 2) => Values::Floats(values.map(|b| f64::from(f16::from_le_bytes([b[0], b[1]]))).collect()),
            ("f", 4) => {
                Values::Floats(values.map(|b| f64::from(f32::from_le_bytes([b[0], b[1], b[2], b[3]]))).collect())
            }
            ("f", 8) => Values::Floats(
                values.map(|b| f64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]])).collect(),
            ),
            ("U", _) => Values::Texts(values.map(|bytes| utf32(&bytes)).collect()),
            _ => return Err(unknown()),
        };
        Ok(Self { shape: shape.to_vec(), values })
    }

    /// The values as numbers, finite ones.
    pub fn floats(&self, name: &str) -> Result<Vec<f64>, KerasError> {
        let values: Vec<f64> = match &self.values {
            Values::Floats(values) => values.clone(),
            Values::Ints(values) => values.iter().map(|value| *value as f64).collect(),
            Values::Texts(_) => return Err(KerasError::Unfit(t!("keras-texts", name = name))),
        };
        match values.iter().all(|value| value.is_finite()) {
            true => Ok(values),
            false => Err(KerasError::NotFinite(name.to_owned())),
        }
    }
}

/// The number of values of a shape, if an array can have as many.
pub(super) fn count(shape: &[usize]) -> Result<usize, KerasError> {
    let count = shape.iter().try_fold(1usize, |count, extent| count.checked_mul(*extent));
    count.filter(|count| *count <= MOST).ok_or_else(|| {
        let extents: Vec<String> = shape.iter().map(usize::to_string).collect();
        KerasError::TooLarge(t!("keras-array", extents = extents.join(" x ")))
    })
}

/// Where a value of this place in C order stands in Fortran order.
fn fortran_place(place: usize, shape: &[usize]) -> usize {
    let mut rest = place;
    let mut index = vec![0; shape.len()];
    for (at, extent) in shape.iter().enumerate().rev() {
        index[at] = rest % extent;
        rest /= extent;
    }
    index.iter().zip(shape).rev().fold(0, |place, (index, extent)| place * extent + index)
}

fn utf32(bytes: &[u8]) -> String {
    let letters = bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    letters.take_while(|letter| *letter != 0).map(|letter| char::from_u32(letter).unwrap_or('\u{fffd}')).collect()
}
