//! The graphics card's program, which is tried beside the worker that answers, and takes over if it is fast enough.
//!
//! It is large, and a card takes seconds to warm up: so nothing waits for it. It begins once there is nothing to do, has all
//! models before it says that it is ready, and takes over between two requests.

use super::{Effect, Session, UP, Update};
use crate::engine::protocol::{Backend, BackendChoice, Ready, Request, Response, decode, encode};
use crate::language;
use crate::t;

/// A card that takes longer for a list than a frame is on the screen, in milliseconds, is left alone.
pub const FRAME: f64 = 16.0;

/// How far the challenger is.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) enum Challenger {
    /// Nobody has offered a card.
    #[default]
    None,
    /// There is a card, and not yet the time to try it.
    Offered,
    /// The program is being loaded.
    Loading,
    /// The card is being warmed up.
    Starting,
    /// It takes over as soon as nothing is open.
    Ready(Ready),
}

impl Challenger {
    /// A worker that has just started knows of a card, or of none.
    pub(super) fn offer(&mut self, is_there: bool) {
        if is_there && !self.has_worker() {
            *self = Self::Offered;
        }
    }

    /// Whether there is a worker of its own.
    fn has_worker(&self) -> bool {
        !matches!(self, Self::None | Self::Offered)
    }
}

impl Session {
    /// The challenger posted a text.
    pub fn challenger_received(&mut self, text: &str) -> Vec<Effect> {
        match self.challenger {
            Challenger::Loading if text == UP => {
                self.challenger = Challenger::Starting;
                let start = Request::Start {
                    backend: BackendChoice::Auto,
                    after_failure: None,
                    files: self.files.clone(),
                    load: self.loaded.iter().copied().collect(),
                    language: language::current().tag().to_owned(),
                };
                encode(&start).ok().map(Effect::PostToChallenger).into_iter().collect()
            }
            Challenger::Starting => match decode(text) {
                Ok(Response::Ready(ready)) => self.judge(ready),
                Ok(Response::BackendLost { reason } | Response::Failed { message: reason, .. }) => {
                    self.challenger_failed(&reason)
                }
                // What it fetches.
                Ok(_) => Vec::new(),
                Err(error) => self.challenger_failed(&error.to_string()),
            },
            // Ready to take over, and its card is gone.
            Challenger::Ready(_) => match decode(text) {
                Ok(Response::BackendLost { reason }) => self.challenger_failed(&reason),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The challenger failed, or was silent for too long.
    pub fn challenger_failed(&mut self, reason: &str) -> Vec<Effect> {
        self.refuse(t!("engine-cpu-card-failed", reason = reason))
    }

    fn judge(&mut self, ready: Ready) -> Vec<Effect> {
        match (ready.backend, ready.list_ms) {
            (Backend::Webgpu, Some(list)) if list <= FRAME => {
                self.challenger = Challenger::Ready(ready);
                self.between_requests()
            }
            (Backend::Webgpu, Some(list)) => self.refuse(t!("engine-cpu-card-slow", milliseconds = list.round())),
            _ => self.refuse(ready.reason),
        }
    }

    /// Goes on without the challenger, and says why.
    fn refuse(&mut self, reason: String) -> Vec<Effect> {
        if !self.challenger.has_worker() {
            return Vec::new();
        }
        self.challenger = Challenger::None;
        let told = self.ready.as_mut().map(|ready| {
            ready.reason = reason;
            Effect::Tell(Update::Ready(ready.clone()))
        });
        [Effect::Dismiss].into_iter().chain(told).collect()
    }

    /// Ends a challenge with the worker that it was made to.
    pub(super) fn end_challenge(&mut self) -> Option<Effect> {
        std::mem::take(&mut self.challenger).has_worker().then_some(Effect::Dismiss)
    }

    /// What a moment is good for in which nothing is open.
    pub(super) fn between_requests(&mut self) -> Vec<Effect> {
        if !self.is_idle() {
            return Vec::new();
        }
        match std::mem::take(&mut self.challenger) {
            Challenger::Offered => {
                self.challenger = Challenger::Loading;
                vec![Effect::Challenge]
            }
            Challenger::Ready(ready) => {
                self.on_cpu = false;
                self.ready = Some(ready.clone());
                let mut effects = vec![Effect::Promote];
                effects.extend(self.post_own());
                effects.push(Effect::Tell(Update::Ready(ready)));
                effects.extend(self.watch());
                effects
            }
            other => {
                self.challenger = other;
                Vec::new()
            }
        }
    }
}
