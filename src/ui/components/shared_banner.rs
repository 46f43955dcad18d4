//! Somebody's picks are on the page: whose they are not, and what to do with them.

use super::page::Page;
use crate::platform::page as document;
use crate::t;
use leptos::prelude::*;

/// The banner, above the content.
#[component]
pub fn SharedBanner(page: Page) -> impl IntoView {
    let shown = Memo::new(move |_| page.own.with(Option::is_some));
    let leave = move |add: bool| {
        page.leave_link(add);
        // The button goes, and whoever uses the keyboard must not be thrown back to the page's start.
        document::focus("#main");
    };
    let own = move || page.own.with(|own| own.as_ref().map_or(0, |own| own.picks.len()));
    view! {
        <div role="status">
            <Show when=move || shown.get()>
                <div class="notice" data-shared="">
                    <p>
                        <b>{t!("shared-looking")}</b>
                        " " {move || t!("shared-own-kept", count = own())}
                    </p>
                    <button class="primary" type="button" on:click=move |_| leave(false)>{t!("shared-back")}</button>
                    <button class="chip" type="button" on:click=move |_| leave(true)>{t!("shared-add")}</button>
                </div>
            </Show>
        </div>
    }
}
