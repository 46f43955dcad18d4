//! All anime as a map: near is alike. The canvas, the ways to move over it, and what is in view as a list.

use super::map_canvas::MapCanvas;
use super::page::{Fetched, Page};
use super::search_box::SearchBox;
use crate::catalog::AnimeId;
use crate::language::names;
use crate::recommend::{Opinion, Standing};
use crate::t;
use crate::ui::map_view::{KINDS, MapPoints, MapView, Point, Size};
use crate::ui::route::Route;
use crate::ui::words::{self, sentence};
use leptos::prelude::*;
use std::sync::Arc;

/// How many titles of the view are listed.
const LISTED: usize = 12;

/// What the parts of the map share.
#[derive(Clone, Copy)]
pub struct MapState {
    /// The titles, once they are here.
    pub points: Memo<Option<Arc<MapPoints>>>,
    /// What is looked at.
    pub view: RwSignal<MapView>,
    /// The canvas's size.
    pub size: RwSignal<Size>,
    /// The title that is pointed at, or was searched for.
    pub focus: RwSignal<Option<AnimeId>>,
}

/// The page.
#[component]
pub fn Map(page: Page) -> impl IntoView {
    if !matches!(page.atlas.get_untracked(), Fetched::Here(_)) {
        page.load_atlas();
    }
    let points = Memo::new(move |_| match (page.atlas.get(), page.library()) {
        (Fetched::Here(atlas), Some(library)) => Some(Arc::new(MapPoints::new(&atlas, library.catalogue()))),
        _ => None,
    });
    let state = MapState {
        points,
        view: RwSignal::new(MapView::default()),
        size: RwSignal::new(Size::default()),
        focus: RwSignal::new(None),
    };
    let failed = move || match page.atlas.get() {
        Fetched::Failed(reason) => Some(reason),
        _ => None,
    };
    view! {
        <article class="map">
            <div class="map-head">
                <div>
                    <h1 tabindex="-1">{t!("map-title")}</h1>
                    <p class="sub">
                        {move || points.get().map_or_else(|| t!("map-loading"), |points| t!("map-sub", count = points.points().len()))}
                    </p>
                </div>
                <SearchBox page choose=Callback::new(move |id| find(page, state, id)) />
            </div>
            {move || failed().map(|reason| view! {
                <div class="state state-failure" role="alert">
                    <p><b>{t!("map-failed")}</b></p>
                    <p>{sentence(&reason)}</p>
                    <button class="primary" type="button" on:click=move |_| page.load_atlas()>{t!("try-again")}</button>
                </div>
            })}
            <div class="map-body">
                <MapCanvas page state />
                <InView page state />
            </div>
            <Legend />
        </article>
    }
}

/// Brings a title into the middle.
fn find(page: Page, state: MapState, id: AnimeId) {
    let place = match page.atlas.get_untracked() {
        Fetched::Here(atlas) => atlas.place(id),
        _ => None,
    };
    match place {
        Some(place) => {
            state.view.update(|view| *view = view.at((f64::from(place.x), f64::from(place.y))));
            state.focus.set(Some(id));
        }
        None => page.say(t!("map-not-on-it", title = untrack(|| page.title(id)))),
    }
}

/// What the colours are; no title is told by its colour alone.
#[component]
fn Legend() -> impl IntoView {
    let kinds = KINDS.iter().enumerate().map(|(index, kind)| {
        view! { <li><i class=format!("dot dot-{}", index + 1) aria-hidden="true"></i>{names::genre(kind)}</li> }
    });
    view! {
        <ul class="legend-row" aria-label=t!("map-legend")>
            <li><i class="dot dot-pick" aria-hidden="true"></i>{t!("map-your-picks")}</li>
            <li><i class="dot dot-recommended" aria-hidden="true"></i>{t!("map-your-list")}</li>
            {kinds.collect_view()}
            <li><i class="dot dot-8" aria-hidden="true"></i>{t!("map-other-kinds")}</li>
        </ul>
    }
}

/// The best known titles of the part that is seen: the map for those who use no pointer, and a way to what it shows.
#[component]
fn InView(page: Page, state: MapState) -> impl IntoView {
    let seen = Memo::new(move |_| {
        let (view, size) = (state.view.get(), state.size.get());
        let points = state.points.get()?;
        // Before the canvas is there, everything is in view.
        let size = if size.width > 0.0 { size } else { Size { width: 1.0, height: 1.0 } };
        Some(points.in_view(view, size, LISTED))
    });
    let count = move || seen.get().map(|(all, _)| t!("map-in-view", count = all));
    let listed = move || seen.get().map(|(_, points)| points).unwrap_or_default();
    view! {
        <section class="map-list" aria-labelledby="in-view">
            <h2 id="in-view">{t!("map-in-view-title")}</h2>
            <p class="sub" role="status">{count}</p>
            <ol aria-label=t!("map-in-view-title")>
                <For each=listed key=|point| point.anime_id let:point>
                    <Title page state point />
                </For>
            </ol>
        </section>
    }
}

#[component]
fn Title(page: Page, state: MapState, point: Point) -> impl IntoView {
    let id = point.anime_id;
    let library = page.library_now()?;
    let anime = library.get(id)?;
    let standing = Memo::new(move |_| page.taste.with(|taste| taste.standing(id)));
    let picked = move || matches!(standing.get(), Standing::Picked(_));
    let title = words::display_title(anime).to_owned();
    let label = move |picked: bool| match picked {
        true => t!("map-unpick", title = page.title(id)),
        false => t!("map-pick", title = page.title(id)),
    };
    Some(view! {
        <li data-anime-id=id.0 on:mouseenter=move |_| state.focus.set(Some(id)) on:focusin=move |_| state.focus.set(Some(id))>
            <span>
                <a href=Route::Anime(id).href()>{title}</a>
                <small>{words::kind_and_year(anime)}</small>
            </span>
            <button
                class="icon-button"
                type="button"
                aria-pressed=move || picked().to_string()
                aria-label=move || label(picked())
                on:click=move |_| page.set(id, if picked() { Standing::Open } else { Standing::Picked(Opinion::Liked) })
            >
                <span aria-hidden="true">{move || if picked() { "✓" } else { "+" }}</span>
            </button>
        </li>
    })
}
