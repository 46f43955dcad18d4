//! The page's components. Each is handed the `Page`, which holds all that they share.

mod about;
mod anime;
mod app;
mod badge;
mod card;
mod chart_canvas;
mod chart_card;
mod chart_filters;
mod chart_table;
mod charts;
mod choice_panel;
mod compare;
mod explanations;
mod header;
mod home;
mod import_dialog;
mod map;
mod map_canvas;
mod model_switch;
mod models;
mod notices;
mod own_models;
mod page;
mod people;
mod picks;
mod poster;
mod results;
mod save_menu;
mod search_box;
mod set_aside;
mod shared_banner;
mod stages;
mod start_grid;
mod toast;
mod update_banner;

pub use app::App;
