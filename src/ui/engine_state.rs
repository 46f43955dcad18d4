//! The engine as the page shows it: the badge in the header, and the lists that it answered with.

use super::taste::Taste;
use super::words;
use crate::catalog::AnimeId;
use crate::engine::protocol::{Backend, ModelName, Ready, Recommendation, Recommended, Similar};
use crate::recommend::choice::Choice;
use crate::t;

/// Where the engine is.
#[derive(Clone, PartialEq, Debug)]
pub enum EngineState {
    /// It is being loaded and started.
    Starting,
    /// It failed and is being started on the CPU.
    Restarting {
        /// What happened.
        reason: String,
    },
    /// It answers.
    Running {
        /// What it said at its start.
        ready: Ready,
        /// How long the last list took, in milliseconds.
        elapsed_ms: Option<f64>,
    },
    /// It can't be had.
    Stopped {
        /// What happened and what to do.
        reason: String,
    },
}

impl EngineState {
    /// The badge's text: `WebGPU · 6 ms`.
    pub fn badge(&self) -> String {
        match self {
            Self::Starting => t!("engine-starting"),
            Self::Restarting { .. } => t!("engine-restarting"),
            Self::Running { ready, elapsed_ms: None } => words::backend(ready.backend).to_owned(),
            Self::Running { ready, elapsed_ms: Some(elapsed) } => {
                format!("{} · {}", words::backend(ready.backend), words::duration(*elapsed))
            }
            Self::Stopped { .. } => t!("engine-stopped"),
        }
    }

    /// A word for the style sheet and for tests: `starting`, `webgpu`, `cpu` or `stopped`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Starting | Self::Restarting { .. } => "starting",
            Self::Running { ready, .. } => match ready.backend {
                Backend::Webgpu => "webgpu",
                Backend::Cpu => "cpu",
            },
            Self::Stopped { .. } => "stopped",
        }
    }

    /// Whether the engine has loaded a model.
    pub fn has(&self, model: ModelName) -> bool {
        matches!(self, Self::Running { ready, .. } if ready.models.iter().any(|(loaded, _)| *loaded == model))
    }

    /// Why, in words.
    pub fn reason(&self) -> String {
        match self {
            Self::Starting => t!("engine-loading"),
            Self::Restarting { reason } | Self::Stopped { reason } => reason.clone(),
            Self::Running { ready, .. } => ready.reason.clone(),
        }
    }

    /// How many anime a model ranks, once it is known.
    pub fn ranked_by(&self, model: ModelName) -> Option<usize> {
        match self {
            Self::Running { ready, .. } => {
                ready.models.iter().find(|(name, _)| *name == model).map(|(_, count)| *count)
            }
            _ => None,
        }
    }
}

/// The visitor's list.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ListState {
    /// The last list that came.
    pub shown: Option<Recommended>,
    /// Whether a newer one is asked for.
    pub pending: bool,
    /// Whether what is shown stays as it is for a moment, since the newer one will be here with the next frames: a list that
    /// changes twice within them is unrest, and costs the newer one its time.
    pub held: bool,
    /// Whether what is shown is on the way to the whole of the list that came.
    pub staging: bool,
    /// Why there is none, in words.
    pub failure: Option<String>,
    /// Why it is not by the model that was asked for, in words.
    pub instead: Option<String>,
}

impl ListState {
    /// A newer list is asked for.
    pub fn expect(&mut self) {
        self.pending = true;
        self.held = true;
        self.failure = None;
        self.instead = None;
    }

    /// What was asked for will not come.
    pub fn fail(&mut self, reason: String) {
        self.pending = false;
        self.held = false;
        self.failure = Some(reason);
    }

    /// Whether the list is by another model than the one that was asked for.
    pub fn is_interim(&self) -> bool {
        self.shown.as_ref().is_some_and(|list| list.interim)
    }

    /// Whether it will be another list soon.
    pub fn is_busy(&self) -> bool {
        self.pending || self.staging
    }

    /// The list less what the visitor has said something of since it came, unless the choice lets that in.
    pub fn visible(&self, taste: &Taste, choice: &Choice) -> Vec<Recommendation> {
        let items = self.shown.iter().flat_map(|list| &list.items);
        items.filter(|item| choice.shows(taste.standing(item.anime_id))).copied().collect()
    }

    /// Whether the model of the list does not know an anime.
    pub fn is_unknown(&self, id: AnimeId) -> bool {
        self.shown.as_ref().is_some_and(|list| list.unknown_picks.contains(&id))
    }

    /// What to show on the way to a list, the list itself last: each stage has at most `most` titles that the one before
    /// has not, and behind them what was there already, so that nothing jumps.
    pub fn stages_to(&self, wanted: &[Recommendation], most: usize) -> Vec<Vec<Recommendation>> {
        let shown = self.shown.as_ref().map_or(&[][..], |list| &list.items);
        let has = |list: &[Recommendation], id: AnimeId| list.iter().any(|item| item.anime_id == id);
        let mut stages = Vec::new();
        let mut new = 0;
        for (place, item) in wanted.iter().enumerate() {
            if has(shown, item.anime_id) {
                continue;
            }
            if new == most {
                let begun = &wanted[..place];
                let rest = shown.iter().filter(|item| !has(begun, item.anime_id));
                stages.push(begun.iter().chain(rest).take(wanted.len()).copied().collect());
                new = 0;
            }
            new += 1;
        }
        stages.push(wanted.to_vec());
        stages
    }

    /// One item of the list.
    pub fn item(&self, anime_id: AnimeId) -> Option<Recommendation> {
        self.shown.as_ref()?.items.iter().find(|item| item.anime_id == anime_id).copied()
    }

    /// The picks that the model of the list doesn't know, among those that are still picks.
    pub fn unknown_picks(&self, taste: &Taste) -> Vec<AnimeId> {
        let unknown = self.shown.iter().flat_map(|list| &list.unknown_picks);
        unknown.filter(|id| taste.picks.iter().any(|pick| pick.anime_id == **id)).copied().collect()
    }
}

/// The neighbours of the anime whose page is open.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum SimilarState {
    /// They are asked for.
    #[default]
    Pending,
    /// They are here; empty where the model doesn't know the anime.
    Shown(Similar),
    /// There are none, for a reason in words.
    Failed(String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recommend::Standing;

    fn running(backend: Backend, elapsed_ms: Option<f64>) -> EngineState {
        let ready = Ready {
            backend,
            reason: "an adapter was found".to_owned(),
            models: vec![(ModelName::NCF, 9000)],
            list_ms: None,
            offers_gpu: false,
        };
        EngineState::Running { ready, elapsed_ms }
    }

    #[test]
    fn badges() {
        for (state, text, word) in [
            (EngineState::Starting, "Engine starting", "starting"),
            (running(Backend::Webgpu, None), "WebGPU", "webgpu"),
            (running(Backend::Webgpu, Some(6.2)), "WebGPU · 6 ms", "webgpu"),
            (running(Backend::Cpu, Some(12.0)), "CPU · 12 ms", "cpu"),
            (EngineState::Stopped { reason: String::new() }, "Engine stopped", "stopped"),
        ] {
            assert_eq!((state.badge().as_str(), state.word()), (text, word));
        }
        assert_eq!(running(Backend::Cpu, None).ranked_by(ModelName::NCF), Some(9000));
        assert_eq!(running(Backend::Cpu, None).ranked_by(ModelName::RECOMMENDER_NET), None);
    }

    #[test]
    fn a_list_comes_in_stages_of_a_few_new_titles() {
        let list = |ids: &[u32]| -> Vec<Recommendation> {
            let item = |id: &u32| Recommendation { anime_id: AnimeId(*id), score: 0.5, expected_rating: None };
            ids.iter().map(item).collect()
        };
        for (shown, wanted, stages) in [
            (&[][..], &[1, 2, 3, 4, 5][..], vec![&[1, 2][..], &[1, 2, 3, 4], &[1, 2, 3, 4, 5]]),
            (&[1, 2, 3, 4], &[2, 1, 4, 3], vec![&[2, 1, 4, 3]]),
            (&[1, 2, 3, 4], &[9, 8, 1, 7, 2], vec![&[9, 8, 1, 2, 3], &[9, 8, 1, 7, 2]]),
            (&[1, 2], &[], vec![&[]]),
        ] {
            let recommended = Recommended {
                ticket: 1,
                model: ModelName::NCF,
                interim: false,
                items: list(shown),
                unknown_picks: Vec::new(),
                elapsed_ms: 1.0,
                backend: Backend::Cpu,
            };
            let state = ListState { shown: Some(recommended), ..ListState::default() };
            let expected: Vec<Vec<Recommendation>> = stages.into_iter().map(list).collect();
            assert_eq!(state.stages_to(&list(wanted), 2), expected, "{shown:?} to {wanted:?}");
        }
    }

    #[test]
    fn what_the_visitor_has_judged_leaves_the_list_at_once() {
        let item = |id| Recommendation { anime_id: AnimeId(id), score: 0.5, expected_rating: None };
        let list = ListState {
            shown: Some(Recommended {
                ticket: 1,
                model: ModelName::NCF,
                interim: false,
                items: vec![item(1), item(2), item(3)],
                unknown_picks: vec![AnimeId(8), AnimeId(9)],
                elapsed_ms: 1.0,
                backend: Backend::Cpu,
            }),
            ..ListState::default()
        };
        let mut taste = Taste::default();
        taste.set(AnimeId(2), Standing::Seen);
        taste.set(AnimeId(9), Standing::Picked(crate::recommend::Opinion::Liked));
        assert_eq!(list.visible(&taste, &Choice::default()), [item(1), item(3)]);
        let with_seen = Choice { seen: true, ..Choice::default() };
        assert_eq!(list.visible(&taste, &with_seen), [item(1), item(2), item(3)]);
        assert_eq!(list.unknown_picks(&taste), [AnimeId(9)]);
        assert!(list.is_unknown(AnimeId(8)) && !list.is_unknown(AnimeId(2)));
    }
}
