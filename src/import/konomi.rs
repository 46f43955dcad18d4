//! Konomi's own JSON: what [`crate::export`] writes.

use super::{Entry, Fault, Format, ListFile, Named};
use crate::catalog::AnimeId;
use crate::recommend::{Pick, Standing};
use serde::Deserialize;
use serde_json::Value;

/// Reads a taste; `None` for JSON that is none.
pub(super) fn read(value: &Value) -> Option<ListFile> {
    value.get("version").and_then(Value::as_u64)?;
    let lists = ["picks", "seen", "hidden", "planned"].map(|name| (name, value.get(name).and_then(Value::as_array)));
    if lists.iter().all(|(_, list)| list.is_none()) {
        return None;
    }
    let watching: Vec<AnimeId> = value.get("watching").and_then(|ids| Vec::deserialize(ids).ok()).unwrap_or_default();
    let mut list = ListFile { format: Format::Konomi, entries: Vec::new(), faults: Vec::new() };
    let entries = lists.into_iter().flat_map(|(name, list)| list.into_iter().flatten().map(move |entry| (name, entry)));
    for (at, (name, value)) in entries.enumerate().map(|(index, entry)| (index + 1, entry)) {
        let read = match name {
            "picks" => Pick::deserialize(value).map(|pick| (pick.anime_id, Standing::Picked(pick.opinion))),
            "seen" => AnimeId::deserialize(value).map(|id| (id, Standing::Seen)),
            "hidden" => AnimeId::deserialize(value).map(|id| (id, Standing::Hidden)),
            _ => AnimeId::deserialize(value).map(|id| (id, Standing::Planned)),
        };
        match read {
            Ok((id, standing)) => {
                let named = Named { id: Some(id), ..Named::default() };
                list.entries.push(Entry { at, named, standing, watching: watching.contains(&id) });
            }
            Err(error) => list.faults.push(Fault::new(at, value.to_string(), error.to_string())),
        }
    }
    Some(list)
}
