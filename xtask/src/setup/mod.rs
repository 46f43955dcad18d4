//! What the build needs beyond cargo: found where it is, installed where it is not, and every installation said aloud.

mod apt;
mod browsers;
mod node;
mod rust;
mod tools;

pub use browsers::Browsers;
pub use node::Node;
pub use tools::{coverage_tool, fuzzer, licence_checker};

use crate::place::Place;
use crate::shell;
use anyhow::Result;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// All that a WebAssembly build needs, found or installed.
#[derive(Debug)]
pub struct Web {
    rust: rust::WasmRust,
    path: OsString,
    place: Place,
    /// The runner of tests compiled to WebAssembly.
    pub test_runner: PathBuf,
}

impl Web {
    /// Finds or installs a WebAssembly toolchain, wasm-bindgen and Trunk.
    pub fn set_up(place: &Place) -> Result<Self> {
        let rust = rust::WasmRust::find_or_install(place)?;
        let tools = tools::find_or_install(place)?;
        let path = shell::path_with(&tools.folders())?;
        Ok(Self { rust, path, place: place.clone(), test_runner: tools.test_runner })
    }

    /// A command that builds for the browser: toolchain, flags, target folder and tools are in its environment.
    pub fn command(&self, program: &str) -> Command {
        let mut command = shell::command(program);
        command.env("PATH", &self.path);
        self.place.share_target(&mut command);
        self.rust.apply(&mut command);
        command
    }

    /// What tells this toolchain from another, for the stamp of a build.
    pub fn describe(&self) -> String {
        self.rust.describe()
    }

    /// Whether clippy can check code for the browser with this toolchain.
    pub fn has_clippy(&self) -> bool {
        shell::succeeds(self.command("cargo").args(["clippy", "--version"]))
    }
}
