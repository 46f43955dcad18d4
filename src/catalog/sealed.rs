//! The frame around the page's own binary files: what kind of file, which version, and a checksum of the rest.

use crate::language::say;
use crate::t;

/// Why bytes are not the file that they should be.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SealError {
    /// The bytes start differently: another kind of file, or the text of an error page.
    #[error("{}", t!("file-not-this-kind", file = name_of(kind)))]
    NotThisKind {
        /// The expected kind.
        kind: &'static str,
    },
    /// Another version of the format, left by an earlier or a later release.
    #[error("{}", t!("file-of-version", file = name_of(kind), found = *found, expected = *expected))]
    Version {
        /// The kind of file.
        kind: &'static str,
        /// The version in the file.
        found: u16,
        /// The version that is understood.
        expected: u16,
    },
    /// Bytes are missing or changed.
    #[error("{}", t!("file-damaged", file = name_of(kind)))]
    Damaged {
        /// The kind of file.
        kind: &'static str,
    },
}

/// What a visitor knows a kind of file as.
pub(crate) fn name_of(kind: &str) -> String {
    say(&format!("file-kind-{kind}"), &[])
}

/// A kind of file and the version of its format.
pub(crate) struct Seal {
    /// Eight ASCII letters, the first bytes of the file.
    pub kind: &'static str,
    /// Grows with every change of the format.
    pub version: u16,
}

/// Kind, version and checksum.
const HEADER: usize = 8 + 2 + 8;

impl Seal {
    /// The file with this content.
    pub fn seal(&self, content: &[u8]) -> Vec<u8> {
        let mut file = Vec::with_capacity(HEADER + content.len());
        file.extend_from_slice(self.kind.as_bytes());
        file.extend_from_slice(&self.version.to_le_bytes());
        file.extend_from_slice(&fnv1a(content).to_le_bytes());
        file.extend_from_slice(content);
        file
    }

    /// The content of a file.
    pub fn open<'a>(&self, file: &'a [u8]) -> Result<&'a [u8], SealError> {
        let kind = self.kind;
        let Some(rest) = file.strip_prefix(kind.as_bytes()) else { return Err(SealError::NotThisKind { kind }) };
        let (version, rest) = rest.split_first_chunk().ok_or(SealError::Damaged { kind })?;
        let found = u16::from_le_bytes(*version);
        if found != self.version {
            return Err(SealError::Version { kind, found, expected: self.version });
        }
        let (sum, content) = rest.split_first_chunk().ok_or(SealError::Damaged { kind })?;
        if u64::from_le_bytes(*sum) != fnv1a(content) { Err(SealError::Damaged { kind }) } else { Ok(content) }
    }
}

/// The 64-bit FNV-1a hash (Fowler, Noll, Vo): enough against truncation and accidents, which is all it is for.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SEAL: Seal = Seal { kind: "KNMTESTS", version: 3 };

    proptest! {
        #[test]
        fn content_survives_and_any_changed_byte_is_noticed(content: Vec<u8>, at: usize, change in 1u8..) {
            let mut file = SEAL.seal(&content);
            prop_assert_eq!(SEAL.open(&file), Ok(content.as_slice()));
            prop_assert!(SEAL.open(&file[..at % file.len()]).is_err());
            let at = at % file.len();
            file[at] ^= change;
            prop_assert!(SEAL.open(&file).is_err());
        }
    }

    #[test]
    fn another_version_is_told_from_damage() {
        let file = Seal { version: 2, ..SEAL }.seal(b"content");
        assert_eq!(SEAL.open(&file), Err(SealError::Version { kind: "KNMTESTS", found: 2, expected: 3 }));
        assert_eq!(SEAL.open(b"<!doctype html>"), Err(SealError::NotThisKind { kind: "KNMTESTS" }));
    }
}
