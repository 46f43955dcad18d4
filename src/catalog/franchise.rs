//! Which anime belong to one franchise: a series with its sequels, films, side stories and recaps.
//!
//! The data has no table of relations, so it is guessed, from titles and shared facts. A title's stem is what is left of
//! it without a subtitle, the number of a season and words such as "movie". Two anime are of one franchise if they have a
//! stem in common, or one's stem begins with the other's, and if they also share who made them or what they were made
//! from and what they are about. What is so linked is linked on. That takes a while over a whole catalogue, so it is done once,
//! when the catalogue is made, and what came of it is one of its columns.

use super::{AnimeRef, Catalogue};
use crate::language::letters::small;
use std::collections::{BTreeSet, HashMap};

/// The franchise of each anime, by its position in the catalogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Franchises {
    /// The position of the best-known anime of the franchise.
    leaders: Vec<u32>,
}

impl Franchises {
    /// The franchises of a catalogue's anime.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut roots: Vec<u32> = Vec::with_capacity(catalogue.len());
        for (row, back) in catalogue.columns.parts.iter().enumerate() {
            let before = (*back > 0).then(|| roots.get(row.wrapping_sub(*back as usize)).copied()).flatten();
            roots.push(before.unwrap_or(row as u32));
        }
        // The best known of each root; of equals the first, which is the root or comes after it.
        let members = &catalogue.columns.members;
        let mut best: Vec<u32> = (0..roots.len() as u32).collect();
        for (row, root) in roots.iter().enumerate() {
            let leader = &mut best[*root as usize];
            if members[row] > members[*leader as usize] {
                *leader = row as u32;
            }
        }
        Self { leaders: roots.iter().map(|root| best[*root as usize]).collect() }
    }

    /// Guesses for each anime how many positions before it the part before it of its franchise is; 0 for a first part.
    pub(super) fn guess(catalogue: &Catalogue) -> Vec<u32> {
        let mut order: Vec<AnimeRef<'_>> = catalogue.iter().collect();
        // The best known first, so that each stem is led by the anime that people mean by it.
        order.sort_by_key(|anime| (std::cmp::Reverse(anime.members()), anime.row()));
        let mut groups = Groups((0..catalogue.len() as u32).collect());
        let mut by_stem: HashMap<String, Vec<AnimeRef<'_>>> = HashMap::new();
        for anime in order {
            for stem in stems(anime) {
                by_stem.entry(stem).or_default().push(anime);
            }
        }
        for (stem, anime) in &by_stem {
            for (index, own) in anime.iter().enumerate() {
                // Against the leaders of the stem and not only the first: one name may be that of several works.
                let others = anime[..index].iter().take(LEADERS);
                others.filter(|other| agree(*own, **other, Bond::SameStem)).for_each(|other| groups.join(*own, *other));
            }
            for shorter in beginnings(stem) {
                let shorter = by_stem.get(shorter).map_or(&[][..], |anime| &anime[..anime.len().min(LEADERS)]);
                for own in anime {
                    let others = shorter.iter().filter(|other| agree(*own, **other, Bond::Beginning));
                    others.for_each(|other| groups.join(*own, *other));
                }
            }
        }
        let mut last: HashMap<u32, u32> = HashMap::new();
        let back = |row: u32| last.insert(groups.root(row), row).map_or(0, |before| row - before);
        (0..catalogue.len() as u32).map(back).collect()
    }

    /// What stands for the franchise of the anime at a position: the position of its best-known part.
    pub fn of(&self, row: usize) -> usize {
        self.leaders.get(row).map_or(row, |leader| *leader as usize)
    }
}

/// Anime of one stem that others are compared with.
const LEADERS: usize = 6;

/// What two titles have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bond {
    /// The stem.
    SameStem,
    /// The beginning of the longer one's stem is the whole of the other's.
    Beginning,
}

/// Whether the facts bear out what the titles suggest.
fn agree(one: AnimeRef<'_>, other: AnimeRef<'_>, bond: Bond) -> bool {
    let studio = one.studios().any(|studio| other.studios().any(|found| found == studio));
    let shared = one.genres().filter(|genre| other.genres().any(|found| found == *genre)).count();
    let all = one.genres().count() + other.genres().count() - shared;
    let alike = shared as f32 / all.max(1) as f32;
    let source = one.source().is_some() && one.source() == other.source();
    let years = match (one.year(), other.year()) {
        (Some(a), Some(b)) => a.abs_diff(b),
        _ => 0,
    };
    match bond {
        Bond::SameStem => studio && alike > 0.1 || alike >= 0.5 || source && alike >= 0.3 && years <= 12,
        Bond::Beginning => studio && alike >= 0.3 || source && alike >= 0.6 && years <= 8,
    }
}

/// The words that say which part of a franchise a title is, and not which franchise.
const PARTS: [&str; 44] = [
    "season",
    "part",
    "cour",
    "movie",
    "movies",
    "film",
    "the",
    "ova",
    "ovas",
    "oad",
    "ona",
    "special",
    "specials",
    "tv",
    "final",
    "recap",
    "recaps",
    "soushuuhen",
    "picture",
    "drama",
    "pilot",
    "prologue",
    "epilogue",
    "episode",
    "extra",
    "chapter",
    "arc",
    "second",
    "third",
    "fourth",
    "first",
    "new",
    "2nd",
    "3rd",
    "4th",
    "5th",
    "6th",
    "1st",
    "ii",
    "iii",
    "iv",
    "vi",
    "gekijouban",
    "mini",
];

/// The stems of an anime's titles, each once.
fn stems(anime: AnimeRef<'_>) -> BTreeSet<String> {
    let titles = [Some(anime.romaji()), anime.english()].into_iter().flatten();
    titles.map(stem).filter(|stem| stem.len() > 1).collect()
}

/// A title in lower case without its subtitle, the words at its end (and "gekijouban" before it) that name a part, and
/// numbers at its end.
fn stem(title: &str) -> String {
    let lower = small(title);
    let without = lower.strip_prefix("gekijouban ").or_else(|| lower.strip_prefix("eiga ")).unwrap_or(&lower);
    let without = without.strip_prefix("shin ").filter(|rest| rest.contains(' ')).unwrap_or(without);
    let ends = [": ", " (", "/", " - ", "!", "\u{2606}", "\u{2605}", " \u{2013} ", "~"];
    let end =
        ends.into_iter().filter_map(|end| without.find(end)).filter(|end| *end > 0).min().unwrap_or(without.len());
    let words: Vec<String> = without[..end]
        .split(|c: char| c.is_whitespace() || c == '-')
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let is_part =
        |word: &String| PARTS.contains(&word.as_str()) || word.len() <= 4 && word.chars().all(|c| c.is_ascii_digit());
    // The first word stays, whatever it is: "86", "Special A".
    let kept = words.iter().rposition(|word| !is_part(word)).map_or(1, |last| last + 1);
    words[..kept.min(words.len())].join(" ")
}

/// The beginnings of a stem, of whole words, that are long enough to be a name.
fn beginnings(stem: &str) -> impl Iterator<Item = &str> {
    let ends = stem.match_indices(' ').map(|(end, _)| &stem[..end]);
    ends.filter(|beginning| beginning.len() >= 5)
}

/// Sets of anime that are joined.
struct Groups(Vec<u32>);

impl Groups {
    fn root(&mut self, row: u32) -> u32 {
        let mut at = row;
        while self.0[at as usize] != at {
            let above = self.0[at as usize];
            self.0[at as usize] = self.0[above as usize];
            at = above;
        }
        at
    }

    fn join(&mut self, one: AnimeRef<'_>, other: AnimeRef<'_>) {
        let (a, b) = (self.root(one.row() as u32), self.root(other.row() as u32));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::AnimeId;

    #[test]
    fn most_of_the_pairs_that_were_checked_by_hand_are_right() {
        let catalogue = Catalogue::of_the_page();
        let franchises = Franchises::new(&catalogue);
        let (mut linked, mut right) = (0, 0);
        for line in
            include_str!("../../tests/fixtures/franchise_pairs.tsv").lines().filter(|line| !line.starts_with('#'))
        {
            let fields: Vec<&str> = line.split('\t').collect();
            let row = |field: &str| catalogue.row(AnimeId(field.parse().unwrap())).unwrap();
            let is_linked = franchises.of(row(fields[0])) == franchises.of(row(fields[1]));
            linked += usize::from(is_linked);
            right += usize::from(is_linked && fields[2] == "1");
        }
        println!("of the 200 pairs {linked} are linked, {right} of them rightly");
        assert!(linked >= 190 && right * 100 >= linked * 98, "{right} of {linked}");
    }

    #[test]
    fn the_file_has_what_is_guessed() {
        let catalogue = Catalogue::of_the_page();
        assert!(Franchises::guess(&catalogue) == catalogue.columns.parts, "run `konomi prepare` again");
    }

    #[test]
    fn works_of_one_franchise_and_of_several() {
        let catalogue = Catalogue::of_the_page();
        let franchises = Franchises::new(&catalogue);
        for (a, b, same) in [
            (1, 5, true),
            (5114, 121, true),
            (16498, 38524, true),
            (20, 1735, true),
            (11061, 136, true),
            (9253, 30484, true),
            (10087, 356, true),
            (14719, 20899, true),
            (31964, 33486, true),
            (1575, 2904, true),
            (30, 32, true),
            (22319, 27899, true),
            (1, 6, false),
            (21, 30276, false),
            (1535, 28223, false),
            (1, 30, false),
            (19, 30123, false),
            (199, 164, false),
            (1535, 5114, false),
        ] {
            let of = |id| franchises.of(catalogue.row(AnimeId(id)).unwrap());
            assert_eq!(of(a) == of(b), same, "{a} {b}");
        }
        let naruto = catalogue.at(franchises.of(catalogue.row(AnimeId(1735)).unwrap())).unwrap();
        assert_eq!(naruto.id(), AnimeId(20), "the best-known part stands for the whole");
    }

    #[test]
    fn stems_of_titles() {
        for (title, stem) in [
            ("Shingeki no Kyojin Season 3 Part 2", "shingeki no kyojin"),
            ("Gekijouban Naruto: Daigekitotsu!", "naruto"),
            ("86", "86"),
            ("Haikyuu!! Second Season", "haikyuu"),
            ("Fate/Zero", "fate"),
            ("Steins;Gate 0", "steinsgate"),
            ("The Movie", "the"),
        ] {
            assert_eq!(super::stem(title), stem, "{title}");
        }
    }
}
