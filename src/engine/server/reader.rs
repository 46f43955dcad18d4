//! The worker's end of the reader: files of Keras come in, files of weights go out.

use super::files_of;
use crate::engine::client::session::UP;
use crate::engine::protocol::{self, Converted, ToConvert};
use crate::keras;
use crate::language::{self, Language};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens on the worker's message port and says so; returns at once.
pub fn serve_reader() -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let port = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let (text, bytes) = files_of(&event);
        let (answer, files) = match protocol::decode::<ToConvert>(&text) {
            Ok(asked) => convert(asked, bytes.unwrap_or_default()),
            Err(error) => (Converted::Failed(error.to_string()), Vec::new()),
        };
        let sent = protocol::encode(answer).map_err(|error| JsValue::from_str(&error.to_string())).and_then(|text| {
            let message = Array::of1(&JsValue::from_str(&text));
            files.iter().for_each(|file| _ = message.push(&Uint8Array::from(file.as_slice())));
            port.post_message(&message)
        });
        if let Err(error) = sent {
            // Nobody can be told but the page's error handler.
            wasm_bindgen::throw_val(error);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    on_message.forget();
    scope.post_message(&JsValue::from_str(UP))
}

/// The answer, and the bytes of the files that it names.
fn convert(asked: ToConvert, bytes: Vec<Vec<u8>>) -> (Converted, Vec<Vec<u8>>) {
    language::set(Language::of_tag(&asked.language).unwrap_or(language::ENGLISH));
    match keras::converted(asked.files.into_iter().zip(bytes).collect()) {
        Ok(files) => {
            let (names, bytes) = files.into_iter().unzip();
            (Converted::Files(names), bytes)
        }
        Err(error) => (Converted::Failed(error.to_string()), Vec::new()),
    }
}
