//! One row of `users-details-2023.csv` as the facts of a member.

use super::csv_rows::{CsvRows, Row};
use super::{DataError, FaultKind, field};

/// The day on which ages are counted where only a birthday is given: the middle of the year of the crawl.
pub const REFERENCE_DATE: Date = Date { year: 2023, month: 7, day: 1 };

/// A day of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// What a member of MyAnimeList says of themselves; `None` for what they don't.
///
/// Not one of the users who rate: the sets number their users each in its own way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// The gender.
    pub gender: Option<Gender>,
    /// The age in years, as given: a chart of ages says which it takes for jokes.
    pub age: Option<u16>,
    /// The place, as written.
    pub location: Option<String>,
}

/// The genders that MyAnimeList offers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Non-Binary.
    NonBinary,
}

impl Gender {
    /// Every gender, the most frequent first.
    pub const ALL: [Self; 3] = [Self::Male, Self::Female, Self::NonBinary];

    /// MyAnimeList's name of the gender.
    pub fn name(self) -> &'static str {
        match self {
            Self::Male => "Male",
            Self::Female => "Female",
            Self::NonBinary => "Non-Binary",
        }
    }
}

/// Where the columns are. There is a birthday or an age, in some sets both.
pub(super) struct MemberColumns {
    gender: usize,
    location: usize,
    birthday: Option<usize>,
    age: Option<usize>,
}

impl MemberColumns {
    /// Finds the columns in a header; any other column is ignored.
    pub fn find(rows: &CsvRows) -> Result<Self, DataError> {
        let birthday = rows.find_column("Birthday");
        let age = match birthday {
            Some(_) => rows.find_column("Age"),
            None => Some(rows.column("Age")?),
        };
        Ok(Self { gender: rows.column("Gender")?, location: rows.column("Location")?, birthday, age })
    }

    /// The facts of a row.
    pub fn member(&self, row: &Row) -> Result<Member, FaultKind> {
        let gender = match field::known_text(row.field(self.gender), "Gender")? {
            None => None,
            Some(name) => {
                let gender = Gender::ALL.into_iter().find(|gender| gender.name().eq_ignore_ascii_case(name));
                Some(gender.ok_or(FaultKind::UnknownValue("Gender"))?)
            }
        };
        let mut age = None;
        if let Some(column) = self.age {
            let number = field::known_number(row.field(column), "Age")?;
            age = number.map(|age| u16::try_from(age).map_err(|_| FaultKind::BadNumber("Age"))).transpose()?;
        }
        if let (None, Some(column)) = (age, self.birthday) {
            let birthday = field::known_text(row.field(column), "Birthday")?;
            age = birthday.map(|day| age_at(REFERENCE_DATE, day).ok_or(FaultKind::BadDate("Birthday"))).transpose()?;
        }
        let location = field::known_text(row.field(self.location), "Location")?.map(str::to_owned);
        Ok(Member { gender, age, location })
    }
}

/// The age on a day of who was born on another, such as `1985-03-04T00:00:00+00:00`; `None` if that is no day before.
fn age_at(day: Date, birthday: &str) -> Option<u16> {
    let date = birthday.split(['T', ' ']).next()?;
    let mut parts = date.split('-');
    let born = Date {
        year: parts.next()?.parse().ok()?,
        month: parts.next()?.parse().ok()?,
        day: parts.next()?.parse().ok()?,
    };
    let is_date = parts.next().is_none() && (1..=12).contains(&born.month) && (1..=31).contains(&born.day);
    let had_birthday = (born.month, born.day) <= (day.month, day.day);
    (is_date && born <= day).then(|| day.year - born.year - u16::from(!had_birthday))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages() {
        for (birthday, age) in [
            ("1985-03-04T00:00:00+00:00", Some(38)),
            ("1985-07-01", Some(38)),
            ("1985-07-02", Some(37)),
            ("2023-07-01", Some(0)),
            ("2023-07-02", None),
            ("1985-13-01", None),
            ("1985", None),
            ("1985-03-04-05", None),
            ("yesterday", None),
        ] {
            assert_eq!(age_at(REFERENCE_DATE, birthday), age, "{birthday}");
        }
    }
}
