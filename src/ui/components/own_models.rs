//! A model of the visitor's own: its files dropped here or chosen, and what became of them.

use super::page::{OwnModels, Page};
use crate::platform::files;
use crate::t;
use crate::ui::route::Route;
use crate::ui::words::thousands;
use leptos::prelude::*;

/// The section.
#[component]
pub fn OwnModelsSection(page: Page) -> impl IntoView {
    let over = RwSignal::new(false);
    let own = page.own_models;
    let state = move || {
        match own.get() {
        OwnModels::None => None,
        OwnModels::Reading => Some(view! { <p role="status"><progress aria-label=t!("own-reading") /> {t!("own-reading")}</p> }.into_any()),
        OwnModels::Failed(reason) => Some(
            view! {
                <div class="own-failure" role="alert">
                    <p><b>{t!("own-failed")}</b></p>
                    <p>{reason}</p>
                    <p class="hint">{t!("own-failed-hint")}</p>
                </div>
            }
            .into_any(),
        ),
        OwnModels::Here(models) => Some(
            view! {
                <ul class="own-models" role="status">
                    {models
                        .into_iter()
                        .map(|(model, items)| {
                            let is_used = move || page.model() == model;
                            view! {
                                <li data-model=model.slug() data-used=move || is_used().to_string()>
                                    <b>{model.label()}</b>
                                    <span class="meta">{t!("own-ranks", count = thousands(items as u64))}</span>
                                    {move || match is_used() {
                                        true => view! { <a class="quiet" href=Route::Home.href()>{t!("own-see-list")}</a> }.into_any(),
                                        false => view! {
                                            <button class="small" type="button" on:click=move |_| page.choose_list_model(model)>
                                                {t!("own-use", model = model.label())}
                                            </button>
                                        }
                                        .into_any(),
                                    }}
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            }
            .into_any(),
        ),
    }
    };
    view! {
        <section class="own" aria-labelledby="own-title">
            <h2 id="own-title">{t!("own-title")}</h2>
            <p>{t!("own-what")}</p>
            <div
                class="drop"
                class=("over", move || over.get())
                on:dragover=move |event| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=move |event| {
                    event.prevent_default();
                    over.set(false);
                    page.adopt(files::dropped(&event));
                }
            >
                <label class="primary file">
                    {t!("own-choose")}
                    <input
                        class="visually-hidden"
                        type="file"
                        multiple
                        accept=".keras,.pkl,.npy,.safetensors"
                        on:change=move |event| page.adopt(files::chosen(&event))
                    />
                </label>
                <span class="hint">{t!("own-drop")}</span>
            </div>
            {state}
            <p class="hint">{t!("own-files")}</p>
        </section>
    }
}
