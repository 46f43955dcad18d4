//! Adam over one vector of numbers (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1), for tables that change as a whole.

use rayon::prelude::*;

/// Moments of the gradient so far.
pub struct Adam {
    step: i32,
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Adam {
    /// For so many numbers.
    pub fn new(len: usize) -> Self {
        Self { step: 0, first: vec![0.0; len], second: vec![0.0; len] }
    }

    /// Moves the numbers against their gradient.
    pub fn descend(&mut self, values: &mut [f32], gradient: &[f32], rate: f32) {
        const BETA: (f32, f32) = (0.9, 0.999);
        self.step += 1;
        let correct = (1.0 - BETA.0.powi(self.step), 1.0 - BETA.1.powi(self.step));
        let moments = self.first.par_iter_mut().zip(&mut self.second);
        (values.par_iter_mut().zip(gradient).zip(moments)).with_min_len(4096).for_each(
            |((value, &slope), (first, second))| {
                *first = BETA.0 * *first + (1.0 - BETA.0) * slope;
                *second = BETA.1 * *second + (1.0 - BETA.1) * slope * slope;
                *value -= rate * (*first / correct.0) / ((*second / correct.1).sqrt() + 1e-8);
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minimum_of_a_bowl_is_found() {
        let mut values = vec![5.0, -3.0];
        let mut adam = Adam::new(2);
        for _ in 0..2000 {
            let gradient = [2.0 * (values[0] - 1.0), 20.0 * (values[1] - 2.0)];
            adam.descend(&mut values, &gradient, 0.02);
        }
        assert!((values[0] - 1.0).abs() < 1e-2 && (values[1] - 2.0).abs() < 1e-2, "{values:?}");
    }
}
