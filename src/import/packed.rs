//! Packed files (gzip), unpacked no further than a list can be long.

use super::{ImportError, MOST_BYTES};
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// The content of a packed file; `None` for one that is not packed.
pub(super) fn unpack(file: &[u8]) -> Result<Option<Vec<u8>>, ImportError> {
    if file.starts_with(b"PK\x03\x04") {
        return Err(ImportError::Zip);
    }
    if !file.starts_with(&[0x1f, 0x8b]) {
        return Ok(None);
    }
    let mut content = Vec::new();
    let most = MOST_BYTES as u64 + 1;
    MultiGzDecoder::new(file).take(most).read_to_end(&mut content).map_err(|_| ImportError::Packed)?;
    if content.len() > MOST_BYTES { Err(ImportError::TooLarge) } else { Ok(Some(content)) }
}
