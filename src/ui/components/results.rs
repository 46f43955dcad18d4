//! The visitor's recommendations, or why there are none.

use super::card::{Card, CardSkeleton};
use super::choice_panel::ChoicePanel;
use super::explanations::MatchExplanation;
use super::model_switch::ModelSwitch;
use super::page::{Page, RECOMMENDED};
use super::save_menu::{SaveMenu, Saved};
use super::stages::in_stages;
use crate::catalog::AnimeId;
use crate::engine::protocol::Recommendation;
use crate::platform::list_motion;
use crate::t;
use crate::ui::engine_state::{EngineState, ListState};
use crate::ui::fewest_moves::staying;
use crate::ui::route::Route;
use crate::ui::start_places::SHOWN;
use crate::ui::words::{self, sentence};
use leptos::prelude::*;

/// How many well-known titles stand where the list will be.
const WELL_KNOWN: usize = 15;
/// So many cards are drawn in one task.
const CARDS_AT_ONCE: usize = 2;
/// How many skeletons stand for a list that is on its way.
const SKELETONS: usize = 10;

/// What the section shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    FirstVisit,
    Skeletons,
    Failure,
    Nothing,
    List,
}

/// The section.
#[component]
pub fn Results(page: Page) -> impl IntoView {
    let shows = Memo::new(move |_| {
        let no_picks = page.taste.with(|taste| taste.picks.is_empty());
        let visible = page.visible().len();
        page.list.with(|list| match (no_picks, &list.shown) {
            _ if page.library().is_none() => Shows::Skeletons,
            (true, _) => Shows::FirstVisit,
            _ if list.failure.is_some() => Shows::Failure,
            (_, Some(_)) if visible > 0 => Shows::List,
            (_, Some(_)) if !list.pending => Shows::Nothing,
            _ => Shows::Skeletons,
        })
    });
    let model = Memo::new(move |_| page.model());
    view! {
        <h2 class="title" id="results-title" tabindex="-1">{t!("results-title")}</h2>
        <Subtitle page shows />
        <Fetch page />
        <div class="bar">
            <ModelSwitch page name="model" chosen=model />
            <MatchExplanation model />
            <Show when=move || shows.get() == Shows::List>
                <SaveMenu page label=t!("save") what=Saved::Recommendations />
                <a class="quiet" href=Route::Compare.href()>{t!("compare-link")}</a>
            </Show>
        </div>
        <Show when=move || matches!(shows.get(), Shows::List | Shows::Nothing)>
            <ChoicePanel page />
        </Show>
        <UnknownPicks page />
        {move || match shows.get() {
            Shows::FirstVisit => view! { <FirstVisit page /> }.into_any(),
            Shows::Skeletons => view! { <Skeletons page /> }.into_any(),
            Shows::Failure => view! { <Failure page /> }.into_any(),
            Shows::Nothing => view! {
                <div class="state">
                    <p><b>{t!("results-nothing")}</b></p>
                    <p>{t!("results-nothing-hint")}</p>
                </div>
            }.into_any(),
            Shows::List => view! { <List page /> }.into_any(),
        }}
    }
}

#[component]
fn Subtitle(page: Page, shows: Memo<Shows>) -> impl IntoView {
    let text = move || match shows.get() {
        Shows::FirstVisit => t!("results-first-visit"),
        Shows::Skeletons => page.engine.with(|engine| match engine {
            EngineState::Starting => t!("results-engine-starting"),
            EngineState::Restarting { .. } => t!("results-engine-restarting"),
            _ => t!("results-being-made"),
        }),
        Shows::Failure | Shows::Nothing => String::new(),
        Shows::List => {
            let model = page.list.with(|list| list.shown.as_ref().map(|list| list.model)).unwrap_or_default();
            let count = page.visible().len();
            let of = page.engine.with(|engine| engine.ranked_by(model)).unwrap_or(count);
            match page.list.with(ListState::is_interim) {
                true => {
                    let wanted = page.model().in_full();
                    t!("results-by-until", count = count, of = of, model = model.in_full(), wanted = wanted)
                }
                false => t!("results-by", count = count, of = of, model = model.in_full()),
            }
        }
    };
    let ranked_by = move || {
        let is_list = shows.get() == Shows::List;
        page.list.with(|list| list.shown.as_ref().filter(|_| is_list).map(|list| list.model.slug()))
    };
    view! { <p class="sub" data-ranked-by=ranked_by>{text}</p> }
}

/// How far the weights of the chosen model are, or why they could not be had.
#[component]
fn Fetch(page: Page) -> impl IntoView {
    let retry = move |_| page.try_again();
    move || match (page.list.with(|list| list.instead.clone()), page.fetching.get()) {
        (Some(reason), _) => Some(
            view! {
                <p class="hint" role="status" data-instead="">
                    {sentence(&reason)}" "
                    <button class="link" type="button" on:click=retry>{t!("try-again")}</button>
                </p>
            }
            .into_any(),
        ),
        (None, Some(fetching)) => Some(
            view! {
                <p class="hint fetch" data-fetching=fetching.model.slug()>
                    <progress max=fetching.total.max(1) value=fetching.received aria-label=t!("fetching-model") />
                    {t!(
                        "fetching-progress",
                        received = words::megabytes(fetching.received),
                        total = words::megabytes(fetching.total)
                    )}
                </p>
            }
            .into_any(),
        ),
        (None, None) => None,
    }
}

#[component]
fn UnknownPicks(page: Page) -> impl IntoView {
    let text = move || {
        let unknown = page.list.with(|list| page.taste.with(|taste| list.unknown_picks(taste)));
        let titles: Vec<String> = unknown.iter().map(|id| page.title(*id)).collect();
        match titles.as_slice() {
            [] => None,
            [first, second, third, .., _] if titles.len() > 5 => {
                let titles = [first, second, third].map(String::as_str).join(", ");
                Some(t!("unknown-picks-many", titles = titles, others = unknown.len() - 3))
            }
            [one] => Some(t!("unknown-pick", title = one.as_str())),
            [most @ .., last] => Some(t!("unknown-picks", titles = most.join(", "), last = last.as_str())),
        }
    };
    move || text().map(|text| view! { <p class="hint" data-unknown-picks="">{text}</p> })
}

/// The list. Its titles are built and taken away in the order in which they came, and then brought into the list's order by
/// moving the fewest: the framework's difference of keyed lists (tachys 0.2.19) puts in anew whatever has another place, and
/// leaves some where they were if many come, go and move at once.
#[component]
fn List(page: Page) -> impl IntoView {
    let came = Memo::new(move |before: Option<&Vec<Recommendation>>| {
        let visible = page.visible();
        let is_in =
            |list: &[Recommendation], item: &Recommendation| list.iter().any(|other| other.anime_id == item.anime_id);
        let before = before.map_or(&[][..], Vec::as_slice);
        let stay = before.iter().filter(|item| is_in(&visible, item));
        let come = visible.iter().filter(|item| !is_in(before, item));
        stay.chain(come).copied().collect::<Vec<_>>()
    });
    // After the list's own effect, as it asked later for what is visible.
    Effect::new(move |_| {
        let order: Vec<String> = page.visible().iter().map(|item| item.anime_id.to_string()).collect();
        list_motion::arrange(RECOMMENDED, &order, staying);
    });
    let busy = move || page.list.with(ListState::is_busy).to_string();
    view! {
        <ol class="grid" aria-label=t!("recommended") aria-busy=busy data-moving=RECOMMENDED>
            <For each=move || came.get() key=|item| item.anime_id let:item>
                <RecommendedTitle page first=item />
            </For>
        </ol>
    }
}

/// A title of the list; its figures change with the list while the title stays.
#[component]
fn RecommendedTitle(page: Page, first: Recommendation) -> impl IntoView {
    let id = first.anime_id;
    let item = Memo::new(move |last: Option<&Recommendation>| {
        // A title that has just left the list keeps its figures until it is gone.
        page.list.with(|list| list.item(id)).or(last.copied()).unwrap_or(first)
    });
    let figure = Signal::derive(move || Some((words::match_figure(item.get().score), t!("match-heard"))));
    let expected = Signal::derive(move || item.get().expected_rating);
    view! {
        <li class="card" data-anime-id=id.0 data-score=move || item.get().score.to_string()>
            <Card page id figure expected />
            <Why page id />
        </li>
    }
}

/// Which picks speak for a title, and which against it.
#[component]
fn Why(page: Page, id: AnimeId) -> impl IntoView {
    let titles =
        move |ids: &[AnimeId]| ids.iter().map(|id| page.title(*id)).collect::<Vec<_>>().join(&t!("names-comma"));
    let text = move || {
        page.reasons.with(|reasons| {
            let reason = reasons.get(&id)?;
            if reason.because.is_empty() {
                return None;
            }
            let because = titles(&reason.because);
            Some(match reason.in_spite_of.is_empty() {
                true => t!("because-of", titles = because),
                false => t!("because-of-in-spite", titles = because, spite = titles(&reason.in_spite_of)),
            })
        })
    };
    view! { <p class="why" data-why="">{text}</p> }
}

/// The cards of a list that is not here yet, with the titles of the last visit's.
#[component]
fn Skeletons(page: Page) -> impl IntoView {
    let title = move |at| page.remembered.with_value(|titles| titles.get(at).cloned());
    view! {
        <ol class="grid" aria-hidden="true">
            {(0..SKELETONS).map(|at| view! { <CardSkeleton title=title(at) /> }).collect_view()}
        </ol>
    }
}

#[component]
fn FirstVisit(page: Page) -> impl IntoView {
    let drawn = in_stages(CARDS_AT_ONCE, WELL_KNOWN);
    let ids = move || -> Vec<AnimeId> {
        let Some(library) = page.library() else { return Vec::new() };
        let starters = library.starters().iter().skip(SHOWN);
        page.taste.with(|taste| starters.copied().filter(|id| !taste.knows(*id)).take(drawn.get()).collect())
    };
    view! {
        <ol class="grid" aria-label=t!("well-known") data-moving="well-known">
            <For each=ids key=|id| *id let:id>
                <li class="card" data-anime-id=id.0>
                    <Card page id figure=Signal::stored(None) expected=Signal::stored(None) />
                </li>
            </For>
        </ol>
    }
}

#[component]
fn Failure(page: Page) -> impl IntoView {
    let reason = move || page.list.with(|list| list.failure.as_deref().map(sentence));
    let retry = move |_| page.try_again();
    view! {
        <div class="state state-failure" role="alert">
            <p><b>{t!("results-failed")}</b></p>
            <p>{reason}</p>
            <p>{t!("picks-are-kept")}</p>
            <button class="primary" type="button" on:click=retry>{t!("try-again")}</button>
        </div>
    }
}
