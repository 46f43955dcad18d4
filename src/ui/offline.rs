//! Whether the page works with the network off, and whether a newer version of it waits.

use crate::t;

/// How far the browser's copy of the page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Offline {
    /// It is being made, or will be.
    #[default]
    Pending,
    /// The page works with the network off.
    Ready,
    /// There will be none in this browser, at this address.
    Unsupported,
    /// There is none, for the time being.
    Failed,
}

impl Offline {
    /// A word for the style sheet and for tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Ready => "ready",
            Self::Unsupported => "unsupported",
            Self::Failed => "failed",
        }
    }

    /// What the visitor should know of it.
    pub fn words(self) -> String {
        match self {
            Self::Pending => t!("offline-pending"),
            Self::Ready => t!("offline-ready"),
            Self::Unsupported => t!("offline-unsupported"),
            Self::Failed => t!("offline-failed"),
        }
    }
}

/// What the browser keeps of the files that only some visits need: the other models, and the programs of few.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OnDemand {
    /// What is being done about it.
    pub state: Keeping,
    /// How many bytes are not kept.
    pub missing: usize,
    /// How many there are in all.
    pub total: usize,
}

/// Whether the rest is being kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeping {
    /// Each file when it is first used.
    Idle,
    /// All of them, now.
    Busy,
    /// That was tried, and did not come to its end.
    Failed,
}

impl OnDemand {
    /// What the service worker says of it, `on demand: keeping 12 34`; `None` for anything else that it says.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.strip_prefix("on demand: ")?.split(' ');
        let state = match words.next()? {
            "idle" => Keeping::Idle,
            "keeping" => Keeping::Busy,
            "failed" => Keeping::Failed,
            _ => return None,
        };
        let [missing, total] = [words.next()?, words.next()?].map(|number| number.parse().ok());
        Some(Self { state, missing: missing?, total: total? })
    }
}

/// Where a newer version of the page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Newer {
    /// There is none.
    #[default]
    None,
    /// It waits for the visitor's word.
    Offered,
    /// The visitor wants to go on with this version for now.
    PutOff,
    /// The visitor wants it; the page is loaded anew in a moment.
    Taken,
}

impl Newer {
    /// What follows when a newer version waits: one that was put off is not offered a second time.
    pub fn when_newer_waits(self) -> Self {
        match self {
            Self::None => Self::Offered,
            known => known,
        }
    }

    /// Whether the page shows the offer.
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Offered | Self::Taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_has_a_name_and_words_of_its_own() {
        let states = [Offline::Pending, Offline::Ready, Offline::Unsupported, Offline::Failed];
        for (at, state) in states.iter().enumerate() {
            for other in &states[at + 1..] {
                assert_ne!(state.name(), other.name());
                assert_ne!(state.words(), other.words());
            }
        }
    }

    #[test]
    fn what_the_worker_says_of_the_rest_is_understood() {
        let said = |state, missing, total| Some(OnDemand { state, missing, total });
        for (text, expected) in [
            ("on demand: idle 0 20", said(Keeping::Idle, 0, 20)),
            ("on demand: keeping 12 20", said(Keeping::Busy, 12, 20)),
            ("on demand: failed 12 20", said(Keeping::Failed, 12, 20)),
            ("on demand: sleeping 12 20", None),
            ("on demand: idle 12", None),
            ("0123456789abcdef", None),
        ] {
            assert_eq!(OnDemand::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn an_update_is_offered_once() {
        for (before, after, shown) in [
            (Newer::None, Newer::Offered, true),
            (Newer::Offered, Newer::Offered, true),
            (Newer::PutOff, Newer::PutOff, false),
            (Newer::Taken, Newer::Taken, true),
        ] {
            assert_eq!(before.when_newer_waits(), after);
            assert_eq!(after.is_shown(), shown, "{after:?}");
        }
    }
}
