//! Sub-resource integrity: the hash of every script and style sheet in the page's HTML, of its WebAssembly program, and of
//! the files of data that it fetches by names that stay the same.

use crate::files;
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};

/// The folder of the data.
pub const DATA: &str = "static/data";
/// What stands in the page's source for the hashes of the data.
const NO_HASHES: &str = r#"name="konomi-hashes" content="""#;
/// How the element that starts the program names it, and what stands there for its hash.
const PROGRAM: &str = "data-wasm=\"";
const NO_HASH: &str = "data-wasm-hash=\"\"";

/// Writes the hashes into the bundle's HTML; the files must be as they will be sent.
pub fn place(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let hash_of = |address: &str| {
        let path = address.strip_prefix("./").with_context(|| format!("{address} should begin with ./"))?;
        Ok(files::integrity(&files::read(&dist.join(path))?))
    };
    let page = with_hashes(&files::read_text(&index)?, &hash_of)?;
    let program = attribute(&page, PROGRAM).context("index.html names no program")?;
    let page = files::filled(&page, NO_HASH, &NO_HASH.replace("\"\"", &format!("\"{}\"", hash_of(program)?)))?;
    let entry = |file: &PathBuf| {
        Ok(format!("{} {}", files::address(&dist.join(DATA), file), files::integrity(&files::read(file)?)))
    };
    let entries = files::below(&dist.join(DATA))?.iter().map(entry).collect::<Result<Vec<_>>>()?;
    let list = NO_HASHES.replace("\"\"", &format!("\"{}\"", entries.join("; ")));
    files::write(&index, files::filled(&page, NO_HASHES, &list)?)
}

/// The page with the attribute `integrity` in every element that brings a script or a style sheet, or has it brought early.
fn with_hashes(page: &str, hash_of: &impl Fn(&str) -> Result<String>) -> Result<String> {
    let (mut hashed, mut rest) = (String::new(), page);
    while let Some(start) = rest.find('<') {
        // What stands in a comment is no element.
        let end_mark = if rest[start..].starts_with("<!--") { "-->" } else { ">" };
        let end = rest[start..].find(end_mark).map(|end| start + end).context("an element without an end")?;
        let element = &rest[start..end];
        hashed.push_str(&rest[..end]);
        if let Some(address) = address_of(element) {
            ensure!(!element.contains("integrity="), "{element}> has a hash already");
            hashed.push_str(&format!(" integrity=\"{}\"", hash_of(address)?));
        }
        hashed.push_str(end_mark);
        rest = &rest[end + end_mark.len()..];
    }
    hashed.push_str(rest);
    if hashed.contains("<style") || hashed.contains("style=\"") {
        bail!("index.html has styles of its own, which no policy should allow");
    }
    Ok(hashed)
}

/// What an element brings, if that is a script or a style sheet.
fn address_of(element: &str) -> Option<&str> {
    let is_link = |kind: &str| element.starts_with("<link") && element.contains(kind);
    if element.starts_with("<script") {
        return attribute(element, "src=\"");
    }
    let brings = [r#"rel="stylesheet""#, r#"rel="modulepreload""#, r#"as="script""#, r#"as="style""#];
    brings.into_iter().any(is_link).then(|| attribute(element, "href=\""))?
}

fn attribute<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = text.split_once(name)?;
    value.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_style_sheets_get_their_hash_and_nothing_else_does() {
        let hash_of = |address: &str| Ok(format!("sha256-{}", address.trim_start_matches("./")));
        for (element, expected) in [
            (r#"<script src="./a.js"></script>"#, r#"<script src="./a.js" integrity="sha256-a.js"></script>"#),
            (
                r#"<link rel="stylesheet" href="./a.css">"#,
                r#"<link rel="stylesheet" href="./a.css" integrity="sha256-a.css">"#,
            ),
            (
                r#"<link rel="modulepreload" href="./m.js">"#,
                r#"<link rel="modulepreload" href="./m.js" integrity="sha256-m.js">"#,
            ),
            (
                r#"<link rel="preload" href="./f.woff2" as="font">"#,
                r#"<link rel="preload" href="./f.woff2" as="font">"#,
            ),
            (r#"<script type="application/json">{}</script>"#, r#"<script type="application/json">{}</script>"#),
            (r#"<!-- <script src="./a.js"> - > -->"#, r#"<!-- <script src="./a.js"> - > -->"#),
            ("<p>text</p>", "<p>text</p>"),
        ] {
            assert_eq!(with_hashes(element, &hash_of).unwrap(), expected);
        }
        assert!(with_hashes(r#"<p style="color: red">"#, &hash_of).is_err());
    }

    #[test]
    fn the_policy_for_servers_is_the_pages_own() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let [page, document] = ["index.html", "SECURITY.md"].map(|file| files::read_text(&root.join(file)).unwrap());
        let policy = attribute(&page, "http-equiv=\"Content-Security-Policy\" content=\"").unwrap();
        // What frames a page is no affair of the page's.
        assert!(document.contains(&format!("Content-Security-Policy: {policy}; frame-ancestors 'none'\n")));
        for forbidden in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
            assert!(!policy.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn the_page_gets_the_hashes_of_what_it_fetches() {
        let dist = std::env::temp_dir().join(format!("konomi-integrity-{}", std::process::id()));
        let page = r#"<meta name="konomi-hashes" content=""><script src="./a.js" data-wasm="./a.wasm" data-wasm-hash=""></script>"#;
        let written = [("index.html", page), ("a.js", "js"), ("a.wasm", "wasm"), ("static/data/c.bin", "data")];
        for (path, text) in written {
            files::write(&dist.join(path), text).unwrap();
        }
        place(&dist).unwrap();
        let [js, wasm, data] = ["js", "wasm", "data"].map(|text| files::integrity(text.as_bytes()));
        let expected = format!(
            r#"<meta name="konomi-hashes" content="c.bin {data}"><script src="./a.js" data-wasm="./a.wasm" data-wasm-hash="{wasm}" integrity="{js}"></script>"#
        );
        assert_eq!(files::read_text(&dist.join("index.html")).unwrap(), expected);
        std::fs::remove_dir_all(dist).unwrap();
    }
}
