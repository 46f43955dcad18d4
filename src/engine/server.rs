//! The worker's end of the engine: takes requests from the message port, drops what a newer one made stale, answers.

mod device;
mod download;

use super::client::session::UP;
use super::models::{Models, ModelsError};
use super::protocol::{self, Backend, Fetching, ModelFile, ModelName, Ready, Request, Response, Ticket};
use super::queue::Queue;
use device::{Chosen, choose};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The weights that are part of this program.
const EMBEDDED: [(ModelName, &[u8]); 2] = [
    (ModelName::NCF, include_bytes!("../../static/model/ncf.safetensors")),
    (ModelName::RECOMMENDER_NET, include_bytes!("../../static/model/recommender-net.safetensors")),
];

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
    });
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
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
            (Request::Start { backend, after_failure, files }, _) => {
                self.files.replace(files.clone());
                self.start(*backend, after_failure.clone()).await
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
            (Request::Similar { ticket, model, .. } | Request::Explain { ticket, model, .. }, Some(models))
                if !models.has(*model) =>
            {
                let waits = self.clone().wait_for(*model, &request, arrived);
                return waits.err().map(|message| Response::Failed { ticket: Some(*ticket), message });
            }
            (Request::Similar { ticket, model, anime_id, exclude, top }, Some(models)) => {
                let result = models.similar(*ticket, *model, *anime_id, exclude, *top);
                result.map_or_else(|error| self.failure(*ticket, error), Response::Similar)
            }
            (Request::Explain { ticket, model, picks, items }, Some(models)) => {
                let result = models.explain(*ticket, *model, picks, items);
                result.map_or_else(|error| self.failure(*ticket, error), Response::Explained)
            }
            (request, None) => {
                let message = "The engine was asked before it was started: reload the page.".to_owned();
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
                let message = format!("The weights of {} could not be had: {reason}", model.card().in_full);
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
        let total = files.iter().map(|file| file.bytes).sum();
        let tell = |received| self.post(Response::Fetching(Fetching { model: asked, received, total }));
        let (mut before, mut items) = (0, 0);
        tell(0);
        for file in files {
            let bytes = download::bytes(&file.url, |received| tell(before + received)).await?;
            items = self.take_in(file.model, &bytes).await.map_err(|error| error.to_string())?;
            before += file.bytes;
        }
        Ok(items)
    }

    fn file_of(&self, model: ModelName) -> Result<ModelFile, String> {
        let file = self.files.borrow().iter().find(|file| file.model == model).cloned();
        file.ok_or_else(|| format!("This page has no weights of {}.", model.card().in_full))
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

    async fn start(&self, backend: protocol::BackendChoice, after_failure: Option<String>) -> Response {
        let mut chosen = choose(backend, after_failure).await;
        let mut loaded = Models::load(ENCODERS, &EMBEDDED, &chosen.device, chosen.backend).await;
        if let (Err(error), Backend::Webgpu) = (&loaded, chosen.backend) {
            // Whatever the GPU did wrong, the CPU can do right.
            chosen = Chosen::cpu(format!("On the processor, because the graphics card failed its test: {error}"));
            loaded = Models::load(ENCODERS, &EMBEDDED, &chosen.device, chosen.backend).await;
        }
        match loaded {
            Ok(models) => {
                let ready = Ready { backend: chosen.backend, reason: chosen.reason, models: models.sizes() };
                self.models.replace(Some(Rc::new(models)));
                self.backend.set(chosen.backend);
                self.watch(chosen.gpu);
                Response::Ready(ready)
            }
            Err(error) => {
                Response::Failed { ticket: None, message: format!("The models could not be loaded: {error}.") }
            }
        }
    }

    /// Tells the page when the browser takes the GPU away.
    fn watch(&self, gpu: Option<burn::tensor::wgpu::WgpuSetup>) {
        if let Some(gpu) = gpu {
            gpu.device.set_device_lost_callback(move |_, message| {
                let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
                post(&scope, Response::BackendLost { reason: format!("the graphics device was lost. {message}") });
            });
        }
    }

    /// A failure while the GPU computes is the GPU's; on the CPU it is the request's.
    fn failure(&self, ticket: Ticket, error: ModelsError) -> Response {
        match (self.backend.get(), error) {
            (Backend::Webgpu, error @ (ModelsError::Device(_) | ModelsError::WrongAnswer { .. })) => {
                Response::BackendLost { reason: error.to_string() }
            }
            (_, error) => {
                Response::Failed { ticket: Some(ticket), message: format!("The list could not be made: {error}.") }
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
