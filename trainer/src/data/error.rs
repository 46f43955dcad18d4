//! What ends the reading of a data set. What only spoils a row is a [`Fault`].

use super::Fault;
use std::io;
use std::path::PathBuf;

/// Why a data set can't be read.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The folder has none of the files of the data set.
    #[error("{} has none of the data set's files (such as users-score-2023.csv or users-score-2023.csv.gz)", dir.display())]
    NotADataSet {
        /// The folder.
        dir: PathBuf,
    },
    /// A file that this task needs is not there, neither plain nor compressed.
    #[error("{} has no {name} and no {name}.gz", dir.display())]
    MissingFile {
        /// The folder.
        dir: PathBuf,
        /// The name of the plain file.
        name: &'static str,
    },
    /// The header lacks a column.
    #[error("{} has no column '{column}'; its header is: {header}", file.display())]
    MissingColumn {
        /// The file.
        file: PathBuf,
        /// The column as the data set names it.
        column: String,
        /// The columns that there are.
        header: String,
    },
    /// A row can't be used, in a file where every row must be.
    #[error("{fault}")]
    BadRow {
        /// The row, its place and what is wrong.
        fault: Fault,
    },
    /// The file can't be opened, read or decompressed.
    #[error("{} can't be read: {source}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// What the system or the decompressor said.
        source: io::Error,
    },
}
