//! One anime: what is known of it, and which titles the model finds most and least like it.

use super::app::LibraryFailure;
use super::card::mal_address;
use super::model_switch::ModelSwitch;
use super::page::{Fetched, Page};
use super::picks::OpinionSelect;
use super::poster::poster;
use crate::catalog::{AnimeId, AnimeRef};
use crate::language::names;
use crate::recommend::Opinion;
use crate::recommend::Standing;
use crate::t;
use crate::ui::engine_state::{EngineState, SimilarState};
use crate::ui::library::Library;
use crate::ui::route::Route;
use crate::ui::title_layout::PosterSize;
use crate::ui::words::{self, display_title, sentence};
use leptos::prelude::*;
use std::sync::Arc;

/// The page of an anime.
#[component]
pub fn AnimePage(page: Page, id: AnimeId) -> impl IntoView {
    let model = Memo::new(move |_| page.similarity_model());
    Effect::new(move |_| page.ask_similar(id, model.get()));
    view! {
        <div class="anime">
            {move || match page.library.get() {
                Fetched::Loading => view! { <Loading /> }.into_any(),
                Fetched::Failed(_) => view! { <h1 tabindex="-1">{t!("anime")}</h1><LibraryFailure page /> }.into_any(),
                Fetched::Here(library) => match library.get(id) {
                    Some(anime) => view! {
                        {hero(page, anime)}
                        <Neighbours page library=Arc::clone(&library) model />
                    }.into_any(),
                    None => view! { <Unknown id /> }.into_any(),
                },
            }}
        </div>
    }
}

#[component]
fn Loading() -> impl IntoView {
    view! {
        <div class="hero">
            <span class="poster skeleton"></span>
            <div><h1 class="visually-hidden" tabindex="-1">{t!("loading")}</h1><span class="line skeleton"></span><span class="line line-short skeleton"></span></div>
        </div>
    }
}

#[component]
fn Unknown(id: AnimeId) -> impl IntoView {
    view! {
        <div class="state">
            <h1 tabindex="-1">{t!("anime-unknown", id = id.to_string())}</h1>
            <p>
                {t!("anime-unknown-hint")} " "
                <a href=mal_address(id) rel="noreferrer">{t!("anime-unknown-mal")}</a> " "
                <a href=Route::Home.href()>{t!("anime-unknown-search")}</a>
            </p>
        </div>
    }
}

fn hero(page: Page, anime: AnimeRef<'_>) -> impl IntoView + use<> {
    let title = display_title(anime).to_owned();
    let other = |other: Option<&str>| other.filter(|other| *other != title).map(str::to_owned);
    let (romaji, native) = (other(Some(anime.romaji())), other(anime.japanese()));
    // In English it is the title already.
    let english = other(anime.english()).filter(|english| Some(english) != romaji.as_ref());
    let genres: Vec<String> = anime.genre_names().map(names::genre).collect();
    let number = |count: Option<u32>| count.map(|count| words::thousands(u64::from(count)));
    let rating = Some(words::age_rating(anime.age_rating())).filter(|rating| !rating.is_empty());
    let facts = [
        (t!("anime-score"), anime.score().map(|score| score.to_string())),
        (t!("anime-scored-by"), number(anime.scored_by())),
        (t!("anime-members"), number(anime.members())),
        (t!("anime-rating"), rating),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }));
    view! {
        <div class="hero">
            {poster(anime, PosterSize::Hero, ())}
            <div>
                <p class="meta">{words::long_facts(anime)}</p>
                <h1 tabindex="-1">{title}</h1>
                <p class="sub other-titles">
                    {romaji.map(|romaji| view! { <span lang="ja-Latn">{romaji}</span> })}
                    {english.map(|english| view! { <span lang="en">{english}</span> })}
                    {native.map(|native| view! { <span lang="ja">{native}</span> })}
                </p>
                <ul class="tags" aria-label=t!("genres")>
                    {genres.into_iter().map(|genre| view! { <li>{genre}</li> }).collect_view()}
                </ul>
                <dl class="facts">{facts.collect_view()}</dl>
                <HeroActions page id=anime.id() />
            </div>
        </div>
    }
}

#[component]
fn HeroActions(page: Page, id: AnimeId) -> impl IntoView {
    let standing = Memo::new(move |_| page.taste.with(|taste| taste.standing(id)));
    let picked = Memo::new(move |_| matches!(standing.get(), Standing::Picked(_)));
    let toggle = move |to: Standing| page.set(id, if standing.get_untracked() == to { Standing::Open } else { to });
    view! {
        <div class="hero-actions">
            <button
                class="primary"
                type="button"
                on:click=move |_| {
                    page.set(id, if picked.get_untracked() { Standing::Open } else { Standing::Picked(Opinion::Liked) });
                }
            >
                <span aria-hidden="true">{move || if picked.get() { "✓ " } else { "+ " }}</span>
                {move || if picked.get() { t!("in-your-picks") } else { t!("anime-like") }}
                <Show when=move || picked.get()><span class="visually-hidden">{t!("anime-remove")}</span></Show>
            </button>
            <Show when=move || picked.get()>
                <OpinionSelect page id />
            </Show>
            <button
                class="chip"
                type="button"
                aria-pressed=move || (standing.get() == Standing::Seen).to_string()
                on:click=move |_| toggle(Standing::Seen)
            >
                {t!("seen-it")}
            </button>
            <button
                class="chip"
                type="button"
                aria-pressed=move || (standing.get() == Standing::Planned).to_string()
                on:click=move |_| toggle(Standing::Planned)
            >
                {t!("plan-to-watch")}
            </button>
            <button
                class="chip"
                type="button"
                aria-pressed=move || (standing.get() == Standing::Hidden).to_string()
                on:click=move |_| toggle(Standing::Hidden)
            >
                {t!("not-interested")}
            </button>
            <a class="chip" href=mal_address(id) rel="noreferrer">"MyAnimeList" <span aria-hidden="true">" ↗"</span></a>
        </div>
    }
}

#[component]
fn Neighbours(page: Page, library: Arc<Library>, model: Memo<crate::engine::protocol::ModelName>) -> impl IntoView {
    let content = move || match page.similar.get() {
        SimilarState::Pending => {
            let starting = page.engine.with(|engine| !matches!(engine, EngineState::Running { .. }));
            view! {
                <p class="sub">{if starting { t!("anime-engine-starting") } else { t!("anime-comparing") }}</p>
                <ol class="row" aria-hidden="true">
                    {(0..6).map(|_| view! { <li><span class="poster skeleton"></span><span class="line skeleton"></span></li> }).collect_view()}
                </ol>
            }
            .into_any()
        }
        SimilarState::Failed(reason) => view! {
            <div class="state state-failure" role="alert">
                <p><b>{t!("anime-comparison-failed")}</b></p>
                <p>{sentence(&reason)}</p>
                <button class="primary" type="button" on:click=move |_| page.try_again()>{t!("try-again")}</button>
            </div>
        }
        .into_any(),
        SimilarState::Shown(similar) if similar.most.is_empty() => view! {
            <div class="state" data-unknown="">
                <p><b>{t!("anime-not-known")}</b></p>
                <p>{t!("anime-not-known-hint")}</p>
            </div>
        }
        .into_any(),
        SimilarState::Shown(similar) => view! {
            <Row page library=Arc::clone(&library) items=similar.most label=t!("most-similar") />
            <h2>{t!("least-similar")}</h2>
            <Row page library=Arc::clone(&library) items=similar.least label=t!("least-similar") />
        }
        .into_any(),
    };
    view! {
        <div class="heading-row">
            <h2>{t!("most-similar")} <span class="sub">{t!("anime-cosine")}</span></h2>
            <ModelSwitch page name="similarity-model" chosen=model />
        </div>
        {content}
    }
}

#[component]
fn Row(page: Page, library: Arc<Library>, items: Vec<(AnimeId, f32)>, label: String) -> impl IntoView {
    let items: Vec<_> = items
        .into_iter()
        .filter_map(|(id, cosine)| {
            let anime = library.get(id)?;
            let figure = view! {
                <span class="match">{words::cosine_figure(cosine)}<span class="visually-hidden">{t!("similar-heard")}</span></span>
            };
            let picked = move || page.taste.with(|taste| matches!(taste.standing(id), Standing::Picked(_)));
            Some(view! {
                <li data-anime-id=id.0 data-cosine=cosine.to_string()>
                    <a class="card-link" href=Route::Anime(id).href()>
                        {poster(anime, PosterSize::Card, figure)}
                        <h3>{display_title(anime).to_owned()}</h3>
                    </a>
                    <p class="meta">{words::kind_and_year(anime)}</p>
                    <Show when=picked><p class="meta">{t!("in-your-picks")}</p></Show>
                </li>
            })
        })
        .collect();
    view! { <ol class="row" aria-label=label>{items}</ol> }
}
