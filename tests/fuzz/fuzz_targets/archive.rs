//! A model of Keras: a zip archive with JSON and HDF5 in it.
#![no_main]

use konomi::keras::KerasModel;
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|file: &[u8]| {
    if let Ok(model) = KerasModel::read(Cursor::new(file.to_vec())) {
        assert!(model.users.width > 0 && model.items.width > 0);
        assert!(model.users.values.iter().chain(&model.items.values).all(|value| value.is_finite()));
    }
});
