//! Who watches: what members say of themselves.

use super::chart_data::{AGES, Members};
use super::figure::{Axis, Bars, Columns, Figure, Plot, Section, Series, Slice};
use super::selection::{NOTHING, caption, left_out};
use super::words::{leaders, percent};

/// How many locations are shown.
const LOCATIONS: usize = 20;

/// Why the filters don't reach these figures.
const UNFILTERED: Option<&str> = Some("Members have no type, year or genre: the filters don't act here");

pub(super) fn figures(members: &Members) -> Vec<Figure> {
    vec![genders(members), ages(members), locations(members)]
}

fn genders(members: &Members) -> Figure {
    let n: u64 = members.genders.iter().map(|(_, count)| count).sum();
    let left_out = left_out([("without a gender", members.all - n.min(members.all))]);
    let mut ranked: Vec<(&str, u64)> = members.genders.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let slice = |&(name, count): &(&str, u64)| Slice { label: name.to_owned(), count, yours: None, parts: Vec::new() };
    Figure {
        id: "genders",
        section: Section::People,
        title: match ranked.first() {
            Some((name, count)) if n > 0 => {
                format!("{} of the members who say are {}", percent(*count, n), name.to_lowercase())
            }
            _ => NOTHING.to_owned(),
        },
        caption: caption("Members by gender", n, &left_out),
        n,
        left_out,
        unfiltered: UNFILTERED,
        plot: Plot::Donut(ranked.iter().map(slice).collect()),
    }
}

fn ages(members: &Members) -> Figure {
    let n: u64 = members.ages.iter().sum();
    let unknown = members.all.saturating_sub(n + members.other_ages);
    let (youngest, oldest) = (*AGES.start(), *AGES.end());
    let outside = format!("younger than {youngest} or older than {oldest}");
    let left_out = left_out([("without an age", unknown), (&outside, members.other_ages)]);
    // The age that at least half of them have not passed.
    let mut counted = 0;
    let median = AGES.zip(&members.ages).find(|(_, count)| {
        counted += **count;
        2 * counted >= n
    });
    Figure {
        id: "ages",
        section: Section::People,
        title: match median {
            Some((age, _)) if n > 0 => format!("Half of the members are {age} or younger"),
            _ => NOTHING.to_owned(),
        },
        caption: caption("Members by age in years", n, &left_out),
        n,
        left_out,
        unfiltered: UNFILTERED,
        plot: Plot::Columns(Columns {
            x: Axis { name: "Age".to_owned(), log: false },
            y: Axis { name: "Members".to_owned(), log: false },
            edges: (youngest..=oldest + 1).map(f64::from).collect(),
            labels: AGES.map(|age| age.to_string()).collect(),
            series: vec![all_members(members.ages.iter())],
        }),
    }
}

fn locations(members: &Members) -> Figure {
    let rows = &members.locations[..LOCATIONS.min(members.locations.len())];
    let n: u64 = rows.iter().map(|(_, count)| count).sum();
    let known = members.other_locations + members.locations.iter().map(|(_, count)| count).sum::<u64>();
    let unknown = members.all.saturating_sub(known);
    let left_out = left_out([("without a location", unknown), ("of other locations", known - n)]);
    Figure {
        id: "locations",
        section: Section::People,
        title: match leaders(members.locations.iter().map(|(name, count)| (name.as_str(), *count))) {
            Some((name, false)) => format!("More members are in {name} than in any other place"),
            Some((names, true)) => format!("{names} are the most frequent locations"),
            None => NOTHING.to_owned(),
        },
        caption: caption(&format!("Members a location as they write it, the top {}", rows.len()), n, &left_out),
        n,
        left_out,
        unfiltered: UNFILTERED,
        plot: Plot::Bars(Bars {
            horizontal: true,
            category: "Location".to_owned(),
            value: Axis { name: "Members".to_owned(), log: false },
            labels: rows.iter().map(|(name, _)| name.clone()).collect(),
            series: vec![all_members(rows.iter().map(|(_, count)| count))],
        }),
    }
}

fn all_members<'a>(counts: impl Iterator<Item = &'a u64>) -> Series {
    let values = counts.map(|count| *count as f64).collect();
    Series { name: "Members".to_owned(), values, is_you: false, own_scale: false }
}
