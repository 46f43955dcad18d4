//! The visitor's picks, each with its opinion.

use super::page::Page;
use super::poster::poster;
use crate::catalog::AnimeId;
use crate::recommend::Standing;
use crate::recommend::{Opinion, Rating};
use crate::t;
use crate::ui::route::Route;
use crate::ui::title_layout::PosterSize;
use crate::ui::words;
use leptos::prelude::*;

/// So many picks are shown until the visitor asks for all: an imported list may have thousands.
const SHOWN: usize = 30;

/// The picks.
#[component]
pub fn Picks(page: Page) -> impl IntoView {
    let all = RwSignal::new(false);
    let most = move || if all.get() { usize::MAX } else { SHOWN };
    let ids = move || {
        let most = most();
        page.taste.with(|taste| taste.picks.iter().take(most).map(|pick| pick.anime_id).collect::<Vec<_>>())
    };
    let count = move || page.taste.with(|taste| taste.picks.len());
    view! {
        <h2 id="picks-title">{move || if page.own.with(Option::is_some) { t!("picks-theirs") } else { t!("picks-yours") }} " " <span class="count">{move || (count() > 0).then(count)}</span></h2>
        <ul class="picks" aria-labelledby="picks-title" data-moving="picks">
            <For each=ids key=|id| *id let:id>
                <PickRow page id />
            </For>
        </ul>
        <Show when=move || { count() > SHOWN }>
            <button class="small" type="button" aria-expanded=move || all.get().to_string() on:click=move |_| all.update(|all| *all = !*all)>
                {move || if all.get() { t!("picks-show-first", count = SHOWN) } else { t!("picks-show-all", count = count()) }}
            </button>
        </Show>
        <Show when=move || count() == 0>
            <p class="sub empty">{t!("picks-none")}</p>
        </Show>
    }
}

#[component]
fn PickRow(page: Page, id: AnimeId) -> impl IntoView {
    let facts = move || {
        page.library().and_then(|library| {
            let anime = library.get(id)?;
            Some((poster(anime, PosterSize::Mini, ()).into_any(), words::kind_and_year(anime)))
        })
    };
    let unknown = move || page.list.with(|list| list.is_unknown(id));
    let watching = move || page.taste.with(|taste| taste.watching.contains(&id));
    let drawing = move || {
        facts().map_or_else(
            || view! { <span class="poster poster-mini skeleton"></span> }.into_any(),
            |(poster, _)| poster,
        )
    };
    view! {
        <li data-anime-id=id.0>
            {drawing}
            <span class="pick-text">
                <a class="pick-title" href=Route::Anime(id).href()>
                    {move || match page.library() {
                        Some(library) => library.title(id).into_any(),
                        None => view! { <span class="line skeleton"></span> }.into_any(),
                    }}
                </a>
                <small>
                    {move || facts().map(|(_, facts)| facts)}
                    <Show when=watching>{t!("picks-watching")}</Show>
                </small>
                <Show when=unknown>
                    <small class="warn" data-unknown="">{t!("picks-unknown")}</small>
                </Show>
            </span>
            <OpinionSelect page id />
            <button
                class="x"
                type="button"
                aria-label=move || t!("picks-remove", title = page.title(id))
                on:click=move |_| page.set(id, Standing::Open)
            >
                <span aria-hidden="true">"×"</span>
            </button>
        </li>
    }
}

/// What the visitor thinks of one pick.
#[component]
pub fn OpinionSelect(page: Page, id: AnimeId) -> impl IntoView {
    let opinion = Memo::new(move |_| match page.taste.with(|taste| taste.standing(id)) {
        Standing::Picked(opinion) => Some(opinion),
        _ => None,
    });
    // Marked once and not bound: a list has hundreds of options, of which a change concerns one or two. The select's own
    // value, which is bound, comes to nothing until it has them.
    let first = opinion.get_untracked();
    let options = choices().map(|choice| {
        view! { <option value=value(choice) selected=first == Some(choice)>{label(choice)}</option> }
    });
    view! {
        <select
            class="rate"
            aria-label=move || t!("picks-opinion", title = page.title(id))
            data-opinion=move || opinion.get().map(value)
            prop:value=move || opinion.get().map(value)
            on:change=move |event| {
                let chosen = event_target_value(&event);
                if let Some(opinion) = choices().find(|choice| value(*choice) == chosen) {
                    page.set(id, Standing::Picked(opinion));
                }
            }
        >
            {options.collect_view()}
        </select>
    }
}

fn choices() -> impl Iterator<Item = Opinion> {
    let ratings = (1..=10).rev().filter_map(|rating| Rating::try_from(rating).ok()).map(Opinion::Rated);
    [Opinion::Liked, Opinion::Disliked, Opinion::Dropped].into_iter().chain(ratings)
}

fn value(opinion: Opinion) -> String {
    match opinion {
        Opinion::Liked => "like".to_owned(),
        Opinion::Disliked => "dislike".to_owned(),
        Opinion::Dropped => "dropped".to_owned(),
        Opinion::Rated(rating) => rating.get().to_string(),
    }
}

fn label(opinion: Opinion) -> String {
    match opinion {
        Opinion::Rated(_) => format!("★ {}", words::opinion(opinion)),
        _ => words::opinion(opinion),
    }
}
