//! Titles that most visitors know one or another of, to start from.

use super::{AnimeId, AnimeRef, Catalogue, GenreId};
use std::collections::HashMap;

/// How many doublings of members a title loses for each title before it that shares its genre or decade, on the
/// average of these: enough that the list is not all of one genre, too little that unknown titles come in.
const REPETITION: f32 = 0.25;

/// How many of the best known titles are candidates, for each place in the list.
const CANDIDATES_A_PLACE: usize = 12;

/// A list of well-known anime: by members, at most one a franchise, spread over genres and decades.
///
/// Never explicit ones, nor ecchi, which not everyone wants to be met with. Fewer than `count` if the catalogue has no more.
pub fn well_known(catalogue: &Catalogue, count: usize) -> Vec<AnimeId> {
    let is_decent = |anime: &AnimeRef| !anime.is_explicit() && anime.genre_names().all(|genre| genre != "Ecchi");
    let mut candidates: Vec<AnimeRef> =
        catalogue.iter().filter(|anime| anime.members().is_some() && is_decent(anime)).collect();
    candidates.sort_by_key(|anime| (std::cmp::Reverse(anime.members()), anime.id()));
    candidates.truncate(count * CANDIDATES_A_PLACE);
    // A franchise is there by its best-known part, whichever part would spread the list best.
    let (mut leaders, mut names): (Vec<AnimeRef>, Vec<Names>) = Default::default();
    for anime in candidates {
        let own = Names::new(anime);
        if names.iter().all(|other| !own.same_franchise(other)) {
            leaders.push(anime);
            names.push(own);
        }
    }
    let mut chosen: Vec<AnimeRef> = Vec::new();
    let mut seen: HashMap<Feature, u32> = HashMap::new();
    while chosen.len() < count {
        let appeal = |anime: &AnimeRef| {
            let features = features(*anime);
            let repeated: u32 = features.iter().filter_map(|feature| seen.get(feature)).sum();
            (anime.members().unwrap_or(0) as f32 + 1.0).log2() - REPETITION * repeated as f32 / features.len() as f32
        };
        // The first of equals is the best known.
        let best = leaders.iter().enumerate().map(|(at, anime)| (at, appeal(anime)));
        let Some((best, _)) = best.reduce(|a, b| if b.1 > a.1 { b } else { a }) else { break };
        let anime = leaders.remove(best);
        for feature in features(anime) {
            *seen.entry(feature).or_default() += 1;
        }
        chosen.push(anime);
    }
    chosen.into_iter().map(AnimeRef::id).collect()
}

/// What two anime may have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Feature {
    Genre(GenreId),
    Decade(Option<u16>),
}

fn features(anime: AnimeRef) -> Vec<Feature> {
    let genres = anime.genres().map(Feature::Genre);
    genres.chain([Feature::Decade(anime.year().map(|year| year / 10))]).collect()
}

/// The titles by which franchises are told apart, in lower case, each with the length of its franchise's name.
struct Names(Vec<(String, usize)>);

impl Names {
    fn new(anime: AnimeRef) -> Self {
        let titles = [Some(anime.romaji()), anime.english()].into_iter().flatten().map(str::to_lowercase);
        let with_len = |title: String| {
            let len = franchise_name(&title).len();
            (title, len)
        };
        Self(titles.map(with_len).collect())
    }

    /// Whether these look like the titles of one franchise: the name of one, up to its subtitle, starts the other.
    fn same_franchise(&self, other: &Self) -> bool {
        let starts = |(title, len): &(String, usize), other: &str| {
            other.strip_prefix(&title[..*len]).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        self.0.iter().any(|a| other.0.iter().any(|b| starts(a, &b.0) || starts(b, &a.0)))
    }
}

/// A title up to what parts a subtitle, a version or a sequel from it.
fn franchise_name(title: &str) -> &str {
    let ends = [": ", " (", "/", " - ", "!"].into_iter().filter_map(|end| title.find(end));
    &title[..ends.filter(|end| *end > 0).min().unwrap_or(title.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn catalogue() -> Catalogue {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/data/catalogue.bin");
        Catalogue::from_bytes(&std::fs::read(file).unwrap()).unwrap()
    }

    #[test]
    fn franchises_by_title() {
        let catalogue = catalogue();
        for (a, b, same) in [
            (5114, 121, true),
            (16498, 38524, true),
            (20, 1735, true),
            (10087, 356, true),
            (14719, 20899, true),
            (31964, 33486, true),
            (1575, 2904, true),
            (30, 32, true),
            (22319, 27899, true),
            (21, 30276, false),
            (1535, 28223, false),
            (1, 30, false),
        ] {
            let [a, b] = [a, b].map(|id| Names::new(catalogue.get(AnimeId(id)).unwrap()));
            assert_eq!(a.same_franchise(&b), same, "{:?} and {:?}", a.0, b.0);
            assert_eq!(b.same_franchise(&a), same, "{:?} and {:?}", b.0, a.0);
        }
    }

    #[test]
    fn known_diverse_and_decent() {
        let catalogue = catalogue();
        let list: Vec<AnimeRef> = well_known(&catalogue, 24).into_iter().map(|id| catalogue.get(id).unwrap()).collect();
        assert_eq!(list.len(), 24);
        assert!(list.iter().all(|anime| !anime.is_explicit() && anime.members() > Some(300_000)));
        for (index, anime) in list.iter().enumerate() {
            assert!(
                list[..index].iter().all(|before| !Names::new(*before).same_franchise(&Names::new(*anime))),
                "{}",
                anime.romaji()
            );
        }
        for genre in ["Action", "Comedy", "Drama", "Romance", "Sci-Fi", "Sports", "Mystery", "Horror", "Slice of Life"]
        {
            let genre = catalogue.genre(genre).unwrap();
            let count = list.iter().filter(|anime| anime.genres().any(|other| other == genre)).count();
            assert!((1..=14).contains(&count), "{} {count}", catalogue.genre_name(genre));
        }
        assert!(list.iter().any(|anime| anime.kind() == crate::catalog::Kind::Movie));
        assert!(well_known(&Catalogue::new(Vec::new(), Default::default()), 24).is_empty());
    }
}
