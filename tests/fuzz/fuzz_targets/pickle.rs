//! What scikit-learn pickles: encoders and scalers, of which nothing is ever run.
#![no_main]

use konomi::keras::{label_encoder, scaler};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    _ = label_encoder(file);
    if let Ok(scaler) = scaler(file) {
        assert!(scaler.scale(1.0).is_finite());
    }
});
