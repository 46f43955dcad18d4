//! What is drawn bit by bit: a phone takes many times as long as a desk for the same, and hears no touch meanwhile.

use crate::platform::timer;
use leptos::prelude::*;

/// A number that begins with `step` and grows by it, each time in a task of its own, until it is `total`. By the clock and
/// not by frames, of which a tab in the background has none.
pub fn in_stages(step: usize, total: usize) -> ReadSignal<usize> {
    let (reached, reach) = signal(step.min(total));
    grow(reach, step, step, total);
    reached
}

fn grow(reach: WriteSignal<usize>, reached: usize, step: usize, total: usize) {
    if reached >= total {
        return;
    }
    timer::after_this(move || {
        // What it was for may be gone by now.
        if reach.try_set((reached + step).min(total)).is_none() {
            grow(reach, reached + step, step, total);
        }
    });
}
