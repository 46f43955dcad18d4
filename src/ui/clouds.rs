//! The visitor's preferences as clouds of words: genres and sources, the larger the more the picks speak for them.

use crate::catalog::{AnimeId, AnimeRef};
use crate::recommend::Pick;
use std::collections::BTreeMap;

/// A word of a cloud.
#[derive(Clone, PartialEq, Debug)]
pub struct Word {
    /// The name as the data has it.
    pub name: String,
    /// In how many picks.
    pub picks: usize,
    /// From 0 to 1: how much the picks speak for it, compared with the word of the cloud that they speak for most.
    pub weight: f32,
}

/// How far a rating of 10 is above one that says nothing.
const SPAN: f32 = 4.0;
/// The rating that says nothing for or against.
const NEUTRAL: f32 = 6.0;

/// The words of the picks by what `words` names of each, the weightiest first; what the picks speak against is left out.
///
/// A pick counts by its rating: 10 is worth 1, 6 and less is worth nothing or less.
pub fn cloud<'a, W: Iterator<Item = &'a str>>(
    picks: &[Pick],
    find: impl Fn(AnimeId) -> Option<AnimeRef<'a>>,
    words: impl Fn(AnimeRef<'a>) -> W,
    most: usize,
) -> Vec<Word> {
    let mut sums: BTreeMap<&str, (usize, f32)> = BTreeMap::new();
    for pick in picks {
        let Some(anime) = find(pick.anime_id) else { continue };
        let worth = (pick.opinion.as_rating() - NEUTRAL) / SPAN;
        for word in words(anime) {
            let sum = sums.entry(word).or_default();
            *sum = (sum.0 + 1, sum.1 + worth);
        }
    }
    let largest = sums.values().map(|(_, worth)| *worth).fold(0.0, f32::max);
    let mut cloud: Vec<Word> = (sums.into_iter())
        .filter(|(_, (_, worth))| *worth > 0.0)
        .map(|(name, (picks, worth))| Word { name: name.to_owned(), picks, weight: worth / largest })
        .collect();
    // Stable: of equals the first by name.
    cloud.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    cloud.truncate(most);
    cloud
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Anime, Catalogue, DataSet};
    use crate::recommend::{Opinion, Rating};

    #[test]
    fn what_is_liked_is_large_and_what_is_not_is_missing() {
        let anime = |id, genres: &[&str]| Anime {
            genres: genres.iter().map(|genre| (*genre).to_owned()).collect(),
            ..Anime::titled(id, "A title")
        };
        let catalogue = Catalogue::new(
            vec![anime(1, &["Action", "Drama"]), anime(2, &["Drama"]), anime(3, &["Horror"])],
            DataSet::default(),
        );
        let rated = |value| Opinion::Rated(Rating::try_from(value).unwrap());
        let pick = |id, opinion| Pick { anime_id: AnimeId(id), opinion };
        let picks = [pick(1, rated(10)), pick(2, rated(8)), pick(3, Opinion::Disliked), pick(99, Opinion::Liked)];
        let words = cloud(&picks, |id| catalogue.get(id), |anime| anime.genre_names(), 9);
        let found: Vec<(&str, usize, f32)> =
            words.iter().map(|word| (word.name.as_str(), word.picks, word.weight)).collect();
        assert_eq!(found, [("Drama", 2, 1.0), ("Action", 1, 1.0 / 1.5)]);
        assert!(cloud(&picks[2..], |id| catalogue.get(id), |anime| anime.genre_names(), 9).is_empty());
    }
}
