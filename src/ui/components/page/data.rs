//! The files of data that the page is built with.

use crate::catalog::{Catalogue, CatalogueError, Progress, Reading};
use crate::platform::fetch::{self, FetchError};
use crate::platform::{page, timer};
use crate::ui::model_files::integrity_of;

/// The bytes of a file by its name, which are those that the page was built with.
pub fn data_file(name: &str) -> impl Future<Output = Result<Vec<u8>, FetchError>> + use<> {
    let folder = page::meta("konomi-data").unwrap_or_else(|| "./static/data/".to_owned());
    let integrity = integrity_of(&page::meta("konomi-hashes").unwrap_or_default(), name).map(str::to_owned);
    let address = format!("{folder}{name}");
    async move { fetch::bytes(&address, integrity.as_deref()).await }
}

/// How long the page may hear no touch, in milliseconds.
const BREATH: f64 = 8.0;

/// Reads the catalogue; whatever else there is to do for the page comes between its columns.
pub async fn read_bit_by_bit(file: Vec<u8>) -> Result<Catalogue, CatalogueError> {
    let mut reading = Reading::new(file);
    loop {
        timer::next_task().await;
        let since = page::now();
        while page::now() - since < BREATH {
            match reading.step()? {
                Progress::Whole(catalogue) => return Ok(catalogue),
                Progress::Unfinished(next) => reading = next,
            }
        }
    }
}
