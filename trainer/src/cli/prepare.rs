//! `konomi prepare`.

use super::CliError;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// The folder of the CSVs (plain or .gz).
    #[arg(long)]
    data: PathBuf,
    /// Where the catalogue, the encoders and the charts' data go.
    #[arg(long, default_value = "static/data")]
    out: PathBuf,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    print!("{}", crate::prepare::prepare(&options.data, &options.out)?);
    Ok(())
}
