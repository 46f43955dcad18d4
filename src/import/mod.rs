//! Lists that visitors bring from elsewhere, read in this browser and nowhere else.
//!
//! A file is [`read`] to entries, each with its place in the file, and what could not be read of it; [`resolve`] finds the
//! anime that each entry names. Both say of every line that they do not take why not.

mod anilist;
mod error;
mod konomi;
mod mal;
mod packed;
mod resolve;
mod table;
mod text;

pub use error::{Fault, ImportError};
pub(crate) use mal::{DISLIKED_TAG, HIDDEN_TAG, SEEN_TAG};
pub use resolve::{Resolved, Unsure, resolve};

use crate::catalog::AnimeId;
use crate::recommend::{Opinion, Rating, Standing};
use crate::t;
use serde_json::Value;

/// A list as a file has it.
#[derive(Clone, PartialEq, Debug)]
pub struct ListFile {
    /// What kind of file it is, for the visitor.
    pub format: Format,
    /// What it lists, in its order.
    pub entries: Vec<Entry>,
    /// What of it could not be read.
    pub faults: Vec<Fault>,
}

impl ListFile {
    fn of(format: Format) -> Self {
        Self { format, entries: Vec::new(), faults: Vec::new() }
    }

    /// Takes in the next entry, or why there is none in its place. Fails once that is more than any list has: whatever is
    /// behind it is not read.
    fn take(&mut self, next: Result<Entry, Fault>) -> Result<(), ImportError> {
        match next {
            Ok(mut entry) => {
                entry.named.titles.iter_mut().for_each(|title| shorten(title, LONGEST_TITLE));
                self.entries.push(entry);
            }
            Err(fault) => self.faults.push(fault),
        }
        if self.entries.len() + self.faults.len() > MOST_ENTRIES { Err(ImportError::TooLarge) } else { Ok(()) }
    }
}

/// Cuts a text off behind so many bytes, or a little before, between two characters.
fn shorten(text: &mut String, longest: usize) {
    if text.len() > longest {
        text.truncate(text.floor_char_boundary(longest));
        text.push('\u{2026}');
    }
}

/// The kinds of files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// MyAnimeList's XML, which Kitsu and others write too.
    Mal,
    /// AniList's answer to a query of a user's lists.
    AniList,
    /// All that AniList keeps of a user.
    AniListArchive,
    /// Konomi's own.
    Konomi,
    /// A table with a header.
    Table,
    /// One id or title a line.
    Lines,
}

/// One line of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its line in a text, else its number among the entries, both from 1.
    pub at: usize,
    /// Which anime.
    pub named: Named,
    /// What the visitor says of it.
    pub standing: Standing,
    /// Whether the visitor is in the middle of it.
    pub watching: bool,
}

/// How an entry names its anime; at least one of the three is there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Named {
    /// MyAnimeList's id.
    pub id: Option<AnimeId>,
    /// AniList's id.
    pub anilist_id: Option<u32>,
    /// Titles, the most usual one first.
    pub titles: Vec<String>,
}

impl Named {
    /// The entry as the visitor would recognize it.
    pub fn label(&self) -> String {
        let number = || match (self.id, self.anilist_id) {
            (Some(id), _) => t!("import-number", id = id.to_string()),
            (None, Some(id)) => t!("import-anilist-number", id = id.to_string()),
            (None, None) => String::new(),
        };
        self.titles.first().cloned().unwrap_or_else(number)
    }
}

/// How far someone is with an anime, in the words of list sites.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Watched to the end.
    Completed,
    /// In the middle of it, for the first time or again.
    Watching,
    /// Set aside for a while.
    OnHold,
    /// Given up.
    Dropped,
    /// Not begun.
    Planned,
}

impl Status {
    /// The status of a name or number that a list site uses, in any case and spelling.
    pub fn from_name(name: &str) -> Option<Self> {
        let letters = name.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase();
        Some(match letters.as_str() {
            "completed" | "complete" | "watched" | "finished" | "seen" | "2" => Self::Completed,
            "watching" | "current" | "currentlywatching" | "repeating" | "rewatching" | "1" => Self::Watching,
            "onhold" | "paused" | "hold" | "3" => Self::OnHold,
            "dropped" | "4" => Self::Dropped,
            "plantowatch" | "planning" | "planned" | "ptw" | "wanttowatch" | "6" => Self::Planned,
            _ => return None,
        })
    }

    /// What a title of this status says of a taste: a rating is the rating; without one a title watched or being watched is
    /// a like, as the lists that the models learned from tell no more than that, and one given up is a mild dislike.
    pub fn standing(self, rating: Option<Rating>) -> Standing {
        match (self, rating) {
            (Self::Planned, _) => Standing::Planned,
            (_, Some(rating)) => Standing::Picked(Opinion::Rated(rating)),
            (Self::Completed | Self::Watching, None) => Standing::Picked(Opinion::Liked),
            (Self::Dropped, None) => Standing::Picked(Opinion::Dropped),
            (Self::OnHold, None) => Standing::Seen,
        }
    }
}

/// The most bytes of a file, packed or unpacked: twenty times the list of someone who has seen everything.
pub const MOST_BYTES: usize = 32 << 20;
/// The most entries of a file, those that are not taken among them.
pub const MOST_ENTRIES: usize = 100_000;
/// The longest title, in bytes: the longest of the catalogue has 227.
const LONGEST_TITLE: usize = 600;
/// The most of a file that a fault repeats, in bytes.
const LONGEST_LABEL: usize = 200;

/// Reads a list of any kind; its kind shows in its first letters, not in its name.
pub fn read(file: &[u8]) -> Result<ListFile, ImportError> {
    if file.len() > MOST_BYTES {
        return Err(ImportError::TooLarge);
    }
    let unpacked = packed::unpack(file)?;
    let text = text::decode(unpacked.as_deref().unwrap_or(file))?;
    let list = match text.trim_start().chars().next() {
        None => return Err(ImportError::Empty),
        Some('<') => mal::read(&text)?,
        Some('{' | '[') => {
            let value: Value = serde_json::from_str(&text)
                .map_err(|error| ImportError::Json { line: error.line(), reason: error.to_string() })?;
            let read = [konomi::read, anilist::read].into_iter().find_map(|read| read(&value).transpose());
            read.ok_or(ImportError::OtherJson)??
        }
        Some(_) => table::read(&text)?,
    };
    if list.entries.is_empty() && list.faults.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(list)
}

#[cfg(test)]
mod tests;
