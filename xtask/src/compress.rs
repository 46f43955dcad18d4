//! Brotli and gzip beside each file, for servers that send what is compressed already.

use crate::files;
use crate::place::Place;
use crate::report::note;
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is compressed already.
const COMPRESSED: [&str; 4] = ["png", "woff2", "br", "gz"];
/// Below this a header more costs what is won.
const SMALLEST: usize = 1000;

/// Writes `NAME.br` and `NAME.gz` beside every file of a bundle that is smaller so; what was made of the same bytes before
/// is kept, for the best compression takes long.
pub fn compress(place: &Place, dist: &Path) -> Result<()> {
    let kept = place.cache.join("compressed");
    let (mut raw, mut brotli) = (0, 0);
    for file in files::below(dist)? {
        let bytes = files::read(&file)?;
        let is_compressed = file.extension().is_some_and(|end| COMPRESSED.iter().any(|known| end == *known));
        raw += bytes.len();
        if is_compressed || bytes.len() < SMALLEST {
            brotli += bytes.len();
            continue;
        }
        let hash = files::hash([bytes.as_slice()]);
        let smaller =
            [("br", by_brotli as fn(&[u8]) -> Result<Vec<u8>>), ("gz", by_gzip)].map(|(end, by)| -> Result<usize> {
                let path = kept.join(format!("{hash}.{end}"));
                if !path.is_file() {
                    files::write(
                        &path,
                        by(&bytes).with_context(|| format!("{} could not be compressed", file.display()))?,
                    )?;
                }
                let size = usize::try_from(fs::metadata(&path)?.len())?;
                if size < bytes.len() {
                    fs::copy(&path, with_end(&file, end))?;
                }
                Ok(size.min(bytes.len()))
            });
        let [size, gzip] = smaller;
        gzip?;
        brotli += size?;
    }
    note(&format!("the bundle: {} kB, by Brotli {} kB", raw / 1000, brotli / 1000));
    Ok(())
}

/// A file's name with one more ending.
pub fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    name.into()
}

fn by_brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn by_gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    // Without a time in it, so that the same bytes lead to the same bytes.
    let mut writer = GzBuilder::new().write(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_compressed_comes_back() {
        let bytes: Vec<u8> = (0..20_000u32).flat_map(|at| (at / 7).to_le_bytes()).collect();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut by_brotli(&bytes).unwrap().as_slice(), &mut back).unwrap();
        assert_eq!(back, bytes);
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(by_gzip(&bytes).unwrap().as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, bytes);
        assert_eq!(with_end(Path::new("a/b.js"), "br"), Path::new("a/b.js.br"));
    }
}
