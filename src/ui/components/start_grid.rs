//! Titles to start from, which follow the picks: each time those that tell most of the visitor's taste.

use super::page::Page;
use super::poster::poster;
use super::stages::in_stages;
use crate::catalog::AnimeId;
use crate::recommend::{Opinion, Standing};
use crate::t;
use crate::ui::start_places::SHOWN;
use crate::ui::title_layout::PosterSize;
use crate::ui::words::display_title;
use leptos::prelude::*;

/// So many places are drawn in one task.
const PLACES_AT_ONCE: usize = 3;

/// The grid. A title that becomes a pick stays in its place, marked, until the next pick.
#[component]
pub fn StartGrid(page: Page) -> impl IntoView {
    let loaded = Memo::new(move |_| page.library().is_some());
    view! {
        <div class="heading-row">
            <h2 id="start-title">{t!("start-title")}</h2>
            <span class="start-tools">
                <button class="small" type="button" data-surprise="" on:click=move |_| page.surprise()>{t!("start-surprise")}</button>
                <button class="small" type="button" data-others="" on:click=move |_| page.show_others()>{t!("start-others")}</button>
            </span>
        </div>
        <ul class="start" aria-labelledby="start-title">
            <Show
                when=move || loaded.get()
                fallback=|| (0..SHOWN).map(|_| view! { <li><span class="poster skeleton"></span></li> }).collect_view()
            >
                {
                    let drawn = in_stages(PLACES_AT_ONCE, SHOWN);
                    (0..SHOWN).map(|place| view! { <StartPlace page place drawn /> }).collect_view()
                }
            </Show>
        </ul>
    }
}

/// A place of the grid; titles come and go in it, the others stay where they are.
#[component]
fn StartPlace(page: Page, place: usize, drawn: ReadSignal<usize>) -> impl IntoView {
    let is_drawn = Memo::new(move |_| place < drawn.get());
    let title = Memo::new(move |_| page.start.with(|start| start.get(place).copied()));
    move || match is_drawn.get() {
        true => title.get().map(|id| view! { <StartTitle page id /> }).into_any(),
        false => view! { <li><span class="poster skeleton"></span></li> }.into_any(),
    }
}

#[component]
fn StartTitle(page: Page, id: AnimeId) -> impl IntoView {
    let picked = move || page.taste.with(|taste| matches!(taste.standing(id), Standing::Picked(_)));
    page.library_now().and_then(|library| {
        let anime = library.get(id)?;
        let mark = view! { <span class="picked-mark" aria-hidden="true">"✓"</span> };
        Some(view! {
            <li data-anime-id=id.0>
                <button
                    type="button"
                    aria-pressed=move || picked().to_string()
                    on:click=move |_| {
                        page.set(id, if picked() { Standing::Open } else { Standing::Picked(Opinion::Liked) });
                    }
                >
                    {poster(anime, PosterSize::Small, mark)}
                    <span class="start-title">{display_title(anime).to_owned()}</span>
                </button>
            </li>
        })
    })
}
