//! A list that the visitor brings: from the file to what is added, with a word on everything in it.

use crate::catalog::AnimeId;
use crate::import::{Format, Resolved};
use crate::recommend::{Listed, Opinion, Standing};
use crate::t;

/// Where an import is.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum ListImport {
    /// No file was chosen.
    #[default]
    Choosing,
    /// The file is being read.
    Reading,
    /// The file is no list, for a reason in words.
    Failed {
        /// The file's name.
        name: String,
        /// Why, and what to do.
        reason: String,
    },
    /// The file was read; nothing is added yet.
    Read(Box<Preview>),
}

impl ListImport {
    /// What the dialog shows; a list that was read is the same step whatever was chosen of it since.
    pub fn step(&self) -> (u8, String) {
        match self {
            Self::Choosing => (0, String::new()),
            Self::Reading => (1, String::new()),
            Self::Failed { name, reason } => (2, format!("{name} {reason}")),
            Self::Read(preview) => (3, preview.name.clone()),
        }
    }

    /// What is in the list, once it was read.
    pub fn preview(&self) -> Option<&Preview> {
        match self {
            Self::Read(preview) => Some(preview),
            _ => None,
        }
    }
}

/// What is in a list, before it is added.
#[derive(Clone, PartialEq, Debug)]
pub struct Preview {
    /// The file's name.
    pub name: String,
    /// What kind of file it is.
    pub format: Format,
    /// What was found in it.
    pub resolved: Resolved,
    /// For each unsure entry the anime that the visitor chose; `None` leaves it out.
    pub choices: Vec<Option<AnimeId>>,
}

impl Preview {
    /// A list of which nothing unsure is confirmed yet.
    pub fn new(name: String, format: Format, resolved: Resolved) -> Self {
        let choices = vec![None; resolved.unsure.len()];
        Self { name, format, resolved, choices }
    }

    /// Confirms the likeliest anime of every unsure entry.
    pub fn choose_likeliest(&mut self) {
        self.choices = self.resolved.unsure.iter().map(|unsure| unsure.candidates.first().copied()).collect();
    }

    /// What is added: what is certain, and what the visitor confirmed.
    pub fn listed(&self) -> Vec<Listed> {
        let confirmed = self.resolved.unsure.iter().zip(&self.choices).filter_map(|(unsure, choice)| {
            let (standing, watching) = (unsure.standing, unsure.watching);
            choice.map(|anime_id| Listed { anime_id, standing, watching })
        });
        self.resolved.found.iter().copied().chain(confirmed).collect()
    }

    /// What kind of file it is, for the visitor.
    pub fn kind(&self) -> String {
        match self.format {
            Format::Mal => t!("import-kind-mal"),
            Format::AniList | Format::AniListArchive => t!("import-kind-anilist"),
            Format::Konomi => t!("import-kind-konomi"),
            Format::Table => t!("import-kind-table"),
            Format::Lines => t!("import-kind-lines"),
        }
    }

    /// How many titles there are of each kind and how they count, the kinds that there are.
    pub fn summary(&self) -> Vec<String> {
        let listed = self.listed();
        let count = |holds: fn(Standing) -> bool| listed.iter().filter(|listed| holds(listed.standing)).count();
        let picked = |opinion| count_of(&listed, Standing::Picked(opinion));
        let kinds: [(usize, &str); 7] = [
            (count(|standing| matches!(standing, Standing::Picked(Opinion::Rated(_)))), "import-sum-rated"),
            (picked(Opinion::Liked), "import-sum-liked"),
            (picked(Opinion::Disliked), "import-sum-disliked"),
            (picked(Opinion::Dropped), "import-sum-dropped"),
            (count_of(&listed, Standing::Seen), "import-sum-seen"),
            (count_of(&listed, Standing::Planned), "import-sum-planned"),
            (count_of(&listed, Standing::Hidden), "import-sum-hidden"),
        ];
        let line = |(count, key): (usize, &str)| t!(key, count = count);
        kinds.into_iter().filter(|(count, _)| *count > 0).map(line).collect()
    }

    /// The label of the button that adds it.
    pub fn action(&self) -> String {
        t!("import-add", count = self.listed().len())
    }

    /// What a place in the file is called.
    pub fn place(&self, at: usize) -> String {
        match self.format {
            Format::AniList | Format::AniListArchive | Format::Konomi => t!("import-entry", at = at),
            Format::Mal | Format::Table | Format::Lines => t!("import-line-number", at = at),
        }
    }
}

fn count_of(listed: &[Listed], standing: Standing) -> usize {
    listed.iter().filter(|listed| listed.standing == standing).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Unsure;

    #[test]
    fn what_is_unsure_is_added_once_it_is_confirmed() {
        let listed = |id, standing| Listed { anime_id: AnimeId(id), standing, watching: false };
        let (liked, planned) = (Standing::Picked(Opinion::Liked), Standing::Planned);
        let unsure = |at, candidates: &[u32]| Unsure {
            at,
            label: format!("title {at}"),
            candidates: candidates.iter().map(|id| AnimeId(*id)).collect(),
            standing: planned,
            watching: false,
        };
        let found = vec![listed(1, liked)];
        let resolved = Resolved { found, unsure: vec![unsure(2, &[7, 8]), unsure(3, &[9])], faults: Vec::new() };
        let mut preview = Preview::new("list.txt".to_owned(), Format::Lines, resolved);
        assert_eq!(preview.listed(), [listed(1, liked)]);
        assert_eq!(preview.action(), "Add 1 title");
        preview.choices[0] = Some(AnimeId(8));
        assert_eq!(preview.listed(), [listed(1, liked), listed(8, planned)]);
        preview.choose_likeliest();
        assert_eq!(preview.listed(), [listed(1, liked), listed(7, planned), listed(9, planned)]);
        let summary = ["1 watched or liked, without a score: a like", "2 planned: not recommended, no opinion"];
        assert_eq!(preview.summary(), summary);
        assert_eq!(preview.place(1200), "Line 1,200");
    }
}
