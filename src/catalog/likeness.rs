//! How alike two anime are by their facts, whatever a model says: for lists that shall not be all of one kind.

use super::{AnimeRef, Catalogue, GenreId};

/// The weight of each genre, and of the facts beside it.
#[derive(Clone, PartialEq, Debug)]
pub struct Likeness {
    /// For each genre, the logarithm of how rare it is.
    genres: Vec<f32>,
}

/// What a studio counts, in units of a genre that one anime in three has.
const STUDIO: f32 = 2.0;
/// What source, type and decade count each.
const OTHER: f32 = 0.5;

impl Likeness {
    /// Counts a catalogue's genres.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut counts = vec![0u32; catalogue.genres().len()];
        catalogue.iter().flat_map(|anime| anime.genres()).for_each(|genre| counts[usize::from(genre.0)] += 1);
        let all = catalogue.len() as f32 + 1.0;
        Self { genres: counts.into_iter().map(|count| (all / (count as f32 + 1.0)).ln()).collect() }
    }

    /// From 0 (nothing in common) to 1 (the same in all that counts): the weight of what both have over the weight of what
    /// either has (weighted Jaccard).
    pub fn of(&self, one: AnimeRef<'_>, other: AnimeRef<'_>) -> f32 {
        let (mut shared, mut all) = (0.0, 0.0);
        for (own, others) in [(one, other), (other, one)] {
            let weight = |genre: GenreId| self.genres.get(usize::from(genre.0)).copied().unwrap_or_default();
            let genres = own.genres().map(|genre| (weight(genre), others.genres().any(|found| found == genre)));
            let studios = own.studios().map(|studio| (STUDIO, others.studios().any(|found| found == studio)));
            for (weight, is_shared) in genres.chain(studios) {
                // What both have is met twice, once from each side.
                let weight = if is_shared { weight / 2.0 } else { weight };
                all += weight;
                shared += if is_shared { weight } else { 0.0 };
            }
        }
        let decade = |anime: AnimeRef<'_>| anime.year().map(|year| year / 10);
        for is_shared in [one.source() == other.source(), one.kind() == other.kind(), decade(one) == decade(other)] {
            all += OTHER;
            shared += if is_shared { OTHER } else { 0.0 };
        }
        if all > 0.0 { shared / all } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike() {
        let catalogue = Catalogue::of_the_page();
        let likeness = Likeness::new(&catalogue);
        let of = |a: u32, b: u32| {
            let get = |id| catalogue.get(crate::catalog::AnimeId(id)).unwrap();
            likeness.of(get(a), get(b))
        };
        assert!((of(1, 1) - 1.0).abs() < 1e-6);
        assert_eq!(of(1, 5), of(5, 1));
        // Cowboy Bebop is more like Samurai Champloo than like K-On!, and sequels are most alike.
        assert!(of(1, 205) > of(1, 5680) + 0.1, "{} {}", of(1, 205), of(1, 5680));
        assert!(of(16498, 25777) > 0.7, "{}", of(16498, 25777));
        assert!((0.0..=1.0).contains(&of(1, 5680)));
    }
}
