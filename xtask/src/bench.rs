//! `cargo xtask bench`: how long a visitor waits, measured in a real browser.

use crate::bundle::{self, Finish};
use crate::place::Place;
use crate::report::timed;
use crate::setup::{Browsers, Node};
use crate::shell;
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// What is measured, and where the figures go.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bench {
    /// A JSON file for all figures, beside the tables on standard output.
    json: Option<PathBuf>,
    /// The data set: without it the parts that need titles, or tables for plotly.js, are skipped.
    data: Option<PathBuf>,
    /// A regular expression of the parts' names; `native` for what needs no browser.
    only: Option<String>,
}

/// The name of the part that needs no browser.
const NATIVE: &str = "native";

/// The native program, built if need be.
fn konomi(place: &Place) -> Command {
    let mut cargo = shell::command("cargo");
    place.share_target(cargo.current_dir(&place.root));
    cargo.args(["run", "--quiet", "--release", "--package", "trainer", "--"]);
    cargo
}

impl Bench {
    /// Reads `--json FILE`, `--data DIR` and `--only WORD`, in any order.
    pub fn parse(words: &[&str]) -> Result<Self> {
        let mut bench = Self::default();
        for pair in words.chunks(2) {
            match pair {
                ["--json", file] => bench.json = Some(file.into()),
                ["--data", folder] => bench.data = Some(folder.into()),
                ["--only", word] => bench.only = Some((*word).to_owned()),
                other => {
                    bail!("`{}` is no option of bench: it has --json FILE, --data DIR and --only WORD", other.join(" "))
                }
            }
        }
        Ok(bench)
    }

    /// Measures the bundle, and where there are data what runs natively.
    pub fn run(&self, place: &Place) -> Result<()> {
        let native = place.target().join("native-speed.json");
        if let Some(data) = self.data.as_ref().filter(|_| self.only.as_deref().is_none_or(|word| word == NATIVE)) {
            timed("preparing, recommending and training natively", || {
                shell::run(konomi(place).arg("bench").arg("--data").arg(data).arg("--json").arg(&native))
            })?;
        }
        if self.only.as_deref() == Some(NATIVE) {
            return Ok(());
        }
        bundle::build(place, Finish::Small)?;
        let (node, browsers) = (Node::set_up(place)?, Browsers::set_up()?);
        let mut command = node.command();
        command.arg(place.root.join("tests/bench/main.mjs")).env("KONOMI_DIST", place.dist());
        browsers.name_in(&mut command);
        if let Some(json) = &self.json {
            command.env("KONOMI_BENCH_JSON", json);
        }
        if let Some(only) = &self.only {
            command.env("KONOMI_BENCH_ONLY", only);
        }
        if let Some(data) = &self.data {
            let tables = place.target().join("chart-tables");
            timed("writing the charts' tables", || {
                shell::capture(konomi(place).arg("charts").arg("--data").arg(data).arg("--out").arg(&tables)).map(drop)
            })?;
            command.env("KONOMI_BENCH_TABLES", tables);
        }
        // Of this run, and not of one before it.
        if self.only.is_none() && self.data.is_some() {
            command.env("KONOMI_BENCH_NATIVE", native);
        }
        shell::run(&mut command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_come_in_any_order() {
        let bench = Bench::parse(&["--only", "charts", "--data", "d"]).unwrap();
        assert_eq!(bench, Bench { json: None, data: Some("d".into()), only: Some("charts".to_owned()) });
        assert_eq!(Bench::parse(&[]).unwrap(), Bench::default());
        for wrong in [&["--json"][..], &["--no", "x"], &["x"]] {
            assert!(Bench::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
