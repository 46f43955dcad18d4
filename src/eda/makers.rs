//! Who made it, and of what: studios and sources.

use super::figure::{Figure, Plot, Section};
use super::selection::{NOTHING, Selection, left_out};
use super::tally::Tally;
use super::words::percent;
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
    let left_out = left_out([("without a studio", tally.without), ("of smaller studios", tally.n - shown)]);
    Figure {
        id: "studios",
        section: Section::Makers,
        title: match tally.leaders() {
            Some((name, false)) => format!("{name} made more titles than any other studio"),
            Some((names, true)) => format!("{names} made the most titles"),
            None if tally.n > 0 => "No studio leads the others".to_owned(),
            None => NOTHING.to_owned(),
        },
        caption: selection.caption(
            &match others {
                0 => "Titles a studio, joint productions apart".to_owned(),
                _ => format!("Titles a studio, the top {STUDIOS}, joint productions apart"),
            },
            shown,
            &left_out,
        ),
        n: shown,
        left_out,
        unfiltered: None,
        plot: Plot::Bars(tally.bars("Studio", selection.everyone(), true, STUDIOS)),
    }
}

fn sources(selection: &Selection) -> Figure {
    let tally = Tally::new(&selection.titles, |title| title.anime.source().map(Cow::from));
    let left_out = left_out([("without a source", tally.without)]);
    Figure {
        id: "sources",
        section: Section::Makers,
        title: match tally.leaders() {
            Some((name, false)) => {
                let share = percent(tally.rows[0].1.all, tally.n);
                format!("{name} is the most frequent source: {share} of the titles")
            }
            Some((names, true)) => format!("{names} are the most frequent sources"),
            None if tally.n > 0 => "No source leads the others".to_owned(),
            None => NOTHING.to_owned(),
        },
        caption: selection.caption("Titles a source", tally.n, &left_out),
        n: tally.n,
        left_out,
        unfiltered: None,
        plot: Plot::Bars(tally.bars("Source", selection.everyone(), true, usize::MAX)),
    }
}
