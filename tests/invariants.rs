//! What holds for the source as a whole, and no compiler checks.
// A helper of a test may fail as a test does; the lints know only functions that are tests themselves.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the checkout with one of the extensions.
fn files(folder: &str, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
                found.push(path);
            }
        }
    }
    found
}

/// Fails with the place of every line that `breaks` says to break a rule.
fn check(rule: &str, files: &[PathBuf], breaks: impl Fn(&str) -> bool) {
    assert!(!files.is_empty(), "{rule}: no file was looked at");
    let mut broken = Vec::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| breaks(line)) {
            broken.push(format!("{}:{}: {}", file.strip_prefix(root()).unwrap().display(), number + 1, line.trim()));
        }
    }
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}

/// A line of code without the comment at its end.
fn code(line: &str) -> &str {
    line.split_once("//").filter(|(before, _)| !before.ends_with(':')).map_or(line, |(before, _)| before)
}

#[test]
fn only_the_outer_parts_know_the_browser() {
    // Unicode's tables for letters are the browser's, whoever asks.
    const OUTER: [&str; 6] =
        ["src/platform", "src/ui", "src/bin", "src/engine/client", "src/engine/server", "src/language/letters.rs"];
    let inner: Vec<PathBuf> = files("src", &["rs"])
        .into_iter()
        .filter(|file| {
            let path = file.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            !OUTER.iter().any(|outer| path.starts_with(outer))
        })
        .collect();
    check(
        "the browser's crates stand in platform, ui, the engine's two ends, the binaries and letters.rs alone",
        &inner,
        |line| ["web_sys", "js_sys", "wasm_bindgen"].iter().any(|name| code(line).contains(name)),
    );
}

#[test]
fn the_programs_do_not_panic() {
    let mut sources = files("src", &["rs"]);
    // Tests stand in `tests.rs` or below a folder of that name, what they share in `samples.rs`.
    let is_test = |file: &Path| {
        file.ends_with("tests.rs") || file.ends_with("samples.rs") || file.iter().any(|part| part == "tests")
    };
    sources.retain(|file| !is_test(file.strip_prefix(root()).unwrap()));
    let before_tests = |text: &str| text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
    let mut panics = Vec::new();
    for file in &sources {
        for (number, line) in before_tests(&fs::read_to_string(file).unwrap()).lines().enumerate() {
            if [".unwrap()", ".expect(", "panic!(", "todo!(", "unreachable!("]
                .iter()
                .any(|word| code(line).contains(word))
            {
                panics.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(
        sources.len() > 50 && panics.is_empty(),
        "no unwrap, expect or panic outside of tests:\n{}",
        panics.join("\n")
    );
}

/// Whether a line writes a colour down: `#a1b2c3`, `rgb(...)` and the like.
fn has_colour(line: &str) -> bool {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab("];
    let digits_of_colour = |rest: &str| {
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        let ends = !rest[digits..].starts_with(|next: char| next.is_alphanumeric() || next == '-' || next == '_');
        [3, 4, 6, 8].contains(&digits) && ends
    };
    functions.iter().any(|function| line.contains(function))
        || line.match_indices('#').any(|(at, _)| digits_of_colour(&line[at + 1..]))
}

#[test]
fn colours_are_written_in_the_tokens_alone() {
    let mut places = files("static/css", &["css"]);
    places.retain(|file| !file.ends_with("tokens.css"));
    places.extend(files("src", &["rs"]));
    check("a colour stands in static/css/tokens.css alone", &places, |line| has_colour(code(line)));
}

#[test]
fn colours_are_told_from_other_words() {
    for (line, expected) in [
        ("color: #fff;", true),
        ("color: #1c1a17;", true),
        ("rgb(0 0 0 / .3)", true),
        ("color: var(--ink);", false),
        ("#[derive(Debug)]", false),
        ("url(#poster-fade)", false),
        ("href=\"#/anime/1\"", false),
        ("#search-list", false),
    ] {
        assert_eq!(has_colour(line), expected, "{line}");
    }
}

#[test]
fn the_page_loads_nothing_from_elsewhere() {
    let mut places = files("static", &["css", "js", "webmanifest"]);
    places.push(root().join("index.html"));
    let loads =
        ["src=\"http", "href=\"http", "url(http", "url(\"http", "fetch(\"http", "importScripts(\"http", "from \"http"];
    check("everything is loaded from the page's own origin", &places, |line| {
        loads.iter().any(|start| line.contains(start)) || line.contains("=\"//")
    });
}

#[test]
fn every_style_sheet_is_used() {
    let index = fs::read_to_string(root().join("index.html")).unwrap();
    let app = fs::read_to_string(root().join("static/css/app.css")).unwrap();
    for sheet in files("static/css", &["css"]) {
        let name = sheet.file_name().unwrap().to_string_lossy().into_owned();
        let linked = index.contains(&format!("rel=\"stylesheet\" href=\"./static/css/{name}\""));
        let imported = app.contains(&format!("@import url(\"{name}\")"));
        assert!(linked || imported, "{name} is neither linked by index.html nor imported by app.css");
    }
}
