//! A Rust compiler with the standard library for WebAssembly.
//!
//! The common way is rustup's. Where rustup's server can't be reached (an offline mirror, many a CI), Debian's compiler
//! for the web does as well; Debian ships that library as source alone, so it is built here, once.

use super::apt;
use crate::place::Place;
use crate::report::{note, step, timed};
use crate::shell;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";
/// Every browser with WebGPU has SIMD, and the kernels are several times faster with it. With components erased the page's
/// program is a tenth smaller: Leptos then doesn't compile each combination of views by itself.
const FLAGS: &str = "-Ctarget-feature=+simd128 --cfg=erase_components";
/// The name under which rustup knows Debian's compiler.
const DEBIAN_TOOLCHAIN: &str = "web";
const DEBIAN_LINKER: &str = "wasm-ld-22";
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
const BY_HAND: &str = "run `rustup target add wasm32-unknown-unknown` where the network allows it, then try again";

/// A compiler that is known to build for the browser.
#[derive(Debug)]
pub struct WasmRust {
    /// rustup's name of the toolchain; `None` is the one in use anyway.
    toolchain: Option<&'static str>,
    linker: Option<&'static str>,
    version: String,
}

impl WasmRust {
    /// The compiler in use if it has the library, else Debian's if it is set up, else either of them newly set up.
    pub fn find_or_install(place: &Place) -> Result<Self> {
        if let Some(rust) = Self::of_rustup().or_else(Self::of_debian) {
            return Ok(rust);
        }
        step(&format!("installing Rust's standard library for {TARGET}: the page is compiled to it"));
        let added = shell::capture(shell::command("rustup").args(["target", "add", TARGET]));
        if added.is_ok()
            && let Some(rust) = Self::of_rustup()
        {
            return Ok(rust);
        }
        note("rustup could not download it; Debian's compiler for the web is tried instead");
        if !apt::is_here() {
            bail!("Rust's standard library for {TARGET} could not be had: {BY_HAND}");
        }
        install_debian(place)
            .with_context(|| format!("Rust's standard library for {TARGET} could not be had ({BY_HAND})"))?;
        Self::of_debian().with_context(|| {
            format!("Debian's compiler does not build for {TARGET}, though all of it was installed: {BY_HAND}")
        })
    }

    fn of_rustup() -> Option<Self> {
        Self::probe(None, None)
    }

    fn of_debian() -> Option<Self> {
        Self::probe(Some(DEBIAN_TOOLCHAIN), Some(DEBIAN_LINKER))
    }

    /// Compiles and links next to nothing, the one check that no missing or outdated part can pass.
    fn probe(toolchain: Option<&'static str>, linker: Option<&'static str>) -> Option<Self> {
        let mut rust = Self { toolchain, linker, version: String::new() };
        let mut command = shell::command("rustc");
        rust.apply(&mut command);
        command.args(["--target", TARGET, "--crate-type", "cdylib", "--crate-name", "probe", "-o", "-", "-"]);
        command.args(FLAGS.split(' '));
        if let Some(linker) = linker {
            command.arg(format!("-Clinker={linker}"));
        }
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
        child.stdin.take()?.write_all(b"pub fn nothing() -> String { String::new() }").ok()?;
        if !child.wait().ok()?.success() {
            return None;
        }
        let mut version = shell::command("rustc");
        rust.apply(&mut version);
        rust.version = shell::capture(version.arg("--version")).ok()?.trim().to_owned();
        Some(rust)
    }

    /// Puts toolchain, linker and flags into a command's environment.
    pub fn apply(&self, command: &mut Command) {
        if let Some(toolchain) = self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        if let Some(linker) = self.linker {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags());
    }

    /// Compiler and flags in one line.
    pub fn describe(&self) -> String {
        format!("{} {FLAGS}", self.version)
    }
}

/// [`FLAGS`], and one that leaves this user's home out of the bundle: a panic's message names the place in a crate's source.
fn flags() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let sources = home.map(|home| home.join("registry/src").to_string_lossy().into_owned());
    // Spaces part the flags from each other.
    match sources.filter(|sources| !sources.contains(' ')) {
        Some(sources) => format!("{FLAGS} --remap-path-prefix={sources}=crates"),
        None => FLAGS.to_owned(),
    }
}

/// Debian's packages, and the library built from the source among them.
fn install_debian(place: &Place) -> Result<()> {
    apt::install(&DEBIAN_PACKAGES, "a Rust compiler and linker for WebAssembly")?;
    shell::capture(shell::command("rustup").args(["toolchain", "link", DEBIAN_TOOLCHAIN, "/usr"]))?;
    let work = place.cache.join("wasm-std");
    let built =
        timed("building the standard library from Debian's source (about a minute, once)", || build_std(&work))?;
    let folder = format!("/usr/lib/rustlib/{TARGET}/lib");
    apt::as_root(&["mkdir", "-p", &folder])?;
    let rlibs = built.iter().map(|path| path.to_string_lossy().into_owned()).collect::<Vec<_>>();
    let mut copy = vec!["cp"];
    copy.extend(rlibs.iter().map(String::as_str));
    copy.push(&folder);
    apt::as_root(&copy)?;
    // Some hundred megabytes that nothing reads again.
    fs::remove_dir_all(&work).with_context(|| format!("{} could not be removed", work.display()))
}

/// Builds the library in a copy of its source, which must not change, and returns the compiled crates.
fn build_std(work: &Path) -> Result<Vec<PathBuf>> {
    let source = debian_source()?;
    let copy = work.join("library");
    if work.exists() {
        fs::remove_dir_all(work).with_context(|| format!("{} could not be removed", work.display()))?;
    }
    fs::create_dir_all(work).with_context(|| format!("{} could not be made", work.display()))?;
    shell::capture(shell::command("cp").arg("-r").arg(&source).arg(&copy))?;
    shell::capture(
        shell::command("cargo")
            .current_dir(copy.join("sysroot"))
            .args(["build", "--profile", "dist", "--locked", "--target", TARGET])
            .args(["--features", "panic-unwind,compiler-builtins-mem", "--target-dir"])
            .arg(work.join("target"))
            .env("RUSTUP_TOOLCHAIN", DEBIAN_TOOLCHAIN)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", "-Zforce-unstable-if-unmarked")
            .env("CARGO_PROFILE_DIST_DEBUG", "0")
            .env("__CARGO_DEFAULT_LIB_METADATA", "stablestd"),
    )?;
    let folder = work.join("target").join(TARGET).join("dist/deps");
    let rlibs = files_of(&folder)?.into_iter().filter(|path| path.extension().is_some_and(|ext| ext == "rlib"));
    Ok(rlibs.collect())
}

/// The source that belongs to the installed compiler; another version's would build and then not be accepted.
fn debian_source() -> Result<PathBuf> {
    let version = shell::capture(shell::command("rustc").env("RUSTUP_TOOLCHAIN", DEBIAN_TOOLCHAIN).arg("--version"))?;
    let version = version.split_whitespace().nth(1).context("rustc's version could not be read")?;
    let source = PathBuf::from(format!("/usr/src/rustc-{version}/library"));
    if !source.join("sysroot").is_dir() {
        bail!("the package rust-web-src has no source for Rust {version}");
    }
    Ok(source)
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} could not be read", folder.display()))?;
    entries.map(|entry| Ok(entry?.path())).collect()
}
