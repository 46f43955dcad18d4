//! Picks in the page's address, so that a link shares a list.

use crate::catalog::AnimeId;
use crate::recommend::{Opinion, Pick, Rating};

/// The name of the part.
pub const PICKS: &str = "picks";
/// Addresses with more picks would be refused by some programs that pass them on.
pub const MOST: usize = 300;

/// The picks as a part's value: `1,5114.9,20-,30~` is a like, a rating of 9, a dislike and a dropped title. `None` for none,
/// and for more than an address holds.
pub fn write(picks: &[Pick]) -> Option<String> {
    if picks.is_empty() || picks.len() > MOST {
        return None;
    }
    let one = |pick: &Pick| match pick.opinion {
        Opinion::Liked => pick.anime_id.to_string(),
        Opinion::Disliked => format!("{}-", pick.anime_id),
        Opinion::Dropped => format!("{}~", pick.anime_id),
        Opinion::Rated(rating) => format!("{}.{}", pick.anime_id, rating.get()),
    };
    Some(picks.iter().map(one).collect::<Vec<_>>().join(","))
}

/// The picks of a query; what can't be read of them is left out, and of an anime that stands twice the second.
pub fn read(query: &str) -> Vec<Pick> {
    let value = query.split('&').filter_map(|part| part.split_once('=')).find(|(name, _)| *name == PICKS);
    let value = value.map(|(_, value)| value.replace("%2C", ",").replace("%2c", ",").replace("%7E", "~"));
    let mut picks: Vec<Pick> = Vec::new();
    for pick in value.unwrap_or_default().split(',').filter_map(one).take(MOST) {
        if picks.iter().all(|other| other.anime_id != pick.anime_id) {
            picks.push(pick);
        }
    }
    picks
}

fn one(text: &str) -> Option<Pick> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (id, said) = text.split_at(end);
    let opinion = match said {
        "" => Opinion::Liked,
        "-" => Opinion::Disliked,
        "~" => Opinion::Dropped,
        _ => Opinion::Rated(Rating::try_from(said.strip_prefix('.')?.parse::<u8>().ok()?).ok()?),
    };
    Some(Pick { anime_id: AnimeId(id.parse().ok()?), opinion })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn picks_survive_the_address(
            picks in prop::collection::btree_map(any::<u32>(), 0u8..13, 1..40)
        ) {
            let picks: Vec<Pick> = picks.into_iter().map(|(id, said)| Pick {
                anime_id: AnimeId(id),
                opinion: match said {
                    0 => Opinion::Liked,
                    11 => Opinion::Disliked,
                    12 => Opinion::Dropped,
                    rating => Opinion::Rated(Rating::try_from(rating).unwrap()),
                },
            }).collect();
            let query = format!("type=tv&picks={}", write(&picks).unwrap());
            prop_assert_eq!(read(&query), picks);
        }

        #[test]
        fn any_query_is_read(query in ".*", value in "[0-9,.~%C2-]*") {
            read(&query);
            read(&format!("picks={value}"));
        }
    }

    #[test]
    fn what_is_left_out() {
        let ids = |query: &str| read(query).iter().map(|pick| pick.anime_id.0).collect::<Vec<_>>();
        assert_eq!(ids("picks=1,x,5.11,6.,-,7.3,1-,99999999999"), [1, 7]);
        assert_eq!(ids("model=ncf"), [0; 0]);
        assert_eq!(write(&[]), None);
    }
}
