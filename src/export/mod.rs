//! Lists that visitors take elsewhere: what they said, and what is recommended to them.

mod recommendations;
mod taste;

pub use recommendations::{Recommended, recommendations};
pub use taste::taste;

use crate::catalog::{AnimeId, Catalogue, Kind};
use crate::t;
use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesText, Event};
use std::borrow::Cow;
use std::io;

/// The kinds of files that are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Konomi's own, which holds everything.
    Json,
    /// For spreadsheets.
    Csv,
    /// For the import of MyAnimeList, AniList and others.
    MalXml,
}

impl Format {
    /// Every format, the one that holds most first.
    pub const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::MalXml];

    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::MalXml => "xml",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::MalXml => "text/xml",
        }
    }
}

/// Why a list could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// As JSON.
    #[error("{}", t!("export-failed", reason = _0.to_string()))]
    Json(#[from] serde_json::Error),
    /// As CSV.
    #[error("{}", t!("export-failed", reason = _0.to_string()))]
    Csv(#[from] csv::Error),
    /// In any form.
    #[error("{}", t!("export-failed", reason = _0.to_string()))]
    Write(#[from] io::Error),
}

/// What a spreadsheet takes for the start of a formula.
pub(crate) const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text as a cell that no spreadsheet computes: with a quote in front where it might.
fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}").into() } else { text.into() }
}

/// One `<anime>` of MyAnimeList's XML.
struct MalEntry<'a> {
    id: AnimeId,
    score: u8,
    status: &'a str,
    tags: &'a str,
}

/// MyAnimeList's XML, as its import reads it.
fn mal_xml<'a>(entries: impl Iterator<Item = MalEntry<'a>>, catalogue: &Catalogue) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element("myanimelist").write_inner_content(|writer| {
        writer.create_element("myinfo").write_inner_content(|writer| {
            // 1 is anime, 2 would be manga.
            writer.create_element("user_export_type").write_text_content(BytesText::new("1"))?;
            Ok(())
        })?;
        for entry in entries {
            let facts = catalogue.get(entry.id);
            let text = |writer: &mut Writer<Vec<u8>>, name: &str, text: &str| {
                writer.create_element(name).write_text_content(BytesText::new(text)).map(|_| ())
            };
            writer.create_element("anime").write_inner_content(|writer| {
                text(writer, "series_animedb_id", &entry.id.to_string())?;
                let title = facts.map_or("", |anime| anime.romaji());
                writer.create_element("series_title").write_cdata_content(BytesCData::new(title))?;
                text(writer, "series_type", facts.map_or(Kind::Unknown, |anime| anime.kind()).name())?;
                text(writer, "my_score", &entry.score.to_string())?;
                text(writer, "my_status", entry.status)?;
                text(writer, "my_tags", entry.tags)?;
                // Without it MyAnimeList leaves alone what it has of the title already.
                text(writer, "update_on_import", "1")
            })?;
        }
        Ok(())
    })?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests;
