//! Several models as one, for a visitor: the sum of their standardized scores, weighted by what validation says.

use super::scores::spread;
use super::{Calibration, KnownPick, Reasons, Recommender, Scores, VisitorRow};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{Architecture, WeightsError, WeightsFile};
use std::sync::Arc;

/// The members of a blend, ready for visitors.
pub struct Blend {
    items: LabelEncoder<AnimeId>,
    members: Vec<Member>,
    calibration: Calibration,
}

/// A model with what its opinion counts.
struct Member {
    weight: f32,
    model: Arc<dyn Recommender>,
    /// Its row of each of the blend's items, where they are not the same.
    rows: Option<Arc<[u32]>>,
}

impl Member {
    fn known(&self, picks: &[KnownPick]) -> Vec<KnownPick> {
        let row = |row: usize| self.rows.as_ref().map_or(row, |rows| rows[row] as usize);
        let mut picks: Vec<KnownPick> = picks.iter().map(|pick| KnownPick { row: row(pick.row), ..*pick }).collect();
        picks.sort_unstable_by_key(|pick| pick.row);
        picks
    }

    /// Its scores in the order of the blend's items.
    fn in_order(&self, scores: Scores) -> Scores {
        match &self.rows {
            Some(rows) => Scores::Of(Box::new(scores), rows.clone()),
            None => scores,
        }
    }
}

impl Blend {
    const WEIGHT: &'static str = "weight.";

    /// The name of a member's weight in a weights file.
    pub fn weight_of(member: &str) -> String {
        format!("{}{member}", Self::WEIGHT)
    }

    /// The members that a blend's file names; none for the file of any other model.
    pub fn members(file: &WeightsFile) -> impl Iterator<Item = &str> {
        let names = file.parameters.keys().filter_map(|name| name.strip_prefix(Self::WEIGHT));
        names.filter(|_| file.architecture == Architecture::Blend)
    }

    /// Joins the members that the file names, each as `find` has it. All must rank the blend's anime, and may rank more.
    pub fn load(file: WeightsFile, find: impl Fn(&str) -> Option<Arc<dyn Recommender>>) -> Result<Self, WeightsError> {
        let member = |name: &str| {
            let weight = file.parameter(&Self::weight_of(name), &[1])?[0];
            let model = find(name).ok_or_else(|| WeightsError::Member(name.to_owned()))?;
            let ids = file.items.labels().iter();
            let rows: Option<Vec<u32>> = ids.map(|id| Some(model.items().row(id)? as u32)).collect();
            let rows: Arc<[u32]> = rows
                .ok_or_else(|| {
                    let (found, expected) = (vec![model.items().len()], vec![file.items.len()]);
                    WeightsError::Shape { name: format!("items of {name}"), found, expected }
                })?
                .into();
            let rows = (*model.items() != file.items).then_some(rows);
            Ok(Member { weight, model, rows })
        };
        let members = Self::members(&file).map(member).collect::<Result<Vec<_>, WeightsError>>()?;
        Ok(Self { members, calibration: Calibration::load(&file)?, items: file.items })
    }

    /// Each member with its part of the visitor's row.
    fn parts<'a>(&'a self, visitor: &'a VisitorRow) -> impl Iterator<Item = (&'a Member, VisitorRow)> {
        let mut start = 0;
        self.members.iter().map(move |member| {
            let part = start..start + member.model.visitor_width();
            start = part.end;
            (member, VisitorRow(visitor.0[part].to_vec()))
        })
    }
}

impl Recommender for Blend {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    /// The rows of all members, one after the other.
    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        VisitorRow(self.members.iter().flat_map(|member| member.model.fold_in(&member.known(picks)).0).collect())
    }

    fn visitor_width(&self) -> usize {
        self.members.iter().map(|member| member.model.visitor_width()).sum()
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        let scores = |(member, part): (&Member, VisitorRow)| (member.weight, member.in_order(member.model.scan(&part)));
        Scores::Sum(self.parts(visitor).map(scores).collect())
    }

    /// Standardizing needs the scores of all items, so a few cost as much as all.
    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
        let parts = self.parts(visitor).map(|(member, part)| {
            let all: Vec<usize> = (0..member.model.items().len()).collect();
            let scores = member.model.scores_on_cpu(&part, &all);
            (member.weight, member.in_order(scores.map_or_else(|| member.model.scan(&part), Scores::Here)))
        });
        let scores = Scores::Sum(parts.collect()).wait();
        Some(rows.iter().map(|&row| scores[row]).collect())
    }

    fn chance(&self, score: f32, picks: usize) -> f32 {
        self.calibration.chance(score, picks)
    }

    /// The members' shares, in units of the spread of each one's scores as the whole list of picks gives them.
    fn reasons(&self, picks: &[KnownPick], rows: &[usize]) -> Reasons {
        let mut shares = vec![vec![0.0; rows.len()]; picks.len()];
        let mut base = Some(vec![0.0; rows.len()]);
        for member in &self.members {
            let row_of = |row: usize| member.rows.as_ref().map_or(row, |rows| rows[row] as usize);
            let own: Vec<usize> = rows.iter().map(|&row| row_of(row)).collect();
            let known = member.known(picks);
            let visitor = member.model.fold_in(&known);
            let all: Vec<usize> = (0..member.model.items().len()).collect();
            let scores =
                member.model.scores_on_cpu(&visitor, &all).map_or_else(|| member.model.scan(&visitor), Scores::Here);
            let Some((mean, deviation)) = spread(&member.in_order(scores).wait()) else { continue };
            let scale = member.weight / deviation;
            let of_member = member.model.reasons(&known, &own);
            for (pick, shares) in picks.iter().zip(&mut shares) {
                // The member has its picks in the order of its own rows.
                let place = known.binary_search_by_key(&row_of(pick.row), |known| known.row);
                if let Some(added) = place.ok().and_then(|place| of_member.shares.get(place)) {
                    shares.iter_mut().zip(added).for_each(|(sum, share)| *sum += scale * share);
                }
            }
            base = base
                .zip(of_member.base)
                .map(|(base, own)| base.iter().zip(own).map(|(sum, own)| sum + scale * (own - mean)).collect());
        }
        Reasons { shares, base }
    }

    /// As the member that weighs most sees it.
    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        let heaviest = self.members.iter().max_by(|a, b| a.weight.total_cmp(&b.weight))?;
        let Some(rows) = &heaviest.rows else { return heaviest.model.cosines(of) };
        let all = heaviest.model.cosines(rows[of] as usize)?;
        Some(rows.iter().map(|&row| all[row as usize]).collect())
    }
}
