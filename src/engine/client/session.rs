//! What the page's end of the engine does next: a state machine without a browser, so that it can be tested.
//!
//! It takes what happens (an answer, a crash, silence) and returns what is to be done, in order. Of each kind of
//! request only the newest is open; what is open is repeated to a worker that is started anew.

mod challenger;
mod effect;

pub use effect::{Effect, OwnFile, Program, Update};

use crate::catalog::AnimeId;
use crate::engine::protocol::{
    Asked, Backend, BackendChoice, ModelFile, ModelName, Ready, Request, Response, Ticket, decode, encode,
};
use crate::language;
use crate::recommend::Pick;
use crate::t;
use challenger::Challenger;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What the worker posts once its message handler is set.
pub const UP: &str = "up";

/// How long a worker may take to load its program, in seconds.
pub const LOAD_LIMIT: u32 = 120;
/// How long the engine may take to start: a GPU's shaders are compiled.
pub const START_LIMIT: u32 = 60;
/// How long the engine may take for a request.
pub const REQUEST_LIMIT: u32 = 20;

/// After so many failures in a row that the GPU had no part in, the visitor is asked.
const FAILURES: u32 = 2;

/// Where the worker is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    /// There is none.
    Down,
    /// Its program is being loaded.
    Loading,
    /// Its backend and models are being loaded.
    Starting,
    /// It answers.
    Running,
}

/// The page's end of the engine.
#[derive(Debug)]
pub struct Session {
    choice: BackendChoice,
    files: Vec<ModelFile>,
    phase: Phase,
    /// The last worker's backend, or what was asked of it.
    on_cpu: bool,
    /// Why the CPU is used though it was not asked for, or why the engine was started anew; for the badge.
    after_failure: Option<String>,
    /// Failures in a row, without those that the GPU may have caused.
    failures: u32,
    last_ticket: Ticket,
    /// What is open, in the order of its importance.
    open: BTreeMap<Asked, (Ticket, Request)>,
    /// Whose weights are on their way, however long that takes.
    fetching: BTreeSet<ModelName>,
    /// What is here beside the models in the program.
    loaded: BTreeSet<ModelName>,
    /// What the worker said at its start.
    ready: Option<Ready>,
    challenger: Challenger,
    /// The files of the visitor's own models, which a worker that is started anew reads again.
    own: Option<Rc<[OwnFile]>>,
}

impl Session {
    /// A session with no worker yet, which will find the weights of further models in these files.
    pub fn new(choice: BackendChoice, files: Vec<ModelFile>) -> Self {
        Self {
            choice,
            files,
            phase: Phase::Down,
            on_cpu: choice != BackendChoice::Webgpu,
            after_failure: None,
            failures: 0,
            last_ticket: 0,
            open: BTreeMap::new(),
            fetching: BTreeSet::new(),
            loaded: BTreeSet::new(),
            ready: None,
            challenger: Challenger::None,
            own: None,
        }
    }

    /// Starts the first worker, or one after the visitor said so.
    pub fn start(&mut self) -> Vec<Effect> {
        self.on_cpu = self.choice != BackendChoice::Webgpu;
        self.after_failure = None;
        self.failures = 0;
        self.spawn()
    }

    /// Asks for a list; a list asked for before is no longer wanted.
    pub fn recommend(&mut self, model: ModelName, picks: Vec<Pick>, exclude: Vec<AnimeId>, top: usize) -> Vec<Effect> {
        self.ask(|ticket| Request::Recommend { ticket, model, picks, exclude, top })
    }

    /// Asks for another model's list, to stand beside the visitor's.
    pub fn beside(&mut self, model: ModelName, picks: Vec<Pick>, exclude: Vec<AnimeId>, top: usize) -> Vec<Effect> {
        self.ask(|ticket| Request::Beside { ticket, model, picks, exclude, top })
    }

    /// Asks for the neighbours of an anime; what was asked for another before is no longer wanted.
    pub fn similar(&mut self, model: ModelName, anime_id: AnimeId, exclude: Vec<AnimeId>, top: usize) -> Vec<Effect> {
        self.ask(|ticket| Request::Similar { ticket, model, anime_id, exclude, top })
    }

    /// Asks why titles are in a list; what was asked of another list before is no longer wanted.
    pub fn explain(&mut self, model: ModelName, picks: Vec<Pick>, items: Vec<AnimeId>) -> Vec<Effect> {
        self.ask(|ticket| Request::Explain { ticket, model, picks, items })
    }

    /// Asks which titles to ask about next.
    pub fn interview(
        &mut self,
        picks: Vec<Pick>,
        passed_over: Vec<AnimeId>,
        candidates: Vec<AnimeId>,
        count: usize,
    ) -> Vec<Effect> {
        self.ask(|ticket| Request::Interview { ticket, picks, passed_over, candidates, count })
    }

    /// Asks where the visitor is among the users.
    pub fn locate(&mut self, picks: Vec<Pick>) -> Vec<Effect> {
        self.ask(|ticket| Request::Locate { ticket, picks })
    }

    /// Has the engine read models from files of the visitor's, instead of those before.
    pub fn adopt(&mut self, files: Vec<OwnFile>) -> Vec<Effect> {
        self.own = Some(files.into());
        let mut effects = self.post_own();
        effects.extend(self.watch());
        effects
    }

    /// Posts the visitor's files, if there are any and there is a worker to take them.
    fn post_own(&mut self) -> Vec<Effect> {
        let Some(files) = self.own.clone() else { return Vec::new() };
        if matches!(self.phase, Phase::Down | Phase::Loading) {
            return Vec::new();
        }
        self.last_ticket += 1;
        let ticket = self.last_ticket;
        let request = Request::Adopt { ticket, files: files.iter().map(|file| file.name.clone()).collect() };
        self.open.insert(Asked::Adopt, (ticket, request.clone()));
        encode(&request).ok().map(|text| Effect::PostFiles(text, files)).into_iter().collect()
    }

    /// Forgets what is open of a kind.
    pub fn cancel(&mut self, asked: Asked) -> Vec<Effect> {
        self.open.remove(&asked);
        let mut effects = self.watch();
        effects.extend(self.between_requests());
        effects
    }

    fn ask(&mut self, request: impl FnOnce(Ticket) -> Request) -> Vec<Effect> {
        self.last_ticket += 1;
        let request = request(self.last_ticket);
        if let Some(asked) = request.asked() {
            self.open.insert(asked, (self.last_ticket, request.clone()));
        }
        self.post(&request)
    }

    /// The kind of what is open under a ticket.
    fn asked(&self, ticket: Ticket) -> Option<Asked> {
        self.open.iter().find(|(_, (open, _))| *open == ticket).map(|(asked, _)| *asked)
    }

    /// Closes what is open under a ticket; nothing if it is no longer wanted.
    fn close(&mut self, ticket: Ticket) -> Option<Asked> {
        let asked = self.asked(ticket)?;
        self.open.remove(&asked);
        Some(asked)
    }

    /// The worker posted a text.
    pub fn received(&mut self, text: &str) -> Vec<Effect> {
        if self.phase == Phase::Down {
            return Vec::new();
        }
        if text == UP {
            return self.up();
        }
        match decode(text) {
            Ok(response) => self.answered(response),
            Err(error) => self.give_up(error.to_string()),
        }
    }

    /// The worker's program failed, or could not be loaded.
    pub fn crashed(&mut self, reason: &str) -> Vec<Effect> {
        if self.phase == Phase::Down { Vec::new() } else { self.failed(reason.to_owned()) }
    }

    /// The time of the last [`Effect::Watch`] is over.
    pub fn timed_out(&mut self) -> Vec<Effect> {
        let reason = match self.phase {
            Phase::Down => return Vec::new(),
            Phase::Loading => t!("engine-slow-to-load"),
            Phase::Starting => t!("engine-slow-to-start"),
            Phase::Running => t!("engine-slow-to-answer"),
        };
        self.failed(reason)
    }

    fn spawn(&mut self) -> Vec<Effect> {
        self.phase = Phase::Loading;
        self.fetching.clear();
        self.loaded.clear();
        self.ready = None;
        let program = if self.on_cpu { Program::Cpu } else { Program::Gpu };
        self.end_challenge().into_iter().chain([Effect::Spawn(program), Effect::Watch(LOAD_LIMIT)]).collect()
    }

    /// A worker is up: it is told how to start, and what is open.
    fn up(&mut self) -> Vec<Effect> {
        if self.phase != Phase::Loading {
            return Vec::new();
        }
        self.phase = Phase::Starting;
        let start = Request::Start {
            backend: if self.after_failure.is_some() { BackendChoice::Cpu } else { self.choice },
            after_failure: self.after_failure.clone(),
            files: self.files.clone(),
            load: Vec::new(),
            language: language::current().tag().to_owned(),
        };
        let mut effects: Vec<Effect> = post(&start).into_iter().collect();
        // What is open may be asked of a model of the visitor's own.
        self.open.remove(&Asked::Adopt);
        effects.extend(self.post_own());
        let open = self.open.iter().filter(|(asked, _)| **asked != Asked::Adopt);
        effects.extend(open.filter_map(|(_, (_, request))| post(request)));
        effects.push(Effect::Watch(START_LIMIT));
        effects
    }

    /// Posts a request, if there is a worker to take it; otherwise it waits.
    fn post(&self, request: &Request) -> Vec<Effect> {
        match self.phase {
            Phase::Down | Phase::Loading => Vec::new(),
            Phase::Starting => post(request).into_iter().collect(),
            Phase::Running => post(request).into_iter().chain([Effect::Watch(self.limit())]).collect(),
        }
    }

    fn answered(&mut self, response: Response) -> Vec<Effect> {
        let mut effects = Vec::new();
        match response {
            Response::Ready(ready) => {
                self.phase = Phase::Running;
                self.on_cpu = ready.backend == Backend::Cpu;
                self.challenger.offer(ready.offers_gpu);
                self.ready = Some(ready.clone());
                effects.push(Effect::Tell(Update::Ready(ready)));
            }
            Response::Recommended(list) => {
                // After a list in between, the one that was asked for is still to come.
                let asked = if list.interim { self.asked(list.ticket) } else { self.close(list.ticket) };
                if !list.interim && asked.is_some() {
                    self.failures = 0;
                }
                match asked {
                    Some(Asked::Recommend) => effects.push(Effect::Tell(Update::Recommended(list))),
                    Some(Asked::Beside) => effects.push(Effect::Tell(Update::Beside(list))),
                    _ => {}
                }
            }
            Response::Similar(similar) => {
                if self.close(similar.ticket).is_some() {
                    self.failures = 0;
                    effects.push(Effect::Tell(Update::Similar(similar)));
                }
            }
            Response::Explained(explained) => {
                if self.close(explained.ticket).is_some() {
                    effects.push(Effect::Tell(Update::Explained(explained)));
                }
            }
            Response::Interview { ticket, items } => {
                effects.extend(self.close(ticket).map(|_| Effect::Tell(Update::Interview(items))));
            }
            Response::Located { ticket, row, known } => {
                effects.extend(self.close(ticket).map(|_| Effect::Tell(Update::Located(row, known))));
            }
            Response::Adopted { ticket, models } => {
                effects.extend(self.close(ticket).map(|_| Effect::Tell(Update::Adopted(models))));
            }
            Response::Fetching(fetching) => {
                self.fetching.insert(fetching.model);
                effects.push(Effect::Tell(Update::Fetching(fetching)));
            }
            Response::Loaded { model, items } => {
                self.fetching.remove(&model);
                self.loaded.insert(model);
                self.ready.iter_mut().for_each(|ready| ready.models.push((model, items)));
                effects.push(Effect::Tell(Update::Loaded(model, items)));
            }
            Response::NotLoaded { model } => _ = self.fetching.remove(&model),
            Response::BackendLost { reason } => return self.failed(reason),
            Response::Failed { ticket: None, message } => return self.give_up(message),
            Response::Failed { ticket: Some(failed), message } => {
                let asked = self.close(failed);
                if asked == Some(Asked::Adopt) {
                    self.own = None;
                }
                effects.extend(asked.map(|asked| Effect::Tell(Update::RequestFailed { asked, message })));
            }
        }
        effects.extend(self.watch());
        effects.extend(self.between_requests());
        effects
    }

    fn is_idle(&self) -> bool {
        self.phase == Phase::Running && self.open.is_empty() && self.fetching.is_empty()
    }

    /// Any answer is a sign of life: the time for what is still open starts again.
    fn watch(&self) -> Vec<Effect> {
        match self.phase {
            Phase::Running if !self.fetching.is_empty() => vec![Effect::Unwatch],
            Phase::Running if !self.open.is_empty() => vec![Effect::Watch(self.limit())],
            Phase::Running => vec![Effect::Unwatch],
            Phase::Down | Phase::Loading | Phase::Starting => Vec::new(),
        }
    }

    /// How long the engine may be silent: large files take long to read.
    fn limit(&self) -> u32 {
        if self.open.contains_key(&Asked::Adopt) { LOAD_LIMIT } else { REQUEST_LIMIT }
    }

    fn failed(&mut self, reason: String) -> Vec<Effect> {
        // A program that did not load says nothing of the graphics card: it is tried again with the same choice.
        let loading = self.phase == Phase::Loading;
        if loading || self.on_cpu {
            self.failures += 1;
            if self.failures >= FAILURES {
                return self.give_up(reason);
            }
        }
        if !loading {
            self.after_failure = Some(match self.on_cpu {
                true => t!("engine-cpu-anew", reason = reason.as_str()),
                false => t!("engine-cpu-card-failed", reason = reason.as_str()),
            });
            self.on_cpu = true;
        }
        let mut effects = vec![Effect::Tell(Update::Restarting { reason })];
        effects.extend(self.spawn());
        effects
    }

    fn give_up(&mut self, reason: String) -> Vec<Effect> {
        self.phase = Phase::Down;
        let dismiss = self.end_challenge();
        let mut effects: Vec<Effect> = dismiss.into_iter().collect();
        effects.extend([Effect::Unwatch, Effect::Terminate, Effect::Tell(Update::GaveUp { reason })]);
        effects
    }
}

/// Requests are plain data, whose writing can't fail; were it to, the silence that follows would be noticed.
fn post(request: &Request) -> Option<Effect> {
    encode(request).ok().map(Effect::Post)
}

#[cfg(test)]
mod tests;
