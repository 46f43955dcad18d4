//! What the visitor should know for longer than a toast lasts: data that could not be read or kept.

use super::page::Page;
use crate::platform::clipboard;
use crate::t;
use leptos::prelude::*;

/// The notices, above the content.
#[component]
pub fn Notices(page: Page) -> impl IntoView {
    let dismiss = move |text: String| page.notices.update(|notices| notices.retain(|notice| notice.text != text));
    view! {
        <div role="status">
            <For each=move || page.notices.get() key=|notice| notice.text.clone() let:notice>
                <div class="notice" data-notice="">
                    <p>{notice.text.clone()}</p>
                    {notice.details.clone().map(|details| view! {
                        <button class="chip" type="button" on:click=move |_| clipboard::copy(&details)>
                            {t!("notice-copy")}
                        </button>
                    })}
                    <button class="chip" type="button" on:click=move |_| dismiss(notice.text.clone())>{t!("notice-dismiss")}</button>
                </div>
            </For>
        </div>
    }
}
