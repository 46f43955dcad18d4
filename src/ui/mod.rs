//! The page. State, addresses, wording and drawings are plain Rust and test natively; only the components need a browser.

#[cfg(any(feature = "app", not(target_arch = "wasm32")))]
pub mod chart_look;
pub mod clouds;
pub mod engine_state;
pub mod fewest_moves;
pub mod figures;
pub mod library;
pub mod link;
#[cfg(any(feature = "app", not(target_arch = "wasm32")))]
pub mod list_import;
pub mod map_paint;
pub mod map_view;
pub mod model_files;
pub mod offline;
pub mod poster_art;
pub mod route;
pub mod settings;
pub mod start_places;
pub mod stored;
pub mod taste;
pub mod title_layout;
pub mod words;

#[cfg(all(feature = "app", target_arch = "wasm32"))]
mod components;

#[cfg(all(feature = "app", target_arch = "wasm32"))]
pub use components::App;
