//! `konomi synthesize`: made-up data of any size in Kaggle's layout, to see what a training needs before one has the data.
//!
//! Lists are of log-normal length, titles fall off in popularity by a power of their rank, and users of one taste prefer
//! one part of the titles: as long-tailed as the real data, with something to learn in it, and nobody's.

use super::CliError;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Options {
    /// Where the CSVs go.
    #[arg(long)]
    out: PathBuf,
    /// How many users rate.
    #[arg(long, default_value_t = 270_033)]
    users: u32,
    /// How many anime are rated.
    #[arg(long, default_value_t = 16_500)]
    anime: u32,
    /// How many ratings there are, about.
    #[arg(long, default_value_t = 24_325_191)]
    ratings: u64,
    /// All of it follows from this number.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Users and titles come in so many tastes.
const TASTES: u32 = 20;
/// The deviation of the logarithm of a list's length.
const SPREAD: f64 = 1.2;
/// The power by which popularity falls with its rank, and what is added to the rank.
const FALL: (f64, f64) = (1.1, 30.0);

pub fn run(options: &Options) -> Result<(), CliError> {
    let failed = |file: &Path| {
        let file = file.to_owned();
        move |source| CliError::File { file, source }
    };
    std::fs::create_dir_all(&options.out).map_err(failed(&options.out))?;
    for (name, write) in [
        ("anime-dataset-2023.csv", write_anime as fn(&Options, &mut BufWriter<File>) -> std::io::Result<()>),
        ("users-score-2023.csv", write_ratings),
    ] {
        let path = options.out.join(name);
        let mut file = BufWriter::with_capacity(1 << 20, File::create(&path).map_err(failed(&path))?);
        write(options, &mut file).and_then(|()| file.flush()).map_err(failed(&path))?;
        println!("{}", path.display());
    }
    Ok(())
}

fn write_anime(options: &Options, file: &mut BufWriter<File>) -> std::io::Result<()> {
    writeln!(
        file,
        "anime_id,Name,English name,Other name,Score,Genres,Synopsis,Type,Episodes,Aired,Premiered,Status,Producers,\
         Licensors,Studios,Source,Duration,Rating,Rank,Popularity,Favorites,Scored By,Members,Image URL"
    )?;
    for id in 1..=options.anime {
        let (genre, members) = (id % TASTES, 10_000_000 / u64::from(id + 30));
        writeln!(
            file,
            "{id},Anime {id},UNKNOWN,UNKNOWN,7.5,Genre {genre},,TV,12.0,UNKNOWN,UNKNOWN,Finished Airing,UNKNOWN,UNKNOWN,\
             Studio {},Original,24 min per ep,PG-13,{id}.0,{id},0,{members}.0,{members},",
            id % 97
        )?;
    }
    Ok(())
}

fn write_ratings(options: &Options, file: &mut BufWriter<File>) -> std::io::Result<()> {
    writeln!(file, "user_id,Username,anime_id,Anime Title,rating")?;
    let mut random = ChaCha8Rng::seed_from_u64(options.seed);
    // The sums of the titles' popularities, to draw from by bisection; a title's rank is its id.
    let mut sums = Vec::with_capacity(options.anime as usize);
    let mut sum = 0.0;
    for rank in 1..=options.anime {
        sum += (f64::from(rank) + FALL.1).powf(-FALL.0);
        sums.push(sum);
    }
    let mean = options.ratings as f64 / f64::from(options.users.max(1));
    for user in 1..=options.users {
        let normal = f64::from(crate::train::normal(&mut random));
        let length = mean * (SPREAD * normal - SPREAD * SPREAD / 2.0).exp();
        let length = (length.round() as usize).clamp(1, options.anime as usize / 4);
        let taste = random.random_range(0..TASTES);
        let mut seen = HashSet::with_capacity(length);
        while seen.len() < length {
            let drawn = sums.partition_point(|sum_so_far| *sum_so_far < random.random::<f64>() * sum) as u32;
            let id = drawn.min(options.anime - 1) + 1;
            // Of another taste two titles of three are passed over.
            let is_own = id % TASTES == taste;
            if (is_own || random.random::<f32>() < 0.33) && seen.insert(id) {
                let rating = 7.0 + if is_own { 1.5 } else { 0.0 } + 1.5 * crate::train::normal(&mut random);
                writeln!(file, "{user},user {user},{id},Anime {id},{}", rating.round().clamp(1.0, 10.0) as u8)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::inputs;

    #[test]
    fn what_is_made_up_is_read_back_with_a_long_tail() {
        let out = tempfile::tempdir().unwrap();
        let options = Options { out: out.path().to_owned(), users: 300, anime: 500, ratings: 12_000, seed: 1 };
        run(&options).unwrap();
        let lists = inputs::lists(out.path()).unwrap();
        let lengths: Vec<usize> = lists.iter().map(|list| list.entries.len()).collect();
        let all: usize = lengths.iter().sum();
        assert_eq!(lists.len(), 300);
        assert!((8_000..16_000).contains(&all), "{all}");
        assert!(lengths.iter().max().unwrap() > &(3 * all / 300), "some lists are long");
        let on_lists = |ids: std::ops::Range<u32>| {
            lists.iter().flat_map(|list| &list.entries).filter(|entry| ids.contains(&entry.anime_id.0)).count()
        };
        assert!(on_lists(1..51) > 2 * on_lists(451..501), "some titles are well known");
        assert_eq!(inputs::catalogue(out.path()).unwrap().len(), 500);
    }
}
