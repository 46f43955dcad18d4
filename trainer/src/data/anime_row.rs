//! One row of `anime-dataset-2023.csv` as the facts of an anime.

use super::csv_rows::{CsvRows, Row};
use super::{DataError, FaultKind, field};
use konomi::catalog::{AgeRating, Anime, AnimeId, Kind, Score, Season};

/// What a row says of an anime: the facts that the catalogue has, and what charts need beside them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnimeRow {
    /// The facts.
    pub anime: Anime,
    /// The rank by members, 1 being the most popular.
    pub popularity: Option<u32>,
    /// Whether year and season are of `Premiered`; else they are of `Aired`.
    pub is_premiered: bool,
}

/// Where the columns are.
pub(super) struct AnimeColumns {
    id: usize,
    romaji: usize,
    english: usize,
    japanese: usize,
    score: usize,
    genres: usize,
    kind: usize,
    episodes: usize,
    aired: usize,
    premiered: usize,
    studios: usize,
    source: usize,
    age_rating: usize,
    scored_by: usize,
    members: usize,
    popularity: usize,
}

impl AnimeColumns {
    /// Finds the columns in a header; any other column is ignored.
    pub fn find(rows: &CsvRows) -> Result<Self, DataError> {
        Ok(Self {
            id: rows.column("anime_id")?,
            romaji: rows.column("Name")?,
            english: rows.column("English name")?,
            japanese: rows.column("Other name")?,
            score: rows.column("Score")?,
            genres: rows.column("Genres")?,
            kind: rows.column("Type")?,
            episodes: rows.column("Episodes")?,
            aired: rows.column("Aired")?,
            premiered: rows.column("Premiered")?,
            studios: rows.column("Studios")?,
            source: rows.column("Source")?,
            age_rating: rows.column("Rating")?,
            scored_by: rows.column("Scored By")?,
            members: rows.column("Members")?,
            popularity: rows.column("Popularity")?,
        })
    }

    /// What a row says.
    pub fn anime(&self, row: &Row) -> Result<AnimeRow, FaultKind> {
        let title = |column: usize, name| -> Result<Option<String>, FaultKind> {
            Ok(field::known_text(row.field(column), name)?
                .map(|text| html_escape::decode_html_entities(text).into_owned()))
        };
        let known = |column: usize, name| field::known_text(row.field(column), name);
        let number = |column: usize, name| field::known_number(row.field(column), name);
        let id = AnimeId(field::number(row.field(self.id), "anime_id")?);
        let premiered = known(self.premiered, "Premiered")?.and_then(season_and_year);
        let (year, season) = match premiered {
            Some((season, year)) => (Some(year), Some(season)),
            None => first_broadcast(known(self.aired, "Aired")?.unwrap_or_default()),
        };
        let episodes = number(self.episodes, "Episodes")?.filter(|count| *count > 0);
        let anime = Anime {
            id,
            // Without any title it is still known by its number.
            romaji: title(self.romaji, "Name")?.unwrap_or_else(|| format!("Anime {id}")),
            english: title(self.english, "English name")?,
            japanese: title(self.japanese, "Other name")?,
            kind: known(self.kind, "Type")?.map_or(Kind::Unknown, Kind::from_name),
            year,
            season,
            episodes: episodes
                .map(|count| u16::try_from(count).map_err(|_| FaultKind::BadNumber("Episodes")))
                .transpose()?,
            genres: names(known(self.genres, "Genres")?),
            studios: names(known(self.studios, "Studios")?),
            source: known(self.source, "Source")?.filter(|name| *name != "Unknown").map(str::to_owned),
            score: known(self.score, "Score")?.map(score).transpose()?,
            scored_by: number(self.scored_by, "Scored By")?,
            members: number(self.members, "Members")?,
            age_rating: known(self.age_rating, "Rating")?.map_or(AgeRating::Unknown, AgeRating::from_label),
        };
        // A rank of 0 is how the data set marks an anime that has none.
        let popularity = number(self.popularity, "Popularity")?.filter(|rank| *rank > 0);
        Ok(AnimeRow { anime, popularity, is_premiered: premiered.is_some() })
    }
}

/// A mean rating such as `8.75`, in hundredths.
fn score(text: &str) -> Result<Score, FaultKind> {
    let value: f32 = text.parse().map_err(|_| FaultKind::BadNumber("Score"))?;
    if (1.0..=10.0).contains(&value) {
        Ok(Score((value * 100.0).round() as u16))
    } else {
        Err(FaultKind::BadNumber("Score"))
    }
}

/// The names of a list such as `Sunrise, Yamamura Animation, Inc.`: a company's legal form is no name of its own.
fn names(list: Option<&str>) -> Vec<String> {
    const LEGAL_FORMS: [&str; 6] = ["inc", "ltd", "llc", "co", "corp", "s.a"];
    let mut names: Vec<String> = Vec::new();
    for part in list.into_iter().flat_map(|list| list.split(',')).map(str::trim).filter(|part| !part.is_empty()) {
        let form = part.trim_end_matches('.').to_ascii_lowercase();
        match names.last_mut() {
            Some(name) if LEGAL_FORMS.contains(&form.as_str()) => {
                name.push_str(", ");
                name.push_str(part);
            }
            _ => {
                if !names.iter().any(|name| name == part) {
                    names.push(part.to_owned());
                }
            }
        }
    }
    names
}

/// Season and year of `Premiered`, such as `spring 1998`.
fn season_and_year(premiered: &str) -> Option<(Season, u16)> {
    let (season, year) = premiered.split_once(' ')?;
    Some((Season::from_name(season)?, year_of(year.trim())?))
}

/// Year and season of the start of `Aired`, which may be a day (`Apr 3, 1998 to Apr 24, 1999`), a month (`Apr 1998`) or
/// a year (`1998`).
fn first_broadcast(aired: &str) -> (Option<u16>, Option<Season>) {
    let start = aired.split(" to ").next().unwrap_or_default();
    let mut words = start.split([' ', ',']).filter(|word| !word.is_empty());
    let year = words.clone().find_map(year_of);
    let season = words.next().and_then(month_of).and_then(Season::of_month);
    (year, season.filter(|_| year.is_some()))
}

/// A year of four digits.
fn year_of(word: &str) -> Option<u16> {
    if word.len() == 4 { word.parse().ok().filter(|year| (1900..2100).contains(year)) } else { None }
}

/// The number of a month by its English name or the first letters of it.
fn month_of(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == start).map(|index| index as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seasons_of_premieres() {
        for (premiered, expected) in [
            ("spring 1998", Some((Season::Spring, 1998))),
            ("Fall 2016", Some((Season::Fall, 2016))),
            ("sometime 1998", None),
            ("spring", None),
            ("1998", None),
        ] {
            assert_eq!(season_and_year(premiered), expected, "{premiered}");
        }
    }

    #[test]
    fn first_broadcasts() {
        for (aired, year, season) in [
            ("Apr 3, 1998 to Apr 24, 1999", Some(1998), Some(Season::Spring)),
            ("Dec 24, 2014", Some(2014), Some(Season::Fall)),
            ("Feb 2004 to ?", Some(2004), Some(Season::Winter)),
            ("Aug, 2009 to Oct, 2009", Some(2009), Some(Season::Summer)),
            ("1963", Some(1963), None),
            ("2014 to 2016", Some(2014), None),
            ("Not available", None, None),
            ("", None, None),
        ] {
            assert_eq!(first_broadcast(aired), (year, season), "{aired}");
        }
    }

    #[test]
    fn lists_of_names() {
        for (list, expected) in [
            ("Action, Award Winning, Sci-Fi", vec!["Action", "Award Winning", "Sci-Fi"]),
            ("Yamamura Animation, Inc.", vec!["Yamamura Animation, Inc."]),
            ("A, Co., Ltd., B", vec!["A, Co., Ltd.", "B"]),
            ("Bones,Bones, ", vec!["Bones"]),
        ] {
            assert_eq!(names(Some(list)), expected, "{list}");
        }
    }

    #[test]
    fn scores() {
        for (text, expected) in [
            ("8.75", Some(875)),
            ("7.3", Some(730)),
            ("8.29", Some(829)),
            ("0.0", None),
            ("11", None),
            ("good", None),
            ("NaN", None),
        ] {
            assert_eq!(score(text).ok().map(|score| score.0), expected, "{text}");
        }
    }
}
