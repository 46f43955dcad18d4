//! wasm-opt, from `PATH` or npm's binaryen. It takes long, so what it made of a file is kept.

use crate::files;
use crate::place::Place;
use crate::report::note;
use crate::setup::Node;
use crate::shell;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The features that rustc's code may use; without them wasm-opt refuses the file.
const FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// Functions of one kind side by side: nothing to the module, but it can be compressed by a hundredth more.
const ORDER: &str = "--reorder-functions-by-name";

/// How modules are made smaller.
pub struct Optimizer {
    /// Node with binaryen's script; without Node modules stay as they are.
    node: Option<(Node, PathBuf)>,
    kept: PathBuf,
}

impl Optimizer {
    /// Node's binaryen if Node is here; else none, with a word about it, for a page that only loads slower.
    pub fn find(place: &Place) -> Self {
        let kept = place.cache.join("wasm-opt");
        let node = match Node::set_up(place) {
            Ok(node) => {
                let script = node.program("binaryen/bin/wasm-opt");
                Some((node, script))
            }
            Err(error) => {
                note(&format!("the bundle stays larger than it need be, without wasm-opt: {error:#}"));
                None
            }
        };
        Self { node, kept }
    }

    /// Leaves every module as it is.
    pub fn none() -> Self {
        Self { node: None, kept: PathBuf::new() }
    }

    /// Whether modules are made smaller at all.
    pub fn is_here(&self) -> bool {
        self.node.is_some()
    }

    /// Replaces a module by a smaller one.
    pub fn optimize(&self, module: &Path) -> Result<()> {
        let Some((node, script)) = &self.node else { return Ok(()) };
        // The engine computes, so its speed counts; the page's code only has to be small.
        let is_engine = module.file_name().is_some_and(|name| name.to_string_lossy().contains("engine"));
        let level = if is_engine { "-Os" } else { "-Oz" };
        let hash = files::hash([
            files::read(module)?.as_slice(),
            level.as_bytes(),
            ORDER.as_bytes(),
            FEATURES.concat().as_bytes(),
        ]);
        let kept = self.kept.join(format!("{hash}.wasm"));
        if !kept.is_file() {
            fs::create_dir_all(&self.kept).with_context(|| format!("{} could not be made", self.kept.display()))?;
            let unfinished = self.kept.join(format!("{hash}.part"));
            let mut command = node.command();
            command.arg(script).arg(level).arg(ORDER).args(FEATURES).arg(module).arg("-o").arg(&unfinished);
            // Of names that it does not know it complains at length, and drops them with all others.
            shell::capture(&mut command).context("wasm-opt failed")?;
            fs::rename(&unfinished, &kept).with_context(|| format!("{} could not be kept", kept.display()))?;
        }
        fs::copy(&kept, module).map(drop).with_context(|| format!("{} could not be replaced", module.display()))
    }
}
