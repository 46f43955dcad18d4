//! Work that is spread over frames, so that none of them is late.

use super::page::{before_next_paint, window};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// After so many milliseconds in a frame, what is left waits for the next.
const BUDGET: f64 = 8.0;

type Work = Box<dyn FnOnce()>;

thread_local! {
    static QUEUE: RefCell<VecDeque<(&'static str, Work)>> = const { RefCell::new(VecDeque::new()) };
    static SCHEDULED: Cell<bool> = const { Cell::new(false) };
}

/// Does some work in one of the next frames. Work of the same name that has not begun yet is replaced.
pub fn soon(name: &'static str, work: impl FnOnce() + 'static) {
    QUEUE.with_borrow_mut(|queue| match queue.iter_mut().find(|(waiting, _)| *waiting == name) {
        Some(waiting) => waiting.1 = Box::new(work),
        None => queue.push_back((name, Box::new(work))),
    });
    schedule();
}

fn schedule() {
    if !SCHEDULED.replace(true) {
        before_next_paint(run);
    }
}

fn run() {
    SCHEDULED.set(false);
    let now = || window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now());
    let start = now();
    while now() - start < BUDGET {
        let Some((_, work)) = QUEUE.with_borrow_mut(VecDeque::pop_front) else { return };
        work();
    }
    schedule();
}
