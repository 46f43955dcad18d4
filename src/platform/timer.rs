//! A timer that is stopped when it is dropped.

use super::page::window;
use js_sys::Promise;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// Something that will happen once, unless this is dropped before.
pub struct Timer {
    handle: i32,
    _run: Closure<dyn FnMut()>,
}

impl Timer {
    /// Runs something after a while; `None` where there are no timers.
    pub fn after(delay: Duration, run: impl FnOnce() + 'static) -> Option<Self> {
        let run = Closure::once(run);
        let milliseconds = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
        let handle = window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(run.as_ref().unchecked_ref(), milliseconds)
            .ok()?;
        Some(Self { handle, _run: run })
    }
}

impl Timer {
    /// Lets it happen whatever becomes of who asked for it.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

/// Does something in the next task, whatever becomes of who asked for it; at once where there are none.
pub fn after_this(run: impl FnOnce() + 'static) {
    match window() {
        Some(window) => {
            let run = Closure::once_into_js(run);
            let set = window.set_timeout_with_callback(run.unchecked_ref());
            debug_assert!(set.is_ok(), "a page can always set a timeout");
        }
        None => run(),
    }
}

/// Lets the browser do what else there is, and goes on in a task of its own; at once where there are no timers.
pub async fn next_task() {
    let Some(window) = window() else { return };
    let promise = Promise::new(&mut |go_on, _| {
        let set = window.set_timeout_with_callback(&go_on);
        debug_assert!(set.is_ok(), "a page can always set a timeout");
    });
    // It is never rejected.
    let _ = JsFuture::from(promise).await;
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_timeout_with_handle(self.handle);
        }
    }
}
