//! The start page: what the visitor likes at the left, what follows from it at the right.

use super::app::LibraryFailure;
use super::import_dialog::ImportList;
use super::page::{Fetched, Page};
use super::picks::Picks;
use super::results::Results;
use super::save_menu::SaveMenu;
use super::search_box::SearchBox;
use super::set_aside::SetAside;
use super::start_grid::StartGrid;
use leptos::prelude::*;

/// The start page.
#[component]
pub fn Home(page: Page) -> impl IntoView {
    let failed = Memo::new(move |_| page.library.with(|library| matches!(library, Fetched::Failed(_))));
    view! {
        <div class="home">
            <section class="taste" aria-labelledby="taste-title">
                <h1 id="taste-title" tabindex="-1">"What do you like?"</h1>
                <p class="sub">"Five picks are enough. They never leave this browser."</p>
                <SearchBox page />
                <Picks page />
                <div class="list-tools">
                    <ImportList page />
                    <Show when=move || page.taste.with(|taste| !taste.is_empty())>
                        <SaveMenu page label="Save your list" name="konomi-list" write=move |format| page.taste_file(format) />
                    </Show>
                </div>
                <StartGrid page />
                <SetAside page />
            </section>
            <section class="results" aria-labelledby="results-title">
                <Show when=move || !failed.get() fallback=move || view! { <LibraryFailure page /> }>
                    <Results page />
                </Show>
            </section>
        </div>
    }
}
