//! The visitor among the users of the sample.

use super::{Fetched, Page};
use crate::engine::protocol::Asked;
use crate::recommend::People;
use crate::ui::route::Route;
use leptos::prelude::*;

const PEOPLE: &str = "people.bin";

impl Page {
    /// Asks where the visitor is among the users, while that is looked at.
    pub(super) fn ask_for_location(&self) {
        let this = *self;
        let is_open = Memo::new(move |_| this.route.get() == Route::People);
        Effect::new(move |_| {
            let taste = this.taste.get();
            if !is_open.get() || taste.picks.is_empty() {
                this.located.set(None);
                this.with_client(|client| client.cancel(Asked::Locate));
                return;
            }
            if let Some(reason) = this.stopped() {
                this.people_failed(reason);
                return;
            }
            if !untrack(|| this.people.with(|people| matches!(people, Fetched::Here(_)))) {
                this.load_people();
            }
            this.with_client(|client| client.locate(taste.picks));
        });
    }

    /// Fetches the sample, at first or after that failed.
    pub fn load_people(&self) {
        self.fetch(PEOPLE, self.people, async |file: Vec<u8>| {
            People::from_bytes(&file).map_err(|error| error.to_string())
        });
    }

    /// The engine could not say where the visitor is.
    pub(super) fn people_failed(&self, reason: String) {
        self.people.set(Fetched::Failed(reason));
    }
}
