//! Files that the visitor saves and chooses.

use super::page::document;
use crate::t;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, Event, File, FileList, HtmlAnchorElement, HtmlInputElement, Url};

/// Why nothing was saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", t!("file-not-saved"))]
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

/// Why a file could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", t!("file-not-read"))]
pub struct NotRead;

/// The files that a field of an event has been given. The field is emptied, so that the same file can be chosen again.
pub fn chosen(event: &Event) -> Vec<File> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some((input, files)) = input.and_then(|input| input.files().map(|files| (input, files))) else {
        return Vec::new();
    };
    let files = all(&files);
    input.set_value("");
    files
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    event.data_transfer().and_then(|data| data.files()).as_ref().map(all).unwrap_or_default()
}

fn all(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// The bytes of a file.
pub async fn read(file: &File) -> Result<Vec<u8>, NotRead> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| NotRead)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
