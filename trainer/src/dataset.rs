//! The data as training sees it: one list a user, joined from ratings and interactions, and rows of tables made of it.

use crate::train::Samples;
use konomi::catalog::{AnimeId, LabelEncoder, MinMaxScaler, UserId};
use konomi::recommend::{KnownPick, Opinion, Pick, Rating};
use std::collections::HashMap;

/// One anime on a user's list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Which anime.
    pub anime_id: AnimeId,
    /// The user's rating, where there is one.
    pub rating: Option<Rating>,
}

impl Entry {
    /// The entry as a visitor would say it: the rating, or else that it is liked.
    pub fn as_pick(&self) -> Pick {
        Pick { anime_id: self.anime_id, opinion: self.rating.map_or(Opinion::Liked, Opinion::Rated) }
    }
}

/// What one user has seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UserList {
    /// Who.
    pub user: UserId,
    /// The anime, by id, each once.
    pub entries: Vec<Entry>,
}

/// Joins interactions and ratings, by user and then by anime.
pub fn join(
    interactions: Vec<(UserId, AnimeId)>,
    ratings: impl IntoIterator<Item = (UserId, AnimeId, Rating)>,
) -> Vec<UserList> {
    let mut all: Vec<(UserId, AnimeId, Option<Rating>)> =
        ratings.into_iter().map(|(user, anime, rating)| (user, anime, Some(rating))).collect();
    all.extend(interactions.into_iter().map(|(user, anime)| (user, anime, None)));
    // A rated pair sorts before the same pair without a rating, which the next step then drops.
    all.sort_unstable_by_key(|&(user, anime, rating)| (user, anime, rating.is_none(), rating));
    all.dedup_by_key(|&mut (user, anime, _)| (user, anime));
    let mut lists: Vec<UserList> = Vec::new();
    for (user, anime_id, rating) in all {
        let entry = Entry { anime_id, rating };
        match lists.last_mut() {
            Some(list) if list.user == user => list.entries.push(entry),
            _ => lists.push(UserList { user, entries: vec![entry] }),
        }
    }
    lists
}

/// The anime that at least `least` of the users have on their lists (or have rated, where only ratings count).
pub fn frequent_items(lists: &[UserList], least: usize, rated_only: bool) -> LabelEncoder<AnimeId> {
    let mut counts: HashMap<AnimeId, usize> = HashMap::new();
    for entry in lists.iter().flat_map(|list| &list.entries) {
        if entry.rating.is_some() || !rated_only {
            *counts.entry(entry.anime_id).or_default() += 1;
        }
    }
    LabelEncoder::fit(counts.into_iter().filter(|&(_, count)| count >= least).map(|(anime, _)| anime))
}

/// The users' lists as sorted rows of `items`, without what is not among them; in the order of `lists`.
pub fn rows(lists: &[UserList], items: &LabelEncoder<AnimeId>) -> Vec<Vec<u32>> {
    (lists.iter())
        .map(|list| list.entries.iter().filter_map(|entry| items.row(&entry.anime_id)).map(|row| row as u32).collect())
        .collect()
}

/// The lists turned round: for each of `items` rows the users who have it, by their places in `lists`.
pub fn users_of(items: usize, lists: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut users_of = vec![Vec::new(); items];
    for (user, list) in lists.iter().enumerate() {
        for &item in list {
            users_of[item as usize].push(user as u32);
        }
    }
    users_of
}

/// A user's entries as picks with rows of `items`; with `rated_only`, those that are rated.
pub fn known_picks(list: &UserList, items: &LabelEncoder<AnimeId>, rated_only: bool) -> Vec<KnownPick> {
    (list.entries.iter())
        .filter(|entry| entry.rating.is_some() || !rated_only)
        .filter_map(|entry| Some(KnownPick::new(items.row(&entry.anime_id)?, entry.as_pick().opinion)))
        .collect()
}

/// The ratings of users as rows of two tables and targets on the 0-1 scale.
pub struct RatingTable {
    /// Which anime the item rows are.
    pub items: LabelEncoder<AnimeId>,
    /// Which lists the user rows are, as indices into those that it was made of.
    pub users: Vec<usize>,
    /// The ratings.
    pub samples: Samples,
}

impl RatingTable {
    /// Keeps anime with at least `item_least` ratings and users with at least `user_least` of them, as the reference.
    pub fn new(lists: &[UserList], item_least: usize, user_least: usize) -> Self {
        let items = frequent_items(lists, item_least, true);
        let mut table = Self { items, users: Vec::new(), samples: Samples::default() };
        for (index, list) in lists.iter().enumerate() {
            let rated: Vec<(usize, Rating)> = (list.entries.iter())
                .filter_map(|entry| Some((table.items.row(&entry.anime_id)?, entry.rating?)))
                .collect();
            if rated.len() >= user_least {
                for (item, rating) in rated {
                    let target = MinMaxScaler::MY_ANIME_LIST.scale(f32::from(rating.get()));
                    table.samples.push(table.users.len() as u32, item as u32, target);
                }
                table.users.push(index);
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating(value: u8) -> Rating {
        Rating::try_from(value).unwrap()
    }

    fn lists() -> Vec<UserList> {
        let ratings = [
            (UserId(2), AnimeId(5), rating(9)),
            (UserId(1), AnimeId(7), rating(4)),
            (UserId(2), AnimeId(7), rating(8)),
        ];
        join(vec![(UserId(2), AnimeId(1)), (UserId(2), AnimeId(5)), (UserId(2), AnimeId(1))], ratings)
    }

    #[test]
    fn ratings_and_interactions_are_joined_once_a_pair() {
        let lists = lists();
        assert_eq!(lists.len(), 2);
        let second: Vec<(u32, Option<u8>)> =
            lists[1].entries.iter().map(|entry| (entry.anime_id.0, entry.rating.map(Rating::get))).collect();
        assert_eq!(second, [(1, None), (5, Some(9)), (7, Some(8))]);
    }

    #[test]
    fn rare_items_and_users_are_left_out() {
        let lists = lists();
        let table = RatingTable::new(&lists, 2, 1);
        assert_eq!(table.items.labels(), [AnimeId(7)]);
        assert_eq!((table.users.len(), table.samples.len()), (2, 2));
        assert_eq!(RatingTable::new(&lists, 1, 2).users, [1]);
        assert_eq!(rows(&lists, &table.items), [vec![0], vec![0]]);
    }
}
