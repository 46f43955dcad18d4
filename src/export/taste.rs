//! What the visitor said, as a file.

use super::{ExportError, Format, MalEntry, cell, mal_xml};
use crate::catalog::Catalogue;
use crate::import::{DISLIKED_TAG, HIDDEN_TAG, SEEN_TAG};
use crate::recommend::{Listed, Opinion, Pick, Standing};
use serde::Serialize;

/// The version of the JSON.
const VERSION: u64 = 1;

/// A visitor's list as a file. Every format holds all of it, and reading it again gives the same list.
pub fn taste(list: &[Listed], catalogue: &Catalogue, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Json => Ok(serde_json::to_vec_pretty(&Json::new(list))?),
        Format::Csv => csv(list, catalogue),
        Format::MalXml => Ok(mal_xml(list.iter().map(mal_entry), catalogue)?),
    }
}

#[derive(Serialize)]
struct Json {
    version: u64,
    picks: Vec<Pick>,
    seen: Vec<u32>,
    planned: Vec<u32>,
    hidden: Vec<u32>,
    watching: Vec<u32>,
}

impl Json {
    fn new(list: &[Listed]) -> Self {
        let ids = |holds: fn(&Listed) -> bool| {
            list.iter().filter(|listed| holds(listed)).map(|listed| listed.anime_id.0).collect()
        };
        let pick = |listed: &Listed| match listed.standing {
            Standing::Picked(opinion) => Some(Pick { anime_id: listed.anime_id, opinion }),
            _ => None,
        };
        Self {
            version: VERSION,
            picks: list.iter().filter_map(pick).collect(),
            seen: ids(|listed| listed.standing == Standing::Seen),
            planned: ids(|listed| listed.standing == Standing::Planned),
            hidden: ids(|listed| listed.standing == Standing::Hidden),
            watching: ids(|listed| listed.watching),
        }
    }
}

fn csv(list: &[Listed], catalogue: &Catalogue) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["anime_id", "title", "opinion", "score", "status"])?;
    for listed in list {
        let title = catalogue.get(listed.anime_id).map_or("", |anime| anime.romaji());
        let (opinion, score) = match listed.standing {
            Standing::Picked(Opinion::Liked) => ("like", None),
            Standing::Picked(Opinion::Disliked) => ("dislike", None),
            Standing::Picked(Opinion::Dropped) => ("dropped", None),
            Standing::Picked(Opinion::Rated(rating)) => ("rated", Some(rating.get())),
            Standing::Seen => ("seen", None),
            Standing::Planned => ("planned", None),
            Standing::Hidden => ("not interested", None),
            Standing::Open => continue,
        };
        let score = score.map(|score| score.to_string()).unwrap_or_default();
        writer.write_record([&listed.anime_id.to_string(), &*cell(title), opinion, &score, status(listed)])?;
    }
    writer.into_inner().map_err(|error| ExportError::Write(error.into_error()))
}

fn mal_entry(listed: &Listed) -> MalEntry<'static> {
    let score = match listed.standing {
        Standing::Picked(Opinion::Rated(rating)) => rating.get(),
        _ => 0,
    };
    let tags = match listed.standing {
        Standing::Picked(Opinion::Disliked) => DISLIKED_TAG,
        Standing::Seen => SEEN_TAG,
        Standing::Hidden => HIDDEN_TAG,
        _ => "",
    };
    MalEntry { id: listed.anime_id, score, status: status(listed), tags }
}

/// The status in MyAnimeList's words.
fn status(listed: &Listed) -> &'static str {
    match listed.standing {
        _ if listed.watching => "Watching",
        Standing::Planned => "Plan to Watch",
        Standing::Picked(Opinion::Dropped) | Standing::Hidden => "Dropped",
        _ => "Completed",
    }
}
