//! `konomi map`: places for all anime on a map where near means alike.

use super::{CliError, inputs};
use konomi::catalog::{Atlas, Place};
use konomi::model::{Matrix, WeightsFile};
use std::path::{Path, PathBuf};

/// Whose item factors are projected, unless told otherwise.
pub const MODEL: &str = "als";
/// The name of the file.
pub const FILE: &str = "atlas.bin";

#[derive(clap::Args)]
pub struct Options {
    /// The folder of the weights.
    #[arg(long, default_value = "static/model")]
    pub(super) weights: PathBuf,
    /// Whose item factors are projected.
    #[arg(long, default_value = MODEL)]
    pub(super) model: String,
    /// Where the places go.
    #[arg(long, default_value = "static/data/atlas.bin")]
    pub(super) out: PathBuf,
}

/// How many neighbours each place is chosen by.
const PERPLEXITY: f32 = 30.0;
const EPOCHS: usize = 1000;

pub fn run(options: &Options) -> Result<(), CliError> {
    let file = inputs::weights_path(&options.weights, inputs::model(&options.model)?.name);
    let failed = |file: &Path| {
        let file = file.to_owned();
        move |source| CliError::File { file, source }
    };
    let bytes = std::fs::read(&file).map_err(failed(&file))?;
    let weights = WeightsFile::from_bytes(&bytes).map_err(|source| CliError::Weights { file, source })?;
    if weights.rows.width < 2 {
        return Err(CliError::NoWeights { model: options.model.clone() });
    }
    let atlas = project(&weights, EPOCHS)?;
    std::fs::write(&options.out, atlas.to_bytes()?).map_err(failed(&options.out))?;
    println!("{}: {} anime", options.out.display(), atlas.places().len());
    Ok(())
}

/// The places of a model's items: t-SNE (van der Maaten and Hinton 2008, by interpolation and Fourier transforms: Linderman et
/// al. 2019) of their directions, which start from the two along which they differ most. The same weights give the same map,
/// as long as one thread adds up its forces.
pub fn project(weights: &WeightsFile, epochs: usize) -> Result<Atlas, rayon::ThreadPoolBuildError> {
    let directions = directions(&weights.rows);
    let start = principal_plane(&directions);
    let places = rayon::ThreadPoolBuilder::new().num_threads(1).build()?.install(|| {
        let rows: Vec<&[f32]> = directions.values.chunks_exact(directions.width).collect();
        let mut projection = bhtsne::tSNE::<f32, &[f32], 2>::new(&rows);
        let perplexity = PERPLEXITY.min(rows.len() as f32 / 4.0);
        projection.perplexity(perplexity).epochs(epochs).initial_embedding(start);
        projection.fit_sne(|a, b| a.iter().zip(b.iter()).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt());
        projection.embedding()
    });
    let place = |(id, at): (&konomi::catalog::AnimeId, &[f32])| Place { anime_id: *id, x: at[0], y: at[1] };
    Ok(Atlas::new(weights.items.labels().iter().zip(places.chunks_exact(2)).map(place).collect()))
}

/// Rows of length 1, less their mean.
fn directions(rows: &Matrix) -> Matrix {
    let mut unit = rows.clone();
    for row in unit.values.chunks_exact_mut(rows.width) {
        let length = row.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-9);
        row.iter_mut().for_each(|value| *value /= length);
    }
    let count = unit.rows().max(1) as f32;
    let mut mean = vec![0.0; unit.width];
    for row in unit.values.chunks_exact(unit.width) {
        mean.iter_mut().zip(row).for_each(|(sum, value)| *sum += value / count);
    }
    let width = unit.width;
    unit.values
        .chunks_exact_mut(width)
        .for_each(|row| row.iter_mut().zip(&mean).for_each(|(value, mean)| *value -= mean));
    unit
}

/// The coordinates of rows along their first two principal components, small as t-SNE wants its start.
fn principal_plane(rows: &Matrix) -> Vec<f32> {
    let width = rows.width;
    let matrix = faer::Mat::from_fn(rows.rows(), width, |row, column| f64::from(rows.row(row)[column]));
    let gram = matrix.transpose() * &matrix;
    let Ok(decomposed) = gram.self_adjoint_eigen(faer::Side::Lower) else { return vec![0.0; 2 * rows.rows()] };
    // Eigenvalues rise: the last are the largest. Of a vector and its opposite the one whose sum is positive.
    let axis = |from_last: usize| {
        let vectors = decomposed.U();
        let vector: Vec<f64> = (0..width).map(|row| vectors[(row, width - 1 - from_last)]).collect();
        let sign = if vector.iter().sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
        vector.into_iter().map(|value| sign * value).collect::<Vec<f64>>()
    };
    let axes = [axis(0), axis(1)];
    let along = |row: &[f32], axis: &[f64]| row.iter().zip(axis).map(|(a, b)| f64::from(*a) * b).sum::<f64>();
    let plane: Vec<f64> =
        (rows.values.chunks_exact(width)).flat_map(|row| axes.each_ref().map(|axis| along(row, axis))).collect();
    let deviation =
        (plane.iter().map(|value| value * value).sum::<f64>() / plane.len().max(1) as f64).sqrt().max(1e-12);
    plane.into_iter().map(|value| (value / deviation * 1e-4) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use konomi::catalog::{AnimeId, LabelEncoder};
    use konomi::model::Architecture;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn groups_of_like_items_stand_apart_and_always_in_the_same_place() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut weights = WeightsFile::new(Architecture::Als, LabelEncoder::fit((0..120).map(AnimeId)));
        let values = (0..120).flat_map(|item| {
            let noise: Vec<f32> = (0..6).map(|_| random.random_range(-0.1..0.1)).collect();
            (0..6).map(move |k| noise[k] + if k == item % 3 { 1.0 } else { 0.0 })
        });
        weights.rows = Matrix { width: 6, values: values.collect() };
        let atlas = project(&weights, 250).unwrap();
        assert_eq!(atlas, project(&weights, 250).unwrap());
        let nearest_is_of_the_same_group = atlas.places().iter().filter(|place| {
            let distance = |other: &&Place| (other.x - place.x).hypot(other.y - place.y);
            let others = atlas.places().iter().filter(|other| other.anime_id != place.anime_id);
            let nearest = others.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap();
            nearest.anime_id.0 % 3 == place.anime_id.0 % 3
        });
        assert!(nearest_is_of_the_same_group.count() > 115);
    }
}
