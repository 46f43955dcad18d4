//! Other programs: how they are called, and how their failures read.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// A command without what `cargo run` set for xtask itself, which would lead another toolchain's cargo astray.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_remove("CARGO").env_remove("LD_LIBRARY_PATH").env_remove("DYLD_FALLBACK_LIBRARY_PATH");
    for (name, _) in env::vars_os() {
        let of_xtask = name.to_str().is_some_and(|name| {
            ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
                .iter()
                .any(|prefix| name.starts_with(prefix))
        });
        if of_xtask {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command whose output the user sees.
pub fn run(command: &mut Command) -> Result<()> {
    let name = program_name(command);
    let status = command.status().with_context(|| format!("`{name}` could not be started"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// Runs a command quietly and returns what it printed; its complaint is part of the error.
pub fn capture(command: &mut Command) -> Result<String> {
    let name = program_name(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("`{name}` could not be started"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{name}` failed: {}", complaint.trim().lines().last().unwrap_or("it said nothing"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command whose standard output the user sees, and returns that output too.
pub fn tee(command: &mut Command) -> Result<(ExitStatus, String)> {
    let name = program_name(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("`{name}` could not be started"))?;
    let output = child.stdout.take().map(copy_to_stdout).unwrap_or_default();
    Ok((child.wait()?, output))
}

/// The same with the standard error.
pub fn tee_errors(command: &mut Command) -> Result<(ExitStatus, String)> {
    let name = program_name(command);
    let mut child = command.stderr(Stdio::piped()).spawn().with_context(|| format!("`{name}` could not be started"))?;
    let output = child.stderr.take().map(copy_to_stdout).unwrap_or_default();
    Ok((child.wait()?, output))
}

/// Prints each line as it comes; bytes that are no text are replaced.
fn copy_to_stdout(stream: impl Read) -> String {
    let mut text = String::new();
    let mut line = Vec::new();
    let mut stream = BufReader::new(stream);
    while stream.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
        let part = String::from_utf8_lossy(&line);
        print!("{part}");
        text += &part;
        line.clear();
    }
    text
}

/// Whether a command succeeds; nothing is printed.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The first program of that name on `PATH`.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// `PATH` with further folders in front.
pub fn path_with(folders: &[&Path]) -> Result<std::ffi::OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    let folders = folders.iter().map(|folder| folder.to_path_buf()).chain(env::split_paths(&old));
    env::join_paths(folders).context("a folder's name does not fit into PATH")
}

fn program_name(command: &Command) -> String {
    let mut name = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args().take(3) {
        name.push(' ');
        name.push_str(&argument.to_string_lossy());
    }
    name
}
