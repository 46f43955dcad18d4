//! The weights that are fetched when they are wanted: each a file with its hash in the name, listed in the page.

use crate::files;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Where Trunk copies all weights to.
const COPIED: &str = "static/model";
/// Where those lie that are kept for offline use once they were used.
const ON_DEMAND: &str = "model";
/// The page's default, which is kept with the page.
const DEFAULT: &str = "blend";
/// Those that are inside of the engine.
const EMBEDDED: [&str; 2] = ["ncf", "recommender-net"];
/// What stands in the page's source for the list.
const NO_LIST: &str = r#"name="konomi-models" content="""#;

/// Moves the weights to where the page fetches them from, and tells the page.
pub fn place(dist: &Path) -> Result<()> {
    let (mut entries, mut placed) = (Vec::new(), Vec::new());
    for file in files::below(&dist.join(COPIED))? {
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if file.extension().is_none_or(|extension| extension != "safetensors") || EMBEDDED.contains(&name.as_str()) {
            continue;
        }
        let bytes = files::read(&file)?;
        let folder = if name == DEFAULT { COPIED } else { ON_DEMAND };
        let address = format!("{folder}/{name}-{}.safetensors", files::hash([bytes.as_slice()]));
        entries.push(format!("{name} ./{address} {}", bytes.len()));
        placed.push((address, bytes));
    }
    fs::remove_dir_all(dist.join(COPIED)).with_context(|| format!("{COPIED} is missing in the bundle"))?;
    for (address, bytes) in placed {
        files::write(&dist.join(address), bytes)?;
    }
    let index = dist.join("index.html");
    let page = files::read_text(&index)?;
    ensure!(page.matches(NO_LIST).count() == 1, "`{NO_LIST}` should stand once in index.html");
    let list = NO_LIST.replace("\"\"", &format!("\"{}\"", entries.join("; ")));
    files::write(&index, page.replace(NO_LIST, &list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_get_their_hash_and_the_page_their_addresses() {
        let dist = std::env::temp_dir().join(format!("konomi-models-{}", std::process::id()));
        for (path, text) in [
            ("index.html", r#"<meta name="konomi-models" content="">"#),
            ("static/model/ease.safetensors", "weights"),
            ("static/model/ease.json", "{}"),
            ("static/model/blend.safetensors", "all"),
            ("static/model/ncf.safetensors", "part of the engine"),
        ] {
            files::write(&dist.join(path), text).unwrap();
        }
        place(&dist).unwrap();
        let name = format!("model/ease-{}.safetensors", files::hash([b"weights".as_slice()]));
        assert_eq!(files::read_text(&dist.join(&name)).unwrap(), "weights");
        let default = format!("static/model/blend-{}.safetensors", files::hash([b"all".as_slice()]));
        assert_eq!(files::read_text(&dist.join(&default)).unwrap(), "all");
        let page = files::read_text(&dist.join("index.html")).unwrap();
        assert_eq!(page, format!(r#"<meta name="konomi-models" content="blend ./{default} 3; ease ./{name} 7">"#));
        assert_eq!(files::below(&dist).unwrap().len(), 3);
        fs::remove_dir_all(&dist).unwrap();
    }
}
