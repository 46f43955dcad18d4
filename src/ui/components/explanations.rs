//! What the figures mean, in place.

use crate::engine::protocol::ModelName;
use crate::t;
use leptos::prelude::*;

/// What the match of a model means.
#[component]
pub fn MatchExplanation(#[prop(into)] model: Signal<ModelName>) -> impl IntoView {
    view! {
        <details class="explain">
            <summary>{t!("match-question")}</summary>
            <div>
                <p>
                    {move || match model.get() {
                        ModelName::NCF => t!("match-of-ncf"),
                        ModelName::RECOMMENDER_NET => t!("match-of-ratings"),
                        _ => t!("match-of-others"),
                    }}
                </p>
                <p>{t!("match-not-compared")}</p>
            </div>
        </details>
    }
}
