//! The choice in the page's address.

use super::{Choice, STEPS};
use crate::catalog::{Catalogue, Filter, FilterWarning};

impl Choice {
    /// The names of a choice's parts in a query.
    pub const NAMES: [&str; 12] = [
        "type",
        "years",
        "genre",
        "without",
        "episodes",
        "age",
        "explicit",
        "seen",
        "planned",
        "franchise",
        "niche",
        "diverse",
    ];

    /// The choice as the query of an address, such as `type=tv&franchise=all&niche=2`; empty for the default one. Equal
    /// choices have equal texts.
    pub fn to_query(&self, catalogue: &Catalogue) -> String {
        let mut parts: Vec<String> =
            Some(self.filter.to_query(catalogue)).filter(|part| !part.is_empty()).into_iter().collect();
        let switches = [
            ("explicit=1", self.explicit),
            ("seen=1", self.seen),
            ("planned=1", self.planned),
            ("franchise=all", self.whole_franchises),
        ];
        parts.extend(switches.into_iter().filter(|(_, is_on)| *is_on).map(|(part, _)| part.to_owned()));
        let sliders = [("niche", i16::from(self.niche)), ("diverse", i16::from(self.diverse))];
        parts.extend(sliders.into_iter().filter(|(_, step)| *step != 0).map(|(name, step)| format!("{name}={step}")));
        parts.join("&")
    }

    /// The choice of an address's query. Parts of another kind are others' affair; what can't be understood is left out,
    /// with a warning where it is a filter's.
    pub fn from_query(query: &str, catalogue: &Catalogue) -> (Self, Vec<FilterWarning>) {
        let (filter, warnings) = Filter::from_query(query, catalogue);
        let mut choice = Self { filter, ..Self::default() };
        let steps = i8::try_from(STEPS).unwrap_or(i8::MAX);
        for (name, value) in query.split('&').filter_map(|part| part.split_once('=')) {
            match name {
                "explicit" => choice.explicit = value == "1",
                "seen" => choice.seen = value == "1",
                "planned" => choice.planned = value == "1",
                "franchise" => choice.whole_franchises = value == "all",
                "niche" => choice.niche = value.parse().unwrap_or(0i8).clamp(-steps, steps),
                "diverse" => choice.diverse = value.parse().unwrap_or(0u8).min(STEPS),
                _ => {}
            }
        }
        (choice, warnings)
    }
}
