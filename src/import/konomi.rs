//! Konomi's own JSON: what [`crate::export`] writes.

use super::{Entry, Fault, Format, ImportError, ListFile, Named};
use crate::catalog::AnimeId;
use crate::recommend::{Pick, Standing};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashSet;

/// Reads a taste; `None` for JSON that is none.
pub(super) fn read(value: &Value) -> Result<Option<ListFile>, ImportError> {
    if value.get("version").and_then(Value::as_u64).is_none() {
        return Ok(None);
    }
    let lists = ["picks", "seen", "hidden", "planned"].map(|name| (name, value.get(name).and_then(Value::as_array)));
    if lists.iter().all(|(_, list)| list.is_none()) {
        return Ok(None);
    }
    let watching: HashSet<AnimeId> =
        value.get("watching").and_then(|ids| HashSet::deserialize(ids).ok()).unwrap_or_default();
    let mut list = ListFile::of(Format::Konomi);
    let entries = lists.into_iter().flat_map(|(name, list)| list.into_iter().flatten().map(move |entry| (name, entry)));
    for (at, (name, value)) in entries.enumerate().map(|(index, entry)| (index + 1, entry)) {
        let read = match name {
            "picks" => Pick::deserialize(value).map(|pick| (pick.anime_id, Standing::Picked(pick.opinion))),
            "seen" => AnimeId::deserialize(value).map(|id| (id, Standing::Seen)),
            "hidden" => AnimeId::deserialize(value).map(|id| (id, Standing::Hidden)),
            _ => AnimeId::deserialize(value).map(|id| (id, Standing::Planned)),
        };
        let entry = |(id, standing)| {
            let named = Named { id: Some(id), ..Named::default() };
            Entry { at, named, standing, watching: watching.contains(&id) }
        };
        list.take(read.map(entry).map_err(|error| Fault::new(at, value.to_string(), error.to_string())))?;
    }
    Ok(Some(list))
}
