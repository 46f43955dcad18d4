//! Konomi: learned anime recommendation wholly in the browser.
//!
//! Dependencies run one way: `catalog -> model -> recommend -> engine -> ui`.

pub mod catalog;
pub mod engine;
#[cfg(all(feature = "app", target_arch = "wasm32"))]
pub mod platform;
pub mod recommend;
pub mod ui;
