//! What may be in the list, and how the address and the next visit know of it; the picks that an address brings.

use super::{Page, Toast, Undoing};
use crate::platform::timer::Timer;
use crate::platform::{location, page};
use crate::recommend::Pick;
use crate::recommend::choice::Choice;
use crate::t;
use crate::ui::library::Library;
use crate::ui::link;
use crate::ui::route::{Route, query_of, with_parts};
use crate::ui::taste::{Taste, Undo};
use leptos::prelude::*;
use std::time::Duration;

/// After so long without a further change the choice is written into the address: browsers refuse more than a few a second.
const SETTLED: Duration = Duration::from_millis(300);
/// Picks sooner, or a page that is loaded anew would take those of its own address for somebody else's; but after the list,
/// which the browser would keep waiting for some milliseconds.
const PICKED: Duration = Duration::from_millis(60);

impl Page {
    /// The choice of the address if it says any, else the one that was kept. Called once the catalogue is here, which
    /// knows the genres' names.
    pub(super) fn restore_choice(&self, library: &Library) {
        let query = self.query.get_untracked();
        let is_named = |part: &str| Choice::NAMES.contains(&part.split('=').next().unwrap_or_default());
        let search = location::search().trim_start_matches('?').to_owned();
        let is_home = self.route.get_untracked() == Route::Home;
        let of_address = [query, search].into_iter().find(|query| is_home && query.split('&').any(is_named));
        let text = of_address.unwrap_or_else(|| self.settings.with_untracked(|settings| settings.choice.clone()));
        self.choice.set(Choice::from_query(&text, library.catalogue()).0);
    }

    /// Writes choice and picks into the address of the start page, and keeps the choice for the next visit.
    pub(super) fn follow_choice(&self) {
        let this = *self;
        let timer = StoredValue::new_local(None::<Timer>);
        Effect::new(move |before: Option<Option<String>>| {
            let library = this.library();
            let picks = this.taste.with(|taste| link::write(&taste.picks));
            let is_home = this.route.get() == Route::Home;
            // Until the catalogue is here the choice of the address is not known yet, and must not be overwritten.
            let Some(library) = library else { return picks };
            let query = this.choice.with(|choice| choice.to_query(library.catalogue()));
            if this.settings.with_untracked(|settings| settings.choice != query) {
                this.settings.update(|settings| settings.choice.clone_from(&query));
            }
            if is_home {
                let text = picks.clone();
                let write = move || this.write_address(&query, text.as_deref());
                let are_others = before.is_none_or(|before| before != picks);
                timer.set_value(Timer::after(if are_others { PICKED } else { SETTLED }, write));
            }
            picks
        });
    }

    fn write_address(&self, choice: &str, picks: Option<&str>) {
        // The address is the first to know of a way elsewhere.
        if self.route.get_untracked() != Route::Home || Route::from_hash(&location::hash()) != Route::Home {
            return;
        }
        let picks = picks.map(|picks| format!("{}={picks}", link::PICKS));
        let parts: Vec<&str> = picks.as_deref().into_iter().chain([choice]).filter(|part| !part.is_empty()).collect();
        let names: Vec<&str> = Choice::NAMES.into_iter().chain([link::PICKS]).collect();
        let before = location::hash();
        let before = if before.is_empty() { "#/" } else { &before };
        let hash = with_parts(before, &names, &parts.join("&"));
        if hash != location::hash() && !(hash == "#/" && location::hash().is_empty()) {
            location::replace(&location::search(), &hash);
            self.query.set(query_of(&hash).to_owned());
        }
    }

    /// The address with everything that makes the list: model, picks and choice.
    pub fn link(&self) -> String {
        let model = format!("model={}", untrack(|| self.model()).slug());
        let choice = self.settings.with_untracked(|settings| settings.choice.clone());
        let picks = self.taste.with_untracked(|taste| link::write(&taste.picks)).map(|picks| format!("picks={picks}"));
        let parts: Vec<String> =
            [Some(model), picks, Some(choice)].into_iter().flatten().filter(|part| !part.is_empty()).collect();
        page::absolute(&format!("#/?{}", parts.join("&"))).unwrap_or_default()
    }

    /// Takes the picks of an address: as the visitor's own where there are none yet, else to be looked at beside them.
    pub fn take_link(&self, hash: &str) {
        let picks = link::read(query_of(hash));
        let same = |own: &[Pick]| own.len() == picks.len() && own.iter().all(|pick| picks.contains(pick));
        if picks.is_empty()
            || Route::from_hash(hash) != Route::Home
            || self.taste.with_untracked(|taste| same(&taste.picks))
        {
            return;
        }
        let before = self.taste.get_untracked();
        let shared = Taste { picks, ..Taste::default() };
        if before.is_empty() {
            let text = t!("link-picks-taken", count = shared.picks.len());
            self.taste.set(shared);
            self.keep_taste();
            self.toast.set(Some(Toast { text, undo: Some(Undoing::Taste(Undo::All(Box::new(before)))) }));
        } else {
            if self.own.with_untracked(Option::is_none) {
                self.own.set(Some(before));
            }
            self.taste.set(shared);
        }
    }

    /// Ends the look at somebody's picks; `add` takes them over.
    pub fn leave_link(&self, add: bool) {
        let Some(own) = self.own.get_untracked() else { return };
        let shared = self.taste.get_untracked();
        self.own.set(None);
        self.taste.set(own);
        if add {
            let mut undo = None;
            self.taste.update(|taste| undo = Some(taste.import(&shared.listed())));
            if let Some((imported, undo)) = undo {
                let text = t!("link-picks-added", count = imported.new);
                self.toast.set(Some(Toast { text, undo: Some(Undoing::Taste(undo)) }));
            }
        }
    }
}
