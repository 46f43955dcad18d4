//! A catalogue's file, read a column at a time: a page that hears no touch meanwhile is one that hangs.

use super::catalogue::Catalogue;
use super::columns::{CatalogueError, Columns, Lines, SEAL};
use serde::de::DeserializeOwned;

/// A file whose columns are read one after the other.
pub struct Reading {
    file: Vec<u8>,
    /// Where the next column starts in the file; `None` until the file is known to be whole.
    at: Option<usize>,
    columns: Columns,
    lines: [Lines; 3],
    step: usize,
}

/// How far a [`Reading`] is.
pub enum Progress {
    /// There is more to read.
    Unfinished(Reading),
    /// The catalogue, checked so that no later use of it can fail.
    Whole(Catalogue),
}

impl Reading {
    /// Nothing is read yet.
    pub fn new(file: Vec<u8>) -> Self {
        Self { file, at: None, columns: Columns::default(), lines: Default::default(), step: 0 }
    }

    /// Reads the next column.
    pub fn step(mut self) -> Result<Progress, CatalogueError> {
        let Some(at) = self.at else {
            self.at = Some(self.file.len() - SEAL.open(&self.file)?.len());
            return Ok(Progress::Unfinished(self));
        };
        let mut rest = Rest { bytes: &self.file[at..] };
        let columns = &mut self.columns;
        // In the order in which they are written, which is that of their fields.
        match self.step {
            0 => columns.data_set = rest.read()?,
            1 => columns.ids = rest.read()?,
            title @ 2..5 => {
                columns.titles[title - 2] = rest.read()?;
                self.lines[title - 2] = Lines::of(&columns.titles[title - 2]);
            }
            5 => columns.kinds = rest.read()?,
            6 => columns.years = rest.read()?,
            7 => columns.seasons = rest.read()?,
            8 => columns.episodes = rest.read()?,
            9 => columns.genres = rest.read()?,
            10 => columns.studios = rest.read()?,
            11 => columns.sources = rest.read()?,
            12 => columns.scores = rest.read()?,
            13 => columns.scored_by = rest.read()?,
            14 => columns.members = rest.read()?,
            15 => columns.age_ratings = rest.read()?,
            16 => columns.parts = rest.read()?,
            _ => return Catalogue::checked(self.columns, self.lines).map(Progress::Whole),
        }
        self.at = Some(self.file.len() - rest.bytes.len());
        self.step += 1;
        Ok(Progress::Unfinished(self))
    }

    /// Reads all that is left.
    pub fn finish(self) -> Result<Catalogue, CatalogueError> {
        let mut reading = self;
        loop {
            match reading.step()? {
                Progress::Unfinished(next) => reading = next,
                Progress::Whole(catalogue) => return Ok(catalogue),
            }
        }
    }
}

/// The bytes that are not read yet.
struct Rest<'a> {
    bytes: &'a [u8],
}

impl Rest<'_> {
    fn read<T: DeserializeOwned>(&mut self) -> Result<T, postcard::Error> {
        let (value, rest) = postcard::take_from_bytes(self.bytes)?;
        self.bytes = rest;
        Ok(value)
    }
}
