//! The models that the page offers, with what it says of each.

use serde::{Deserialize, Serialize};

/// What a visitor is told of a model.
#[derive(Debug)]
pub struct ModelCard {
    /// The name in addresses, in files and on the command line.
    pub slug: &'static str,
    /// The name in the model switch.
    pub label: &'static str,
    /// The name in full, as it stands in a sentence.
    pub in_full: &'static str,
    /// What it does, in plain words.
    pub idea: &'static str,
    /// Whether its weights are part of the engine; those of the others are fetched when they are wanted.
    pub embedded: bool,
    /// Whether it gives anime weights that can be compared.
    pub compares: bool,
}

const CARDS: [ModelCard; 18] = [
    ModelCard {
        slug: "blend",
        label: "Blend",
        in_full: "the blend of the best models",
        idea: "Adds the opinions of several of the models below, each weighted by how well it did on users that none of \
               them had seen. More than one view of a taste misses less.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "ncf",
        label: "NCF",
        in_full: "neural collaborative filtering",
        idea: "A neural network that learned from whole lists which titles stand together. It holds you and every title \
               as points in a space of tastes, and a small network judges how well two points fit.",
        embedded: true,
        compares: true,
    },
    ModelCard {
        slug: "recommender-net",
        label: "Ratings",
        in_full: "RecommenderNet, the dot-product model",
        idea: "Learned from ratings alone how high the same people rate which titles, and so expects a rating of yours \
               for every title. It knows what you would like, not what you would ever watch.",
        embedded: true,
        compares: true,
    },
    ModelCard {
        slug: "edlae",
        label: "EDLAE",
        in_full: "the denoising linear autoencoder",
        idea: "EASE, taught to fill in lists of which a part was hidden, with people of long lists counting less. That \
               keeps it from learning that a title goes with itself.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "ease",
        label: "EASE",
        in_full: "EASE, the linear autoencoder",
        idea: "One table that says, for every pair of titles, by how much having the one speaks for or against the \
               other, all at once, so that what two titles share with a third is not counted twice.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "als",
        label: "ALS",
        in_full: "matrix factorization by alternating least squares",
        idea: "Describes every title and every user by some numbers whose products say who has what, and finds yours \
               exactly, by solving a small system of equations for each of your picks\u{2019} changes.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "mult-vae",
        label: "VAE",
        in_full: "the variational autoencoder",
        idea: "A neural network that squeezes a list into a few numbers and unfolds them into the whole list again. What it \
               unfolds beyond your picks is what it recommends.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "mf",
        label: "MF",
        in_full: "logistic matrix factorization",
        idea: "Numbers for every title and every user, and one for how well known each is. The oldest of the learned models, and \
               with care hard to beat by a neural one.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "hybrid",
        label: "Hybrid",
        in_full: "the hybrid of people, content and network",
        idea: "Adds three opinions: of the users most like you, of genres and studios, and of the neural network, each weighted \
               by how well that did.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "light-gcn",
        label: "LightGCN",
        in_full: "the light graph convolution network",
        idea: "Lays all users and titles out as a web of who has what, and smooths each title\u{2019}s description over it: a title \
               becomes a little of what stands two steps away.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "recommender-net-implicit",
        label: "Dot product",
        in_full: "RecommenderNet on lists",
        idea: "The dot-product network, taught by what is on lists at all and not by how high it is rated: the same network, \
               another question.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "gmf",
        label: "GMF",
        in_full: "generalized matrix factorization",
        idea: "The one half of NCF: products of your numbers and a title\u{2019}s, each with a weight of its own.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "item-knn",
        label: "Neighbours",
        in_full: "item-based nearest neighbours",
        idea: "Recommends what stands on the same lists as your picks: the classic \u{201c}people who have this also have \
               that\u{201d}.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "user-knn",
        label: "People",
        in_full: "user-based nearest neighbours",
        idea: "Looks for the users whose lists are most like yours, and recommends what they have. A sample of anonymous lists comes \
               with it.",
        embedded: false,
        compares: false,
    },
    ModelCard {
        slug: "pin-sage",
        label: "PinSAGE",
        in_full: "the graph network over what titles are",
        idea: "Starts from genres, studios and years, and mixes in the titles that random walks over the lists come by. So a \
               title that nobody has yet stands among its like.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "mlp",
        label: "MLP",
        in_full: "the multi-layer perceptron",
        idea: "The other half of NCF: a small network that is free to judge two points as it likes, and has to find out for itself \
               that near is good.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "content",
        label: "Content",
        in_full: "likeness of genres, studios and years",
        idea: "Looks at no other people at all, only at what titles are: genres, studio, source, form and decade. It can \
               recommend a title that nobody has seen yet.",
        embedded: false,
        compares: true,
    },
    ModelCard {
        slug: "popularity",
        label: "Popularity",
        in_full: "popularity",
        idea: "The same list for everybody: what most people have. What any other model has to beat.",
        embedded: false,
        compares: false,
    },
];

/// One of the models that the page offers; no other can be named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ModelName(u8);

/// A name that no model has.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("there is no model {0:?}")]
pub struct NoSuchModel(pub String);

impl ModelName {
    /// The page's default: what measures best.
    pub const DEFAULT: Self = Self(0);
    /// Neural collaborative filtering on implicit feedback (NeuMF).
    pub const NCF: Self = Self(1);
    /// The dot-product RecommenderNet on ratings.
    pub const RECOMMENDER_NET: Self = Self(2);

    /// Every model, in the order in which the page offers them.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        (0..CARDS.len() as u8).map(Self)
    }

    /// What a visitor is told of it.
    pub fn card(self) -> &'static ModelCard {
        &CARDS[usize::from(self.0)]
    }

    /// The name in addresses and on the command line, such as `recommender-net`.
    pub fn slug(self) -> &'static str {
        self.card().slug
    }

    /// The model of that slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::all().find(|model| model.slug() == slug)
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
        for model in ModelName::all() {
            assert_eq!(ModelName::from_slug(model.slug()), Some(model));
            assert_eq!(serde_json::from_str::<ModelName>(&serde_json::to_string(&model).unwrap()).unwrap(), model);
        }
        assert_eq!(ModelName::from_slug("no-such-model"), None);
        assert!(serde_json::from_str::<ModelName>("\"no-such-model\"").is_err());
        let named = [ModelName::DEFAULT, ModelName::NCF, ModelName::RECOMMENDER_NET];
        assert_eq!(named.map(ModelName::slug), ["blend", "ncf", "recommender-net"]);
        assert!(ModelName::NCF.card().embedded && ModelName::RECOMMENDER_NET.card().embedded);
    }
}
