//! Rows that can't be used: counted all, the first of them kept in full, so that none is dropped in silence.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// How many faults of a file are kept with their places.
const KEPT: usize = 20;

/// What is wrong with a row.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FaultKind {
    /// The row has more or fewer fields than the header.
    FieldCount,
    /// A quoted field is never closed.
    UnterminatedQuote,
    /// A field of this column is no number, or none that fits.
    BadNumber(&'static str),
    /// A field of this column is not UTF-8.
    NotText(&'static str),
    /// A rating of 0, which is how some dumps say that there is none.
    NoRating,
    /// A rating outside 1 to 10, or not whole.
    BadRating,
    /// A field of this column is no date, or none in the past.
    BadDate(&'static str),
    /// A field of this column has none of the values that are known there.
    UnknownValue(&'static str),
    /// An identity that an earlier row has had.
    Repeated,
    /// A user's rating of an anime that the same user rates again in a later row, which counts.
    RatedAgain,
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FieldCount => f.write_str("wrong number of fields"),
            Self::UnterminatedQuote => f.write_str("a quote is not closed"),
            Self::BadNumber(column) => write!(f, "no number in '{column}'"),
            Self::NotText(column) => write!(f, "no UTF-8 text in '{column}'"),
            Self::NoRating => f.write_str("no rating"),
            Self::BadRating => f.write_str("a rating that is not a whole number from 1 to 10"),
            Self::BadDate(column) => write!(f, "no past date in '{column}'"),
            Self::UnknownValue(column) => write!(f, "an unknown value in '{column}'"),
            Self::Repeated => f.write_str("an id that an earlier row has had"),
            Self::RatedAgain => f.write_str("the same user rates the same anime again further down"),
        }
    }
}

/// One unusable row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The file.
    pub file: PathBuf,
    /// The line where the row starts, from 1 (the header).
    pub line: u64,
    /// What is wrong.
    pub kind: FaultKind,
    /// The row, cut to its first 120 characters.
    pub row: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file.display(), self.line, self.kind, self.row)
    }
}

/// The unusable rows of one or more files.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Faults {
    /// The first 20 of each file, in full.
    pub first: Vec<Fault>,
    /// All, counted by file and by what is wrong.
    pub counts: BTreeMap<(PathBuf, FaultKind), u64>,
}

impl Faults {
    /// The number of unusable rows.
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Counts a row, and keeps it if it is among the first.
    pub(super) fn add(&mut self, file: &Path, line: u64, kind: FaultKind, row: &[u8]) {
        self.count(file, kind.clone(), 1);
        if self.first.len() < KEPT {
            let row = String::from_utf8_lossy(row).trim_end().chars().take(120).collect();
            self.first.push(Fault { file: file.to_owned(), line, kind, row });
        }
    }

    /// Counts rows of which no place is known.
    pub(super) fn count(&mut self, file: &Path, kind: FaultKind, rows: u64) {
        if rows > 0 {
            *self.counts.entry((file.to_owned(), kind)).or_default() += rows;
        }
    }

    /// Adds the faults of another file.
    pub fn merge(&mut self, other: Self) {
        self.first.extend(other.first);
        for ((file, kind), count) in other.counts {
            self.count(&file, kind, count);
        }
    }
}

impl fmt::Display for Faults {
    /// A line for each kind with its count, then the first faults with their places.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((file, kind), count) in &self.counts {
            writeln!(f, "{}: {count} rows left out: {kind}", file.display())?;
        }
        for fault in &self.first {
            writeln!(f, "  {fault}")?;
        }
        let more = self.total() - self.first.len() as u64;
        if more > 0 { writeln!(f, "  and {more} more") } else { Ok(()) }
    }
}
