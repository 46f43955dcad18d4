//! What is recommended, as a file.

use super::{ExportError, Format, MalEntry, cell, mal_xml};
use crate::catalog::{AnimeId, Catalogue};
use serde::Serialize;
use std::borrow::Cow;

/// One title of a list.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Recommended {
    /// Which anime.
    pub anime_id: AnimeId,
    /// How well it fits, from 0 to 1.
    pub score: f32,
    /// The rating that the model expects, where it expects any.
    pub expected_rating: Option<f32>,
}

#[derive(Serialize)]
struct Row<'a> {
    place: usize,
    anime_id: u32,
    title: Cow<'a, str>,
    #[serde(rename = "match")]
    score: f32,
    expected_rating: Option<f32>,
}

/// A list by a model as a file; as MyAnimeList's XML, its titles are to be watched.
pub fn recommendations(
    list: &[Recommended],
    model: &str,
    catalogue: &Catalogue,
    format: Format,
) -> Result<Vec<u8>, ExportError> {
    let rows = list.iter().enumerate().map(|(index, item)| Row {
        place: index + 1,
        anime_id: item.anime_id.0,
        title: catalogue.get(item.anime_id).map_or("", |anime| anime.romaji()).into(),
        score: item.score,
        expected_rating: item.expected_rating,
    });
    match format {
        Format::Json => {
            let rows: Vec<Row<'_>> = rows.collect();
            Ok(serde_json::to_vec_pretty(&serde_json::json!({ "model": model, "recommended": rows }))?)
        }
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            rows.map(|row| Row { title: cell(&row.title).into_owned().into(), ..row })
                .try_for_each(|row| writer.serialize(row))?;
            writer.into_inner().map_err(|error| ExportError::Write(error.into_error()))
        }
        Format::MalXml => {
            let entry =
                |item: &Recommended| MalEntry { id: item.anime_id, score: 0, status: "Plan to Watch", tags: "" };
            Ok(mal_xml(list.iter().map(entry), catalogue)?)
        }
    }
}
