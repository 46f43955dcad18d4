//! The commands and their options.

mod bench;
mod charts;
mod error;
mod evaluate;
mod import_keras;
mod inputs;
mod map;
mod people;
mod predict;
mod prepare;
mod recommend;
mod similar;
mod synthesize;
mod tables;
mod train;
mod tune;

pub use error::CliError;

use clap::{Parser, Subcommand};

/// Konomi's native side: prepares the data, trains and evaluates the models, recommends.
#[derive(Parser)]
#[command(name = "konomi", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Turn the CSVs of Kaggle's layout into the catalogue, the encoders and the charts' data.
    Prepare(prepare::Options),
    /// Write the table of every chart as CSV.
    Charts(charts::Options),
    /// Train models and write their weights.
    Train(train::Options),
    /// Project all anime onto a map, where near means alike.
    Map(map::Options),
    /// Draw a sample of users, for the page to find people like the visitor.
    People(people::Options),
    /// Search the values that a model trains best with, on users that are neither trained on nor reported on.
    Tune(tune::Options),
    /// Measure models on data that their training never saw.
    Evaluate(evaluate::Options),
    /// Write made-up data of any size in Kaggle's layout, by default as large as Kaggle's, to measure with.
    Synthesize(synthesize::Options),
    /// Put together what several evaluations wrote as JSON.
    Tables(tables::Options),
    /// Measure how fast this machine prepares the data, recommends and trains.
    Bench(bench::Options),
    /// Rank a model's whole catalogue for visitors, JSON lines in and out.
    Recommend(recommend::Options),
    /// Read a model that Keras, scikit-learn and NumPy wrote, and write it as Konomi's weights.
    ImportKeras(import_keras::Options),
    /// What a model expects of pairs of a user it was trained with and an anime.
    Predict(predict::Options),
    /// The anime most (or least) like one, by the cosine of the model's item weights.
    Similar(similar::Options),
}

/// Runs one command.
pub fn run(cli: Cli) -> Result<(), CliError> {
    match cli.command {
        Command::Prepare(options) => prepare::run(&options),
        Command::Charts(options) => charts::run(&options),
        Command::Train(options) => train::run(&options),
        Command::Map(options) => map::run(&options),
        Command::People(options) => people::run(&options),
        Command::Tune(options) => tune::run(&options),
        Command::Evaluate(options) => evaluate::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Recommend(options) => recommend::run(&options),
        Command::Synthesize(options) => synthesize::run(&options),
        Command::Tables(options) => tables::run(&options),
        Command::Similar(options) => similar::run(&options),
        Command::ImportKeras(options) => import_keras::run(&options),
        Command::Predict(options) => predict::run(&options),
    }
}
