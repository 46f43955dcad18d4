//! What the visitor has seen, plans or doesn't want, to look at and to take back.

use super::page::Page;
use crate::catalog::AnimeId;
use crate::recommend::Standing;
use crate::t;
use crate::ui::route::Route;
use crate::ui::taste::Taste;
use leptos::prelude::*;

/// The three lists; nothing while they are empty.
#[component]
pub fn SetAside(page: Page) -> impl IntoView {
    view! {
        <SetAsideList page name="seen" title=t!("set-aside-seen") ids=|taste| &taste.seen />
        <SetAsideList page name="planned" title=t!("plan-to-watch") ids=|taste| &taste.planned />
        <SetAsideList page name="hidden" title=t!("not-interested") ids=|taste| &taste.hidden />
    }
}

#[component]
fn SetAsideList(page: Page, name: &'static str, title: String, ids: fn(&Taste) -> &Vec<AnimeId>) -> impl IntoView {
    let title = StoredValue::new(title);
    let count = move || page.taste.with(|taste| ids(taste).len());
    view! {
        <Show when=move || { count() > 0 }>
            <details class="aside" data-set-aside=name>
                <summary>{title.get_value()} <span class="count">{count}</span></summary>
                <ul aria-label=title.get_value() data-moving=name>
                    <For each=move || page.taste.with(|taste| ids(taste).clone()) key=|id| *id let:id>
                        <li data-anime-id=id.0>
                            <a href=Route::Anime(id).href()>{move || page.title(id)}</a>
                            <button
                                class="small"
                                type="button"
                                aria-label=move || t!("take-back-title", title = page.title(id))
                                on:click=move |_| page.set(id, Standing::Open)
                            >
                                {t!("take-back")}
                            </button>
                        </li>
                    </For>
                </ul>
            </details>
        </Show>
    }
}
