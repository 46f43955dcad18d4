//! Tables (CSV, with commas, semicolons or tabs) and plain lines.

use super::{Entry, Fault, Format, ImportError, ListFile, Named, Status};
use crate::catalog::AnimeId;
use crate::export::FORMULA_STARTS;
use crate::language::letters::small;
use crate::recommend::{Opinion, Rating, Standing};
use crate::t;

/// Which column is what; every place is an index.
#[derive(Default)]
struct Columns {
    id: Option<usize>,
    title: Option<usize>,
    score: Option<usize>,
    status: Option<usize>,
    opinion: Option<usize>,
}

/// Reads a table if its first line names columns, else one anime a line.
pub(super) fn read(text: &str) -> Result<ListFile, ImportError> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| first.bytes().filter(|byte| byte == delimiter).count());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns = reader.headers().ok().and_then(Columns::of);
    match columns {
        Some(columns) => table(&mut reader, &columns),
        None => lines(text),
    }
}

impl Columns {
    /// The columns of a header; `None` if it names neither an id nor a title.
    fn of(header: &csv::StringRecord) -> Option<Self> {
        let mut columns = Self::default();
        for (place, name) in header.iter().enumerate() {
            let letters = small(&name.chars().filter(|c| c.is_alphanumeric()).collect::<String>());
            let column = match letters.as_str() {
                "id" | "animeid" | "malid" | "seriesanimedbid" | "idmal" => &mut columns.id,
                "title" | "name" | "anime" | "animetitle" | "animename" | "seriestitle" => &mut columns.title,
                "score" | "rating" | "myscore" | "myrating" | "userscore" => &mut columns.score,
                "status" | "mystatus" | "liststatus" | "watchingstatus" => &mut columns.status,
                "opinion" => &mut columns.opinion,
                _ => continue,
            };
            column.get_or_insert(place);
        }
        (columns.id.is_some() || columns.title.is_some()).then_some(columns)
    }
}

fn table(reader: &mut csv::Reader<&[u8]>, columns: &Columns) -> Result<ListFile, ImportError> {
    let mut list = ListFile::of(Format::Table);
    for record in reader.records() {
        match record {
            Ok(record) if record.iter().all(str::is_empty) => {}
            Ok(record) => {
                let at = record.position().map_or(0, |position| position.line() as usize);
                let fault = |reason| Fault::new(at, record.iter().collect::<Vec<_>>().join(", "), reason);
                list.take(row(at, &record, columns).map_err(fault))?;
            }
            Err(error) => {
                let at = error.position().map_or(0, |position| position.line() as usize);
                list.take(Err(Fault::new(at, "", t!("import-line", reason = error.to_string()))))?;
            }
        }
    }
    Ok(list)
}

fn row(at: usize, record: &csv::StringRecord, columns: &Columns) -> Result<Entry, String> {
    let of = |column: Option<usize>| column.and_then(|place| record.get(place)).filter(|value| !value.is_empty());
    let id = match of(columns.id) {
        None => None,
        Some(id) => Some(anime_id(id).ok_or_else(|| t!("import-number-of", id = id.to_string()))?),
    };
    let titles: Vec<String> = of(columns.title).map(unquoted).into_iter().collect();
    if id.is_none() && titles.is_empty() {
        return Err(t!("import-nameless"));
    }
    let status = match of(columns.status) {
        None => Status::Completed,
        Some(name) => Status::from_name(name).ok_or_else(|| t!("import-status-of", status = name.to_string()))?,
    };
    let rating = match of(columns.score) {
        None => None,
        Some(text) => rating(text).ok_or_else(|| t!("import-score-of", score = text.to_string()))?,
    };
    let standing = match of(columns.opinion) {
        None => status.standing(rating),
        Some(opinion) => {
            standing(opinion, rating).ok_or_else(|| t!("import-opinion", opinion = opinion.to_string()))?
        }
    };
    let named = Named { id, titles, ..Named::default() };
    Ok(Entry { at, named, standing, watching: status == Status::Watching })
}

/// A title without the quote that keeps a spreadsheet from taking it for a formula; see [`crate::export`].
fn unquoted(title: &str) -> String {
    let quoted = title.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA_STARTS));
    quoted.unwrap_or(title).to_owned()
}

/// The standing of a word as [`crate::export`] writes it.
fn standing(word: &str, rating: Option<Rating>) -> Option<Standing> {
    Some(match small(word).as_str() {
        "like" => Standing::Picked(Opinion::Liked),
        "dislike" => Standing::Picked(Opinion::Disliked),
        "dropped" => Standing::Picked(Opinion::Dropped),
        "rated" => Standing::Picked(Opinion::Rated(rating?)),
        "seen" => Standing::Seen,
        "planned" => Standing::Planned,
        "not interested" => Standing::Hidden,
        _ => return None,
    })
}

/// One anime a line: a number or an address of MyAnimeList, or a title; a score may follow after a comma or a tab.
fn lines(text: &str) -> Result<ListFile, ImportError> {
    let mut list = ListFile::of(Format::Lines);
    for (index, line) in text.lines().enumerate() {
        let line = line.trim().trim_start_matches(['-', '*', '\u{2022}']).trim();
        if line.is_empty() {
            continue;
        }
        let (name, rating) = match line.rsplit_once([',', ';', '\t']) {
            Some((name, tail)) if !name.trim().is_empty() => match rating(tail.trim()) {
                Some(rating) => (name.trim().trim_matches('"'), rating),
                None => (line, None),
            },
            _ => (line, None),
        };
        let id = anime_id(name);
        let titles = if id.is_some() { Vec::new() } else { vec![name.to_owned()] };
        let named = Named { id, titles, ..Named::default() };
        let standing = Status::Completed.standing(rating);
        list.take(Ok(Entry { at: index + 1, named, standing, watching: false }))?;
    }
    Ok(list)
}

/// A number, or the number in an address of an anime's page at MyAnimeList.
fn anime_id(text: &str) -> Option<AnimeId> {
    let number = match text.split_once("myanimelist.net/anime/") {
        Some((_, rest)) => rest.split(['/', '?', '#']).next().unwrap_or_default(),
        None => text,
    };
    number.parse().ok().filter(|id| *id != 0).map(AnimeId)
}

/// A score from 0 to 10, where 0 is none; `None` for anything else.
fn rating(text: &str) -> Option<Option<Rating>> {
    let text = text.trim_end_matches("/10");
    let score: f64 = text.parse().ok().filter(|score| (0.0..=10.0).contains(score))?;
    Some(Rating::try_from(score.round() as u8).ok())
}
