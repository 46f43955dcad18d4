//! The charts: the data behind the recommender, and where the visitor's picks stand in it.

use super::app::LibraryFailure;
use super::chart_card::ChartCard;
use super::chart_filters::ChartFilters;
use super::page::data::data_file;
use super::page::{Fetched, Page};
use crate::catalog::Filter;
use crate::chart::Theme;
use crate::eda::{self, ChartData, Figure, Section, You};
use crate::platform::{canvas, location, page as document};
use crate::recommend::Opinion;
use crate::t;
use crate::ui::library::Library;
use crate::ui::route::{FILTERS, with_parts};
use crate::ui::words::sentence;
use leptos::prelude::*;
use std::sync::Arc;

const CHARTS: &str = "charts.bin";

/// What all charts depend on besides their figures: colours, and the pixels of the screen.
#[derive(Clone, PartialEq)]
pub struct Look {
    /// The colours and letters.
    pub theme: Theme,
    /// Pixels of the screen a CSS pixel.
    pub scale: f64,
}

impl Look {
    /// As it is now; `None` where the style sheet is missing.
    fn now() -> Option<Self> {
        Some(Self { theme: Theme::from_tokens(canvas::token).ok()?, scale: canvas::scale() })
    }
}

/// The page of charts.
#[component]
pub fn Charts(page: Page) -> impl IntoView {
    if !matches!(page.charts.get_untracked(), Fetched::Here(_)) {
        load(page);
    }
    view! {
        <div class="charts">
            {move || match (page.library.get(), page.charts.get()) {
                (Fetched::Failed(_), _) => view! { <h1 tabindex="-1">{t!("nav-charts")}</h1><LibraryFailure page /> }.into_any(),
                (_, Fetched::Failed(reason)) => view! { <h1 tabindex="-1">{t!("nav-charts")}</h1><Failure page reason /> }.into_any(),
                (Fetched::Here(library), Fetched::Here(data)) => view! { <Figures page library data /> }.into_any(),
                _ => view! { <Loading /> }.into_any(),
            }}
        </div>
    }
}

/// Fetches the charts' tables, which belong to the catalogue.
fn load(page: Page) {
    page.charts.set(Fetched::Loading);
    Effect::new(move |started: Option<bool>| {
        if started == Some(true) {
            return true;
        }
        let Some(library) = page.library() else { return false };
        let file = data_file(CHARTS);
        leptos::task::spawn_local(async move {
            let fetched = match file.await {
                Ok(file) => ChartData::from_bytes(&file, library.catalogue()).map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            page.charts.set(match fetched {
                Ok(data) => Fetched::Here(Arc::new(data)),
                Err(reason) => Fetched::Failed(reason),
            });
        });
        true
    });
}

#[component]
fn Loading() -> impl IntoView {
    view! {
        <h1 tabindex="-1">{t!("nav-charts")}</h1>
        <p class="sub" role="status">{t!("charts-loading")}</p>
        <div class="chart-grid" aria-hidden="true">
            {(0..4).map(|_| view! { <div class="chart-card"><span class="line skeleton"></span><span class="chart-skeleton skeleton"></span></div> }).collect_view()}
        </div>
    }
}

#[component]
fn Failure(page: Page, reason: String) -> impl IntoView {
    view! {
        <div class="state state-failure" role="alert">
            <p><b>{t!("charts-missing")}</b></p>
            <p>{sentence(&reason)}</p>
            <button class="primary" type="button" on:click=move |_| load(page)>{t!("try-again")}</button>
        </div>
    }
}

#[component]
fn Figures(page: Page, library: Arc<Library>, data: Arc<ChartData>) -> impl IntoView {
    let look = RwSignal::new(Look::now());
    canvas::on_look_change(move || {
        // The page may be left by now.
        let _ = look.try_set(Look::now());
    });
    Effect::new(move |_| {
        page.settings.track();
        // The theme is set by an effect, too, which may run after this one.
        document::before_next_paint(move || drop(look.try_set(Look::now())));
    });

    let parsed = {
        let library = Arc::clone(&library);
        Memo::new(move |_| page.query.with(|query| Filter::from_query(query, library.catalogue())))
    };
    let filter = Memo::new(move |_| parsed.get().0);
    let set_filter = {
        let library = Arc::clone(&library);
        Callback::new(move |filter: Filter| {
            let hash = with_parts(&location::hash(), &FILTERS, &filter.to_query(library.catalogue()));
            location::replace(&location::search(), &hash);
            page.query.set(hash.split_once('?').map_or(String::new(), |(_, query)| query.to_owned()));
        })
    };
    let you = Memo::new(move |_| {
        page.taste.with(|taste| {
            You::new(taste.picks.iter().map(|pick| {
                let rating = match pick.opinion {
                    Opinion::Rated(rating) => Some(rating.get()),
                    Opinion::Liked | Opinion::Disliked | Opinion::Dropped => None,
                };
                (pick.anime_id, rating)
            }))
        })
    });
    let all = library.catalogue().len();
    let passing = {
        let library = Arc::clone(&library);
        Memo::new(move |_| {
            filter.with(|filter| library.catalogue().iter().filter(|anime| filter.passes(*anime)).count())
        })
    };
    let figures: Memo<Vec<Arc<Figure>>> = {
        let library = Arc::clone(&library);
        Memo::new(move |_| {
            let figures = filter.with(|filter| you.with(|you| eda::figures(library.catalogue(), &data, filter, you)));
            document::mark("figures");
            figures.into_iter().map(Arc::new).collect()
        })
    };
    let places: Vec<(&'static str, Section)> =
        figures.with_untracked(|figures| figures.iter().map(|figure| (figure.id, figure.section)).collect());
    let sections = places.chunk_by(|a, b| a.1 == b.1).map(|section| {
        let (name, words) = words_of(section[0].1);
        let cards = section.iter().map(|&(id, _)| {
            let figure =
                Memo::new(move |_| figures.with(|figures| figures.iter().find(|figure| figure.id == id).cloned()));
            view! { <ChartCard page id figure look /> }
        });
        view! {
            <section>
                <h2>{name}</h2>
                <p class="sub">{words}</p>
                <div class="chart-grid">{cards.collect_view()}</div>
            </section>
        }
    });
    let sections = sections.collect_view();
    let warnings = move || {
        parsed.with(|(_, warnings)| {
            warnings.iter().map(|warning| sentence(&warning.to_string())).collect::<Vec<_>>().join(" ")
        })
    };
    view! {
        <h1 tabindex="-1">{t!("charts-title", count = all)}</h1>
        <p class="sub">
            {t!("charts-filters-act")} " "
            {move || match you.with(You::is_empty) {
                true => t!("charts-without-picks"),
                false => t!("charts-with-picks"),
            }}
        </p>
        <ChartFilters library filter set_filter count=Signal::derive(move || {
            t!("charts-passing", count = passing.get(), of = all)
        }) />
        <Show when=move || !warnings().is_empty()>
            <p class="hint" role="status">{warnings}</p>
        </Show>
        {sections}
    }
}

/// A section's name, and what one sees in it.
fn words_of(section: Section) -> (String, String) {
    match section {
        Section::Titles => (t!("charts-what-there-is"), t!("charts-what-there-is-sub")),
        Section::Scores => (t!("charts-what-is-liked"), t!("charts-what-is-liked-sub")),
        Section::Time => (t!("charts-when"), t!("charts-when-sub")),
        Section::Makers => (t!("charts-who-made"), t!("charts-who-made-sub")),
        Section::People => (t!("charts-who-watches"), t!("charts-who-watches-sub")),
        Section::Ratings => (t!("charts-ratings-say"), t!("charts-ratings-say-sub")),
    }
}
