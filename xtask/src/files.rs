//! Files: lists, hashes, and reading with the path in the error.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder, sorted; a file is its own list, and what does not exist has none.
pub fn below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("{} could not be read", path.display()))? {
            files.extend(below(&entry?.path())?);
        }
    }
    files.sort();
    Ok(files)
}

/// A file's bytes.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} could not be read", path.display()))
}

/// A file's text.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))
}

/// Writes a file, and the folders that lead to it.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("{} could not be written", path.display()))
}

/// A text with its one placeholder filled in.
pub fn filled(text: &str, placeholder: &str, filling: &str) -> Result<String> {
    ensure!(text.matches(placeholder).count() == 1, "`{placeholder}` should stand once in what is filled in");
    Ok(text.replace(placeholder, filling))
}

/// The first 16 hexadecimal digits of the parts' SHA-256; a part's length counts, so that parts can't run together.
pub fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update((part.len() as u64).to_le_bytes());
        sha.update(part);
    }
    sha.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of a file's bytes as a browser computes it, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The same as the HTML of a page gives it to the browser, to be compared with what comes: in base64.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(bytes)))
}

/// A path below a folder as an address: with slashes, on every system.
pub fn address(folder: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(folder).unwrap_or(file);
    relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_tell_how_the_bytes_are_divided() {
        assert_eq!(hash([b"ab".as_slice(), b"c"]), hash([b"ab".as_slice(), b"c"]));
        assert_ne!(hash([b"ab".as_slice(), b"c"]), hash([b"a".as_slice(), b"bc"]));
    }

    #[test]
    fn sums_are_those_of_browsers() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn addresses_have_slashes() {
        let file = Path::new("dist").join("static").join("a.css");
        assert_eq!(address(Path::new("dist"), &file), "static/a.css");
    }
}
