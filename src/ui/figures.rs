//! How well each model does, as `konomi evaluate` measured it: part of the page.

use crate::engine::protocol::ModelName;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The figures of one model, means over the seeds.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize)]
pub struct Figures {
    /// How well the first hundred find the hidden part of a list, 0 to 1.
    #[serde(rename = "NDCG@100")]
    pub ndcg_at_100: f64,
    /// The share of the hidden titles among the first twenty.
    #[serde(rename = "Recall@20")]
    pub recall_at_20: f64,
    /// The share of all titles that the first twenty of any list hold.
    #[serde(rename = "coverage@20")]
    pub coverage_at_20: f64,
    /// The users that were measured on, on average.
    pub users: f64,
}

/// The figures of all models that were measured.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct AllFigures(BTreeMap<String, Figures>);

impl AllFigures {
    /// Those that came with the page.
    pub fn built_in() -> Self {
        // A page without figures is a lesser page, but a page.
        serde_json::from_str(include_str!("../../static/model/figures.json")).unwrap_or(Self(BTreeMap::new()))
    }

    /// Those of one model.
    pub fn of(&self, model: ModelName) -> Option<Figures> {
        self.0.get(model.slug()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_of_the_page_was_measured_and_the_default_is_the_best() {
        let figures = AllFigures::built_in();
        let of = |model: ModelName| figures.of(model).unwrap_or_else(|| panic!("{} has no figures", model.slug()));
        let default = of(ModelName::DEFAULT).ndcg_at_100;
        for model in ModelName::all() {
            assert!(of(model).ndcg_at_100 <= default, "{} is better than the default", model.slug());
        }
    }
}
