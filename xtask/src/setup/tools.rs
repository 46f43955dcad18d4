//! The tools of exactly one version each: wasm-bindgen's must be that of the library, Trunk's that of Trunk.toml.

use crate::place::Place;
use crate::report::timed;
use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version in Cargo.toml, which must be this one to the last digit.
const WASM_BINDGEN: &str = "0.2.130";
const TRUNK: &str = "0.22.1";
const FUZZER: &str = "0.13.2";
const LICENCE_CHECKER: &str = "0.20.2";
const COVERAGE: &str = "0.9.1";

/// Where the tools are.
pub struct Tools {
    wasm_bindgen: PathBuf,
    trunk: PathBuf,
    /// The runner of tests compiled to WebAssembly.
    pub test_runner: PathBuf,
}

impl Tools {
    /// The folders to put in front of `PATH`.
    pub fn folders(&self) -> Vec<&Path> {
        [&self.wasm_bindgen, &self.trunk].into_iter().filter_map(|program| program.parent()).collect()
    }
}

/// Takes each tool from `PATH` or from the cache folder if its version is right, else builds it.
pub fn find_or_install(place: &Place) -> Result<Tools> {
    let wasm_bindgen =
        find_or_build(place, "wasm-bindgen", WASM_BINDGEN, "it joins WebAssembly to JavaScript", |cargo| {
            // Not --locked: the lock file asks for a version that not every mirror has.
            cargo.args(["wasm-bindgen-cli", "--version", WASM_BINDGEN]);
        })?;
    let trunk = find_or_build(place, "trunk", TRUNK, "it bundles the page; about ten minutes, once", |cargo| {
        cargo.args(["trunk", "--version", TRUNK, "--locked", "--ignore-rust-version"]);
        cargo.args(["--no-default-features", "--features", "rustls"]);
    })?;
    let test_runner = wasm_bindgen.with_file_name(format!("wasm-bindgen-test-runner{}", std::env::consts::EXE_SUFFIX));
    Ok(Tools { wasm_bindgen, trunk, test_runner })
}

/// cargo-fuzz, found or built.
pub fn fuzzer(place: &Place) -> Result<PathBuf> {
    find_or_build(place, "cargo-fuzz", FUZZER, "it feeds the parsers with whatever may upset them", |cargo| {
        cargo.args(["cargo-fuzz", "--version", FUZZER, "--locked"]);
    })
}

/// cargo-deny, found or built.
pub fn licence_checker(place: &Place) -> Result<PathBuf> {
    find_or_build(place, "cargo-deny", LICENCE_CHECKER, "it checks the crates' licences and sources", |cargo| {
        cargo.args(["cargo-deny", "--version", LICENCE_CHECKER, "--locked", "--no-default-features"]);
    })
}

/// cargo-llvm-cov, found or built, once the compiler has the programs that it works by.
pub fn coverage_tool(place: &Place) -> Result<PathBuf> {
    let components = shell::capture(shell::command("rustup").args(["component", "list", "--installed"]));
    if !components.is_ok_and(|list| list.lines().any(|line| line.starts_with("llvm-tools"))) {
        timed("installing rustup's llvm-tools: they count which lines the tests run", || {
            shell::capture(shell::command("rustup").args(["component", "add", "llvm-tools"])).context(
                "llvm-tools could not be had: run `rustup component add llvm-tools` where the network allows it",
            )
        })?;
    }
    find_or_build(place, "cargo-llvm-cov", COVERAGE, "it counts the lines that the tests run", |cargo| {
        cargo.args(["cargo-llvm-cov", "--version", COVERAGE, "--locked"]);
    })
}

fn find_or_build(
    place: &Place,
    name: &str,
    version: &str,
    why: &str,
    describe: impl FnOnce(&mut Command),
) -> Result<PathBuf> {
    let cached = place.tools().join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let found = [Some(cached.clone()), shell::find_program(name)].into_iter().flatten();
    if let Some(program) = found.into_iter().find(|program| has_version(program, version)) {
        return Ok(program);
    }
    timed(&format!("installing {name} {version} by cargo: {why}"), || {
        let mut cargo = shell::command("cargo");
        cargo.arg("install").arg("--quiet").arg("--root").arg(place.tools());
        describe(&mut cargo);
        // The tools' own speed matters less than the wait for them.
        cargo
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env_remove("CARGO_TARGET_DIR");
        shell::run(&mut cargo)
            .with_context(|| format!("{name} {version} could not be had: install it by hand, so that it is on PATH"))
    })?;
    Ok(cached)
}

/// Whether a program says that it is of this version, as in `trunk 0.22.1`.
fn has_version(program: &Path, version: &str) -> bool {
    let says = |arguments: &[&str]| {
        shell::capture(shell::command(program).args(arguments))
            .is_ok_and(|text| text.split_whitespace().any(|word| word == version))
    };
    // Some know themselves as cargo calls them alone.
    let as_cargo_calls_it = program.file_stem().and_then(|name| name.to_str()?.strip_prefix("cargo-"));
    program.is_file() && (says(&["--version"]) || as_cargo_calls_it.is_some_and(|name| says(&[name, "--version"])))
}
