//! How much of the native code its tests run, line by line.

use crate::files;
use crate::place::Place;
use crate::report::note;
use crate::setup::coverage_tool;
use crate::shell;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What runs the tests and counts the lines.
pub struct Coverage<'a> {
    place: &'a Place,
    features: &'a [&'a str],
    tool: PathBuf,
    /// Two checkouts share the folder in which is counted.
    _turn: File,
}

impl<'a> Coverage<'a> {
    /// Finds or installs what it takes, and forgets what earlier runs have counted. `features` are cargo's arguments for
    /// what is tested.
    pub fn begin(place: &'a Place, features: &'a [&'a str]) -> Result<Self> {
        let tool = coverage_tool(place)?;
        let turn = File::create(place.cache.join("coverage.lock")).context("the cache folder can't be written to")?;
        turn.lock().context("nobody may count in one folder with another")?;
        let coverage = Self { place, features, tool, _turn: turn };
        shell::run(&mut coverage.command(&["clean", "--profraw-only"]))?;
        Ok(coverage)
    }

    /// The tests, compiled so that they count. Those in documentation, of which there are none, would need an unfinished part
    /// of the compiler.
    pub fn tests(&self) -> Command {
        let mut tests = self.command(&["--no-report", "--no-fail-fast"]);
        tests.args(self.features);
        tests
    }

    /// Prints how many lines of each part were run, and of all.
    pub fn report(&self) -> Result<()> {
        let file = self.place.cache.join("coverage.json");
        let mut report = self.command(&["report", "--workspace", "--json", "--summary-only", "--output-path"]);
        shell::run(report.arg(&file))?;
        let summary: Value = serde_json::from_slice(&files::read(&file)?).context("the report is no JSON")?;
        let parts = by_part(&summary, &self.place.root);
        ensure!(parts.iter().any(|(_, lines)| lines.run > 0), "of this checkout not one line was counted");
        for (part, lines) in parts {
            note(&format!("{part:<18} {:>6} of {:>6} lines, {:.1} %", lines.run, lines.all, lines.percent()));
        }
        Ok(())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = shell::command(&self.tool);
        self.place.share_target(command.current_dir(&self.place.root));
        command.arg("llvm-cov").args(arguments);
        command
    }
}

/// Lines with code in them.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Lines {
    run: u64,
    all: u64,
}

impl Lines {
    fn add(&mut self, other: Self) {
        self.run += other.run;
        self.all += other.all;
    }

    fn percent(self) -> f64 {
        100.0 * self.run as f64 / self.all.max(1) as f64
    }
}

/// The lines of each folder below a `src`, in their order, and at the end of all. Other checkouts share the target folder:
/// what it still has of theirs does not count.
fn by_part(summary: &Value, root: &Path) -> Vec<(String, Lines)> {
    let mut parts: BTreeMap<String, Lines> = BTreeMap::new();
    for file in summary["data"].as_array().into_iter().flatten().flat_map(|data| data["files"].as_array()).flatten() {
        let Some(inside) = file["filename"].as_str().and_then(|name| Path::new(name).strip_prefix(root).ok()) else {
            continue;
        };
        let count = &file["summary"]["lines"];
        let [Some(run), Some(all)] = ["covered", "count"].map(|key| count[key].as_u64()) else { continue };
        parts.entry(part_of(inside)).or_default().add(Lines { run, all });
    }
    let mut sum = Lines::default();
    parts.values().for_each(|lines| sum.add(*lines));
    parts.into_iter().chain([("all".to_owned(), sum)]).collect()
}

/// `catalog` for `src/catalog/search/rank.rs`, `trainer` for all of the trainer.
fn part_of(file: &Path) -> String {
    let names: Vec<_> = file.iter().map(|name| name.to_string_lossy()).collect();
    match names.as_slice() {
        [src, part, ..] if src == "src" => part.trim_end_matches(".rs").to_owned(),
        [part, ..] => part.to_string(),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lines_are_summed_by_part_and_those_of_other_checkouts_left_out() {
        let file = |name: &str, covered: u64, count: u64| json!({ "filename": name, "summary": { "lines": { "covered": covered, "count": count } } });
        let summary = json!({ "data": [{ "files": [
            file("/here/src/catalog/id.rs", 3, 4),
            file("/here/src/catalog/search/rank.rs", 5, 6),
            file("/here/src/lib.rs", 0, 1),
            file("/here/trainer/src/main.rs", 7, 9),
            file("/there/src/catalog/id.rs", 0, 4),
        ] }] });
        let lines = |run, all| Lines { run, all };
        let expected =
            [("catalog", lines(8, 10)), ("lib", lines(0, 1)), ("trainer", lines(7, 9)), ("all", lines(15, 20))];
        let expected = expected.map(|(part, lines)| (part.to_owned(), lines));
        assert_eq!(by_part(&summary, Path::new("/here")), expected);
        assert_eq!(lines(3, 4).percent(), 75.0);
    }
}
