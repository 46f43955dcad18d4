//! One title of a list: its poster, what is known of it, and what the visitor can say of it.

use super::page::Page;
use super::poster::poster;
use crate::catalog::AnimeId;
use crate::language::names;
use crate::recommend::Opinion;
use crate::recommend::Standing;
use crate::t;
use crate::ui::route::Route;
use crate::ui::title_layout::PosterSize;
use crate::ui::words::{self, display_title};
use leptos::prelude::*;

/// Everything of a card but the list item around it.
#[component]
pub fn Card(
    page: Page,
    id: AnimeId,
    /// The figure on the poster, if there is one, with what it is for those who hear it.
    #[prop(into)]
    figure: Signal<Option<(String, String)>>,
    /// The rating that a model expects of the visitor.
    #[prop(into)]
    expected: Signal<Option<f32>>,
) -> impl IntoView {
    page.library_now().and_then(|library| {
        let anime = library.get(id)?;
        let pill = move || {
            figure.get().map(|(figure, meaning)| {
                view! {
                    <span class="match">{figure}<span class="visually-hidden">{meaning}</span></span>
                }
            })
        };
        let genres = anime.genre_names().filter(|genre| *genre != "Award Winning").take(3).map(names::genre);
        let genres: Vec<String> = genres.collect();
        Some(view! {
            <a class="card-link" href=Route::Anime(id).href()>
                {poster(anime, PosterSize::Card, pill)}
                <h3>{display_title(anime).to_owned()}</h3>
            </a>
            <p class="meta">{words::short_facts(anime)}</p>
            <p class="meta genres">{genres.join(&t!("names-comma"))}</p>
            {move || expected.get().map(|rating| view! {
                <p class="expected">{t!("expected-rating")} " " <b>{words::rating_figure(rating)}</b></p>
            })}
            <CardActions page id title=display_title(anime).to_owned() />
        })
    })
}

#[component]
fn CardActions(page: Page, id: AnimeId, title: String) -> impl IntoView {
    let act = |text: String, sign: &'static str, standing: Standing| {
        // A label and not a hidden span: a list has a hundred of these controls, and each span would be laid out.
        let label = t!("act-on", act = text.as_str(), title = title.as_str());
        view! {
            <button type="button" aria-label=label on:click=move |_| page.set(id, standing)>{sign}{text}</button>
        }
    };
    view! {
        <div class="act">
            {act(t!("like"), "+ ", Standing::Picked(Opinion::Liked))}
            {act(t!("not-interested"), "", Standing::Hidden)}
            {act(t!("seen-it"), "", Standing::Seen)}
            <a href=Route::Anime(id).href() aria-label=t!("more-like-title", title = title.as_str())>{t!("more-like-this")}</a>
            <a href=mal_address(id) rel="noreferrer" aria-label=t!("mal-of-title", title = title.as_str())>"MAL ↗"</a>
        </div>
    }
}

/// The page of an anime at MyAnimeList.
pub fn mal_address(id: AnimeId) -> String {
    format!("https://myanimelist.net/anime/{id}")
}

/// A card that is not known yet, or of which the title is remembered.
#[component]
pub fn CardSkeleton(title: Option<String>) -> impl IntoView {
    view! {
        <li class="card" aria-hidden="true">
            <span class="poster skeleton"></span>
            {match title {
                Some(title) => view! { <b class="remembered">{title}</b> }.into_any(),
                None => view! { <span class="line skeleton"></span> }.into_any(),
            }}
            <span class="line line-short skeleton"></span>
        </li>
    }
}
