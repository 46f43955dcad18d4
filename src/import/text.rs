//! The text in a file's bytes.

use super::ImportError;
use std::borrow::Cow;

/// UTF-8, or UTF-16 with its mark as spreadsheets write it; without the mark that may stand first.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ImportError> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| ImportError::NotText)
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        [0xef, 0xbb, 0xbf, rest @ ..] => Cow::Borrowed(std::str::from_utf8(rest).map_err(|_| ImportError::NotText)?),
        _ => Cow::Borrowed(std::str::from_utf8(bytes).map_err(|_| ImportError::NotText)?),
    };
    if text.contains('\0') { Err(ImportError::NotText) } else { Ok(text) }
}
