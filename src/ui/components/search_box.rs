//! Search over all titles: a combobox with a list of what matches.

use super::page::Page;
use super::poster::poster;
use crate::catalog::{AnimeId, Hit, TitleKind};
use crate::platform::page as document;
use crate::recommend::Opinion;
use crate::recommend::Standing;
use crate::t;
use crate::ui::title_layout::PosterSize;
use crate::ui::words::{self, display_title};
use leptos::ev;
use leptos::prelude::*;

/// How many matches are listed.
const LISTED: usize = 8;

/// The search box and its list.
#[component]
pub fn SearchBox(
    page: Page,
    /// What becomes of the title that is chosen; without it, it becomes a pick.
    #[prop(optional)]
    choose: Option<Callback<AnimeId>>,
) -> impl IntoView {
    let chosen = choose;
    let query = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let hits = Memo::new(move |_| {
        page.search_is_whole.track();
        page.library().map(|library| library.search(&query.get(), LISTED)).unwrap_or_default()
    });
    let shown = Memo::new(move |_| open.get() && !query.with(|query| query.trim().is_empty()));
    let choose = move |hit: Hit| {
        let standing = page.taste.with_untracked(|taste| taste.standing(hit.anime_id));
        match chosen {
            Some(chosen) => chosen.run(hit.anime_id),
            None if matches!(standing, Standing::Picked(_)) => {}
            None => page.set(hit.anime_id, Standing::Picked(Opinion::Liked)),
        }
        query.set(String::new());
        open.set(false);
        active.set(None);
    };
    let step = move |forward: bool| {
        let count = hits.with(Vec::len);
        open.set(true);
        if count > 0 {
            active.update(|active| {
                *active = Some(match (*active, forward) {
                    (None, true) => 0,
                    (None, false) => count - 1,
                    (Some(at), true) => (at + 1) % count,
                    (Some(at), false) => (at + count - 1) % count,
                });
            });
            document::before_next_paint(|| document::reveal("#search-list [aria-selected=true]"));
        }
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            step(event.key() == "ArrowDown");
        }
        "Enter" if shown.get_untracked() && !event.is_composing() => {
            event.prevent_default();
            // With nothing chosen, the best match is meant.
            let hit = match (active.get_untracked(), page.library_now()) {
                (None, Some(library)) => library.search_all(&query.get_untracked(), LISTED).first().copied(),
                (active, _) => hits.with_untracked(|hits| hits.get(active.unwrap_or(0)).copied()),
            };
            if let Some(hit) = hit {
                choose(hit);
            }
        }
        "Escape" => {
            if shown.get_untracked() {
                open.set(false);
                active.set(None);
            } else {
                query.set(String::new());
            }
        }
        _ => {}
    };
    let slash = window_event_listener(ev::keydown, move |event| {
        if event.key() == "/" && !document::typing() && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
            event.prevent_default();
            document::focus("#search");
        }
    });
    on_cleanup(move || slash.remove());
    let placeholder = move || match page.library() {
        Some(library) => t!("search-titles", count = library.searchable()),
        None => t!("search"),
    };
    let found = move || match (shown.get(), hits.with(Vec::len)) {
        (false, _) => String::new(),
        (true, 0) if !page.search_is_whole.get() => String::new(),
        (true, 0) => t!("search-none"),
        (true, count) => t!("search-found", count = count),
    };
    view! {
        <div class="search-box">
            <div class="search">
                <SearchIcon />
                <input
                    id="search"
                    type="text"
                    role="combobox"
                    aria-label=t!("search-label")
                    aria-autocomplete="list"
                    aria-expanded=move || (shown.get() && hits.with(|hits| !hits.is_empty())).to_string()
                    aria-controls="search-list"
                    aria-activedescendant=move || active.get().filter(|_| shown.get()).map(|at| format!("search-option-{at}"))
                    aria-keyshortcuts="/"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=placeholder
                    prop:value=move || query.get()
                    on:input=move |event| {
                        query.set(event_target_value(&event));
                        open.set(true);
                        active.set(None);
                    }
                    on:keydown=on_key
                    on:focus=move |_| {
                        open.set(true);
                        page.prepare_search();
                    }
                    on:blur=move |_| open.set(false)
                />
                <kbd aria-hidden="true">"/"</kbd>
            </div>
            <ul class="options" id="search-list" role="listbox" aria-label=t!("search-matches") hidden=move || !shown.get() || hits.with(Vec::is_empty)>
                <For each=move || hits.get().into_iter().enumerate() key=|(at, hit)| (*at, hit.anime_id, hit.title as u8) let((at, hit))>
                    <SearchOption page at hit active on_choose=choose />
                </For>
            </ul>
            <p class="options no-options" hidden=move || !shown.get() || !page.search_is_whole.get() || hits.with(|hits| !hits.is_empty())>
                {t!("search-none-hint")}
            </p>
            <p class="visually-hidden" role="status">{found}</p>
        </div>
    }
}

#[component]
fn SearchOption(
    page: Page,
    at: usize,
    hit: Hit,
    active: RwSignal<Option<usize>>,
    on_choose: impl Fn(Hit) + Copy + 'static,
) -> impl IntoView {
    let library = page.library_now()?;
    let anime = library.get(hit.anime_id)?;
    let found = anime.title(hit.title).unwrap_or_default().to_owned();
    let known_as = display_title(anime);
    let also = (known_as != found).then(|| known_as.to_owned());
    let facts = words::joined([also, Some(words::kind_and_year(anime))]);
    let language = (hit.title == TitleKind::Japanese).then_some("ja");
    let selected = move || (active.get() == Some(at)).to_string();
    Some(view! {
        <li
            id=format!("search-option-{at}")
            role="option"
            aria-selected=selected
            data-anime-id=hit.anime_id.0
            // Before the field loses the focus, which would close the list.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| on_choose(hit)
        >
            {poster(anime, PosterSize::Mini, ())}
            <span>
                <b lang=language>{found}</b>
                <small>{facts}</small>
            </span>
            <KnownMark page id=hit.anime_id />
        </li>
    })
}

/// What was already said of a match.
#[component]
fn KnownMark(page: Page, id: AnimeId) -> impl IntoView {
    move || {
        match page.taste.with(|taste| taste.standing(id)) {
            Standing::Open => None,
            Standing::Picked(_) => Some(t!("search-in-picks")),
            Standing::Seen => Some(t!("search-seen")),
            Standing::Planned => Some(t!("search-planned")),
            Standing::Hidden => Some(t!("search-set-aside")),
        }
        .map(|text| view! { <small class="standing">{text}</small> })
    }
}

#[component]
fn SearchIcon() -> impl IntoView {
    view! {
        <svg class="search-icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <circle cx="9" cy="9" r="5.5" />
            <path d="M13.2 13.2 17 17" />
        </svg>
    }
}
