//! `konomi recommend`: the page's own code and weights, for many visitors.

use super::{CliError, inputs};
use crate::parallel;
use konomi::catalog::AnimeId;
use konomi::recommend::{Opinion, Pick, Rating, Recommender, rank};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::io::{BufWriter, Read, Write};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// ncf, recommender-net, or default.
    #[arg(long, default_value = "default")]
    model: String,
    /// A file of JSON lines, or - for standard input.
    #[arg(long)]
    picks: PathBuf,
    /// The length of each list.
    #[arg(long, default_value_t = 20)]
    top: usize,
    /// The folder of the weights.
    #[arg(long, default_value = "static/model")]
    weights: PathBuf,
}

#[derive(Deserialize)]
struct Visitor {
    user: serde_json::Value,
    picks: Vec<PickLine>,
}

#[derive(Deserialize)]
struct PickLine {
    anime_id: AnimeId,
    rating: Option<Rating>,
}

#[derive(Serialize)]
struct Ranked {
    user: serde_json::Value,
    items: Vec<AnimeId>,
    scores: Vec<f32>,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    let model = inputs::load_model(&options.weights, inputs::model(&options.model)?.name)?;
    let text = read(&options.picks).map_err(|source| CliError::File { file: options.picks.clone(), source })?;
    let visitors: Vec<Visitor> = (text.lines().enumerate())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| serde_json::from_str(line).map_err(|source| CliError::Picks { line: index + 1, source }))
        .collect::<Result<_, _>>()?;
    let answers: Vec<(Ranked, usize)> =
        parallel::map(&visitors, |visitor| answer(model.as_ref(), visitor, options.top));
    let unknown: usize = answers.iter().map(|(_, unknown)| unknown).sum();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (ranked, _) in answers {
        let line = serde_json::to_string(&ranked)?;
        match writeln!(out, "{line}") {
            // Whoever reads has had enough, as `head` does.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => break,
            written => written.map_err(|source| CliError::File { file: "standard output".into(), source })?,
        }
    }
    if unknown > 0 {
        eprintln!("{unknown} picks are of anime that {} does not know; they were skipped", options.model);
    }
    Ok(())
}

fn answer(model: &dyn Recommender, visitor: &Visitor, top: usize) -> (Ranked, usize) {
    let picks: Vec<Pick> = (visitor.picks.iter())
        .map(|pick| Pick { anime_id: pick.anime_id, opinion: pick.rating.map_or(Opinion::Liked, Opinion::Rated) })
        .collect();
    let (known, unknown) = model.known(&picks);
    let scores: Vec<f32> = model.scan(&model.fold_in(&known)).wait();
    let picked: HashSet<usize> = known.iter().map(|pick| pick.row).collect();
    let rows = rank(&scores, top, |row| !picked.contains(&row));
    let ranked = Ranked {
        user: visitor.user.clone(),
        items: rows.iter().filter_map(|&row| model.items().label(row).copied()).collect(),
        scores: rows.iter().map(|&row| model.chance(scores[row], known.len())).collect(),
    };
    (ranked, unknown.len())
}

fn read(file: &PathBuf) -> std::io::Result<String> {
    if file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_picks_becomes_a_line_of_anime() {
        let weights = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../static/model"));
        let model = inputs::load_model(&weights, "ncf").unwrap();
        let line = r#"{"user":"ann","picks":[{"anime_id":1,"rating":9},{"anime_id":5},{"anime_id":4000000000}]}"#;
        let visitor: Visitor = serde_json::from_str(line).unwrap();
        let (ranked, unknown) = answer(model.as_ref(), &visitor, 7);
        assert_eq!((ranked.items.len(), ranked.scores.len(), unknown), (7, 7, 1));
        assert!(ranked.scores.is_sorted_by(|a, b| a >= b));
        assert!(!ranked.items.contains(&AnimeId(1)) && !ranked.items.contains(&AnimeId(5)));
        let written = serde_json::to_value(&ranked).unwrap();
        assert_eq!(written["user"], "ann");
        assert_eq!(written["items"][0], ranked.items[0].0);
        let all = answer(model.as_ref(), &visitor, usize::MAX).0.items.len();
        assert_eq!(all, model.items().len() - 2, "the whole catalogue less the picks");
    }
}
