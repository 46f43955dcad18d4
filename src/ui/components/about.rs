//! Where the data is from and how the page works.

use super::page::{Fetched, Page};
use crate::t;
use crate::ui::offline::{Keeping, Newer, Offline, OnDemand};
use crate::ui::route::Route;
use crate::ui::words::{megabytes, sentence, thousands};
use leptos::prelude::*;

const LICENCE: &str = "./static/licence.txt";

/// The files that only some visits need: whether they are kept, and a button that has all of them kept.
#[component]
fn Everything(page: Page) -> impl IntoView {
    Effect::new(move |_| {
        if page.offline.get() == Offline::Ready {
            page.ask_what_is_kept();
        }
    });
    let keep = move |words: String| {
        view! {
            <p class="dialog-actions">
                <button class="chip" type="button" data-keep-everything="" on:click=move |_| page.keep_everything()>{words}</button>
            </p>
        }
    };
    move || {
        let OnDemand { state, missing, total } = page.on_demand.get().filter(|rest| rest.total > 0)?;
        let size = megabytes(missing);
        Some(match (state, missing) {
            (_, 0) => view! { <p role="status" data-everything="">{t!("about-everything-kept", size = megabytes(total))}</p> }.into_any(),
            (Keeping::Idle, _) => {
                view! { <p>{t!("about-everything", size = size.clone())}</p> {keep(t!("about-keep-everything", size = size))} }
                    .into_any()
            }
            (Keeping::Busy, _) => view! {
                <p class="fetch">
                    <progress max=total value=total - missing aria-label=t!("about-keeping") />
                    {t!("about-keeping-progress", kept = megabytes(total - missing), total = megabytes(total))}
                </p>
            }
            .into_any(),
            (Keeping::Failed, _) => {
                view! { <p role="alert">{t!("about-keeping-failed")}</p> {keep(t!("about-keep-everything", size = size))} }
                    .into_any()
            }
        })
    }
}

/// The page about the page.
#[component]
pub fn About(page: Page) -> impl IntoView {
    let data_set = move || {
        page.library.with(|library| match library {
            Fetched::Here(library) => Some(library.catalogue().data_set().clone()),
            _ => None,
        })
    };
    let counts = move || {
        data_set().map(|data| {
            let rows = [
                (t!("about-of-when"), sentence(&data.version)),
                (t!("about-anime"), thousands(data.anime.into())),
                (t!("about-users"), thousands(data.users.into())),
                (t!("about-ratings"), thousands(data.ratings.into())),
                (t!("about-interactions"), thousands(data.interactions.into())),
            ];
            view! {
                <dl class="facts">
                    {rows.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
                </dl>
            }
        })
    };
    view! {
        <article class="prose">
            <h1 tabindex="-1">{t!("about-title")}</h1>
            <p class="lead"><span lang="ja">"好み"</span> " (" <i lang="ja-Latn">"konomi"</i> ") " {t!("about-lead")}</p>
            <h2>{t!("about-nothing-leaves")}</h2>
            <p>{t!("about-nothing-leaves-text")}</p>
            <h2>{t!("about-offline")}</h2>
            <p>{move || page.offline.get().words()}</p>
            <Everything page />
            <p>{t!("about-install")}</p>
            <Show when=move || page.update.get() == Newer::PutOff>
                <p class="dialog-actions">
                    <button class="primary" type="button" on:click=move |_| page.take_update()>{t!("about-update")}</button>
                </p>
            </Show>
            <h2>{t!("about-data")}</h2>
            <p>{t!("about-data-text")}</p>
            {counts}
            <h2>{t!("about-how")}</h2>
            <h3>{t!("about-at-once")}</h3>
            <p>{t!("about-at-once-text")} " " <a href=Route::Models.href()>{t!("about-at-once-models")}</a></p>
            <h3>{t!("about-lists")}</h3>
            <p>{t!("about-lists-text")}</p>
            <h3>{t!("about-new")}</h3>
            <p>{t!("about-new-text")}</p>
            <h3>{t!("about-start")}</h3>
            <p>{t!("about-start-text")}</p>
            <h3>{t!("about-gpu")}</h3>
            <p>{t!("about-gpu-text")}</p>
            <h2 id="match">{t!("about-match")}</h2>
            <p>{t!("about-match-text")}</p>
            <h2>{t!("about-licence")}</h2>
            <p>{t!("about-licence-text")} " " <a href=LICENCE>{t!("about-licence-link")}</a></p>
        </article>
    }
}
