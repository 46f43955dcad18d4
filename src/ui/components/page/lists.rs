//! The lists: when they are asked for, and what becomes of the engine's answers.

use super::{NEW_A_FRAME, Page, TOP, Toast, Undoing};
use crate::catalog::AnimeId;
use crate::engine::client::session;
use crate::engine::protocol::{Asked, Recommendation, Recommended};
use crate::platform::{list_motion, page};
use crate::recommend::choice::{Candidate, Choice, POOL};
use crate::t;
use crate::ui::engine_state::{EngineState, ListState, SimilarState};
use crate::ui::taste::Taste;
use crate::ui::words::sentence;
use leptos::prelude::*;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

/// How long the list stays as it is after what the visitor did, at most, until the next one comes.
const HELD: Duration = Duration::from_millis(100);

/// The list's name among those that move.
pub const RECOMMENDED: &str = "recommended";

/// What must not be in a list, beside the picks, which the engine leaves out by itself.
#[derive(Clone, PartialEq)]
pub(super) struct Barred {
    /// What does not pass the choice, whatever the visitor said of it.
    by_choice: Arc<[AnimeId]>,
    /// Whether titles that were seen, and that are planned, may be in it all the same.
    seen: bool,
    planned: bool,
}

impl Barred {
    /// All of it.
    pub(super) fn excluded(&self, taste: &Taste) -> Vec<AnimeId> {
        let lists = [(self.seen, &taste.seen), (self.planned, &taste.planned), (false, &taste.hidden)];
        let aside = lists.into_iter().filter(|(is_shown, _)| !is_shown).flat_map(|(_, ids)| ids);
        self.by_choice.iter().chain(aside).copied().collect()
    }
}

impl Page {
    /// Asks for a list whenever picks, exclusions or the model change.
    pub(super) fn ask_for_lists(&self) {
        let this = *self;
        let model = Memo::new(move |_| this.model());
        let barred = self.barred();
        Effect::new(move |_| {
            let (taste, model) = (this.taste.get(), model.get());
            if taste.picks.is_empty() {
                this.list.set(ListState::default());
                this.ranking.set(None);
                this.with_client(|client| client.cancel(Asked::Recommend));
                return;
            }
            // Not before it is of use: the whole catalogue is gone through for it.
            let Some(barred) = barred.get() else { return };
            if let Some(reason) = this.stopped() {
                this.fail_list(reason);
                return;
            }
            this.list.update(ListState::expect);
            this.let_go_soon();
            let exclude = barred.excluded(&taste);
            this.with_client(|client| client.recommend(model, taste.picks, exclude, POOL));
        });
    }

    /// A list that takes its time is not waited for with what the visitor did.
    fn let_go_soon(&self) {
        let list = self.list;
        let holding = self.holding.get_value() + 1;
        self.holding.set_value(holding);
        let this = *self;
        set_timeout(
            move || {
                let is_held = list.try_with_untracked(|list| list.held) == Some(true);
                if is_held && this.holding.try_get_value() == Some(holding) {
                    list_motion::around_list(RECOMMENDED, || list.update(|list| list.held = false));
                }
            },
            HELD,
        );
    }

    /// What the engine must know of the choice, once the catalogue is here; the sliders and the rule of franchises arrange
    /// what it has answered already.
    pub(super) fn barred(&self) -> Memo<Option<Barred>> {
        let this = *self;
        let rules = Memo::new(move |_| {
            this.choice.with(|choice| (choice.filter.clone(), choice.explicit, choice.seen, choice.planned))
        });
        Memo::new(move |_| {
            // Got and not only tracked: a memo that nobody has read yet tells of no change.
            let (_, _, seen, planned) = rules.get();
            let library = this.library()?;
            let by_choice = this.choice.with_untracked(|choice| choice.excluded(library.catalogue()));
            Some(Barred { by_choice: by_choice.into(), seen, planned })
        })
    }

    /// Arranges the list anew whenever the choice changes.
    pub(super) fn arrange_on_change(&self) {
        let this = *self;
        Effect::new(move |before: Option<Choice>| {
            let choice = this.choice.get();
            if let Some(before) = before.filter(|before| *before != choice) {
                this.offer_to_undo(before, &choice);
                this.arrange();
            }
            choice
        });
    }

    /// Makes the list of what the engine answered.
    fn arrange(&self) {
        let Some(ranking) = self.ranking.get_untracked() else { return };
        let items = self.arranged(&ranking, TOP);
        let stages = self.list.with_untracked(|list| list.stages_to(&items, NEW_A_FRAME));
        let ids = items.iter().map(|item| item.anime_id).collect();
        // A list that is still on its way ends here: one in between, or before a slider moved, has the same ticket.
        let showing = self.showing.get_value() + 1;
        self.showing.set_value(showing);
        self.show(Recommended { items, ..ranking.clone() }, stages.into(), showing);
        let picks = self.taste.with_untracked(|taste| taste.picks.clone());
        self.with_client(|client| client.explain(ranking.model, picks, ids));
    }

    /// Offers to take a change of the choice back; of several in a row, as a slider makes, all at once.
    fn offer_to_undo(&self, before: Choice, now: &Choice) {
        // The choice of the address or of the visit before is no action of this one.
        if self.library_now().is_none() {
            return;
        }
        let before = match self.toast.get_untracked() {
            Some(Toast { undo: Some(Undoing::Choice(first)), .. }) => *first,
            // What has just been taken back needs no offer.
            Some(Toast { undo: None, .. }) if self.taken_back.get_value().as_ref() == Some(now) => return,
            _ => before,
        };
        self.toast.set(Some(Toast { text: t!("said-choice"), undo: Some(Undoing::Choice(Box::new(before))) }));
    }

    /// The best titles of a ranking, as the choice arranges them.
    pub(super) fn arranged(&self, ranking: &Recommended, top: usize) -> Vec<Recommendation> {
        let Some(library) = self.library_now() else { return Vec::new() };
        let candidates: Vec<Candidate> =
            ranking.items.iter().map(|item| Candidate { anime_id: item.anime_id, score: item.score }).collect();
        let places = self.choice.with_untracked(|choice| choice.arrange(&candidates, &library.facts(), top));
        places.into_iter().map(|place| ranking.items[place]).collect()
    }

    /// What the engine tells.
    pub(super) fn hear(&self, update: session::Update) {
        match update {
            session::Update::Ready(ready) => self.engine.set(EngineState::Running { ready, elapsed_ms: None }),
            session::Update::Recommended(recommended) => {
                self.engine.update(|engine| {
                    if let EngineState::Running { elapsed_ms, ready } = engine {
                        *elapsed_ms = Some(recommended.elapsed_ms);
                        ready.backend = recommended.backend;
                    }
                });
                // After a list in between, the one that was asked for is still to come.
                self.list.update(|list| list.pending = recommended.interim);
                if !recommended.interim {
                    self.fetching.set(None);
                    self.list.update(|list| list.instead = None);
                }
                self.ranking.set(Some(recommended));
                self.arrange();
            }
            session::Update::Beside(ranking) => self.hear_beside(ranking),
            session::Update::Interview(titles) => self.hear_questions(titles),
            session::Update::Located(row, known) => self.located.set(Some((row, known))),
            session::Update::Adopted(models) => self.hear_own_models(models),
            session::Update::Fetching(fetching) => self.fetching.set(Some(fetching)),
            session::Update::Loaded(model, items) => {
                self.fetching.set(None);
                self.engine.update(|engine| {
                    if let EngineState::Running { ready, .. } = engine {
                        ready.models.push((model, items));
                    }
                });
            }
            session::Update::Explained(explained) => {
                let reasons = explained.reasons.into_iter().map(|reason| (reason.anime_id, reason));
                self.reasons.set(reasons.collect());
            }
            // A list without its reasons is still the list.
            session::Update::RequestFailed { asked: Asked::Explain, .. } => self.reasons.set(HashMap::new()),
            session::Update::RequestFailed { asked: Asked::Beside, message } => {
                self.fetching.set(None);
                self.beside.update(|list| list.fail(message));
            }
            // Well-known titles are there to start from, whoever chose them.
            session::Update::RequestFailed { asked: Asked::Interview, .. } => {}
            session::Update::RequestFailed { asked: Asked::Locate, message } => self.people_failed(message),
            session::Update::RequestFailed { asked: Asked::Adopt, message } => self.own_models_failed(message),
            session::Update::Similar(similar) => self.similar.set(SimilarState::Shown(similar)),
            session::Update::RequestFailed { asked: Asked::Recommend, message } => {
                self.fetching.set(None);
                // A list in between is better than none.
                match self.list.with_untracked(ListState::is_interim) {
                    true => self.list.update(|list| {
                        list.pending = false;
                        list.instead = Some(message);
                    }),
                    false => self.fail_list(message),
                }
            }
            session::Update::RequestFailed { asked: Asked::Similar, message } => {
                self.fetching.set(None);
                self.similar.set(SimilarState::Failed(message))
            }
            session::Update::Restarting { reason } => {
                self.announcement.set(t!("engine-started-anew"));
                self.engine.set(EngineState::Restarting { reason });
            }
            session::Update::GaveUp { reason } => {
                // What is shown stays; what was waited for will not come.
                if self.list.with_untracked(|list| list.pending) {
                    self.fail_list(reason.clone());
                }
                if self.similar.with_untracked(|similar| *similar == SimilarState::Pending) {
                    self.similar.set(SimilarState::Failed(reason.clone()));
                }
                self.announcement.set(t!("engine-stopped-because", reason = sentence(&reason)));
                self.engine.set(EngineState::Stopped { reason });
            }
        }
    }

    /// Shows a list frame by frame, unless a newer one comes in between.
    fn show(self, list: Recommended, mut stages: VecDeque<Vec<Recommendation>>, showing: u64) {
        let Some(items) = stages.pop_front() else { return };
        let is_whole = stages.is_empty();
        let shown = Some(Recommended { items, ..list.clone() });
        // Whether a newer list is asked for meanwhile is not for this one to say.
        let next = |now: &mut ListState| {
            let instead = now.instead.take();
            *now = ListState { shown, pending: now.pending, held: false, staging: !is_whole, failure: None, instead };
        };
        list_motion::around_list(RECOMMENDED, move || self.list.update(next));
        if is_whole {
            // What is about to be replaced is not worth a screen reader's breath.
            if !list.interim {
                self.announce(&list);
            }
            return;
        }
        let ticket = list.ticket;
        page::before_next_paint(move || {
            let is_wanted =
                self.list.try_with_untracked(|now| now.shown.as_ref().is_some_and(|shown| shown.ticket == ticket));
            if is_wanted == Some(true) && self.showing.try_get_value() == Some(showing) {
                self.show(list, stages, showing);
            }
        });
    }

    fn announce(&self, list: &Recommended) {
        let count = list.items.len();
        // The first title makes each list's words new, and so heard.
        self.announcement.set(match list.items.first() {
            Some(first) => {
                t!("list-announced-first", count = count, title = untrack(|| self.title(first.anime_id)))
            }
            None => t!("list-announced", count = count),
        });
    }

    fn fail_list(&self, reason: String) {
        self.list.update(|list| list.fail(reason));
    }
}
