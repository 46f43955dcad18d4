//! The rows of a CSV file, plain or gzip, one at a time: columns by name, line numbers kept, broken rows survived.

use super::{DataError, FaultKind, Faults};
use csv_core::ReadRecordResult;
use flate2::bufread::MultiGzDecoder;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// How far a quoted field with line breaks may reach. A quote that is still open then was never closed, and only its
/// first line is given up: without a bound, one stray quote would swallow the rest of the file.
const MAX_LINES_A_ROW: usize = 1000;

/// Whether a quoted field may hold line breaks, as synopses do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LineBreaks {
    InQuotes,
    Never,
}

/// The fields of one row, without their quotes.
#[derive(Default)]
pub(super) struct Row {
    /// The line where the row starts, from 1.
    pub line: u64,
    raw: Vec<u8>,
    fields: Vec<u8>,
    ends: Vec<usize>,
    len: usize,
}

impl Row {
    /// The field of a column, or an empty one past the last.
    pub fn field(&self, column: usize) -> &[u8] {
        let start = if column == 0 { 0 } else { self.ends[..self.len].get(column - 1).copied().unwrap_or(0) };
        let end = self.ends[..self.len].get(column).copied().unwrap_or(start);
        &self.fields[start..end]
    }

    /// The row as it stands in the file.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }
}

/// A CSV file being read.
pub(super) struct CsvRows {
    file: PathBuf,
    lines: Lines,
    header: Vec<String>,
    line_breaks: LineBreaks,
    parser: csv_core::Reader,
}

impl CsvRows {
    /// Opens a file, decompressing it if its name ends in `.gz`, and reads its header.
    pub fn open(file: &Path, line_breaks: LineBreaks) -> Result<Self, DataError> {
        let failed = |source| DataError::Read { file: file.to_owned(), source };
        let plain = BufReader::with_capacity(1 << 16, File::open(file).map_err(failed)?);
        let bytes: Box<dyn Read + Send> = match file.extension() {
            Some(extension) if extension == "gz" => Box::new(MultiGzDecoder::new(plain)),
            _ => Box::new(plain),
        };
        Self::new(file, bytes, line_breaks)
    }

    /// Reads from `bytes`; `file` is for messages.
    pub fn new(file: &Path, bytes: Box<dyn Read + Send>, line_breaks: LineBreaks) -> Result<Self, DataError> {
        let lines = Lines { bytes: BufReader::with_capacity(1 << 18, bytes), again: VecDeque::new(), next: 1 };
        let parser = csv_core::Reader::new();
        let mut rows = Self { file: file.to_owned(), lines, header: Vec::new(), line_breaks, parser };
        let mut row = Row::default();
        if rows.read(&mut row, &mut Faults::default())? {
            let names = (0..row.len).map(|column| String::from_utf8_lossy(row.field(column)).trim().to_owned());
            rows.header = names.collect();
        }
        Ok(rows)
    }

    /// The index of a column by its name in the header.
    pub fn column(&self, name: &str) -> Result<usize, DataError> {
        self.find_column(name).ok_or_else(|| DataError::MissingColumn {
            file: self.file.clone(),
            column: name.to_owned(),
            header: self.header.join(","),
        })
    }

    /// The index of a column that a file may lack.
    pub fn find_column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column.eq_ignore_ascii_case(name))
    }

    /// Reads every row through `take`, which answers what is wrong with a row that it can't use.
    pub fn each(mut self, mut take: impl FnMut(&Row) -> Result<(), FaultKind>) -> Result<Faults, DataError> {
        let mut faults = Faults::default();
        let mut row = Row::default();
        while self.read(&mut row, &mut faults)? {
            let taken = if row.len == self.header.len() { take(&row) } else { Err(FaultKind::FieldCount) };
            if let Err(kind) = taken {
                faults.add(&self.file, row.line, kind, row.raw());
            }
        }
        Ok(faults)
    }

    /// The next row that is well-formed CSV; `false` at the end.
    fn read(&mut self, row: &mut Row, faults: &mut Faults) -> Result<bool, DataError> {
        let failed = |source| DataError::Read { file: self.file.clone(), source };
        loop {
            row.line = self.lines.next;
            row.raw.clear();
            if !self.lines.append(&mut row.raw).map_err(failed)? {
                return Ok(false);
            }
            if row.raw == b"\n" {
                continue;
            }
            let most = if self.line_breaks == LineBreaks::InQuotes { MAX_LINES_A_ROW } else { 1 };
            let mut line_starts = vec![0];
            let mut state = Parsed::default();
            self.parser.reset();
            loop {
                let start = line_starts[line_starts.len() - 1];
                if state.parse(&mut self.parser, &row.raw[start..], &mut row.fields, &mut row.ends) {
                    row.len = state.ends;
                    return Ok(true);
                }
                line_starts.push(row.raw.len());
                if line_starts.len() > most || !self.lines.append(&mut row.raw).map_err(failed)? {
                    break;
                }
            }
            faults.add(&self.file, row.line, FaultKind::UnterminatedQuote, &row.raw[..line_starts[1]]);
            self.lines.give_back(row.line + 1, &row.raw, &line_starts[1..]);
        }
    }
}

/// How far the parser has got within a row.
#[derive(Default)]
struct Parsed {
    fields: usize,
    ends: usize,
}

impl Parsed {
    /// Feeds one line; whether the row is complete with it.
    fn parse(
        &mut self,
        parser: &mut csv_core::Reader,
        mut line: &[u8],
        fields: &mut Vec<u8>,
        ends: &mut Vec<usize>,
    ) -> bool {
        loop {
            let (result, read, wrote, ended) =
                parser.read_record(line, &mut fields[self.fields..], &mut ends[self.ends..]);
            line = &line[read..];
            self.fields += wrote;
            self.ends += ended;
            match result {
                ReadRecordResult::Record => return true,
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return false,
                ReadRecordResult::OutputFull => fields.resize(2 * fields.len().max(512), 0),
                ReadRecordResult::OutputEndsFull => ends.resize(2 * ends.len().max(16), 0),
            }
        }
    }
}

/// The lines of a file: `\n` at the end of each whatever the file has there, and no byte order mark.
struct Lines {
    bytes: BufReader<Box<dyn Read + Send>>,
    /// Lines that were read once and are to be read again.
    again: VecDeque<Vec<u8>>,
    /// The number of the next line, from 1.
    next: u64,
}

impl Lines {
    /// Appends the next line; `false` at the end of the file.
    fn append(&mut self, to: &mut Vec<u8>) -> io::Result<bool> {
        if let Some(line) = self.again.pop_front() {
            to.extend_from_slice(&line);
            self.next += 1;
            return Ok(true);
        }
        let start = to.len();
        if self.bytes.read_until(b'\n', to)? == 0 {
            return Ok(false);
        }
        if self.next == 1 && to[start..].starts_with(b"\xef\xbb\xbf") {
            to.drain(start..start + 3);
        }
        if to.ends_with(b"\n") {
            to.pop();
        }
        if to.len() > start && to.ends_with(b"\r") {
            to.pop();
        }
        to.push(b'\n');
        self.next += 1;
        Ok(true)
    }

    /// Puts lines back in front, from line number `line` on; `starts` are their starts in `raw`, and its end.
    fn give_back(&mut self, line: u64, raw: &[u8], starts: &[usize]) {
        for pair in starts.windows(2).rev() {
            self.again.push_front(raw[pair[0]..pair[1]].to_vec());
        }
        self.next = line;
    }
}
