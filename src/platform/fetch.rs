//! Files from the page's own origin.

use super::page::window;
use crate::t;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Why a file could not be had.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FetchError {
    /// No answer: the network is off, or the server is gone.
    #[error("{}", t!("fetch-unreachable", address = _0.as_str()))]
    Unreachable(String),
    /// The server has no such file, or refuses it.
    #[error("{}", t!("fetch-answered", address = url.as_str(), status = status.to_string()))]
    Status {
        /// The file's address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
}

/// The bytes of a file.
pub async fn bytes(url: &str) -> Result<Vec<u8>, FetchError> {
    let unreachable = || FetchError::Unreachable(url.to_owned());
    let window = window().ok_or_else(unreachable)?;
    let response = JsFuture::from(window.fetch_with_str(url)).await.map_err(|_| unreachable())?;
    let response: Response = response.dyn_into().map_err(|_| unreachable())?;
    if !response.ok() {
        return Err(FetchError::Status { url: url.to_owned(), status: response.status() });
    }
    let buffer = response.array_buffer().map_err(|_| unreachable())?;
    let buffer = JsFuture::from(buffer).await.map_err(|_| unreachable())?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
