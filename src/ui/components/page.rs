//! What the components share: signals for state, and the actions that change it.

mod choice;
mod compared;
pub(super) mod data;
mod kept;
mod language;
mod listed;
mod lists;
mod map;
mod model;
mod offline;
mod own;
mod people;
mod remembered;
mod said;
mod shared;
mod start;

pub use lists::RECOMMENDED;
pub use own::OwnModels;
pub use said::{Notice, Toast, Undoing};
pub use shared::Shared;

use crate::catalog::{AnimeId, Atlas};
use crate::eda::ChartData;
use crate::engine::client::{EngineClient, Scripts};
use crate::engine::protocol::{Explanation, Fetching, ModelName, Recommendation, Recommended};
use crate::platform::service_worker::KeptPage;
use crate::platform::timer::{self, Timer};
use crate::platform::worker::Worker;
use crate::platform::{frames, location, page};
use crate::recommend::People;
use crate::recommend::choice::Choice;
use crate::t;
use crate::ui::engine_state::{EngineState, ListState, SimilarState};
use crate::ui::library::Library;
use crate::ui::model_files;
use crate::ui::offline::{Newer, Offline, OnDemand};
use crate::ui::route::{Route, Switches, query_of};
use crate::ui::settings::Settings;
use crate::ui::taste::Taste;
use data::{data_file, read_bit_by_bit};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// How long after the catalogue's arrival the search is prepared.
const QUIET: Duration = Duration::from_secs(1);
const CATALOGUE: &str = "catalogue.bin";
/// The length of the visitor's list.
const TOP: usize = 20;
/// So many new titles of a list are drawn in one frame: with all of them at once it would be late.
const NEW_A_FRAME: usize = 3;
/// The length of each list of neighbours.
const NEIGHBOURS: usize = 12;

/// Something that is fetched once.
#[derive(Clone)]
pub enum Fetched<T> {
    /// On its way.
    Loading,
    /// Here.
    Here(T),
    /// Not to be had, for a reason in words.
    Failed(String),
}

/// All that the components share. It lives as long as the page does.
#[derive(Clone, Copy)]
pub struct Page {
    /// The catalogue.
    pub library: RwSignal<Fetched<Arc<Library>>>,
    /// Where the visitor is.
    pub route: RwSignal<Route>,
    /// What stands after the `?` of the address's hash.
    pub query: RwSignal<String>,
    /// What the address says of backend and model.
    pub switches: RwSignal<Switches>,
    /// What the visitor has told.
    pub taste: Shared<Taste>,
    /// The visitor's own taste while somebody else's picks are looked at, which a link brought.
    pub own: RwSignal<Option<Taste>>,
    /// What may be in the list, and how it is arranged.
    pub choice: Shared<Choice>,
    /// How the visitor wants the page.
    pub settings: RwSignal<Settings>,
    /// The tables of the charts, once these were looked at.
    pub charts: RwSignal<Fetched<Arc<ChartData>>>,
    /// Where the engine is.
    pub engine: RwSignal<EngineState>,
    /// The best titles of the model, of which the list is arranged.
    pub ranking: RwSignal<Option<Recommended>>,
    /// The visitor's list.
    pub list: Shared<ListState>,
    /// See [`Self::visible`]: worked out once for all who ask.
    visible: Memo<Vec<Recommendation>>,
    /// Why the titles of the list are in it.
    pub reasons: Shared<HashMap<AnimeId, Explanation>>,
    /// The best titles of the model to compare with, of which its list is arranged.
    pub beside_ranking: RwSignal<Option<Recommended>>,
    /// The list to stand beside the visitor's.
    pub beside: RwSignal<ListState>,
    /// The titles to start from, those of the grid's places.
    pub start: Shared<Vec<AnimeId>>,
    /// The users of the sample.
    pub people: RwSignal<Fetched<Arc<People>>>,
    /// The visitor among the users, and by how many picks.
    pub located: RwSignal<Option<(Vec<f32>, usize)>>,
    /// The places of all anime.
    pub atlas: RwSignal<Fetched<Arc<Atlas>>>,
    /// Models of the visitor's own.
    pub own_models: RwSignal<OwnModels>,
    /// The weights that are on their way.
    pub fetching: RwSignal<Option<Fetching>>,
    /// The neighbours on an anime's page.
    pub similar: RwSignal<SimilarState>,
    /// What was just done.
    pub toast: RwSignal<Option<Toast>>,
    /// What the visitor should know.
    pub notices: RwSignal<Vec<Notice>>,
    /// What screen readers shall say.
    pub announcement: RwSignal<String>,
    /// Whether the page works with the network off.
    pub offline: RwSignal<Offline>,
    /// What the browser keeps of the files that only some visits need, once the service worker has said so.
    pub on_demand: RwSignal<Option<OnDemand>>,
    /// Whether a newer version of the page waits.
    pub update: RwSignal<Newer>,
    /// The choice that the visitor has just gone back to.
    taken_back: StoredValue<Option<Choice>>,
    /// How many lists have begun to be shown: one that comes in frame by frame ends when the next begins.
    showing: StoredValue<u64>,
    /// How many times the list was held.
    holding: StoredValue<u64>,
    /// Titles that were shown to start from, and not taken.
    passed_over: StoredValue<Vec<AnimeId>>,
    /// Whether a search is one among all titles by now.
    pub search_is_whole: RwSignal<bool>,
    /// The titles of the last visit's list, until there is one.
    pub remembered: StoredValue<Vec<String>>,
    kept_page: StoredValue<Option<KeptPage>, LocalStorage>,
    client: StoredValue<Option<EngineClient>, LocalStorage>,
    /// What reads Keras' files, while it does.
    keras_reader: StoredValue<Option<Worker>, LocalStorage>,
}

impl Page {
    /// The page at the start of a visit: with what was kept, and all else on its way.
    pub fn open() -> Self {
        let (list, taste, choice) =
            (Shared::new(ListState::default()), Shared::new(Taste::default()), Shared::new(Choice::default()));
        let visible = Memo::new(move |last: Option<&Vec<Recommendation>>| {
            let now = |list: &ListState| taste.with(|taste| choice.with(|choice| list.visible(taste, choice)));
            list.with(|list| match last {
                Some(last) if list.held => last.clone(),
                _ => now(list),
            })
        });
        let page = Self {
            list,
            taste,
            choice,
            visible,
            library: RwSignal::new(Fetched::Loading),
            route: RwSignal::new(Route::from_hash(&location::hash())),
            query: RwSignal::new(query_of(&location::hash()).to_owned()),
            charts: RwSignal::new(Fetched::Loading),
            switches: RwSignal::new(Switches::from_location(&location::search(), &location::hash())),
            own: RwSignal::new(None),
            settings: RwSignal::new(Settings::default()),
            engine: RwSignal::new(EngineState::Starting),
            ranking: RwSignal::new(None),
            reasons: Shared::new(HashMap::new()),
            beside_ranking: RwSignal::new(None),
            beside: RwSignal::new(ListState::default()),
            start: Shared::new(Vec::new()),
            people: RwSignal::new(Fetched::Loading),
            located: RwSignal::new(None),
            atlas: RwSignal::new(Fetched::Loading),
            own_models: RwSignal::new(OwnModels::None),
            fetching: RwSignal::new(None),
            similar: RwSignal::new(SimilarState::Pending),
            toast: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            announcement: RwSignal::new(String::new()),
            offline: RwSignal::new(Offline::default()),
            on_demand: RwSignal::new(None),
            update: RwSignal::new(Newer::default()),
            taken_back: StoredValue::new(None),
            showing: StoredValue::new(0),
            holding: StoredValue::new(0),
            passed_over: StoredValue::new(Vec::new()),
            search_is_whole: RwSignal::new(false),
            remembered: StoredValue::new(Self::in_first_paint()),
            kept_page: StoredValue::new_local(None),
            client: StoredValue::new_local(None),
            keras_reader: StoredValue::new_local(None),
        };
        page.restore_settings();
        page.find_language();
        page.restore();
        page.take_link(&location::hash());
        page.load_library();
        page.start_engine();
        // The effects of a change come in this order: while the engine works on the list, there is time for the others.
        page.ask_for_lists();
        page.keep();
        page.remember_list();
        page.ask_for_comparison();
        page.ask_for_questions();
        page.ask_for_location();
        page.arrange_on_change();
        page.follow_choice();
        page.keep_for_offline();
        page
    }

    /// The catalogue, once it is here. It is the same from then on, so nobody waits for news of it any more: a signal would
    /// keep each of the cards in mind that come and go by the thousand (see [`Shared`]).
    pub fn library(&self) -> Option<Arc<Library>> {
        let library = self.library_now();
        if library.is_none() {
            self.library.track();
        }
        library
    }

    /// The catalogue, where it is here, for a component that is made only then.
    pub fn library_now(&self) -> Option<Arc<Library>> {
        self.library.with_untracked(|library| match library {
            Fetched::Here(library) => Some(Arc::clone(library)),
            _ => None,
        })
    }

    /// The list less what the visitor has said something of since it came.
    pub fn visible(&self) -> Vec<Recommendation> {
        self.visible.get()
    }

    /// The title of an anime.
    pub fn title(&self, id: AnimeId) -> String {
        match self.library() {
            Some(library) => library.title(id),
            None => t!("anime-number", id = id.to_string()),
        }
    }

    /// Asks again for what is to be seen, after a request failed or the engine gave up, which is then started first.
    pub fn try_again(&self) {
        if self.stopped().is_some() {
            self.engine.set(EngineState::Starting);
            self.with_client(EngineClient::start);
        }
        self.taste.notify();
        if let Route::Anime(id) = self.route.get_untracked() {
            self.ask_similar(id, untrack(|| self.similarity_model()));
        }
    }

    /// Why nothing can be asked, while the engine stands still.
    fn stopped(&self) -> Option<String> {
        self.engine.with_untracked(|engine| match engine {
            EngineState::Stopped { reason } => Some(reason.clone()),
            _ => None,
        })
    }

    /// Fetches the catalogue, at the start or after that failed.
    pub fn load_library(&self) {
        let this = *self;
        self.fetch(CATALOGUE, self.library, async move |file| {
            let catalogue = read_bit_by_bit(file).await.map_err(|error| error.to_string())?;
            let library = Library::new(catalogue);
            if this.taste.with_untracked(|taste| taste.picks.is_empty()) {
                // What a newcomer is shown takes its time, in a task of its own.
                timer::next_task().await;
                library.starters();
            }
            this.restore_choice(&library);
            // The first list comes before what the first search needs.
            if let Some(timer) = Timer::after(QUIET, move || this.prepare_search()) {
                timer.forget();
            }
            Ok(library)
        });
    }

    /// Prepares the search, a bit in each frame.
    pub fn prepare_search(self) {
        let Some(library) = self.library_now() else { return };
        if self.search_is_whole.get_untracked() {
            return;
        }
        if library.prepare_search() {
            self.search_is_whole.set(true);
        } else {
            frames::soon("search", move || self.prepare_search());
        }
    }

    /// Fetches a file of the page's data and makes something of it.
    pub(super) fn fetch<T: Send + Sync + 'static>(
        &self,
        name: &str,
        into: RwSignal<Fetched<Arc<T>>>,
        read: impl AsyncFnOnce(Vec<u8>) -> Result<T, String> + 'static,
    ) {
        into.set(Fetched::Loading);
        let file = data_file(name);
        leptos::task::spawn_local(async move {
            let read = match file.await {
                Ok(file) => read(file).await,
                Err(error) => Err(error.to_string()),
            };
            let fetched = read.map_or_else(Fetched::Failed, |it| Fetched::Here(Arc::new(it)));
            // What is drawn by it, in a task of its own.
            timer::after_this(move || into.set(fetched));
        });
    }

    /// Asks for the neighbours of an anime.
    pub fn ask_similar(&self, id: AnimeId, model: ModelName) {
        let Some(library) = self.library() else { return };
        if let Some(reason) = self.stopped() {
            self.similar.set(SimilarState::Failed(reason));
            return;
        }
        self.similar.set(SimilarState::Pending);
        let exclude = library.explicit().iter().copied().filter(|other| *other != id).collect();
        self.with_client(|client| client.similar(model, id, exclude, NEIGHBOURS));
    }

    fn with_client(&self, run: impl FnOnce(&EngineClient)) {
        // The client is taken out first: what it tells may lead back here.
        if let Some(client) = self.client.get_value() {
            run(&client);
        }
    }

    fn start_engine(&self) {
        let this = *self;
        let script = |name, without: &str| page::meta(name).unwrap_or_else(|| without.to_owned());
        let scripts = Scripts {
            cpu: script("konomi-engine", "./engine_loader.js"),
            gpu: script("konomi-gpu-engine", "./gpu_engine_loader.js"),
        };
        let choice = self.switches.get_untracked().backend.unwrap_or_default();
        let files = model_files::parse(&page::meta("konomi-models").unwrap_or_default(), page::absolute);
        let client = EngineClient::new(scripts, choice, files, move |update| this.hear(update));
        self.client.set_value(Some(client.clone()));
        client.start();
    }
}
