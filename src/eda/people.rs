//! Who watches: what members say of themselves.

use super::chart_data::{AGES, Members};
use super::figure::{Axis, Bars, Columns, Figure, Plot, Section, Series, Slice};
use super::selection::{caption, left_out, nothing};
use super::words::{leaders, percent};
use crate::language::letters::small;
use crate::t;

/// How many locations are shown.
const LOCATIONS: usize = 20;

/// Why the filters don't reach these figures.
fn unfiltered() -> Option<String> {
    Some(t!("members-unfiltered"))
}

pub(super) fn figures(members: &Members) -> Vec<Figure> {
    vec![genders(members), ages(members), locations(members)]
}

fn genders(members: &Members) -> Figure {
    let n: u64 = members.genders.iter().map(|(_, count)| count).sum();
    let left_out = left_out([(t!("genders-without"), members.all - n.min(members.all))]);
    let mut ranked: Vec<(&str, u64)> = members.genders.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let slice = |&(name, count): &(&str, u64)| Slice { label: gender(name), count, yours: None, parts: Vec::new() };
    Figure {
        id: "genders",
        section: Section::People,
        title: match ranked.first() {
            Some((name, count)) if n > 0 => {
                t!("genders-most", share = percent(*count, n), name = small(&gender(name)))
            }
            _ => nothing(),
        },
        caption: caption(&t!("genders-caption"), n, &left_out),
        n,
        left_out,
        unfiltered: unfiltered(),
        plot: Plot::Donut(ranked.iter().map(slice).collect()),
    }
}

fn ages(members: &Members) -> Figure {
    let n: u64 = members.ages.iter().sum();
    let unknown = members.all.saturating_sub(n + members.other_ages);
    let (youngest, oldest) = (*AGES.start(), *AGES.end());
    let outside = t!("ages-outside", youngest = youngest, oldest = oldest);
    let left_out = left_out([(t!("ages-without"), unknown), (outside, members.other_ages)]);
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
            Some((age, _)) if n > 0 => t!("ages-half", age = age),
            _ => nothing(),
        },
        caption: caption(&t!("ages-caption"), n, &left_out),
        n,
        left_out,
        unfiltered: unfiltered(),
        plot: Plot::Columns(Columns {
            x: Axis { name: t!("eda-age"), log: false },
            y: Axis { name: t!("eda-members"), log: false },
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
    let left_out = left_out([(t!("locations-without"), unknown), (t!("locations-other"), known - n)]);
    Figure {
        id: "locations",
        section: Section::People,
        title: match leaders(members.locations.iter().map(|(name, count)| (name.as_str(), *count))) {
            Some((name, false)) => t!("locations-most", name = name),
            Some((names, true)) => t!("locations-most-several", names = names),
            None => nothing(),
        },
        caption: caption(&t!("locations-caption", count = rows.len()), n, &left_out),
        n,
        left_out,
        unfiltered: unfiltered(),
        plot: Plot::Bars(Bars {
            horizontal: true,
            category: t!("eda-location"),
            value: Axis { name: t!("eda-members"), log: false },
            labels: rows.iter().map(|(name, _)| name.clone()).collect(),
            series: vec![all_members(rows.iter().map(|(_, count)| count))],
        }),
    }
}

/// A gender as members state it, in the reader's language.
fn gender(name: &str) -> String {
    match name {
        "Male" => t!("gender-male"),
        "Female" => t!("gender-female"),
        "Non-Binary" => t!("gender-non-binary"),
        other => other.to_owned(),
    }
}

fn all_members<'a>(counts: impl Iterator<Item = &'a u64>) -> Series {
    let values = counts.map(|count| *count as f64).collect();
    Series { name: t!("eda-members"), values, is_you: false, own_scale: false }
}
