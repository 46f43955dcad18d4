use super::*;
use crate::catalog::{Anime, Catalogue, DataSet, SearchIndex};
use crate::recommend::Listed;
use proptest::prelude::*;
use std::io::Write;

const LIKED: Standing = Standing::Picked(Opinion::Liked);
const DROPPED: Standing = Standing::Picked(Opinion::Dropped);

fn rated(rating: u8) -> Standing {
    Standing::Picked(Opinion::Rated(Rating::try_from(rating).unwrap()))
}

fn anime(id: u32, romaji: &str, english: Option<&str>) -> Anime {
    let members = Some(1000 - id.min(999));
    Anime { english: english.map(str::to_owned), members, ..Anime::titled(id, romaji) }
}

fn catalogue() -> Catalogue {
    let anime = vec![
        anime(1, "Cowboy Bebop", None),
        anime(5114, "Hagane no Renkinjutsushi: Fullmetal Alchemist", Some("Fullmetal Alchemist: Brotherhood")),
        anime(30, "Shinseiki Evangelion", Some("Neon Genesis Evangelion")),
        anime(43, "Koukaku Kidoutai", Some("Ghost in the Shell")),
        anime(15417, "Kodomo no Jikan", Some("Gintama")),
        anime(918, "Gintama", None),
        anime(25000, "Tom & Jerry", None),
    ];
    Catalogue::new(anime, DataSet::default())
}

/// What is certain, what is unsure, and what is not taken.
type Outcome = (Vec<(u32, Standing)>, Vec<(String, Vec<u32>)>, Vec<(usize, String)>);

/// What becomes of a file.
fn outcome(file: &[u8]) -> Outcome {
    let catalogue = catalogue();
    let resolved = resolve(read(file).unwrap(), &catalogue, &SearchIndex::new(&catalogue));
    let found = resolved.found.iter().map(|found| (found.anime_id.0, found.standing)).collect();
    let ids = |unsure: &Unsure| unsure.candidates.iter().map(|id| id.0).collect();
    let unsure = resolved.unsure.iter().map(|unsure| (unsure.label.clone(), ids(unsure))).collect();
    (found, unsure, resolved.faults.into_iter().map(|fault| (fault.at, fault.reason)).collect())
}

const MAL: &str = r#"<?xml version="1.0" encoding="UTF-8" ?>
<!-- exported -->
<myanimelist>
  <myinfo><user_id>1</user_id><user_name>someone</user_name><user_export_type>1</user_export_type></myinfo>
  <anime>
    <series_animedb_id>1</series_animedb_id>
    <series_title><![CDATA[Cowboy Bebop]]></series_title>
    <my_score>9</my_score><my_status>Completed</my_status>
  </anime>
  <anime><series_animedb_id>5114</series_animedb_id><my_score>0</my_score><my_status>Watching</my_status></anime>
  <anime><series_animedb_id>30</series_animedb_id><my_status>Dropped</my_status></anime>
  <anime><series_animedb_id>43</series_animedb_id><my_status>Plan to Watch</my_status></anime>
  <anime><series_animedb_id>918</series_animedb_id><my_status>3</my_status></anime>
  <anime><series_animedb_id>1</series_animedb_id><my_status>Completed</my_status></anime>
  <anime><series_animedb_id>77777</series_animedb_id><series_title>Newest</series_title></anime>
  <anime><series_animedb_id>2</series_animedb_id><my_score>eleven</my_score></anime>
  <anime><my_score>5</my_score></anime>
  <anime><series_title>Tom &amp; Jerr&#x79;</series_title><my_score>7</my_score></anime>
</myanimelist>"#;

#[test]
fn what_a_file_of_konomi_has_amiss_is_said_with_its_place() {
    let file =
        r#"{"version":1,"picks":[{"anime_id":1,"opinion":"liked"},{"anime_id":"one"}],"seen":[30,-5],"planned":[43]}"#;
    let list = read(file.as_bytes()).unwrap();
    assert_eq!(list.entries.iter().map(|entry| entry.at).collect::<Vec<_>>(), [1, 3, 5]);
    assert_eq!(list.faults.iter().map(|fault| fault.at).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn a_list_of_my_anime_list() {
    let expected_found = [
        (1, rated(9)),
        (5114, LIKED),
        (30, DROPPED),
        (43, Standing::Planned),
        (918, Standing::Seen),
        (25000, rated(7)),
    ];
    let unknown = "it is not among the anime that Konomi knows";
    let expected_faults = [
        (14, "it stands in the file a second time"),
        (15, unknown),
        (16, "its score, eleven, is not a number from 0 to 10"),
        (17, "it has neither a number nor a title"),
    ];
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(MAL.as_bytes()).unwrap();
    let utf16 = [0xff, 0xfe].into_iter().chain(MAL.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let other_end: Vec<u8> = [0xfe, 0xff].into_iter().chain(MAL.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    for file in [MAL.as_bytes().to_vec(), packed.finish().unwrap(), utf16, other_end] {
        let (found, unsure, faults) = outcome(&file);
        assert_eq!(found, expected_found);
        assert!(unsure.is_empty());
        assert_eq!(faults, expected_faults.map(|(at, reason)| (at, reason.to_owned())));
        // An entry that is not taken is named as the file names it: by its title, or by its number.
        let named: Vec<String> = read(&file).unwrap().faults.into_iter().map(|fault| fault.text).collect();
        assert_eq!(named, ["2", ""]);
    }
    let watching: Vec<usize> =
        read(MAL.as_bytes()).unwrap().entries.iter().filter(|e| e.watching).map(|e| e.at).collect();
    assert_eq!(watching, [10]);
}

#[test]
fn a_list_that_is_cut_off_gives_what_stands_before_the_cut() {
    let cut = &MAL[..MAL.find("<series_animedb_id>30").unwrap() + 8];
    let list = read(cut.as_bytes()).unwrap();
    assert_eq!(list.entries.len(), 2);
    assert_eq!(list.faults.len(), 1, "{:?}", list.faults);
}

#[test]
fn lists_of_ani_list() {
    let answer = |options: &str, entries: &str| {
        format!(r#"{{"data":{{"MediaListCollection":{{{options}"lists":[{{"name":"All","entries":[{entries}]}}]}}}}}}"#)
    };
    let entry = |id: u32, mal: &str, status: &str, score: f64, title: &str| {
        format!(
            r#"{{"mediaId":{id},"status":"{status}","score":{score},"media":{{"idMal":{mal},"title":{{"romaji":"{title}"}}}}}}"#
        )
    };
    let scale = |name: &str| format!(r#""user":{{"mediaListOptions":{{"scoreFormat":"{name}"}}}},"#);
    for (options, score, rating) in [
        (String::new(), 85.0, 9),
        (String::new(), 8.0, 8),
        (String::new(), 10.0, 10),
        (scale("POINT_100"), 9.0, 1),
        (scale("POINT_10_DECIMAL"), 7.5, 8),
        (scale("POINT_5"), 4.0, 8),
        (scale("POINT_3"), 1.0, 4),
        (scale("POINT_3"), 2.0, 6),
        (scale("POINT_3"), 3.0, 9),
    ] {
        let file = answer(&options, &entry(999_999, "1", "COMPLETED", score, "x"));
        assert_eq!(outcome(file.as_bytes()).0, [(1, rated(rating))], "{options} {score}");
    }
    let entries = [
        entry(120_000, "5114", "CURRENT", 0.0, "x"),
        entry(120_001, "30", "DROPPED", 0.0, "x"),
        entry(120_002, "null", "PLANNING", 0.0, "Ghost in the shell!"),
        entry(120_000, "5114", "CURRENT", 0.0, "on a list of one's own"),
        entry(120_003, "null", "COMPLETED", 0.0, "Gintama"),
        entry(120_004, "1", "REPEATING", 0.0, "x"),
    ];
    let (found, unsure, faults) = outcome(answer("", &entries.join(",")).as_bytes());
    assert_eq!(found, [(5114, LIKED), (30, DROPPED), (43, Standing::Planned), (1, LIKED)]);
    assert_eq!(unsure, [("Gintama".to_owned(), vec![918, 15417])]);
    assert!(faults.is_empty());

    let odd = [
        entry(120_000, "5114", "BINGED", 0.0, "Fullmetal"),
        entry(120_001, "30", "COMPLETED", 11.0, "Evangelion"),
        r#"{"status":"COMPLETED","score":0}"#.to_owned(),
        entry(120_004, "1", "COMPLETED", 10.0, "x"),
    ];
    let (found, _, faults) = outcome(answer(&scale("POINT_10"), &odd.join(",")).as_bytes());
    assert_eq!(found, [(1, rated(10))]);
    let expected = [t!("import-status"), t!("import-scale", score = "11"), t!("import-nameless")];
    assert_eq!(faults, [1, 2, 3].into_iter().zip(expected).collect::<Vec<_>>());

    for (status, standing) in
        [(0, LIKED), (1, Standing::Planned), (2, LIKED), (3, DROPPED), (4, Standing::Seen), (5, LIKED)]
    {
        let archive = format!(r#"{{"lists":[{{"series_type":0,"series_id":1,"status":{status},"score":0}}]}}"#);
        assert_eq!(outcome(archive.as_bytes()).0, [(1, standing)], "{status}");
        assert_eq!(read(archive.as_bytes()).unwrap().entries[0].watching, [0, 5].contains(&status), "{status}");
    }

    let archive = r#"{"user":{"id":1},"lists":[
        {"series_type":0,"series_id":1,"status":2,"score":90},
        {"series_type":1,"series_id":30,"status":2,"score":90},
        {"series_type":0,"series_id":30,"status":3,"score":0},
        {"series_type":0,"series_id":150000,"status":2,"score":70}]}"#;
    let (found, unsure, faults) = outcome(archive.as_bytes());
    assert_eq!(found, [(1, rated(9)), (30, DROPPED)]);
    assert!(unsure.is_empty());
    assert_eq!(faults, [(4, "it is not among the anime that Konomi knows".to_owned())]);
}

#[test]
fn tables_and_lines() {
    type Case<'a> = (&'a str, &'a [(u32, Standing)], &'a [(&'a str, &'a [u32])], &'a [usize]);
    let cases: [Case<'_>; 9] = [
        ("anime_id,title\n,\n1,\n", &[(1, LIKED)], &[], &[]),
        ("anime_id,score\n1,9\n5114,\n", &[(1, rated(9)), (5114, LIKED)], &[], &[]),
        (
            "Title;Rating;Status\n\"Cowboy Bebop\";8;Completed\nghost in the shell;;plan to watch\n",
            &[(1, rated(8)), (43, Standing::Planned)],
            &[],
            &[],
        ),
        ("name\tstatus\nCowboy Bebop\tdropped\nCowboy Bebop\tsleeping\n", &[(1, DROPPED)], &[], &[3]),
        ("id\nx\n1\n", &[(1, LIKED)], &[], &[2]),
        ("1\n5114\n\n99999\n", &[(1, LIKED), (5114, LIKED)], &[], &[4]),
        (
            "- cowboy bebop, 10\n* https://myanimelist.net/anime/30/Evangelion\n",
            &[(1, rated(10)), (30, LIKED)],
            &[],
            &[],
        ),
        ("Gintama\nCowboy Bebob\n", &[], &[("Gintama", &[918, 15417]), ("Cowboy Bebob", &[1])], &[]),
        ("Fullmetal Alchemist: Brotherhood\t7/10\nqwertzuiop\n", &[(5114, rated(7))], &[], &[2]),
    ];
    for (file, found, unsure, faults) in cases {
        let (is_found, is_unsure, is_fault) = outcome(file.as_bytes());
        assert_eq!(is_found, found, "{file}");
        let is_unsure: Vec<(&str, &[u32])> =
            is_unsure.iter().map(|(label, ids)| (label.as_str(), ids.as_slice())).collect();
        assert_eq!(is_unsure, unsure, "{file}");
        assert_eq!(is_fault.iter().map(|fault| fault.0).collect::<Vec<_>>(), faults, "{file}");
    }
}

#[test]
fn files_that_are_no_lists() {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b' '; MOST_BYTES + 1]).unwrap();
    let mut largest = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    largest.write_all(&vec![b' '; MOST_BYTES]).unwrap();
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap_err().to_string();
    let many = |before: &str, entry: &str, after: &str| {
        format!("{before}{}{after}", vec![entry; MOST_ENTRIES + 1].join(",")).into_bytes()
    };
    let deep = "[".repeat(100_000);
    for (file, error) in [
        (b"".to_vec(), ImportError::Empty),
        (b" \n\n".to_vec(), ImportError::Empty),
        (b"PK\x03\x04".to_vec(), ImportError::Zip),
        (vec![0x1f, 0x8b, 8, 0, 0], ImportError::Packed),
        (bomb.finish().unwrap(), ImportError::TooLarge),
        // The largest that there may be is read, and found to have nothing in it.
        (vec![b' '; MOST_BYTES], ImportError::Empty),
        (largest.finish().unwrap(), ImportError::Empty),
        (vec![b' '; MOST_BYTES + 2], ImportError::TooLarge),
        (vec![0xff, 0x00, 0x01], ImportError::NotText),
        (b"<html><body>".to_vec(), ImportError::OtherXml),
        (b"<!-- nothing else -->".to_vec(), ImportError::OtherXml),
        (b"<!DOCTYPE myanimelist [<!ENTITY a 'aaaa'>]><myanimelist></myanimelist>".to_vec(), ImportError::Doctype),
        (b"<myanimelist><!DOCTYPE html></myanimelist>".to_vec(), ImportError::Doctype),
        (b"1\n".repeat(MOST_ENTRIES + 1), ImportError::TooLarge),
        (b"id\n".iter().copied().chain(b"x\n".repeat(MOST_ENTRIES + 1)).collect(), ImportError::TooLarge),
        (many("{\"lists\":[{\"entries\":[", "{\"mediaId\":1e9,\"media\":1}", "]}]}"), ImportError::TooLarge),
        (many("{\"version\":1,\"seen\":[", "1", "]}"), ImportError::TooLarge),
        (many("{\"version\":1,\"picks\":[", "{}", "]}"), ImportError::TooLarge),
        (
            many("<myanimelist>", "<anime></anime>", "</myanimelist>")
                .iter()
                .filter(|byte| **byte != b',')
                .copied()
                .collect(),
            ImportError::TooLarge,
        ),
        (deep.as_bytes().to_vec(), ImportError::Json { line: 1, reason: json(&deep) }),
        (b"<myanimelist><manga><x>1</x></manga></myanimelist>".to_vec(), ImportError::Manga),
        (b"<myanimelist></myanimelist>".to_vec(), ImportError::Empty),
        (b"{\n\"a\":".to_vec(), ImportError::Json { line: 2, reason: json("{\n\"a\":") }),
        (b"{\"a\":1}".to_vec(), ImportError::OtherJson),
    ] {
        assert_eq!(read(&file), Err(error));
    }
}

#[test]
fn a_line_that_is_no_title_and_score_is_a_title() {
    let list = read("\u{feff}Cowboy Bebop, 8\n, 9\nYes, Precure, 11\n".as_bytes()).unwrap();
    let lines: Vec<(&str, Standing)> =
        list.entries.iter().map(|entry| (entry.named.titles[0].as_str(), entry.standing)).collect();
    assert_eq!(lines, [("Cowboy Bebop", rated(8)), (", 9", LIKED), ("Yes, Precure, 11", LIKED)]);
}

/// A number of AniList's may be that of MyAnimeList, as the older ones are, or not: alone it counts, beside a title only if
/// the title may be meant.
#[test]
fn what_a_number_of_ani_list_says_beside_titles() {
    let names = [(1, "One"), (918, "Gintama"), (15417, "Gintama"), (20, "Silver"), (21, "Silver")];
    let catalogue = Catalogue::new(names.map(|(id, name)| anime(id, name, None)).to_vec(), DataSet::default());
    let index = SearchIndex::new(&catalogue);
    let found_and_candidates = |number: u32, titles: &[&str]| {
        let titles = titles.iter().map(|title| (*title).to_owned()).collect();
        let named = Named { id: None, anilist_id: Some(number), titles };
        let entry = Entry { at: 1, named, standing: LIKED, watching: false };
        let resolved = resolve(ListFile { entries: vec![entry], ..ListFile::of(Format::AniList) }, &catalogue, &index);
        let found: Vec<u32> = resolved.found.iter().map(|found| found.anime_id.0).collect();
        let candidates: Vec<u32> =
            resolved.unsure.iter().flat_map(|unsure| &unsure.candidates).map(|id| id.0).collect();
        (found, candidates)
    };
    for (number, titles, found, candidates) in [
        (918, &[][..], &[918][..], &[][..]),
        (120_000, &[], &[], &[]),
        // Several have the title, and the number says which, or it is another's.
        (918, &["Gintama"], &[918], &[]),
        (1, &["Gintama"], &[], &[918, 15417]),
        // The first title that is known counts, and the first that is one anime's alone.
        (120_000, &["Nothing", "Gintama", "Silver"], &[], &[918, 15417]),
        (120_000, &["Gintama", "Silver", "One"], &[1], &[]),
    ] {
        assert_eq!(found_and_candidates(number, titles), (found.to_vec(), candidates.to_vec()), "{number} {titles:?}");
    }
}

/// Searching takes a while: of titles that are merely alike so many are looked up, and what is clear without is not
/// counted.
#[test]
fn so_many_titles_are_searched() {
    let alike = |count: usize| "Cowboy Bebob\n".repeat(count);
    for (file, unsure, faults) in [
        ("title\n".to_owned() + &alike(100) + "Gintama\nCowboy Bebop\n", 101, 0),
        ("title\n".to_owned() + &"Gintama\n".repeat(3) + &alike(103), 103, 3),
    ] {
        let (found, is_unsure, is_fault) = outcome(file.as_bytes());
        assert_eq!((is_unsure.len(), is_fault.len()), (unsure, faults), "{found:?} {is_fault:?}");
    }
}

#[test]
fn a_list_may_have_the_most_entries_and_a_title_the_most_bytes() {
    let longest = "a".repeat(LONGEST_TITLE);
    let mut file = "id,title\n".to_owned() + &"1,a\n".repeat(MOST_ENTRIES - 2) + "x,\n";
    file += &format!("1,{longest}\n");
    let list = read(file.as_bytes()).unwrap();
    assert_eq!((list.entries.len(), list.faults.len()), (MOST_ENTRIES - 1, 1));
    assert_eq!(list.entries.last().unwrap().named.titles, [longest]);
}

#[test]
fn what_is_longer_than_any_title_is_cut_off() {
    let long = "あ".repeat(100_000);
    for (file, is_entry) in [(format!("title\n{long}\n"), true), (format!("id\n{long}\n"), false)] {
        let list = read(file.as_bytes()).unwrap();
        let text = if is_entry { &list.entries[0].named.titles[0] } else { &list.faults[0].text };
        assert!(
            text.starts_with("ああ") && text.ends_with('\u{2026}') && text.len() <= LONGEST_TITLE + 3,
            "{}",
            text.len()
        );
        assert!(list.faults.iter().all(|fault| fault.reason.len() <= LONGEST_LABEL + 3));
    }
}

proptest! {
    #[test]
    fn no_file_upsets_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[<>{}\\[\\]\":,;a-z0-9 \n/]{0,200}") {
        let catalogue = catalogue();
        let index = SearchIndex::new(&catalogue);
        for file in [bytes, text.clone().into_bytes(), format!("<myanimelist>{text}").into_bytes()] {
            if let Ok(list) = read(&file) {
                resolve(list, &catalogue, &index);
            }
        }
    }

    #[test]
    fn a_truncated_list_gives_a_part_of_it(part in 0.0..1.0f64) {
        let whole = outcome(MAL.as_bytes()).0;
        let end = (MAL.len() as f64 * part) as usize;
        if let Ok(list) = read(&MAL.as_bytes()[..end]) {
            let catalogue = catalogue();
            let found = resolve(list, &catalogue, &SearchIndex::new(&catalogue)).found;
            let found: Vec<(u32, Standing)> = found.iter().map(|Listed { anime_id, standing, .. }| (anime_id.0, *standing)).collect();
            prop_assert_eq!(&whole[..found.len()], found);
        }
    }
}
