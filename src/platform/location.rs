//! The page's address, and the scroll position that belongs to each visit of one.

use super::page::window;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::ScrollRestoration;

/// The part of the address before the hash that starts with `?`, or nothing.
pub fn search() -> String {
    window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The part of the address that starts with `#`, or nothing.
pub fn hash() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Writes another search and hash into the address without a visit.
pub fn replace(search: &str, hash: &str) {
    let Some(window) = window() else { return };
    let Ok(path) = window.location().pathname() else { return };
    if let Ok(history) = window.history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // Browsers refuse this only when it comes too often; then the address stays as it was.
        let _ = history.replace_state_with_url(&state, "", Some(&format!("{path}{search}{hash}")));
    }
}

/// Goes to another address of the page, as a link does.
pub fn visit(hash: &str) {
    if let Some(window) = window() {
        // A browser that refuses leaves the visitor where they are.
        let _ = window.location().set_hash(hash);
    }
}

/// Loads the page anew, at the same address.
pub fn reload() {
    if let Some(window) = window() {
        // A browser that refuses leaves it to the visitor.
        let _ = window.location().reload();
    }
}

/// How the visitor came to an address.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Arrival {
    /// By a link.
    New,
    /// Through the history, where the page was scrolled so far.
    Back(f64),
}

/// Calls back after every change of the hash, for as long as the page lives.
///
/// Each entry of the history gets a number, under which the scroll position is remembered when the visitor leaves it.
pub fn on_hash_change(changed: impl Fn(Arrival) + 'static) {
    let Some(window) = window() else { return };
    let Ok(history) = window.history() else { return };
    // The browser would restore the position before the page has its new content.
    let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    let entries = Rc::new(Entries::default());
    entries.number_this();
    let on_scroll = {
        let entries = Rc::clone(&entries);
        Closure::<dyn Fn()>::new(move || entries.remember())
    };
    let on_hash = Closure::<dyn Fn()>::new(move || changed(entries.arrive()));
    // A window always takes listeners.
    let _ = window.add_event_listener_with_callback("scroll", on_scroll.as_ref().unchecked_ref());
    let _ = window.add_event_listener_with_callback("hashchange", on_hash.as_ref().unchecked_ref());
    on_scroll.forget();
    on_hash.forget();
}

/// Scrolls the page.
pub fn scroll_to(y: f64) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, y);
    }
}

#[derive(Default)]
struct Entries {
    current: Cell<f64>,
    last: Cell<f64>,
    positions: RefCell<HashMap<u64, f64>>,
}

impl Entries {
    fn number_this(&self) -> Option<f64> {
        let history = window()?.history().ok()?;
        let number = history.state().ok()?.as_f64();
        let numbered = number.unwrap_or_else(|| self.last.get() + 1.0);
        self.current.set(numbered);
        self.last.set(self.last.get().max(numbered));
        if number.is_none() {
            // Without the number only the scroll position is lost.
            let _ = history.replace_state(&JsValue::from_f64(numbered), "");
        }
        number
    }

    fn remember(&self) {
        if let Some(y) = window().and_then(|window| window.scroll_y().ok()) {
            // The browser may scroll before it says that the address has changed: only this entry's position counts.
            let state = window().and_then(|window| window.history().ok()?.state().ok()?.as_f64());
            if state == Some(self.current.get()) {
                self.positions.borrow_mut().insert(self.current.get() as u64, y);
            }
        }
    }

    fn arrive(&self) -> Arrival {
        match self.number_this() {
            Some(number) => Arrival::Back(self.positions.borrow().get(&(number as u64)).copied().unwrap_or(0.0)),
            None => Arrival::New,
        }
    }
}
