//! RecommenderNet's head as what it is: a function of one number, the cosine, that is linear between the few places where one
//! of its units turns on or off.

use super::logistic;
use crate::model::CosineHead;
use wide::{f32x4, i32x4};

/// Cells of the cosine's range: so many that few have more than one knot in them.
const CELLS: usize = 512;

/// Where to look for the piece of a cosine.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// The piece at its left end.
    piece: u32,
    /// Where the next piece begins, perhaps behind the cell.
    knot: f32,
    /// Whether yet another begins in this cell.
    is_crowded: bool,
}

/// A piecewise linear function on [-1, 1].
#[derive(Clone, Debug)]
pub struct PiecewiseHead {
    /// Where one piece ends and the next begins, increasing.
    knots: Vec<f32>,
    /// Slope and value at 0 of each piece, one more than there are knots.
    pieces: Vec<(f32, f32)>,
    cells: Vec<Cell>,
}

impl PiecewiseHead {
    /// `b + sum_j v_j relu(w_j c + a_j)`, piece by piece.
    pub fn new(head: &CosineHead) -> Self {
        let units: Vec<[f64; 3]> = (head.hidden_weight.iter().zip(&head.hidden_bias).zip(&head.output_weight))
            .map(|((weight, bias), output)| [*weight, *bias, *output].map(f64::from))
            .collect();
        let turn = |[weight, bias, _]: &[f64; 3]| -bias / weight;
        let mut knots: Vec<f64> = units.iter().map(turn).filter(|knot| knot.abs() < 1.0).collect();
        knots.sort_by(f64::total_cmp);
        knots.dedup();
        let ends: Vec<f64> = [&[-1.0], knots.as_slice(), &[1.0]].concat();
        let piece = |ends: &[f64]| {
            let middle = (ends[0] + ends[1]) / 2.0;
            let on = units.iter().filter(|[weight, bias, _]| weight * middle + bias > 0.0);
            let sums = on.fold((0.0, f64::from(head.output_bias)), |(slope, value), [weight, bias, output]| {
                (slope + output * weight, value + output * bias)
            });
            (sums.0 as f32, sums.1 as f32)
        };
        let pieces = ends.windows(2).map(piece).collect();
        let knots: Vec<f32> = knots.into_iter().map(|knot| knot as f32).collect();
        let left = |cell: usize| cell as f32 * (2.0 / CELLS as f32) - 1.0;
        let cell = |at: usize| {
            let piece = knots.partition_point(|knot| *knot < left(at));
            let knot = |piece| knots.get(piece).copied().unwrap_or(f32::INFINITY);
            // Rounding may bring a cosine into the next cell.
            Cell { piece: piece as u32, knot: knot(piece), is_crowded: knot(piece + 1) <= left(at + 2) }
        };
        let cells = (0..CELLS).map(cell).collect();
        Self { knots, pieces, cells }
    }

    /// The network's output, 0 to 1, for every cosine, in its place.
    pub fn judge(&self, cosines: &mut [f32]) {
        self.logits(cosines);
        logistic(cosines);
    }

    /// The logit of a cosine, and its slope there.
    pub fn tangent(&self, cosine: f32) -> (f32, f32) {
        let cell = ((cosine + 1.0) * (CELLS as f32 / 2.0)) as usize;
        let (slope, value) = self.piece(cell.min(CELLS - 1), cosine);
        (slope * cosine + value, slope)
    }

    /// The logit of every cosine, in its place; rounding may have brought some a little outside of their range.
    fn logits(&self, cosines: &mut [f32]) {
        let (parts, rest) = cosines.as_chunks_mut::<4>();
        for part in parts {
            *part = self.four_logits(f32x4::new(*part)).to_array();
        }
        for cosine in rest {
            *cosine = self.four_logits(f32x4::splat(*cosine)).to_array()[0];
        }
    }

    #[inline(always)]
    fn four_logits(&self, cosines: f32x4) -> f32x4 {
        let cells = ((cosines + f32x4::ONE) * f32x4::splat(CELLS as f32 / 2.0)).fast_trunc_int();
        let cells = cells.max(i32x4::ZERO).min(i32x4::splat(CELLS as i32 - 1)).to_array();
        let values = cosines.to_array();
        let pieces: [(f32, f32); 4] = std::array::from_fn(|lane| self.piece(cells[lane] as usize, values[lane]));
        f32x4::new(pieces.map(|(slope, _)| slope)) * cosines + f32x4::new(pieces.map(|(_, value)| value))
    }

    /// The piece of a cosine that is in a cell.
    #[inline(always)]
    fn piece(&self, cell: usize, cosine: f32) -> (f32, f32) {
        let Cell { piece, knot, is_crowded } = self.cells[cell];
        let mut piece = piece as usize + usize::from(cosine > knot);
        if is_crowded {
            while self.knots.get(piece).is_some_and(|knot| cosine > *knot) {
                piece += 1;
            }
        }
        self.pieces[piece]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::LabelEncoder;
    use crate::model::{Architecture, CosineNetwork, RecommenderNet, WeightsFile};
    use burn::tensor::{Device, Tensor};
    use proptest::prelude::*;

    #[test]
    fn a_head_says_what_the_network_says() {
        let device = Device::flex();
        for (seed, width) in [(1, 64), (2, 1), (3, 200)] {
            device.seed(seed);
            let network = RecommenderNet::of_width(width, &device);
            let mut head = network.cosine_head();
            // Biases as training leaves them, so that the units turn at many places.
            head.hidden_bias.iter_mut().enumerate().for_each(|(unit, bias)| *bias = 0.3 * (unit as f32).sin());
            let network = WeightsFile::new(Architecture::RecommenderNet, LabelEncoder::fit([]))
                .with_parameter("hidden.weight", &[1, width], head.hidden_weight.clone())
                .with_parameter("hidden.bias", &[width], head.hidden_bias.clone())
                .with_parameter("output.weight", &[width, 1], head.output_weight.clone())
                .with_parameter("output.bias", &[1], vec![head.output_bias])
                .recommender_net(&device)
                .unwrap();
            let cosines: Vec<f32> =
                (0..=4000).map(|step| step as f32 / 2000.0 - 1.0).chain([-1.000001, 1.000001]).collect();
            let expected: Vec<f32> =
                network.head(Tensor::from_floats(cosines.as_slice(), &device)).into_data().iter::<f32>().collect();
            let (head, mut logits) = (PiecewiseHead::new(&head), cosines.clone());
            head.logits(&mut logits);
            for ((cosine, found), expected) in cosines.into_iter().zip(logits).zip(expected) {
                assert!((found - expected).abs() < 1e-5, "{width} units, {cosine}: {found} and not {expected}");
                let (logit, slope) = head.tangent(cosine);
                assert!((logit - found).abs() < 1e-5);
                // Linear up to the next knot on one side or the other.
                let near = [-1e-3, 1e-3].map(|step| head.tangent(cosine + step).0 - logit - slope * step);
                assert!(near.iter().any(|far| far.abs() < 1e-5), "{width} units, {cosine}: {near:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_head_and_no_cosine_lead_outside(units in prop::collection::vec(prop::array::uniform3(-3f32..3.0), 0..9), cosine in -2f32..2.0) {
            let column = |at: usize| units.iter().map(|unit| unit[at]).collect::<Vec<f32>>();
            let head = CosineHead { hidden_weight: column(0), hidden_bias: column(1), output_weight: column(2), output_bias: 0.5 };
            let mut logits = [cosine; 5];
            PiecewiseHead::new(&head).logits(&mut logits);
            prop_assert!(logits.iter().all(|logit| logit.is_finite()));
        }
    }
}
