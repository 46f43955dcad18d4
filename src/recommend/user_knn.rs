//! User-based nearest neighbours, for a visitor: what stands on the lists of the users most like the visitor (Resnick et
//! al. 1994, "GroupLens").
//!
//! The users are the model: the page carries a sample of them.

use super::{Calibration, KnownPick, Recommender, Scores, VisitorRow, rank};
use crate::catalog::{AnimeId, LabelEncoder};
use crate::model::{SparseRows, WeightsError, WeightsFile};

/// The users' lists, ready for visitors.
pub struct UserKnn {
    items: LabelEncoder<AnimeId>,
    /// A row a user, of length 1.
    users: SparseRows,
    /// How many users a visitor is compared to.
    neighbours: usize,
    /// The power of the likeness by which a neighbour counts.
    power: f32,
    calibration: Calibration,
}

impl UserKnn {
    /// The name of the lists in a weights file.
    pub const USERS: &'static str = "users";
    /// The name of the two numbers in a weights file: how many neighbours, and the power of their likeness.
    pub const NEIGHBOURHOOD: &'static str = "neighbourhood";

    /// Takes the model out of its file.
    pub fn load(mut file: WeightsFile) -> Result<Self, WeightsError> {
        let calibration = Calibration::load(&file)?;
        let &[neighbours, power] = file.parameter(Self::NEIGHBOURHOOD, &[2])? else {
            return Err(WeightsError::Missing(Self::NEIGHBOURHOOD.to_owned()));
        };
        let users = file.sparse.remove(Self::USERS).ok_or_else(|| WeightsError::Missing(Self::USERS.to_owned()))?;
        if users.width() != file.items.len() {
            let (found, expected) = (vec![users.rows(), users.width()], vec![users.rows(), file.items.len()]);
            return Err(WeightsError::Shape { name: Self::USERS.to_owned(), found, expected });
        }
        Ok(Self { items: file.items, users, neighbours: neighbours as usize, power, calibration })
    }
}

impl Recommender for UserKnn {
    fn items(&self) -> &LabelEncoder<AnimeId> {
        &self.items
    }

    /// The visitor's list, brought to length 1.
    fn fold_in(&self, picks: &[KnownPick]) -> VisitorRow {
        let length = picks.iter().map(|pick| pick.presence.powi(2)).sum::<f32>().sqrt().max(1e-6);
        let mut list = vec![0.0; self.items.len()];
        for pick in picks {
            list[pick.row] = pick.presence / length;
        }
        VisitorRow(list)
    }

    fn visitor_width(&self) -> usize {
        self.items.len()
    }

    fn scan(&self, visitor: &VisitorRow) -> Scores {
        let likeness = self.users.product(&visitor.0);
        let mut scores = vec![0.0; self.items.len()];
        let mut sum = 0.0;
        // Who has what the visitor dislikes speaks against the rest of the list.
        let nearness: Vec<f32> = likeness.iter().map(|likeness| likeness.abs()).collect();
        for user in rank(&nearness, self.neighbours, |user| nearness[user] > 0.0) {
            let weight = nearness[user].powf(self.power);
            self.users.add_row(user, weight.copysign(likeness[user]), &mut scores);
            sum += weight;
        }
        // A mean, so that a score says the same whether the neighbours are near or far.
        scores.iter_mut().for_each(|score| *score /= f32::max(sum, f32::MIN_POSITIVE));
        Scores::Here(scores)
    }

    fn scores_on_cpu(&self, _: &VisitorRow, _: &[usize]) -> Option<Vec<f32>> {
        None
    }

    fn chance(&self, score: f32, picks: usize) -> f32 {
        self.calibration.chance(score, picks)
    }

    fn cosines(&self, _: usize) -> Option<Vec<f32>> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Architecture;
    use crate::recommend::Opinion;

    #[test]
    fn the_nearest_users_add_what_they_have() {
        let mut file = WeightsFile::new(Architecture::UserKnn, LabelEncoder::fit((0..4).map(AnimeId))).with_parameter(
            UserKnn::NEIGHBOURHOOD,
            &[2],
            vec![2.0, 1.0],
        );
        let unit = |items: &[u32]| items.iter().map(|&item| (item, 1.0 / (items.len() as f32).sqrt())).collect();
        file.sparse
            .insert(UserKnn::USERS.to_owned(), SparseRows::new(4, [unit(&[0, 1, 2, 3]), unit(&[0, 3]), unit(&[0])]));
        Calibration::VAGUE.store(&mut file);
        let model = UserKnn::load(file).unwrap();
        let scores = model.scan(&model.fold_in(&[KnownPick::new(0, Opinion::Liked)])).wait();
        // The third user is the same as the visitor, the second half of it, the first is one too many.
        let half = 0.5f32;
        let sum = 1.0 + half.sqrt();
        for (found, expected) in scores.into_iter().zip([1.0 + half, 0.0, 0.0, half]) {
            assert!((found - expected / sum).abs() < 1e-6, "{found} {expected}");
        }
    }
}
