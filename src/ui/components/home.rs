//! The start page: what the visitor likes at the left, what follows from it at the right.

use super::app::LibraryFailure;
use super::import_dialog::ImportList;
use super::page::{Fetched, Page};
use super::picks::Picks;
use super::results::Results;
use super::save_menu::{SaveMenu, Saved};
use super::search_box::SearchBox;
use super::set_aside::SetAside;
use super::stages::in_stages;
use super::start_grid::StartGrid;
use crate::platform::{clipboard, page as document};
use crate::t;
use crate::ui::link;
use leptos::prelude::*;

/// Copies an address that shows the same list to whoever opens it.
#[component]
fn CopyLink(page: Page) -> impl IntoView {
    let copy = move |_| {
        clipboard::copy(&page.link());
        let count = page.taste.with_untracked(|taste| taste.picks.len());
        page.say(match count > link::MOST {
            true => t!("link-copied-without-picks", most = link::MOST),
            false => t!("link-copied"),
        });
    };
    view! { <button class="small" type="button" data-copy-link="" on:click=copy>{t!("link-copy")}</button> }
}

/// The start page.
#[component]
pub fn Home(page: Page) -> impl IntoView {
    let failed = Memo::new(move |_| page.library.with(|library| matches!(library, Fetched::Failed(_))));
    // Whoever comes back to it finds it whole, and where it was scrolled to.
    let at_once = if document::is_there("#first-paint") { 1 } else { 4 };
    let drawn = in_stages(at_once, 4);
    let [has_tools, has_start, has_results] = [2, 3, 4].map(|stage| Memo::new(move |_| drawn.get() >= stage));
    Effect::new(move |_| {
        if has_results.get() {
            document::remove("#first-paint");
        }
    });
    view! {
        <div class="home">
            <section class="taste" aria-labelledby="taste-title">
                <h1 id="taste-title" tabindex="-1">{t!("home-title")}</h1>
                <p class="sub">{t!("home-sub")}</p>
                <SearchBox page />
                <Picks page />
                <Show when=move || has_tools.get()>
                    <div class="list-tools">
                        <ImportList page />
                        <Show when=move || page.taste.with(|taste| !taste.is_empty())>
                            <SaveMenu page label=t!("save-your-list") what=Saved::Taste />
                            <CopyLink page />
                        </Show>
                    </div>
                </Show>
                <Show when=move || has_start.get()>
                    <StartGrid page />
                    <SetAside page />
                </Show>
            </section>
            <section class="results" aria-labelledby="results-title">
                <Show when=move || has_results.get()>
                    <Show when=move || !failed.get() fallback=move || view! { <LibraryFailure page /> }>
                        <Results page />
                    </Show>
                </Show>
            </section>
        </div>
    }
}
