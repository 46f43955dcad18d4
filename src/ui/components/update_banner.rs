//! A newer version of the page is here: an offer, which the visitor may put off.

use super::page::Page;
use crate::platform::page as document;
use crate::t;
use crate::ui::offline::Newer;
use leptos::prelude::*;

/// The offer, above the content. Its region is always there, so that screen readers tell of it when it comes, once.
#[component]
pub fn UpdateBanner(page: Page) -> impl IntoView {
    let shown = Memo::new(move |_| page.update.get().is_shown());
    let taken = move || page.update.get() == Newer::Taken;
    view! {
        <div role="status">
            <Show when=move || shown.get()>
                <div class="notice" data-update="">
                    <p><b>{t!("update-here")}</b> " " {t!("update-keeps")}</p>
                    <button class="primary" type="button" on:click=move |_| page.take_update()>
                        {move || if taken() { t!("update-updating") } else { t!("update-take") }}
                    </button>
                    <button
                        class="chip"
                        type="button"
                        on:click=move |_| {
                            page.update.set(Newer::PutOff);
                            // The button goes, and whoever uses the keyboard must not be thrown back to the page's start.
                            document::focus("#main");
                        }
                    >
                        {t!("update-later")}
                    </button>
                </div>
            </Show>
        </div>
    }
}
