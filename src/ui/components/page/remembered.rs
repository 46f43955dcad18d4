//! The titles of the list as it was last, which the next visit sees until its own list is there.
//!
//! `static/js/first_words.js` reads what is written here and puts the titles into the first paint, if the visit begins
//! where this one was; from there this program takes them over.

use super::Page;
use crate::language;
use crate::platform::timer::Timer;
use crate::platform::{location, page, storage};
use crate::ui::route::Route;
use leptos::prelude::*;
use serde::Serialize;
use std::time::Duration;

const KEY: &str = "konomi.last-list";
/// As many as there are places in the first paint.
const TITLES: usize = 8;
/// A list is kept when it has stood for so long: nobody waits for that.
const STOOD: Duration = Duration::from_secs(1);

/// What is kept, with what has to be the same for the titles to be shown again.
#[derive(Serialize)]
struct LastList {
    search: String,
    hash: String,
    /// Whether it is by the visitor's own picks, which the page comes back to without an address.
    own: bool,
    language: &'static str,
    titles: Vec<String>,
}

impl Page {
    /// The titles in the first paint.
    pub(super) fn in_first_paint() -> Vec<String> {
        page::texts_of("#first-paint .remembered")
    }

    /// Keeps each list once it has stood a while, and forgets it with the last pick.
    pub(super) fn remember_list(&self) {
        let (this, timer) = (*self, StoredValue::new_local(None::<Timer>));
        Effect::new(move |_| {
            let (stands, is_empty) = this.list.with(|list| (!list.is_busy(), list.shown.is_none()));
            timer.set_value(None);
            if !stands {
                return;
            }
            if is_empty {
                if this.taste.with(|taste| taste.picks.is_empty()) {
                    // What can't be written is not there.
                    let _ = storage::write(KEY, "");
                }
                return;
            }
            this.remembered.set_value(Vec::new());
            timer.set_value(Timer::after(STOOD, move || this.keep_list()));
        });
    }

    fn keep_list(&self) {
        let items = self.visible.get_untracked();
        let last = LastList {
            search: location::search(),
            // Only the list's own page begins with it.
            hash: if self.route.get_untracked() == Route::Home { location::hash() } else { String::new() },
            own: self.own.with_untracked(Option::is_none),
            language: language::current().tag(),
            titles: items.iter().take(TITLES).map(|item| untrack(|| self.title(item.anime_id))).collect(),
        };
        // Where there is no storage, the next visit waits as the first did.
        _ = serde_json::to_string(&last).map(|text| storage::write(KEY, &text));
    }
}
