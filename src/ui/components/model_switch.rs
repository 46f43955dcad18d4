//! Who ranks, or who compares.

use super::page::Page;
use crate::engine::protocol::ModelName;
use crate::t;
use crate::ui::route::Route;
use leptos::prelude::*;

/// The models that are always offered; the page of the models has all of them.
const OFFERED: [ModelName; 3] = [ModelName::DEFAULT, ModelName::NCF, ModelName::RECOMMENDER_NET];

/// A choice between the models.
#[component]
pub fn ModelSwitch(
    page: Page,
    /// The name of the group, which must be unique in the page.
    name: &'static str,
    /// The model that is chosen.
    #[prop(into)]
    chosen: Signal<ModelName>,
) -> impl IntoView {
    // One that was chosen elsewhere joins the others.
    let offered = move || {
        let chosen = chosen.get();
        let other = (!OFFERED.contains(&chosen)).then_some(chosen);
        OFFERED.into_iter().chain(other).collect::<Vec<_>>()
    };
    view! {
        <fieldset class="seg">
            <legend class="visually-hidden">{t!("model")}</legend>
            <For each=offered key=|model| *model let:model>
                <label>
                    <input
                        type="radio"
                        name=name
                        value=model.slug()
                        prop:checked=move || chosen.get() == model
                        on:change=move |_| page.choose_model(model)
                    />
                    <span>{model.label()}</span>
                </label>
            </For>
        </fieldset>
        <a class="quiet all-models" href=Route::Models.href()>{t!("all-models")}</a>
    }
}
