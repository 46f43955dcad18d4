//! What was just done, with a button that takes it back.

use super::page::{Page, Toast};
use crate::platform::page as document;
use crate::platform::timer::Timer;
use crate::t;
use leptos::prelude::*;
use std::time::Duration;

const SHOWN: Duration = Duration::from_secs(8);

/// The toast; it stays as long as the pointer or the focus is on it.
#[component]
pub fn ToastRegion(page: Page) -> impl IntoView {
    let held = RwSignal::new(false);
    let timer = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        let wanted = page.toast.with(Option::is_some) && !held.get();
        let next = wanted.then(|| Timer::after(SHOWN, move || page.toast.set(None))).flatten();
        timer.set_value(next);
    });
    view! {
        <div
            class="toast-region"
            role="status"
            aria-live="polite"
            on:mouseenter=move |_| held.set(true)
            on:mouseleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true)
            on:focusout=move |_| held.set(false)
        >
            {move || page.toast.get().map(|Toast { text, undo }| view! {
                <div class="toast">
                    <span>{text}</span>
                    {undo.map(|_| view! {
                        <button
                            type="button"
                            on:click=move |_| {
                                page.undo();
                                held.set(false);
                                document::focus(".toast-close");
                            }
                        >
                            {t!("undo")}
                        </button>
                    })}
                    <button type="button" class="toast-close" aria-label=t!("close") on:click=move |_| {
                        held.set(false);
                        page.toast.set(None);
                        // The button goes, and whoever uses the keyboard must not be thrown back to the page's start.
                        document::focus("#main");
                    }>"×"</button>
                </div>
            })}
        </div>
    }
}
