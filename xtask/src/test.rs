//! `cargo xtask test`: every check, the cheapest first, and one line with the sum at the end.

use crate::bundle::{self, Finish};
use crate::coverage::Coverage;
use crate::fuzz;
use crate::place::Place;
use crate::report::{Count, note, timed};
use crate::setup::{Browsers, Node, Web, licence_checker};
use crate::shell;
use anyhow::{Result, bail, ensure};
use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// Which checks are run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// All of them.
    All,
    /// Format, lints, licences, documentation, and the tests that need no browser.
    Native,
    /// A brief look at every parser with a fuzzer.
    Fuzz,
    /// The tests of the crate inside a browser.
    Web,
    /// What a visitor does, in real browsers.
    EndToEnd,
}

impl Part {
    fn includes(self, other: Self) -> bool {
        self == Self::All || self == other
    }
}

/// Runs the checks of a part, of the end-to-end tests those alone whose names have a word if one is given. A failed check
/// doesn't stop the others.
pub fn test(place: &Place, part: Part, word: Option<&str>) -> Result<ExitCode> {
    let mut sum = Tally::default();
    if part.includes(Part::Native) {
        native(place, &mut sum);
    }
    if part.includes(Part::Fuzz) {
        fuzz_briefly(place, &mut sum);
    }
    if part.includes(Part::Web) {
        web(place, &mut sum);
    }
    if part.includes(Part::EndToEnd) {
        end_to_end(place, word, &mut sum);
    }
    let Count { passed, failed, skipped } = sum.count;
    for failure in &sum.failures {
        println!("FAILED: {failure}");
    }
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    Ok(if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The sum of the suites, and the names of what failed.
#[derive(Default)]
struct Tally {
    count: Count,
    failures: Vec<String>,
}

impl Tally {
    /// Runs a step that is no suite of tests: only its failure counts. Tells whether it went well.
    fn check(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        let outcome = timed(name, work);
        if let Err(error) = &outcome {
            self.fail(name, &format!("{error:#}"));
        }
        outcome.is_ok()
    }

    /// Runs a suite and adds its tests.
    fn suite(&mut self, name: &str, read: fn(&str) -> Count, command: impl FnOnce() -> Result<Command>) {
        let outcome = timed(name, || {
            let (status, output) = shell::tee(&mut command()?)?;
            let count = read(&output);
            note(&format!("{} passed, {} failed, {} skipped", count.passed, count.failed, count.skipped));
            self.count.add(count);
            // A suite that could not even be compiled or started has no failed test to show for it.
            ensure!(status.success() || count.failed > 0, "it ended without a result ({status})");
            ensure!(count.failed == 0, "{} tests failed", count.failed);
            Ok(count)
        });
        if let Err(error) = outcome {
            let counted = format!("{error:#}").ends_with("tests failed");
            self.failures.push(format!("{name}: {error:#}"));
            self.count.failed += usize::from(!counted);
        }
    }

    fn fail(&mut self, name: &str, why: &str) {
        eprintln!("error: {name}: {why}");
        self.failures.push(format!("{name}: {why}"));
        self.count.failed += 1;
    }
}

/// Features that build natively; the page's own only builds for a browser.
const NATIVE: [&str; 3] = ["--workspace", "--features", "konomi/engine"];

fn native(place: &Place, sum: &mut Tally) {
    let cargo = || {
        let mut cargo = shell::command("cargo");
        place.share_target(cargo.current_dir(&place.root));
        cargo
    };
    sum.check("format", || shell::run(cargo().args(["fmt", "--all", "--check"])));
    sum.check("clippy", || {
        shell::run(cargo().args(["clippy", "--quiet"]).args(NATIVE).args(["--all-targets", "--", "-D", "warnings"]))
    });
    dependencies(place, sum);
    sum.check("documentation", || {
        // The trainer's program has the library's name, and two at once would write over each other.
        for package in [["--exclude", "trainer", "--workspace"].as_slice(), &["--package", "trainer"]] {
            let mut doc = cargo();
            doc.args(["doc", "--quiet", "--no-deps", "--features", "konomi/engine"]).args(package);
            shell::run(doc.env("RUSTDOCFLAGS", "-D warnings"))?;
        }
        Ok(())
    });
    let coverage = coverage(place, sum);
    sum.suite("native tests", Count::of_cargo, || {
        let mut tests = match &coverage {
            Some(coverage) => coverage.tests(),
            None => {
                let mut tests = cargo();
                tests.args(["test", "--no-fail-fast"]).args(NATIVE);
                tests
            }
        };
        match data(place) {
            Some(folder) => {
                tests.env("KONOMI_DATA", folder);
            }
            None => note("the data set is not here: tests that read it say so; KONOMI_DATA may name its folder"),
        }
        Ok(tests)
    });
    if let Some(coverage) = coverage {
        sum.check("lines that the native tests run", || coverage.report());
    }
}

/// Which lines the tests run is counted wherever the compiler's own tools for it can be had.
fn coverage<'a>(place: &'a Place, sum: &mut Tally) -> Option<Coverage<'a>> {
    let coverage = Coverage::begin(place, &NATIVE);
    if let Err(error) = &coverage {
        note(&format!("SKIPPED: which lines the native tests run: {error:#}"));
        sum.count.skipped += 1;
    }
    coverage.ok()
}

/// What the crates are licensed under, where they come from, which are there twice, and, where the list of known faults can
/// be had, whether one of them is on it.
fn dependencies(place: &Place, sum: &mut Tally) {
    let deny = |what: &[&str]| -> Result<Command> {
        let mut deny = shell::command(licence_checker(place)?);
        deny.current_dir(&place.root).arg("--all-features").args(what);
        Ok(deny)
    };
    sum.check("licences and sources of the crates", || {
        shell::run(&mut deny(&["check", "--hide-inclusion-graph", "bans", "licenses", "sources"])?)
    });
    if deny(&["fetch", "db"]).is_ok_and(|mut fetch| shell::succeeds(&mut fetch)) {
        sum.check("known faults of the crates", || shell::run(&mut deny(&["check", "advisories"])?));
    } else {
        note("SKIPPED: known faults of the crates: the list of rustsec.org can't be reached from here");
        sum.count.skipped += 1;
    }
}

/// Every parser of what a visitor brings, with what is known to be of interest and a few thousand inputs more.
fn fuzz_briefly(place: &Place, sum: &mut Tally) {
    if !sum.check("the fuzzer's targets", || fuzz::build(place)) {
        return;
    }
    let targets = match fuzz::targets(place) {
        Ok(targets) => targets,
        Err(error) => return sum.fail("the fuzzer's targets", &format!("{error:#}")),
    };
    for target in targets {
        if sum.check(&format!("fuzzing {target}"), || fuzz::run(place, &target, fuzz::BRIEFLY).map(drop)) {
            sum.count.passed += 1;
        }
    }
}

/// The folder with the data set, which no checkout contains.
fn data(place: &Place) -> Option<PathBuf> {
    let folder = env::var_os("KONOMI_DATA").map_or_else(|| place.root.join("../shared/data/anime"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

fn web(place: &Place, sum: &mut Tally) {
    let mut tools = None;
    let ready = sum.check("set-up for the browser's tests", || {
        tools = Some((Web::set_up(place)?, Browsers::set_up()?));
        Ok(())
    });
    let Some((web, browsers)) = tools.filter(|_| ready) else { return };
    for (feature, binary) in [("app", "app"), ("engine", "engine"), ("keras", "keras_reader")] {
        sum.check(&format!("lints of the {binary} for the browser"), || lint_for_web(place, &web, feature, binary));
    }
    if !place.root.join("tests/web.rs").is_file() {
        return;
    }
    sum.suite("tests inside Chromium", Count::of_cargo, || {
        let mut tests = web.command("cargo");
        tests
            .current_dir(&place.root)
            .args(["test", "--profile", profile_of("app"), "--target", "wasm32-unknown-unknown"])
            .args(["--features", "app", "--test", "web"])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &web.test_runner)
            .env("CHROMEDRIVER", &browsers.chromedriver)
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
        Ok(tests)
    });
}

/// The profile in which Trunk builds the program of a feature, so that nothing is compiled twice.
fn profile_of(feature: &str) -> &'static str {
    if feature == "app" { "page" } else { "web" }
}

/// Clippy where the toolchain has it, else the compiler's own warnings.
fn lint_for_web(place: &Place, web: &Web, feature: &str, binary: &str) -> Result<()> {
    let mut cargo = web.command("cargo");
    cargo.current_dir(&place.root);
    let target =
        ["--quiet", "--profile", profile_of(feature), "--target", "wasm32-unknown-unknown", "--features", feature];
    let parts = ["--lib", "--bin", binary];
    if web.has_clippy() {
        return shell::run(cargo.arg("clippy").args(target).args(parts).args(["--", "-D", "warnings"]));
    }
    note("this toolchain has no clippy; the compiler's warnings are checked instead");
    // Warnings turned into errors by a flag would mean another build of every crate.
    let (status, output) = shell::tee_errors(cargo.arg("check").args(target).args(parts))?;
    if !status.success() || output.lines().any(|line| line.starts_with("warning: ")) {
        bail!("the {binary} does not compile without a warning");
    }
    Ok(())
}

fn end_to_end(place: &Place, word: Option<&str>, sum: &mut Tally) {
    let mut tools = None;
    let ready = sum.check("set-up for the end-to-end tests", || {
        tools = Some((Node::set_up(place)?, Browsers::set_up()?));
        Ok(())
    });
    let Some((node, browsers)) = tools.filter(|_| ready) else { return };
    if !sum.check("the bundle", || bundle::build(place, Finish::Quick)) {
        return;
    }
    sum.suite("end-to-end tests in Chromium and Firefox", Count::of_node, || {
        let mut tests = node.command();
        tests.current_dir(&place.root).args(["--test", "--test-reporter=spec"]);
        if let Some(word) = word {
            tests.arg(format!("--test-name-pattern={word}"));
        }
        tests.arg("tests/e2e/all.test.mjs");
        tests.env("KONOMI_DIST", place.dist());
        if let Some(folder) = data(place) {
            tests.env("KONOMI_DATA", folder);
        }
        browsers.name_in(&mut tests);
        Ok(tests)
    });
}
