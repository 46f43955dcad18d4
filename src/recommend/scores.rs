//! The scores of a whole catalogue, where they were computed.

#[cfg(feature = "gpu")]
use super::gpu::Best;
use super::rank;
use crate::t;
use burn::tensor::Tensor;
use std::collections::HashSet;
use std::sync::Arc;

/// A score for every item, in the order of the model's rows.
pub enum Scores {
    /// In memory.
    Here(Vec<f32>),
    /// On a device, `[items]`, to be read when it is done.
    OnDevice(Box<Tensor<1>>),
    /// Some of other scores, in another order: those of these rows.
    Of(Box<Scores>, Arc<[u32]>),
    /// A weighted sum of other scores, each brought to a mean of 0 and a deviation of 1 over the catalogue.
    Sum(Vec<(f32, Scores)>),
}

/// The device did not give its scores.
#[derive(Debug, thiserror::Error)]
#[error("{}", t!("models-unreadable", reason = _0.as_str()))]
pub struct ReadError(String);

impl ReadError {
    /// What the device said.
    pub fn new(reason: impl ToString) -> Self {
        Self(reason.to_string())
    }
}

impl Scores {
    /// Scores that a device computes.
    pub fn on_device(scores: Tensor<1>) -> Self {
        Self::OnDevice(Box::new(scores))
    }

    /// Reads the scores, waiting for the device without blocking.
    pub async fn read(self) -> Result<Vec<f32>, ReadError> {
        match self {
            Self::Here(scores) => Ok(scores),
            Self::OnDevice(scores) => {
                let data = scores.into_data_async().await.map_err(ReadError::new)?;
                Ok(data.iter::<f32>().collect())
            }
            Self::Of(scores, rows) => Ok(pick(&Box::pin(scores.read()).await?, &rows)),
            Self::Sum(parts) => {
                let mut sum = Vec::new();
                for (weight, part) in parts {
                    add_standardized(&mut sum, weight, Box::pin(part.read()).await?);
                }
                Ok(sum)
            }
        }
    }

    /// The `top` best rows that are not barred, with their scores, best first; a graphics card looks for them itself.
    pub async fn best(self, top: usize, barred: &HashSet<usize>) -> Result<Vec<(usize, f32)>, ReadError> {
        #[cfg(feature = "gpu")]
        if let Self::OnDevice(scores) = &self
            && let Some(best) = Best::of(scores.as_ref().clone(), top, |row| barred.contains(&row))
            && let Some(best) = best.read().await?
        {
            return Ok(best);
        }
        let scores = self.read().await?;
        let rows = rank(&scores, top, |row| !barred.contains(&row));
        Ok(rows.into_iter().map(|row| (row, scores[row])).collect())
    }

    /// Reads the scores from a device that answers at once, as the CPU does.
    pub fn wait(self) -> Vec<f32> {
        match self {
            Self::Here(scores) => scores,
            Self::OnDevice(scores) => scores.into_data().iter::<f32>().collect(),
            Self::Of(scores, rows) => pick(&scores.wait(), &rows),
            Self::Sum(parts) => {
                let mut sum = Vec::new();
                for (weight, part) in parts {
                    add_standardized(&mut sum, weight, part.wait());
                }
                sum
            }
        }
    }
}

fn pick(scores: &[f32], rows: &[u32]) -> Vec<f32> {
    rows.iter().map(|&row| scores[row as usize]).collect()
}

/// Adds `weight` times the scores, standardized; scores that are all the same say nothing and add nothing.
fn add_standardized(sum: &mut Vec<f32>, weight: f32, scores: Vec<f32>) {
    sum.resize(scores.len(), 0.0);
    if let Some((mean, deviation)) = moments(&scores) {
        let scale = f64::from(weight) / deviation;
        for (sum, score) in sum.iter_mut().zip(scores) {
            *sum += ((f64::from(score) - mean) * scale) as f32;
        }
    }
}

/// The mean and the standard deviation of scores; `None` where they tell nothing apart.
pub(super) fn spread(scores: &[f32]) -> Option<(f32, f32)> {
    moments(scores).map(|(mean, deviation)| (mean as f32, deviation as f32))
}

fn moments(scores: &[f32]) -> Option<(f64, f64)> {
    let count = scores.len().max(1) as f64;
    let mean = scores.iter().map(|&score| f64::from(score)).sum::<f64>() / count;
    let variance = scores.iter().map(|&score| (f64::from(score) - mean).powi(2)).sum::<f64>() / count;
    (variance > 0.0).then(|| (mean, variance.sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;

    #[test]
    fn a_sum_weighs_scores_of_any_scale_alike() {
        let device = Tensor::<1>::from_data([100.0, 300.0, 100.0, 300.0], &Device::flex());
        let parts = || {
            vec![
                (0.5, Scores::Of(Box::new(Scores::Here(vec![3.0, 9.0, 1.0])), [2, 2, 0, 0].into())),
                (2.0, Scores::on_device(device.clone())),
                (9.0, Scores::Here(vec![7.0; 4])),
            ]
        };
        let expected = [-2.5, 1.5, -1.5, 2.5];
        for found in [Scores::Sum(parts()).wait(), pollster::block_on(Scores::Sum(parts()).read()).unwrap()] {
            assert!(found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-5), "{found:?}");
        }
    }
}
