//! Titles counted by label.

use super::figure::{Axis, Bars};
use super::selection::{Title, with_yours};
use super::words::leaders;
use crate::t;
use std::borrow::Cow;
use std::collections::HashMap;

/// The titles of a label.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Count {
    pub all: u64,
    /// Those of them that the visitor picked.
    pub yours: u64,
}

/// How many titles have each label.
pub(super) struct Tally {
    /// The labels, the most frequent first, equal ones by name.
    pub rows: Vec<(String, Count)>,
    /// Titles with a label.
    pub n: u64,
    /// Titles without.
    pub without: u64,
}

impl Tally {
    /// Counts titles under each of the labels that `labels` gives for them.
    pub fn new<'a, L>(titles: &[Title<'a>], labels: impl Fn(Title<'a>) -> L) -> Self
    where
        L: IntoIterator<Item = Cow<'a, str>>,
    {
        let mut counts: HashMap<Cow<str>, Count> = HashMap::new();
        let (mut n, mut without) = (0, 0);
        for title in titles {
            let mut has_label = false;
            for label in labels(*title) {
                let count = counts.entry(label).or_default();
                count.all += 1;
                count.yours += u64::from(title.is_yours);
                has_label = true;
            }
            *(if has_label { &mut n } else { &mut without }) += 1;
        }
        let mut rows: Vec<(String, Count)> =
            counts.into_iter().map(|(label, count)| (label.into_owned(), count)).collect();
        rows.sort_unstable_by(|a, b| b.1.all.cmp(&a.1.all).then_with(|| a.0.cmp(&b.0)));
        Self { rows, n, without }
    }

    /// The same with each label as `name` says it.
    pub fn named(mut self, name: fn(&str) -> String) -> Self {
        self.rows.iter_mut().for_each(|(label, _)| *label = name(label));
        self
    }

    /// The labels that share the first place, and whether there are several.
    pub fn leaders(&self) -> Option<(String, bool)> {
        leaders(self.rows.iter().map(|(label, count)| (label.as_str(), count.all)))
    }

    /// The first `most` labels as bars, with the visitor's beside everyone's.
    pub fn bars(&self, category: String, everyone: &str, horizontal: bool, most: usize) -> Bars {
        let rows = &self.rows[..most.min(self.rows.len())];
        let values = |value: fn(&Count) -> u64| rows.iter().map(|(_, count)| value(count) as f64).collect();
        Bars {
            horizontal,
            category,
            value: Axis { name: t!("eda-titles"), log: false },
            labels: rows.iter().map(|(label, _)| label.clone()).collect(),
            series: with_yours(everyone, values(|count| count.all), values(|count| count.yours)),
        }
    }
}
