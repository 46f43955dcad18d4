//! `konomi people`: a sample of users for the page, each as the model of ratings sees a visitor with the same ratings.

use super::{CliError, inputs};
use crate::dataset::{UserList, known_picks};
use crate::parallel;
use konomi::catalog::Catalogue;
use konomi::recommend::{People, Person, Recommender};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::path::PathBuf;

/// How many users, unless told otherwise.
pub const SAMPLE: usize = 600;
/// The name of the file.
pub const FILE: &str = "people.bin";

#[derive(clap::Args)]
pub struct Options {
    /// The folder of the CSVs (plain or .gz).
    #[arg(long)]
    pub(super) data: PathBuf,
    /// The folder of the weights.
    #[arg(long, default_value = "static/model")]
    pub(super) weights: PathBuf,
    /// How many users.
    #[arg(long, default_value_t = SAMPLE)]
    pub(super) sample: usize,
    /// The sample follows from it.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Where the sample goes.
    #[arg(long, default_value = "static/data/people.bin")]
    pub(super) out: PathBuf,
}

/// The fewest ratings of a user of the sample: fewer say little.
const FEWEST: usize = 40;
/// The most: longer lists would fill the sample with few people.
const MOST: usize = 250;

pub fn run(options: &Options) -> Result<(), CliError> {
    let model = inputs::load_model(&options.weights, "recommender-net")?;
    let (lists, catalogue) = (inputs::lists(&options.data)?, inputs::catalogue(&options.data)?);
    let people = sample(model.as_ref(), &lists, &catalogue, options.sample, options.seed);
    let failed = |source| CliError::File { file: options.out.clone(), source };
    std::fs::write(&options.out, people.to_bytes()?).map_err(failed)?;
    println!("{}: {} users", options.out.display(), people.len());
    Ok(())
}

/// Users drawn at random among those with neither few nor very many ratings. Explicit titles are left out of what the page
/// shows of them, and nothing else of a user is in it.
pub fn sample(model: &dyn Recommender, lists: &[UserList], catalogue: &Catalogue, count: usize, seed: u64) -> People {
    let rated = |list: &UserList| list.entries.iter().filter(|entry| entry.rating.is_some()).count();
    let mut drawn: Vec<&UserList> = lists.iter().filter(|list| (FEWEST..=MOST).contains(&rated(list))).collect();
    drawn.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    drawn.truncate(count);
    let person = |list: &&UserList| {
        let row = model.fold_in(&known_picks(list, model.items(), true)).normalized();
        let ratings = list.entries.iter().filter_map(|entry| Some((entry.anime_id, entry.rating?)));
        let is_shown = |id| catalogue.get(id).is_some_and(|anime| !anime.is_explicit());
        Person { row, ratings: ratings.filter(|(id, _)| is_shown(*id)).collect() }
    };
    People::new(parallel::map(&drawn, person))
}
