//! Well-known titles to start from.

use super::page::Page;
use super::poster::poster;
use crate::catalog::AnimeId;
use crate::recommend::Opinion;
use crate::recommend::Standing;
use crate::ui::title_layout::PosterSize;
use crate::ui::words::display_title;
use leptos::prelude::*;

/// How many titles are shown at once.
pub const SHOWN: usize = 9;

/// The grid. A title that becomes a pick stays in its place, marked, so that nothing moves under the pointer.
#[component]
pub fn StartGrid(page: Page) -> impl IntoView {
    let start = RwSignal::new(0);
    let loaded = Memo::new(move |_| page.library().is_some());
    let shown = Memo::new(move |_| {
        if !loaded.get() {
            return Vec::new();
        }
        let first = start.get();
        untrack(|| titles(page, first))
    });
    view! {
        <div class="heading-row">
            <h2 id="start-title">"Know any of these?"</h2>
            <button class="small" type="button" on:click=move |_| start.update(|start| *start += SHOWN)>
                "Show others"
            </button>
        </div>
        <ul class="start" aria-labelledby="start-title">
            <Show
                when=move || loaded.get()
                fallback=|| (0..SHOWN).map(|_| view! { <li><span class="poster skeleton"></span></li> }).collect_view()
            >
                <For each=move || shown.get() key=|id| *id let:id>
                    <StartTitle page id />
                </For>
            </Show>
        </ul>
    }
}

/// Titles that the visitor has said nothing of, from a position on; from the start again where they run out.
fn titles(page: Page, start: usize) -> Vec<AnimeId> {
    let Some(library) = page.library() else { return Vec::new() };
    let open: Vec<AnimeId> =
        page.taste.with(|taste| library.starters().iter().copied().filter(|id| !taste.knows(*id)).collect());
    if open.is_empty() {
        return open;
    }
    let start = start % open.len();
    open.iter().cycle().skip(start).take(SHOWN.min(open.len())).copied().collect()
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
