//! The canvas of a chart, and what pointers and keys find on it.

use super::charts::Look;
use crate::chart::{self, Mark, Shape, View};
use crate::eda::{Figure, Plot};
use crate::platform::{canvas, frames};
use crate::t;
use crate::ui::chart_look::{Act, ChartLook, can_zoom, framed, on_key, turned, zoomed};
use leptos::html::{Canvas, Div};
use leptos::{ev, prelude::*};
use std::sync::Arc;

/// Radians a CSS pixel of dragging turns a cloud by.
const TURN: f64 = 0.01;
/// A shorter drag is a click.
const CLICK: f64 = 6.0;

/// A drag that is under way, in CSS pixels of the canvas.
#[derive(Clone, Copy, PartialEq)]
struct Drag {
    from: (f64, f64),
    to: (f64, f64),
}

/// The mark that is looked at, in words.
struct Focused {
    at: usize,
    label: String,
    value: String,
    shape: Shape,
}

/// The canvas.
#[component]
pub fn ChartCanvas(
    id: &'static str,
    figure: Memo<Option<Arc<Figure>>>,
    look: RwSignal<Option<Look>>,
    how: RwSignal<ChartLook>,
    on_table: Callback<()>,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let canvas_ref = NodeRef::<Canvas>::new();
    let width = RwSignal::new(0.0);
    let marks = RwSignal::new_local(Vec::<Mark>::new());
    let focus = RwSignal::new(None::<usize>);
    let by_keys = RwSignal::new(false);
    let drag = RwSignal::new(None::<Drag>);

    let watch = StoredValue::new_local(None::<canvas::WidthWatch>);
    Effect::new(move |_| {
        if let Some(element) = frame.get() {
            watch.set_value(canvas::WidthWatch::new(element.into(), move |now| {
                if width.get_untracked() != now {
                    width.set(now);
                }
            }));
        }
    });
    let height = Memo::new(move |_| {
        figure.with(|figure| figure.as_deref().map_or(0.0, |figure| chart::height(figure, width.get())))
    });
    let view = move || {
        let how = how.get();
        let scale = look.with(|look| look.as_ref().map_or(1.0, |look| look.scale));
        View { scale, hidden: how.hidden, zoom: how.zoom, turn: how.turn, ..View::new(width.get(), height.get()) }
    };
    Effect::new(move |_| {
        let (Some(figure), Some(look), view) = (figure.get(), look.get(), view()) else { return };
        if view.width < 1.0 {
            return;
        }
        frames::soon(id, move || {
            let Some(element) = canvas_ref.try_get_untracked().flatten() else { return };
            let Some(mut backend) = canvas::prepare(&element, view.width, view.height, view.scale) else { return };
            if let Ok(drawn) = chart::draw(&figure, &view, &look.theme, &mut backend) {
                // For tests and benchmarks: when a chart stands.
                let _ = element.set_attribute("data-marks", &drawn.len().to_string());
                focus.set(None);
                marks.set(drawn);
            }
        });
    });

    let place = move |event: &ev::PointerEvent| (f64::from(event.offset_x()), f64::from(event.offset_y()));
    let value_at = move |place: (f64, f64)| {
        let (figure, look) = (figure.get_untracked()?, look.get_untracked()?);
        chart::value_at(&figure, &untrack(view), &look.theme, place)
    };
    let steers = move || {
        figure.with_untracked(|figure| {
            figure.as_deref().is_some_and(|figure| can_zoom(figure) || matches!(figure.plot, Plot::Space(_)))
        })
    };
    let turns = move || {
        figure.with_untracked(|figure| matches!(figure.as_deref().map(|figure| &figure.plot), Some(Plot::Space(_))))
    };
    let on_move = move |event: ev::PointerEvent| {
        let at = place(&event);
        if let Some(Drag { from, to }) = drag.get_untracked() {
            drag.set(Some(Drag { from, to: at }));
            if turns() {
                how.update(|how| how.turn = turned(how.turn, (at.0 - to.0) * TURN, (at.1 - to.1) * TURN));
            }
            return;
        }
        let hit = marks.with_untracked(|marks| chart::hit(marks, at.0, at.1));
        if hit != focus.get_untracked() {
            by_keys.set(false);
            focus.set(hit);
        }
    };
    let on_down = move |event: ev::PointerEvent| {
        // A finger scrolls the page; it zooms and turns by the buttons, and sideways.
        if event.button() == 0 && steers() {
            let at = place(&event);
            drag.set(Some(Drag { from: at, to: at }));
            if let Some(element) = canvas_ref.get_untracked() {
                // Without it a drag ends at the canvas's edge, no more.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
        }
    };
    let on_up = move |_: ev::PointerEvent| {
        let Some(Drag { from, to }) = drag.get_untracked() else { return };
        drag.set(None);
        if turns() || (to.0 - from.0).abs() < CLICK {
            return;
        }
        if let (Some(figure), Some(start), Some(end)) = (figure.get_untracked(), value_at(from), value_at(to)) {
            how.update(|how| how.zoom = framed(&figure, start, end));
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(figure) = figure.get_untracked() else { return };
        let count = marks.with_untracked(Vec::len);
        let Some(act) = on_key(&figure, &event.key(), event.shift_key(), count, focus.get_untracked()) else { return };
        event.prevent_default();
        match act {
            Act::Focus(at) => {
                by_keys.set(true);
                focus.set(Some(at));
            }
            Act::Leave => focus.set(None),
            Act::Table => on_table.run(()),
            Act::Zoom(share) => {
                let centre = focus
                    .get_untracked()
                    .and_then(|at| marks.with_untracked(|marks| marks.get(at).map(|mark| mark.shape.centre())));
                let about = centre.and_then(value_at);
                how.update(|how| how.zoom = zoomed(&figure, how.zoom, share, about));
            }
            Act::Reset => how.update(|how| {
                how.zoom = chart::Zoom::default();
                how.turn = chart::Turn::default();
            }),
            Act::Turn(yaw, pitch) => how.update(|how| how.turn = turned(how.turn, yaw, pitch)),
        }
    };
    let focused = move || {
        let (at, figure) = (focus.get()?, figure.get()?);
        let mark = marks.with(|marks| marks.get(at).cloned())?;
        Some(Focused { at, label: mark.label(&figure).to_owned(), value: mark.value(&figure), shape: mark.shape })
    };
    let said = move || {
        let focused = focused().filter(|_| by_keys.get())?;
        let (at, of) = (focused.at + 1, marks.with(Vec::len));
        Some(t!("chart-said", label = focused.label, value = focused.value, at = at, of = of))
    };
    view! {
        <div class="chart-frame" node_ref=frame style:height=move || format!("{}px", height.get())>
            <canvas
                node_ref=canvas_ref
                tabindex="0"
                role="application"
                aria-roledescription=t!("chart")
                aria-labelledby=format!("title-{id}")
                aria-describedby=format!("caption-{id} keys-{id}")
                class=("chart-steers", steers)
                on:pointermove=on_move
                on:pointerdown=on_down
                on:pointerup=on_up
                on:pointercancel=move |_| drag.set(None)
                on:pointerleave=move |_| if !by_keys.get_untracked() { focus.set(None) }
                on:blur=move |_| focus.set(None)
                on:dblclick=move |_| how.update(|how| how.zoom = chart::Zoom::default())
                on:keydown=on_keydown
            ></canvas>
            <svg class="chart-overlay" aria-hidden="true" focusable="false">
                {move || focused().map(|focused| outline(&focused.shape))}
                {move || drag.get().filter(|_| !turns()).map(|drag| band(drag, figure, height.get()))}
            </svg>
            {move || focused().map(|focused| tip(&focused, width.get()))}
            <p class="visually-hidden" id=format!("keys-{id}")>
                {move || keys(figure.get().as_deref())}
            </p>
            <p class="visually-hidden" role="status">{said}</p>
        </div>
    }
}

/// Which keys do what.
fn keys(figure: Option<&Figure>) -> String {
    match figure.map(|figure| &figure.plot) {
        Some(Plot::Space(_)) => t!("chart-keys-space"),
        Some(Plot::Columns(_) | Plot::Points(_)) => t!("chart-keys-zoom"),
        _ => t!("chart-keys"),
    }
}

/// The outline of what is looked at.
fn outline(shape: &Shape) -> AnyView {
    match *shape {
        Shape::Rect { x, y, width, height } => {
            view! { <rect x=x - 1.5 y=y - 1.5 width=width + 3.0 height=height + 3.0 rx="3" /> }.into_any()
        }
        Shape::Circle { x, y, radius } => view! { <circle cx=x cy=y r=radius.max(3.0) + 2.5 /> }.into_any(),
        Shape::Wedge { x, y, inner, outer, from, to } => {
            let at =
                |angle: f64, radius: f64| format!("{:.2} {:.2}", x + radius * angle.sin(), y - radius * angle.cos());
            // A full ring begins where it ends, and an arc between equal points is none.
            let to = to.min(from + std::f64::consts::TAU - 1e-3);
            let large = u8::from(to - from > std::f64::consts::PI);
            let path = format!(
                "M{} A{outer} {outer} 0 {large} 1 {} L{} A{inner} {inner} 0 {large} 0 {} Z",
                at(from, outer),
                at(to, outer),
                at(to, inner),
                at(from, inner)
            );
            view! { <path d=path /> }.into_any()
        }
    }
}

/// What a drag will zoom onto.
fn band(drag: Drag, figure: Memo<Option<Arc<Figure>>>, height: f64) -> AnyView {
    let both =
        figure.with_untracked(|figure| matches!(figure.as_deref().map(|figure| &figure.plot), Some(Plot::Points(_))));
    let (x, width) = (drag.from.0.min(drag.to.0), (drag.from.0 - drag.to.0).abs());
    let (y, tall) = if both { (drag.from.1.min(drag.to.1), (drag.from.1 - drag.to.1).abs()) } else { (0.0, height) };
    view! { <rect class="band" x=x y=y width=width height=tall /> }.into_any()
}

/// The exact value, beside the mark and never outside of the chart.
fn tip(focused: &Focused, width: f64) -> AnyView {
    let (x, y) = focused.shape.centre();
    let top = match focused.shape {
        Shape::Rect { y, .. } => y,
        Shape::Circle { y, radius, .. } => y - radius,
        Shape::Wedge { .. } => y,
    };
    // Past the middle it hangs to the left; near the upper edge, below.
    let side = if x > width / 2.0 { "left" } else { "right" };
    let below = top < 56.0;
    let top = if below { y + 14.0 } else { top - 8.0 };
    view! {
        <div class="chart-tip" data-side=side class=("below", below) style:left=format!("{x:.1}px") style:top=format!("{top:.1}px")>
            <b>{focused.label.clone()}</b>
            <span>{focused.value.clone()}</span>
        </div>
    }
    .into_any()
}
