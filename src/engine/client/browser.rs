//! The page's end of the engine in the browser: does what the [`Session`] says.

use super::session::{Effect, LOAD_LIMIT, OwnFile, Program, Session, Update};
use crate::catalog::AnimeId;
use crate::engine::protocol::{Asked, BackendChoice, ModelFile, ModelName};
use crate::platform::timer::Timer;
use crate::platform::worker::{Report, Worker};
use crate::recommend::Pick;
use crate::t;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

/// How long the page is left alone before the graphics card's program is fetched.
const MOMENT: Duration = Duration::from_secs(1);

/// The scripts of the two programs' workers.
#[derive(Clone, Debug)]
pub struct Scripts {
    /// The engine on the CPU.
    pub cpu: String,
    /// The engine with WebGPU.
    pub gpu: String,
}

/// The engine, as the page sees it: questions go in, [`Update`]s come back.
#[derive(Clone)]
pub struct EngineClient(Rc<Inner>);

struct Inner {
    session: RefCell<Session>,
    worker: RefCell<Option<Worker>>,
    timer: RefCell<Option<Timer>>,
    challenger: RefCell<Option<Challenger>>,
    /// Until the challenger's program is fetched.
    moment: RefCell<Option<Timer>>,
    scripts: Scripts,
    tell: Box<dyn Fn(Update)>,
}

/// The second worker.
struct Challenger {
    worker: Worker,
    is_first: Rc<Cell<bool>>,
    /// Ends its time.
    _timer: Option<Timer>,
}

impl EngineClient {
    /// An engine that is not started yet, from the workers' scripts and the files of further models, with what is to be told.
    pub fn new(
        scripts: Scripts,
        choice: BackendChoice,
        files: Vec<ModelFile>,
        tell: impl Fn(Update) + 'static,
    ) -> Self {
        Self(Rc::new(Inner {
            session: RefCell::new(Session::new(choice, files)),
            worker: RefCell::new(None),
            timer: RefCell::new(None),
            challenger: RefCell::new(None),
            moment: RefCell::new(None),
            scripts,
            tell: Box::new(tell),
        }))
    }

    /// Starts the worker, at first or after it was given up.
    pub fn start(&self) {
        self.0.step(Session::start);
    }

    /// See [`Session::recommend`].
    pub fn recommend(&self, model: ModelName, picks: Vec<Pick>, exclude: Vec<AnimeId>, top: usize) {
        self.0.step(|session| session.recommend(model, picks, exclude, top));
    }

    /// See [`Session::beside`].
    pub fn beside(&self, model: ModelName, picks: Vec<Pick>, exclude: Vec<AnimeId>, top: usize) {
        self.0.step(|session| session.beside(model, picks, exclude, top));
    }

    /// See [`Session::cancel`].
    pub fn cancel(&self, asked: Asked) {
        self.0.step(|session| session.cancel(asked));
    }

    /// See [`Session::explain`].
    pub fn explain(&self, model: ModelName, picks: Vec<Pick>, items: Vec<AnimeId>) {
        self.0.step(|session| session.explain(model, picks, items));
    }

    /// See [`Session::interview`].
    pub fn interview(&self, picks: Vec<Pick>, passed_over: Vec<AnimeId>, candidates: Vec<AnimeId>, count: usize) {
        self.0.step(|session| session.interview(picks, passed_over, candidates, count));
    }

    /// See [`Session::locate`].
    pub fn locate(&self, picks: Vec<Pick>) {
        self.0.step(|session| session.locate(picks));
    }

    /// See [`Session::adopt`].
    pub fn adopt(&self, files: Vec<OwnFile>) {
        self.0.step(|session| session.adopt(files));
    }

    /// See [`Session::similar`].
    pub fn similar(&self, model: ModelName, anime_id: AnimeId, exclude: Vec<AnimeId>, top: usize) {
        self.0.step(|session| session.similar(model, anime_id, exclude, top));
    }
}

impl Inner {
    /// Lets something happen to the session and does what follows. The session is free again by then: what the page is
    /// told may lead it to ask anew.
    fn step(self: &Rc<Self>, happen: impl FnOnce(&mut Session) -> Vec<Effect>) {
        let effects = happen(&mut self.session.borrow_mut());
        for effect in effects {
            match effect {
                Effect::Spawn(program) => self.spawn(program),
                Effect::Terminate => drop(self.worker.take()),
                Effect::Post(text) => self.post(|worker| worker.post(&text)),
                Effect::PostFiles(text, files) => {
                    let bytes: Vec<&[u8]> = files.iter().map(|file| file.bytes.as_slice()).collect();
                    self.post(|worker| worker.post_with(&text, &bytes));
                }
                Effect::Challenge => {
                    let later = self.later(Self::challenge);
                    let timer = Timer::after(MOMENT, later);
                    drop(self.moment.replace(timer));
                }
                Effect::PostToChallenger(text) => {
                    let posted = self.challenger.borrow().as_ref().map(|challenger| challenger.worker.post(&text));
                    if let Some(Err(reason)) = posted {
                        self.fail_challenger_soon(reason);
                    }
                }
                Effect::Promote => {
                    if let Some(Challenger { worker, is_first, .. }) = self.challenger.take() {
                        is_first.set(true);
                        drop(self.worker.replace(Some(worker)));
                    }
                }
                Effect::Dismiss => {
                    drop(self.moment.take());
                    drop(self.challenger.take());
                }
                Effect::Watch(seconds) => {
                    let later = self.later(|inner| inner.step(Session::timed_out));
                    let timer = Timer::after(Duration::from_secs(u64::from(seconds)), later);
                    drop(self.timer.replace(timer));
                }
                Effect::Unwatch => drop(self.timer.take()),
                Effect::Tell(update) => (self.tell)(update),
            }
        }
    }

    fn spawn(self: &Rc<Self>, program: Program) {
        // The old one first: two engines at once need the memory of two.
        drop(self.worker.take());
        let script = match program {
            Program::Cpu => &self.scripts.cpu,
            Program::Gpu => &self.scripts.gpu,
        };
        match self.worker_of(script, Rc::new(Cell::new(true))) {
            Ok(worker) => drop(self.worker.replace(Some(worker))),
            Err(reason) => self.crash_soon(reason),
        }
    }

    fn challenge(self: &Rc<Self>) {
        let is_first = Rc::new(Cell::new(false));
        let late = self.later(|inner| inner.step(|session| session.challenger_failed(&t!("engine-slow-to-start"))));
        let timer = Timer::after(Duration::from_secs(u64::from(LOAD_LIMIT)), late);
        match self.worker_of(&self.scripts.gpu, is_first.clone()) {
            Ok(worker) => drop(self.challenger.replace(Some(Challenger { worker, is_first, _timer: timer }))),
            Err(reason) => self.fail_challenger_soon(reason),
        }
    }

    /// A worker whose reports are the first one's, or the challenger's for as long as it is that.
    fn worker_of(self: &Rc<Self>, script: &str, is_first: Rc<Cell<bool>>) -> Result<Worker, String> {
        let inner = Rc::downgrade(self);
        Worker::spawn(script, move |report| {
            let Some(inner) = inner.upgrade() else { return };
            inner.step(|session| match (report, is_first.get()) {
                // No files come back from the engine.
                (Report::Text(text) | Report::Files(text, _), true) => session.received(&text),
                (Report::Failed(reason), true) => session.crashed(&reason),
                (Report::Text(text) | Report::Files(text, _), false) => session.challenger_received(&text),
                (Report::Failed(reason), false) => session.challenger_failed(&reason),
            });
        })
    }

    fn fail_challenger_soon(self: &Rc<Self>, reason: String) {
        let later = self.later(move |inner| inner.step(|session| session.challenger_failed(&reason)));
        wasm_bindgen_futures::spawn_local(async move { later() });
    }

    fn post(self: &Rc<Self>, post: impl FnOnce(&Worker) -> Result<(), String>) {
        let posted = self.worker.borrow().as_ref().map(post);
        if let Some(Err(reason)) = posted {
            self.crash_soon(reason);
        }
    }

    /// Reports a failure once the effects that led to it are done.
    fn crash_soon(self: &Rc<Self>, reason: String) {
        let later = self.later(move |inner| inner.step(|session| session.crashed(&reason)));
        wasm_bindgen_futures::spawn_local(async move { later() });
    }

    fn later(self: &Rc<Self>, run: impl FnOnce(&Rc<Self>) + 'static) -> impl FnOnce() + 'static {
        let inner: Weak<Self> = Rc::downgrade(self);
        move || {
            if let Some(inner) = inner.upgrade() {
                run(&inner);
            }
        }
    }
}
