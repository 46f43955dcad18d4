//! `cargo xtask bench`: how long a visitor waits, measured in a real browser.

use crate::bundle::{self, Finish};
use crate::place::Place;
use crate::setup::{Browsers, Node};
use crate::shell;
use anyhow::Result;
use std::path::Path;

/// Measures the bundle; the table goes to standard output, and the figures to a JSON file if one is named.
pub fn bench(place: &Place, json: Option<&Path>) -> Result<()> {
    bundle::build(place, Finish::Small)?;
    let (node, browsers) = (Node::set_up(place)?, Browsers::set_up()?);
    let mut command = node.command();
    command.arg(place.root.join("tests/e2e/bench.mjs")).env("KONOMI_DIST", place.dist());
    browsers.name_in(&mut command);
    if let Some(json) = json {
        command.env("KONOMI_BENCH_JSON", json);
    }
    shell::run(&mut command)
}
