//! The engine: the models behind a worker's message port. Its two ends (`client` in the page, `server` in the worker)
//! are the only parts that know the browser.

pub mod client;
pub mod model_name;
#[cfg(feature = "engine")]
pub mod models;
#[cfg(feature = "engine")]
pub mod own;
pub mod protocol;
pub mod queue;
#[cfg(all(feature = "engine", target_arch = "wasm32"))]
pub mod server;
