//! Which language the page is in.

use super::Page;
use crate::language::{self, Language};
use crate::platform::{location, page};
use leptos::prelude::*;

impl Page {
    /// Speaks the language that the visitor chose, or else the browser's, before anything is said.
    pub(super) fn find_language(&self) {
        // static/js/boot.js has fetched the messages of the one that they are in now.
        let (tag, messages) = page::fetched_messages().unzip();
        for (known, name) in languages(&page::meta("konomi-languages").unwrap_or_default()) {
            language::add(known, name, messages.clone().filter(|_| tag.as_deref() == Some(known)));
        }
        let chosen = self.settings.with_untracked(|settings| Language::of_tag(&settings.language));
        let best = chosen.unwrap_or_else(|| Language::best_of(page::languages()));
        let language = if best.is_here() { best } else { language::ENGLISH };
        language::set(language);
        page::set_language(language.tag());
    }

    /// Speaks another language from now on: the page and its engine start anew with it.
    pub fn speak(&self, tag: String) {
        self.settings.update(|settings| settings.language = tag);
        // The effect that keeps the settings runs after this; and they must be kept before the page goes.
        page::before_next_paint(location::reload);
    }
}

/// The languages in a text such as `en English; ja 日本語`, each with its name in itself.
fn languages(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("; ").filter_map(|entry| entry.split_once(' '))
}
