//! What may be in the list: filters, one title a franchise, and the two sliders.

use super::chart_filters::ChartFilters;
use super::page::Page;
use crate::catalog::{AgeRating, Filter, GenreId};
use crate::language::names;
use crate::recommend::choice::{Choice, STEPS};
use crate::t;
use crate::ui::library::Library;
use crate::ui::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The panel, folded away until it is asked for.
#[component]
pub fn ChoicePanel(page: Page) -> impl IntoView {
    let set = move |change: &dyn Fn(&mut Choice)| page.choice.update(change);
    let active = Memo::new(move |_| page.choice.with(active));
    let label = move || match active.get() {
        0 => t!("filters"),
        count => t!("filters-on", count = count),
    };
    let library = Memo::new(move |_| page.library().is_some());
    // Most visitors never open them, and drawn with the first list they would make it late.
    let opened = RwSignal::new(false);
    view! {
        <div class="choice">
            <div class="choice-row">
                <button
                    class="chip"
                    type="button"
                    data-choice="franchise"
                    aria-pressed=move || page.choice.with(|choice| !choice.whole_franchises).to_string()
                    on:click=move |_| set(&|choice| choice.whole_franchises = !choice.whole_franchises)
                >
                    {t!("choice-one-a-series")}
                </button>
                <Slider
                    name="niche"
                    label=t!("choice-niche")
                    ends=(t!("choice-popular-end"), t!("choice-niche-end"))
                    from=-i16::from(STEPS)
                    value=Signal::derive(move || page.choice.with(|choice| i16::from(choice.niche)))
                    set=Callback::new(move |value: i16| set(&|choice| choice.niche = value as i8))
                />
                <Slider
                    name="diverse"
                    label=t!("choice-diverse")
                    ends=(t!("choice-alike-end"), t!("choice-diverse-end"))
                    from=0
                    value=Signal::derive(move || page.choice.with(|choice| i16::from(choice.diverse)))
                    set=Callback::new(move |value: i16| set(&|choice| choice.diverse = value as u8))
                />
                <details class="explain" data-filters="" on:toggle=move |_| opened.set(true)>
                    <summary class="chip">{label}</summary>
                    <Show when=move || opened.get() && library.get()>
                        {move || page.library_now().map(|library| view! { <Filters page library /> })}
                    </Show>
                </details>
            </div>
        </div>
    }
}

/// How many parts of a choice are not as they are at first.
fn active(choice: &Choice) -> usize {
    let Filter { kinds, years, genres, without, episodes, ages } = &choice.filter;
    let sets = [kinds.len(), genres.len(), without.len(), ages.len()].iter().filter(|len| **len > 0).count();
    sets + usize::from(years.is_some())
        + usize::from(episodes.is_some())
        + [choice.explicit, choice.seen, choice.planned].iter().filter(|is_on| **is_on).count()
}

/// A slider with a name and a word at each end.
#[component]
fn Slider(
    name: &'static str,
    label: String,
    ends: (String, String),
    from: i16,
    value: Signal<i16>,
    set: Callback<i16>,
) -> impl IntoView {
    let (low, high) = ends.clone();
    let said = move || match value.get() {
        0 => t!("choice-as-ranked"),
        value if value < 0 => format!("{low} {}", -value),
        value => format!("{high} {value}"),
    };
    view! {
        <label class="slider">
            <span aria-hidden="true">{ends.0}</span>
            <input
                type="range"
                data-choice=name
                aria-label=label
                aria-valuetext=said
                min=from
                max=STEPS
                step="1"
                prop:value=move || value.get().to_string()
                on:input=move |event| {
                    if let Ok(value) = event_target_value(&event).parse() {
                        set.run(value);
                    }
                }
            />
            <span aria-hidden="true">{ends.1}</span>
        </label>
    }
}

#[component]
fn Filters(page: Page, library: Arc<Library>) -> impl IntoView {
    let set = move |change: &dyn Fn(&mut Choice)| page.choice.update(change);
    let filter = Memo::new(move |_| page.choice.with(|choice| choice.filter.clone()));
    // Types, genres and years are those of the charts; what the charts don't have stays as it is.
    let set_filter = Callback::new(move |filter: Filter| {
        set(&|choice| {
            let Filter { kinds, years, genres, .. } = filter.clone();
            choice.filter = Filter { kinds, years, genres, ..choice.filter.clone() };
        })
    });
    let passing = {
        let library = Arc::clone(&library);
        Memo::new(move |_| {
            let catalogue = library.catalogue();
            page.choice.with(|choice| catalogue.iter().filter(|anime| choice.passes(*anime)).count())
        })
    };
    let all = library.catalogue().len();
    let count = Signal::derive(move || t!("choice-passing", count = passing.get(), of = all));
    let switch = move |name: &'static str, text: String, of: fn(&mut Choice) -> &mut bool| {
        let pressed = move || page.choice.with(|choice| *of(&mut choice.clone()));
        view! {
            <button
                class="chip"
                type="button"
                data-choice=name
                aria-pressed=move || pressed().to_string()
                on:click=move |_| set(&|choice| *of(choice) = !*of(choice))
            >
                {text}
            </button>
        }
    };
    let ages =
        AgeRating::ALL.into_iter().filter(|age| !matches!(age, AgeRating::Unknown | AgeRating::Rx)).map(move |age| {
            let pressed = move || page.choice.with(|choice| choice.filter.ages.contains(&age));
            view! {
                <button
                    class="chip"
                    type="button"
                    aria-pressed=move || pressed().to_string()
                    on:click=move |_| set(&|choice| if !choice.filter.ages.remove(&age) {
                        choice.filter.ages.insert(age);
                    })
                >
                    {words::age_rating(age)}
                </button>
            }
        });
    let reset = move |_| page.choice.set(Choice { whole_franchises: true, ..Choice::default() });
    view! {
        <div class="filters">
            <ChartFilters library=Arc::clone(&library) filter set_filter count />
            <Without page library />
            <div class="chips" role="group" aria-label=t!("choice-episodes")>
                <span class="meta" aria-hidden="true">{t!("choice-length")}</span>
                {EPISODES.into_iter().map(|(text, range)| view! {
                    <button
                        class="chip"
                        type="button"
                        aria-pressed=move || page.choice.with(|choice| choice.filter.episodes == Some(range)).to_string()
                        on:click=move |_| set(&|choice| {
                            choice.filter.episodes = (choice.filter.episodes != Some(range)).then_some(range);
                        })
                    >
                        {t!(text)}
                    </button>
                }).collect_view()}
            </div>
            <div class="chips" role="group" aria-label=t!("choice-age-ratings")><span class="meta" aria-hidden="true">{t!("choice-ages")}</span>{ages.collect_view()}</div>
            <div class="chips" role="group" aria-label=t!("choice-also")>
                {switch("seen", t!("choice-also-seen"), |choice| &mut choice.seen)}
                {switch("planned", t!("choice-also-planned"), |choice| &mut choice.planned)}
                {switch("explicit", t!("choice-also-explicit"), |choice| &mut choice.explicit)}
            </div>
            <button class="small" type="button" data-choice="off" on:click=reset>{t!("choice-off")}</button>
        </div>
    }
}

/// Lengths that people think in.
const EPISODES: [(&str, (u16, u16)); 4] = [
    ("choice-1-episode", (1, 1)),
    ("choice-2-to-13", (2, 13)),
    ("choice-14-to-26", (14, 26)),
    ("choice-more-than-26", (27, u16::MAX)),
];

/// The genres that a title must not have.
#[component]
fn Without(page: Page, library: Arc<Library>) -> impl IntoView {
    let names: Vec<(GenreId, String)> =
        library.catalogue().genres().map(|(id, name)| (id, names::genre(name))).collect();
    let options = names.clone().into_iter().map(|(id, name)| view! { <option value=id.0.to_string()>{name}</option> });
    let chosen = move || {
        let name = |id: &GenreId| Some((*id, names.get(usize::from(id.0))?.1.clone()));
        page.choice.with(|choice| choice.filter.without.iter().filter_map(name).collect::<Vec<_>>())
    };
    view! {
        <div class="chips">
            <select
                class="rate"
                aria-label=t!("choice-leave-out")
                data-choice="without"
                on:change=move |event| {
                    if let Ok(id) = event_target_value(&event).parse() {
                        page.choice.update(|choice| _ = choice.filter.without.insert(GenreId(id)));
                    }
                }
                prop:value=move || {
                    page.choice.track();
                    String::new()
                }
            >
                <option value="">{t!("choice-leave-out")}</option>
                {options.collect_view()}
            </select>
            <For each=chosen key=|(id, _)| *id let((id, name))>
                <button type="button" class="chip" aria-pressed="true" on:click=move |_| {
                    page.choice.update(|choice| _ = choice.filter.without.remove(&id));
                }>
                    {t!("choice-without", genre = name.clone())} <span aria-hidden="true">" ×"</span><span class="visually-hidden">{t!("choice-take-back")}</span>
                </button>
            </For>
        </div>
    }
}
