//! Who ranks, or who compares.

use super::page::Page;
use crate::engine::protocol::ModelName;
use crate::ui::words;
use leptos::prelude::*;

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
    let choices = ModelName::ALL.map(|model| {
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    value=model.slug()
                    prop:checked=move || chosen.get() == model
                    on:change=move |_| page.choose_model(model)
                />
                <span>{words::model(model)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="seg">
            <legend class="visually-hidden">"Model"</legend>
            {choices.into_iter().collect_view()}
        </fieldset>
    }
}
