//! Files that the visitor saves.

use super::page::document;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Why nothing was saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this browser did not let the page save the file")]
pub struct NotSaved;

/// Saves a text or bytes under a name, as the browser saves a download.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), NotSaved> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    save_blob(name, &Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(|_| NotSaved)?)
}

/// Saves a blob under a name.
pub fn save_blob(name: &str, blob: &Blob) -> Result<(), NotSaved> {
    let address = Url::create_object_url_with_blob(blob).map_err(|_| NotSaved)?;
    let link = document().and_then(|document| document.create_element("a").ok()).ok_or(NotSaved)?;
    let link: HtmlAnchorElement = link.dyn_into().map_err(|_| NotSaved)?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has its own hold on the blob by now.
    Url::revoke_object_url(&address).map_err(|_| NotSaved)
}
