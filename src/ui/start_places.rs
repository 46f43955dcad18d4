//! The grid to start from: which title stands in which place while the visitor picks.
//!
//! Nothing moves: a title that is still worth asking about keeps its place, a picked one stays in its own until the next
//! pick, and only what has become worth less makes room.

use crate::catalog::AnimeId;

/// How many titles are shown at once.
pub const SHOWN: usize = 9;

/// The grid with the best of `wanted` (the most telling first) in it; `keep` are the titles that were just picked.
pub fn fill(grid: &[AnimeId], wanted: &[AnimeId], keep: impl Fn(AnimeId) -> bool) -> Vec<AnimeId> {
    let wanted = &wanted[..wanted.len().min(SHOWN)];
    let stays = |id: &AnimeId| keep(*id) || wanted.contains(id);
    let mut new = wanted.iter().filter(|id| !grid.contains(id));
    let mut filled: Vec<AnimeId> =
        grid.iter().filter_map(|id| if stays(id) { Some(id) } else { new.next() }).copied().collect();
    filled.extend(new);
    filled.truncate(SHOWN);
    filled
}

/// The titles of the grid that gave way, and so were passed over.
pub fn gone(before: &[AnimeId], after: &[AnimeId]) -> Vec<AnimeId> {
    before.iter().filter(|id| !after.contains(id)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_stays_in_its_place() {
        let ids = |numbers: &[u32]| numbers.iter().map(|id| AnimeId(*id)).collect::<Vec<_>>();
        for (grid, wanted, picked, filled) in [
            (&[][..], &[1, 2, 3][..], 0, &[1, 2, 3][..]),
            (&[1, 2, 3], &[3, 9, 1], 0, &[1, 9, 3]),
            (&[1, 2, 3], &[7, 8, 9], 2, &[7, 2, 8, 9]),
            (&[1, 2, 3], &[], 2, &[2]),
            (
                &[1, 2, 3, 4, 5, 6, 7, 8, 9],
                &[11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
                4,
                &[11, 12, 13, 4, 14, 15, 16, 17, 18],
            ),
        ] {
            let (grid, filled) = (ids(grid), ids(filled));
            assert_eq!(fill(&grid, &ids(wanted), |id| id.0 == picked), filled, "{grid:?}");
        }
        assert_eq!(gone(&ids(&[1, 2, 3]), &ids(&[1, 9, 3])), ids(&[2]));
    }
}
