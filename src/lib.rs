//! Konomi: learned anime recommendation wholly in the browser.
//!
//! Dependencies run one way: `catalog -> model -> recommend -> engine -> ui`.

pub mod catalog;
pub mod engine;
pub mod recommend;
