//! How taste and settings are written to the browser's storage, and read back whatever is found there.
//!
//! Reading never fails as a whole where part can be had: it returns what was understood and what was not. The caller
//! keeps the original text aside where there is a warning, so that nothing is lost.

use super::settings::Settings;
use super::taste::Taste;
use crate::t;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The version of the format.
const VERSION: u64 = 1;

/// What could not be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StoredWarning {
    /// Not in the page's format at all.
    #[error("{}", t!("stored-unreadable"))]
    Unreadable,
    /// Written by another release of the page.
    #[error("{}", t!("stored-other-version", version = *_0))]
    OtherVersion(u64),
    /// Some entries are damaged, the others were read.
    #[error("{}", t!("stored-damaged", count = *_0))]
    DamagedEntries(usize),
}

#[derive(Serialize)]
struct Written<'a, T> {
    version: u64,
    #[serde(flatten)]
    content: &'a T,
}

/// A taste as text.
pub fn write_taste(taste: &Taste) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Written { version: VERSION, content: taste })
}

/// Settings as text.
pub fn write_settings(settings: &Settings) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Written { version: VERSION, content: settings })
}

/// The taste in a text, as far as it can be read.
pub fn read_taste(text: &str) -> (Taste, Option<StoredWarning>) {
    let value = match read_versioned(text) {
        Ok(value) => value,
        Err(warning) => return (Taste::default(), Some(warning)),
    };
    let mut damaged = 0;
    let taste = Taste {
        picks: read_entries(&value, "picks", &mut damaged),
        seen: read_entries(&value, "seen", &mut damaged),
        planned: read_entries(&value, "planned", &mut damaged),
        hidden: read_entries(&value, "hidden", &mut damaged),
        watching: read_entries(&value, "watching", &mut damaged),
    };
    (taste.without_repetitions(), (damaged > 0).then_some(StoredWarning::DamagedEntries(damaged)))
}

/// The settings in a text; those of a first visit where they can't be read, which loses nothing of worth.
pub fn read_settings(text: &str) -> Settings {
    read_versioned(text).ok().and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
}

fn read_versioned(text: &str) -> Result<Value, StoredWarning> {
    let value: Value = serde_json::from_str(text).map_err(|_| StoredWarning::Unreadable)?;
    let version = value.get("version").and_then(Value::as_u64).ok_or(StoredWarning::Unreadable)?;
    if version == VERSION { Ok(value) } else { Err(StoredWarning::OtherVersion(version)) }
}

fn read_entries<T: DeserializeOwned>(value: &Value, name: &str, damaged: &mut usize) -> Vec<T> {
    match value.get(name) {
        None => Vec::new(),
        Some(Value::Array(entries)) => {
            let read: Vec<T> = entries.iter().filter_map(|entry| T::deserialize(entry).ok()).collect();
            *damaged += entries.len() - read.len();
            read
        }
        Some(_) => {
            *damaged += 1;
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::AnimeId;
    use crate::engine::protocol::ModelName;
    use crate::recommend::{Opinion, Pick, Rating};
    use crate::ui::settings::Theme;
    use proptest::prelude::*;

    fn opinion() -> impl Strategy<Value = Opinion> {
        prop_oneof![
            Just(Opinion::Liked),
            Just(Opinion::Disliked),
            Just(Opinion::Dropped),
            (1u8..=10).prop_map(|rating| Opinion::Rated(Rating::try_from(rating).unwrap())),
        ]
    }

    prop_compose! {
        fn taste()(
            picks in prop::collection::vec((any::<u32>(), opinion()), 0..30),
            seen in prop::collection::vec(any::<u32>(), 0..30),
            hidden in prop::collection::vec(any::<u32>(), 0..30),
            planned in prop::collection::vec(any::<u32>(), 0..30),
        ) -> Taste {
            let picks = picks.into_iter().map(|(id, opinion)| Pick { anime_id: AnimeId(id), opinion }).collect();
            let ids = |ids: Vec<u32>| ids.into_iter().map(AnimeId).collect();
            let watching = planned.iter().chain(&seen).step_by(2).copied().collect();
            let (seen, planned, hidden) = (ids(seen), ids(planned), ids(hidden));
            Taste { picks, seen, planned, hidden, watching: ids(watching) }.without_repetitions()
        }
    }

    proptest! {
        #[test]
        fn a_taste_survives_being_stored(taste in taste()) {
            prop_assert_eq!(read_taste(&write_taste(&taste).unwrap()), (taste, None));
        }

        #[test]
        fn no_text_upsets_the_reader(text in ".*") {
            read_taste(&text);
            read_settings(&text);
        }

        #[test]
        fn a_truncated_text_is_reported(taste in taste(), part in 0.0..1.0f64) {
            let text = write_taste(&taste).unwrap();
            let cut = (text.len() as f64 * part) as usize;
            prop_assert_eq!(read_taste(&text[..cut]), (Taste::default(), Some(StoredWarning::Unreadable)));
        }
    }

    #[test]
    fn damaged_texts() {
        let two = Taste { seen: vec![AnimeId(1), AnimeId(2)], ..Taste::default() };
        for (text, taste, warning) in [
            ("", Taste::default(), Some(StoredWarning::Unreadable)),
            ("{}", Taste::default(), Some(StoredWarning::Unreadable)),
            ("[1]", Taste::default(), Some(StoredWarning::Unreadable)),
            (r#"{"version":1}"#, Taste::default(), None),
            (r#"{"version":9,"picks":[]}"#, Taste::default(), Some(StoredWarning::OtherVersion(9))),
            (r#"{"version":1,"seen":[1,"x",2]}"#, two.clone(), Some(StoredWarning::DamagedEntries(1))),
            (r#"{"version":1,"picks":7,"seen":[1,2]}"#, two, Some(StoredWarning::DamagedEntries(1))),
            (
                r#"{"version":1,"picks":[{"anime_id":1,"opinion":{"rated":11}}]}"#,
                Taste::default(),
                Some(StoredWarning::DamagedEntries(1)),
            ),
        ] {
            assert_eq!(read_taste(text), (taste, warning), "{text}");
        }
    }

    #[test]
    fn settings_survive_being_stored() {
        let settings = Settings {
            model: Some(ModelName::RECOMMENDER_NET),
            similarity_model: Some(ModelName::NCF),
            choice: "type=tv&niche=2".to_owned(),
            theme: Theme::Dark,
            language: "ja".to_owned(),
        };
        assert_eq!(read_settings(&write_settings(&settings).unwrap()), settings);
        assert_eq!(read_settings(r#"{"version":1,"theme":"dark"}"#).theme, Theme::Dark);
        assert_eq!(read_settings("broken"), Settings::default());
    }
}
