//! Which titles are counted or recommended, and how the page's address says so.

use super::{AgeRating, AnimeRef, Catalogue, GenreId, Kind};
use crate::language::letters::small;
use crate::t;
use std::collections::BTreeSet;

/// The titles that pass: of these types, years, genres, lengths and age ratings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Types; of any type if there are none.
    pub kinds: BTreeSet<Kind>,
    /// The first and the last year of the first broadcast; a title without a year then does not pass.
    pub years: Option<(u16, u16)>,
    /// Genres of the catalogue, of which a title has at least one; any title if there are none.
    pub genres: BTreeSet<GenreId>,
    /// Genres that a title must not have.
    pub without: BTreeSet<GenreId>,
    /// The fewest and the most episodes; a title without a number then does not pass.
    pub episodes: Option<(u16, u16)>,
    /// Age ratings; any, and titles without one, if there are none.
    pub ages: BTreeSet<AgeRating>,
}

/// A part of an address that is no filter, and was ignored.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FilterWarning {
    /// No type has that name.
    #[error("{}", t!("filter-no-type", name = _0.as_str()))]
    Kind(String),
    /// These are no years such as `1990-2005`.
    #[error("{}", t!("filter-no-years", text = _0.as_str()))]
    Years(String),
    /// These are no numbers of episodes such as `12-26`.
    #[error("{}", t!("filter-no-episodes", text = _0.as_str()))]
    Episodes(String),
    /// No age rating has that name.
    #[error("{}", t!("filter-no-age", name = _0.as_str()))]
    Age(String),
    /// The catalogue has no genre of that name.
    #[error("{}", t!("filter-no-genre", name = _0.as_str()))]
    Genre(String),
}

impl Filter {
    /// Whether every title passes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a title is counted.
    pub fn passes(&self, anime: AnimeRef<'_>) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&anime.kind()))
            && self.years.is_none_or(|(from, to)| anime.year().is_some_and(|year| (from..=to).contains(&year)))
            && (self.genres.is_empty() || anime.genres().any(|genre| self.genres.contains(&genre)))
            && !anime.genres().any(|genre| self.without.contains(&genre))
            && self.episodes.is_none_or(|(from, to)| anime.episodes().is_some_and(|count| (from..=to).contains(&count)))
            && (self.ages.is_empty() || self.ages.contains(&anime.age_rating()))
    }

    /// The filter as the query of an address, such as `type=tv,movie&years=1990-2005&genre=comedy,sci-fi`; empty for
    /// the empty filter. Equal filters have equal texts.
    pub fn to_query(&self, catalogue: &Catalogue) -> String {
        let mut parts = Vec::new();
        if !self.kinds.is_empty() {
            let names: Vec<String> = self.kinds.iter().map(|kind| slug(kind.name())).collect();
            parts.push(format!("type={}", names.join(",")));
        }
        if let Some((from, to)) = self.years {
            parts.push(format!("years={from}-{to}"));
        }
        for (name, genres) in [("genre", &self.genres), ("without", &self.without)] {
            if !genres.is_empty() {
                let names: Vec<String> = genres.iter().map(|genre| slug(catalogue.genre_name(*genre))).collect();
                parts.push(format!("{name}={}", names.join(",")));
            }
        }
        if let Some((from, to)) = self.episodes {
            parts.push(format!("episodes={from}-{to}"));
        }
        if !self.ages.is_empty() {
            let names: Vec<&str> = self.ages.iter().map(|age| age_slug(*age)).collect();
            parts.push(format!("age={}", names.join(",")));
        }
        parts.join("&")
    }

    /// The filter of an address's query. Parts that are no filter's, such as `model=ncf`, are others' affair; of those
    /// that are, what can't be understood is left out, with a warning.
    pub fn from_query(query: &str, catalogue: &Catalogue) -> (Self, Vec<FilterWarning>) {
        let mut filter = Self::default();
        let mut warnings = Vec::new();
        for (name, value) in query.split('&').filter_map(|part| part.split_once('=')) {
            // Some programs encode the commas of a link that is passed on.
            let value = value.replace("%2C", ",").replace("%2c", ",");
            let words = || value.split(',').map(slug).filter(|word| !word.is_empty());
            match name {
                "type" => words().for_each(|word| match Kind::ALL.into_iter().find(|kind| slug(kind.name()) == word) {
                    Some(kind) => drop(filter.kinds.insert(kind)),
                    None => warnings.push(FilterWarning::Kind(word)),
                }),
                "genre" | "without" => {
                    let genres = if name == "genre" { &mut filter.genres } else { &mut filter.without };
                    words().for_each(|word| match catalogue.genres().find(|(_, genre)| slug(genre) == word) {
                        Some((genre, _)) => drop(genres.insert(genre)),
                        None => warnings.push(FilterWarning::Genre(word)),
                    });
                }
                "episodes" => match range(&value) {
                    Some(episodes) => filter.episodes = Some(episodes),
                    None => warnings.push(FilterWarning::Episodes(value)),
                },
                "age" => words().for_each(|word| match AgeRating::ALL.into_iter().find(|age| age_slug(*age) == word) {
                    Some(age) => drop(filter.ages.insert(age)),
                    None => warnings.push(FilterWarning::Age(word)),
                }),
                "years" => match range(&value) {
                    Some(years) => filter.years = Some(years),
                    None => warnings.push(FilterWarning::Years(value)),
                },
                _ => {}
            }
        }
        (filter, warnings)
    }
}

/// A name as it stands in an address: `Slice of Life` is `slice-of-life`.
fn slug(name: &str) -> String {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    small(&words.join("-"))
}

/// An age rating as it stands in an address.
fn age_slug(age: AgeRating) -> &'static str {
    match age {
        AgeRating::G => "g",
        AgeRating::Pg => "pg",
        AgeRating::Pg13 => "pg-13",
        AgeRating::R => "r",
        AgeRating::RPlus => "r-plus",
        AgeRating::Rx => "rx",
        AgeRating::Unknown => "unknown",
    }
}

/// A range of numbers, or one number; in order, whichever comes first.
fn range(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    Some(if from <= to { (from, to) } else { (to, from) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eda::samples;
    use proptest::prelude::*;

    fn filter() -> impl Strategy<Value = Filter> {
        let genres = samples::catalogue().genres().len() as u16;
        (
            proptest::collection::btree_set(proptest::sample::select(Kind::ALL.to_vec()), 0..4),
            any::<Option<(u16, u16)>>(),
            proptest::collection::btree_set((0..genres).prop_map(GenreId), 0..4),
            proptest::collection::btree_set((0..genres).prop_map(GenreId), 0..4),
            any::<Option<(u16, u16)>>(),
            proptest::collection::btree_set(proptest::sample::select(AgeRating::ALL.to_vec()), 0..4),
        )
            .prop_map(|(kinds, years, genres, without, episodes, ages)| Filter {
                without,
                episodes: episodes.map(|(a, b)| (a.min(b), a.max(b))),
                ages,
                kinds,
                years: years.map(|(a, b)| (a.min(b), a.max(b))),
                genres,
            })
    }

    proptest! {
        #[test]
        fn a_filter_survives_the_address(filter in filter(), before in "[a-z]=[a-z]{0,3}&") {
            let catalogue = samples::catalogue();
            let query = filter.to_query(&catalogue);
            prop_assert_eq!(Filter::from_query(&query, &catalogue), (filter.clone(), vec![]));
            prop_assert_eq!(Filter::from_query(&(before + &query), &catalogue), (filter, vec![]));
        }

        #[test]
        fn any_query_is_a_filter(query in "(type|years|genre|without|episodes|age|.{0,9}|[-=&,%0-9])*") {
            Filter::from_query(&query, &samples::catalogue());
        }
    }

    #[test]
    fn queries_and_what_is_wrong_with_them() {
        let catalogue = samples::catalogue();
        for (query, canonical, warnings) in [
            ("", "", vec![]),
            ("model=ncf", "", vec![]),
            ("genre=sci-fi%2Ccomedy&type=TV", "type=tv&genre=comedy,sci-fi", vec![]),
            ("type=tv-special&type=movie", "type=movie,tv-special", vec![]),
            ("years=2005-1990", "years=1990-2005", vec![]),
            ("years=1998", "years=1998-1998", vec![]),
            ("years=&type=", "", vec!["'' is no range of years: write it as 1990-2005"]),
            ("type=film,tv&genre=noir", "type=tv", vec!["there is no type 'film'", "there is no genre 'noir'"]),
        ] {
            let (filter, found) = Filter::from_query(query, &catalogue);
            assert_eq!(filter.to_query(&catalogue), canonical, "{query}");
            assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), warnings, "{query}");
        }
    }

    #[test]
    fn what_passes() {
        let catalogue = samples::catalogue();
        for (query, expected) in [
            ("", vec![1, 5, 30, 40, 50, 60]),
            ("type=movie", vec![5]),
            ("years=1990-1998", vec![1, 30]),
            ("genre=sci-fi", vec![1, 5, 30]),
            ("genre=drama,comedy&years=1998-2020", vec![1, 40]),
            ("type=cm", vec![]),
        ] {
            let (filter, _) = Filter::from_query(query, &catalogue);
            let passed: Vec<u32> = catalogue.iter().filter(|anime| filter.passes(*anime)).map(|a| a.id().0).collect();
            assert_eq!(passed, expected, "{query}");
        }
    }
}
