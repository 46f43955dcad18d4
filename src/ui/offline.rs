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
