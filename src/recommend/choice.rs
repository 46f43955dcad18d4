//! What a visitor wants of a list beside the taste: filters, one title a franchise, popular or niche, alike or diverse.
//!
//! A model ranks; a choice takes the best of that ranking and arranges them. It knows nothing of models, so that every
//! model's list can be arranged, at once and without asking the model again.

mod address;

use super::Standing;
use crate::catalog::{AnimeId, AnimeRef, Catalogue, Filter, Franchises, Likeness};
use std::collections::HashSet;

/// How many of the best titles a list is chosen from.
pub const POOL: usize = 400;

/// The choice. By default lists have one title of each franchise, nothing explicit, and nothing that is seen or planned.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choice {
    /// Types, genres, years, lengths and age ratings.
    pub filter: Filter,
    /// Whether explicit titles may be in the list.
    pub explicit: bool,
    /// Whether titles that were seen may be.
    pub seen: bool,
    /// Whether titles that are planned may be.
    pub planned: bool,
    /// Whether a franchise may be there with more than one title.
    pub whole_franchises: bool,
    /// From -[`STEPS`] (popular) to [`STEPS`] (niche); 0 as the model ranks.
    pub niche: i8,
    /// From 0 (as the model ranks) to [`STEPS`] (as diverse as can be).
    pub diverse: u8,
}

/// The steps of a slider to each side.
pub const STEPS: u8 = 5;
/// By how much the logit of a match falls for each unit of the logarithm of a title's members, at the end of the slider:
/// a title with a tenth of the members then overtakes one of three times its odds.
const TILT: f32 = 0.5;
/// The share of likeness against relevance at the end of the slider (1 - lambda of Carbonell and Goldstein 1998).
const DIVERSITY: f32 = 0.6;

/// What the arrangement has to know of the anime.
pub struct Facts<'a> {
    /// The facts.
    pub catalogue: &'a Catalogue,
    /// Which anime are of one franchise.
    pub franchises: &'a Franchises,
    /// Which are alike.
    pub likeness: &'a Likeness,
}

/// A title that a model ranks.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Candidate {
    /// Which anime.
    pub anime_id: AnimeId,
    /// The match, 0 to 1.
    pub score: f32,
}

impl Choice {
    /// Nothing filtered and nothing arranged but that explicit titles are left out.
    pub fn off() -> Self {
        Self { whole_franchises: true, ..Self::default() }
    }

    /// Whether a title may be in the list, whatever the visitor said of it.
    pub fn passes(&self, anime: AnimeRef<'_>) -> bool {
        (self.explicit || !anime.is_explicit()) && self.filter.passes(anime)
    }

    /// Whether a title that stands so with the visitor may be in the list.
    pub fn shows(&self, standing: Standing) -> bool {
        match standing {
            Standing::Open => true,
            Standing::Seen => self.seen,
            Standing::Planned => self.planned,
            Standing::Picked(_) | Standing::Hidden => false,
        }
    }

    /// The anime that don't pass, by id.
    pub fn excluded(&self, catalogue: &Catalogue) -> Vec<AnimeId> {
        catalogue.iter().filter(|anime| !self.passes(*anime)).map(AnimeRef::id).collect()
    }

    /// Whether the order of a model's ranking counts alone.
    fn is_plain(&self) -> bool {
        self.whole_franchises && self.niche == 0 && self.diverse == 0
    }

    /// The list: `top` of the candidates, which come best first, as places in them.
    ///
    /// Titles are taken one by one: the next is the one with the best sum of relevance and of difference from those before
    /// it (maximal marginal relevance, Carbonell and Goldstein 1998), of a franchise that has no title yet.
    pub fn arrange(&self, candidates: &[Candidate], facts: &Facts<'_>, top: usize) -> Vec<usize> {
        let row = |candidate: &Candidate| facts.catalogue.row(candidate.anime_id);
        let passing = (candidates.iter().enumerate())
            .filter(|(_, candidate)| facts.catalogue.get(candidate.anime_id).is_none_or(|anime| self.passes(anime)));
        if self.is_plain() {
            return passing.map(|(place, _)| place).take(top).collect();
        }
        let mut rest: Vec<(usize, f32)> =
            passing.take(POOL).map(|(place, candidate)| (place, self.value(candidate, facts.catalogue))).collect();
        // Stable: equals stay as the model ranked them.
        rest.sort_by(|a, b| b.1.total_cmp(&a.1));
        let best = rest.first().map_or(0.0, |first| first.1);
        let span = (best - rest.last().map_or(0.0, |last| last.1)).max(f32::EPSILON);
        let share = DIVERSITY * f32::from(self.diverse.min(STEPS)) / f32::from(STEPS);
        let mut franchises = HashSet::new();
        let mut chosen: Vec<usize> = Vec::new();
        // For each of the rest, how alike it is to the most alike of the chosen.
        let mut alike = vec![0.0f32; rest.len()];
        while chosen.len() < top && !rest.is_empty() {
            let gain = |at: usize| (1.0 - share) * (rest[at].1 - best) / span - share * alike[at];
            let next = (0..rest.len()).reduce(|a, b| if gain(b) > gain(a) { b } else { a }).unwrap_or(0);
            let (place, _) = rest.remove(next);
            alike.remove(next);
            let anime = row(&candidates[place]).and_then(|row| facts.catalogue.at(row));
            if let Some(anime) = anime
                && !self.whole_franchises
                && !franchises.insert(facts.franchises.of(anime.row()))
            {
                continue;
            }
            chosen.push(place);
            if let Some(anime) = anime.filter(|_| share > 0.0) {
                for ((place, _), alike) in rest.iter().zip(&mut alike) {
                    let other = facts.catalogue.get(candidates[*place].anime_id);
                    *alike = alike.max(other.map_or(0.0, |other| facts.likeness.of(anime, other)));
                }
            }
        }
        chosen
    }

    /// What a title is ranked by: the logit of its match, lower the better known it is where the visitor wants niche titles.
    fn value(&self, candidate: &Candidate, catalogue: &Catalogue) -> f32 {
        let chance = candidate.score.clamp(1e-6, 1.0 - 1e-6);
        let members = catalogue.get(candidate.anime_id).and_then(AnimeRef::members).unwrap_or(0);
        let niche = f32::from(self.niche) / f32::from(STEPS);
        (chance / (1.0 - chance)).ln() - TILT * niche * (members as f32 + 1.0).ln()
    }
}

#[cfg(test)]
mod tests;
