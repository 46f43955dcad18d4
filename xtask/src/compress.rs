//! Brotli and gzip beside each file, for servers that send what is compressed already. Node has both.

use crate::place::Place;
use crate::setup::Node;
use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Writes `NAME.br` and `NAME.gz` beside every file of a bundle that is smaller so.
pub fn compress(place: &Place, dist: &Path) -> Result<()> {
    let mut node = Node::set_up(place)?.command();
    node.arg(place.root.join("xtask/compress.mjs")).arg(dist).arg(place.cache.join("compressed"));
    shell::run(&mut node).context("the bundle could not be compressed")
}

/// A file's name with one more ending.
pub fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    name.into()
}
