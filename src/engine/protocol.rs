//! The messages between the page and the engine's worker: JSON text in an envelope that carries the protocol's version.
//!
//! A request is whole in itself, so that a worker started anew (after a lost GPU, say) needs no history to answer it.

mod convert;
mod request;

pub use super::model_name::ModelName;
pub use convert::{Converted, ToConvert};
pub use request::{Asked, Request};

use crate::catalog::AnimeId;
use crate::t;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The version of these messages. An engine and a page of different versions refuse each other with a message.
pub const VERSION: u32 = 8;

/// The `?backend=` switch.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BackendChoice {
    /// WebGPU where there is a hardware adapter, else the CPU.
    #[default]
    Auto,
    /// WebGPU on any adapter, a software one too; the CPU where there is none.
    Webgpu,
    /// The CPU.
    Cpu,
}

/// The backend in use.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Backend {
    /// Burn's wgpu backend on the browser's WebGPU.
    Webgpu,
    /// Burn's CPU backend.
    Cpu,
}

/// The number that pairs an answer with its request; it grows with every request.
pub type Ticket = u64;

/// Where the weights of a model are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ModelFile {
    /// Whose.
    pub model: ModelName,
    /// The whole address.
    pub url: String,
    /// The size in bytes.
    pub bytes: usize,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// The models whose files it needs too, for it is a blend of them.
    #[serde(default)]
    pub members: Vec<ModelName>,
}

/// What the engine answers.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// The models are loaded and a known score was reproduced on the backend.
    Ready(Ready),
    /// The list for a visitor.
    Recommended(Recommended),
    /// The anime most and least like one.
    Similar(Similar),
    /// Why titles are in a list.
    Explained(Explained),
    /// Which titles to ask about, the most telling first.
    Interview {
        /// The request's ticket.
        ticket: Ticket,
        /// The titles.
        items: Vec<AnimeId>,
    },
    /// The visitor among the users.
    Located {
        /// The request's ticket.
        ticket: Ticket,
        /// The visitor's row, of length 1.
        row: Vec<f32>,
        /// How many of the picks the model knows.
        known: usize,
    },
    /// Models of the visitor's own are here, for as long as this worker lives.
    Adopted {
        /// The request's ticket.
        ticket: Ticket,
        /// Which, and how many anime each ranks.
        models: Vec<(ModelName, usize)>,
    },
    /// The weights of a model are on their way; what asks for it is answered when they are here.
    Fetching(Fetching),
    /// The weights of a model are here.
    Loaded {
        /// Whose.
        model: ModelName,
        /// How many anime it ranks.
        items: usize,
    },
    /// The weights of a model could not be had; requests that waited for them have failed by themselves.
    NotLoaded {
        /// Whose.
        model: ModelName,
    },
    /// The GPU failed and this worker can't go on; the page starts another on the CPU and repeats what was open.
    BackendLost {
        /// What happened, in words for the badge.
        reason: String,
    },
    /// One request failed; the engine goes on.
    Failed {
        /// The request's ticket, where it had one.
        ticket: Option<Ticket>,
        /// What happened and what to do, in words for a visitor.
        message: String,
    },
}

/// The state of a started engine.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Ready {
    /// The backend in use.
    pub backend: Backend,
    /// Why this one, in words for the badge.
    pub reason: String,
    /// How many anime each model ranks.
    pub models: Vec<(ModelName, usize)>,
    /// How long a list takes on the GPU when it is warm, in milliseconds.
    pub list_ms: Option<f64>,
    /// Whether there is a graphics card that the program with WebGPU could use, and this one can't.
    pub offers_gpu: bool,
}

/// How far the weights of a model are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fetching {
    /// Whose.
    pub model: ModelName,
    /// Bytes that are here.
    pub received: usize,
    /// Bytes in all.
    pub total: usize,
}

/// A ranked list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Recommended {
    /// The request's ticket.
    pub ticket: Ticket,
    /// Who ranked.
    pub model: ModelName,
    /// Whether this stands in for the list of the model that was asked for, which is still to come.
    pub interim: bool,
    /// The list, best first.
    pub items: Vec<Recommendation>,
    /// Picks that this model does not know, and so could not use.
    pub unknown_picks: Vec<AnimeId>,
    /// Milliseconds from the request's arrival at the engine to this answer.
    pub elapsed_ms: f64,
    /// The backend that computed it.
    pub backend: Backend,
}

/// One anime of a ranked list; on its way a row without names, for an answer has hundreds.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(from = "(AnimeId, f32, Option<f32>)", into = "(AnimeId, f32, Option<f32>)")]
pub struct Recommendation {
    /// Which anime.
    pub anime_id: AnimeId,
    /// The model's output after its sigmoid, 0 to 1; lists are sorted by it.
    pub score: f32,
    /// The rating that a rating model expects of the visitor, 1 to 10; `None` for a model of implicit feedback.
    pub expected_rating: Option<f32>,
}

impl From<(AnimeId, f32, Option<f32>)> for Recommendation {
    fn from((anime_id, score, expected_rating): (AnimeId, f32, Option<f32>)) -> Self {
        Self { anime_id, score, expected_rating }
    }
}

impl From<Recommendation> for (AnimeId, f32, Option<f32>) {
    fn from(Recommendation { anime_id, score, expected_rating }: Recommendation) -> Self {
        (anime_id, score, expected_rating)
    }
}

/// The neighbours of one anime.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Similar {
    /// The request's ticket.
    pub ticket: Ticket,
    /// Whose vectors were compared.
    pub model: ModelName,
    /// Cosines, highest first; empty where the model does not know the anime.
    pub most: Vec<(AnimeId, f32)>,
    /// Cosines, lowest first.
    pub least: Vec<(AnimeId, f32)>,
}

/// Why titles are in a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Explained {
    /// The request's ticket.
    pub ticket: Ticket,
    /// Who ranked.
    pub model: ModelName,
    /// For each title that the model knows, why.
    pub reasons: Vec<Explanation>,
}

/// Why one title is in a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Explanation {
    /// Which title.
    pub anime_id: AnimeId,
    /// The picks that speak most for it, the strongest first.
    pub because: Vec<AnimeId>,
    /// The picks that speak most against it.
    pub in_spite_of: Vec<AnimeId>,
}

/// A message with the version of its language.
#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    version: u32,
    message: T,
}

/// Only the version, to be read before anything else of a message is understood.
#[derive(Deserialize)]
struct EnvelopeVersion {
    version: u32,
}

/// Why a message could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ProtocolError {
    /// The other side speaks another version: one of the two is from an older visit.
    #[error("{}", t!("engine-other-version", found = *found, own = VERSION))]
    Version {
        /// The version that the message carries.
        found: u32,
    },
    /// Not a message at all.
    #[error("{}", t!("message-malformed", reason = _0.to_string()))]
    Malformed(#[from] serde_json::Error),
}

/// A message as text.
pub fn encode<T: Serialize>(message: T) -> Result<String, ProtocolError> {
    Ok(serde_json::to_string(&Envelope { version: VERSION, message })?)
}

/// The message in a text, if it is of this version.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, ProtocolError> {
    let EnvelopeVersion { version } = serde_json::from_str(text)?;
    if version != VERSION {
        return Err(ProtocolError::Version { found: version });
    }
    Ok(serde_json::from_str::<Envelope<T>>(text)?.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recommend::{Opinion, Pick};

    #[test]
    fn a_message_survives_the_trip() {
        let request = Request::Recommend {
            ticket: 7,
            model: ModelName::RECOMMENDER_NET,
            picks: vec![Pick { anime_id: AnimeId(1), opinion: Opinion::Liked }],
            exclude: vec![AnimeId(5)],
            top: 20,
        };
        let text = encode(&request).unwrap();
        assert_eq!(decode::<Request>(&text).unwrap(), request);
    }

    #[test]
    fn a_ranked_title_is_a_row() {
        for (title, text) in [
            (Recommendation { anime_id: AnimeId(5), score: 0.25, expected_rating: None }, "[5,0.25,null]"),
            (Recommendation { anime_id: AnimeId(7), score: 0.5, expected_rating: Some(8.5) }, "[7,0.5,8.5]"),
        ] {
            assert_eq!(serde_json::to_string(&title).unwrap(), text);
            assert_eq!(serde_json::from_str::<Recommendation>(text).unwrap(), title);
        }
    }

    #[test]
    fn another_version_is_refused_even_where_its_message_is_unknown() {
        let error = decode::<Request>(r#"{"version":999,"message":{"kind":"from-the-future"}}"#).unwrap_err();
        assert!(matches!(error, ProtocolError::Version { found: 999 }));
    }
}
