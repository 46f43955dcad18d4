//! The header: logo, navigation, theme, badge.

use super::badge::Badge;
use super::page::Page;
use crate::language::{self, Language};
use crate::t;
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
                <span class="logo-name">"Konomi"</span>
            </a>
            <nav class="nav" aria-label=t!("nav-label")>
                <NavLink page route=Route::Home text=t!("nav-home") />
                <NavLink page route=Route::Map text=t!("nav-map") />
                <NavLink page route=Route::People text=t!("nav-people") />
                <NavLink page route=Route::Charts text=t!("nav-charts") />
                <NavLink page route=Route::Models text=t!("nav-models") />
            </nav>
            <div class="header-end">
                <LanguageSwitch page />
                <ThemeSwitch page />
                <a
                    class="icon-button"
                    href=Route::About.href()
                    aria-label=t!("nav-about")
                    title=t!("nav-about")
                    aria-current=move || (page.route.get() == Route::About).then_some("page")
                >
                    <span aria-hidden="true">"?"</span>
                </a>
                <Badge page />
            </div>
        </header>
    }
}

#[component]
fn NavLink(page: Page, route: Route, text: String) -> impl IntoView {
    let current = move || (page.route.get() == route).then_some("page");
    view! { <a href=route.href() aria-current=current>{text}</a> }
}

/// The languages by their own names. A page in another language is another page: it is loaded anew, with all that the
/// visitor told, which the browser keeps.
#[component]
fn LanguageSwitch(page: Page) -> impl IntoView {
    let options = Language::all().into_iter().map(|language| {
        view! {
            <option value=language.tag() lang=language.tag() selected=language == language::current()>
                {language.own_name()}
            </option>
        }
    });
    view! {
        <select class="language" aria-label=t!("language-switch") on:change:target=move |event| page.speak(event.target().value())>
            {options.collect_view()}
        </select>
    }
}

#[component]
fn ThemeSwitch(page: Page) -> impl IntoView {
    let theme = move || page.settings.get().theme;
    let icon = move || match theme() {
        Theme::Auto => "◐",
        Theme::Light => "☀",
        Theme::Dark => "☾",
    };
    let label = move || t!("theme-switch", now = theme().label(), next = theme().next().label());
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
