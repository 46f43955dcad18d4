//! The browser's local storage, which may be full, forbidden or changed by another tab.

use super::page::window;
use crate::t;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Storage, StorageEvent};

/// Why something could not be kept or found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StorageError {
    /// The browser gives this page no storage.
    #[error("{}", t!("storage-none"))]
    Forbidden,
    /// The storage has no room.
    #[error("{}", t!("storage-full"))]
    Full,
}

fn storage() -> Result<Storage, StorageError> {
    window().and_then(|window| window.local_storage().ok().flatten()).ok_or(StorageError::Forbidden)
}

/// What is kept under a key.
pub fn read(key: &str) -> Result<Option<String>, StorageError> {
    storage()?.get_item(key).map_err(|_| StorageError::Forbidden)
}

/// Keeps a text under a key.
pub fn write(key: &str, text: &str) -> Result<(), StorageError> {
    storage()?.set_item(key, text).map_err(|_| StorageError::Full)
}

/// Keeps a text under the first free name after a key, so that it overwrites nothing; returns that name. A text that is
/// kept already is not kept twice.
pub fn keep_aside(key: &str, text: &str) -> Result<String, StorageError> {
    for number in 1..100 {
        let name = format!("{key}.kept-{number}");
        match read(&name)? {
            Some(kept) if kept != text => {}
            Some(_) => return Ok(name),
            None => return write(&name, text).map(|()| name),
        }
    }
    Err(StorageError::Full)
}

/// Calls back with the new text whenever another tab changes what is kept under a key, for as long as the page lives.
pub fn on_change_elsewhere(key: &'static str, changed: impl Fn(String) + 'static) {
    let listener = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
        if event.key().as_deref() == Some(key)
            && let Some(text) = event.new_value()
        {
            changed(text);
        }
    });
    if let Some(window) = window() {
        // Without the event two tabs only don't see each other's changes.
        let _ = window.add_event_listener_with_callback("storage", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}
