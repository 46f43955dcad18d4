//! The models as they are trained here: one file a model with its recipe, and the list of them.
//!
//! To add a model, write a file here whose type implements [`Recipe`], and add its line to [`ALL`]. A new kind of
//! inference also needs its `Recommender` in the library.

mod als;
mod blend;
mod content;
mod ease;
mod item_knn;
mod light_gcn;
mod mf;
mod mult_vae;
mod neu_mf;
mod pin_sage;
mod popularity;
mod recipe;
mod recommender_net;
mod user_knn;
mod workshop;

use crate::train::ByRatings;
pub use recipe::{Entry, Recipe};
pub use workshop::{Config, ConfigError, Workshop};

/// Every model, in the order of the tables.
pub static ALL: [Entry; 19] = [
    Entry::of::<popularity::Recipe>("popularity"),
    Entry::of::<content::Recipe>("content"),
    Entry::of::<item_knn::Recipe>("item-knn"),
    Entry::of::<user_knn::Recipe>("user-knn"),
    Entry::of::<als::Recipe>("als"),
    Entry::of::<ease::Recipe>("ease"),
    Entry::of::<ease::Recipe>("edlae"),
    Entry::of::<light_gcn::Recipe>("light-gcn"),
    Entry::of::<pin_sage::Recipe>("pin-sage"),
    Entry::of::<mult_vae::Recipe>("mult-vae"),
    Entry::of::<mf::Recipe>("mf"),
    Entry::of::<neu_mf::Recipe>("gmf"),
    Entry::of::<neu_mf::Recipe>("mlp"),
    Entry::of::<neu_mf::Recipe>("ncf-scratch"),
    Entry::of::<neu_mf::Recipe>("ncf").in_bits(5),
    Entry::of::<ByRatings>("recommender-net"),
    Entry::of::<recommender_net::ImplicitRecipe>("recommender-net-implicit"),
    Entry::of::<blend::Recipe>("hybrid"),
    Entry::of::<blend::Recipe>("blend"),
];

/// The page's default.
pub const DEFAULT: &str = "blend";

/// The entry of that name.
pub fn find(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.name == name)
}
