//! What the visitor has seen, plans or doesn't want, to look at and to take back.

use super::page::Page;
use crate::catalog::AnimeId;
use crate::recommend::Standing;
use crate::ui::route::Route;
use crate::ui::taste::Taste;
use leptos::prelude::*;

/// The three lists; nothing while they are empty.
#[component]
pub fn SetAside(page: Page) -> impl IntoView {
    view! {
        <SetAsideList page name="seen" title="Seen" ids=|taste| &taste.seen />
        <SetAsideList page name="planned" title="Plan to watch" ids=|taste| &taste.planned />
        <SetAsideList page name="hidden" title="Not interested" ids=|taste| &taste.hidden />
    }
}

#[component]
fn SetAsideList(
    page: Page,
    name: &'static str,
    title: &'static str,
    ids: fn(&Taste) -> &Vec<AnimeId>,
) -> impl IntoView {
    let count = move || page.taste.with(|taste| ids(taste).len());
    view! {
        <Show when=move || { count() > 0 }>
            <details class="aside" data-set-aside=name>
                <summary>{title} <span class="count">{count}</span></summary>
                <ul aria-label=title data-moving=name>
                    <For each=move || page.taste.with(|taste| ids(taste).clone()) key=|id| *id let:id>
                        <li data-anime-id=id.0>
                            <a href=Route::Anime(id).href()>{move || page.title(id)}</a>
                            <button
                                class="small"
                                type="button"
                                aria-label=move || format!("Take back {}", page.title(id))
                                on:click=move |_| page.set(id, Standing::Open)
                            >
                                "Take back"
                            </button>
                        </li>
                    </For>
                </ul>
            </details>
        </Show>
    }
}
