//! What tests of several modules share.

use super::Catalogue;
use std::path::Path;

impl Catalogue {
    /// The catalogue that the page carries, for tests that need real titles.
    pub fn of_the_page() -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/data/catalogue.bin");
        Self::from_bytes(&std::fs::read(file).unwrap()).unwrap()
    }
}
