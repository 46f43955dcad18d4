//! MyAnimeList's XML: `<myanimelist>` with an `<anime>` for each title. Kitsu and others export the same.

use super::{Entry, Fault, Format, ImportError, ListFile, Named, Status};
use crate::catalog::AnimeId;
use crate::language::letters::small;
use crate::recommend::{Opinion, Rating, Standing};
use crate::t;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;

/// What marks an opinion that the format has no place for, among an entry's tags.
pub(crate) const DISLIKED_TAG: &str = "konomi:disliked";
/// The same for a title that was seen and not judged.
pub(crate) const SEEN_TAG: &str = "konomi:seen";
/// The same for one that doesn't interest.
pub(crate) const HIDDEN_TAG: &str = "konomi:not-interested";

/// Reads the entries; a file that is cut off gives those before the cut.
pub(super) fn read(text: &str) -> Result<ListFile, ImportError> {
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut list = ListFile::of(Format::Mal);
    let (mut root_seen, mut manga) = (false, 0);
    // The entry that is being read, with the line it began in; the field within it.
    let mut fields: Option<(usize, HashMap<String, String>)> = None;
    let mut field = String::new();
    loop {
        let line = lines.of(reader.buffer_position() as usize);
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = small(tag.name().as_ref());
                match name.as_str() {
                    "myanimelist" if !root_seen => root_seen = true,
                    _ if !root_seen => return Err(ImportError::OtherXml),
                    "anime" => fields = Some((line, HashMap::new())),
                    "manga" => manga += 1,
                    _ => field = name,
                }
            }
            Ok(Event::Text(content)) => put(&mut fields, &field, &content),
            Ok(Event::CData(content)) => put(&mut fields, &field, &content),
            Ok(Event::GeneralRef(reference)) => {
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named = || quick_xml::escape::resolve_xml_entity(&reference).map(str::to_owned);
                put(&mut fields, &field, &character.or_else(named).unwrap_or_default());
            }
            Ok(Event::End(tag)) => {
                if tag.name().as_ref().eq_ignore_ascii_case("anime")
                    && let Some((line, fields)) = fields.take()
                {
                    list.take(entry(line, &fields))?;
                }
                field.clear();
            }
            Ok(Event::Eof) => {
                if let Some((line, fields)) = fields.take() {
                    list.faults.push(Fault::new(line, label(&fields), t!("import-ends")));
                }
                break;
            }
            Ok(Event::DocType(_)) => return Err(ImportError::Doctype),
            Ok(_) => {}
            Err(error) => {
                let line = lines.of(reader.error_position() as usize);
                list.faults.push(Fault::new(line, "", t!("import-damaged", reason = error.to_string())));
                break;
            }
        }
    }
    match (root_seen, list.entries.is_empty() && list.faults.is_empty() && manga > 0) {
        (false, _) => Err(ImportError::OtherXml),
        (_, true) => Err(ImportError::Manga),
        _ => Ok(list),
    }
}

fn put(fields: &mut Option<(usize, HashMap<String, String>)>, field: &str, content: &str) {
    if let Some((_, fields)) = fields
        && !field.is_empty()
    {
        fields.entry(field.to_owned()).or_default().push_str(content);
    }
}

fn label(fields: &HashMap<String, String>) -> String {
    fields.get("series_title").or_else(|| fields.get("series_animedb_id")).cloned().unwrap_or_default()
}

fn entry(line: usize, fields: &HashMap<String, String>) -> Result<Entry, Fault> {
    let of = |name: &str| fields.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let id = of("series_animedb_id").and_then(|id| id.parse().ok()).filter(|id| *id != 0).map(AnimeId);
    let titles: Vec<String> = of("series_title").map(str::to_owned).into_iter().collect();
    if id.is_none() && titles.is_empty() {
        return Err(Fault::new(line, label(fields), t!("import-nameless")));
    }
    let status = of("my_status").map_or(Some(Status::Completed), Status::from_name);
    let status = status.ok_or_else(|| Fault::new(line, label(fields), t!("import-status")))?;
    let rating = match of("my_score") {
        None => None,
        Some(score) => rating(score)
            .ok_or_else(|| Fault::new(line, label(fields), t!("import-score", score = score.to_string())))?,
    };
    let is_tagged = |tag: &str| of("my_tags").is_some_and(|tags| tags.split(',').any(|found| found.trim() == tag));
    let standing = match status.standing(rating) {
        _ if is_tagged(DISLIKED_TAG) => Standing::Picked(Opinion::Disliked),
        _ if is_tagged(SEEN_TAG) => Standing::Seen,
        _ if is_tagged(HIDDEN_TAG) => Standing::Hidden,
        standing => standing,
    };
    let named = Named { id, titles, ..Named::default() };
    Ok(Entry { at: line, named, standing, watching: status == Status::Watching })
}

/// A score of 0 to 10, where 0 is none; `None` for anything else. Halves, as other sites have them, are rounded up.
fn rating(score: &str) -> Option<Option<Rating>> {
    let score: f64 = score.parse().ok().filter(|score| (0.0..=10.0).contains(score))?;
    Some(Rating::try_from(score.round() as u8).ok())
}

/// Counts lines as it goes.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a place, which is not before the last one asked for.
    fn of(&mut self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if at > self.at {
            self.line += self.text[self.at..at].iter().filter(|byte| **byte == b'\n').count();
            self.at = at;
        }
        self.line
    }
}
