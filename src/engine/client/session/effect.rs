//! What a session has its surroundings do.

use crate::catalog::AnimeId;
use crate::engine::protocol::{Asked, Explained, Fetching, ModelName, Ready, Recommended, Similar};
use std::rc::Rc;

/// What a worker runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Program {
    /// The engine on the CPU alone: small.
    Cpu,
    /// The engine with WebGPU.
    Gpu,
}

/// What is to be done.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Give up the worker, if there is one, and start another.
    Spawn(Program),
    /// Give up the worker.
    Terminate,
    /// Post a text to the worker.
    Post(String),
    /// Post a text to the worker with the bytes of files.
    PostFiles(String, Rc<[OwnFile]>),
    /// When the page has a moment, start a second worker with the graphics card's program, whose reports go to
    /// [`super::Session::challenger_received`] and [`super::Session::challenger_failed`]; silence is a failure too.
    Challenge,
    /// Post a text to the second worker.
    PostToChallenger(String),
    /// Give up the first worker; the second is the first from now on.
    Promote,
    /// Give up the second worker.
    Dismiss,
    /// Report [`super::Session::timed_out`] after so many seconds, unless another `Watch` or `Unwatch` comes before.
    Watch(u32),
    /// Report no silence.
    Unwatch,
    /// Tell the page.
    Tell(Update),
}

/// A file of the visitor's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnFile {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl From<(String, Vec<u8>)> for OwnFile {
    fn from((name, bytes): (String, Vec<u8>)) -> Self {
        Self { name, bytes }
    }
}

/// What the page is told.
#[derive(Clone, PartialEq, Debug)]
pub enum Update {
    /// The engine is up.
    Ready(Ready),
    /// The newest list.
    Recommended(Recommended),
    /// The newest list to stand beside it.
    Beside(Recommended),
    /// The newest neighbours.
    Similar(Similar),
    /// The newest reasons.
    Explained(Explained),
    /// Which titles to ask about next.
    Interview(Vec<AnimeId>),
    /// The visitor's row, and how many of the picks it is of.
    Located(Vec<f32>, usize),
    /// Models of the visitor's own are here; each ranks so many anime.
    Adopted(Vec<(ModelName, usize)>),
    /// The weights of a model are on their way.
    Fetching(Fetching),
    /// The weights of a model are here; it ranks so many anime.
    Loaded(ModelName, usize),
    /// A request failed; the engine goes on.
    RequestFailed {
        /// Which kind of request.
        asked: Asked,
        /// What happened and what to do.
        message: String,
    },
    /// The worker failed and another is being started, on the CPU if the GPU may be why.
    Restarting {
        /// What happened, in words for the badge.
        reason: String,
    },
    /// No worker can be had: the visitor may try again.
    GaveUp {
        /// What happened and what to do.
        reason: String,
    },
}
