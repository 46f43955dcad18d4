//! Two models side by side on the same picks.

use super::page::Page;
use super::poster::poster;
use crate::catalog::AnimeId;
use crate::engine::protocol::{ModelName, Recommendation};
use crate::t;
use crate::ui::engine_state::ListState;
use crate::ui::figures::AllFigures;
use crate::ui::route::Route;
use crate::ui::title_layout::PosterSize;
use crate::ui::words::{self, display_title, sentence};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Compare(page: Page) -> impl IntoView {
    let no_picks = Memo::new(move |_| page.taste.with(|taste| taste.picks.is_empty()));
    let own = Memo::new(move |_| page.visible());
    let other = Memo::new(move |_| {
        page.beside.with(|list| page.taste.with(|taste| page.choice.with(|choice| list.visible(taste, choice))))
    });
    let shared = Memo::new(move |_| {
        let other = other.get();
        own.with(|own| own.iter().filter(|item| place_of(&other, item.anime_id).is_some()).count())
    });
    let both = move || own.with(|own| !own.is_empty()) && other.with(|other| !other.is_empty());
    let sum = move || both().then(|| t!("compare-shared", count = shared.get(), of = own.with(Vec::len)));
    let left = Memo::new(move |_| page.model());
    let right = Memo::new(move |_| page.compared_model());
    view! {
        <article class="compare">
            <h1 tabindex="-1">{t!("compare-title")}</h1>
            <p class="sub">{t!("compare-sub")}</p>
            <Show when=move || !no_picks.get() fallback=|| view! { <NoPicks /> }>
                <p class="compare-sum" role="status" data-shared=move || both().then(|| shared.get())>{sum}</p>
                <div class="compare-columns">
                    <Column page side="own" chosen=left choose=Callback::new(move |model| page.choose_model(model)) list=*page.list items=own others=other />
                    <Column page side="other" chosen=right choose=Callback::new(move |model| page.compare_with(model)) list=page.beside items=other others=own />
                </div>
            </Show>
        </article>
    }
}

fn place_of(list: &[Recommendation], id: AnimeId) -> Option<usize> {
    list.iter().position(|item| item.anime_id == id)
}

#[component]
fn NoPicks() -> impl IntoView {
    view! {
        <div class="state">
            <p><b>{t!("compare-no-picks")}</b></p>
            <p>{t!("compare-no-picks-hint")}</p>
            <a class="primary" href=Route::Home.href()>{t!("choose-picks")}</a>
        </div>
    }
}

/// One model's list, with a mark on what is in the other one too.
#[component]
fn Column(
    page: Page,
    /// A word for tests and the style sheet: `own` or `other`.
    side: &'static str,
    chosen: Memo<ModelName>,
    choose: Callback<ModelName>,
    list: RwSignal<ListState>,
    items: Memo<Vec<Recommendation>>,
    others: Memo<Vec<Recommendation>>,
) -> impl IntoView {
    let label = if side == "own" { t!("compare-your-model") } else { t!("compare-other-model") };
    let options = move || {
        let models: Vec<ModelName> = page.own_model_names().into_iter().chain(ModelName::all()).collect();
        let option = |model: ModelName| {
            view! { <option value=model.slug() selected=move || chosen.get() == model>{model.label()}</option> }
        };
        models.into_iter().map(option).collect_view()
    };
    let figures = AllFigures::built_in();
    let quality = move || match figures.of(chosen.get()) {
        Some(figures) => t!("compare-quality", value = format!("{:.3}", figures.ndcg_at_100)),
        None => t!("compare-not-measured"),
    };
    let interim = move || {
        list.with(ListState::is_interim).then(|| {
            let model = list.with(|list| list.shown.as_ref().map(|list| list.model)).unwrap_or_default();
            t!("compare-until", model = model.in_full())
        })
    };
    let failure = move || list.with(|list| list.failure.as_deref().or(list.instead.as_deref()).map(sentence));
    let busy = move || list.with(ListState::is_busy).to_string();
    view! {
        <section class="compare-column" data-side=side data-ranked-by=move || list.with(|list| list.shown.as_ref().map(|list| list.model.slug()))>
            <label class="compare-model">
                <span>{label.clone()}</span>
                <select
                    on:change:target=move |event| {
                        if let Some(model) = ModelName::from_slug(&event.target().value()) {
                            choose.run(model);
                        }
                    }
                    prop:value=move || chosen.get().slug()
                >
                    {options}
                </select>
            </label>
            <p class="meta" data-quality="">{quality}</p>
            <p class="hint">{interim}</p>
            {move || failure().map(|failure| view! { <p class="hint" role="alert">{failure}</p> })}
            <ol aria-label=label aria-busy=busy>
                {move || items.get().into_iter().enumerate().map(|(place, item)| row(page, place, item, others)).collect_view()}
            </ol>
        </section>
    }
}

fn row(page: Page, place: usize, item: Recommendation, others: Memo<Vec<Recommendation>>) -> impl IntoView {
    let id = item.anime_id;
    let library = page.library_now()?;
    let anime = library.get(id)?;
    let there = move || others.with(|others| place_of(others, id));
    let mark = move || there().map(|there| t!("compare-there", place = there + 1));
    Some(view! {
        <li data-anime-id=id.0 class=("shared", move || there().is_some())>
            <span class="compare-place">{place + 1}</span>
            {poster(anime, PosterSize::Mini, ())}
            <span class="compare-text">
                <a href=Route::Anime(id).href()>{display_title(anime).to_owned()}</a>
                <small>{words::kind_and_year(anime)}</small>
                <small class="compare-mark">{mark}</small>
            </span>
            <span class="compare-match">{words::match_figure(item.score)}</span>
        </li>
    })
}
