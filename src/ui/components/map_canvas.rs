//! The canvas of the map: the dots below, picks, recommendations and names above, so that a pointer repaints a few shapes and
//! not ten thousand.

use super::map::MapState;
use super::page::Page;
use crate::catalog::AnimeId;
use crate::chart::Theme;
use crate::language::names;
use crate::platform::{canvas, frames, page as document};
use crate::recommend::Standing;
use crate::t;
use crate::ui::map_paint::{Picture, radius};
use crate::ui::map_view::{KINDS, MapView, Size};
use crate::ui::route::Route;
use leptos::html::{Canvas, Div};
use leptos::{ev, prelude::*};

/// One press of a key or a button brings so many times nearer.
const NEARER: f64 = 1.6;
/// One press of an arrow key moves by so many CSS pixels.
const STEP: f64 = 80.0;
/// So many CSS pixels from a dot's middle it still counts as pointed at.
const REACH: f64 = 10.0;
/// A shorter drag is a click.
const CLICK: f64 = 5.0;
/// How many recommendations are named at once.
const NAMED: usize = 8;
/// CSS pixels of a letter and of a line of names, about.
const LETTER: f64 = 7.5;
const LINE: f64 = 15.0;
/// How near one may be for genres to be named.
const REGIONS_UNTIL: f64 = 3.0;

/// Fingers and the mouse on the canvas.
#[derive(Clone, Default)]
struct Pointers {
    /// Each with where it is.
    down: Vec<(i32, (f64, f64))>,
    /// How far they went, all together.
    travelled: f64,
}

impl Pointers {
    /// The middle of them and how far they are apart.
    fn grip(&self) -> ((f64, f64), f64) {
        let count = self.down.len().max(1) as f64;
        let sum = self.down.iter().fold((0.0, 0.0), |sum, (_, at)| (sum.0 + at.0, sum.1 + at.1));
        let middle = (sum.0 / count, sum.1 / count);
        let apart = match self.down.as_slice() {
            [(_, a), (_, b), ..] => (a.0 - b.0).hypot(a.1 - b.1),
            _ => 0.0,
        };
        (middle, apart)
    }
}

/// The canvas.
#[component]
pub fn MapCanvas(page: Page, state: MapState) -> impl IntoView {
    let MapState { points, view, size, focus } = state;
    let frame = NodeRef::<Div>::new();
    let canvas_ref = NodeRef::<Canvas>::new();
    let pointers = StoredValue::new(Pointers::default());
    let picture = StoredValue::new_local(Picture::default());
    // Changes with the theme and the screen.
    let look = RwSignal::new(0u32);
    canvas::on_look_change(move || _ = look.try_update(|look| *look += 1));

    let watch = StoredValue::new_local(None::<canvas::WidthWatch>);
    Effect::new(move |_| {
        if let Some(element) = frame.get() {
            let measured = element.clone();
            watch.set_value(canvas::WidthWatch::new(element.into(), move |width| {
                size.set(Size { width, height: f64::from(measured.client_height()) });
            }));
        }
    });
    Effect::new(move |_| {
        look.track();
        page.settings.track();
        let (view, size) = (view.get(), size.get());
        let Some(points) = points.get().filter(|_| size.width > 1.0) else { return };
        frames::soon("map", move || {
            let Some(element) = canvas_ref.try_get_untracked().flatten() else { return };
            let Ok(theme) = Theme::from_tokens(canvas::token) else { return };
            let colours: Vec<[u8; 3]> = (0..=KINDS.len()).map(|kind| theme.category(COLOURS[kind]).channels).collect();
            let scale = canvas::scale();
            let started = document::now();
            picture.update_value(|picture| {
                picture.paint(&points, view, size, scale, theme.raised.channels, &colours);
                canvas::put(&element, picture.width, picture.height, &picture.pixels);
            });
            // For tests and benchmarks.
            let _ = element.set_attribute("data-points", &points.points().len().to_string());
            let _ = element.set_attribute("data-painted-ms", &format!("{:.2}", document::now() - started));
        });
    });

    let at = move |event: &ev::PointerEvent| (f64::from(event.offset_x()), f64::from(event.offset_y()));
    let title_at = move |place: (f64, f64)| {
        let (view, size) = (view.get_untracked(), size.get_untracked());
        let reach = REACH / view.scale(size);
        points.with_untracked(|points| points.as_ref()?.nearest(view.to_map(size, place), reach))
    };
    let on_down = move |event: ev::PointerEvent| {
        if let Some(element) = canvas_ref.get_untracked() {
            // Without it a drag ends at the canvas's edge, no more.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        pointers.update_value(|pointers| {
            if pointers.down.is_empty() {
                pointers.travelled = 0.0;
            }
            pointers.down.push((event.pointer_id(), at(&event)));
        });
    };
    let on_move = move |event: ev::PointerEvent| {
        let now = at(&event);
        let moved = pointers.try_update_value(|pointers| {
            let before = pointers.grip();
            let pointer = pointers.down.iter_mut().find(|(id, _)| *id == event.pointer_id())?;
            pointers.travelled += (pointer.1.0 - now.0).hypot(pointer.1.1 - now.1);
            pointer.1 = now;
            Some((before, pointers.grip()))
        });
        match moved.flatten() {
            Some(((from, was), (to, is))) => view.update(|view| {
                let size = size.get_untracked();
                *view = view.dragged(size, (to.0 - from.0, to.1 - from.1));
                if was > 0.0 && is > 0.0 {
                    *view = view.zoomed(size, is / was, to);
                }
            }),
            None => {
                let found = title_at(now).map(|point| point.anime_id);
                if found != focus.get_untracked() {
                    focus.set(found);
                }
            }
        }
    };
    let on_up = move |event: ev::PointerEvent| {
        let is_click = pointers.try_update_value(|pointers| {
            let was_alone = pointers.down.len() == 1;
            pointers.down.retain(|(id, _)| *id != event.pointer_id());
            was_alone && pointers.travelled < CLICK
        });
        if is_click == Some(true) {
            focus.set(title_at(at(&event)).map(|point| point.anime_id));
        }
    };
    let nearer = move |times: f64| {
        let size = size.get_untracked();
        view.update(|view| *view = view.zoomed(size, times, (size.width / 2.0, size.height / 2.0)));
    };
    let on_wheel = move |event: ev::WheelEvent| {
        event.prevent_default();
        let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        view.update(|view| *view = view.zoomed(size.get_untracked(), (-event.delta_y() / 300.0).exp(), at));
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let drag = |x, y| view.update(|view| *view = view.dragged(size.get_untracked(), (x, y)));
        match event.key().as_str() {
            "ArrowLeft" => drag(STEP, 0.0),
            "ArrowRight" => drag(-STEP, 0.0),
            "ArrowUp" => drag(0.0, STEP),
            "ArrowDown" => drag(0.0, -STEP),
            "+" | "=" => nearer(NEARER),
            "-" => nearer(1.0 / NEARER),
            "0" => view.set(MapView::default()),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="map-frame" node_ref=frame>
            <canvas
                node_ref=canvas_ref
                tabindex="0"
                role="application"
                aria-label=t!("map-canvas")
                aria-describedby="map-keys"
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:pointercancel=on_up
                on:pointerleave=move |_| if pointers.with_value(|pointers| pointers.down.is_empty()) { focus.set(None) }
                on:wheel=on_wheel
                on:keydown=on_key
            ></canvas>
            <Marks page state />
            <Tip page state />
            <div class="map-buttons">
                <button class="icon-button" type="button" aria-label=t!("map-nearer") on:click=move |_| nearer(NEARER)>"+"</button>
                <button class="icon-button" type="button" aria-label=t!("map-farther") on:click=move |_| nearer(1.0 / NEARER)>"\u{2212}"</button>
                <button class="icon-button" type="button" aria-label=t!("map-whole") on:click=move |_| view.set(MapView::default())>"⤢"</button>
            </div>
            <p class="visually-hidden" id="map-keys">{t!("map-keys")}</p>
        </div>
    }
}

/// The category of each kind of titles; the last is for all others.
const COLOURS: [usize; 8] = [7, 6, 2, 0, 1, 3, 4, 5];

/// Picks and recommendations, and the names of some: shapes above the dots.
#[component]
fn Marks(page: Page, state: MapState) -> impl IntoView {
    let place = move |id: AnimeId| {
        let atlas = page.atlas.with(|atlas| match atlas {
            super::page::Fetched::Here(atlas) => atlas.place(id),
            _ => None,
        })?;
        let at = state.view.get().to_canvas(state.size.get(), (f64::from(atlas.x), f64::from(atlas.y)));
        let size = state.size.get();
        ((0.0..=size.width).contains(&at.0) && (0.0..=size.height).contains(&at.1)).then_some(at)
    };
    let picks = move || {
        let picks = page.taste.with(|taste| taste.picks.iter().map(|pick| pick.anime_id).collect::<Vec<_>>());
        let marks = picks.into_iter().filter_map(place);
        marks.map(|(x, y)| view! { <circle class="map-pick" cx=x cy=y r="5" /> }).collect_view()
    };
    let recommended = move || {
        let ids: Vec<AnimeId> = page.visible().iter().map(|item| item.anime_id).collect();
        let marks: Vec<_> = ids.into_iter().filter_map(|id| Some((id, place(id)?))).collect();
        // No name over another's: the better recommended one has it.
        let mut named: Vec<((f64, f64), f64)> = Vec::new();
        let mut name = |title: &str, (x, y): (f64, f64)| {
            let width = LETTER * title.chars().count() as f64;
            let apart = |((other_x, other_y), other_width): &((f64, f64), f64)| {
                (y - other_y).abs() > LINE || x + width < *other_x || other_x + other_width < x
            };
            let fits = named.len() < NAMED && x + width < state.size.get().width && named.iter().all(apart);
            if fits {
                named.push(((x, y), width));
            }
            fits
        };
        marks
            .into_iter()
            .map(|(id, (x, y))| {
                let title = page.title(id);
                let name = name(&title, (x + 10.0, y)).then(|| view! { <text x=x + 10.0 y=y + 4.0>{title}</text> });
                view! { <circle class="map-recommended" cx=x cy=y r="6.5" />{name} }
            })
            .collect_view()
    };
    // From afar genres say where one is; from near titles do.
    let regions = move || {
        let (view, size) = (state.view.get(), state.size.get());
        let points = state.points.get().filter(|_| view.zoom < REGIONS_UNTIL)?;
        let regions = points.regions().iter().map(|region| {
            let (x, y) = view.to_canvas(size, region.place);
            view! { <text class="map-region" x=x y=y>{names::genre(&region.genre)}</text> }
        });
        Some(regions.collect_view())
    };
    view! {
        <svg class="map-marks" aria-hidden="true" focusable="false">
            {regions}
            {recommended}
            {picks}
        </svg>
    }
}

/// What is pointed at.
#[component]
fn Tip(page: Page, state: MapState) -> impl IntoView {
    move || {
        let id = state.focus.get()?;
        let (view, size) = (state.view.get(), state.size.get());
        let point =
            state.points.with(|points| points.as_ref()?.points().iter().find(|point| point.anime_id == id).copied())?;
        let (x, y) = view.to_canvas(size, point.place);
        if !(0.0..=size.width).contains(&x) || !(0.0..=size.height).contains(&y) {
            return None;
        }
        let said = match page.taste.with(|taste| taste.standing(id)) {
            Standing::Picked(_) => t!("in-your-picks"),
            _ => page
                .library()
                .and_then(|library| Some(crate::ui::words::kind_and_year(library.get(id)?)))
                .unwrap_or_default(),
        };
        let ring = radius(point.fame, view.zoom) + 3.0;
        let side = if x > size.width / 2.0 { "left" } else { "right" };
        Some(view! {
            <svg class="map-marks" aria-hidden="true" focusable="false"><circle class="map-focus" cx=x cy=y r=ring /></svg>
            <a
                class="chart-tip map-tip"
                class=("below", y < 60.0)
                data-side=side
                href=Route::Anime(id).href()
                tabindex="-1"
                style:left=format!("{x:.1}px")
                style:top=format!("{:.1}px", if y < 60.0 { y + 14.0 } else { y - 8.0 })
            >
                <b>{page.title(id)}</b>
                <span>{said}</span>
            </a>
        })
    }
}
