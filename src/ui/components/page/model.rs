//! Which model ranks, and which compares.

use super::{Page, Toast, Undoing};
use crate::engine::protocol::ModelName;
use crate::platform::{location, page};
use crate::t;
use crate::ui::model_files;
use crate::ui::route::{Route, without_model};
use leptos::prelude::*;

impl Page {
    /// Who ranks: as the address says, or else as the visitor chose.
    pub fn model(&self) -> ModelName {
        self.switches.get().model.or(self.settings.get().model).unwrap_or_default()
    }

    /// Who compares anime; the model of ratings, unless the address or the visitor says otherwise.
    pub fn similarity_model(&self) -> ModelName {
        let chosen = self.switches.get().model.or(self.settings.get().similarity_model);
        chosen.filter(|model| model.card().compares).unwrap_or(ModelName::RECOMMENDER_NET)
    }

    /// The visitor chooses who compares, on an anime's page, or else who ranks.
    pub fn choose_model(&self, model: ModelName) {
        if !matches!(self.route.get_untracked(), Route::Anime(_)) {
            return self.choose_list_model(model);
        }
        let before = untrack(|| self.similarity_model());
        self.settings.update(|settings| settings.similarity_model = Some(model));
        let text = t!("model-compares-now", model = model.label());
        self.toast.set(Some(Toast { text, undo: Some(Undoing::SimilarityModel(Some(before))) }));
        self.correct_address();
    }

    /// The visitor chooses who ranks, wherever they are.
    pub fn choose_list_model(&self, model: ModelName) {
        self.rank_with(model, t!("model-makes-your-list", model = model.label()));
    }

    /// Has a model rank from now on, and says so in these words.
    pub(super) fn rank_with(&self, model: ModelName, text: String) {
        let before = untrack(|| self.model());
        self.settings.update(|settings| settings.model = Some(model));
        // One of the visitor's own may have given way to another.
        let is_here = !before.is_own() || self.engine.with_untracked(|engine| engine.has(before));
        let undo = (before != model && is_here).then_some(Undoing::Model(Some(before)));
        self.toast.set(Some(Toast { text, undo }));
        self.correct_address();
    }

    /// An address that names another model than the visitor has just chosen no longer does.
    fn correct_address(&self) {
        if self.switches.get_untracked().model.is_some() {
            let (search, hash) = without_model(&location::search(), &location::hash());
            location::replace(&search, &hash);
            self.switches.update(|switches| switches.model = None);
        }
    }

    /// The size of the weights that are to be fetched for a model, its members' with them, if this copy of the page has them.
    pub fn model_bytes(&self, model: ModelName) -> Option<usize> {
        let files = model_files::parse(&page::meta("konomi-models").unwrap_or_default(), page::absolute);
        model_files::whole_size(&files, model)
    }
}
