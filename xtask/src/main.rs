//! `cargo xtask`: finds or installs what is missing, then serves, tests, bundles or measures the page.

mod bench;
mod bundle;
mod compress;
mod coverage;
mod files;
mod first_words;
mod fuzz;
mod integrity;
mod model_files;
mod offline;
mod optimize;
mod parts;
mod peers;
mod place;
mod report;
mod serve;
mod setup;
mod shell;
mod test;

use anyhow::{Context, Result, bail};
use bench::Bench;
use bundle::Finish;
use place::Place;
use std::path::Path;
use std::process::ExitCode;
use test::Part;

/// See the same line in the library.
const _: Option<&str> = option_env!("KONOMI_CHECKOUT");

const HELP: &str = "\
cargo xtask setup               install what the build and its tests need
cargo xtask serve [--port N]    build the page and serve it at http://127.0.0.1:8080
cargo xtask dist                build the page into dist/, static files for any server
cargo xtask test [native|fuzz|web|e2e]   every check, or one part of them
cargo xtask test e2e WORD       the end-to-end tests with that word in their names
cargo xtask fuzz [RUNS]         the parsers of what a visitor brings, each with so many inputs; a million without a number
cargo xtask bench [--json FILE] [--data DIR] [--only WORD]   how long a visitor waits, measured in Chromium
cargo xtask bench --peers DIR       the scan alone, by a benchmark that times it beside other runtimes
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let place = Place::find()?;
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "--help" | "-h", ..] => print!("{HELP}"),
        ["setup"] => {
            setup::Web::set_up(&place)?;
            setup::Node::set_up(&place)?;
            setup::Browsers::set_up()?;
            report::note("everything is there");
        }
        ["dist"] => bundle::build(&place, Finish::Small)?,
        ["serve"] => serve_page(&place, 8080)?,
        ["serve", "--port", port] => serve_page(&place, port.parse().with_context(|| format!("{port} is no port"))?)?,
        ["test"] => return test::test(&place, Part::All, None),
        ["test", "native"] => return test::test(&place, Part::Native, None),
        ["test", "fuzz"] => return test::test(&place, Part::Fuzz, None),
        ["test", "web"] => return test::test(&place, Part::Web, None),
        ["test", "e2e"] => return test::test(&place, Part::EndToEnd, None),
        ["test", "e2e", word] => return test::test(&place, Part::EndToEnd, Some(word)),
        ["fuzz"] => fuzz::fuzz(&place, 1_000_000)?,
        ["fuzz", runs] => fuzz::fuzz(&place, runs.parse().with_context(|| format!("{runs} is no number of inputs"))?)?,
        ["bench", "--peers", folder] => peers::bench(&place, Path::new(folder))?,
        ["bench", options @ ..] => Bench::parse(options)?.run(&place)?,
        other => bail!("`{}` is not known; these are:\n{HELP}", other.join(" ")),
    }
    Ok(ExitCode::SUCCESS)
}

fn serve_page(place: &Place, port: u16) -> Result<()> {
    bundle::build(place, Finish::Quick)?;
    serve::serve(&place.dist(), port)
}
