//! Konomi: learned anime recommendation wholly in the browser.
//!
//! Dependencies run one way: `catalog -> model -> recommend -> engine -> ui` and `catalog -> eda -> chart -> ui`;
//! lists come in and go out by `recommend -> import, export -> ui`.

pub mod catalog;
#[cfg(any(feature = "app", not(target_arch = "wasm32")))]
pub mod chart;
pub mod eda;
pub mod engine;
#[cfg(any(feature = "app", not(target_arch = "wasm32")))]
pub mod export;
#[cfg(any(feature = "app", not(target_arch = "wasm32")))]
pub mod import;
#[cfg(feature = "keras")]
pub mod keras;
pub mod language;
#[cfg(feature = "engine")]
pub mod model;
#[cfg(all(feature = "app", target_arch = "wasm32"))]
pub mod platform;
pub mod recommend;
pub mod ui;

/// The checkout that this is compiled in, if the build tool says so. Checkouts share a target folder, where cargo tells
/// their sources apart by nothing but time; a change of this variable makes it compile them anew.
const _: Option<&str> = option_env!("KONOMI_CHECKOUT");
