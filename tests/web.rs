//! The page inside a real browser: what native tests can't see. `cargo xtask test web` runs them in Chromium.

#![cfg(all(target_arch = "wasm32", feature = "app"))]

use konomi::platform::{fetch, location, page, storage};
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

/// The first element that matches, once there is one.
async fn see(selector: &str) -> HtmlElement {
    for _ in 0..200 {
        if let Some(element) = page::document().unwrap().query_selector(selector).unwrap() {
            return element.unchecked_into();
        }
        wait(Duration::from_millis(25)).await;
    }
    panic!("waited in vain for {selector}");
}

async fn wait(time: Duration) {
    let millis = i32::try_from(time.as_millis()).unwrap();
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        page::window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
fn what_is_stored_can_be_read_and_nothing_is_overwritten_aside() {
    assert_eq!(storage::read("konomi-test").unwrap(), None);
    storage::write("konomi-test", "好み").unwrap();
    assert_eq!(storage::read("konomi-test").unwrap().as_deref(), Some("好み"));
    let first = storage::keep_aside("konomi-test", "one").unwrap();
    assert_eq!(storage::keep_aside("konomi-test", "one").unwrap(), first);
    let second = storage::keep_aside("konomi-test", "two").unwrap();
    assert_ne!(first, second);
    assert_eq!(storage::read(&first).unwrap().as_deref(), Some("one"));
}

#[wasm_bindgen_test]
async fn a_file_that_is_not_there_is_told_from_a_dead_server() {
    let error = fetch::bytes("./no-such-file", None).await.unwrap_err();
    assert!(matches!(error, fetch::FetchError::Status { status: 404, .. }), "{error}");
    let error = fetch::bytes("http://127.0.0.1:1/", None).await.unwrap_err();
    assert!(matches!(error, fetch::FetchError::Unreachable(_)), "{error}");
}

#[wasm_bindgen_test]
async fn without_a_catalogue_the_page_says_so_and_offers_to_try_again() {
    // The address of the test's own page leads nowhere in this one.
    location::replace("", "#/");
    let meta = page::document().unwrap().create_element("meta").unwrap();
    meta.set_attribute("name", "konomi-data").unwrap();
    meta.set_attribute("content", "./nowhere/").unwrap();
    page::document().unwrap().document_element().unwrap().append_child(&meta).unwrap();
    leptos::mount::mount_to_body(konomi::ui::App);
    let heading = see("main h1").await;
    assert_eq!(heading.inner_text(), "What do you like?");
    let alert = see(".results [role=alert]").await;
    assert!(alert.inner_text().contains("The catalogue is missing"), "{}", alert.inner_text());
    assert!(alert.query_selector("button").unwrap().is_some());
}

/// As the library's own test has it of Rust's rules: here the browser's are in their place.
#[wasm_bindgen_test]
fn letters_follow_the_same_rules_as_elsewhere() {
    use konomi::language::letters::{capitals, compatible, decomposed, small};
    assert_eq!(compatible("ｶﾞﾝﾀﾞﾑ Ⅱ ﬁ ㌔"), "ガンダム II fi キロ");
    assert_eq!((decomposed('é').as_str(), decomposed('a').as_str()), ("e\u{301}", "a"));
    assert_eq!((small("ÉTÉ 東京"), capitals("straße é 東京")), ("été 東京".to_owned(), "STRASSE É 東京".to_owned()));
}
