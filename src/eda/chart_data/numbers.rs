//! Columns of small numbers as [`postcard`] writes them, read without Serde.

use postcard::Error;

type Read<T> = Result<T, Error>;

/// The bytes that are not read yet.
pub struct Numbers<'a>(pub &'a [u8]);

impl Numbers<'_> {
    fn byte(&mut self) -> Read<u8> {
        let (first, rest) = self.0.split_first().ok_or(Error::DeserializeUnexpectedEnd)?;
        self.0 = rest;
        Ok(*first)
    }

    /// A number in groups of seven bits, the lowest first; the highest bit of a byte says that there are more.
    pub fn number(&mut self) -> Read<u32> {
        let mut number = 0;
        for place in (0..u32::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << place;
            if byte < 0x80 {
                return u32::try_from(number).map_err(|_| Error::DeserializeBadVarint);
            }
        }
        Err(Error::DeserializeBadVarint)
    }

    /// Several numbers, whose count is known.
    pub fn array<const COUNT: usize>(&mut self) -> Read<[u32; COUNT]> {
        let mut numbers = [0; COUNT];
        for number in &mut numbers {
            *number = self.number()?;
        }
        Ok(numbers)
    }

    /// Yes or no.
    pub fn flag(&mut self) -> Read<bool> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Error::DeserializeBadBool),
        }
    }

    /// Something, or a sign that it is missing.
    pub fn option<T>(&mut self, value: impl Fn(&mut Self) -> Read<T>) -> Read<Option<T>> {
        match self.flag() {
            Ok(true) => value(self).map(Some),
            Ok(false) => Ok(None),
            Err(_) => Err(Error::DeserializeBadOption),
        }
    }

    /// As many values as the column says that it has.
    pub fn column<T>(&mut self, value: impl Fn(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let count = self.number()?;
        // Each takes a byte at least: what claims to have more must not have memory set aside for it.
        let mut column = Vec::with_capacity(self.0.len().min(count as usize));
        for _ in 0..count {
            column.push(value(self)?);
        }
        Ok(column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::de::DeserializeOwned;
    use std::fmt::Debug;

    type Column<T> = fn(&mut Numbers<'_>) -> Read<Vec<T>>;

    fn numbers(numbers: &mut Numbers<'_>) -> Read<Vec<u32>> {
        numbers.column(Numbers::number)
    }

    fn flags(numbers: &mut Numbers<'_>) -> Read<Vec<bool>> {
        numbers.column(Numbers::flag)
    }

    fn arrays(numbers: &mut Numbers<'_>) -> Read<Vec<Option<[u32; 3]>>> {
        numbers.column(|numbers| numbers.option(Numbers::array))
    }

    /// What is read of these bytes is what postcard reads, and so is what is left.
    fn check<T: DeserializeOwned + PartialEq + Debug>(bytes: &[u8], column: Column<T>) -> Result<(), TestCaseError> {
        let mut numbers = Numbers(bytes);
        let (found, expected) = (column(&mut numbers), postcard::take_from_bytes::<Vec<T>>(bytes));
        prop_assert_eq!(found.is_ok(), expected.is_ok(), "{:?}", found);
        if let (Ok(found), Ok((expected, rest))) = (found, expected) {
            prop_assert_eq!((found, numbers.0), (expected, rest));
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_as_postcard_reads_them(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            check(&bytes, numbers)?;
            check(&bytes, flags)?;
            check(&bytes, arrays)?;
        }

        #[test]
        fn what_postcard_writes_is_read(
            of_numbers: Vec<u32>,
            of_flags: Vec<bool>,
            of_arrays: Vec<Option<[u32; 3]>>,
            cut in 0usize..9,
        ) {
            let bytes = |column: Vec<u8>| column[..column.len() - cut.min(column.len())].to_vec();
            check(&bytes(postcard::to_allocvec(&of_numbers).unwrap()), numbers)?;
            check(&bytes(postcard::to_allocvec(&of_flags).unwrap()), flags)?;
            check(&bytes(postcard::to_allocvec(&of_arrays).unwrap()), arrays)?;
        }
    }

    #[test]
    fn the_largest_number_has_five_bytes() {
        for (bytes, expected) in [
            (&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F][..], Some(u32::MAX)),
            (&[0xFF, 0xFF, 0xFF, 0xFF, 0x1F], None),
            (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x00], None),
            (&[0x80], None),
        ] {
            assert_eq!(Numbers(bytes).number().ok(), expected, "{bytes:?}");
        }
    }
}
