//! `konomi charts`.

use super::CliError;
use crate::prepare;
use konomi::catalog::Filter;
use konomi::chart::{Theme, svg};
use konomi::eda::{You, figures};
use std::fs;
use std::path::{Path, PathBuf};

/// The width of each picture, in CSS pixels.
const WIDTH: f64 = 960.0;

#[derive(clap::Args)]
pub struct Options {
    /// The folder of the CSVs (plain or .gz).
    #[arg(long)]
    data: PathBuf,
    /// Where the files go, each named after its chart.
    #[arg(long)]
    out: PathBuf,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    let prepared = prepare::read(&options.data)?;
    let failed = |source| CliError::File { file: options.out.clone(), source };
    fs::create_dir_all(&options.out).map_err(failed)?;
    let theme = Theme::light()?;
    for figure in figures(&prepared.catalogue, &prepared.charts, &Filter::default(), &You::default()) {
        write(&options.out, &format!("{}.csv", figure.id), &figure.table().to_csv())?;
        write(&options.out, &format!("{}.svg", figure.id), &svg(&figure, WIDTH, &theme)?)?;
        println!("{}: {} ({})", figure.id, figure.title, figure.caption);
    }
    Ok(())
}

fn write(folder: &Path, name: &str, content: &str) -> Result<(), CliError> {
    let file = folder.join(name);
    fs::write(&file, content).map_err(|source| CliError::File { file, source })
}
