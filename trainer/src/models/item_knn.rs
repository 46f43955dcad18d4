//! Item-based nearest neighbours: an item scores by its cosine to the visitor's items among its own neighbours
//! (Sarwar et al. 2001, "Item-based collaborative filtering recommendation algorithms").

use super::recipe::{log_uniform, one_of};
use super::workshop::Workshop;
use crate::dataset::users_of;
use crate::train::{TrainError, TrainedModel};
use konomi::model::{Architecture, SparseRows, WeightsFile};
use konomi::recommend::ItemToItem;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// What makes a neighbour.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// How many neighbours an item has.
    neighbours: usize,
    /// Users added to the product of the lengths, so that two items of one user are not the closest of all.
    shrinkage: f32,
}

impl super::Recipe for Recipe {
    fn train(&self, workshop: &Workshop) -> Result<TrainedModel, TrainError> {
        let started = Instant::now();
        let near = neighbours(workshop.items.len(), &workshop.rows, self.neighbours, self.shrinkage);
        // A visitor's item adds to every item that it is a neighbour of.
        let mut adds = vec![Vec::new(); near.len()];
        for (item, near) in near.into_iter().enumerate() {
            for (other, cosine) in near {
                adds[other as usize].push((item as u32, cosine));
            }
        }
        let mut file = WeightsFile::new(Architecture::ItemToItem, workshop.items.clone());
        file.sparse.insert(ItemToItem::WEIGHTS.to_owned(), SparseRows::new(workshop.items.len(), adds));
        TrainedModel::in_one_go(file, started, workshop.validation.cases())
    }

    fn vary(&self, random: &mut ChaCha8Rng) -> Option<Self> {
        let neighbours = one_of(random, &[10, 15, 20, 30, 50, 70, 100]);
        Some(Self { neighbours, shrinkage: log_uniform(random, 0.1, 300.0) as f32 })
    }
}

/// For each item its nearest by the cosine of the users' lists, as (neighbour, cosine); the nearest first.
fn neighbours(items: usize, lists: &[Vec<u32>], most: usize, shrinkage: f32) -> Vec<Vec<(u32, f32)>> {
    let users_of = users_of(items, lists);
    let degree: Vec<f32> = users_of.iter().map(|users| users.len() as f32).collect();
    (0..items)
        .into_par_iter()
        .map_init(
            || vec![0u32; items],
            |shared, item| {
                let mut touched = Vec::new();
                for &user in &users_of[item] {
                    for &other in &lists[user as usize] {
                        if shared[other as usize] == 0 {
                            touched.push(other);
                        }
                        shared[other as usize] += 1;
                    }
                }
                let mut near: Vec<(u32, f32)> = (touched.iter().filter(|&&other| other as usize != item))
                    .map(|&other| {
                        let lengths = (degree[item] * degree[other as usize]).sqrt();
                        (other, shared[other as usize] as f32 / (lengths + shrinkage))
                    })
                    .collect();
                for other in touched {
                    shared[other as usize] = 0;
                }
                near.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                near.truncate(most);
                near
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_found_by_cosine() {
        // Items 0 and 1 share both of their users; item 2 shares one of its two with each.
        let lists = vec![vec![0, 1], vec![0, 1, 2], vec![2]];
        let near = neighbours(3, &lists, 1, 0.0);
        assert_eq!(near[0], [(1, 1.0)]);
        // A tie goes to the smaller row.
        assert_eq!(near[2], [(0, 0.5)]);
        assert_eq!(neighbours(3, &lists, 9, 2.0)[2], [(0, 0.25), (1, 0.25)]);
    }
}
