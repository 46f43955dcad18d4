//! `cargo xtask bench --peers DIR`: the scan of the catalogue alone, in WebAssembly, for a benchmark that times it beside other
//! runtimes in one browser. It is no part of the page.

use crate::optimize::Optimizer;
use crate::place::Place;
use crate::report::timed;
use crate::setup::{Browsers, Node, Web};
use crate::shell;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Builds the contestant and has the benchmark of a folder, its `run.sh`, time it.
pub fn bench(place: &Place, peers: &Path) -> Result<()> {
    let (web, node, browsers) = (Web::set_up(place)?, Node::set_up(place)?, Browsers::set_up()?);
    let folder = place.target().join("contestant");
    timed("building the contestant", || {
        for (name, feature, part) in [("contestant", "engine", ""), ("gpu_contestant", "gpu", "gpu")] {
            let mut cargo = web.command("cargo");
            cargo.current_dir(&place.root).args(["build", "--quiet", "--profile", "web", "--features", feature]);
            shell::run(cargo.args(["--target", "wasm32-unknown-unknown", "--example", name]))?;
            let built = place.target().join(format!("wasm32-unknown-unknown/web/examples/{name}.wasm"));
            let folder = folder.join(part);
            shell::run(web.command("wasm-bindgen").args(["--target", "web", "--out-dir"]).arg(&folder).arg(built))?;
            Optimizer::find(place).optimize(&folder.join(format!("{name}_bg.wasm")))?;
        }
        fs::copy(place.root.join("tests/peers/index.html"), folder.join("index.html"))?;
        Ok(())
    })
    .context("the contestant could not be built")?;
    let mut command = node.command();
    command.arg(place.root.join("tests/peers/run.mjs")).arg(&folder).arg(peers);
    browsers.name_in(&mut command);
    shell::run(&mut command)
}
