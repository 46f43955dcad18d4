//! How a row of things comes into an order by moving as few of them as can be.

/// Which of the things may stay where they are, by their places in the wanted order as they stand now: a longest run of growing
/// places (a longest increasing subsequence, by Fredman's patience of 1975). All others have to move.
pub fn staying(places: &[usize]) -> Vec<bool> {
    // For each length of a run, where the one of it ends that ends with the smallest place.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; places.len()];
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end] < *place);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = vec![false; places.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        stays[at] = true;
        next = before[at];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_went_one_way_moves_alone() {
        for (places, moved) in [
            (vec![], vec![]),
            (vec![0, 1, 2, 3], vec![]),
            (vec![3, 0, 1, 2], vec![0]),
            (vec![1, 2, 3, 0], vec![3]),
            (vec![0, 3, 1, 2, 4], vec![1]),
        ] {
            let stays = staying(&places);
            let moving: Vec<usize> = (0..places.len()).filter(|at| !stays[*at]).collect();
            assert_eq!(moving, moved, "{places:?}");
        }
    }

    proptest! {
        /// Beside the longest run of all runs that there are.
        #[test]
        fn no_more_could_stay(places in Just((0..8).collect::<Vec<usize>>()).prop_shuffle()) {
            let stays = staying(&places);
            let kept: Vec<usize> = (0..8).filter(|at| stays[*at]).map(|at| places[at]).collect();
            prop_assert!(kept.is_sorted());
            let run = |set: u32| (0..8).filter(|at| set >> at & 1 == 1).map(|at| places[at]).collect::<Vec<_>>();
            let longest = (0..1u32 << 8).map(run).filter(|run| run.is_sorted()).map(|run| run.len()).max();
            prop_assert_eq!(Some(kept.len()), longest);
        }
    }
}
