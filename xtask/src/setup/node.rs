//! Node, and the npm packages of tests/e2e/package.json in the cache folder.

use crate::place::Place;
use crate::report::timed;
use crate::shell;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const OLDEST: u32 = 18;
const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// Node with the packages installed.
#[derive(Debug)]
pub struct Node {
    npm: PathBuf,
}

impl Node {
    /// Checks Node's version and installs the packages if the lock file is not the one installed before.
    pub fn set_up(place: &Place) -> Result<Self> {
        check_version()?;
        let npm = place.npm();
        let source = place.root.join("tests/e2e");
        let read = |path: PathBuf| fs::read(&path).unwrap_or_default();
        let same = |name: &&str| read(source.join(name)) == read(npm.join(name));
        if !(npm.join("node_modules/.konomi").is_file() && MANIFESTS.iter().all(same)) {
            timed("installing the npm packages of tests/e2e: browser drivers, wasm-opt, axe", || {
                fs::create_dir_all(&npm).with_context(|| format!("{} could not be made", npm.display()))?;
                for name in MANIFESTS {
                    fs::copy(source.join(name), npm.join(name))
                        .with_context(|| format!("tests/e2e/{name} is missing"))?;
                }
                let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
                shell::capture(shell::command(program).current_dir(&npm).args(["ci", "--no-audit", "--no-fund"]))
                    .context("the npm packages could not be had: check the network or npm's registry setting")?;
                // Written last: an installation that was cut off has no such file.
                fs::write(npm.join("node_modules/.konomi"), "").context("the npm folder can't be written to")
            })?;
        }
        Ok(Self { npm })
    }

    /// A command of Node that finds the packages under `KONOMI_NPM`.
    pub fn command(&self) -> Command {
        let mut command = shell::command("node");
        command.env("KONOMI_NPM", &self.npm);
        command
    }

    /// The script of one of the packages' programs.
    pub fn program(&self, path: &str) -> PathBuf {
        self.npm.join("node_modules").join(path)
    }
}

fn check_version() -> Result<()> {
    let Ok(version) = shell::capture(shell::command("node").arg("--version")) else {
        bail!("Node {OLDEST} or newer is needed and was not found: install it from nodejs.org or your package manager");
    };
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.trim().parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST) {
        bail!("Node {OLDEST} or newer is needed, and {} was found: install a newer one", version.trim());
    }
    Ok(())
}
