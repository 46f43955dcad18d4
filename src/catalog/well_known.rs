//! Titles that most visitors know one or another of, to start from.

use super::{AnimeId, AnimeRef, Catalogue, Franchises, GenreId};
use std::collections::{HashMap, HashSet};

/// How many doublings of members a title loses for each title before it that shares its genre or decade, on the
/// average of these: enough that the list is not all of one genre, too little that unknown titles come in.
const REPETITION: f32 = 0.25;

/// How many of the best known titles are candidates, for each place in the list.
const CANDIDATES_A_PLACE: usize = 12;

/// A list of well-known anime: by members, at most one a franchise, spread over genres and decades.
///
/// Never explicit ones, nor ecchi, which not everyone wants to be met with. Fewer than `count` if the catalogue has no more.
pub fn well_known(catalogue: &Catalogue, count: usize) -> Vec<AnimeId> {
    let mut leaders = leaders(catalogue, count * CANDIDATES_A_PLACE);
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

/// The best-known anime, one of each franchise, whatever their genres and decades; the best known first.
///
/// Never explicit ones, nor ecchi.
pub fn best_known(catalogue: &Catalogue, count: usize) -> Vec<AnimeId> {
    // More than one title of most franchises is well known.
    leaders(catalogue, 4 * count).into_iter().map(AnimeRef::id).take(count).collect()
}

/// Of so many of the best-known anime the best-known part of each franchise, whichever part would suit a list best.
fn leaders(catalogue: &Catalogue, among: usize) -> Vec<AnimeRef<'_>> {
    let is_decent = |anime: &AnimeRef| !anime.is_explicit() && anime.genre_names().all(|genre| genre != "Ecchi");
    let mut leaders: Vec<AnimeRef> =
        catalogue.iter().filter(|anime| anime.members().is_some() && is_decent(anime)).collect();
    let by_members = |anime: &AnimeRef| (std::cmp::Reverse(anime.members()), anime.id());
    // Few of many: the others need no order.
    if leaders.len() > among {
        leaders.select_nth_unstable_by_key(among, by_members);
        leaders.truncate(among);
    }
    leaders.sort_by_key(by_members);
    let franchises = Franchises::new(catalogue);
    let mut seen = HashSet::new();
    leaders.retain(|anime| seen.insert(franchises.of(anime.row())));
    leaders
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_diverse_and_decent() {
        let catalogue = Catalogue::of_the_page();
        let list: Vec<AnimeRef> = well_known(&catalogue, 24).into_iter().map(|id| catalogue.get(id).unwrap()).collect();
        assert_eq!(list.len(), 24);
        assert!(list.iter().all(|anime| !anime.is_explicit() && anime.members() > Some(300_000)));
        let franchises = Franchises::new(&catalogue);
        let known: HashSet<usize> = list.iter().map(|anime| franchises.of(anime.row())).collect();
        assert_eq!(known.len(), 24, "one of each franchise");
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
