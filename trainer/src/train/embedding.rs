//! An embedding table whose training step costs what the batch touches, whatever the size of the table.

use konomi::model::Matrix;
use rand::Rng;
use rayon::prelude::*;

/// A table of rows with Adam's moments of each.
///
/// The update is the lazy form of Adam: moments decay only when their row is in a batch, as in TensorFlow's `LazyAdam`.
pub struct Embedding {
    /// The rows.
    pub rows: Matrix,
    first: Vec<f32>,
    second: Vec<f32>,
    /// For each row where the batch's gradients of it begin, in [`Sources`]; [`NOWHERE`] outside of a step and for a row
    /// that is in no sample.
    begins: Vec<u32>,
    step: i32,
}

/// No place in [`Sources`].
const NOWHERE: u32 = u32::MAX;

/// Where the gradients of a batch's rows are: a row that several parts have is a chain of them.
type Sources = Vec<Source>;

/// A part's gradient of one row.
#[derive(Clone, Copy)]
struct Source {
    part: u32,
    /// The row's place in the part.
    place: u32,
    /// The next source of the same row, or [`NOWHERE`].
    next: u32,
}

/// The gradient of some rows of a table, from a part of a batch.
pub struct RowGradients {
    /// Which rows, each once.
    pub rows: Vec<u32>,
    /// In how many samples each of them is.
    pub occurrences: Vec<u32>,
    /// Their gradients, row-major.
    pub values: Vec<f32>,
}

impl Embedding {
    /// A table with normally distributed values of this standard deviation.
    pub fn normal(rows: usize, width: usize, deviation: f32, random: &mut impl Rng) -> Self {
        let values = (0..rows * width).map(|_| deviation * normal(random)).collect();
        Self::new(Matrix { width, values })
    }

    /// A table that starts from these rows.
    pub fn new(rows: Matrix) -> Self {
        let zeros = vec![0.0; rows.values.len()];
        Self { begins: vec![NOWHERE; rows.rows()], first: zeros.clone(), second: zeros, step: 0, rows }
    }

    /// A table in the middle of its training.
    pub fn with_moments(rows: Matrix, [first, second]: [Vec<f32>; 2], step: i32) -> Self {
        Self { first, second, step, ..Self::new(rows) }
    }

    /// Adam's two moments, as long as the table.
    pub fn moments(&self) -> [&[f32]; 2] {
        [&self.first, &self.second]
    }

    /// How many steps were taken.
    pub fn steps(&self) -> i32 {
        self.step
    }

    /// One step of Adam on the rows that a batch's parts touch, with `l2` times the squared row added to the loss of each of
    /// its samples.
    ///
    /// The parts' gradients are of the sum over the batch's `samples`; the step is by their mean. They are added up row by
    /// row as they are used, so that no gradient of the whole table is ever written.
    pub fn descend(&mut self, parts: &[RowGradients], rate: f32, l2: f32, samples: usize) {
        const BETA: (f32, f32) = (0.9, 0.999);
        const EPSILON: f32 = 1e-7;
        self.step += 1;
        let correct = (1.0 - BETA.0.powi(self.step), 1.0 - BETA.1.powi(self.step));
        let share = 1.0 / samples.max(1) as f32;
        let width = self.rows.width;
        let sources = self.link(parts);
        // One pass over the row numbers is cheap beside the rows themselves, and lets both cores update in place.
        let tables = (self.rows.values.par_chunks_exact_mut(width))
            .zip(self.first.par_chunks_exact_mut(width))
            .zip(self.second.par_chunks_exact_mut(width))
            .zip(self.begins.par_iter_mut())
            .with_min_len(512);
        let arch = pulp::Arch::new();
        let touched = tables.filter(|(_, begins)| **begins != NOWHERE);
        touched.for_each_init(
            || vec![0.0f32; width],
            |gradient, (((row, first), second), begins)| {
                arch.dispatch(
                    #[inline(always)]
                    || {
                        let occurrences = sum(parts, &sources, std::mem::replace(begins, NOWHERE), gradient);
                        let decay = 2.0 * l2 * occurrences as f32;
                        let moments = first.iter_mut().zip(second.iter_mut());
                        for ((value, (first, second)), gradient) in row.iter_mut().zip(moments).zip(gradient.iter()) {
                            let slope = (*gradient + decay * *value) * share;
                            *first = BETA.0 * *first + (1.0 - BETA.0) * slope;
                            *second = BETA.1 * *second + (1.0 - BETA.1) * slope * slope;
                            *value -= rate * (*first / correct.0) / ((*second / correct.1).sqrt() + EPSILON);
                        }
                    },
                );
            },
        );
    }

    /// Chains the parts' gradients of each row, the first part's first.
    fn link(&mut self, parts: &[RowGradients]) -> Sources {
        let mut sources = Vec::with_capacity(parts.iter().map(|part| part.rows.len()).sum());
        for (number, part) in parts.iter().enumerate().rev() {
            for (place, &row) in part.rows.iter().enumerate() {
                let begins = &mut self.begins[row as usize];
                let next = std::mem::replace(begins, sources.len() as u32);
                sources.push(Source { part: number as u32, place: place as u32, next });
            }
        }
        sources
    }
}

/// Writes the sum of a chain's gradients, and returns in how many samples its row is.
#[inline(always)]
fn sum(parts: &[RowGradients], sources: &[Source], begins: u32, gradient: &mut [f32]) -> u32 {
    let width = gradient.len();
    let (mut at, mut occurrences) = (begins, 0);
    while let Some(Source { part, place, next }) = sources.get(at as usize) {
        let (part, place) = (&parts[*part as usize], *place as usize);
        let values = &part.values[place * width..][..width];
        match occurrences {
            0 => gradient.copy_from_slice(values),
            _ => gradient.iter_mut().zip(values).for_each(|(sum, value)| *sum += value),
        }
        occurrences += part.occurrences[place];
        at = *next;
    }
    occurrences
}

/// A number drawn from the normal law (Box and Muller 1958).
pub fn normal(random: &mut impl Rng) -> f32 {
    // 1 - x keeps the logarithm finite.
    let (radius, angle): (f32, f32) = (1.0 - random.random::<f32>(), random.random());
    (-2.0 * radius.ln()).sqrt() * (std::f32::consts::TAU * angle).cos()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn table() -> Embedding {
        Embedding::normal(4, 3, 0.5, &mut ChaCha8Rng::seed_from_u64(1))
    }

    /// Adam of one number (Kingma and Ba 2015, algorithm 1), by the book.
    fn adam(start: f64, slopes: &[f64], rate: f64) -> f64 {
        let (mut first, mut second, mut value) = (0.0, 0.0, start);
        for (step, slope) in slopes.iter().enumerate() {
            first = 0.9 * first + 0.1 * slope;
            second = 0.999 * second + 0.001 * slope * slope;
            let correct = |moment: f64, beta: f64| moment / (1.0 - beta.powi(step as i32 + 1));
            value -= rate * correct(first, 0.9) / (correct(second, 0.999).sqrt() + 1e-7);
        }
        value
    }

    #[test]
    fn a_row_in_every_batch_moves_as_adam_says_and_a_row_in_none_stays() {
        let mut table = table();
        let start = table.rows.clone();
        let slopes = [[1.0f32, -2.0, 0.5], [0.5, -1.0, -3.0], [0.25, 4.0, 0.0]];
        for slope in slopes {
            // In two parts, as two threads give them; four samples, of which two are of this row.
            let part = |values: Vec<f32>| RowGradients { rows: vec![2], occurrences: vec![1], values };
            table.descend(&[part(slope.iter().map(|x| x * 3.0).collect()), part(slope.to_vec())], 0.1, 0.0, 4);
        }
        for column in 0..3 {
            let slopes: Vec<f64> = slopes.iter().map(|slope| f64::from(slope[column])).collect();
            let expected = adam(f64::from(start.row(2)[column]), &slopes, 0.1);
            assert!((f64::from(table.rows.row(2)[column]) - expected).abs() < 1e-5, "column {column}");
        }
        for row in [0, 1, 3] {
            assert_eq!(table.rows.row(row), start.row(row));
        }
    }

    #[test]
    fn l2_pulls_to_zero_once_a_sample() {
        let mut table = table();
        let before: f32 = table.rows.row(1).iter().map(|x| x.abs()).sum();
        for _ in 0..20 {
            let part = RowGradients { rows: vec![1], occurrences: vec![5], values: vec![0.0; 3] };
            table.descend(&[part], 0.01, 1e-2, 5);
        }
        assert!(table.rows.row(1).iter().map(|x| x.abs()).sum::<f32>() < before);
    }
}
