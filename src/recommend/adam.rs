//! Adam on one vector (Kingma & Ba 2015, arXiv 1412.6980, algorithm 1), for the refinement of a visitor's embedding.

/// Moments of the gradient so far.
pub(super) struct Adam {
    rate: f32,
    step: i32,
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Adam {
    pub(super) fn new(rate: f32, len: usize) -> Self {
        Self { rate, step: 0, first: vec![0.0; len], second: vec![0.0; len] }
    }

    /// Moves `values` against `gradient`; both as long as the vector.
    pub(super) fn update(&mut self, values: &mut [f32], gradient: impl IntoIterator<Item = f32>) {
        const BETA: (f32, f32) = (0.9, 0.999);
        self.step += 1;
        let correct = (1.0 - BETA.0.powi(self.step), 1.0 - BETA.1.powi(self.step));
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((value, (first, second)), gradient) in values.iter_mut().zip(moments).zip(gradient) {
            *first = BETA.0 * *first + (1.0 - BETA.0) * gradient;
            *second = BETA.1 * *second + (1.0 - BETA.1) * gradient * gradient;
            *value -= self.rate * (*first / correct.0) / ((*second / correct.1).sqrt() + 1e-8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers are those of the same three steps in Python.
    #[test]
    fn three_steps() {
        let mut adam = Adam::new(0.1, 2);
        let mut values = [1.0, -2.0];
        for (gradient, expected) in [
            ([0.5, -1.0], [0.9, -1.9]),
            ([2.0, 0.0], [0.811_562_35, -1.832_994_2]),
            ([-0.25, 3.0], [0.751_391_93, -1.877_238_9]),
        ] {
            adam.update(&mut values, gradient);
            for (value, expected) in values.iter().zip(expected) {
                assert!((value - expected).abs() < 1e-6f32, "{values:?}");
            }
        }
    }

    /// The paper's epsilon is 1e-8: a slope as small moves by half of what a large one does.
    #[test]
    fn a_slope_of_nearly_nothing() {
        let mut values = [0.0];
        Adam::new(0.1, 1).update(&mut values, [1e-8]);
        assert!((values[0] + 0.05f32).abs() < 1e-4, "{values:?}");
    }
}
