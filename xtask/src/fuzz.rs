//! `cargo xtask fuzz`: the parsers of what a visitor brings, each fed with whatever a fuzzer comes up with.

use crate::files;
use crate::place::Place;
use crate::report::{note, timed};
use crate::setup::fuzzer;
use crate::shell;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Where the targets and the files that they begin with are.
const FOLDER: &str = "tests/fuzz";
/// How many inputs each target gets with the other checks: a look, not a search.
pub const BRIEFLY: usize = 5_000;
/// A single input that takes longer, in seconds, is a fault.
const LONGEST: usize = 20;
/// The most memory that an input may cost, in megabytes: a browser's worker has twice that.
const MEMORY: usize = 2_048;

/// The names of the targets.
pub fn targets(place: &Place) -> Result<Vec<String>> {
    let sources = files::below(&place.root.join(FOLDER).join("fuzz_targets"))?;
    let name = |source: &PathBuf| source.file_stem().map(|name| name.to_string_lossy().into_owned());
    let names: Vec<String> = sources.iter().filter_map(name).collect();
    ensure!(!names.is_empty(), "there is no fuzz target");
    Ok(names)
}

/// Feeds every target with so many inputs, and prints how many that were in all.
pub fn fuzz(place: &Place, runs: usize) -> Result<()> {
    let mut sum = 0;
    for target in targets(place)? {
        sum += timed(&format!("fuzzing {target}"), || run(place, &target, runs))?;
    }
    note(&format!("{sum} inputs, and none of them upset a parser"));
    Ok(())
}

/// Feeds one target; how many inputs it had. What it found is kept in the cache folder, for the next time to begin with.
pub fn run(place: &Place, target: &str, runs: usize) -> Result<usize> {
    let found = place.cache.join("fuzz/corpus").join(target);
    fs::create_dir_all(&found).with_context(|| format!("{} could not be made", found.display()))?;
    let faults = place.cache.join("fuzz/faults").join(target);
    fs::create_dir_all(&faults).with_context(|| format!("{} could not be made", faults.display()))?;
    let mut fuzz = command(place, "run")?;
    fuzz.arg(target).arg(&found).arg(place.root.join(FOLDER).join("seeds").join(target));
    fuzz.args(["--", &format!("-runs={runs}"), &format!("-timeout={LONGEST}"), &format!("-rss_limit_mb={MEMORY}")]);
    fuzz.args(["-print_final_stats=1", "-max_len=65536", &format!("-artifact_prefix={}/", faults.display())]);
    let (status, output) = shell::tee_errors(&mut fuzz)?;
    ensure!(status.success(), "{target}: an input upset it, and is in {}", faults.display());
    let executed = output.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    executed.and_then(|number| number.trim().parse().ok()).context("the fuzzer did not say how many inputs it had")
}

/// Compiles the targets, with the fuzzer's instruments in all that they use.
pub fn build(place: &Place) -> Result<()> {
    shell::run(&mut command(place, "build")?)
}

fn command(place: &Place, what: &str) -> Result<Command> {
    let cargo_fuzz = fuzzer(place)?;
    let mut fuzz = shell::command(cargo_fuzz);
    // No sanitizer: there is no unsafe code to watch, and without it any compiler will do.
    fuzz.current_dir(&place.root).args(["fuzz", what, "--fuzz-dir", FOLDER, "--sanitizer", "none"]);
    fuzz.arg("--target-dir").arg(target_folder(place)).env_remove("CARGO_TARGET_DIR");
    Ok(fuzz)
}

fn target_folder(place: &Place) -> PathBuf {
    place.cache.join("fuzz/target")
}
