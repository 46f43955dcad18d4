//! The worker's end of the engine: takes requests from the message port, drops what a newer one made stale, answers.

mod device;
mod download;
mod gpu;
#[cfg(feature = "keras")]
mod reader;

#[cfg(feature = "keras")]
pub use reader::serve_reader;

use super::client::session::UP;
use super::models::{Models, ModelsError};
use super::own;
use super::protocol::{self, Backend, Fetching, ModelFile, ModelName, Ready, Request, Response, Ticket};
use super::queue::Queue;
use crate::language::{self, Language};
use crate::t;
use device::{Chosen, choose};
use gpu::Gpu;
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The weights that are part of this program: those of the first list.
const EMBEDDED: [(ModelName, &[u8]); 1] = [(ModelName::NCF, include_bytes!("../../static/model/ncf.safetensors"))];

/// How often the page is told of a download's progress, from its beginning to its end.
const PROGRESS_STEPS: usize = 20;

/// The length of a list that is only timed.
const LIST: usize = 20;

/// The encoders that the weights must agree with.
const ENCODERS: &[u8] = include_bytes!("../../static/data/encoders.bin");

struct Server {
    scope: DedicatedWorkerGlobalScope,
    queue: RefCell<Queue>,
    /// Whether something takes from the queue already.
    busy: Cell<bool>,
    models: RefCell<Option<Rc<Models>>>,
    backend: Cell<Backend>,
    /// Where the weights are that are not part of this program.
    files: RefCell<Vec<ModelFile>>,
    /// Whose weights are on their way.
    fetching: RefCell<HashSet<ModelName>>,
    /// Requests that wait for weights, with the time of their arrival.
    waiting: RefCell<Vec<(Request, f64)>>,
    /// The bytes that came with the newest files of the visitor's, until they are read.
    own: RefCell<Vec<Vec<u8>>>,
}

/// Listens on the worker's message port and says so; returns at once.
pub fn serve() -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let server = Rc::new(Server {
        scope: scope.clone(),
        queue: RefCell::default(),
        busy: Cell::new(false),
        models: RefCell::default(),
        backend: Cell::new(Backend::Cpu),
        files: RefCell::default(),
        fetching: RefCell::default(),
        waiting: RefCell::default(),
        own: RefCell::default(),
    });
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let (text, files) = files_of(&event);
        if let Some(files) = files {
            server.own.replace(files);
        }
        match protocol::decode(&text) {
            Ok(request) => server.clone().accept(request),
            Err(error) => server.post(Response::Failed { ticket: None, message: error.to_string() }),
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    on_message.forget();
    scope.post_message(&JsValue::from_str(UP))
}

/// What a message is: a text, or an array of a text and of the bytes of files.
fn files_of(event: &MessageEvent) -> (String, Option<Vec<Vec<u8>>>) {
    let (text, files) = match event.data().dyn_into::<Array>() {
        Ok(message) => {
            let bytes = |file: JsValue| file.dyn_into::<Uint8Array>().map(|file| file.to_vec()).unwrap_or_default();
            (message.get(0).as_string(), Some(message.iter().skip(1).map(bytes).collect()))
        }
        Err(text) => (text.as_string(), None),
    };
    (text.unwrap_or_default(), files)
}

impl Server {
    fn accept(self: Rc<Self>, request: Request) {
        let now = self.now();
        self.enqueue(request, now);
    }

    fn enqueue(self: Rc<Self>, request: Request, arrived: f64) {
        self.queue.borrow_mut().push(request, arrived);
        if self.busy.replace(true) {
            return;
        }
        // In a task of its own, so that messages which have already arrived are in the queue before the first is taken.
        let run = Closure::once_into_js(move || wasm_bindgen_futures::spawn_local(self.work()));
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let set_timeout = scope.set_timeout_with_callback(run.unchecked_ref());
        debug_assert!(set_timeout.is_ok(), "a worker can always set a timeout");
    }

    async fn work(self: Rc<Self>) {
        while let Some((request, arrived)) = self.next() {
            if let Some(response) = self.clone().answer(request, arrived).await {
                self.post(response);
            }
        }
        self.busy.set(false);
    }

    /// Taken in a statement of its own, so that the queue is free while the request is answered.
    fn next(&self) -> Option<(Request, f64)> {
        self.queue.borrow_mut().pop()
    }

    async fn answer(self: Rc<Self>, request: Request, arrived: f64) -> Option<Response> {
        let models = self.models.borrow().clone();
        let response = match (&request, models) {
            (Request::Start { backend, after_failure, files, load, language }, _) => {
                language::set(Language::of_tag(language).unwrap_or(language::ENGLISH));
                self.files.replace(files.clone());
                self.start(*backend, after_failure.clone(), load).await
            }
            (
                Request::Recommend { ticket, model, picks, exclude, top }
                | Request::Beside { ticket, model, picks, exclude, top },
                Some(models),
            ) => {
                // A list by a model that is here comes first where the one that is asked for has to be fetched.
                let interim = !models.has(*model);
                let by = if interim { ModelName::NCF } else { *model };
                let list = match models.recommend(*ticket, by, picks, exclude, *top).await {
                    Ok(list) => protocol::Recommended { elapsed_ms: self.now() - arrived, interim, ..list },
                    Err(error) => return Some(self.failure(*ticket, error)),
                };
                if interim && !self.queue.borrow().is_stale(&request) {
                    // Before the fetch begins: it may fail at once, and its failure must not come before the list.
                    self.post(Response::Recommended(list));
                    let waits = self.clone().wait_for(*model, &request, arrived);
                    return waits.err().map(|message| Response::Failed { ticket: Some(*ticket), message });
                }
                Response::Recommended(list)
            }
            (Request::Similar { .. } | Request::Explain { .. } | Request::Locate { .. }, Some(models))
                if request.asks().is_some_and(|(_, model)| !models.has(model)) =>
            {
                let (ticket, model) = request.asks()?;
                let waits = self.clone().wait_for(model, &request, arrived);
                return waits.err().map(|message| Response::Failed { ticket: Some(ticket), message });
            }
            (Request::Similar { ticket, model, anime_id, exclude, top }, Some(models)) => {
                let result = models.similar(*ticket, *model, *anime_id, exclude, *top);
                result.map_or_else(|error| self.failure(*ticket, error), Response::Similar)
            }
            (Request::Explain { ticket, model, picks, items }, Some(models)) => {
                let result = models.explain(*ticket, *model, picks, items);
                result.map_or_else(|error| self.failure(*ticket, error), Response::Explained)
            }
            (Request::Interview { ticket, picks, passed_over, candidates, count }, Some(models)) => {
                let result = models.interview(picks, passed_over, candidates, *count).await;
                let answer = |items| Response::Interview { ticket: *ticket, items };
                result.map_or_else(|error| self.failure(*ticket, error), answer)
            }
            (Request::Locate { ticket, picks }, Some(models)) => {
                let answer = |(row, known)| Response::Located { ticket: *ticket, row, known };
                models.locate(picks).map_or_else(|error| self.failure(*ticket, error), answer)
            }
            (Request::Adopt { ticket, files }, Some(_)) => match self.adopt(files).await {
                Ok(models) => Response::Adopted { ticket: *ticket, models },
                Err(message) => Response::Failed { ticket: Some(*ticket), message },
            },
            (request, None) => {
                let message = t!("engine-not-started");
                Response::Failed { ticket: request.asks().map(|(ticket, _)| ticket), message }
            }
        };
        // A failed device is told all the same: the newer request would only meet it again.
        let wanted = matches!(response, Response::BackendLost { .. }) || !self.queue.borrow().is_stale(&request);
        wanted.then_some(response)
    }

    /// Keeps a request until the model's weights are here, and fetches them unless they are on their way already.
    fn wait_for(self: Rc<Self>, model: ModelName, request: &Request, arrived: f64) -> Result<(), String> {
        let file = self.file_of(model)?;
        // Of each kind only the newest is wanted, here as in the queue.
        let kind = request.asked();
        self.waiting.borrow_mut().retain(|(other, _)| other.asked() != kind);
        self.waiting.borrow_mut().push((request.clone(), arrived));
        if self.fetching.borrow_mut().insert(model) {
            wasm_bindgen_futures::spawn_local(self.fetch(file));
        }
        Ok(())
    }

    async fn fetch(self: Rc<Self>, file: ModelFile) {
        let model = file.model;
        let loaded = self.fetch_with_members(file).await;
        self.fetching.borrow_mut().remove(&model);
        let asks = |request: &Request| request.asks().is_some_and(|(_, asked)| asked == model);
        let (ready, others) = self.waiting.take().into_iter().partition(|(request, _)| asks(request));
        self.waiting.replace(others);
        let ready: Vec<(Request, f64)> = ready;
        match loaded {
            Ok(items) => self.post(Response::Loaded { model, items }),
            Err(reason) => {
                self.post(Response::NotLoaded { model });
                let message = t!("engine-no-weights", model = model.in_full(), reason = reason);
                for (ticket, _) in ready.iter().filter_map(|(request, _)| request.asks()) {
                    self.post(Response::Failed { ticket: Some(ticket), message: message.clone() });
                }
                return;
            }
        }
        for (request, arrived) in ready {
            self.clone().enqueue(request, arrived);
        }
    }

    /// Fetches a model, and of a blend the members that are not here; how many anime it ranks.
    async fn fetch_with_members(&self, file: ModelFile) -> Result<usize, String> {
        let asked = file.model;
        let is_here = |model| self.models.borrow().as_ref().is_some_and(|models| models.has(model));
        let members = file.members.iter().filter(|member| !is_here(**member)).map(|member| self.file_of(*member));
        // The members first: a blend can't be read without them.
        let mut files = members.collect::<Result<Vec<_>, _>>()?;
        files.push(file);
        let total: usize = files.iter().map(|file| file.bytes).sum();
        let told = Cell::new(None);
        let tell = |received: usize| {
            // Each is drawn by the page, which has the first list to draw meanwhile.
            let step = received / (total / PROGRESS_STEPS).max(1);
            if told.replace(Some(step)) != Some(step) {
                self.post(Response::Fetching(Fetching { model: asked, received, total }));
            }
        };
        let (mut before, mut items) = (0, 0);
        tell(0);
        for file in files {
            let bytes = download::checked(&file, |received| tell(before + received)).await?;
            items = self.take_in(file.model, &bytes).await.map_err(|error| error.to_string())?;
            before += file.bytes;
        }
        Ok(items)
    }

    fn file_of(&self, model: ModelName) -> Result<ModelFile, String> {
        let file = self.files.borrow().iter().find(|file| file.model == model).cloned();
        file.ok_or_else(|| t!("engine-without-weights", model = model.in_full()))
    }

    /// Loads a model beside those that are here; how many anime it ranks.
    async fn take_in(&self, model: ModelName, bytes: &[u8]) -> Result<usize, ModelsError> {
        let Some(models) = self.models.borrow().clone() else { return Err(ModelsError::NoSuchModel(model)) };
        let recommender = models.read(model, Models::parse(model, bytes)?).await?;
        let items = recommender.items().len();
        // Another may have come in meanwhile, so the newest state is what it joins.
        let mut models = self.models.borrow().as_deref().unwrap_or(&models).clone();
        models.add(model, recommender);
        self.models.replace(Some(Rc::new(models)));
        Ok(items)
    }

    /// Reads the visitor's files, whose bytes are here; which models they are, and how many anime each ranks.
    async fn adopt(&self, names: &[String]) -> Result<Vec<(ModelName, usize)>, String> {
        let files = names.iter().cloned().zip(self.own.take()).collect();
        let mut adopted = Vec::new();
        for (model, file) in own::read(files).map_err(|error| error.to_string())? {
            let Some(models) = self.models.borrow().clone() else { break };
            let recommender = models.read_own(model, file).await.map_err(|error| error.to_string())?;
            adopted.push((model, recommender));
        }
        let mut models = match self.models.borrow().as_deref() {
            Some(models) => models.clone(),
            None => return Ok(Vec::new()),
        };
        let sizes = adopted.iter().map(|(model, recommender)| (*model, recommender.items().len())).collect();
        adopted.into_iter().for_each(|(model, recommender)| models.put(model, recommender));
        self.models.replace(Some(Rc::new(models)));
        Ok(sizes)
    }

    async fn start(
        &self,
        backend: protocol::BackendChoice,
        after_failure: Option<String>,
        load: &[ModelName],
    ) -> Response {
        let mut chosen = choose(backend, after_failure).await;
        let mut loaded = Models::load(ENCODERS, &EMBEDDED, &chosen.device, chosen.backend).await;
        if let (Err(error), Backend::Webgpu) = (&loaded, chosen.backend) {
            // Whatever the GPU did wrong, the CPU can do right.
            chosen = Chosen::cpu(t!("engine-cpu-failed-test", reason = error.to_string()));
            loaded = Models::load(ENCODERS, &EMBEDDED, &chosen.device, chosen.backend).await;
        }
        match loaded {
            Ok(models) => {
                self.models.replace(Some(Rc::new(models)));
                self.backend.set(chosen.backend);
                self.watch(chosen.gpu);
                for model in load {
                    if let Ok(file) = self.file_of(*model) {
                        // One that can't be had now is fetched when it is asked for, and then says why it can't.
                        _ = self.fetch_with_members(file).await;
                    }
                }
                let list_ms = self.time_a_list().await;
                let models = self.models.borrow().as_ref().map(|models| models.sizes()).unwrap_or_default();
                Response::Ready(Ready {
                    backend: chosen.backend,
                    reason: chosen.reason,
                    models,
                    list_ms,
                    offers_gpu: chosen.offers_gpu,
                })
            }
            Err(error) => {
                Response::Failed { ticket: None, message: t!("engine-no-models", reason = error.to_string()) }
            }
        }
    }

    /// Tells the page when the browser takes the GPU away.
    fn watch(&self, gpu: Option<Gpu>) {
        if let Some(gpu) = gpu {
            gpu.on_loss(|message| {
                let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
                post(&scope, Response::BackendLost { reason: t!("engine-device-lost", reason = message) });
            });
        }
    }

    /// How long a list by the first model takes once everything is warm: the fastest of three, in milliseconds. On the
    /// processor nobody decides by it, and it is not measured.
    async fn time_a_list(&self) -> Option<f64> {
        let models = self.models.borrow().clone().filter(|_| self.backend.get() == Backend::Webgpu)?;
        let mut fastest = f64::INFINITY;
        for _ in 0..3 {
            let start = self.now();
            models.recommend(0, ModelName::NCF, &[], &[], LIST).await.ok()?;
            fastest = fastest.min(self.now() - start);
        }
        Some(fastest)
    }

    /// A failure while the GPU computes is the GPU's; on the CPU it is the request's.
    fn failure(&self, ticket: Ticket, error: ModelsError) -> Response {
        match (self.backend.get(), error) {
            (Backend::Webgpu, error @ (ModelsError::Device(_) | ModelsError::WrongAnswer { .. })) => {
                Response::BackendLost { reason: error.to_string() }
            }
            (_, error) => {
                Response::Failed { ticket: Some(ticket), message: t!("engine-no-list", reason = error.to_string()) }
            }
        }
    }

    fn post(&self, response: Response) {
        post(&self.scope, response);
    }

    fn now(&self) -> f64 {
        self.scope.performance().map_or(0.0, |clock| clock.now())
    }
}

fn post(scope: &DedicatedWorkerGlobalScope, response: Response) {
    let sent = match protocol::encode(&response) {
        Ok(text) => scope.post_message(&JsValue::from_str(&text)),
        Err(error) => Err(JsValue::from_str(&error.to_string())),
    };
    if let Err(error) = sent {
        // Nobody can be told but the page's error handler, which starts another worker.
        wasm_bindgen::throw_val(error);
    }
}
