//! A second model's list, to stand beside the visitor's.

use super::{Page, TOP};
use crate::engine::protocol::{Asked, ModelName, Recommended};
use crate::platform::location;
use crate::recommend::choice::POOL;
use crate::ui::engine_state::ListState;
use crate::ui::route::{Route, WITH, compared_with, with_parts};
use leptos::prelude::*;

impl Page {
    /// The model beside the visitor's: as the address says, else one that is always here and another than theirs.
    pub fn compared_model(&self) -> ModelName {
        let own = self.model();
        let usual = if own == ModelName::NCF { ModelName::RECOMMENDER_NET } else { ModelName::NCF };
        self.query.with(|query| compared_with(query)).unwrap_or(usual)
    }

    /// Compares with another model, which the address then says.
    pub fn compare_with(&self, model: ModelName) {
        let hash = with_parts(&location::hash(), &[WITH], &format!("{WITH}={}", model.slug()));
        location::replace(&location::search(), &hash);
        self.query.set(crate::ui::route::query_of(&hash).to_owned());
    }

    /// Asks for the second list while it is looked at, whenever what it depends on changes.
    pub(super) fn ask_for_comparison(&self) {
        let this = *self;
        let is_open = Memo::new(move |_| this.route.get() == Route::Compare);
        let model = Memo::new(move |_| this.compared_model());
        let barred = self.barred();
        Effect::new(move |_| {
            let (taste, model) = (this.taste.get(), model.get());
            if !is_open.get() || taste.picks.is_empty() {
                this.beside_ranking.set(None);
                this.beside.set(ListState::default());
                this.with_client(|client| client.cancel(Asked::Beside));
                return;
            }
            let Some(barred) = barred.get() else { return };
            if let Some(reason) = this.stopped() {
                this.beside.update(|list| list.fail(reason));
                return;
            }
            this.beside.update(ListState::expect);
            let exclude = barred.excluded(&taste);
            this.with_client(|client| client.beside(model, taste.picks, exclude, POOL));
        });
        // The second list is arranged as the first is.
        Effect::new(move |_| {
            this.choice.track();
            let Some(ranking) = this.beside_ranking.get() else { return };
            let items = this.arranged(&ranking, TOP);
            this.beside.update(|list| list.shown = Some(Recommended { items, ..ranking }));
        });
    }

    /// The second list came.
    pub(super) fn hear_beside(&self, ranking: Recommended) {
        self.beside.update(|list| list.pending = ranking.interim);
        if !ranking.interim {
            self.fetching.set(None);
        }
        self.beside_ranking.set(Some(ranking));
    }
}
