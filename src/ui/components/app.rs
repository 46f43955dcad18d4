//! The page as a whole: header, the routed content, what lies above it.

use super::header::Header;
use super::home::Home;
use super::notices::Notices;
use super::page::{Fetched, Page};
use super::parts::{self, Place, shown};
use super::poster::PosterDefs;
use super::shared_banner::SharedBanner;
use super::stages::in_stages;
use super::toast::ToastRegion;
use super::update_banner::UpdateBanner;
use crate::platform::{location, page as document};
use crate::t;
use crate::ui::route::{Route, Switches, query_of};
use crate::ui::words::sentence;
use leptos::prelude::*;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let page = Page::open();
    follow_address(page);
    name_page(page);
    // The header in a task of its own, what it leads to in one after it; until that is there the first paint stands in
    // front of both.
    let drawn = in_stages(1, 3);
    let [has_header, is_whole] = [2, 3].map(|stage| Memo::new(move |_| drawn.get() >= stage));
    Effect::new(move |_| {
        // The start page has stages of its own, and all else comes with its part.
        if is_whole.get() && page.route.get() == Route::NotFound {
            document::remove("#first-paint");
        }
    });
    view! {
        <a class="skip" href="#main" on:click=move |event| {
            event.prevent_default();
            document::focus("#main");
        }>{t!("skip-to-content")}</a>
        <PosterDefs />
        <Show when=move || has_header.get()>
            <Header page />
        </Show>
        <main id="main" tabindex="-1">
            <UpdateBanner page />
            <SharedBanner page />
            <Notices page />
            {move || is_whole.get().then(|| match page.route.get() {
                Route::Home => view! { <Home page /> }.into_any(),
                Route::Anime(id) => shown(page, Place::Page, id, parts::anime),
                Route::Charts => shown(page, Place::Page, (), parts::charts),
                Route::Models => shown(page, Place::Page, (), parts::models),
                Route::Compare => shown(page, Place::Page, (), parts::compare),
                Route::Map => shown(page, Place::Page, (), parts::map),
                Route::People => shown(page, Place::Page, (), parts::people),
                Route::About => shown(page, Place::Page, (), parts::about),
                Route::NotFound => view! { <NotFound /> }.into_any(),
            })}
        </main>
        <ToastRegion page />
        <p class="visually-hidden" role="status" aria-live="polite" data-announcement="">
            {move || page.announcement.get()}
        </p>
    }
}

/// The catalogue could not be had: says why, and offers to try again.
#[component]
pub fn LibraryFailure(page: Page) -> impl IntoView {
    let reason = move || match page.library.get() {
        Fetched::Failed(reason) => Some(sentence(&reason)),
        _ => None,
    };
    move || {
        reason().map(|reason| {
            view! {
                <div class="state state-failure" role="alert">
                    <p><b>{t!("catalogue-missing")}</b></p>
                    <p>{reason}</p>
                    <button class="primary" on:click=move |_| page.load_library()>{t!("try-again")}</button>
                </div>
            }
        })
    }
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <div class="prose">
            <h1 tabindex="-1">{t!("not-found-title")}</h1>
            <p>{t!("not-found-text")} " " <a href=Route::Home.href()>{t!("not-found-home")}</a></p>
        </div>
    }
}

fn follow_address(page: Page) {
    location::on_hash_change(move |arrival| {
        let hash = location::hash();
        page.switches.set(Switches::from_location(&location::search(), &hash));
        page.query.set(query_of(&hash).to_owned());
        if arrival == location::Arrival::New {
            page.take_link(&hash);
        }
        let route = Route::from_hash(&hash);
        if route == page.route.get_untracked() {
            return;
        }
        page.route.set(route);
        document::before_next_paint(move || match arrival {
            location::Arrival::New => {
                location::scroll_to(0.0);
                document::focus_quietly("main h1");
            }
            location::Arrival::Back(y) => {
                document::focus_quietly("main h1");
                location::scroll_to(y);
            }
        });
    });
}

fn name_page(page: Page) {
    Effect::new(move |_| {
        let name = match page.route.get() {
            Route::Home => None,
            Route::Anime(id) => Some(page.title(id)),
            Route::Charts => Some(t!("nav-charts")),
            Route::Map => Some(t!("nav-map")),
            Route::People => Some(t!("nav-people")),
            Route::Compare => Some(t!("compare-title")),
            Route::Models => Some(t!("nav-models")),
            Route::About => Some(t!("nav-about")),
            Route::NotFound => Some(t!("not-found-title")),
        };
        document::set_title(&match name {
            Some(name) => format!("{name} · Konomi"),
            None => t!("page-title"),
        });
    });
}
