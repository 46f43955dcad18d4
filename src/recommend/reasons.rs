//! Why a title is recommended: what each pick adds to its score.

use super::{KnownPick, Recommender, VisitorRow};

/// What each pick adds to the scores of some rows, in the unit of the model's scores.
#[derive(Clone, PartialEq, Debug)]
pub struct Reasons {
    /// For each pick, in the order of the picks, what it adds to the score of each row.
    pub shares: Vec<Vec<f32>>,
    /// For each row what its score is without any pick; `None` where the shares don't add up to the score, because the
    /// model is not linear in the picks and each share is what leaving that pick out takes away.
    pub base: Option<Vec<f32>>,
}

/// A pick's share in a title's score.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    /// Which of the picks.
    pub pick: usize,
    /// What it adds; negative where it speaks against the title.
    pub share: f32,
}

/// A pick that adds less than this part of what the strongest one adds is not worth being named.
const WORTH_NAMING: f32 = 0.2;

impl Reasons {
    /// The picks that speak most for a row, at most `most` of them, the strongest first.
    pub fn for_row(&self, row: usize, most: usize) -> Vec<Share> {
        self.strongest(row, most, |share| share > 0.0)
    }

    /// The picks that speak most against a row.
    pub fn against_row(&self, row: usize, most: usize) -> Vec<Share> {
        self.strongest(row, most, |share| share < 0.0)
    }

    fn strongest(&self, row: usize, most: usize, speaks: fn(f32) -> bool) -> Vec<Share> {
        let shares = self.shares.iter().enumerate().map(|(pick, shares)| Share { pick, share: shares[row] });
        let mut shares: Vec<Share> = shares.filter(|share| speaks(share.share)).collect();
        // Stable: of equals the earlier pick.
        shares.sort_by(|a, b| b.share.abs().total_cmp(&a.share.abs()));
        let strongest = self.shares.iter().map(|shares| shares[row].abs()).fold(0.0, f32::max);
        shares.retain(|share| share.share.abs() >= WORTH_NAMING * strongest);
        shares.truncate(most);
        shares
    }
}

/// By leaving each pick out: what that takes away from the scores.
pub(super) fn leave_one_out(model: &(impl Recommender + ?Sized), picks: &[KnownPick], rows: &[usize]) -> Reasons {
    let whole = scores_of(model, &model.fold_in(picks), rows);
    let shares = (0..picks.len()).map(|left_out| {
        let others: Vec<KnownPick> =
            (picks.iter().enumerate()).filter_map(|(place, pick)| (place != left_out).then_some(*pick)).collect();
        let without = scores_of(model, &model.fold_in(&others), rows);
        whole.iter().zip(without).map(|(whole, without)| whole - without).collect()
    });
    Reasons { shares: shares.collect(), base: None }
}

/// The same where folding in is costly: the visitor moves by as much as the first guess does, which is linear in what the
/// picks say, and is not refined again for each pick.
pub(super) fn leave_one_out_of_guess(
    model: &(impl Recommender + ?Sized),
    picks: &[KnownPick],
    rows: &[usize],
    guess: impl Fn(&[KnownPick]) -> Vec<f32>,
) -> Reasons {
    let visitor = model.fold_in(picks);
    let (whole, first) = (scores_of(model, &visitor, rows), guess(picks));
    let shares = (0..picks.len()).map(|left_out| {
        let others: Vec<KnownPick> =
            (picks.iter().enumerate()).filter_map(|(place, pick)| (place != left_out).then_some(*pick)).collect();
        let moved = visitor.0.iter().zip(guess(&others)).zip(&first);
        let moved = moved.map(|((value, without), with)| value + without - with).collect();
        let without = scores_of(model, &VisitorRow(moved), rows);
        whole.iter().zip(without).map(|(whole, without)| whole - without).collect()
    });
    Reasons { shares: shares.collect(), base: None }
}

fn scores_of(model: &(impl Recommender + ?Sized), visitor: &VisitorRow, rows: &[usize]) -> Vec<f32> {
    model.scores_on_cpu(visitor, rows).unwrap_or_else(|| {
        let all = model.scan(visitor).wait();
        rows.iter().map(|&row| all[row]).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_reasons_are_named() {
        let shares = vec![vec![0.5], vec![-0.3], vec![1.0], vec![0.1], vec![0.5], vec![-0.05]];
        let reasons = Reasons { shares, base: None };
        let picks = |shares: Vec<Share>| shares.iter().map(|share| share.pick).collect::<Vec<_>>();
        assert_eq!(picks(reasons.for_row(0, 9)), [2, 0, 4]);
        assert_eq!(picks(reasons.for_row(0, 2)), [2, 0]);
        assert_eq!(picks(reasons.against_row(0, 9)), [1]);
        let loud = Reasons { shares: vec![vec![10.0], vec![2.5], vec![1.5]], base: None };
        assert_eq!(picks(loud.for_row(0, 9)), [0, 1], "a fifth of the strongest is worth naming");
        let silent = Reasons { shares: vec![vec![0.0]; 3], base: None };
        assert_eq!((silent.for_row(0, 9), silent.against_row(0, 9)), (vec![], vec![]));
    }
}
