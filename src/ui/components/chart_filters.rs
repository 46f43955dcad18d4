//! The filters of the charts: types, genres and years.

use crate::catalog::{Filter, GenreId, Kind};
use crate::language::names;
use crate::t;
use crate::ui::library::Library;
use leptos::prelude::*;
use std::sync::Arc;

/// The filters; each change is a new filter, and so a new address.
#[component]
pub fn ChartFilters(
    library: Arc<Library>,
    filter: Memo<Filter>,
    set_filter: Callback<Filter>,
    /// How many titles pass, in words.
    count: Signal<String>,
) -> impl IntoView {
    let change = move |change: &dyn Fn(&mut Filter)| {
        let mut filter = filter.get_untracked();
        change(&mut filter);
        set_filter.run(filter);
    };
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Unknown).map(|kind| {
        let pressed = move || filter.with(|filter| filter.kinds.contains(&kind));
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || pressed().to_string()
                on:click=move |_| change(&|filter| if !filter.kinds.remove(&kind) {
                    filter.kinds.insert(kind);
                })
            >
                {names::kind(kind.name())}
            </button>
        }
    });
    let names: Vec<(GenreId, String)> =
        library.catalogue().genres().map(|(id, name)| (id, names::genre(name))).collect();
    let options = names.clone().into_iter().map(|(id, name)| {
        view! { <option value=id.0.to_string() disabled=move || filter.with(|filter| filter.genres.contains(&id))>{name}</option> }
    });
    let chosen = move || {
        let names = names.clone();
        filter.with(|filter| {
            filter
                .genres
                .iter()
                .filter_map(|id| Some((*id, names.get(usize::from(id.0))?.1.clone())))
                .collect::<Vec<_>>()
        })
    };
    let years = library.catalogue().iter().filter_map(|anime| anime.year());
    let (first, last) = years.fold((u16::MAX, 0), |(first, last), year| (first.min(year), last.max(year)));
    let edge = move |is_last: bool| {
        let name = if is_last { t!("filter-to-year") } else { t!("filter-from-year") };
        let value = move || {
            let years = filter.with(|filter| filter.years).unwrap_or((first, last));
            (if is_last { years.1 } else { years.0 }).to_string()
        };
        view! {
            <input
                type="number"
                class="year"
                aria-label=name
                min=first
                max=last
                prop:value=value
                on:change=move |event| {
                    let year = event_target_value(&event).parse::<u16>().map_or(if is_last { last } else { first }, |year| year.clamp(first, last));
                    change(&|filter| {
                        let (from, to) = filter.years.unwrap_or((first, last));
                        let (from, to) = if is_last { (from.min(year), year) } else { (year, to.max(year)) };
                        filter.years = ((from, to) != (first, last)).then_some((from, to));
                    });
                }
            />
        }
    };
    view! {
        <div class="chart-filters" role="group" aria-label=t!("filters")>
            <div class="chips" role="group" aria-label=t!("filter-types")>{kinds.collect_view()}</div>
            <div class="chips">
                <select
                    class="rate"
                    aria-label=t!("filter-add-genre")
                    on:change=move |event| {
                        if let Ok(id) = event_target_value(&event).parse() {
                            change(&|filter| {
                                filter.genres.insert(GenreId(id));
                            });
                        }
                    }
                    prop:value=move || {
                        filter.with(|_| String::new())
                    }
                >
                    <option value="">{t!("filter-genre")}</option>
                    {options.collect_view()}
                </select>
                <For each=chosen key=|(id, _)| *id let((id, name))>
                    <button type="button" class="chip" aria-pressed="true" on:click=move |_| change(&|filter| {
                        filter.genres.remove(&id);
                    })>
                        {name.clone()} <span aria-hidden="true">" ×"</span><span class="visually-hidden">{t!("filter-remove")}</span>
                    </button>
                </For>
                <span class="years">{edge(false)} <span aria-hidden="true">"–"</span> {edge(true)}</span>
                <Show when=move || filter.with(|filter| !filter.is_empty())>
                    <button type="button" class="small" on:click=move |_| set_filter.run(Filter::default())>{t!("filter-show-all")}</button>
                </Show>
            </div>
            <p class="meta" role="status" data-count="">{count}</p>
        </div>
    }
}
