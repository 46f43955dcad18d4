//! The baseline that knows no taste: every visitor gets what most users have.

/// How many users have each item.
#[derive(Clone, Debug)]
pub struct Popularity {
    counts: Vec<f32>,
}

impl Popularity {
    /// Counts the items of all users; `lists` are the users' items as rows below `items`.
    pub fn fit(items: usize, lists: &[Vec<u32>]) -> Self {
        let mut counts = vec![0.0; items];
        for &item in lists.iter().flatten() {
            counts[item as usize] += 1.0;
        }
        Self { counts }
    }

    /// The score of every item, the same for every visitor.
    pub fn scores(&self) -> &[f32] {
        &self.counts
    }
}
