//! `cargo xtask dist`: the page as a folder of static files, by Trunk and a few steps after it.

use crate::compress;
use crate::files;
use crate::first_words;
use crate::integrity;
use crate::model_files;
use crate::offline;
use crate::optimize::Optimizer;
use crate::parts;
use crate::place::Place;
use crate::report::{note, span, timed};
use crate::setup::Web;
use crate::shell;
use anyhow::{Context, Result, ensure};
use std::fs::{self, File};
use std::path::Path;
use std::time::Instant;

/// All that the bundle is made from.
const INPUTS: [&str; 9] =
    ["src", "static", "build.rs", "index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock", ".cargo", "xtask"];

/// The programs of workers: the engine, and those that are fetched where they are of use and only then kept, the engine
/// with WebGPU and the reader of Keras' files.
const PROGRAMS: [Program; 3] = [
    Program { name: "engine", folder: "" },
    Program { name: "gpu_engine", folder: "gpu/" },
    Program { name: "keras_reader", folder: "keras/" },
];

struct Program {
    name: &'static str,
    /// Where it goes.
    folder: &'static str,
}

/// The script that starts a worker; in the source it loads the engine.
const LOADER: &str = "engine_loader.js";

/// How much care is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Finish {
    /// As soon as possible: for a look at the page, and for its tests.
    Quick,
    /// As small as possible, which takes some minutes more: for visitors.
    Small,
}

impl Finish {
    fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Small => "small",
        }
    }
}

/// Brings `dist` up to date; with nothing changed since the last time that takes a moment.
pub fn build(place: &Place, finish: Finish) -> Result<()> {
    let start = Instant::now();
    let web = Web::set_up(place)?;
    let optimizer = if finish == Finish::Small { Optimizer::find(place) } else { Optimizer::none() };
    let inputs = fingerprint(place, &web.describe())?;
    let stamp = place.cache.join("stamps").join(files::hash([place.root.to_string_lossy().as_bytes()]));
    // A small bundle is a quick one too.
    if [finish, Finish::Small].into_iter().any(|made| is_stamped(place, &stamp, made, &inputs)) {
        note(&format!("dist/ is up to date (checked in {})", span(start.elapsed())));
        return Ok(());
    }
    // Two checkouts share the target folder, and Trunk's part of it has no lock of its own.
    let lock = File::create(place.cache.join("build.lock")).context("the cache folder can't be written to")?;
    lock.lock().context("the build could not be locked")?;
    timed("fetching crates", || {
        shell::run(web.command("cargo").current_dir(&place.root).args(["fetch", "--quiet"]))
            .context("the crates could not be had: check the network or cargo's registry setting")
    })?;
    timed("building the page and its engine with Trunk (the first time may take half an hour)", || {
        let mut trunk = web.command("trunk");
        trunk.current_dir(&place.root).args(["build", "--skip-version-check"]).env_remove("NO_COLOR");
        if optimizer.is_here() {
            // The page is a twentieth smaller for it, the engine hardly.
            trunk.env("CARGO_PROFILE_PAGE_LTO", "fat");
        }
        shell::run(&mut trunk)
    })?;
    timed("splitting the page's program", || parts::split(place, &web))?;
    drop(lock);
    timed("finishing the bundle", || complete(place, &optimizer))?;
    let made = if optimizer.is_here() { Finish::Small } else { Finish::Quick };
    files::write(&stamp, stamp_of(place, made, &inputs)?)?;
    note(&format!("dist/ built in {}", span(start.elapsed())));
    Ok(())
}

fn fingerprint(place: &Place, compiler: &str) -> Result<String> {
    let mut parts = vec![compiler.as_bytes().to_vec()];
    for input in INPUTS {
        for file in files::below(&place.root.join(input))? {
            parts.push(files::address(&place.root, &file).into_bytes());
            parts.push(files::read(&file)?);
        }
    }
    Ok(files::hash(parts.iter().map(Vec::as_slice)))
}

/// Names and sizes of what is in `dist`, to notice that somebody changed it.
fn outputs(place: &Place) -> Result<String> {
    let mut text = String::new();
    for file in files::below(&place.dist())? {
        text += &format!("{} {}\n", files::address(&place.dist(), &file), fs::metadata(&file)?.len());
    }
    Ok(files::hash([text.as_bytes()]))
}

fn stamp_of(place: &Place, finish: Finish, inputs: &str) -> Result<String> {
    Ok(format!("{} {inputs} {}", finish.name(), outputs(place)?))
}

fn is_stamped(place: &Place, stamp: &Path, finish: Finish, inputs: &str) -> bool {
    let expected = stamp_of(place, finish, inputs);
    expected.is_ok_and(|expected| fs::read_to_string(stamp).is_ok_and(|found| found == expected))
}

/// What Trunk leaves to do.
fn complete(place: &Place, optimizer: &Optimizer) -> Result<()> {
    let dist = place.dist();
    // Trunk's own, and empty.
    let _ = fs::remove_file(dist.join(".trunk-lock"));
    // It belongs beside the programs that it loads, where Trunk has put another copy.
    fs::remove_file(dist.join("static/js").join(LOADER)).with_context(|| format!("{LOADER} is missing in dist"))?;
    // The encoders are inside of the engine, as some weights are; the pictures are the README's.
    model_files::place(&dist)?;
    first_words::place(&dist, &place.root.join(first_words::LANGUAGES))?;
    fs::remove_file(dist.join("static/data/encoders.bin")).context("static/data/encoders.bin is missing in dist")?;
    fs::remove_dir_all(dist.join("static/screenshots")).context("static/screenshots is missing in dist")?;
    for file in files::below(&dist)? {
        if file.extension().is_some_and(|extension| extension == "wasm") {
            optimizer.optimize(&file)?;
            note(&format!("{}: {} kB", files::address(&dist, &file), fs::metadata(&file)?.len() / 1000));
        }
    }
    parts::name_by_content(&dist)?;
    for program in &PROGRAMS {
        name_by_content(&dist, program)?;
    }
    fs::remove_file(dist.join(LOADER)).with_context(|| format!("{LOADER} could not be removed"))?;
    integrity::place(&dist)?;
    offline::stamp(&dist)?;
    // Last: these are no files of their own.
    if optimizer.is_here() { compress::compress(place, &dist) } else { Ok(()) }
}

/// Trunk gives workers fixed names; with a hash in them no cache can pair a new page with an old engine.
fn name_by_content(dist: &Path, Program { name, folder }: &Program) -> Result<()> {
    let index = dist.join("index.html");
    let parts = [".js", "_bg.wasm"].map(|end| format!("{name}{end}"));
    let source = files::read(&dist.join(LOADER))?;
    let mut contents = parts.iter().map(|part| files::read(&dist.join(part))).collect::<Result<Vec<_>>>()?;
    contents.push(source.clone());
    let hash = files::hash(contents.iter().map(Vec::as_slice));
    let mut loader = String::from_utf8(source).with_context(|| format!("{LOADER} is no text"))?;
    let [_, program] = parts.each_ref().map(|part| dist.join(part));
    let up = "../".repeat(folder.matches('/').count());
    for (in_source, filling) in [
        ("const HASH = \"\"", format!("const HASH = \"{}\"", files::integrity(&files::read(&program)?))),
        ("\"./static/js/compile.js\"", format!("\"./{up}static/js/compile.js\"")),
    ] {
        loader = files::filled(&loader, in_source, &filling).context(LOADER)?;
    }
    for (part, in_source) in parts.iter().zip(["./engine.js", "./engine_bg.wasm"]) {
        let hashed = part.replacen(name, &format!("{name}-{hash}"), 1);
        ensure!(loader.contains(in_source), "{LOADER} does not load {in_source}");
        loader = loader.replace(in_source, &format!("./{hashed}"));
        files::write(&dist.join(folder).join(&hashed), files::read(&dist.join(part))?)?;
        fs::remove_file(dist.join(part)).with_context(|| format!("{part} could not be removed"))?;
    }
    let address = format!("{folder}{name}-{hash}_loader.js");
    files::write(&dist.join(&address), loader)?;
    let page = files::read_text(&index)?;
    files::write(&index, page.replace(&format!("\"./{name}_loader.js\""), &format!("\"./{address}\"")))
}
