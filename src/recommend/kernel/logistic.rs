//! From logits to chances.

use wide::f32x4;

/// Puts `1 / (1 + e^-x)` in the place of every x.
pub fn logistic(logits: &mut [f32]) {
    let (parts, rest) = logits.as_chunks_mut::<4>();
    for part in parts {
        *part = of(f32x4::new(*part)).to_array();
    }
    for logit in rest {
        *logit = of(f32x4::splat(*logit)).to_array()[0];
    }
}

fn of(logits: f32x4) -> f32x4 {
    f32x4::ONE / (f32x4::ONE + (-logits).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_logit_has_its_chance() {
        let logits: Vec<f32> = (-4001..=4001).map(|step| step as f32 / 40.0).collect();
        let mut found = logits.clone();
        logistic(&mut found);
        for (logit, found) in logits.into_iter().zip(found) {
            let expected = 1.0 / (1.0 + (-f64::from(logit)).exp());
            assert!((f64::from(found) - expected).abs() < 1e-6, "{logit}: {found} and not {expected}");
        }
        let mut odd = [f32::INFINITY, f32::NEG_INFINITY, f32::NAN];
        logistic(&mut odd);
        assert_eq!(odd[..2], [1.0, 0.0]);
        assert!(odd[2].is_nan());
    }
}
