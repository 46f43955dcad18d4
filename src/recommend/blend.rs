//! Several models as one, for a visitor: the sum of their standardized scores, weighted by what validation says.

use super::recommender::load;
use super::{Calibration, KnownPick, Recommender, Scores, VisitorRow};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{WeightsError, WeightsFile};
use burn::tensor::Device;

/// The members of a blend, ready for visitors.
pub struct Blend {
    items: LabelEncoder<AnimeId>,
    members: Vec<(f32, Box<dyn Recommender>)>,
    calibration: Calibration,
}

impl Blend {
    /// The name of a member's weight in a weights file.
    pub fn weight_of(member: &str) -> String {
        format!("weight.{member}")
    }

    /// Takes the models out of their file and brings their item sides to `device`. All rank the same anime.
    pub fn load(file: WeightsFile, device: &Device) -> Result<Self, WeightsError> {
        let calibration = Calibration::load(&file)?;
        let weights = (file.members.keys())
            .map(|name| Ok(file.parameter(&Self::weight_of(name), &[1])?[0]))
            .collect::<Result<Vec<f32>, WeightsError>>()?;
        let mut members = Vec::new();
        for ((name, member), weight) in file.members.into_iter().zip(weights) {
            if member.items != file.items {
                let (found, expected) = (vec![member.items.len()], vec![file.items.len()]);
                return Err(WeightsError::Shape { name: format!("items of {name}"), found, expected });
            }
            members.push((weight, load(member, device)?));
        }
        Ok(Self { items: file.items, members, calibration })
    }

    /// Each member with its part of the visitor's row.
    fn parts<'a>(&'a self, visitor: &'a VisitorRow) -> impl Iterator<Item = (f32, &'a dyn Recommender, VisitorRow)> {
        let mut start = 0;
        self.members.iter().map(move |(weight, member)| {
            let part = start..start + member.visitor_width();
            start = part.end;
            (*weight, member.as_ref(), VisitorRow(visitor.0[part].to_vec()))
        })
    }
}

impl Recommender for Blend {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    /// The rows of all members, one after the other.
    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        VisitorRow(self.members.iter().flat_map(|(_, member)| member.fold_in(picks).0).collect())
    }

    fn visitor_width(&self) -> usize {
        self.members.iter().map(|(_, member)| member.visitor_width()).sum()
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        Scores::Sum(self.parts(visitor).map(|(weight, member, part)| (weight, member.scan(&part))).collect())
    }

    /// Standardizing needs the scores of all items, so a few cost as much as all.
    fn scores_on_cpu(&self, visitor: &VisitorRow, rows: &[usize]) -> Option<Vec<f32>> {
        let all: Vec<usize> = (0..self.items.len()).collect();
        let parts = self.parts(visitor).map(|(weight, member, part)| {
            let scores = member.scores_on_cpu(&part, &all).map_or_else(|| member.scan(&part), Scores::Here);
            (weight, scores)
        });
        let scores = Scores::Sum(parts.collect()).wait();
        Some(rows.iter().map(|&row| scores[row]).collect())
    }

    fn chance(&self, score: f32) -> f32 {
        self.calibration.chance(score)
    }

    /// As the member that weighs most sees it.
    fn cosines(&self, of: usize) -> Option<Vec<f32>> {
        let heaviest = self.members.iter().max_by(|a, b| a.0.total_cmp(&b.0));
        heaviest.and_then(|(_, member)| member.cosines(of))
    }
}
