//! Who made it, and of what: studios and sources.

use super::figure::{Figure, Plot, Section};
use super::selection::{Selection, left_out, nothing};
use super::tally::Tally;
use super::words::percent;
use crate::language::names;
use crate::t;
use std::borrow::Cow;

/// How many studios are shown.
const STUDIOS: usize = 10;

pub(super) fn figures(selection: &Selection) -> Vec<Figure> {
    vec![studios(selection), sources(selection)]
}

/// Studios as the data set writes them: those that made a title together are a studio of their own.
fn studios(selection: &Selection) -> Figure {
    let tally = Tally::new(&selection.titles, |title| {
        let mut names = title.anime.studios();
        let first = names.next();
        let rest: Vec<&str> = names.collect();
        first.map(
            |first| if rest.is_empty() { Cow::from(first) } else { format!("{first}, {}", rest.join(", ")).into() },
        )
    });
    let shown: u64 = tally.rows.iter().take(STUDIOS).map(|(_, count)| count.all).sum();
    let others = (tally.rows.len().saturating_sub(STUDIOS)) as u64;
    let left_out = left_out([(t!("studios-without"), tally.without), (t!("studios-smaller"), tally.n - shown)]);
    Figure {
        id: "studios",
        section: Section::Makers,
        title: match tally.leaders() {
            Some((name, false)) => t!("studios-most", name = name),
            Some((names, true)) => t!("studios-most-several", names = names),
            None if tally.n > 0 => t!("studios-none-leads"),
            None => nothing(),
        },
        caption: selection.caption(
            &match others {
                0 => t!("studios-caption"),
                _ => t!("studios-caption-top", count = STUDIOS),
            },
            shown,
            &left_out,
        ),
        n: shown,
        left_out,
        unfiltered: None,
        plot: Plot::Bars(tally.bars(t!("eda-studio"), &selection.everyone(), true, STUDIOS)),
    }
}

fn sources(selection: &Selection) -> Figure {
    let tally = Tally::new(&selection.titles, |title| title.anime.source().map(Cow::from)).named(names::source);
    let left_out = left_out([(t!("sources-without"), tally.without)]);
    Figure {
        id: "sources",
        section: Section::Makers,
        title: match tally.leaders() {
            Some((name, false)) => {
                let share = percent(tally.rows[0].1.all, tally.n);
                t!("sources-most", name = name, share = share)
            }
            Some((names, true)) => t!("sources-most-several", names = names),
            None if tally.n > 0 => t!("sources-none-leads"),
            None => nothing(),
        },
        caption: selection.caption(&t!("sources-caption"), tally.n, &left_out),
        n: tally.n,
        left_out,
        unfiltered: None,
        plot: Plot::Bars(tally.bars(t!("eda-source"), &selection.everyone(), true, usize::MAX)),
    }
}
