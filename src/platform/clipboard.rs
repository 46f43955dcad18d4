//! The clipboard.

use super::page::window;

/// Puts a text on the clipboard, where the browser lets the page do so.
pub fn copy(text: &str) {
    if let Some(window) = window() {
        // A page on plain HTTP has no clipboard; calling on it then only throws, which is caught by the binding.
        let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into()).ok();
        if clipboard.is_some_and(|clipboard| clipboard.is_object()) {
            let _ = window.navigator().clipboard().write_text(text);
        }
    }
}
