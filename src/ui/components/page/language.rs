//! Which language the page is in.

use super::Page;
use crate::language::{self, Language};
use crate::platform::{location, page};
use leptos::prelude::*;

impl Page {
    /// Speaks the language that the visitor chose, or else the browser's, before anything is said.
    pub(super) fn find_language(&self) {
        let chosen = self.settings.with_untracked(|settings| Language::of_tag(&settings.language));
        let language = chosen.unwrap_or_else(|| Language::best_of(page::languages()));
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
