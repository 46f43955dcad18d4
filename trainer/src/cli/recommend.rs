//! `konomi recommend`: the page's own code and weights, for many visitors.

use super::{CliError, inputs};
use crate::parallel;
use konomi::catalog::{AnimeId, Catalogue, Franchises, Likeness};
use konomi::recommend::choice::{Candidate, Choice, Facts, POOL};
use konomi::recommend::{KnownPick, Opinion, Pick, Rating, Recommender, Share, rank};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

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
    /// A file with a choice as the page's address has it, such as type=tv&genre=comedy&franchise=one&niche=2; its
    /// defaults are those of the page but for franchise=all. Nothing is filtered or arranged without it.
    #[arg(long)]
    filters: Option<PathBuf>,
    /// Say of each title which picks speak most for and against it, and what every pick adds to its score.
    #[arg(long)]
    why: bool,
    /// The folder of the catalogue, for --filters.
    #[arg(long, default_value = "static/data")]
    catalogue: PathBuf,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Vec<Why>>,
}

/// Why one title is in the list.
#[derive(Serialize)]
struct Why {
    /// The picks that speak most for it, the strongest first.
    because: Vec<AnimeId>,
    /// Those that speak most against it.
    in_spite_of: Vec<AnimeId>,
    /// What each pick adds to its score, in the unit of the model's scores.
    shares: BTreeMap<AnimeId, f32>,
    /// Its score without any pick, where the shares and this add up to the score; null where each share is what leaving
    /// that pick out takes away.
    base: Option<f32>,
}

/// What a list is chosen by beside the picks.
struct Chooser {
    choice: Choice,
    catalogue: Catalogue,
    franchises: Franchises,
    likeness: Likeness,
}

impl Chooser {
    fn read(filters: &Path, catalogue: &Path) -> Result<Self, CliError> {
        let failed = |file: &Path| {
            let file = file.to_owned();
            move |source| CliError::File { file, source }
        };
        let text = std::fs::read_to_string(filters).map_err(failed(filters))?;
        let file = catalogue.join("catalogue.bin");
        let catalogue = Catalogue::from_bytes(&std::fs::read(&file).map_err(failed(&file))?)
            .map_err(|source| CliError::Catalogue { file, source })?;
        let query = text.split_whitespace().map(|part| part.trim_start_matches('?')).collect::<Vec<_>>().join("&");
        let (mut choice, warnings) = Choice::from_query(&query, &catalogue);
        choice.whole_franchises |= !query.contains("franchise=");
        if let Some(warning) = warnings.first() {
            return Err(CliError::Filters { file: filters.to_owned(), reason: warning.to_string() });
        }
        let (franchises, likeness) = (Franchises::new(&catalogue), Likeness::new(&catalogue));
        Ok(Self { choice, catalogue, franchises, likeness })
    }

    /// The rows that the choice makes of a ranking.
    fn arrange(
        &self,
        model: &dyn Recommender,
        ranking: &[usize],
        chance: impl Fn(usize) -> f32,
        top: usize,
    ) -> Vec<usize> {
        let (catalogue, franchises, likeness) = (&self.catalogue, &self.franchises, &self.likeness);
        let passes = |id: AnimeId| catalogue.get(id).is_none_or(|anime| self.choice.passes(anime));
        let best: Vec<(usize, Candidate)> = (ranking.iter())
            .filter_map(|&row| Some((row, Candidate { anime_id: *model.items().label(row)?, score: chance(row) })))
            .filter(|(_, candidate)| passes(candidate.anime_id))
            .take(POOL.max(top))
            .collect();
        let candidates: Vec<Candidate> = best.iter().map(|(_, candidate)| *candidate).collect();
        let places = self.choice.arrange(&candidates, &Facts { catalogue, franchises, likeness }, top);
        places.into_iter().map(|place| best[place].0).collect()
    }
}

/// Picks that are named for and against a title.
const NAMED: usize = 3;

pub fn run(options: &Options) -> Result<(), CliError> {
    let model = inputs::load_model(&options.weights, inputs::model(&options.model)?.name)?;
    let chooser = options.filters.as_deref().map(|file| Chooser::read(file, &options.catalogue)).transpose()?;
    let text = read(&options.picks).map_err(|source| CliError::File { file: options.picks.clone(), source })?;
    let visitors: Vec<Visitor> = (text.lines().enumerate())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| serde_json::from_str(line).map_err(|source| CliError::Picks { line: index + 1, source }))
        .collect::<Result<_, _>>()?;
    let wanted = Wanted { top: options.top, chooser: chooser.as_ref(), why: options.why };
    let answers: Vec<(Ranked, usize)> = parallel::map(&visitors, |visitor| wanted.answer(model.as_ref(), visitor));
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

/// What is asked for of every visitor.
struct Wanted<'a> {
    top: usize,
    chooser: Option<&'a Chooser>,
    why: bool,
}

impl Wanted<'_> {
    /// The list, and how many picks the model does not know.
    fn answer(&self, model: &dyn Recommender, visitor: &Visitor) -> (Ranked, usize) {
        let picks: Vec<Pick> = (visitor.picks.iter())
            .map(|pick| Pick { anime_id: pick.anime_id, opinion: pick.rating.map_or(Opinion::Liked, Opinion::Rated) })
            .collect();
        let (known, unknown) = model.known(&picks);
        let scores: Vec<f32> = model.scan(&model.fold_in(&known)).wait();
        let picked: HashSet<usize> = known.iter().map(|pick| pick.row).collect();
        let chance = |row: usize| model.chance(scores[row], known.len());
        let rows = match self.chooser {
            None => rank(&scores, self.top, |row| !picked.contains(&row)),
            Some(chooser) => {
                let ranking = rank(&scores, usize::MAX, |row| !picked.contains(&row));
                chooser.arrange(model, &ranking, chance, self.top)
            }
        };
        let ranked = Ranked {
            user: visitor.user.clone(),
            items: rows.iter().filter_map(|&row| model.items().label(row).copied()).collect(),
            scores: rows.iter().map(|&row| chance(row)).collect(),
            why: self.why.then(|| why(model, &known, &rows)),
        };
        (ranked, unknown.len())
    }
}

fn why(model: &dyn Recommender, picks: &[KnownPick], rows: &[usize]) -> Vec<Why> {
    let reasons = model.reasons(picks, rows);
    let id = |pick: usize| model.items().label(picks[pick].row).copied();
    let ids = |shares: Vec<Share>| shares.iter().filter_map(|share| id(share.pick)).collect();
    let of_row = |row: usize| Why {
        because: ids(reasons.for_row(row, NAMED)),
        in_spite_of: ids(reasons.against_row(row, NAMED)),
        shares: (reasons.shares.iter().enumerate())
            .filter_map(|(pick, shares)| Some((id(pick)?, shares[row])))
            .collect(),
        base: reasons.base.as_ref().map(|base| base[row]),
    };
    (0..rows.len()).map(of_row).collect()
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
        let answer = |top| Wanted { top, chooser: None, why: false }.answer(model.as_ref(), &visitor);
        let (ranked, unknown) = answer(7);
        assert_eq!((ranked.items.len(), ranked.scores.len(), unknown), (7, 7, 1));
        assert!(ranked.scores.is_sorted_by(|a, b| a >= b));
        assert!(!ranked.items.contains(&AnimeId(1)) && !ranked.items.contains(&AnimeId(5)));
        let written = serde_json::to_value(&ranked).unwrap();
        assert_eq!(written["user"], "ann");
        assert_eq!(written["items"][0], ranked.items[0].0);
        let all = answer(usize::MAX).0.items.len();
        assert_eq!(all, model.items().len() - 2, "the whole catalogue less the picks");
    }

    #[test]
    fn filters_and_reasons() {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../static"));
        let model = inputs::load_model(&folder.join("model"), "edlae").unwrap();
        let filters = std::env::temp_dir().join(format!("konomi-filters-{}", std::process::id()));
        std::fs::write(&filters, "type=movie\nyears=1990-2005&franchise=one\n").unwrap();
        let chooser = Chooser::read(&filters, &folder.join("data")).unwrap();
        std::fs::write(&filters, "type=film").unwrap();
        let refused = Chooser::read(&filters, &folder.join("data"));
        assert!(matches!(refused, Err(CliError::Filters { reason, .. }) if reason.contains("film")));
        std::fs::remove_file(&filters).unwrap();
        let line = r#"{"user":1,"picks":[{"anime_id":1,"rating":9},{"anime_id":199},{"anime_id":20,"rating":1}]}"#;
        let visitor: Visitor = serde_json::from_str(line).unwrap();
        let (ranked, _) = Wanted { top: 10, chooser: Some(&chooser), why: true }.answer(model.as_ref(), &visitor);
        assert_eq!(ranked.items.len(), 10);
        for id in &ranked.items {
            let anime = chooser.catalogue.get(*id).unwrap();
            assert!(
                anime.kind() == konomi::catalog::Kind::Movie
                    && anime.year().is_some_and(|year| (1990..=2005).contains(&year))
            );
        }
        let why = ranked.why.unwrap();
        assert!(why.iter().all(|why| why.shares.len() == 3 && why.base == Some(0.0)));
        assert!(why.iter().any(|why| why.because.contains(&AnimeId(199))), "a film because of a film");
    }
}
