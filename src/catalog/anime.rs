//! The facts of one anime, and the closed sets of values that some of them take.

use super::AnimeId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The facts of one anime, as a data set gives them. `None` is what the data set does not know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Anime {
    /// MyAnimeList's id.
    pub id: AnimeId,
    /// The title in Latin letters, which is MyAnimeList's main one.
    pub romaji: String,
    /// The English title.
    pub english: Option<String>,
    /// The title in Japanese (or whatever the native script is).
    pub japanese: Option<String>,
    /// TV series, film and so on.
    pub kind: Kind,
    /// The year of the first broadcast.
    pub year: Option<u16>,
    /// The season of the first broadcast, in `year`.
    pub season: Option<Season>,
    /// The number of episodes.
    pub episodes: Option<u16>,
    /// Genres by name, in the data set's order; empty where they are not known.
    pub genres: Vec<String>,
    /// Studios by name, in the data set's order; empty where they are not known.
    pub studios: Vec<String>,
    /// What it is made from: `Manga`, `Original` and so on.
    pub source: Option<String>,
    /// The mean rating of MyAnimeList's members.
    pub score: Option<Score>,
    /// How many members rated it.
    pub scored_by: Option<u32>,
    /// How many members have it on their lists.
    pub members: Option<u32>,
    /// For whom it is.
    pub age_rating: AgeRating,
}

/// The genres that are never shown unless a visitor asks for them.
const EXPLICIT_GENRES: [&str; 2] = ["Hentai", "Erotica"];

/// Whether a genre makes an anime explicit.
pub(super) fn is_explicit_genre(name: &str) -> bool {
    EXPLICIT_GENRES.contains(&name)
}

impl Anime {
    /// Whether it is pornographic: rated Rx, or of a genre that says so.
    pub fn is_explicit(&self) -> bool {
        self.age_rating == AgeRating::Rx || self.genres.iter().any(|genre| is_explicit_genre(genre))
    }
}

#[cfg(any(test, fuzzing))]
impl Anime {
    /// An anime of which nothing is known but its title, for tests and fuzz targets.
    pub fn titled(id: u32, romaji: &str) -> Self {
        Self {
            id: AnimeId(id),
            romaji: romaji.to_owned(),
            english: None,
            japanese: None,
            kind: Kind::Tv,
            year: None,
            season: None,
            episodes: None,
            genres: Vec::new(),
            studios: Vec::new(),
            source: None,
            score: None,
            scored_by: None,
            members: None,
            age_rating: AgeRating::Unknown,
        }
    }
}

/// A mean rating in hundredths, as MyAnimeList states it: 875 is 8.75.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Score(pub u16);

impl Score {
    /// The rating on the scale from 1 to 10.
    pub fn value(self) -> f32 {
        f32::from(self.0) / 100.0
    }
}

impl fmt::Display for Score {
    /// With two decimals, such as `8.75`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// In which form an anime came out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Kind {
    /// A television series.
    Tv,
    /// A film.
    Movie,
    /// An original video animation.
    Ova,
    /// An original net animation.
    Ona,
    /// A special.
    Special,
    /// A special on television.
    TvSpecial,
    /// A music video.
    Music,
    /// A commercial.
    Cm,
    /// A promotional video.
    Pv,
    /// Not known, or not one of these.
    Unknown,
}

impl Kind {
    /// Every kind, the most watched first.
    pub const ALL: [Self; 10] = [
        Self::Tv,
        Self::Movie,
        Self::Ova,
        Self::Ona,
        Self::Special,
        Self::TvSpecial,
        Self::Music,
        Self::Cm,
        Self::Pv,
        Self::Unknown,
    ];

    /// MyAnimeList's name of the kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tv => "TV",
            Self::Movie => "Movie",
            Self::Ova => "OVA",
            Self::Ona => "ONA",
            Self::Special => "Special",
            Self::TvSpecial => "TV Special",
            Self::Music => "Music",
            Self::Cm => "CM",
            Self::Pv => "PV",
            Self::Unknown => "Unknown",
        }
    }

    /// The kind of that name, in any case; [`Kind::Unknown`] for any other.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name)).unwrap_or(Self::Unknown)
    }
}

/// A quarter of the year, as broadcasters count them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Season {
    /// January to March.
    Winter,
    /// April to June.
    Spring,
    /// July to September.
    Summer,
    /// October to December.
    Fall,
}

impl Season {
    /// Every season, in the order of the year.
    pub const ALL: [Self; 4] = [Self::Winter, Self::Spring, Self::Summer, Self::Fall];

    /// The season's name, such as `Winter`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Winter => "Winter",
            Self::Spring => "Spring",
            Self::Summer => "Summer",
            Self::Fall => "Fall",
        }
    }

    /// The season of that name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|season| season.name().eq_ignore_ascii_case(name))
    }

    /// The season of a month from 1 to 12.
    pub fn of_month(month: u8) -> Option<Self> {
        (1..=12).contains(&month).then(|| Self::ALL[usize::from((month - 1) / 3)])
    }
}

/// MyAnimeList's rating of the audience.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum AgeRating {
    /// All ages.
    G,
    /// Children.
    Pg,
    /// Teens of 13 or older.
    Pg13,
    /// 17 or older: violence and profanity.
    R,
    /// Mild nudity.
    RPlus,
    /// Pornographic.
    Rx,
    /// Not known.
    Unknown,
}

impl AgeRating {
    /// Every rating, the widest audience first.
    pub const ALL: [Self; 7] = [Self::G, Self::Pg, Self::Pg13, Self::R, Self::RPlus, Self::Rx, Self::Unknown];

    /// The short name, such as `PG-13`.
    pub fn name(self) -> &'static str {
        match self {
            Self::G => "G",
            Self::Pg => "PG",
            Self::Pg13 => "PG-13",
            Self::R => "R",
            Self::RPlus => "R+",
            Self::Rx => "Rx",
            Self::Unknown => "Unknown",
        }
    }

    /// The rating that MyAnimeList writes as `PG-13 - Teens 13 or older`; [`AgeRating::Unknown`] for any other.
    pub fn from_label(label: &str) -> Self {
        let name = label.split(" - ").next().unwrap_or(label).trim();
        Self::ALL.into_iter().find(|rating| rating.name().eq_ignore_ascii_case(name)).unwrap_or(Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_values() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), kind);
        }
        for season in Season::ALL {
            assert_eq!(Season::from_name(&season.name().to_lowercase()), Some(season));
        }
        for rating in AgeRating::ALL {
            assert_eq!(AgeRating::from_label(rating.name()), rating);
        }
        assert_eq!(Kind::from_name("Stage play"), Kind::Unknown);
    }

    #[test]
    fn age_ratings_as_my_anime_list_writes_them() {
        for (label, rating) in [
            ("G - All Ages", AgeRating::G),
            ("PG - Children", AgeRating::Pg),
            ("PG-13 - Teens 13 or older", AgeRating::Pg13),
            ("R - 17+ (violence & profanity)", AgeRating::R),
            ("R+ - Mild Nudity", AgeRating::RPlus),
            ("Rx - Hentai", AgeRating::Rx),
            ("UNKNOWN", AgeRating::Unknown),
            ("", AgeRating::Unknown),
        ] {
            assert_eq!(AgeRating::from_label(label), rating, "{label}");
        }
    }

    #[test]
    fn seasons_of_months() {
        for (month, season) in [
            (0, None),
            (1, Some(Season::Winter)),
            (3, Some(Season::Winter)),
            (4, Some(Season::Spring)),
            (9, Some(Season::Summer)),
            (12, Some(Season::Fall)),
            (13, None),
        ] {
            assert_eq!(Season::of_month(month), season, "{month}");
        }
    }
}
