//! Files from the page's own origin.

use super::page::window;
use crate::t;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response, SubtleCrypto};

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
    let Some(integrity) = integrity else { return Ok(to_vec(&answer(url, RequestCache::Default, None).await?)) };
    // Elsewhere than at a secure address the browser compares for itself, and says of what is wrong that it can't be had.
    let by_browser = subtle().is_none().then_some(integrity);
    for cache in [RequestCache::Default, RequestCache::Reload] {
        match answer(url, cache, by_browser).await {
            Ok(file) if by_browser.is_some() || hash_of(&file).await.as_deref() == Some(integrity) => {
                return Ok(to_vec(&file));
            }
            Err(error) if by_browser.is_none() && cache == RequestCache::Reload => return Err(error),
            _ => {}
        }
    }
    if by_browser.is_some() {
        // Without the comparison the server says what is wrong, if it is not the bytes.
        answer(url, RequestCache::NoStore, None).await?;
    }
    Err(FetchError::Damaged(url.to_owned()))
}

/// What the page's program holds of a file.
fn to_vec(file: &ArrayBuffer) -> Vec<u8> {
    Uint8Array::new(file).to_vec()
}

/// What the browser computes hashes by, at a secure address.
fn subtle() -> Option<SubtleCrypto> {
    Some(window()?.crypto().ok()?.subtle()).filter(|subtle| !subtle.is_undefined())
}

/// The hash of a file, as HTML has it. The browser computes it in a thread of its own; with `integrity` in the request, the
/// page would stand still for it.
async fn hash_of(file: &ArrayBuffer) -> Option<String> {
    let digest = subtle()?.digest_with_str_and_buffer_source("SHA-256", file).ok()?;
    let digest = JsFuture::from(digest).await.ok()?;
    let letters: String = Uint8Array::new(&digest).to_vec().into_iter().map(char::from).collect();
    Some(format!("sha256-{}", window()?.btoa(&letters).ok()?))
}

async fn answer(url: &str, cache: RequestCache, integrity: Option<&str>) -> Result<ArrayBuffer, FetchError> {
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
    JsFuture::from(buffer).await.and_then(JsCast::dyn_into).map_err(|_| unreachable())
}
