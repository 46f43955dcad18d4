//! An array of NumPy.
#![no_main]

use konomi::keras::read_npy;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    if let Ok(array) = read_npy(file) {
        if let Ok(values) = array.floats("x") {
            assert_eq!(values.len(), array.shape.iter().product::<usize>());
        }
    }
});
