//! AniList's JSON: the answer to its query `MediaListCollection`, and the archive that it gives users of all that it keeps
//! of them, whose entries have numbers where the other has names.

use super::{Entry, Fault, Format, ImportError, ListFile, Named, Status};
use crate::catalog::AnimeId;
use crate::recommend::Rating;
use crate::t;
use serde_json::Value;
use std::collections::HashSet;

/// Reads either form; `None` for JSON that is neither.
pub(super) fn read(value: &Value) -> Result<Option<ListFile>, ImportError> {
    answer(value).or_else(|| archive(value)).transpose()
}

/// `{"data": {"MediaListCollection": {"lists": [{"entries": [..]}]}}}`, or any inner part of it.
fn answer(value: &Value) -> Option<Result<ListFile, ImportError>> {
    let value = value.get("data").unwrap_or(value);
    let collection = value.get("MediaListCollection").unwrap_or(value);
    let lists = collection.get("lists").or(Some(collection))?.as_array()?;
    if !lists.is_empty() && lists.iter().all(|list| list.get("entries").is_none()) {
        return None;
    }
    let entries = lists.iter().filter_map(|list| list.get("entries")?.as_array()).flatten();
    let entries: Vec<&Value> = entries.collect();
    let format = collection.pointer("/user/mediaListOptions/scoreFormat").and_then(Value::as_str);
    let scale = Scale::of(format, entries.iter().map(|entry| score(entry)));
    // A title on lists of the user's own stands in each of them.
    let mut known = HashSet::new();
    let fresh = entries.into_iter().enumerate().filter(|(_, entry)| match media_id(entry) {
        Some(id) => known.insert(id),
        None => true,
    });
    Some(collect(Format::AniList, fresh, scale, |entry| {
        let status = entry.get("status").and_then(Value::as_str).and_then(Status::from_name);
        let is_manga = entry.pointer("/media/type").and_then(Value::as_str) == Some("MANGA");
        (!is_manga).then_some(status)
    }))
}

/// `{"user": {..}, "lists": [{"series_type": 0, "series_id": 1, "status": 2, "score": 85}]}`.
fn archive(value: &Value) -> Option<Result<ListFile, ImportError>> {
    let entries = value.get("lists")?.as_array()?;
    if entries.iter().any(|entry| entry.get("series_id").is_none()) {
        return None;
    }
    let scale = Scale::of(None, entries.iter().map(score));
    Some(collect(Format::AniListArchive, entries.iter().enumerate(), scale, |entry| {
        let is_anime = entry.get("series_type").and_then(Value::as_u64).unwrap_or(0) == 0;
        is_anime.then(|| match entry.get("status").and_then(Value::as_u64) {
            Some(0 | 5) => Some(Status::Watching),
            Some(1) => Some(Status::Planned),
            Some(2) => Some(Status::Completed),
            Some(3) => Some(Status::Dropped),
            Some(4) => Some(Status::OnHold),
            _ => None,
        })
    }))
}

/// Makes entries of those that are of anime; `status` is `None` for one that is not.
fn collect<'a>(
    format: Format,
    entries: impl Iterator<Item = (usize, &'a Value)>,
    scale: Scale,
    status: impl Fn(&Value) -> Option<Option<Status>>,
) -> Result<ListFile, ImportError> {
    let mut list = ListFile::of(format);
    for (index, value) in entries {
        let Some(status) = status(value) else { continue };
        let (at, named) = (index + 1, named(value));
        let score = score(value).filter(|score| *score > 0.0);
        let rating = score.map(|score| scale.rating(score));
        let fault = match (status, rating) {
            _ if named == Named::default() => t!("import-nameless"),
            (None, _) => t!("import-status"),
            (_, Some(None)) => t!("import-scale", score = score.unwrap_or_default().to_string()),
            (Some(status), rating) => {
                let standing = status.standing(rating.flatten());
                list.take(Ok(Entry { at, named, standing, watching: status == Status::Watching }))?;
                continue;
            }
        };
        list.take(Err(Fault::new(at, named.label(), fault)))?;
    }
    Ok(list)
}

fn named(entry: &Value) -> Named {
    let number = |value: Option<&Value>| value.and_then(Value::as_u64).and_then(|id| u32::try_from(id).ok());
    let media = entry.get("media").unwrap_or(entry);
    let title = media.get("title");
    let titles = ["romaji", "userPreferred", "english", "native"].iter().filter_map(|kind| title?.get(kind)?.as_str());
    let titles = titles.chain(title.and_then(Value::as_str)).map(str::to_owned).collect();
    let anilist_id = media_id(entry).and_then(|id| u32::try_from(id).ok());
    Named { id: number(media.get("idMal")).map(AnimeId), anilist_id, titles }
}

fn media_id(entry: &Value) -> Option<u64> {
    let places = ["/mediaId", "/media/id", "/series_id"];
    places.iter().find_map(|place| entry.pointer(place)?.as_u64())
}

fn score(entry: &Value) -> Option<f64> {
    entry.get("score").and_then(Value::as_f64)
}

/// A scale on which AniList's users score.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Scale {
    /// Of so many points; 100, 10 and 5.
    Points(f64),
    /// Three faces: sad, neither, happy.
    Faces,
}

impl Scale {
    /// The scale by its name, or else the one that the scores fit.
    fn of(name: Option<&str>, scores: impl Iterator<Item = Option<f64>>) -> Self {
        match name {
            Some("POINT_100") => Self::Points(100.0),
            Some("POINT_5") => Self::Points(5.0),
            Some("POINT_3") => Self::Faces,
            Some(_) => Self::Points(10.0),
            None if scores.flatten().any(|score| score > 10.0) => Self::Points(100.0),
            None => Self::Points(10.0),
        }
    }

    fn rating(self, score: f64) -> Option<Rating> {
        let of_ten = match self {
            Self::Points(points) => score / points * 10.0,
            // As AniList itself counts them on a hundred points: 35, 60 and 85.
            Self::Faces => match score as u8 {
                1 => 3.5,
                2 => 6.0,
                3 => 8.5,
                _ => return None,
            },
        };
        // The lowest of a hundred points is still a score.
        let rounded = (of_ten + 1e-9).round().max(1.0);
        if rounded <= 10.0 { Rating::try_from(rounded as u8).ok() } else { None }
    }
}
