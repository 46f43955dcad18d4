//! The page's end of the engine: one worker that answers, started anew where it fails, and beside it for
//! a while the one that may take over.

#[cfg(all(feature = "app", target_arch = "wasm32"))]
mod browser;
pub mod session;

#[cfg(all(feature = "app", target_arch = "wasm32"))]
pub use browser::{EngineClient, Scripts};
