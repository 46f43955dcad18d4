use super::*;
use crate::recommend::Opinion;
use proptest::prelude::*;
use std::sync::LazyLock;

struct All {
    catalogue: Catalogue,
    franchises: Franchises,
    likeness: Likeness,
}

static ALL: LazyLock<All> = LazyLock::new(|| {
    let catalogue = Catalogue::of_the_page();
    let (franchises, likeness) = (Franchises::new(&catalogue), Likeness::new(&catalogue));
    All { catalogue, franchises, likeness }
});

fn facts() -> Facts<'static> {
    Facts { catalogue: &ALL.catalogue, franchises: &ALL.franchises, likeness: &ALL.likeness }
}

/// The list of a query, of titles whose match falls by a tenth each.
fn arranged(query: &str, ids: &[u32], top: usize) -> Vec<u32> {
    let (choice, warnings) = Choice::from_query(query, &ALL.catalogue);
    assert!(warnings.is_empty(), "{warnings:?}");
    let candidates: Vec<Candidate> = (ids.iter().enumerate())
        .map(|(place, id)| Candidate { anime_id: AnimeId(*id), score: 0.95 - 0.1 * place as f32 })
        .collect();
    choice.arrange(&candidates, &facts(), top).into_iter().map(|place| candidates[place].anime_id.0).collect()
}

#[test]
fn filters_franchises_and_sliders() {
    // Cowboy Bebop and its film, Attack on Titan's first two seasons, Your Name., a little-known film of 1981.
    let (bebop, film, titan, titan_2, your_name) = (1, 5, 16498, 25777, 32281);
    let ids = [bebop, film, titan, titan_2, your_name];
    for (query, expected) in [
        ("franchise=all", ids.to_vec()),
        ("", vec![bebop, titan, your_name]),
        ("type=movie", vec![film, your_name]),
        ("franchise=all&without=drama", vec![bebop, film]),
        ("franchise=all&years=1990-2001", vec![bebop, film]),
        ("franchise=all&episodes=20-30", vec![bebop, titan]),
        ("franchise=all&age=pg-13", vec![your_name]),
    ] {
        let found = arranged(query, &ids, 9);
        assert_eq!(found, expected, "{query}");
    }
    let little_known = |anime: &AnimeRef<'_>| anime.members().is_some_and(|members| (500..1000).contains(&members));
    let niche = ALL.catalogue.iter().find(|anime| little_known(anime) && !anime.is_explicit()).unwrap().id().0;
    assert_eq!(arranged("niche=5", &[titan, niche], 2), [niche, titan], "little-known titles rise");
    assert_eq!(arranged("niche=-5", &[niche, titan], 2), [titan, niche], "popular titles rise");
    assert_eq!(arranged("franchise=all&niche=5", &[titan, niche], 2), [niche, titan], "with whole franchises too");
    // Without the rule the second season stands behind the first; diversity brings something else between.
    let diverse = arranged("franchise=all&diverse=5", &[titan, titan_2, your_name, bebop], 3);
    assert!(diverse[0] == titan && diverse[1] != titan_2, "{diverse:?}");
    assert_eq!(arranged("", &ids, 2), [bebop, titan]);
}

/// A match of 1 or of 0 has no logit, and a title that the catalogue does not have no members.
#[test]
fn certain_and_unknown_titles_have_their_place() {
    let (titan, titan_2, your_name) = (16498, 25777, 32281);
    let arrange = |query: &str, scored: &[(u32, f32)]| {
        let candidates: Vec<Candidate> =
            scored.iter().map(|(id, score)| Candidate { anime_id: AnimeId(*id), score: *score }).collect();
        let list = Choice::from_query(query, &ALL.catalogue).0.arrange(&candidates, &facts(), 9);
        list.into_iter().map(|place| candidates[place].anime_id.0).collect::<Vec<_>>()
    };
    for score in [0.0, 1.0] {
        let equals = [(titan, score), (titan_2, score), (your_name, score)];
        assert_eq!(arrange("franchise=all&diverse=5", &equals), [titan, your_name, titan_2], "{score}");
    }
    let unknown = 999_999;
    assert_eq!(arrange("niche=5", &[(titan, 0.95), (unknown, 0.001)]), [titan, unknown]);
    assert_eq!(arrange("niche=5", &[(unknown, 0.95), (titan, 0.3)]), [unknown, titan]);
}

#[test]
fn what_the_visitor_said_bars_a_title_unless_wanted() {
    let default = Choice::default();
    let wide = Choice { seen: true, planned: true, ..Choice::default() };
    for (standing, by_default, by_wide) in [
        (Standing::Open, true, true),
        (Standing::Seen, false, true),
        (Standing::Planned, false, true),
        (Standing::Hidden, false, false),
        (Standing::Picked(Opinion::Liked), false, false),
    ] {
        assert_eq!((default.shows(standing), wide.shows(standing)), (by_default, by_wide), "{standing:?}");
    }
    let explicit = ALL.catalogue.iter().find(|anime| anime.is_explicit()).unwrap();
    assert!(!default.passes(explicit) && Choice { explicit: true, ..default.clone() }.passes(explicit));
    assert_eq!(
        default.excluded(&ALL.catalogue).len(),
        ALL.catalogue.iter().filter(|anime| anime.is_explicit()).count()
    );
}

/// Titles by their rows in the catalogue, each with the match that its place has.
fn candidates(rows: impl IntoIterator<Item = usize>, score: impl Fn(usize) -> f32) -> Vec<Candidate> {
    let candidate = |(place, row)| Candidate { anime_id: ALL.catalogue.at(row).unwrap().id(), score: score(place) };
    rows.into_iter().enumerate().map(candidate).collect()
}

/// The list by its definition: before each title everything is computed anew, of all that is left. The numbers are written
/// out: at its ends the one slider tilts by half a logit, the other gives six tenths to difference, in five steps each.
fn by_definition(choice: &Choice, candidates: &[Candidate], top: usize) -> Vec<usize> {
    let anime = |place: usize| ALL.catalogue.get(candidates[place].anime_id).unwrap();
    let value = |place: usize| {
        let odds = candidates[place].score / (1.0 - candidates[place].score);
        odds.ln() - 0.5 * (f32::from(choice.niche) / 5.0) * (anime(place).members().unwrap_or(0) as f32 + 1.0).ln()
    };
    let share = 0.6 * f32::from(choice.diverse) / 5.0;
    let mut left: Vec<usize> = (0..candidates.len()).collect();
    left.sort_by(|a, b| value(*b).total_cmp(&value(*a)));
    let (Some(&first), Some(&last)) = (left.first(), left.last()) else { return vec![] };
    let (best, span) = (value(first), (value(first) - value(last)).max(f32::EPSILON));
    let mut chosen: Vec<usize> = vec![];
    while chosen.len() < top && !left.is_empty() {
        let gain = |place: usize| {
            let likeness = |chosen: &usize| ALL.likeness.of(anime(*chosen), anime(place));
            let most = if share > 0.0 { chosen.iter().map(likeness).fold(0.0, f32::max) } else { 0.0 };
            (1.0 - share) * (value(place) - best) / span - share * most
        };
        let mut next = 0;
        (1..left.len()).for_each(|at| next = if gain(left[at]) > gain(left[next]) { at } else { next });
        let place = left.remove(next);
        let franchise = |place: usize| ALL.franchises.of(anime(place).row());
        if choice.whole_franchises || chosen.iter().all(|before| franchise(*before) != franchise(place)) {
            chosen.push(place);
        }
    }
    chosen
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Some titles are equals, or all of them.
    #[test]
    fn a_list_is_that_of_the_definition(
        rows in proptest::collection::btree_set(0usize..500, 1..25),
        niche in -5i8..=5,
        diverse in 0u8..=5,
        whole_franchises in any::<bool>(),
        equals in 1usize..30,
        top in 1usize..12,
    ) {
        let candidates = candidates(rows, |place| 0.95 - 0.03 * (place / equals * equals) as f32);
        let choice = Choice { niche, diverse, whole_franchises, explicit: true, ..Choice::default() };
        let expected = by_definition(&choice, &candidates, top);
        prop_assert_eq!(choice.arrange(&candidates, &facts(), top), expected);
    }
}

/// What is rearranged is the best of the ranking; the ranking itself goes on for as long as one scrolls.
#[test]
fn only_what_is_rearranged_has_an_end() {
    let candidates = candidates(0..POOL + 5, |place| 1.0 / (place + 2) as f32);
    let all = Choice { explicit: true, ..Choice::off() };
    let count = |choice: Choice| choice.arrange(&candidates, &facts(), usize::MAX).len();
    assert_eq!(count(all.clone()), POOL + 5);
    assert_eq!(count(Choice { niche: 1, ..all }), POOL);
}

proptest! {
    #[test]
    fn a_choice_survives_the_address(
        switches in any::<[bool; 4]>(),
        niche in -5i8..=5,
        diverse in 0u8..=5,
        years in proptest::option::of((1960u16..1990, 1990u16..2025)),
    ) {
        let [explicit, seen, planned, whole_franchises] = switches;
        let filter = Filter { years, ..Filter::default() };
        let choice = Choice { filter, explicit, seen, planned, whole_franchises, niche, diverse };
        let query = choice.to_query(&ALL.catalogue);
        prop_assert_eq!(Choice::from_query(&query, &ALL.catalogue), (choice, vec![]));
    }

    #[test]
    fn any_choice_gives_each_title_once_and_the_plain_one_the_models_order(
        rows in proptest::collection::btree_set(0usize..20_000, 0..60),
        niche in -5i8..=5,
        diverse in 0u8..=5,
        whole_franchises in any::<bool>(),
        top in 0usize..30,
    ) {
        let candidates = candidates(rows, |place| 1.0 / (place + 2) as f32);
        let choice = Choice { niche, diverse, whole_franchises, explicit: true, ..Choice::default() };
        let list = choice.arrange(&candidates, &facts(), top);
        let places: HashSet<usize> = list.iter().copied().collect();
        prop_assert!(places.len() == list.len() && list.len() <= top && list.iter().all(|place| *place < candidates.len()));
        prop_assert!(!whole_franchises || list.len() == top.min(candidates.len()));
        let plain = Choice { explicit: true, ..Choice::off() }.arrange(&candidates, &facts(), top);
        prop_assert_eq!(plain, (0..top.min(candidates.len())).collect::<Vec<_>>());
    }
}
