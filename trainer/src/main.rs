//! `konomi`: prepares the data, trains and evaluates the models, and recommends from the command line.

mod cli;
mod data;
mod dataset;
mod evaluate;
mod models;
mod parallel;
mod prepare;
mod train;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("konomi: {error}");
            ExitCode::FAILURE
        }
    }
}
