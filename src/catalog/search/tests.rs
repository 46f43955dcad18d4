use super::*;
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

/// The catalogue that the page carries, and its index.
static REAL: LazyLock<(Catalogue, SearchIndex)> = LazyLock::new(|| {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/data/catalogue.bin");
    let catalogue = Catalogue::from_bytes(&std::fs::read(file).unwrap()).unwrap();
    let index = SearchIndex::new(&catalogue);
    (catalogue, index)
});

/// Checks which anime come first for each query, and says what came instead.
fn check_first(rows: &[(&str, u32)]) {
    let (catalogue, index) = &*REAL;
    let mut wrong = Vec::new();
    for (query, id) in rows {
        let hits = index.search(query, 10);
        if hits.first().map(|hit| hit.anime_id) != Some(AnimeId(*id)) {
            let titles: Vec<_> = hits.iter().map(|hit| (hit.anime_id.0, shown(catalogue, *hit))).collect();
            wrong.push(format!("{query}: {titles:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The title that a hit matched by.
fn shown(catalogue: &Catalogue, hit: Hit) -> &str {
    catalogue.get(hit.anime_id).unwrap().title(hit.title).unwrap()
}

#[test]
fn titles_and_their_starts() {
    check_first(&[
        ("steins gate", 9253),
        ("kimi no na wa", 32281),
        ("your name", 32281),
        ("shingeki no kyojin", 16498),
        ("attack on titan", 16498),
        ("attack on", 16498),
        ("pokemon", 527),
        ("evangelion", 30),
        ("bebop", 1),
        ("gintama", 918),
        ("naruto", 20),
        ("naruto shippuden", 1735),
        ("one piece", 21),
        ("one p", 21),
        ("toradora", 4224),
        ("mononoke hime", 164),
        ("princess mononoke", 164),
        ("spirited away", 199),
        ("death note", 1535),
        ("death", 1535),
        ("clannad after story", 4181),
        ("k-on", 5680),
        ("fate zero", 10087),
        ("hunter x hunter", 11061),
        ("lucky star", 1887),
        ("konosuba", 30831),
        ("jojo", 14719),
    ]);
}

#[test]
fn typing_errors_are_forgiven() {
    check_first(&[
        ("cowby bebop", 1),
        ("fullmetal alchemist brotherhod", 5114),
        ("brotherhod fullmetal", 5114),
        ("naruot", 20),
        ("evangelon", 30),
        ("pokeman", 527),
        ("kimetsu no yaba", 38000),
        ("demon slyer", 38000),
        ("stiens gate", 9253),
        ("spirted away", 199),
    ]);
}

#[test]
fn spellings_are_alike() {
    check_first(&[
        ("ＤＥＡＴＨ　ＮＯＴＥ", 1535),
        ("deathnote", 1535),
        ("full metal alchemist", 121),
        ("Pokémon", 527),
        ("haikyu", 20583),
        ("haikyū!!", 20583),
        ("Haikyuu", 20583),
        ("rezero", 31240),
        ("re:zero", 31240),
        ("shojo kakumei utena", 440),
        ("shōjo kakumei utena", 440),
        ("boku no hero akademia", 31964),
        ("titan attack", 16498),
        ("snk", 16498),
        ("aot", 16498),
    ]);
}

#[test]
fn japanese() {
    check_first(&[
        ("カウボーイ", 1),
        ("かうぼーい", 1),
        ("ｶｳﾎﾞｰｲ", 1),
        ("君の名は", 32281),
        ("進撃", 16498),
        ("けいおん", 5680),
        ("ケイオン", 5680),
        ("千と千尋", 199),
        ("もののけ姫", 164),
        ("ノーゲームノーライフ", 19815),
        ("エヴァンゲリオン", 30),
    ]);
}

#[test]
fn the_matching_title_is_named() {
    let (catalogue, index) = &*REAL;
    for (query, title) in [
        ("attack on titan", "Attack on Titan"),
        ("shingeki no kyojin", "Shingeki no Kyojin"),
        ("進撃の巨人", "進撃の巨人"),
    ] {
        assert_eq!(shown(catalogue, index.search(query, 1)[0]), title);
    }
}

#[test]
fn every_anime_is_found_once_and_only_among_the_allowed() {
    let (catalogue, index) = &*REAL;
    for query in ["a", "naruto", "shoujo", "の"] {
        let hits = index.search_among(query, 20, |id| id.0 % 2 == 0);
        let mut ids: Vec<_> = hits.iter().map(|hit| hit.anime_id).collect();
        assert!(ids.iter().all(|id| id.0 % 2 == 0 && catalogue.get(*id).is_some()));
        ids.sort();
        ids.dedup();
        assert_eq!((ids.len(), hits.len()), (hits.len(), 20), "{query}");
    }
}

/// Titles of few letters stand in hundreds of better-known ones.
#[test]
fn a_title_typed_whole_has_a_place_however_little_known() {
    let (catalogue, index) = &*REAL;
    for title in ["Mo Mo", "Ai", "Ko"] {
        let Some(anime) = catalogue.iter().find(|anime| anime.romaji() == title) else { continue };
        let hits = index.search(title, 8);
        assert!(hits.iter().any(|hit| hit.anime_id == anime.id()), "{title}");
    }
    assert!(catalogue.iter().any(|anime| anime.romaji() == "Mo Mo"));
}

#[test]
fn nothing_for_nothing() {
    let index = &REAL.1;
    for query in ["", "  ", "!?", "xqzjkvwqpxzzz"] {
        assert_eq!(index.search(query, 10), [], "{query:?}");
    }
    assert_eq!(index.search("naruto", 0), []);
    let empty = Catalogue::new(Vec::new(), crate::catalog::DataSet::default());
    assert_eq!(SearchIndex::new(&empty).search("naruto", 10), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Each title finds its anime, among those of the same spelling.
    #[test]
    fn a_title_finds_its_anime(row in 0usize..26_000) {
        let (catalogue, index) = &*REAL;
        let anime = catalogue.at(row).unwrap();
        for kind in TitleKind::ALL {
            let Some(title) = anime.title(kind) else { continue };
            let folded = Folded::new(title);
            if folded.letters.len() > 64 || folded.letters.len() < 3 {
                continue;
            }
            let hits = index.search(title, 200);
            prop_assert!(hits.iter().any(|hit| hit.anime_id == anime.id()), "{}", title);
        }
    }

    #[test]
    fn any_query_is_answered(query in "\\PC{0,80}") {
        prop_assert!(REAL.1.search(&query, 10).len() <= 10);
    }
}
