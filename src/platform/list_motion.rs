//! A list that changes: items that move glide to their new places, and the focus is never lost.

use super::page::{before_next_paint, document, focus, focus_on, focused, prefers_reduced_motion, window};
use js_sys::{Array, Function, Object, Reflect};
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// How long an item glides, in milliseconds; the same as `--slow` in the style sheet.
const GLIDE: f64 = 240.0;

/// What takes a focus that finds no other place, the first that is there.
const HEADINGS: [&str; 2] = ["#results-title", "h1"];

/// Before a change of the lists in view: where every item is and what has the focus.
struct Before {
    places: HashMap<String, (f64, f64)>,
    /// Within which list the focus is, at which item, on which of its controls.
    focus: Option<(String, u32, u32)>,
}

/// Makes a change of the lists marked with `data-moving`, and then lets items glide and restores a lost focus: to the same
/// control of the item that now stands in the same place, or else to a heading.
pub fn around(change: impl FnOnce()) {
    around_those("[data-moving]".to_owned(), change);
}

/// The same for a change of one list, named by its `data-moving`: the others' items need not be looked at, which are hundreds
/// where there are many picks.
pub fn around_list(name: &str, change: impl FnOnce()) {
    around_those(format!("[data-moving=\"{name}\"]"), change);
}

fn around_those(lists: String, change: impl FnOnce()) {
    let before = Before::take(&lists);
    let had_focus = focused().is_some();
    change();
    before_next_paint(move || {
        if had_focus && focused().is_none() {
            let restored = before.focus.as_ref().and_then(|(list, item, control)| restore(list, *item, *control));
            if restored.is_none() {
                HEADINGS.iter().any(|heading| focus(heading));
            }
        }
        // What has just come has nowhere to glide from.
        let may_glide = !before.places.is_empty() && !prefers_reduced_motion();
        if may_glide && LATE.get() < TOO_OFTEN && glide(&lists, &before.places) {
            note_if_late();
        }
    });
}

/// Brings the items of a list into an order of their ids. Of the items' places in that order, `staying` says which stay where
/// they are: an item that is put in anew loses the focus, and has its layout worked out anew.
pub fn arrange(list: &str, order: &[String], staying: fn(&[usize]) -> Vec<bool>) {
    let items = elements(None, &format!("[data-moving=\"{list}\"] > [data-anime-id]"));
    let place = |item: &Element| {
        let id = item.get_attribute("data-anime-id");
        order.iter().position(|other| Some(other) == id.as_ref()).unwrap_or(order.len())
    };
    let places: Vec<usize> = items.iter().map(place).collect();
    let stays = staying(&places);
    let mut last_first: Vec<usize> = (0..items.len()).collect();
    last_first.sort_by_key(|at| Reverse(places[*at]));
    let mut behind = items.last().and_then(|item| item.next_sibling());
    for at in last_first {
        let item = &items[at];
        if let (false, Some(list)) = (stays[at], item.parent_element()) {
            // A list that has meanwhile gone needs no order.
            let _ = list.insert_before(item, behind.as_ref());
        }
        behind = Some(item.clone().into());
    }
}

/// The next frame should come long before this many milliseconds.
const LATE_AFTER: f64 = 48.0;
/// After so many late frames in a visit nothing glides any more: a motion that stutters is worse than none.
const TOO_OFTEN: u32 = 2;

thread_local! {
    static LATE: Cell<u32> = const { Cell::new(0) };
}

/// Counts the next frame if it is late.
fn note_if_late() {
    let now = || window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now());
    let start = now();
    before_next_paint(move || {
        if now() - start > LATE_AFTER {
            LATE.set(LATE.get() + 1);
        }
    });
}

impl Before {
    fn take(lists: &str) -> Self {
        Self {
            places: items(lists).iter().filter_map(|item| Some((key(item)?, place(item)))).collect(),
            focus: focus_place(),
        }
    }
}

fn elements(parent: Option<&Element>, selector: &str) -> Vec<Element> {
    let found = match parent {
        Some(parent) => parent.query_selector_all(selector),
        None => match document() {
            Some(document) => document.query_selector_all(selector),
            None => return Vec::new(),
        },
    };
    let Ok(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

fn items(lists: &str) -> Vec<Element> {
    elements(None, &format!("{lists} > [data-anime-id]"))
}

fn key(item: &Element) -> Option<String> {
    let list = item.parent_element()?.get_attribute("data-moving")?;
    Some(format!("{list} {}", item.get_attribute("data-anime-id")?))
}

fn place(item: &Element) -> (f64, f64) {
    let at = item.get_bounding_client_rect();
    (at.left(), at.top())
}

fn controls(item: &Element) -> Vec<Element> {
    elements(Some(item), "a, button, select")
}

fn position(elements: &[Element], wanted: &Element) -> Option<u32> {
    elements.iter().position(|element| element == wanted).and_then(|index| u32::try_from(index).ok())
}

fn focus_place() -> Option<(String, u32, u32)> {
    let focused = focused()?;
    let item = focused.closest("[data-moving] > [data-anime-id]").ok()??;
    let list = item.parent_element()?;
    let name = list.get_attribute("data-moving")?;
    let item_index = position(&elements(Some(&list), ":scope > [data-anime-id]"), &item)?;
    Some((name, item_index, position(&controls(&item), &focused)?))
}

fn restore(list: &str, item: u32, control: u32) -> Option<()> {
    let items = elements(None, &format!("[data-moving=\"{list}\"] > [data-anime-id]"));
    let item = items.get((item as usize).min(items.len().checked_sub(1)?))?;
    let controls = controls(item);
    let control = controls.get((control as usize).min(controls.len().checked_sub(1)?))?;
    focus_on(control).then_some(())
}

/// Lets the items that moved glide to where they are; says whether any did.
fn glide(lists: &str, places: &HashMap<String, (f64, f64)>) -> bool {
    // All places are read before anything is set, so that the layout is worked out once.
    let moves: Vec<(Element, f64, f64)> = items(lists)
        .into_iter()
        .filter_map(|item| {
            let (left, top) = places.get(&key(&item)?)?;
            let (now_left, now_top) = place(&item);
            Some((item, left - now_left, top - now_top))
        })
        .filter(|(item, x, y)| x.abs() + y.abs() > 1.0 && is_seen(item, *y))
        .collect();
    for (item, x, y) in &moves {
        // Without the Web Animations API the item is simply there.
        let _ = animate(item, &format!("translate({x}px, {y}px)"));
    }
    !moves.is_empty()
}

/// Whether an item is in the window where it is now, or where it was, so much lower. Most of a long list is not, and each
/// item that glides costs a layer of its own.
fn is_seen(item: &Element, lower: f64) -> bool {
    let height = window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(f64::INFINITY);
    let at = item.get_bounding_client_rect();
    let within = |lower: f64| at.bottom() + lower > 0.0 && at.top() + lower < height;
    within(0.0) || within(lower)
}

fn animate(item: &Element, from: &str) -> Result<(), JsValue> {
    let animate: Function = Reflect::get(item, &"animate".into())?.dyn_into()?;
    let frame = |transform: &str| {
        let frame = Object::new();
        Reflect::set(&frame, &"transform".into(), &transform.into()).map(|_| frame)
    };
    let frames = Array::of2(&frame(from)?.into(), &frame("none")?.into());
    let options = Object::new();
    Reflect::set(&options, &"duration".into(), &GLIDE.into())?;
    Reflect::set(&options, &"easing".into(), &"cubic-bezier(.2, 0, 0, 1)".into())?;
    animate.call2(item, &frames, &options).map(|_| ())
}
