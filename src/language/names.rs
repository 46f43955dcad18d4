//! Names that come from the data (genres, sources, forms, seasons) in the visitor's language. What has no message is
//! shown as the data has it; identity never depends on these words.

use super::{has, say};

/// A genre, such as `Slice of Life`.
pub fn genre(name: &str) -> String {
    named("genre", name)
}

/// What an anime was made from, such as `Light novel`.
pub fn source(name: &str) -> String {
    named("source", name)
}

/// The form in which an anime came out, such as `TV`.
pub fn kind(name: &str) -> String {
    named("kind", name)
}

/// A quarter of the year, such as `Fall`.
pub fn season(name: &str) -> String {
    named("season", name)
}

fn named(family: &str, name: &str) -> String {
    let key = format!("{family}-{}", slug(name));
    if has(&key) { say(&key, &[]) } else { name.to_owned() }
}

/// The name in small letters, with a hyphen for whatever is neither letter nor digit.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Catalogue, Kind, Season};
    use crate::language::{ENGLISH, Language, set};

    #[test]
    fn english_names_are_those_of_the_data_and_japanese_has_all_of_them() {
        let catalogue = Catalogue::of_the_page();
        let genres: Vec<&str> = catalogue.genres().map(|(_, name)| name).collect();
        let sources: std::collections::BTreeSet<&str> = catalogue.iter().filter_map(|anime| anime.source()).collect();
        let all = || {
            let of = |names: Vec<&'static str>, say: fn(&str) -> String| {
                names.into_iter().map(move |name| (name, say(name)))
            };
            let kinds = Kind::ALL.map(Kind::name).to_vec();
            let named =
                genres.iter().map(|name| (*name, genre(name))).chain(sources.iter().map(|name| (*name, source(name))));
            named.chain(of(kinds, kind)).chain(of(Season::ALL.map(Season::name).to_vec(), season)).collect::<Vec<_>>()
        };
        for (name, said) in all() {
            assert_eq!(name, said);
        }
        set(Language::of_tag("ja").unwrap());
        let acronyms = ["TV", "OVA", "ONA", "CM", "PV"];
        for (name, said) in all() {
            assert!(name != said || acronyms.contains(&name), "{name} has no Japanese name");
        }
        set(ENGLISH);
    }
}
