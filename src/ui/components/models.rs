//! The page of the models: what each does in plain words, how well, how large, and a button to use it.

use super::own_models::OwnModelsSection;
use super::page::Page;
use crate::engine::protocol::ModelName;
use crate::t;
use crate::ui::figures::AllFigures;
use crate::ui::route::Route;
use crate::ui::words;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Models(page: Page) -> impl IntoView {
    let figures = AllFigures::built_in();
    let users = figures.of(ModelName::DEFAULT).map(|figures| figures.users.round());
    let cards = ModelName::all().map(|model| view! { <Model page model figures=figures.clone() /> }).collect_view();
    view! {
        <article class="models">
            <h1 tabindex="-1">{t!("nav-models")}</h1>
            <p class="sub">{t!("models-sub")} " " <a href=Route::Compare.href()>{t!("compare-link")}</a></p>
            <ul class="model-cards">{cards}</ul>
            <OwnModelsSection page />
            <h2>{t!("models-figures")}</h2>
            <p>{t!("models-figures-what", users = users.unwrap_or_default())}</p>
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
                <div><dt>{t!("models-quality")}</dt><dd>{format!("{:.3}", figures.ndcg_at_100)}</dd></div>
                <div><dt>{t!("models-found")}</dt><dd>{percent(figures.recall_at_20)}</dd></div>
                <div><dt>{t!("models-variety")}</dt><dd>{percent(figures.coverage_at_20)}</dd></div>
            </dl>
        }
    });
    let size = match (card.embedded, page.model_bytes(model)) {
        (true, _) => t!("models-part-of-page"),
        (false, Some(bytes)) => t!("models-fetched", size = words::megabytes(bytes)),
        (false, None) => t!("models-not-here"),
    };
    let is_here = card.embedded || page.model_bytes(model).is_some();
    let choose = move |_| page.choose_list_model(model);
    view! {
        <li class="model-card" data-model=model.slug() data-used=move || is_used().to_string()>
            <h2>{model.label()}{(model == ModelName::DEFAULT).then(|| view! { <span class="tag">{t!("models-default")}</span> })}</h2>
            <p>{model.idea()}</p>
            {figures}
            <p class="hint">{size}</p>
            {move || match is_used() {
                true => view! { <a class="quiet" href=Route::Home.href()>{t!("own-see-list")}</a> }.into_any(),
                false => view! {
                    <button class="small" type="button" disabled=!is_here on:click=choose>
                        {t!("own-use", model = model.label())}
                    </button>
                }.into_any(),
            }}
        </li>
    }
}
