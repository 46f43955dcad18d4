//! The browsers that the tests drive.

use super::apt;
use crate::shell;
use anyhow::{Context, Result};
use std::env;
use std::path::PathBuf;
use std::process::Command;

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const CHROMEDRIVER: [&str; 1] = ["chromedriver"];
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];

/// The programs of the browsers.
#[derive(Debug)]
pub struct Browsers {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// Its driver, of the same version.
    pub chromedriver: PathBuf,
    /// Firefox.
    pub firefox: PathBuf,
}

impl Browsers {
    /// Finds the browsers, or installs Debian's.
    pub fn set_up() -> Result<Self> {
        let find = || {
            let chromium = find("KONOMI_CHROMIUM", &CHROMIUM)?;
            let chromedriver = find("KONOMI_CHROMEDRIVER", &CHROMEDRIVER)?;
            Some(Self { chromium, chromedriver, firefox: find("KONOMI_FIREFOX", &FIREFOX)? })
        };
        if let Some(browsers) = find() {
            return Ok(browsers);
        }
        let by_hand = "the tests need Chromium, chromedriver and Firefox: install them, or name them in \
            KONOMI_CHROMIUM, KONOMI_CHROMEDRIVER and KONOMI_FIREFOX";
        if apt::is_here() {
            let packages = ["chromium", "chromium-driver", "firefox-esr", "fonts-noto-cjk"];
            apt::install(&packages, "the browsers that the tests drive").context(by_hand)?;
        }
        find().context(by_hand)
    }

    /// Tells a command where the browsers are.
    pub fn name_in(&self, command: &mut Command) {
        command.env("KONOMI_CHROMIUM", &self.chromium).env("KONOMI_FIREFOX", &self.firefox);
    }
}

fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| names.iter().find_map(|name| shell::find_program(name)))
}
