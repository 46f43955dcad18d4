//! What a browser needs to keep the bundle for use without the network: the list of its files, in the service worker,
//! and one version for the page and that list.

use crate::files;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The worker, which has to lie at the root of what it keeps.
pub const WORKER: &str = "service_worker.js";
const SOURCE: &str = "static/js/service_worker.js";
/// What stands in the worker's source for the list.
const NO_LIST: &str = r#"{ version: "", assets: [] }"#;
/// What stands in the page's source for the version.
const NO_VERSION: &str = r#"name="konomi-version" content="""#;
/// The list for people and tests; the worker has its own copy.
const LIST: &str = "assets.json";
/// Where files lie that are not kept before somebody asks for them.
const ON_DEMAND: [&str; 3] = ["model/", "gpu/", "keras/"];

/// How the worker's source says that what is kept comes first, and how it says the reverse.
const KEPT_FIRST: &str = "const NETWORK_FIRST = false;";
const NETWORK_FIRST: &str = "const NETWORK_FIRST = true;";

/// Gives the bundle its version, and its worker the list of files.
pub fn stamp(dist: &Path) -> Result<()> {
    let source = dist.join(SOURCE);
    let worker = files::read_text(&source)?;
    fs::remove_file(&source).with_context(|| format!("{SOURCE} could not be removed"))?;
    let version = version_of(dist, &worker)?;
    let index = dist.join("index.html");
    let stamped = NO_VERSION.replace("\"\"", &format!("\"{version}\""));
    files::write(&index, files::filled(&files::read_text(&index)?, NO_VERSION, &stamped)?)?;
    let list = json!({ "version": version, "assets": assets_of(dist)? });
    files::write(&dist.join(WORKER), files::filled(&worker, NO_LIST, &list.to_string())?)?;
    files::write(&dist.join(LIST), serde_json::to_string_pretty(&list)? + "\n")
}

/// The worker as `cargo xtask serve` sends it: whoever changes the page wants to see the change, not what was kept.
pub fn with_network_first(worker: &str) -> String {
    worker.replace(KEPT_FIRST, NETWORK_FIRST)
}

/// Other content, or another way of keeping it, is another version.
fn version_of(dist: &Path, worker: &str) -> Result<String> {
    let mut parts = vec![worker.as_bytes().to_vec()];
    for file in files::below(dist)? {
        parts.push(files::address(dist, &file).into_bytes());
        parts.push(files::read(&file)?);
    }
    Ok(files::hash(parts.iter().map(Vec::as_slice)))
}

/// Every file with its size and hash.
fn assets_of(dist: &Path) -> Result<Vec<Value>> {
    let asset = |file| {
        let (path, bytes) = (files::address(dist, file), files::read(file)?);
        let mut asset = json!({ "path": path, "bytes": bytes.len(), "sha256": files::sha256(&bytes) });
        if ON_DEMAND.iter().any(|folder| path.starts_with(folder)) {
            asset["on_demand"] = true.into();
        }
        Ok(asset)
    };
    files::below(dist)?.iter().map(|file| asset(file.as_path())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn source(path: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        files::read_text(&root.join(path)).unwrap()
    }

    fn bundle(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("konomi-offline-{}-{name}", std::process::id()));
        for (path, text) in [
            ("index.html", source("index.html")),
            (SOURCE, source(SOURCE)),
            ("app-1.js", "the page".to_owned()),
            ("model/large.bin", "weights".to_owned()),
        ] {
            files::write(&folder.join(path), text).unwrap();
        }
        folder
    }

    #[test]
    fn page_and_worker_get_the_same_version_and_the_list_fits_the_files() {
        let dist = bundle("stamp");
        stamp(&dist).unwrap();
        let list: Value = serde_json::from_str(&files::read_text(&dist.join(LIST)).unwrap()).unwrap();
        let version = list["version"].as_str().unwrap();
        assert!(files::read_text(&dist.join("index.html")).unwrap().contains(&format!("content=\"{version}\"")));
        assert!(files::read_text(&dist.join(WORKER)).unwrap().contains(&list.to_string()));
        let assets = list["assets"].as_array().unwrap();
        let paths: Vec<&str> = assets.iter().map(|asset| asset["path"].as_str().unwrap()).collect();
        assert_eq!(paths, ["app-1.js", "index.html", "model/large.bin"]);
        for asset in assets {
            let bytes = files::read(&dist.join(asset["path"].as_str().unwrap())).unwrap();
            assert_eq!(asset["sha256"], files::sha256(&bytes));
        }
        assert_eq!(assets[2]["on_demand"], true);
        assert!(assets[0].get("on_demand").is_none());
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn other_content_is_another_version() {
        let dist = bundle("version");
        let before = version_of(&dist, "worker").unwrap();
        assert_eq!(version_of(&dist, "worker").unwrap(), before);
        assert_ne!(version_of(&dist, "other worker").unwrap(), before);
        files::write(&dist.join("app-1.js"), "another page").unwrap();
        assert_ne!(version_of(&dist, "worker").unwrap(), before);
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_server_for_development_turns_the_order_round() {
        assert!(with_network_first(&source(SOURCE)).contains(NETWORK_FIRST));
    }
}
