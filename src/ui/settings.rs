//! The visitor's settings, as kept between visits.

use crate::engine::protocol::ModelName;
use crate::t;
use serde::{Deserialize, Serialize};

/// Which of the two looks the page has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Ink on paper.
    Light,
    /// The reverse.
    Dark,
}

impl Theme {
    /// The name that the style sheet knows, such as `dark`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The name in the visitor's language.
    pub fn label(self) -> String {
        match self {
            Self::Auto => t!("theme-auto"),
            Self::Light => t!("theme-light"),
            Self::Dark => t!("theme-dark"),
        }
    }

    /// The theme that the switch turns to from this one.
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }
}

/// The settings.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Who ranks; `None` where the visitor never chose.
    pub model: Option<ModelName>,
    /// Who compares on an anime's page; `None` where the visitor never chose.
    pub similarity_model: Option<ModelName>,
    /// What may be in the list, as the query of an address.
    pub choice: String,
    /// Light or dark.
    pub theme: Theme,
    /// The tag of the language; empty where the visitor never chose, and the browser's is spoken.
    pub language: String,
}
