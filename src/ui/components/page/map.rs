//! The places of all anime.

use super::Page;
use crate::catalog::Atlas;

const ATLAS: &str = "atlas.bin";

impl Page {
    /// Fetches the map, at first or after that failed.
    pub fn load_atlas(&self) {
        self.fetch(ATLAS, self.atlas, async |file: Vec<u8>| {
            Atlas::from_bytes(&file).map_err(|error| error.to_string())
        });
    }
}
