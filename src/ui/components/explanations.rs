//! What the figures mean, in place.

use crate::engine::protocol::ModelName;
use leptos::prelude::*;

/// What the match of a model means.
#[component]
pub fn MatchExplanation(#[prop(into)] model: Signal<ModelName>) -> impl IntoView {
    view! {
        <details class="explain">
            <summary>"What does the match mean?"</summary>
            <div>
                {move || match model.get() {
                    ModelName::NCF => view! {
                        <p>
                            "How sure the network is that a title belongs on your list, given your picks: it learned from the \
                             lists of thousands of MyAnimeList users which titles go together. 100% would be certainty. It says \
                             nothing of how high you would rate the title."
                        </p>
                    }.into_any(),
                    ModelName::RECOMMENDER_NET => view! {
                        <p>
                            "How far up the scale from 1 to 10 the model expects your rating to be: it learned from ratings by \
                             MyAnimeList users which titles the same people rate high. The expected rating below each title is \
                             the same figure on that scale."
                        </p>
                    }.into_any(),
                    _ => view! {
                        <p>
                            "The chance that a title is on the list of somebody of whom your picks are all that is known, measured on \
                             users that the model had not learned from. It says \
                             nothing of how high you would rate the title."
                        </p>
                    }.into_any(),
                }}
                <p>"Figures of different models can\u{2019}t be compared; the order within a list is what counts."</p>
            </div>
        </details>
    }
}
