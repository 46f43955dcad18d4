//! What the visitor sees if the page's program ends in a panic: a dialog that says so and offers a way on.

use super::clipboard;
use super::page::{document, window};
use crate::t;
use std::panic::PanicHookInfo;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlDialogElement};

/// Shows the dialog at a panic, after the message for the console.
pub fn set_hook() {
    std::panic::set_hook(Box::new(|panic: &PanicHookInfo| {
        console_error_panic_hook::hook(panic);
        let details = format!("Konomi {}: {panic}", env!("CARGO_PKG_VERSION"));
        // Where even the dialog can't be made there is still the console.
        let _ = show(&details);
    }));
}

/// Builds the dialog from plain elements: the page's components can't be relied upon any more.
fn show(details: &str) -> Option<()> {
    let document = document()?;
    if document.get_element_by_id("panic").is_some() {
        return Some(());
    }
    let dialog: HtmlDialogElement = document.create_element("dialog").ok()?.dyn_into().ok()?;
    dialog.set_id("panic");
    dialog.set_class_name("dialog");
    dialog.set_attribute("aria-labelledby", "panic-heading").ok()?;
    append(&dialog, "h2", &t!("panic-title"), "")?.set_id("panic-heading");
    append(&dialog, "p", &t!("panic-text"), "")?;
    append(&dialog, "pre", details, "panic-details")?.set_attribute("tabindex", "0").ok()?;
    let row = append(&dialog, "p", "", "dialog-actions")?;
    let reload = append(&row, "button", &t!("panic-reload"), "primary")?;
    let copy = append(&row, "button", &t!("panic-copy"), "chip")?;
    let details = details.to_owned();
    on_click(&reload, || {
        if let Some(window) = window() {
            let _ = window.location().reload();
        }
    })?;
    on_click(&copy, move || clipboard::copy(&details))?;
    document.body()?.append_child(&dialog).ok()?;
    dialog.show_modal().ok()
}

fn append(parent: &Element, name: &str, text: &str, class: &str) -> Option<Element> {
    let element = document()?.create_element(name).ok()?;
    element.set_text_content(Some(text));
    element.set_class_name(class);
    parent.append_child(&element).ok()?;
    Some(element)
}

fn on_click(element: &Element, run: impl Fn() + 'static) -> Option<()> {
    let run = Closure::<dyn Fn()>::new(run);
    element.add_event_listener_with_callback("click", run.as_ref().unchecked_ref()).ok()?;
    run.forget();
    Some(())
}
