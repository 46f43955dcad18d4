//! What a visit may do without: parts of the page's program that are WebAssembly modules of their own, fetched when they are
//! first needed. `xtask/src/parts.rs` splits them off; what several of them share goes where it is needed by itself.

use super::about::About;
use super::anime::AnimePage;
use super::charts::Charts;
use super::compare::Compare;
use super::import_dialog;
use super::map::Map;
use super::models::Models;
use super::page::Page;
use super::people::People;
use super::save_menu::{self, Saving};
use crate::catalog::AnimeId;
use crate::platform::page as document;
use crate::t;
use crate::ui::list_import::ListImport;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "parts")]
use leptos::wasm_split::wasm_split;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// The heading of what the visitor went to.
const HEADING: &str = "main h1";

/// How a part draws what it holds of something.
pub type Draw<T> = fn(Page, T) -> AnyView;

/// A part can't be had; the console has the reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", t!("part-missing-reason"))]
pub struct PartMissing;

impl From<SplitLoaderError> for PartMissing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Marks what the parts begin with: each function, once its part is here, gives what that is asked for. Without the feature
/// `parts`, as in tests, nothing is split off and everything is here at once.
macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident: $name:ident -> $given:ty = $value:expr;)*) => {$(
        $(#[$doc])*
        #[cfg(feature = "parts")]
        #[wasm_split($part, fallible, wasm_split_path = leptos::wasm_split)]
        pub fn $name() -> Result<$given, PartMissing> {
            Ok($value)
        }

        $(#[$doc])*
        #[cfg(not(feature = "parts"))]
        pub async fn $name() -> Result<$given, PartMissing> {
            Ok($value)
        }
    )*};
}

parts! {
    /// The charts, with all that counts and draws.
    charts: charts -> Draw<()> = |page, ()| view! { <Charts page /> }.into_any();

    /// The map.
    map: map -> Draw<()> = |page, ()| view! { <Map page /> }.into_any();

    /// One anime.
    pages: anime -> Draw<AnimeId> = |page, id| view! { <AnimePage page id /> }.into_any();

    /// Users of like taste.
    pages: people -> Draw<()> = |page, ()| view! { <People page /> }.into_any();

    /// Two models side by side.
    pages: compare -> Draw<()> = |page, ()| view! { <Compare page /> }.into_any();

    /// What each model does.
    pages: models -> Draw<()> = |page, ()| view! { <Models page /> }.into_any();

    /// What the page is.
    pages: about -> Draw<()> = |page, ()| view! { <About page /> }.into_any();

    /// What stands in the dialog for lists from elsewhere, with all that reads them.
    files: list_import -> Draw<RwSignal<ListImport>> = import_dialog::content;

    /// What writes lists.
    files: saving -> fn(Page, Saving) = save_menu::save;
}

/// Where a part is.
#[derive(Clone, Copy)]
enum State<T> {
    Loading,
    Here(Draw<T>),
    Missing,
}

/// Where a part is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It is what the visitor went to.
    Page,
    /// It is part of what is there.
    Within,
}

/// What a part draws of something: at once where the part is here, else when it has come.
pub fn shown<T, F>(page: Page, place: Place, with: T, load: impl Fn() -> F + Copy + Send + 'static) -> AnyView
where
    T: Copy + Send + 'static,
    F: Future<Output = Result<Draw<T>, PartMissing>> + 'static,
{
    let state = RwSignal::new_local(State::Loading);
    let fetch = move || {
        let mut loading = Box::pin(load());
        match first_poll(loading.as_mut()) {
            Poll::Ready(loaded) => state.set(State::of(loaded)),
            Poll::Pending => {
                state.set(State::Loading);
                leptos::task::spawn_local(async move {
                    let loaded = State::of(loading.await);
                    // Whoever waits at a heading that goes must not lose the place.
                    let waits = document::focused().is_some_and(|focused| focused.matches(HEADING).unwrap_or(false));
                    // The visitor may be elsewhere by now.
                    if state.try_set(loaded).is_none() && waits && place == Place::Page {
                        document::before_next_paint(|| document::focus_quietly(HEADING));
                    }
                });
            }
        }
    };
    fetch();
    let frame = if place == Place::Page { "prose" } else { "" };
    let view = move || {
        let state = state.get();
        if place == Place::Page && !matches!(state, State::Loading) {
            document::remove("#first-paint");
        }
        match state {
            State::Loading => view! {
                <div class=frame>
                    <div class="state part-loading" role="status">{heading(place, t!("loading"))}</div>
                </div>
            }
            .into_any(),
            State::Here(draw) => untrack(|| draw(page, with)),
            State::Missing => view! {
                <div class=frame>
                    <div class="state state-failure" role="alert">
                        {heading(place, t!("part-missing"))}
                        <p>{PartMissing.to_string()}</p>
                        <button class="primary" type="button" on:click=move |_| fetch()>{t!("try-again")}</button>
                    </div>
                </div>
            }
            .into_any(),
        }
    };
    view.into_any()
}

impl<T> State<T> {
    fn of(loaded: Result<Draw<T>, PartMissing>) -> Self {
        loaded.map_or(Self::Missing, Self::Here)
    }
}

/// What is done without waiting: all of it, where the part was needed before.
fn first_poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn heading(place: Place, words: String) -> AnyView {
    match place {
        Place::Page => view! { <h1 tabindex="-1">{words}</h1> }.into_any(),
        Place::Within => view! { <p><b>{words}</b></p> }.into_any(),
    }
}
