//! The page's end of the engine: one worker at a time, started anew where it fails.

#[cfg(all(feature = "app", target_arch = "wasm32"))]
mod browser;
pub mod session;

#[cfg(all(feature = "app", target_arch = "wasm32"))]
pub use browser::EngineClient;
