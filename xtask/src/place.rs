//! Where things are: the checkout, and the cache folder that every checkout of this user shares.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable that src/lib.rs and xtask's own main.rs look at.
const CHECKOUT: &str = "KONOMI_CHECKOUT";

/// The folders that the commands work in.
#[derive(Clone, Debug)]
pub struct Place {
    /// The checkout's root.
    pub root: PathBuf,
    /// The cache folder; it may be deleted at any time, at the cost of building everything anew.
    pub cache: PathBuf,
}

impl Place {
    /// Finds both folders.
    pub fn find() -> Result<Self> {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies outside a checkout")?.to_path_buf();
        Ok(Self { root, cache: user_cache()?.join("konomi") })
    }

    /// Makes a cargo command build in the shared target folder, and know this checkout's code from another's.
    pub fn share_target(&self, cargo: &mut Command) {
        cargo.env("CARGO_TARGET_DIR", self.target()).env(CHECKOUT, &self.root);
    }

    /// The target folder of every build but xtask's own, so that a fresh clone builds warm.
    pub fn target(&self) -> PathBuf {
        self.cache.join("target")
    }

    /// The `--root` of `cargo install`.
    pub fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// The folder that holds `node_modules`.
    pub fn npm(&self) -> PathBuf {
        self.cache.join("npm")
    }

    /// The bundle.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }
}

/// The user's cache folder, by the custom of each system.
fn user_cache() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("XDG_CACHE_HOME").filter(|folder| Path::new(folder).is_absolute()) {
        return Ok(folder.into());
    }
    if cfg!(windows) {
        return Ok(env::var_os("LOCALAPPDATA").context("LOCALAPPDATA is not set, so there is no cache folder")?.into());
    }
    let home = env::home_dir().context("there is no home folder; set XDG_CACHE_HOME to a folder for the cache")?;
    Ok(home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }))
}
