//! The best of scores that are on a graphics card, without bringing all of them over.

use super::card::Card;
use super::kernels::{SELECTORS, select_best};
use crate::recommend::scores::ReadError;
use burn::backend::Wgpu;
use burn::tensor::{DType, Int, Tensor};
use burn_cubecl::cubecl::prelude::{CubeCount, CubeDim};

/// The kernel tells scores apart by the first 22 bits; so many more than were asked for may seem to be as good as the last.
const ROOM: usize = 256;

/// A card at work on it.
pub struct Best {
    /// Their number; and for each its row and the bits of its score.
    found: Tensor<1, Int>,
    top: usize,
}

impl Best {
    /// Has the card look for the `top` best of its scores, `[items]`, whose rows are not barred; `None` of scores on the CPU.
    pub fn of(scores: Tensor<1>, top: usize, barred: impl Fn(usize) -> bool) -> Option<Self> {
        let [items] = scores.dims();
        let (card, scores) = Card::that_has(scores)?;
        let mut words = vec![0u32; items.div_ceil(32).max(1)];
        (0..items).filter(|row| barred(*row)).for_each(|row| words[row / 32] |= 1 << (row % 32));
        let capacity = top + ROOM;
        let (barred, found) = (card.words(&words), card.room(1 + 2 * capacity, DType::U32));
        let (count, cube) = (CubeCount::Static(1, 1, 1), CubeDim::new_1d(SELECTORS as u32));
        let (scores, barred, out) = (scores.arg(), barred.arg(), found.arg());
        select_best::launch(card.client(), count, cube, scores, barred, out, top as u32, capacity as u32);
        Some(Self { found: Tensor::from_primitive::<Wgpu>(found.into_primitive()), top })
    }

    /// Waits for them: rows and scores, best first; `None` where so many are as good as the last that they found no room.
    pub async fn read(self) -> Result<Option<Vec<(usize, f32)>>, ReadError> {
        let words: Vec<u32> = self.found.into_data_async().await.map_err(ReadError::new)?.iter::<u32>().collect();
        let Some((count, pairs)) = words.split_first() else { return Ok(None) };
        let Some(pairs) = pairs.as_chunks::<2>().0.get(..*count as usize) else { return Ok(None) };
        let mut best: Vec<(usize, f32)> =
            pairs.iter().map(|[row, score]| (*row as usize, f32::from_bits(*score))).collect();
        best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(self.top);
        Ok(Some(best))
    }
}
