//! One chart with its words, its legend, its table and what can be saved of it.

use super::chart_canvas::ChartCanvas;
use super::chart_table::ChartTable;
use super::charts::Look;
use super::page::Page;
use crate::chart::{self, Sign, View};
use crate::eda::{Figure, Plot};
use crate::platform::files::NotSaved;
use crate::platform::{canvas, files, page as document};
use crate::t;
use crate::ui::chart_look::{ChartLook, NEARER, can_zoom, zoomed};
use leptos::prelude::*;
use std::sync::Arc;

/// The width of a saved picture, in CSS pixels; it has twice as many of its own.
const SAVED: f64 = 960.0;

/// The card.
#[component]
pub fn ChartCard(
    page: Page,
    id: &'static str,
    figure: Memo<Option<Arc<Figure>>>,
    look: RwSignal<Option<Look>>,
) -> impl IntoView {
    let how = RwSignal::new(ChartLook::default());
    let open = RwSignal::new(false);
    // Other numbers have other extents; what was switched off stays off.
    Effect::new(move |before: Option<bool>| {
        figure.track();
        if before.is_some() {
            how.update(|how| how.zoom = chart::Zoom::default());
        }
        true
    });
    let toggle_table = Callback::new(move |()| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            document::before_next_paint(move || {
                document::focus(&format!("#table-{id}"));
            });
        }
    });
    let of = move |words: fn(&Figure) -> String| move || figure.with(|figure| figure.as_deref().map(words));
    let left_out = |figure: &Figure| figure.unfiltered.clone().unwrap_or_default();
    view! {
        <figure class="chart-card" class=("chart-wide", is_wide(id)) id=format!("chart-{id}") data-figure=id>
            <figcaption>
                <h3 id=format!("title-{id}")>{of(|figure| figure.title.clone())}</h3>
                <p class="meta" id=format!("caption-{id}")>
                    {of(|figure| figure.caption.clone())}
                    <span class="unfiltered">{move || figure.with(|figure| figure.as_deref().map(left_out).filter(|text| !text.is_empty()).map(|text| format!(" {text}.")))}</span>
                </p>
            </figcaption>
            <Legend figure look how />
            <ChartCanvas id figure look how on_table=toggle_table />
            <div class="chart-tools">
                <button type="button" aria-expanded=move || open.get().to_string() aria-controls=format!("table-{id}") on:click=move |_| toggle_table.run(())>
                    {move || if open.get() { t!("chart-hide-table") } else { t!("chart-table") }}
                </button>
                <Save page id figure look />
                <Steer figure how />
            </div>
            <Show when=move || open.get()>
                <ChartTable id figure />
            </Show>
        </figure>
    }
}

/// Charts that need the whole width.
fn is_wide(id: &str) -> bool {
    matches!(id, "years" | "genres-by-decade" | "score-members" | "popularity-space")
}

#[component]
fn Legend(figure: Memo<Option<Arc<Figure>>>, look: RwSignal<Option<Look>>, how: RwSignal<ChartLook>) -> impl IntoView {
    let entries = Memo::new(move |_| match (figure.get(), look.get()) {
        (Some(figure), Some(look)) => chart::legend(&figure, &look.theme),
        _ => Vec::new(),
    });
    let entry = move |(index, entry): (usize, chart::LegendEntry)| {
        let shown = move || how.with(|how| !how.hidden.contains(&index));
        let sign = match entry.sign {
            Sign::Square => "square",
            Sign::Pale => "pale",
            Sign::Bar => "bar",
            Sign::Pin => "pin",
            Sign::Dot => "dot",
            Sign::Ring => "ring",
            Sign::Underline => "underline",
        };
        view! {
            <li>
                <button
                    type="button"
                    aria-pressed=move || shown().to_string()
                    on:click=move |_| how.update(|how| match how.hidden.iter().position(|hidden| *hidden == index) {
                        Some(at) => drop(how.hidden.remove(at)),
                        None => how.hidden.push(index),
                    })
                >
                    <i aria-hidden="true" data-sign=sign style:color=entry.colour.to_string()></i>
                    {entry.name}
                </button>
            </li>
        }
    };
    move || {
        let entries = entries.get();
        (!entries.is_empty()).then(|| {
            view! {
                <ul class="chart-legend" aria-label=t!("chart-series")>
                    {entries.into_iter().enumerate().map(entry).collect_view()}
                </ul>
            }
        })
    }
}

#[component]
fn Save(
    page: Page,
    id: &'static str,
    figure: Memo<Option<Arc<Figure>>>,
    look: RwSignal<Option<Look>>,
) -> impl IntoView {
    let tell = move |error: NotSaved| page.say(t!("chart-not-saved", reason = error.to_string()));
    let parts = move || Some((figure.get_untracked()?, look.get_untracked()?));
    let png = move |_| {
        let Some((figure, look)) = parts() else { return };
        let size = (SAVED, chart::titled_height(&figure, SAVED, &look.theme));
        let view = View { scale: 2.0, ..View::new(size.0, size.1) };
        let draw = move |backend: &mut canvas::Backend| {
            // A canvas takes whatever is drawn.
            let _ = chart::draw_titled(&figure, &view, &look.theme, backend);
        };
        if let Err(error) = canvas::save_png(format!("{id}.png"), size, 2.0, draw, tell) {
            tell(error);
        }
    };
    let svg = move |_| {
        let Some((figure, look)) = parts() else { return };
        let text = chart::svg(&figure, SAVED, &look.theme).map_err(|_| NotSaved);
        if let Err(error) = text.and_then(|text| files::save(&format!("{id}.svg"), "image/svg+xml", text.as_bytes())) {
            tell(error);
        }
    };
    let csv = move |_| {
        let Some((figure, _)) = parts() else { return };
        if let Err(error) = files::save(&format!("{id}.csv"), "text/csv", figure.table().to_csv().as_bytes()) {
            tell(error);
        }
    };
    view! {
        <button type="button" on:click=png>"PNG"<span class="visually-hidden">{t!("chart-of-this")}</span></button>
        <button type="button" on:click=svg>"SVG"<span class="visually-hidden">{t!("chart-of-this")}</span></button>
        <button type="button" on:click=csv>"CSV"<span class="visually-hidden">{t!("chart-of-this-table")}</span></button>
    }
}

/// Buttons for what else takes a drag or a key.
#[component]
fn Steer(figure: Memo<Option<Arc<Figure>>>, how: RwSignal<ChartLook>) -> impl IntoView {
    let zooms = Memo::new(move |_| figure.with(|figure| figure.as_deref().is_some_and(can_zoom)));
    let turns = Memo::new(move |_| {
        figure.with(|figure| matches!(figure.as_deref().map(|figure| &figure.plot), Some(Plot::Space(_))))
    });
    let zoom = move |share: f64| {
        if let Some(figure) = figure.get_untracked() {
            how.update(|how| how.zoom = zoomed(&figure, how.zoom, share, None));
        }
    };
    let moved = move || how.with(|how| how.zoom != chart::Zoom::default() || how.turn != chart::Turn::default());
    let turn = move |yaw: f64| how.update(|how| how.turn = crate::ui::chart_look::turned(how.turn, yaw, 0.0));
    view! {
        <span class="chart-steer">
            <Show when=move || zooms.get()>
                <button type="button" aria-label=t!("chart-zoom-in") on:click=move |_| zoom(NEARER)>"+"</button>
                <button type="button" aria-label=t!("chart-zoom-out") on:click=move |_| zoom(1.0 / NEARER) disabled=move || !moved()>"−"</button>
            </Show>
            <Show when=move || turns.get()>
                <button type="button" aria-label=t!("chart-turn-left") on:click=move |_| turn(-0.3)>"⟲"</button>
                <button type="button" aria-label=t!("chart-turn-right") on:click=move |_| turn(0.3)>"⟳"</button>
            </Show>
            <Show when=move || zooms.get() || turns.get()>
                <button
                    type="button"
                    disabled=move || !moved()
                    on:click=move |_| how.update(|how| {
                        how.zoom = chart::Zoom::default();
                        how.turn = chart::Turn::default();
                    })
                >
                    {t!("chart-reset")}
                </button>
            </Show>
        </span>
    }
}
