//! The models as they are trained here: one file a model with its recipe, and the list of them.
//!
//! To add a model, write a file here whose type implements [`Recipe`], and add its line to [`ALL`]. A new kind of
//! inference also needs its `Recommender` in the library.

mod als;
mod blend;
mod content;
mod ease;
mod item_knn;
mod mult_vae;
mod neural;
mod popularity;
mod recipe;
mod workshop;

pub use recipe::{Entry, Recipe};
pub use workshop::{Config, ConfigError, Workshop};

/// Every model, in the order of the tables.
pub static ALL: [Entry; 10] = [
    Entry::of::<popularity::Recipe>("popularity"),
    Entry::of::<content::Recipe>("content"),
    Entry::of::<item_knn::Recipe>("item-knn"),
    Entry::of::<als::Recipe>("als"),
    Entry::of::<ease::Recipe>("ease"),
    Entry::of::<ease::Recipe>("edlae"),
    Entry::of::<mult_vae::Recipe>("mult-vae"),
    Entry::of::<neural::NcfRecipe>("ncf"),
    Entry::of::<neural::RecommenderNetRecipe>("recommender-net"),
    Entry::of::<blend::Recipe>("blend"),
];

/// The page's default.
pub const DEFAULT: &str = "blend";

/// The entry of that name.
pub fn find(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.name == name)
}
