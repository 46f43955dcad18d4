//! What is the browser's: storage, addresses, the worker, timers, focus. Used by `ui` and by the page's end of the
//! engine alone.

pub mod canvas;
mod canvas_backend;
pub mod clipboard;
pub mod fetch;
pub mod files;
pub mod frames;
pub mod list_motion;
pub mod location;
pub mod page;
pub mod panic;
pub mod random;
pub mod service_worker;
pub mod storage;
pub mod timer;
pub mod worker;
