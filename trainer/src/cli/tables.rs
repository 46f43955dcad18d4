//! `konomi tables`: what several evaluations measured, together.

use super::CliError;
use crate::evaluate::{Measurement, figures, markdown};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// What `konomi evaluate --json` wrote.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where the means go that the page shows; models that were not measured keep what stands there.
    #[arg(long)]
    figures: Option<PathBuf>,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    let mut measurements: Vec<Measurement> = Vec::new();
    for file in &options.files {
        let text = std::fs::read_to_string(file).map_err(|source| CliError::File { file: file.clone(), source })?;
        let found: Vec<Measurement> =
            serde_json::from_str(&text).map_err(|source| CliError::Measurements { file: file.clone(), source })?;
        measurements.extend(found);
    }
    if let Some(file) = &options.figures {
        write_figures(file, &measurements)?;
    }
    print!("{}", markdown(&measurements));
    Ok(())
}

/// Writes the means of what was measured into the page's figures and leaves those of other models as they are.
pub fn write_figures(file: &PathBuf, measurements: &[Measurement]) -> Result<(), CliError> {
    let failed = |source| CliError::File { file: file.clone(), source };
    let mut all = match std::fs::read_to_string(file) {
        Ok(text) => {
            serde_json::from_str(&text).map_err(|source| CliError::Measurements { file: file.clone(), source })?
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Default::default(),
        Err(error) => return Err(failed(error)),
    };
    let measured = figures(measurements);
    std::collections::BTreeMap::extend(&mut all, measured);
    std::fs::write(file, serde_json::to_string_pretty(&all)? + "\n").map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_that_were_not_measured_keep_their_figures() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("figures.json");
        let measured = |model: &str, value| {
            let mut measurement = Measurement::new("fold-in", model.to_owned(), 1, 10, 0.5);
            measurement.metrics.insert("NDCG@100".to_owned(), value);
            measurement
        };
        write_figures(&file, &[measured("ease", 0.5), measured("als", 0.25)]).unwrap();
        // As an evaluation writes it, in two files of a seed each.
        for (name, value) in [("1.json", 0.75), ("2.json", 0.85)] {
            std::fs::write(dir.path().join(name), serde_json::to_string(&[measured("als", value)]).unwrap()).unwrap();
        }
        let files = ["1.json", "2.json"].map(|name| dir.path().join(name)).to_vec();
        run(&Options { files, figures: Some(file.clone()) }).unwrap();
        let figures: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(figures["ease"]["NDCG@100"], 0.5);
        assert_eq!((&figures["als"]["NDCG@100"], &figures["als"]["seeds"]), (&0.8.into(), &2.0.into()));
        let error = run(&Options { files: vec![file], figures: None }).err().unwrap();
        assert!(error.to_string().contains("figures.json"), "{error}");
    }
}
