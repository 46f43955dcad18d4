//! An address: the page's places, switches, picks and choices in it.
#![no_main]

use konomi::catalog::Catalogue;
use konomi::recommend::choice::Choice;
use konomi::ui::{link, route};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(fuzz::catalogue);

fuzz_target!(|address: &str| {
    let place = route::Route::from_hash(address);
    if place != route::Route::NotFound {
        assert_eq!(route::Route::from_hash(&place.href()), place);
    }
    let (search, hash) = address.split_at(address.find('#').unwrap_or(address.len()));
    route::Switches::from_location(search, hash);
    let (search, hash) = route::without_model(search, hash);
    assert_eq!(route::Switches::from_location(&search, &hash).model, None);
    let query = route::query_of(address);
    route::compared_with(query);
    route::with_parts(address, &route::FILTERS, query);
    let picks = link::read(query);
    assert!(picks.len() <= link::MOST);
    if let Some(written) = link::write(&picks) {
        assert_eq!(link::read(&format!("{}={written}", link::PICKS)), picks);
    }
    let (choice, _) = Choice::from_query(query, &CATALOGUE);
    let written = choice.to_query(&CATALOGUE);
    assert_eq!(Choice::from_query(&written, &CATALOGUE), (choice, Vec::new()), "{written}");
});
