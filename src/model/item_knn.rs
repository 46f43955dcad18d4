//! Item-based nearest neighbours: an item scores by its cosine to the visitor's items among its own neighbours
//! (Sarwar et al. 2001, "Item-based collaborative filtering recommendation algorithms").

/// For each item its nearest neighbours by the cosine of the users' lists.
#[derive(Clone, Debug)]
pub struct ItemKnn {
    /// Per item, (neighbour, cosine).
    neighbours: Vec<Vec<(u32, f32)>>,
}

impl ItemKnn {
    /// Finds each item's `k` nearest; `lists` are the users' items as distinct rows below `items`.
    pub fn fit(items: usize, lists: &[Vec<u32>], k: usize) -> Self {
        let mut users_of = vec![Vec::new(); items];
        for (user, list) in lists.iter().enumerate() {
            for &item in list {
                users_of[item as usize].push(user);
            }
        }
        let degree: Vec<f32> = users_of.iter().map(|users| users.len() as f32).collect();
        let mut shared = vec![0u32; items];
        let neighbours = (0..items)
            .map(|item| {
                let mut touched = Vec::new();
                for &user in &users_of[item] {
                    for &other in &lists[user] {
                        if shared[other as usize] == 0 {
                            touched.push(other);
                        }
                        shared[other as usize] += 1;
                    }
                }
                let mut near: Vec<(u32, f32)> = (touched.iter().filter(|&&other| other as usize != item))
                    .map(|&other| {
                        let cosine = shared[other as usize] as f32 / (degree[item] * degree[other as usize]).sqrt();
                        (other, cosine)
                    })
                    .collect();
                for other in touched {
                    shared[other as usize] = 0;
                }
                near.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                near.truncate(k);
                near
            })
            .collect();
        Self { neighbours }
    }

    /// The score of every item for a visitor who likes `picks`.
    pub fn scores(&self, picks: &[u32]) -> Vec<f32> {
        let mut liked = vec![false; self.neighbours.len()];
        for &pick in picks {
            liked[pick as usize] = true;
        }
        (self.neighbours.iter())
            .map(|near| near.iter().filter(|(other, _)| liked[*other as usize]).map(|(_, cosine)| cosine).sum())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_found_by_cosine() {
        // Items 0 and 1 share both of their users; item 2 shares one of its two with each.
        let lists = vec![vec![0, 1], vec![0, 1, 2], vec![2]];
        let knn = ItemKnn::fit(3, &lists, 1);
        assert_eq!(knn.neighbours[0], [(1, 1.0)]);
        let scores = knn.scores(&[1]);
        assert_eq!(scores[0], 1.0);
        // 2's one neighbour is 0 (a tie with 1, which goes to the smaller row), so 1 counts for nothing.
        assert_eq!(scores[2], 0.0);
    }
}
