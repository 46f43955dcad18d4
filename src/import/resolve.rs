//! Which anime the entries of a list name.

use super::{Entry, Fault, ListFile};
use crate::catalog::{AnimeId, Catalogue, SearchIndex, TitleLookup};
use crate::recommend::{Listed, Standing};
use crate::t;
use std::collections::HashSet;

/// What of a list is known, what needs a word of the visitor, and what can't be taken.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Resolved {
    /// Entries whose anime is certain, in the order of the file, each anime once.
    pub found: Vec<Listed>,
    /// Entries whose anime is one of several.
    pub unsure: Vec<Unsure>,
    /// What is not taken, in the order of the file.
    pub faults: Vec<Fault>,
}

/// An entry whose anime is one of several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unsure {
    /// Its line or number.
    pub at: usize,
    /// How the file names it.
    pub label: String,
    /// Which anime it may be, the likeliest first.
    pub candidates: Vec<AnimeId>,
    /// What the visitor says of it.
    pub standing: Standing,
    /// Whether the visitor is in the middle of it.
    pub watching: bool,
}

/// AniList began with MyAnimeList's numbers; those up to here mean the same anime at both.
const SHARED_NUMBERS: u32 = 19_000;
/// Anime that an entry may be, at most.
const CANDIDATES: usize = 5;
/// Titles that are searched for with typing errors in mind: each takes milliseconds, and nobody confirms more.
const SEARCHES: usize = 100;

/// Finds the anime that the entries name. Numbers count, then titles that are the same but for case, marks and spaces;
/// titles that are merely alike are left for the visitor to confirm.
pub fn resolve(list: ListFile, catalogue: &Catalogue, index: &SearchIndex) -> Resolved {
    let titles = TitleLookup::new(index);
    let mut resolved = Resolved { faults: list.faults, ..Resolved::default() };
    let mut known = HashSet::new();
    let mut searches = 0;
    for entry in list.entries {
        let label = entry.named.label();
        let not_taken = |reason: String| Fault::new(entry.at, label.clone(), reason);
        match anime(&entry, catalogue, &titles) {
            Ok(id) if known.insert(id) => {
                let (standing, watching) = (entry.standing, entry.watching);
                resolved.found.push(Listed { anime_id: id, standing, watching });
            }
            Ok(_) => resolved.faults.push(not_taken(t!("import-twice"))),
            Err(Not::Known) => resolved.faults.push(not_taken(t!("import-unknown"))),
            Err(Not::Clear(mut candidates)) => {
                if candidates.is_empty() && searches < SEARCHES {
                    searches += 1;
                    let explicit = |id: AnimeId| catalogue.get(id).is_some_and(|anime| anime.is_explicit());
                    let hits = index.search_among(&label, CANDIDATES, |id| !explicit(id));
                    candidates = hits.into_iter().map(|hit| hit.anime_id).collect();
                }
                if candidates.is_empty() {
                    resolved.faults.push(not_taken(t!("import-no-title")));
                    continue;
                }
                candidates.truncate(CANDIDATES);
                let Entry { at, standing, watching, .. } = entry;
                resolved.unsure.push(Unsure { at, label, candidates, standing, watching });
            }
        }
    }
    resolved.faults.sort_by_key(|fault| fault.at);
    resolved
}

/// Why an entry's anime is not certain.
enum Not {
    /// It has a number that the catalogue doesn't have.
    Known,
    /// Several anime have its title, or none has it exactly.
    Clear(Vec<AnimeId>),
}

fn anime(entry: &Entry, catalogue: &Catalogue, titles: &TitleLookup<'_>) -> Result<AnimeId, Not> {
    let named = &entry.named;
    let is_known = |id: &AnimeId| catalogue.row(*id).is_some();
    if let Some(id) = named.id {
        return Some(id).filter(is_known).ok_or(Not::Known);
    }
    let mut several = Vec::new();
    for title in &named.titles {
        match titles.get(title) {
            [id] => return Ok(*id),
            ids if several.is_empty() => several = ids.to_vec(),
            _ => {}
        }
    }
    let shared = named.anilist_id.filter(|id| *id <= SHARED_NUMBERS).map(AnimeId).filter(is_known);
    match shared {
        // Several have the title, and the number says which.
        Some(id) if several.contains(&id) || named.titles.is_empty() => Ok(id),
        _ if named.titles.is_empty() => Err(Not::Known),
        _ => Err(Not::Clear(several)),
    }
}
