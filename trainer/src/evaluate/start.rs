//! How soon a newcomer is known: a few picks out of grids of titles, as the page shows them, and the list that follows.
//!
//! A held-out user stands for the newcomer: who takes the first title of a grid that is on the known part of their list,
//! asks for others where there is none, and has a list after so many picks. What is measured is how well that finds the hidden
//! part among all titles but the known ones.

use super::cases::{FoldInCase, UserFigures, ranked_by_first};
use super::fold_in::Split;
use super::report::Measurement;
use crate::dataset::UserList;
use crate::models::{self, Config, Workshop};
use crate::parallel;
use crate::train::{Form, TrainError};
use konomi::catalog::{AnimeId, Catalogue, best_known, well_known};
use konomi::recommend::{Opinion, Pick, Recommender, next_questions};

/// Titles in a grid.
const GRID: usize = 9;
/// Grids that a newcomer looks at.
const PATIENCE: usize = 20;
/// Titles that may be asked about.
const ASKABLE: usize = 400;
/// Users who stand for newcomers.
const NEWCOMERS: usize = 400;
/// Who asks, and who makes the list.
const ASKING: &str = "ncf";
const RANKING: [&str; 2] = ["edlae", "ncf"];

/// How the grids are filled.
#[derive(Clone, Copy)]
enum Grids {
    /// The well-known titles of many kinds, always the same ones.
    WellKnown,
    /// The best-known titles one after the other.
    BestKnown,
    /// Those that tell most by what is known so far; see [`next_questions`].
    Telling,
}

const ALL: [(&str, Grids); 3] =
    [("well-known", Grids::WellKnown), ("best-known", Grids::BestKnown), ("telling", Grids::Telling)];

/// Measures lists after so many picks with one seed, for each way to fill the grids.
pub fn start(
    lists: &[UserList],
    catalogue: &Catalogue,
    config: &Config,
    picks: &[usize],
    seed: u64,
) -> Result<Vec<Measurement>, TrainError> {
    let split = Split::new(lists, seed);
    let workshop = Workshop::new(&split.train, &split.validation, catalogue, config.clone(), seed)?;
    let cases = FoldInCase::split(&split.test, &workshop.items, seed, NEWCOMERS);
    let load = |name: &str| -> Result<Box<dyn Recommender>, TrainError> {
        let entry = models::find(name).ok_or_else(|| TrainError::NoSuchMember(name.to_owned()))?;
        Ok(workshop.train(entry)?.recommender(Form::Whole)?)
    };
    let asking = load(ASKING)?;
    let most = picks.iter().copied().max().unwrap_or(0);
    let mut measurements = Vec::new();
    for (name, grids) in ALL {
        let interviews = parallel::map(&cases, |case| interview(grids, asking.as_ref(), catalogue, case, most));
        for judge in RANKING {
            let model = load(judge)?;
            for &count in picks {
                let figures = parallel::map(&(0..cases.len()).collect::<Vec<_>>(), |&at| {
                    let first = interviews[at].iter().take(count).map(|(id, _)| *id);
                    let first: Vec<Pick> = first.map(|anime_id| Pick { anime_id, opinion: Opinion::Liked }).collect();
                    let list = ranked_by_first(model.as_ref(), &first, &cases[at], &workshop.items);
                    UserFigures::new(&list, &cases[at]).0
                });
                let label = format!("{judge}, {count} of {name}");
                let mut measurement = Measurement::new("start", label, seed, cases.len(), 0.0);
                for (index, metric) in UserFigures::NAMES.into_iter().enumerate() {
                    let sum: f64 = figures.iter().map(|user| user[index]).sum();
                    measurement.metrics.insert(metric.to_owned(), sum / figures.len().max(1) as f64);
                }
                let grids = interviews.iter().map(|picked| picked.get(count - 1).map_or(PATIENCE, |(_, grid)| *grid));
                let mean = grids.sum::<usize>() as f64 / interviews.len().max(1) as f64;
                measurement.metrics.insert("grids".to_owned(), mean);
                measurements.push(measurement);
            }
        }
    }
    Ok(measurements)
}

/// The first picks of a newcomer, each with the number of the grid that it is from, counted from 1.
fn interview(
    grids: Grids,
    asking: &dyn Recommender,
    catalogue: &Catalogue,
    case: &FoldInCase,
    most: usize,
) -> Vec<(AnimeId, usize)> {
    let mut open = match grids {
        Grids::WellKnown => well_known(catalogue, 60),
        Grids::BestKnown | Grids::Telling => best_known(catalogue, ASKABLE),
    };
    let mut picked: Vec<(AnimeId, usize)> = Vec::new();
    let mut passed_over: Vec<AnimeId> = Vec::new();
    for number in 1..=PATIENCE {
        let grid: Vec<AnimeId> = match grids {
            Grids::WellKnown | Grids::BestKnown => open.iter().take(GRID).copied().collect(),
            Grids::Telling => next(asking, &picked, &passed_over, &open),
        };
        let is_known = |id: &AnimeId| case.picks.iter().any(|pick| pick.anime_id == *id);
        match grid.iter().find(|id| is_known(id)) {
            // One pick a grid: the next one is filled by what this says. Titles that never change stay for the next.
            Some(&id) => {
                picked.push((id, number));
                open.retain(|other| *other != id);
            }
            None => {
                open.retain(|other| !grid.contains(other));
                passed_over.extend(grid);
            }
        }
        if picked.len() >= most || open.is_empty() {
            break;
        }
    }
    picked
}

fn next(
    asking: &dyn Recommender,
    picked: &[(AnimeId, usize)],
    passed_over: &[AnimeId],
    open: &[AnimeId],
) -> Vec<AnimeId> {
    let picks: Vec<Pick> = picked.iter().map(|(id, _)| Pick { anime_id: *id, opinion: Opinion::Liked }).collect();
    let (known, _) = asking.known(&picks);
    let chances = asking.scan(&asking.fold_in(&known)).wait();
    next_questions(asking, &known, &chances, passed_over, open, GRID)
}
