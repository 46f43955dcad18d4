//! Where the data is from and how the page works.

use super::page::{Fetched, Page};
use crate::ui::offline::Newer;
use crate::ui::route::Route;
use crate::ui::words::{sentence, thousands};
use leptos::prelude::*;

const LICENCE: &str = "./static/licence.txt";

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
                ("Of when", sentence(&data.version)),
                ("Anime", thousands(data.anime.into())),
                ("Users", thousands(data.users.into())),
                ("Ratings", thousands(data.ratings.into())),
                ("Titles on lists", thousands(data.interactions.into())),
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
            <h1 tabindex="-1">"About Konomi"</h1>
            <p class="lead">
                <span lang="ja">"好み"</span> " (" <i lang="ja-Latn">"konomi"</i> ") is Japanese for taste. From a few titles you \
                 like, Konomi works out what you may want to watch next, on your own machine."
            </p>
            <h2>"Nothing leaves your browser"</h2>
            <p>
                "The trained models and the catalogue are part of this page. Your picks are kept in this browser\u{2019}s storage, \
                 the recommendations are computed here, and no server is asked for anything but the page\u{2019}s own files. There is no \
                 account, no cookie and no counter. To forget everything, clear this site\u{2019}s data in your browser."
            </p>
            <h2>"Without the network"</h2>
            <p>{move || page.offline.get().words()}</p>
            <p>
                "Many browsers can also install Konomi like an app: it is the same page, in a window of its own. When there is a                  new version, the page offers it, and the old one goes on until you take it."
            </p>
            <Show when=move || page.update.get() == Newer::PutOff>
                <p class="dialog-actions">
                    <button class="primary" type="button" on:click=move |_| page.take_update()>"Update now"</button>
                </p>
            </Show>
            <h2>"Where the data is from"</h2>
            <p>
                "Facts, lists and ratings are from MyAnimeList, in the layout of a public data set on Kaggle. User names were \
                 replaced by numbers; the page itself holds only facts of the titles and what the models learned, and, for the models \
                 that compare you to people, a sample of lists without names, numbers or ratings. The facts are newer than the lists: a title that came out after the last list can be searched for, but no model has \
                 learned it, so it is never recommended. Pornographic titles are left out of search and lists. The posters \
                 are drawn from genres and number of a title: no image is copied."
            </p>
            {counts}
            <h2>"How it works"</h2>
            <h3>"The list at once, and the list after it"</h3>
            <p>
                "A small neural network that is part of the page, NCF, makes your first list at once. The default, a blend of the models \
                 that did best on people they had never seen, is fetched meanwhile and takes over. "
                <a href=Route::Models.href()>"The models"</a>" says of each what it does and how well it did."
            </p>
            <h3>"Lists and ratings"</h3>
            <p>
                "Nearly all models learned from lists: which titles stand together on what people have seen. One learned from ratings, \
                 and so can say how high you might rate a title, but not whether you would ever watch it."
            </p>
            <h3>"You are a new person to the models"</h3>
            <p>
                "They were trained before you came, so they know nothing of you. With each change of your picks the page works out what \
                 they mean to each model, while all that was learned stays as it is. That is called folding in, and takes \
                 milliseconds. A dislike speaks against what is like it; a low rating says that you watch such things, but less so."
            </p>
            <h3>"WebGPU or CPU"</h3>
            <p>
                "The models run on the graphics processor through WebGPU where your browser offers it, and on the processor \
                 otherwise. Should the graphics processor fail, the page goes on with the processor. Both rank alike; the badge \
                 at the top says which is in use and why."
            </p>
            <h2 id="match">"What the match means"</h2>
            <p>
                "The chance that a title stands on the list of somebody of whom your picks are known, as far as the model can tell. With \
                 the model of ratings: how far up the scale from 1 to 10 it expects your rating to be. Neither is a promise, and \
                 figures of different models can\u{2019}t be compared. On a title\u{2019}s page the figure is the cosine between two \
                 titles: 100% is the same direction, 0% unrelated, below that opposite."
            </p>
            <h2>"Licence"</h2>
            <p>
                "Konomi is free software under the MIT or the Apache 2.0 licence, as you like: "
                <a href=LICENCE>"the licence"</a> ". Konomi has no part in MyAnimeList."
            </p>
        </article>
    }
}
