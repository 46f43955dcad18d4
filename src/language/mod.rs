//! What Konomi says, in the language of whoever reads it: messages of [Fluent](https://projectfluent.org), one file a
//! language in `messages/`. A further language is one more file, named by its tag, such as `fr.ftl`.
//!
//! All of them are built in, but in the page's program: that has English, and is given the visitor's language when it starts.
//!
//! [`t!`](crate::t) gives a message of the language that [`set`] chose, English before that. What a file lacks is said in
//! English.

pub mod letters;
pub mod names;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

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

/// What is known of a language.
#[derive(Clone, Copy)]
struct Source {
    language: Language,
    /// Its name in itself.
    name: &'static str,
    /// Its messages, where they are here.
    messages: Option<&'static str>,
}

impl Source {
    fn built_in(tag: &'static str, messages: &'static str) -> Self {
        let name_in = |line: &'static str| line.strip_prefix("language-name")?.strip_prefix(" = ");
        Self {
            language: Language(tag),
            name: messages.lines().find_map(name_in).unwrap_or(tag),
            messages: Some(messages),
        }
    }
}

/// What the program has by itself, English first.
#[cfg(all(feature = "app", target_arch = "wasm32"))]
fn built_in() -> Vec<Source> {
    vec![Source::built_in(ENGLISH.0, include_str!("messages/en.ftl"))]
}

/// What the program has by itself, English first.
#[cfg(not(all(feature = "app", target_arch = "wasm32")))]
fn built_in() -> Vec<Source> {
    use include_dir::{Dir, include_dir};

    static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/language/messages");
    let source = |file: &'static include_dir::File<'static>| {
        Some(Source::built_in(file.path().to_str()?.strip_suffix(".ftl")?, file.contents_utf8()?))
    };
    let mut all: Vec<Source> = FILES.files().filter_map(source).collect();
    all.sort_by_key(|source| (source.language != ENGLISH, source.language.0));
    all
}

impl Language {
    /// Every language, English first.
    pub fn all() -> Vec<Self> {
        SOURCES.with_borrow(|sources| sources.iter().map(|source| source.language).collect())
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

    /// Its name in itself: `日本語`.
    pub fn own_name(self) -> &'static str {
        self.source().map_or(self.0, |source| source.name)
    }

    /// Whether its messages are here.
    pub fn is_here(self) -> bool {
        self.source().is_some_and(|source| source.messages.is_some())
    }

    fn source(self) -> Option<Source> {
        SOURCES.with_borrow(|sources| sources.iter().copied().find(|source| source.language == self))
    }
}

/// Makes one more language known, which can be spoken where its messages are given. It stays for as long as the program runs.
pub fn add(tag: &str, name: &str, messages: Option<String>) {
    let kept = |text: &str| -> &'static str { String::leak(text.to_owned()) };
    let language = Language(kept(tag));
    let source = Source { language, name: kept(name), messages: messages.map(|messages| &*messages.leak()) };
    SOURCES.with_borrow_mut(|sources| {
        if sources.iter().all(|known| known.language != language) {
            sources.push(source);
        }
    });
}

thread_local! {
    static SOURCES: RefCell<Vec<Source>> = RefCell::new(built_in());
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
    let messages = language.source().and_then(|source| source.messages).unwrap_or_default();
    let resource = FluentResource::try_new(messages.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests;
