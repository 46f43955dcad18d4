//! The page without the network: has a copy kept, and offers a newer version when there is one.

use super::{EngineState, Page};
use crate::platform::service_worker::{KeptPage, Report};
use crate::platform::{location, page};
use crate::ui::offline::{Newer, Offline, OnDemand};
use leptos::prelude::*;

const WORKER: &str = "./service_worker.js";

impl Page {
    /// Has the page kept for the next visit, which may have no network.
    pub(super) fn keep_for_offline(&self) {
        let this = *self;
        let hear = move |report| this.hear_of_copy(report);
        // A bundle that names no version has no list of files to keep either.
        let version = page::meta("konomi-version").filter(|version| !version.is_empty());
        let Some(kept) = version.and_then(|version| KeptPage::listen(version, hear)) else {
            self.offline.set(Offline::Unsupported);
            return;
        };
        self.kept_page.set_value(Some(kept.clone()));
        // The engine, which the visitor waits for, is loaded first.
        Effect::new(move |begun: Option<bool>| {
            let now = begun == Some(true) || this.engine.with(|engine| *engine != EngineState::Starting);
            if now && begun != Some(true) {
                kept.make(WORKER, hear);
            }
            now
        });
    }

    /// Goes on with the newer version. What the visitor told is kept by the browser, and so outlives the page.
    pub fn take_update(&self) {
        self.update.set(Newer::Taken);
        if let Some(kept) = self.kept_page.get_value() {
            kept.take_over();
        }
    }

    /// Asks how much the browser keeps of what only some visits need.
    pub fn ask_what_is_kept(&self) {
        if let Some(kept) = self.kept_page.get_value() {
            kept.ask_what_is_kept();
        }
    }

    /// Has all of that kept.
    pub fn keep_everything(&self) {
        if let Some(kept) = self.kept_page.get_value() {
            kept.keep_everything();
        }
    }

    fn hear_of_copy(&self, report: Report) {
        match report {
            Report::Failed => self.offline.set(Offline::Failed),
            Report::Kept => {
                self.offline.set(Offline::Ready);
                // Where updates don't wait, as while the page is developed, there is none to offer any more.
                self.update.set(Newer::None);
            }
            Report::NewerWaits => self.update.update(|update| *update = update.when_newer_waits()),
            Report::Replaced => location::reload(),
            Report::OnDemand(text) => self.on_demand.set(OnDemand::parse(&text)),
        }
    }
}
