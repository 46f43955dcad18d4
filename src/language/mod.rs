//! What Konomi says, in the language of whoever reads it: messages of [Fluent](https://projectfluent.org), one file a
//! language beside this one. A further language is one more file, named by its tag, such as `fr.ftl`.
//!
//! [`t!`](crate::t) gives a message of the language that [`set`] chose, English before that. What a file lacks is said in
//! English.

pub mod letters;
pub mod names;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// The languages' files.
static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/language/messages");

/// A message of the current language: `t!("titles-count", count = 5)`. The names of the values are those of the message's
/// variables; numbers choose the plural and are written with their thousands set apart.
#[macro_export]
macro_rules! t {
    ($key:expr) => { $crate::language::say($key, &[]) };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::language::say($key, &[$((stringify!($name), ($value).into())),+])
    };
}

/// A language that there is a file of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Language(&'static str);

/// What every message is written in first, and what stands in where another language lacks one.
pub const ENGLISH: Language = Language("en");

impl Language {
    /// Every language, English first.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> =
            FILES.files().filter_map(|file| file.path().to_str()?.strip_suffix(".ftl")).map(Self).collect();
        all.sort_by_key(|language| (*language != ENGLISH, language.0));
        all
    }

    /// The tag, such as `ja`, as HTML's `lang` has it.
    pub fn tag(self) -> &'static str {
        self.0
    }

    /// The language of a tag, of which only the first part counts: `ja` for `ja-JP`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let wanted = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::all().into_iter().find(|language| language.0 == wanted)
    }

    /// The first that there is, of tags in the order of preference.
    pub fn best_of(tags: impl IntoIterator<Item = String>) -> Self {
        tags.into_iter().find_map(|tag| Self::of_tag(&tag)).unwrap_or(ENGLISH)
    }

    /// Its name in itself: `日本語`. Found without reading the rest of the file: every page names every language.
    pub fn own_name(self) -> &'static str {
        let name_in = |line: &'static str| line.strip_prefix("language-name")?.strip_prefix(" = ");
        self.source().lines().find_map(name_in).unwrap_or(self.0)
    }

    fn source(self) -> &'static str {
        FILES.get_file(format!("{}.ftl", self.0)).and_then(|file| file.contents_utf8()).unwrap_or_default()
    }
}

thread_local! {
    static CURRENT: Cell<Language> = const { Cell::new(ENGLISH) };
    /// Each read when it is first spoken.
    static BUNDLES: RefCell<HashMap<Language, Rc<FluentBundle<FluentResource>>>> = RefCell::default();
}

/// The language that is spoken.
pub fn current() -> Language {
    CURRENT.get()
}

/// Speaks a language from now on, in this thread.
pub fn set(language: Language) {
    CURRENT.set(language);
}

/// The message of a key, with values for its variables; see [`t!`](crate::t). A key of no message is said itself.
pub fn say(key: &str, values: &[(&str, FluentValue)]) -> String {
    let found = say_in(current(), key, values).or_else(|| say_in(ENGLISH, key, values));
    debug_assert!(found.is_some(), "no message {key}");
    found.unwrap_or_else(|| key.to_owned())
}

/// Whether English has a message of this key.
pub fn has(key: &str) -> bool {
    bundle(ENGLISH).has_message(key)
}

fn say_in(language: Language, key: &str, values: &[(&str, FluentValue)]) -> Option<String> {
    let bundle = bundle(language);
    let pattern = bundle.get_message(key)?.value()?;
    let mut arguments = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        arguments.set(*name, value.clone());
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
    debug_assert!(errors.is_empty(), "{}.ftl, {key}: {errors:?}", language.0);
    Some(text)
}

fn bundle(language: Language) -> Rc<FluentBundle<FluentResource>> {
    BUNDLES.with_borrow_mut(|bundles| Rc::clone(bundles.entry(language).or_insert_with(|| Rc::new(read(language)))))
}

fn read(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(language.0.parse().into_iter().collect());
    // Titles and numbers run in the direction of the sentence, so the marks that would fence them off are left out.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 && number.value >= 0.0 => {
            Some(crate::eda::thousands(number.value as u64))
        }
        _ => None,
    }));
    // What can't be read of a file is left out, and said in English; a test reads all of them.
    let resource = FluentResource::try_new(language.source().to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests;
