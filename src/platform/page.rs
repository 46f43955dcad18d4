//! The document: its metadata, its title, its theme, what has the focus.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Window};

/// The window; there is none in a worker.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// What a `<meta name=... content=...>` says.
pub fn meta(name: &str) -> Option<String> {
    document()?.query_selector(&format!("meta[name=\"{name}\"]")).ok()??.get_attribute("content")
}

/// The whole address of one that is relative to the document.
pub fn absolute(address: &str) -> Option<String> {
    let base = document()?.base_uri().ok()??;
    Some(web_sys::Url::new_with_base(address, &base).ok()?.href())
}

/// Names the page, for the tab and the history.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Gives the page a theme: `light` or `dark`, or `auto` for the system's.
pub fn set_theme(name: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Only an unusual document refuses attributes, and then the system's theme is shown.
        let _ =
            if name == "auto" { root.remove_attribute("data-theme") } else { root.set_attribute("data-theme", name) };
    }
}

/// Says which language the page is in, for screen readers, hyphenation and the choice of letters.
pub fn set_language(tag: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", tag);
    }
}

/// The tags of the languages that the browser's owner reads, the dearest first.
pub fn languages() -> Vec<String> {
    let languages = window().map(|window| window.navigator().languages()).unwrap_or_default();
    languages.iter().filter_map(|tag| tag.as_string()).collect()
}

/// The messages that static/js/boot.js fetched, if it did, and before them the tag of their language.
pub fn fetched_messages() -> Option<(String, String)> {
    let element = document()?.get_element_by_id("messages")?;
    Some((element.get_attribute("lang")?, element.text_content()?))
}

/// Whether there is such an element.
pub fn is_there(selector: &str) -> bool {
    document().is_some_and(|document| document.query_selector(selector).is_ok_and(|found| found.is_some()))
}

/// Takes an element out of the page, if it is there.
pub fn remove(selector: &str) {
    if let Some(element) = document().and_then(|document| document.query_selector(selector).ok().flatten()) {
        element.remove();
    }
}

/// Gives an element the focus; says whether there is such an element.
pub fn focus(selector: &str) -> bool {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    element.is_some_and(|element| focus_on(&element))
}

/// Gives an element the focus.
pub fn focus_on(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
}

/// What has the focus, if anything beyond the page as a whole has.
pub fn focused() -> Option<Element> {
    document()?.active_element().filter(|element| element.tag_name() != "BODY")
}

/// Whether letters that are typed now are meant for a field.
pub fn typing() -> bool {
    focused().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || element.has_attribute("contenteditable")
    })
}

/// Whether the visitor asked for no motion.
pub fn prefers_reduced_motion() -> bool {
    let query = window().and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Scrolls an element into view, only as far as needed.
pub fn reveal(selector: &str) {
    if let Some(element) = document().and_then(|document| document.query_selector(selector).ok().flatten()) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Runs something before the next frame is painted.
pub fn before_next_paint(run: impl FnOnce() + 'static) {
    if let Some(window) = window() {
        let run = wasm_bindgen::closure::Closure::once_into_js(run);
        // Without frames nothing is painted, and so nothing is to be done.
        let _ = window.request_animation_frame(run.unchecked_ref());
    }
}

/// The texts of all elements of a selector.
pub fn texts_of(selector: &str) -> Vec<String> {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let texts = |list: web_sys::NodeList| (0..list.length()).filter_map(|at| list.get(at)?.text_content()).collect();
    found.map(texts).unwrap_or_default()
}

/// Notes the time at which something is done, for the browser's own tools and the benchmark; the last one counts.
pub fn mark(name: &str) {
    if let Some(clock) = window().and_then(|window| window.performance()) {
        clock.clear_marks_with_mark_name(name);
        // A browser without marks has nobody who reads them.
        let _ = clock.mark(name);
    }
}

/// Gives an element the focus without scrolling to it.
pub fn focus_quietly(selector: &str) {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = element.as_ref().and_then(|element| element.dyn_ref::<HtmlElement>()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that takes no focus leaves it where it is.
        let _ = element.focus_with_options(&options);
    }
}

/// Milliseconds since the page began, by a clock that never jumps.
pub fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}
