//! What the page asks of the engine.

use super::{BackendChoice, ModelFile, ModelName, Ticket};
use crate::catalog::AnimeId;
use crate::recommend::Pick;
use serde::{Deserialize, Serialize};

/// The kinds of requests that a model answers. Of each kind only the newest request is wanted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Asked {
    /// The visitor's list.
    Recommend,
    /// Another model's list, to stand beside it.
    Beside,
    /// The neighbours of an anime.
    Similar,
    /// Why titles are in a list.
    Explain,
    /// Which titles to ask a newcomer about.
    Interview,
    /// The visitor among the users.
    Locate,
    /// Models of the visitor's own.
    Adopt,
}

/// What the page asks.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Request {
    /// Choose the backend and load the models; answered by [`Response::Ready`](super::Response::Ready). The first message to a worker.
    Start {
        /// The visitor's choice.
        backend: BackendChoice,
        /// Why it must be the CPU after a worker before this one was given up, a sentence for the badge; `None` at first.
        after_failure: Option<String>,
        /// Where the weights of the models are that are not part of the engine.
        files: Vec<ModelFile>,
        /// Models to have here before the answer, as far as they can be had, beside those in the program.
        load: Vec<ModelName>,
        /// The tag of the language in which the engine's words for the visitor are.
        language: String,
    },
    /// Rank for a visitor; answered by [`Response::Recommended`](super::Response::Recommended), or not at all if a newer one comes in meanwhile. While
    /// the model's weights are being fetched there is an answer in between, by a model that is here.
    Recommend {
        /// Pairs the answer with this request.
        ticket: Ticket,
        /// Which model ranks.
        model: ModelName,
        /// The visitor's opinions; none of them is recommended.
        picks: Vec<Pick>,
        /// Further anime that must not be in the list: seen, not interesting, explicit.
        exclude: Vec<AnimeId>,
        /// The length of the list.
        top: usize,
    },
    /// Another model's list for the same visitor, to stand beside theirs; answered as [`Self::Recommend`] is.
    Beside {
        /// Pairs the answer with this request.
        ticket: Ticket,
        /// Which model ranks.
        model: ModelName,
        /// The visitor's opinions.
        picks: Vec<Pick>,
        /// Further anime that must not be in the list.
        exclude: Vec<AnimeId>,
        /// The length of the list.
        top: usize,
    },
    /// The most and the least similar anime; answered by [`Response::Similar`](super::Response::Similar), or not at all if a newer one comes in.
    Similar {
        /// Pairs the answer with this request.
        ticket: Ticket,
        /// Whose item vectors are compared.
        model: ModelName,
        /// To which anime.
        anime_id: AnimeId,
        /// Anime that must not be in the lists.
        exclude: Vec<AnimeId>,
        /// The length of each list.
        top: usize,
    },
    /// Why titles are in a list; answered by [`Response::Explained`](super::Response::Explained), or not at all if a newer one comes in.
    Explain {
        /// Pairs the answer with this request.
        ticket: Ticket,
        /// Which model ranked them.
        model: ModelName,
        /// The visitor's opinions.
        picks: Vec<Pick>,
        /// The titles.
        items: Vec<AnimeId>,
    },
    /// Which titles to ask about next; answered by [`Response::Interview`](super::Response::Interview), or not at all if a newer one comes in.
    Interview {
        /// Pairs the answer with this request.
        ticket: Ticket,
        /// The visitor's opinions.
        picks: Vec<Pick>,
        /// Titles that were shown and not taken.
        passed_over: Vec<AnimeId>,
        /// Among which titles.
        candidates: Vec<AnimeId>,
        /// How many.
        count: usize,
    },
    /// The visitor's row as RecommenderNet has the users', of length 1; answered by [`Response::Located`](super::Response::Located).
    Locate {
        /// Pairs the answer with this request.
        ticket: Ticket,
        /// The visitor's opinions.
        picks: Vec<Pick>,
    },
    /// Read models from files of the visitor's, whose bytes come beside this message; answered by [`Response::Adopted`](super::Response::Adopted).
    Adopt {
        /// Pairs the answer with this request.
        ticket: Ticket,
        /// The files' names, in the order of their bytes.
        files: Vec<String>,
    },
}

impl Request {
    /// The ticket and the model of a request that is answered by a model.
    pub fn asks(&self) -> Option<(Ticket, ModelName)> {
        match self {
            Self::Start { .. } => None,
            Self::Recommend { ticket, model, .. }
            | Self::Beside { ticket, model, .. }
            | Self::Similar { ticket, model, .. }
            | Self::Explain { ticket, model, .. } => Some((*ticket, *model)),
            Self::Interview { ticket, .. } => Some((*ticket, ModelName::NCF)),
            Self::Locate { ticket, .. } => Some((*ticket, ModelName::RECOMMENDER_NET)),
            Self::Adopt { ticket, .. } => Some((*ticket, ModelName::OWN_NCF)),
        }
    }

    /// Of which kind it is, where a model answers it.
    pub fn asked(&self) -> Option<Asked> {
        match self {
            Self::Start { .. } => None,
            Self::Recommend { .. } => Some(Asked::Recommend),
            Self::Beside { .. } => Some(Asked::Beside),
            Self::Similar { .. } => Some(Asked::Similar),
            Self::Explain { .. } => Some(Asked::Explain),
            Self::Interview { .. } => Some(Asked::Interview),
            Self::Locate { .. } => Some(Asked::Locate),
            Self::Adopt { .. } => Some(Asked::Adopt),
        }
    }
}
