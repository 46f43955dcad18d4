//! People of like taste: the users nearest to the visitor, what they rate high, and the visitor's taste in words.

use super::page::{Fetched, Page};
use super::poster::poster;
use crate::catalog::AnimeId;
use crate::language::names;
use crate::recommend::{Favourite, Neighbour, Standing};
use crate::t;
use crate::ui::clouds::{Word, cloud};
use crate::ui::library::Library;
use crate::ui::route::Route;
use crate::ui::title_layout::PosterSize;
use crate::ui::words::{self, display_title, sentence};
use leptos::prelude::*;
use std::sync::Arc;

/// How many people stand beside the visitor.
const NEAREST: usize = 12;
/// How many titles of theirs.
const FAVOURITES: usize = 18;
/// How many titles of each person.
const OF_ONE: usize = 3;
/// How many words a cloud has.
const WORDS: usize = 24;

/// What the sample says of the visitor.
#[derive(Clone, PartialEq, Default)]
struct Found {
    neighbours: Vec<Neighbour>,
    favourites: Vec<Favourite>,
    /// Of each neighbour the titles rated highest that the visitor knows too, or else any.
    known_for: Vec<Vec<AnimeId>>,
    sample: usize,
}

/// The page.
#[component]
pub fn People(page: Page) -> impl IntoView {
    let no_picks = Memo::new(move |_| page.taste.with(|taste| taste.picks.is_empty()));
    let found = Memo::new(move |_| find(page));
    let failed = move || match page.people.get() {
        Fetched::Failed(reason) => Some(reason),
        _ => None,
    };
    let body = move || {
        if no_picks.get() {
            return view! { <NoPicks /> }.into_any();
        }
        if let Some(reason) = failed() {
            return view! { <Failure page reason /> }.into_any();
        }
        let nearest = move || found.get().map(|found| view! { <Nearest page found /> });
        let loved = move || found.get().map(|found| view! { <Loved page found /> });
        view! {
            <Clouds page />
            <Show when=move || found.with(Option::is_some) fallback=|| view! { <Skeletons /> }>
                {loved}
                {nearest}
            </Show>
        }
        .into_any()
    };
    view! {
        <article class="people">
            <h1 tabindex="-1">{t!("people-title")}</h1>
            <p class="sub">{t!("people-sub")}</p>
            {body}
        </article>
    }
}

/// Who is near, once the sample and the visitor's row are here.
fn find(page: Page) -> Option<Found> {
    let (row, _) = page.located.get()?;
    let library = page.library()?;
    let Fetched::Here(people) = page.people.get() else { return None };
    let taste = page.taste.get();
    let opinions: Vec<(AnimeId, f32)> =
        taste.picks.iter().map(|pick| (pick.anime_id, pick.opinion.as_rating())).collect();
    let neighbours = people.nearest(&row, &opinions, NEAREST);
    let open = |id: AnimeId| {
        let is_decent = library.get(id).is_some_and(|anime| !anime.is_explicit());
        is_decent && matches!(taste.standing(id), Standing::Open | Standing::Planned)
    };
    let favourites = people.favourites(&neighbours, open, FAVOURITES);
    let known_for = |neighbour: &Neighbour| {
        let Some(person) = people.person(neighbour.person) else { return Vec::new() };
        let mut best: Vec<_> = (person.ratings.iter())
            .filter(|(id, _)| library.get(*id).is_some_and(|anime| !anime.is_explicit()))
            .collect();
        let members = |id: AnimeId| library.get(id).and_then(|anime| anime.members());
        best.sort_by_key(|(id, rating)| {
            let is_shared = taste.picks.iter().any(|pick| pick.anime_id == *id);
            std::cmp::Reverse((*rating, is_shared, members(*id)))
        });
        best.into_iter().take(OF_ONE).map(|(id, _)| *id).collect()
    };
    let known_for = neighbours.iter().map(known_for).collect();
    Some(Found { favourites, known_for, sample: people.len(), neighbours })
}

#[component]
fn NoPicks() -> impl IntoView {
    view! {
        <div class="state">
            <p><b>{t!("people-no-picks")}</b></p>
            <p>{t!("people-no-picks-hint")}</p>
            <a class="primary" href=Route::Home.href()>{t!("choose-picks")}</a>
        </div>
    }
}

#[component]
fn Failure(page: Page, reason: String) -> impl IntoView {
    let retry = move |_| {
        page.load_people();
        page.try_again();
    };
    view! {
        <div class="state state-failure" role="alert">
            <p><b>{t!("people-failed")}</b></p>
            <p>{sentence(&reason)}</p>
            <button class="primary" type="button" on:click=retry>{t!("try-again")}</button>
        </div>
    }
}

#[component]
fn Skeletons() -> impl IntoView {
    view! {
        <p class="sub" role="status">{t!("people-looking")}</p>
        <ul class="row" aria-hidden="true">
            {(0..6).map(|_| view! { <li><span class="poster skeleton"></span></li> }).collect_view()}
        </ul>
    }
}

/// The visitor's taste in words.
#[component]
fn Clouds(page: Page) -> impl IntoView {
    let words = move || {
        let library = page.library()?;
        let picks = page.taste.with(|taste| taste.picks.clone());
        let genres = cloud(
            &picks,
            |id| library.get(id),
            |anime| anime.genre_names().filter(|genre| *genre != "Award Winning"),
            WORDS,
        );
        let sources = cloud(&picks, |id| library.get(id), |anime| anime.source().into_iter(), WORDS);
        Some((genres, sources))
    };
    move || {
        words().map(|(genres, sources)| {
            view! {
                <div class="clouds">
                    <Cloud title=t!("people-genres") words=genres name=names::genre />
                    <Cloud title=t!("people-sources") words=sources name=names::source />
                </div>
            }
        })
    }
}

#[component]
fn Cloud(title: String, words: Vec<Word>, name: fn(&str) -> String) -> impl IntoView {
    let empty = words.is_empty().then(|| view! { <p class="hint">{t!("people-cloud-empty")}</p> });
    let words = words.into_iter().map(|word| {
        // From small to display size; the number says the same to those who hear it.
        let size = format!("{:.2}em", 0.8 + 1.4 * word.weight);
        let count = word.picks;
        view! {
            <li style:font-size=size>
                {name(&word.name)}
                <span class="visually-hidden">{t!("people-word-picks", count = count)}</span>
            </li>
        }
    });
    view! {
        <section>
            <h2>{title.clone()}</h2>
            {empty}
            <ul class="cloud" aria-label=title>{words.collect_view()}</ul>
        </section>
    }
}

/// What the nearest rate high and the visitor has not seen.
#[component]
fn Loved(page: Page, found: Found) -> impl IntoView {
    let library = page.library_now()?;
    let all = found.neighbours.len();
    let items = found.favourites.iter().filter_map(|favourite| {
        let anime = library.get(favourite.anime_id)?;
        let raters = t!("people-raters", raters = favourite.raters, all = all);
        let mean = words::rating_figure(favourite.mean);
        let spoken = t!("people-mean-heard");
        Some(view! {
            <li data-anime-id=favourite.anime_id.0>
                <a class="card-link" href=Route::Anime(favourite.anime_id).href()>
                    {poster(anime, PosterSize::Card, view! { <span class="match">{mean}<span class="visually-hidden">{spoken}</span></span> })}
                    <h3>{display_title(anime).to_owned()}</h3>
                </a>
                <p class="meta">{words::kind_and_year(anime)}</p>
                <p class="meta">{raters}</p>
            </li>
        })
    });
    let items: Vec<_> = items.collect();
    let empty = items.is_empty().then(|| view! { <p class="hint">{t!("people-loved-empty")}</p> });
    Some(view! {
        <section>
            <h2>{t!("people-loved")}</h2>
            <p class="sub">{t!("people-loved-sub")}</p>
            {empty}
            <ol class="row" aria-label=t!("people-loved")>{items}</ol>
        </section>
    })
}

/// Who is nearest.
#[component]
fn Nearest(page: Page, found: Found) -> impl IntoView {
    let library = page.library_now()?;
    let rows = found.neighbours.iter().zip(&found.known_for).enumerate();
    let rows = rows.map(|(place, (neighbour, known_for))| row(place + 1, neighbour, known_for, &library));
    Some(view! {
        <section>
            <h2>{t!("people-nearest")}</h2>
            <p class="sub">{t!("people-nearest-sub", sample = found.sample)}</p>
            <div class="table-frame" tabindex="0" role="region" aria-label=t!("people-nearest")>
                <table class="people-table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("people-column-who")}</th>
                            <th scope="col" class="number">{t!("people-column-cosine")}</th>
                            <th scope="col" class="number">{t!("people-column-common")}</th>
                            <th scope="col" class="number">{t!("people-column-apart")}</th>
                            <th scope="col">{t!("people-column-loves")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    })
}

fn row(place: usize, neighbour: &Neighbour, known_for: &[AnimeId], library: &Arc<Library>) -> impl IntoView + use<> {
    let titles = known_for.iter().map(|id| {
        view! { <a href=Route::Anime(*id).href()>{library.title(*id)}</a> }
    });
    let apart = neighbour.apart.map_or_else(|| "\u{2013}".to_owned(), |apart| format!("{apart:.1}"));
    view! {
        <tr data-person=neighbour.person data-cosine=neighbour.cosine.to_string()>
            <th scope="row">{t!("people-person", place = place)}</th>
            <td class="number">{words::cosine_figure(neighbour.cosine)}</td>
            <td class="number">{neighbour.common}</td>
            <td class="number">{apart}</td>
            <td class="titles">{titles.collect_view()}</td>
        </tr>
    }
}
