//! Files from the page's own origin.

use super::page::window;
use crate::t;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

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
    /// Bytes came, and not those that the page was built with.
    #[error("{}", t!("fetch-damaged", address = _0.as_str()))]
    Damaged(String),
}

/// The bytes of a file of the page's data. With `integrity`, its hash as HTML has it, they are those that the page was
/// built with: what a cache gives wrongly is asked of the server once more.
pub async fn bytes(url: &str, integrity: Option<&str>) -> Result<Vec<u8>, FetchError> {
    let Some(integrity) = integrity else { return answer(url, RequestCache::Default, None).await };
    for cache in [RequestCache::Default, RequestCache::Reload] {
        if let Ok(bytes) = answer(url, cache, Some(integrity)).await {
            return Ok(bytes);
        }
    }
    // The browser does not say what was wrong; without the comparison the server does.
    answer(url, RequestCache::NoStore, None).await.and_then(|_| Err(FetchError::Damaged(url.to_owned())))
}

async fn answer(url: &str, cache: RequestCache, integrity: Option<&str>) -> Result<Vec<u8>, FetchError> {
    let unreachable = || FetchError::Unreachable(url.to_owned());
    let options = RequestInit::new();
    options.set_cache(cache);
    if let Some(integrity) = integrity {
        options.set_integrity(integrity);
    }
    let window = window().ok_or_else(unreachable)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &options)).await.map_err(|_| unreachable())?;
    let response: Response = response.dyn_into().map_err(|_| unreachable())?;
    if !response.ok() {
        return Err(FetchError::Status { url: url.to_owned(), status: response.status() });
    }
    let buffer = response.array_buffer().map_err(|_| unreachable())?;
    let buffer = JsFuture::from(buffer).await.map_err(|_| unreachable())?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
