//! The page of the models: what each does in plain words, how well, how large, and a button to use it.

use super::page::Page;
use crate::engine::protocol::ModelName;
use crate::ui::figures::AllFigures;
use crate::ui::route::Route;
use crate::ui::words;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Models(page: Page) -> impl IntoView {
    let figures = AllFigures::built_in();
    let users = figures.of(ModelName::DEFAULT).map(|figures| words::thousands(figures.users as u64));
    let cards = ModelName::all().map(|model| view! { <Model page model figures=figures.clone() /> }).collect_view();
    view! {
        <article class="models">
            <h1 tabindex="-1">"Models"</h1>
            <p class="sub">"Each makes a list from the same picks, in its own way, on your device. Choose by what they do or by how well they did."</p>
            <ul class="model-cards">{cards}</ul>
            <h2>"What the figures mean"</h2>
            <p>
                "About " {users} " people whose lists no model had learned from gave four fifths of their titles, and every model had to \
                 find the rest. "
                <b>"Quality"</b>" (NDCG@100) says how far up the hidden titles stand in its first hundred: 1 would be all of them, first. "
                <b>"Found"</b>" is the share of them among the first twenty. "<b>"Variety"</b>
                " is how much of the whole catalogue the first twenty of anybody\u{2019}s list ever show. The means of up to three trainings, in the \
                 precision that this page carries."
            </p>
        </article>
    }
}

#[component]
fn Model(page: Page, model: ModelName, figures: AllFigures) -> impl IntoView {
    let card = model.card();
    let is_used = move || page.model() == model;
    let figures = figures.of(model).map(|figures| {
        let percent = |share: f64| format!("{:.0}%", share * 100.0);
        view! {
            <dl class="model-figures">
                <div><dt>"Quality"</dt><dd>{format!("{:.3}", figures.ndcg_at_100)}</dd></div>
                <div><dt>"Found"</dt><dd>{percent(figures.recall_at_20)}</dd></div>
                <div><dt>"Variety"</dt><dd>{percent(figures.coverage_at_20)}</dd></div>
            </dl>
        }
    });
    let size = match (card.embedded, page.model_bytes(model)) {
        (true, _) => "Part of the page".to_owned(),
        (false, Some(bytes)) => format!("{}, fetched when it is used", words::megabytes(bytes)),
        (false, None) => "Not part of this copy of the page".to_owned(),
    };
    let is_here = card.embedded || page.model_bytes(model).is_some();
    let choose = move |_| page.choose_list_model(model);
    view! {
        <li class="model-card" data-model=model.slug() data-used=move || is_used().to_string()>
            <h2>{card.label}{(model == ModelName::DEFAULT).then(|| view! { <span class="tag">"Default"</span> })}</h2>
            <p>{card.idea}</p>
            {figures}
            <p class="hint">{size}</p>
            {move || match is_used() {
                true => view! { <a class="quiet" href=Route::Home.href()>"In use: see your list"</a> }.into_any(),
                false => view! {
                    <button class="small" type="button" disabled=!is_here on:click=choose>
                        "Use "{card.label}
                    </button>
                }.into_any(),
            }}
        </li>
    }
}
