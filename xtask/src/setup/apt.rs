//! Debian's package manager, as root or by sudo.

use crate::report::step;
use crate::shell;
use anyhow::{Context, Result};
use std::io::{IsTerminal, stdin};

/// Whether this system has apt.
pub fn is_here() -> bool {
    shell::find_program("apt-get").is_some()
}

/// Installs those of the packages that are missing.
pub fn install(packages: &[&str], why: &str) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    step(&format!("installing {names} by apt-get: {why}"));
    let by_hand = || format!("the packages {names} could not be had: install them by hand, then try again");
    as_root(&["apt-get", "update", "-q"]).with_context(by_hand)?;
    let mut install = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q"];
    install.push("--no-install-recommends");
    install.extend(&missing);
    as_root(&install).with_context(by_hand)
}

/// Runs a command as root, quietly.
pub fn as_root(words: &[&str]) -> Result<()> {
    let is_root = shell::capture(shell::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut command = if is_root {
        shell::command(words[0])
    } else {
        let mut sudo = shell::command("sudo");
        // Where nobody can type a password, fail instead of waiting for one.
        if !stdin().is_terminal() {
            sudo.arg("-n");
        }
        sudo.arg(words[0]);
        sudo
    };
    shell::capture(command.args(&words[1..])).map(drop)
}

fn is_installed(package: &str) -> bool {
    let mut query = shell::command("dpkg-query");
    query.args(["-W", "-f=${Status}", package]);
    shell::capture(&mut query).is_ok_and(|status| status.trim().ends_with(" installed"))
}
