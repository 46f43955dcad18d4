//! A worker that posts and takes texts.

use crate::t;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent};

/// What a worker reports.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Report {
    /// It posted a text.
    Text(String),
    /// It posted a text with the bytes of files, as [`Worker::post_with`] posts them.
    Files(String, Vec<Vec<u8>>),
    /// It failed, or could not be loaded; in words.
    Failed(String),
}

/// A running worker; dropping it ends it.
pub struct Worker {
    worker: web_sys::Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_message_error: Closure<dyn Fn()>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Worker {
    /// Starts a classic worker from a script of the page's own origin, or takes over the one that `boot.js` started of it.
    pub fn spawn(script: &str, report: impl Fn(Report) + Clone + 'static) -> Result<Self, String> {
        let (worker, said) = match Early::take(script) {
            Some(Early { worker, reports }) => (worker, reports),
            None => (web_sys::Worker::new(script).map_err(|error| describe(&error))?, Vec::new()),
        };
        let on_message = {
            let report = report.clone();
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data();
                report(match (data.as_string(), data.dyn_ref::<Array>()) {
                    (Some(text), _) => Report::Text(text),
                    (None, Some(message)) => files_of(message),
                    (None, None) => Report::Failed(t!("engine-no-text")),
                });
            })
        };
        if !said.is_empty() {
            let report = report.clone();
            // Soon, as a worker's word comes, and not while whoever called is still at it.
            wasm_bindgen_futures::spawn_local(async move { said.into_iter().map(Report::Text).for_each(report) });
        }
        let on_message_error = {
            let report = report.clone();
            Closure::<dyn Fn()>::new(move || report(Report::Failed(t!("engine-unreadable"))))
        };
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            // A script that can't be loaded leads to a plain event, which has no message.
            let message = js_sys::Reflect::get(&event, &JsValue::from_str("message")).ok();
            let message = message.and_then(|message| message.as_string()).filter(|message| !message.is_empty());
            let message = message.map(|message| message.trim_start_matches("Uncaught ").to_owned());
            report(Report::Failed(message.unwrap_or_else(|| t!("engine-not-loaded"))));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_message_error.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_message_error: on_message_error, _on_error: on_error })
    }

    /// Posts a text to it.
    pub fn post(&self, text: &str) -> Result<(), String> {
        self.worker.post_message(&JsValue::from_str(text)).map_err(|error| describe(&error))
    }

    /// Posts a text with the bytes of files: an array of the text and of byte arrays, which are handed over and not copied
    /// once more.
    pub fn post_with(&self, text: &str, files: &[&[u8]]) -> Result<(), String> {
        let message = Array::of1(&JsValue::from_str(text));
        let buffers = Array::new();
        for file in files {
            let bytes = Uint8Array::from(*file);
            buffers.push(&bytes.buffer());
            message.push(&bytes);
        }
        self.worker.post_message_with_transfer(&message, &buffers).map_err(|error| describe(&error))
    }
}

fn files_of(message: &Array) -> Report {
    let bytes = |file: JsValue| file.dyn_into::<Uint8Array>().map(|file| file.to_vec()).unwrap_or_default();
    match message.get(0).as_string() {
        Some(text) => Report::Files(text, message.iter().skip(1).map(bytes).collect()),
        None => Report::Failed(t!("engine-no-text")),
    }
}

/// A worker that was started before the page's program ran.
struct Early {
    worker: web_sys::Worker,
    /// What it has said meanwhile.
    reports: Vec<String>,
}

impl Early {
    /// The one of a script, once.
    fn take(script: &str) -> Option<Self> {
        let window = js_sys::global();
        let name = JsValue::from_str("konomiEngine");
        let early = js_sys::Reflect::get(&window, &name).ok().filter(JsValue::is_object)?;
        let of = |property: &str| js_sys::Reflect::get(&early, &JsValue::from_str(property)).ok();
        js_sys::Reflect::set(&window, &name, &JsValue::NULL).ok()?;
        let worker: web_sys::Worker = of("worker")?.dyn_into().ok()?;
        if of("script")?.as_string()? != script {
            worker.terminate();
            return None;
        }
        let reports = of("reports")?.dyn_into::<Array>().ok()?;
        Some(Self { worker, reports: reports.iter().filter_map(|report| report.as_string()).collect() })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onmessageerror(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| t!("unknown-error"), |error| error.message().into())
}
