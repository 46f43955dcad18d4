//! The files of data that the page is built with.

use crate::platform::fetch::{self, FetchError};
use crate::platform::page;
use crate::ui::model_files::integrity_of;

/// The bytes of a file by its name, which are those that the page was built with.
pub fn data_file(name: &str) -> impl Future<Output = Result<Vec<u8>, FetchError>> + use<> {
    let folder = page::meta("konomi-data").unwrap_or_else(|| "./static/data/".to_owned());
    let integrity = integrity_of(&page::meta("konomi-hashes").unwrap_or_default(), name).map(str::to_owned);
    let address = format!("{folder}{name}");
    async move { fetch::bytes(&address, integrity.as_deref()).await }
}
