//! What was just done, said in passing with what undoes it; and what a visitor should know for longer.

use super::Page;
use crate::catalog::AnimeId;
use crate::engine::protocol::ModelName;
use crate::platform::list_motion;
use crate::recommend::choice::Choice;
use crate::recommend::{Opinion, Standing};
use crate::t;
use crate::ui::taste::Undo;
use leptos::prelude::*;

/// What was just done, with what undoes it.
#[derive(Clone, PartialEq, Debug)]
pub struct Toast {
    /// What was done, in words.
    pub text: String,
    /// What takes it back; `None` once it is taken back.
    pub undo: Option<Undoing>,
}

/// What an action changed, as it was before.
#[derive(Clone, PartialEq, Debug)]
pub enum Undoing {
    /// What the visitor said of titles.
    Taste(Undo),
    /// What may be in the list, and how it is arranged.
    Choice(Box<Choice>),
    /// Who ranks.
    Model(Option<ModelName>),
    /// Who compares.
    SimilarityModel(Option<ModelName>),
}

/// Something the visitor should know for longer than a toast lasts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// What happened and what to do.
    pub text: String,
    /// What may be copied for safekeeping.
    pub details: Option<String>,
}

impl Page {
    /// Moves an anime to where it shall stand, and offers to undo that.
    pub fn set(&self, id: AnimeId, standing: Standing) {
        // Said twice, as by a second click while the card still stands: what there is to undo is the first.
        if self.taste.with_untracked(|taste| taste.standing(id) == standing) {
            return;
        }
        let title = self.title(id);
        let text = match standing {
            Standing::Open => t!("said-removed", title = title),
            Standing::Picked(opinion) => match opinion {
                Opinion::Liked => t!("said-liked", title = title),
                Opinion::Disliked => t!("said-disliked", title = title),
                Opinion::Dropped => t!("said-dropped", title = title),
                Opinion::Rated(rating) => t!("said-rated", title = title, rating = rating.get()),
            },
            Standing::Seen => t!("said-seen", title = title),
            Standing::Planned => t!("said-planned", title = title),
            Standing::Hidden => t!("said-hidden", title = title),
        };
        let taste = self.taste;
        let mut undo = None;
        list_motion::around(|| taste.update(|taste| undo = Some(taste.set(id, standing))));
        self.toast.set(Some(Toast { text, undo: undo.map(Undoing::Taste) }));
    }

    /// Says something in passing.
    pub fn say(&self, text: String) {
        self.toast.set(Some(Toast { text, undo: None }));
    }

    /// Takes the last action back.
    pub fn undo(&self) {
        let Some(Toast { text, undo: Some(undo) }) = self.toast.get_untracked() else { return };
        let taste = self.taste;
        match undo {
            Undoing::Taste(undo) => list_motion::around(|| taste.update(|taste| taste.undo(undo))),
            Undoing::Choice(before) => {
                self.taken_back.set_value(Some((*before).clone()));
                self.choice.set(*before);
            }
            Undoing::Model(before) => self.settings.update(|settings| settings.model = before),
            Undoing::SimilarityModel(before) => self.settings.update(|settings| settings.similarity_model = before),
        }
        self.toast.set(Some(Toast { text: t!("said-undone", what = text), undo: None }));
    }

    pub(super) fn notify(&self, text: String, details: Option<String>) {
        let notice = Notice { text, details };
        if self.notices.with_untracked(|notices| !notices.contains(&notice)) {
            self.notices.update(|notices| notices.push(notice));
        }
    }
}
