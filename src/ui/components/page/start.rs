//! What a newcomer is asked about: the titles of the grid, and a surprise.

use super::Page;
use crate::catalog::AnimeId;
use crate::platform::timer::Timer;
use crate::platform::{location, random};
use crate::recommend::Standing;
use crate::ui::engine_state::EngineState;
use crate::ui::route::Route;
use crate::ui::start_places::{SHOWN, fill, gone};
use leptos::prelude::*;
use std::time::Duration;

/// After so long what has come is painted.
const PAINTED: Duration = Duration::from_millis(250);
/// Past so many picks the grid is no start any more, and asks the engine for nothing.
const ENOUGH: usize = 30;

impl Page {
    /// Asks which titles tell most of the visitor's taste, at first and after every pick.
    pub(super) fn ask_for_questions(&self) {
        let this = *self;
        // A visitor with picks waits for the first list, and so do the questions.
        let may_ask = RwSignal::new(false);
        Effect::new(move |asks: Option<bool>| {
            let without_picks = this.taste.with(|taste| taste.picks.is_empty());
            let has_answer = this.list.with(|list| list.shown.is_some() || !list.pending);
            if asks == Some(true) || this.library().is_none() || !(without_picks || has_answer) {
                return asks.unwrap_or_default();
            }
            let painted = if without_picks { None } else { Timer::after(PAINTED, move || may_ask.set(true)) };
            match painted {
                Some(timer) => timer.forget(),
                None => may_ask.set(true),
            }
            true
        });
        // Until the engine answers, the best known of all kinds stand in the grid.
        Effect::new(move |_| {
            if may_ask.get()
                && let Some(library) = this.library_now()
                && this.start.with_untracked(Vec::is_empty)
            {
                let known = |id: &AnimeId| this.taste.with_untracked(|taste| taste.knows(*id));
                this.start.set(library.starters().iter().filter(|id| !known(id)).take(SHOWN).copied().collect());
            }
        });
        let runs = Memo::new(move |_| this.engine.with(|engine| matches!(engine, EngineState::Running { .. })));
        Effect::new(move |_| {
            let count = this.taste.with(|taste| taste.picks.len());
            // Without a pick the well-known ones are as good a start as any, and nothing moves while one looks.
            if runs.get() && may_ask.get() && (1..ENOUGH).contains(&count) {
                this.ask_next();
            }
        });
    }

    /// Others instead of those in the grid, which are passed over.
    pub fn show_others(&self) {
        let shown = self.start.get_untracked();
        let is_open = |id: &AnimeId| self.taste.with_untracked(|taste| !taste.knows(*id));
        self.passed_over.update_value(|passed| passed.extend(shown.into_iter().filter(is_open)));
        self.start.set(Vec::new());
        let runs = self.engine.with_untracked(|engine| matches!(engine, EngineState::Running { .. }));
        if runs { self.ask_next() } else { self.hear_questions(self.candidates()) }
    }

    fn ask_next(&self) {
        let picks = self.taste.with_untracked(|taste| taste.picks.clone());
        let (passed, candidates) = (self.passed_over.get_value(), self.candidates());
        self.with_client(|client| client.interview(picks, passed, candidates, SHOWN));
    }

    /// Titles that may be asked about: nothing was said of them, and they were not passed over; all again once none is left.
    fn candidates(&self) -> Vec<AnimeId> {
        let Some(library) = self.library_now() else { return Vec::new() };
        let open: Vec<AnimeId> = self
            .taste
            .with_untracked(|taste| library.askable().iter().filter(|id| !taste.knows(**id)).copied().collect());
        let fresh: Vec<AnimeId> =
            self.passed_over.with_value(|passed| open.iter().filter(|id| !passed.contains(id)).copied().collect());
        if fresh.is_empty() {
            self.passed_over.set_value(Vec::new());
            return open;
        }
        fresh
    }

    /// The engine says what to ask about next.
    pub(super) fn hear_questions(&self, titles: Vec<AnimeId>) {
        let before = self.start.get_untracked();
        let newest = self.taste.with_untracked(|taste| taste.picks.first().map(|pick| pick.anime_id));
        let after = fill(&before, &titles, |id| Some(id) == newest);
        let is_open = |id: &AnimeId| self.taste.with_untracked(|taste| !taste.knows(*id));
        let gone = gone(&before, &after).into_iter().filter(is_open);
        self.passed_over.update_value(|passed| passed.extend(gone));
        self.start.set(after);
    }

    /// Opens the page of a title that the visitor may not have thought of: of the list's further places, or without a list
    /// one that others rate high.
    pub fn surprise(&self) {
        let Some(library) = self.library_now() else { return };
        let is_open = |id: AnimeId| self.taste.with_untracked(|taste| taste.standing(id) == Standing::Open);
        let ranked = self.ranking.with_untracked(|ranking| {
            let items = ranking.iter().flat_map(|ranking| &ranking.items);
            items.map(|item| item.anime_id).filter(|id| is_open(*id)).skip(SHOWN).take(120).collect::<Vec<_>>()
        });
        let choices = if ranked.is_empty() { library.well_rated() } else { ranked };
        if let Some(id) = random::one_of(&choices) {
            location::visit(&Route::Anime(*id).href());
        }
    }
}
