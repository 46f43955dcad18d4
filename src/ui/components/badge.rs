//! The badge that says where the models run, and why there.

use super::page::Page;
use crate::t;
use crate::ui::engine_state::EngineState;
use crate::ui::offline::Offline;
use crate::ui::words::sentence;
use leptos::prelude::*;

/// The badge and its panel.
#[component]
pub fn Badge(page: Page) -> impl IntoView {
    let open = RwSignal::new(false);
    let stopped = move || matches!(page.engine.get(), EngineState::Stopped { .. });
    view! {
        <div
            class="badge-box"
            data-offline=move || page.offline.get().name()
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    open.set(false);
                }
            }
        >
            <button
                class="badge"
                type="button"
                aria-expanded=move || open.get().to_string()
                aria-controls="badge-panel"
                data-backend=move || page.engine.with(EngineState::word)
                data-reason=move || page.engine.with(|engine| engine.reason())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || page.engine.with(EngineState::badge)}
            </button>
            <div class="panel" id="badge-panel" hidden=move || !open.get()>
                <p>{move || page.engine.with(|engine| sentence(&engine.reason()))}</p>
                <p class="sub">
                    {t!("badge-explained")}
                </p>
                <Show when=move || page.offline.get() == Offline::Ready>
                    <p class="sub">{t!("badge-offline")}</p>
                </Show>
                <Show when=stopped>
                    <button class="primary" type="button" on:click=move |_| page.try_again()>{t!("engine-start-again")}</button>
                </Show>
            </div>
        </div>
    }
}
