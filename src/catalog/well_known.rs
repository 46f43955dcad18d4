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
    let mut features = Features::default();
    let leaders = leaders(catalogue, count * CANDIDATES_A_PLACE);
    let mut candidates: Vec<Candidate> = leaders
        .into_iter()
        .map(|anime| {
            let fame = (anime.members().unwrap_or(0) as f32 + 1.0).log2();
            Candidate { id: anime.id(), fame, features: features.of(anime) }
        })
        .collect();
    let mut seen = vec![0u32; features.0.len()];
    let mut chosen = Vec::new();
    while chosen.len() < count {
        let appeal = |candidate: &Candidate| {
            let repeated: u32 = candidate.features.iter().map(|feature| seen[*feature]).sum();
            candidate.fame - REPETITION * repeated as f32 / candidate.features.len() as f32
        };
        // The first of equals is the best known.
        let best = candidates.iter().map(appeal).enumerate().reduce(|a, b| if b.1 > a.1 { b } else { a });
        let Some((best, _)) = best else { break };
        let Candidate { id, features, .. } = candidates.remove(best);
        features.into_iter().for_each(|feature| seen[feature] += 1);
        chosen.push(id);
    }
    chosen
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

/// One that may come into the list.
struct Candidate {
    id: AnimeId,
    /// The logarithm of its members, to the base 2.
    fame: f32,
    /// By their numbers; never none.
    features: Vec<usize>,
}

/// The number of each feature, in the order in which they were met.
#[derive(Default)]
struct Features(HashMap<Feature, usize>);

impl Features {
    fn of(&mut self, anime: AnimeRef) -> Vec<usize> {
        let genres = anime.genres().map(Feature::Genre);
        let all = genres.chain([Feature::Decade(anime.year().map(|year| year / 10))]);
        all.map(|feature| {
            let next = self.0.len();
            *self.0.entry(feature).or_insert(next)
        })
        .collect()
    }
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
