use super::*;
use crate::catalog::{Anime, DataSet, SearchIndex};
use crate::import::{read, resolve};
use crate::recommend::{Listed, Opinion, Rating, Standing};
use proptest::prelude::*;

fn catalogue(titles: &[String]) -> Catalogue {
    let anime = |(index, title): (usize, &String)| Anime::titled(index as u32 + 1, title);
    Catalogue::new(titles.iter().enumerate().map(anime).collect(), DataSet::default())
}

fn standing() -> impl Strategy<Value = Standing> {
    prop_oneof![
        Just(Standing::Picked(Opinion::Liked)),
        Just(Standing::Picked(Opinion::Disliked)),
        Just(Standing::Picked(Opinion::Dropped)),
        (1u8..=10).prop_map(|rating| Standing::Picked(Opinion::Rated(Rating::try_from(rating).unwrap()))),
        Just(Standing::Seen),
        Just(Standing::Planned),
        Just(Standing::Hidden),
    ]
}

proptest! {
    #[test]
    fn what_is_exported_is_what_an_import_gives(
        titles in prop::collection::vec("[ -~\u{3040}-\u{30ff}]{1,20}", 12),
        standings in prop::collection::btree_map(1u32..=12, (standing(), any::<bool>()), 1..12),
    ) {
        let catalogue = catalogue(&titles);
        let index = SearchIndex::new(&catalogue);
        let list: Vec<Listed> = standings.into_iter().map(|(id, (standing, watching))| {
            let watching = watching && matches!(standing, Standing::Seen | Standing::Picked(Opinion::Liked | Opinion::Rated(_)));
            Listed { anime_id: AnimeId(id), standing, watching }
        }).collect();
        for format in Format::ALL {
            let file = taste(&list, &catalogue, format).unwrap();
            let mut resolved = resolve(read(&file).unwrap(), &catalogue, &index);
            prop_assert!(resolved.faults.is_empty() && resolved.unsure.is_empty(), "{:?}", resolved);
            resolved.found.sort_by_key(|listed| listed.anime_id);
            prop_assert_eq!(&resolved.found, &list, "{:?}", format);
        }
    }
}

#[test]
fn no_spreadsheet_takes_a_title_for_a_formula() {
    let titles = ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "plain - title"];
    let catalogue = catalogue(&titles.map(str::to_owned));
    let ids = (1..=titles.len() as u32).map(AnimeId);
    let liked = |anime_id| Listed { anime_id, standing: Standing::Picked(Opinion::Liked), watching: false };
    let list: Vec<Listed> = ids.clone().map(liked).collect();
    let recommended: Vec<Recommended> =
        ids.map(|anime_id| Recommended { anime_id, score: 0.5, expected_rating: None }).collect();
    let of_taste = taste(&list, &catalogue, Format::Csv).unwrap();
    for (file, column) in
        [(&of_taste, 1), (&super::recommendations(&recommended, "ease", &catalogue, Format::Csv).unwrap(), 2)]
    {
        let mut reader = csv::Reader::from_reader(file.as_slice());
        let written: Vec<String> = reader.records().map(|record| record.unwrap()[column].to_owned()).collect();
        assert_eq!(written, ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'=1", "plain - title"]);
    }
    // Brought back, they are the titles again.
    let named = read(&of_taste).unwrap().entries.into_iter().map(|entry| entry.named.titles[0].clone());
    assert_eq!(named.take(4).collect::<Vec<_>>(), titles[..4]);
}

#[test]
fn recommendations_as_files() {
    let catalogue = catalogue(&["One, \"two\" & <three>".to_owned()]);
    let list = [Recommended { anime_id: AnimeId(1), score: 0.5, expected_rating: Some(8.5) }];
    let text = |format| String::from_utf8(recommendations(&list, "ease", &catalogue, format).unwrap()).unwrap();
    assert_eq!(
        text(Format::Csv),
        "place,anime_id,title,match,expected_rating\n1,1,\"One, \"\"two\"\" & <three>\",0.5,8.5\n"
    );
    let json: serde_json::Value = serde_json::from_str(&text(Format::Json)).unwrap();
    assert_eq!(json["model"], "ease");
    assert_eq!(json["recommended"][0]["title"], "One, \"two\" & <three>");
    let xml = resolve(read(text(Format::MalXml).as_bytes()).unwrap(), &catalogue, &SearchIndex::new(&catalogue));
    let planned = Listed { anime_id: AnimeId(1), standing: Standing::Planned, watching: false };
    assert_eq!(xml.found, [planned]);
}
