//! What the browser keeps of a visit for the next one: taste and settings.

use super::Page;
use crate::platform::{page, storage};
use crate::t;
use crate::ui::settings::Settings;
use crate::ui::stored;
use crate::ui::taste::Taste;
use crate::ui::words::sentence;
use leptos::prelude::*;

const TASTE_KEY: &str = "konomi.taste";
const SETTINGS_KEY: &str = "konomi.settings";

impl Page {
    /// Reads the settings that were kept; models of the visitor's own are gone with the visit before.
    pub(super) fn restore_settings(&self) {
        if let Ok(Some(text)) = storage::read(SETTINGS_KEY) {
            let mut settings = stored::read_settings(&text);
            settings.model = settings.model.filter(|model| !model.is_own());
            settings.similarity_model = settings.similarity_model.filter(|model| !model.is_own());
            self.settings.set(settings);
        }
    }

    /// Reads the taste that was kept; what can't be read is kept aside and reported.
    pub(super) fn restore(&self) {
        match storage::read(TASTE_KEY) {
            Ok(None) => {}
            Ok(Some(text)) => {
                let (taste, warning) = stored::read_taste(&text);
                self.taste.set(taste);
                if let Some(warning) = warning {
                    let kept = match storage::keep_aside(TASTE_KEY, &text) {
                        Ok(name) => {
                            // What could be read replaces what is now kept elsewhere, so that this is reported once.
                            self.keep_text(TASTE_KEY, stored::write_taste(&self.taste.get_untracked()).ok());
                            t!("kept-aside", name = name)
                        }
                        Err(error) => {
                            t!("not-kept-aside", reason = error.to_string())
                        }
                    };
                    let warning = warning.to_string();
                    self.notify(t!("picks-not-restored", warning = warning, kept = kept), Some(text));
                }
            }
            Err(error) => self.notify(sentence(&error.to_string()), None),
        }
        let (taste, own) = (self.taste, self.own);
        storage::on_change_elsewhere(TASTE_KEY, move |text| {
            if let (elsewhere, None) = stored::read_taste(&text)
                && own.with_untracked(Option::is_none)
                && taste.with_untracked(|taste| *taste != elsewhere)
            {
                taste.set(elsewhere);
            }
        });
    }

    /// Keeps every change from now on.
    pub(super) fn keep(&self) {
        let this = *self;
        Effect::new(move |before: Option<Taste>| {
            let taste = this.taste.get();
            // Somebody else's picks are not kept.
            if before.is_some_and(|before| before != taste) && this.own.with_untracked(Option::is_none) {
                this.keep_text(TASTE_KEY, stored::write_taste(&taste).ok());
            }
            taste
        });
        Effect::new(move |before: Option<Settings>| {
            let settings = this.settings.get();
            page::set_theme(settings.theme.name());
            if before.is_some_and(|before| before != settings) {
                this.keep_text(SETTINGS_KEY, stored::write_settings(&settings).ok());
            }
            settings
        });
    }

    /// Keeps the taste as it is now.
    pub(super) fn keep_taste(&self) {
        self.keep_text(TASTE_KEY, self.taste.with_untracked(|taste| stored::write_taste(taste).ok()));
    }

    fn keep_text(&self, key: &str, text: Option<String>) {
        if let Some(Err(error)) = text.map(|text| storage::write(key, &text)) {
            self.notify(sentence(&error.to_string()), None);
        }
    }
}
