//! MovieLens-1M in the split of the NCF paper (He et al. 2017): each user's latest item left out, with 99 drawn ones.

use super::DataError;
use flate2::read::GzDecoder;
use konomi::catalog::{AnimeId, UserId};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// What is trained on: `user item rating time`.
const TRAIN: &str = "ml-1m.train.rating";
/// What is left out: the same columns.
const TEST: &str = "ml-1m.test.rating";
/// What it is ranked among: `(user,item) item ...`.
const NEGATIVES: &str = "ml-1m.test.negative";

/// A folder with the split.
pub struct MovieLensDir {
    dir: PathBuf,
}

/// What a user did; films stand where anime do elsewhere.
pub struct Viewer {
    /// Who.
    pub user: UserId,
    /// What is trained on, the latest last.
    pub seen: Vec<AnimeId>,
    /// What is left out.
    pub left_out: AnimeId,
    /// What it is ranked among.
    pub negatives: Vec<AnimeId>,
}

impl MovieLensDir {
    /// The split of a folder, if it is there.
    pub fn open(dir: &Path) -> Option<Self> {
        let found = Self { dir: dir.to_owned() };
        found.path(TRAIN).is_some().then_some(found)
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        [name.to_owned(), format!("{name}.gz")].map(|name| self.dir.join(name)).into_iter().find(|file| file.is_file())
    }

    /// The numbers of each line of a file, whatever stands between them.
    fn rows(&self, name: &'static str) -> Result<Vec<Vec<u32>>, DataError> {
        let missing = || DataError::MissingFile { dir: self.dir.clone(), name };
        let path = self.path(name).ok_or_else(missing)?;
        let unreadable = |source| DataError::Read { file: path.clone(), source };
        let file = File::open(&path).map_err(unreadable)?;
        let reader: Box<dyn BufRead> = match path.extension().is_some_and(|extension| extension == "gz") {
            true => Box::new(BufReader::new(GzDecoder::new(file))),
            false => Box::new(BufReader::new(file)),
        };
        let numbers = |line: String| {
            let fields = line.split(|letter: char| !letter.is_ascii_digit()).filter(|field| !field.is_empty());
            fields.map_while(|field| field.parse().ok()).collect()
        };
        reader.lines().map(|line| line.map(numbers).map_err(unreadable)).collect()
    }

    /// Every user of the split.
    pub fn viewers(&self) -> Result<Vec<Viewer>, DataError> {
        let (test, negatives) = (self.rows(TEST)?, self.rows(NEGATIVES)?);
        let mut viewers: Vec<Viewer> = (test.iter().zip(&negatives))
            .filter_map(|(left_out, drawn)| {
                let (&[user, item, ..], [_, _, drawn @ ..]) = (left_out.as_slice(), drawn.as_slice()) else {
                    return None;
                };
                let negatives = drawn.iter().map(|&item| AnimeId(item)).collect();
                Some(Viewer { user: UserId(user), seen: Vec::new(), left_out: AnimeId(item), negatives })
            })
            .collect();
        viewers.sort_by_key(|viewer| viewer.user);
        let mut train = self.rows(TRAIN)?;
        // Stable, so that of what was rated in the same second the later line is the later one.
        train.sort_by_key(|row| row.get(3).copied());
        for row in train {
            let &[user, item, ..] = row.as_slice() else { continue };
            if let Ok(place) = viewers.binary_search_by_key(&UserId(user), |viewer| viewer.user) {
                viewers[place].seen.push(AnimeId(item));
            }
        }
        Ok(viewers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_is_read_with_the_latest_last() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
        assert!(MovieLensDir::open(dir.path()).is_none());
        write(TRAIN, "0\t32\t4\t978824330\n0\t34\t4\t978824300\n1\t4\t5\t1\n");
        write(TEST, "0\t25\t5\t978824351\n1\t133\t3\t978300174\n");
        write(NEGATIVES, "(0,25)\t1064\t174\n(1,133)\t7\t8\n");
        let viewers = MovieLensDir::open(dir.path()).unwrap().viewers().unwrap();
        let first = &viewers[0];
        assert_eq!((first.user, first.left_out), (UserId(0), AnimeId(25)));
        assert_eq!(first.seen, [AnimeId(34), AnimeId(32)]);
        assert_eq!(first.negatives, [AnimeId(1064), AnimeId(174)]);
        assert_eq!((viewers.len(), viewers[1].seen.len()), (2, 1));
    }
}
