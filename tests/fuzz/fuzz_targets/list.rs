//! A list that a visitor brings: read, resolved, written in every format, and read again.
#![no_main]

use konomi::catalog::{Catalogue, SearchIndex};
use konomi::export::{Format, taste};
use konomi::import::{MOST_ENTRIES, read, resolve};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KNOWN: LazyLock<(Catalogue, SearchIndex)> = LazyLock::new(|| {
    let catalogue = fuzz::catalogue();
    let index = SearchIndex::new(&catalogue);
    (catalogue, index)
});

fuzz_target!(|file: &[u8]| {
    let Ok(list) = read(file) else { return };
    assert!(list.entries.len() + list.faults.len() <= MOST_ENTRIES);
    let (catalogue, index) = &*KNOWN;
    let mut found = resolve(list, catalogue, index).found;
    found.sort_by_key(|listed| listed.anime_id);
    for format in Format::ALL {
        let written = taste(&found, catalogue, format).unwrap();
        let mut again = if found.is_empty() { Vec::new() } else { resolve(read(&written).unwrap(), catalogue, index).found };
        again.sort_by_key(|listed| listed.anime_id);
        assert_eq!(again.len(), found.len(), "{format:?}");
        for (again, found) in again.iter().zip(&found) {
            assert_eq!((again.anime_id, again.standing), (found.anime_id, found.standing), "{format:?}");
        }
    }
});
