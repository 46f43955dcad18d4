//! Files from the page's own origin, in the worker, with progress.

use crate::engine::protocol::ModelFile;
use crate::model::sha256;
use crate::t;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, RequestCache, RequestInit, Response};

/// The bytes of a file of weights, which are those that the page was built with; `received` hears after each part how many
/// there are. What a cache gives wrongly is asked of the server once more. Errors are in words.
pub(super) async fn checked(file: &ModelFile, received: impl Fn(usize)) -> Result<Vec<u8>, String> {
    for cache in [RequestCache::Default, RequestCache::Reload] {
        let bytes = bytes(file, cache, &received).await?;
        if sha256(&bytes) == file.sha256 {
            return Ok(bytes);
        }
    }
    Err(t!("download-damaged"))
}

async fn bytes(file: &ModelFile, cache: RequestCache, received: impl Fn(usize)) -> Result<Vec<u8>, String> {
    let unreachable = |_| t!("download-unreachable");
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let options = RequestInit::new();
    options.set_cache(cache);
    let response = scope.fetch_with_str_and_init(&file.url, &options);
    let response = JsFuture::from(response).await.map_err(unreachable)?;
    let response: Response = response.dyn_into().map_err(unreachable)?;
    if !response.ok() {
        return Err(t!("download-answered", status = response.status().to_string()));
    }
    let mut bytes = Vec::with_capacity(file.bytes);
    let reader = method(&response_body(&response), "getReader").map_err(unreachable)?;
    loop {
        let read = method(&reader, "read").map_err(unreachable)?;
        let part = JsFuture::from(Promise::from(read)).await.map_err(unreachable)?;
        if property(&part, "done").is_truthy() {
            return Ok(bytes);
        }
        let part = Uint8Array::new(&property(&part, "value"));
        let before = bytes.len();
        bytes.resize(before + part.length() as usize, 0);
        part.copy_to(&mut bytes[before..]);
        received(bytes.len());
    }
}

// By reflection: with the stream's types among web-sys' features every crate of the engine would have to be built anew.

fn response_body(response: &Response) -> JsValue {
    property(response, "body")
}

fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn method(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    property(object, name).dyn_into::<Function>()?.call0(object)
}
