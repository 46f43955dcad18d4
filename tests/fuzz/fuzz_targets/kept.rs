//! What the browser kept for the page, which anything may have changed meanwhile.
#![no_main]

use konomi::ui::stored::{read_settings, read_taste, write_settings, write_taste};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (taste, _) = read_taste(text);
    assert_eq!(read_taste(&write_taste(&taste).unwrap()), (taste, None));
    let settings = read_settings(text);
    assert_eq!(read_settings(&write_settings(&settings).unwrap()), settings);
});
