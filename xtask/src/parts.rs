//! The page's program in parts. What `src/ui/components/parts.rs` marks goes into WebAssembly modules of its own, which the
//! page fetches when it needs them: the program with which it starts is half the size.

use crate::files;
use crate::place::Place;
use crate::setup::Web;
use crate::shell;
use anyhow::{Context, Result, anyhow, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// What cargo makes of the page, below the target folder: linked with `--emit-relocs`, see build.rs.
const LINKED: &str = "wasm32-unknown-unknown/page/app.wasm";
/// The program's files in the bundle, before they are named by their content.
const SCRIPT: &str = "app.js";
const PROGRAM: &str = "app_bg.wasm";
/// What fetches the parts.
const LOADER: &str = "app_parts.js";
const FOLDER: &str = "parts";

/// How the loader fetches a part and makes a module of it, and what stands for that in the bundle: the part is checked, as
/// all other programs are (static/js/compile.js).
const FETCH: &str = "fetch(new URL(";
const CHECKED: &str = "self.compileChecked(new URL(";
const INSTANTIATE: &str = "WebAssembly.instantiateStreaming(src, imports)";
const INSTANTIATE_CHECKED: &str = "WebAssembly.instantiate(await src, imports)";

/// Replaces the program that Trunk has put into the bundle by the same in parts.
pub fn split(place: &Place, web: &Web) -> Result<()> {
    let (dist, work) = (place.dist(), place.cache.join("parts"));
    if work.exists() {
        fs::remove_dir_all(&work).with_context(|| format!("{} could not be removed", work.display()))?;
    }
    let linked = files::read(&place.target().join(LINKED))?;
    let main = work.join("app.wasm");
    let mut options = wasm_split_cli_support::Options::new(&linked);
    options.output_dir = &work;
    options.main_out_path = &main;
    options.link_name = "./app_parts.js";
    options.main_module = "./app.js";
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .context("the page's program could not be split")?;
    let mut bind = web.command("wasm-bindgen");
    // The parts ask for the table and the stack by the names that the linker gave them.
    bind.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "app", "--out-dir"])
        .arg(&dist)
        .arg(&main);
    shell::run(&mut bind).context("wasm-bindgen failed")?;
    let mut loader = files::read_text(&work.join(LOADER))?;
    for part in &split.split_modules {
        let made = part.file_name().and_then(|name| name.to_str()).context("a part without a name")?;
        // An empty one is written too, but nothing ever loads it.
        if !loader.contains(made) {
            continue;
        }
        let name = made.replacen("split_", "", 1).replacen("chunk_", "shared-", 1);
        files::write(&dist.join(FOLDER).join(&name), files::read(part)?)?;
        loader = files::filled(&loader, &format!("./{made}"), &format!("./{FOLDER}/{name}"))?;
    }
    files::write(&dist.join(LOADER), loader)?;
    fs::remove_dir_all(&work).with_context(|| format!("{} could not be removed", work.display()))?;
    replace_in_page(&dist)
}

/// The page's HTML with these files for Trunk's.
fn replace_in_page(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let mut page = files::read_text(&index)?;
    for (attribute, file) in [("data-app=\"./", SCRIPT), ("data-wasm=\"./", PROGRAM)] {
        let (_, rest) = page.split_once(attribute).with_context(|| format!("index.html has no {attribute}"))?;
        let made = rest.split('"').next().unwrap_or_default().to_owned();
        ensure!(made != file, "{file} is Trunk's own name for it, too");
        fs::remove_file(dist.join(&made)).with_context(|| format!("{made} could not be removed"))?;
        page = page.replace(&made, file);
    }
    let preload = |file: &str| format!("<link rel=\"modulepreload\" href=\"./{file}\">");
    // The script imports it, which would be one more way to the server and back.
    let both = preload(SCRIPT) + &preload(LOADER);
    files::write(&index, files::filled(&page, &preload(SCRIPT), &both)?)
}

/// Gives all of the program's files a name by the content of them all, and the loader the hashes of the parts.
pub fn name_by_content(dist: &Path) -> Result<()> {
    let parts = files::below(&dist.join(FOLDER))?;
    let whole: Vec<PathBuf> =
        [SCRIPT, PROGRAM, LOADER].map(|file| dist.join(file)).into_iter().chain(parts.iter().cloned()).collect();
    let contents = whole.iter().map(|file| files::read(file)).collect::<Result<Vec<_>>>()?;
    let hash = files::hash(contents.iter().map(Vec::as_slice));
    let [script, program, loader] =
        [SCRIPT, PROGRAM, LOADER].map(|file| file.replacen("app", &format!("app-{hash}"), 1));

    let mut loads = files::read_text(&dist.join(LOADER))?;
    for part in &parts {
        let address = files::address(dist, part);
        let named = format!("{FOLDER}/{hash}-{}", files::address(&dist.join(FOLDER), part));
        let plain = format!("{FETCH}\"./{address}\", import.meta.url))");
        let integrity = files::integrity(&files::read(part)?);
        let checked = format!("{CHECKED}\"./{named}\", import.meta.url).href, \"{integrity}\")");
        loads = files::filled(&loads, &plain, &checked).context(LOADER)?;
        fs::rename(part, dist.join(&named)).with_context(|| format!("{address} could not be renamed"))?;
    }
    loads =
        files::filled(&loads, "\"./app.js\"", &format!("\"./{script}\""))?.replace(INSTANTIATE, INSTANTIATE_CHECKED);
    ensure!(!loads.contains(FETCH) && loads.contains(INSTANTIATE_CHECKED), "{LOADER} fetches in another way");
    let binds = files::read_text(&dist.join(SCRIPT))?;
    // The program itself goes on asking for the loader by its old name.
    let import = |file: &str| format!(" from \"./{file}\"");
    ensure!(binds.contains(&import(LOADER)), "{SCRIPT} imports no {LOADER}");
    let binds = binds.replace(&import(LOADER), &import(&loader)).replace(PROGRAM, &program);
    let index = dist.join("index.html");
    let mut page = files::read_text(&index)?;
    for (file, named) in [(SCRIPT, &script), (PROGRAM, &program), (LOADER, &loader)] {
        page = page.replace(&format!("\"./{file}\""), &format!("\"./{named}\""));
        fs::rename(dist.join(file), dist.join(named)).with_context(|| format!("{file} could not be renamed"))?;
    }
    files::write(&index, page)?;
    files::write(&dist.join(&script), binds)?;
    files::write(&dist.join(&loader), loads)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = concat!(
        r#"<script data-app="./app-1a.js" data-wasm="./app-2b_bg.wasm"></script>"#,
        r#"<link rel="modulepreload" href="./app-1a.js">"#
    );
    const BINDS: &str = r#"import * as import1 from "./app_parts.js"
const imports = { "./app_parts.js": import1 };
const program = new URL('app_bg.wasm', import.meta.url);"#;
    const LOADS: &str = r#"import { initSync } from "./app.js";
const load = () => {
    const src = fetch(new URL("./parts/charts.wasm", import.meta.url));
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}"#;

    fn bundle(name: &str) -> PathBuf {
        let dist = std::env::temp_dir().join(format!("konomi-parts-{}-{name}", std::process::id()));
        for (file, text) in [("index.html", PAGE), ("app-1a.js", "Trunk's"), ("app-2b_bg.wasm", "Trunk's")] {
            files::write(&dist.join(file), text).unwrap();
        }
        dist
    }

    fn in_parts(name: &str, loads: &str, part: &str) -> PathBuf {
        let dist = bundle(name);
        replace_in_page(&dist).unwrap();
        for (file, text) in [(SCRIPT, BINDS), (PROGRAM, "program"), (LOADER, loads), ("parts/charts.wasm", part)] {
            files::write(&dist.join(file), text).unwrap();
        }
        dist
    }

    #[test]
    fn the_page_asks_for_the_program_in_parts() {
        let dist = bundle("page");
        replace_in_page(&dist).unwrap();
        let expected = concat!(
            r#"<script data-app="./app.js" data-wasm="./app_bg.wasm"></script>"#,
            r#"<link rel="modulepreload" href="./app.js"><link rel="modulepreload" href="./app_parts.js">"#
        );
        assert_eq!(files::read_text(&dist.join("index.html")).unwrap(), expected);
        assert_eq!(files::below(&dist).unwrap().len(), 1);
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn another_part_is_another_name_for_all_files_of_the_program() {
        let [one, same, other] = [("one", "part"), ("same", "part"), ("other", "another part")].map(|(name, part)| {
            let dist = in_parts(name, LOADS, part);
            name_by_content(&dist).unwrap();
            let names: Vec<String> =
                files::below(&dist).unwrap().iter().map(|file| files::address(&dist, file)).collect();
            let page = files::read_text(&dist.join("index.html")).unwrap();
            let of = |end: &str| {
                let name = names.iter().find(|name| name.ends_with(end)).unwrap();
                files::read_text(&dist.join(name)).unwrap()
            };
            let hash = page.split("./app-").nth(1).unwrap().split('.').next().unwrap().to_owned();
            let part = format!("parts/{hash}-charts.wasm");
            assert!(names.contains(&part), "{names:?}");
            // The script finds the loader under its new name and hands it to the program under the old.
            let binds = of(&format!("app-{hash}.js"));
            assert!(
                binds.contains(&format!("from \"./app-{hash}_parts.js\"")) && binds.contains("{ \"./app_parts.js\": ")
            );
            assert!(binds.contains(&format!("'app-{hash}_bg.wasm'")));
            let loads = of("_parts.js");
            let checked = format!("self.compileChecked(new URL(\"./{part}\", import.meta.url).href, \"sha256-");
            assert!(
                loads.contains(&checked) && loads.contains("WebAssembly.instantiate(await src, imports)"),
                "{loads}"
            );
            assert!(loads.contains(&format!("from \"./app-{hash}.js\"")));
            fs::remove_dir_all(dist).unwrap();
            hash
        });
        assert_eq!(one, same);
        assert_ne!(one, other);
    }

    #[test]
    fn a_loader_that_fetches_in_another_way_is_refused() {
        for (name, loads) in [
            ("streams", LOADS.replace("instantiateStreaming", "instantiateOtherwise")),
            ("fetches", LOADS.replace("fetch(new URL(", "load(new URL(")),
        ] {
            let dist = in_parts(name, &loads, "part");
            assert!(name_by_content(&dist).is_err(), "{name}");
            fs::remove_dir_all(dist).unwrap();
        }
    }
}
