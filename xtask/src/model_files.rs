//! The weights that are fetched when they are wanted: each a file with its hash in the name, listed in the page.

use crate::files;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where Trunk copies all weights to.
const COPIED: &str = "static/model";
/// Where those lie that are kept for offline use once they were used.
const ON_DEMAND: &str = "model";
/// The page's default, which is kept with the page, and so are its members.
const DEFAULT: &str = "blend";
/// Another that is kept with the page: the reference's own.
const REFERENCE: &str = "recommender-net";
/// That inside of the engine.
const EMBEDDED: &str = "ncf";
/// What stands in the page's source for the list.
const NO_LIST: &str = r#"name="konomi-models" content="""#;

/// Moves the weights to where the page fetches them from, and tells the page.
pub fn place(dist: &Path) -> Result<()> {
    let (mut entries, mut placed) = (Vec::new(), Vec::new());
    let default = dist.join(COPIED).join(DEFAULT).with_extension("safetensors");
    let kept = [vec![DEFAULT.to_owned(), REFERENCE.to_owned()], members(&files::read(&default)?)?].concat();
    for file in files::below(&dist.join(COPIED))? {
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if file.extension().is_none_or(|extension| extension != "safetensors") || name == EMBEDDED {
            continue;
        }
        let bytes = files::read(&file)?;
        let folder = if kept.contains(&name) { COPIED } else { ON_DEMAND };
        let address = format!("{folder}/{name}-{}.safetensors", files::hash([bytes.as_slice()]));
        let (length, sha256) = (bytes.len().to_string(), files::sha256(&bytes));
        let words = [vec![name, format!("./{address}"), length, sha256], members(&bytes)?].concat();
        entries.push(words.join(" "));
        placed.push((address, bytes));
    }
    fs::remove_dir_all(dist.join(COPIED)).with_context(|| format!("{COPIED} is missing in the bundle"))?;
    for (address, bytes) in placed {
        files::write(&dist.join(address), bytes)?;
    }
    let index = dist.join("index.html");
    let page = files::read_text(&index)?;
    let list = NO_LIST.replace("\"\"", &format!("\"{}\"", entries.join("; ")));
    files::write(&index, files::filled(&page, NO_LIST, &list)?)
}

/// The models that weights name as those they are a blend of: the tensors `weight.NAME` of a safetensors file.
fn members(weights: &[u8]) -> Result<Vec<String>> {
    let (length, rest) = weights.split_at_checked(8).context("weights without a header")?;
    let length = usize::try_from(u64::from_le_bytes(length.try_into()?))?;
    let header = rest.get(..length).context("weights that end within their header")?;
    let header: BTreeMap<String, serde_json::Value> = serde_json::from_slice(header)?;
    Ok(header.keys().filter_map(|name| name.strip_prefix("weight.")).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_get_their_hash_and_the_page_their_addresses() {
        let dist = std::env::temp_dir().join(format!("konomi-models-{}", std::process::id()));
        let weights = |header: &str| [&(header.len() as u64).to_le_bytes(), header.as_bytes()].concat();
        let plain = weights(r#"{"rows":0}"#);
        let blend = weights(r#"{"items":0,"weight.als":0,"weight.ncf":0}"#);
        for (path, bytes) in [
            ("index.html", br#"<meta name="konomi-models" content="">"#.to_vec()),
            ("static/model/als.safetensors", plain.clone()),
            ("static/model/ease.safetensors", plain.clone()),
            ("static/model/ease.json", b"{}".to_vec()),
            ("static/model/blend.safetensors", blend.clone()),
            ("static/model/ncf.safetensors", b"part of the engine".to_vec()),
        ] {
            files::write(&dist.join(path), bytes).unwrap();
        }
        place(&dist).unwrap();
        let name = |folder: &str, model: &str, bytes: &[u8]| {
            let name = format!("{folder}/{model}-{}.safetensors", files::hash([bytes]));
            assert_eq!(files::read(&dist.join(&name)).unwrap(), bytes);
            name
        };
        let (als, ease) = (name("static/model", "als", &plain), name("model", "ease", &plain));
        let default = name("static/model", "blend", &blend);
        let page = files::read_text(&dist.join("index.html")).unwrap();
        let [of_plain, of_blend] = [&plain, &blend].map(|bytes| format!("{} {}", bytes.len(), files::sha256(bytes)));
        let expected =
            format!("als ./{als} {of_plain}; blend ./{default} {of_blend} als ncf; ease ./{ease} {of_plain}");
        assert_eq!(page, format!(r#"<meta name="konomi-models" content="{expected}">"#));
        assert_eq!(files::below(&dist).unwrap().len(), 4);
        assert!(members(b"short").is_err() && members(&[9; 40]).is_err());
        fs::remove_dir_all(&dist).unwrap();
    }
}
