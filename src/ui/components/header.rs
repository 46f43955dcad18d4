//! The header: logo, navigation, theme, badge.

use super::badge::Badge;
use super::page::Page;
use crate::ui::route::Route;
use crate::ui::settings::Theme;
use leptos::prelude::*;

/// The header.
#[component]
pub fn Header(page: Page) -> impl IntoView {
    view! {
        <header class="header">
            <a class="logo" href=Route::Home.href()>
                <i aria-hidden="true" lang="ja">"好"</i>
                "Konomi"
            </a>
            <nav class="nav" aria-label="Main">
                <NavLink page route=Route::Home text="Recommend" />
                <NavLink page route=Route::Charts text="Charts" />
                <NavLink page route=Route::Models text="Models" />
                <NavLink page route=Route::About text="About" />
            </nav>
            <div class="header-end">
                <ThemeSwitch page />
                <Badge page />
            </div>
        </header>
    }
}

#[component]
fn NavLink(page: Page, route: Route, text: &'static str) -> impl IntoView {
    let current = move || (page.route.get() == route).then_some("page");
    view! { <a href=route.href() aria-current=current>{text}</a> }
}

#[component]
fn ThemeSwitch(page: Page) -> impl IntoView {
    let theme = move || page.settings.get().theme;
    let icon = move || match theme() {
        Theme::Auto => "◐",
        Theme::Light => "☀",
        Theme::Dark => "☾",
    };
    let label = move || format!("Theme: {}. Change to {}", theme().name(), theme().next().name());
    view! {
        <button
            class="icon-button"
            type="button"
            aria-label=label
            title=label
            data-theme-choice=move || theme().name()
            on:click=move |_| page.settings.update(|settings| settings.theme = settings.theme.next())
        >
            <span aria-hidden="true">{icon}</span>
        </button>
    }
}
