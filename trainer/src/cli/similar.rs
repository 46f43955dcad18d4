//! `konomi similar`.

use super::{CliError, inputs};
use konomi::catalog::{AnimeId, Catalogue, TitleKind};
use konomi::recommend::{least_similar, most_similar};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// ncf, recommender-net, or default.
    #[arg(long, default_value = "recommender-net")]
    model: String,
    /// MyAnimeList's id.
    #[arg(long)]
    anime: u32,
    /// The length of the list.
    #[arg(long, default_value_t = 10)]
    top: usize,
    /// The least similar instead of the most.
    #[arg(long)]
    least: bool,
    /// The folder of the weights.
    #[arg(long, default_value = "static/model")]
    weights: PathBuf,
    /// The catalogue that has the titles.
    #[arg(long, default_value = "static/data/catalogue.bin")]
    catalogue: PathBuf,
}

pub fn run(options: &Options) -> Result<(), CliError> {
    let name = inputs::model(&options.model)?.name;
    let model = inputs::load_model(&options.weights, name)?;
    let unknown = || CliError::UnknownAnime { model: name.to_owned(), id: options.anime };
    let of = model.items().row(&AnimeId(options.anime)).ok_or_else(unknown)?;
    // Titles are a courtesy: without a catalogue the ids and cosines still stand.
    let catalogue = std::fs::read(&options.catalogue).ok().and_then(|bytes| Catalogue::from_bytes(&bytes).ok());
    let cosines = model.cosines(of).ok_or_else(|| CliError::NoWeights { model: name.to_owned() })?;
    let near = if options.least { least_similar } else { most_similar }(&cosines, of, options.top, |_| true);
    for (row, cosine) in near {
        if let Some(&id) = model.items().label(row) {
            let title = catalogue
                .as_ref()
                .and_then(|catalogue| catalogue.get(id))
                .map(|anime| anime.title(TitleKind::Romaji).unwrap_or_default().to_owned());
            println!("{:>6}  {cosine:>7.4}  {}", id.0, title.unwrap_or_default());
        }
    }
    Ok(())
}
