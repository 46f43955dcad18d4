//! The models that the page offers, with what it says of each.

use crate::language::say;
use crate::t;
use serde::{Deserialize, Serialize};

/// What is known of a model before it is here; its words stand with the page's others.
#[derive(Debug)]
pub struct ModelCard {
    /// The name in addresses, in files and on the command line.
    pub slug: &'static str,
    /// Whether its weights are part of the engine; those of the others are fetched when they are wanted.
    pub embedded: bool,
    /// Whether it gives anime weights that can be compared.
    pub compares: bool,
}

/// How many models come with the page; those after them are the visitor's own.
const OFFERED: u8 = 18;

const CARDS: [ModelCard; 21] = [
    ModelCard { slug: "blend", embedded: false, compares: true },
    ModelCard { slug: "ncf", embedded: true, compares: true },
    ModelCard { slug: "recommender-net", embedded: false, compares: true },
    ModelCard { slug: "edlae", embedded: false, compares: true },
    ModelCard { slug: "ease", embedded: false, compares: true },
    ModelCard { slug: "als", embedded: false, compares: true },
    ModelCard { slug: "mult-vae", embedded: false, compares: true },
    ModelCard { slug: "mf", embedded: false, compares: true },
    ModelCard { slug: "hybrid", embedded: false, compares: true },
    ModelCard { slug: "light-gcn", embedded: false, compares: true },
    ModelCard { slug: "recommender-net-implicit", embedded: false, compares: true },
    ModelCard { slug: "gmf", embedded: false, compares: true },
    ModelCard { slug: "item-knn", embedded: false, compares: true },
    ModelCard { slug: "user-knn", embedded: false, compares: false },
    ModelCard { slug: "pin-sage", embedded: false, compares: true },
    ModelCard { slug: "mlp", embedded: false, compares: true },
    ModelCard { slug: "content", embedded: false, compares: true },
    ModelCard { slug: "popularity", embedded: false, compares: false },
    ModelCard { slug: "own-ncf", embedded: false, compares: true },
    ModelCard { slug: "own-recommender-net", embedded: false, compares: true },
    ModelCard { slug: "own-model", embedded: false, compares: true },
];

/// One of the models that the page offers; no other can be named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ModelName(u8);

/// A name that no model has.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", t!("model-unknown", name = _0.as_str()))]
pub struct NoSuchModel(pub String);

impl ModelName {
    /// The page's default: what measures best.
    pub const DEFAULT: Self = Self(0);
    /// Neural collaborative filtering on implicit feedback (NeuMF).
    pub const NCF: Self = Self(1);
    /// The dot-product RecommenderNet on ratings.
    pub const RECOMMENDER_NET: Self = Self(2);

    /// A NeuMF of the visitor's own.
    pub const OWN_NCF: Self = Self(OFFERED);
    /// A RecommenderNet of the visitor's own.
    pub const OWN_RECOMMENDER_NET: Self = Self(OFFERED + 1);
    /// A model of the visitor's own of any other kind.
    pub const OWN_OTHER: Self = Self(OFFERED + 2);

    /// Every model that comes with the page, in the order in which it offers them.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        (0..OFFERED).map(Self)
    }

    /// Whether it is the visitor's own, and so gone with this visit.
    pub fn is_own(self) -> bool {
        self.0 >= OFFERED
    }

    /// What is known of it.
    pub fn card(self) -> &'static ModelCard {
        &CARDS[usize::from(self.0)]
    }

    /// The name in addresses and on the command line, such as `recommender-net`.
    pub fn slug(self) -> &'static str {
        self.card().slug
    }

    /// The name in the model switch.
    pub fn label(self) -> String {
        say(&format!("model-{}-label", self.slug()), &[])
    }

    /// The name in full, as it stands in a sentence.
    pub fn in_full(self) -> String {
        say(&format!("model-{}-in-full", self.slug()), &[])
    }

    /// What it does, in plain words.
    pub fn idea(self) -> String {
        say(&format!("model-{}-idea", self.slug()), &[])
    }

    /// The model of that slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        (0..CARDS.len() as u8).map(Self).find(|model| model.slug() == slug)
    }
}

impl TryFrom<String> for ModelName {
    type Error = NoSuchModel;

    fn try_from(slug: String) -> Result<Self, NoSuchModel> {
        Self::from_slug(&slug).ok_or(NoSuchModel(slug))
    }
}

impl From<ModelName> for String {
    fn from(model: ModelName) -> Self {
        model.slug().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_name_their_models() {
        let own = [ModelName::OWN_NCF, ModelName::OWN_RECOMMENDER_NET, ModelName::OWN_OTHER];
        assert!(own.iter().all(|model| model.is_own()) && ModelName::all().all(|model| !model.is_own()));
        for model in ModelName::all().chain(own) {
            assert_eq!(ModelName::from_slug(model.slug()), Some(model));
            assert_eq!(serde_json::from_str::<ModelName>(&serde_json::to_string(&model).unwrap()).unwrap(), model);
        }
        assert_eq!(ModelName::from_slug("no-such-model"), None);
        assert!(serde_json::from_str::<ModelName>("\"no-such-model\"").is_err());
        let named = [ModelName::DEFAULT, ModelName::NCF, ModelName::RECOMMENDER_NET];
        assert_eq!(named.map(ModelName::slug), ["blend", "ncf", "recommender-net"]);
        assert!(ModelName::NCF.card().embedded && !ModelName::RECOMMENDER_NET.card().embedded);
    }
}
