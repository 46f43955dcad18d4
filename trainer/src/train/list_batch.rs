//! Whole lists as training sees them: some titles dropped, all of them to be given back (Liang et al. 2018, section 2.2).

use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};
use rand::Rng;

/// Some users' lists, both tensors `[users, items]`.
pub struct ListBatch {
    /// What is kept of each list, each title by the length of what is kept to the power `-power`.
    pub input: Tensor<2>,
    target: Tensor<2>,
}

impl ListBatch {
    /// Drops each title with this chance. A user counts in the loss as the length of the list to the power `user_power`: at
    /// 0 every title counts alike, at -1 every user.
    pub fn new(
        lists: &[&Vec<u32>],
        items: usize,
        dropout: f32,
        (power, user_power): (f32, f32),
        device: &Device,
        random: &mut impl Rng,
    ) -> Self {
        let shape = [lists.len(), items];
        let (mut input, mut target) = (vec![0.0f32; shape[0] * items], vec![0.0f32; shape[0] * items]);
        for (user, list) in lists.iter().enumerate() {
            let row = user * items..(user + 1) * items;
            let kept: Vec<u32> = list.iter().copied().filter(|_| random.random::<f32>() >= dropout).collect();
            let value = (kept.len().max(1) as f32).powf(-power);
            let weight = (list.len().max(1) as f32).powf(user_power);
            list.iter().for_each(|&item| target[row.start + item as usize] = weight);
            kept.iter().for_each(|&item| input[row.start + item as usize] = value);
        }
        let tensor = |values| Tensor::from_data(TensorData::new(values, shape), device);
        Self { input: tensor(input), target: tensor(target) }
    }

    /// The sum over the users of the multinomial likelihood's negative logarithm, for logits `[users, items]`.
    pub fn loss(&self, logits: Tensor<2>) -> Tensor<1> {
        (log_softmax(logits, 1) * self.target.clone()).sum().neg()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn inputs_are_parts_of_lists_and_targets_whole_ones() {
        let lists = [vec![0, 2, 3, 4, 5, 6, 7, 8], vec![1]];
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let batch = ListBatch::new(&lists.iter().collect::<Vec<_>>(), 9, 0.5, (0.5, 0.0), &Device::flex(), &mut random);
        let values = |tensor: &Tensor<2>| tensor.clone().into_data().iter::<f32>().collect::<Vec<f32>>();
        let (input, target) = (values(&batch.input), values(&batch.target));
        assert_eq!(target[..9], [1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
        let kept = input[..9].iter().filter(|value| **value > 0.0).count();
        assert!((1..8).contains(&kept));
        assert!(input.iter().zip(&target).all(|(input, target)| *input == 0.0 || *target == 1.0));
        let length = input[..9].iter().map(|value| value * value).sum::<f32>();
        assert!((length - 1.0).abs() < 1e-6);
        let by_user =
            ListBatch::new(&lists.iter().collect::<Vec<_>>(), 9, 0.5, (0.5, -1.0), &Device::flex(), &mut random);
        let loss = by_user.loss(Tensor::zeros([2, 9], &Device::flex())).into_scalar::<f32>();
        assert!((loss - 2.0 * 9f32.ln()).abs() < 1e-4);
        // Nine equal chances, nine titles on the lists.
        let loss = batch.loss(Tensor::zeros([2, 9], &Device::flex())).into_scalar::<f32>();
        assert!((loss - 9.0 * 9f32.ln()).abs() < 1e-4);
    }
}
