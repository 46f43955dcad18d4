//! A file of weights, read and used: folded in, and all of its anime scored. The checksum is not looked at here (see
//! `model::weights`), or nothing behind it would ever be reached.
#![no_main]

use burn::tensor::Device;
use konomi::model::WeightsFile;
use konomi::recommend::{KnownPick, Opinion, load};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    let Ok(file) = WeightsFile::from_bytes(file) else { return };
    let Ok(model) = load(file, &Device::flex(), |_| None) else { return };
    let items = model.items().len();
    let picks: Vec<KnownPick> = (0..items.min(2)).map(|row| KnownPick::new(row, Opinion::Liked)).collect();
    let visitor = model.fold_in(&picks);
    let scores = pollster::block_on(model.scan(&visitor).read()).unwrap();
    assert_eq!(scores.len(), items);
});
