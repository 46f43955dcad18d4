//! A chart's table, which holds every number that is drawn.

use crate::eda::{Cell, Figure, Table};
use crate::t;
use leptos::prelude::*;
use std::sync::Arc;

/// How many rows are shown at once: a cloud has a row a title, and a page with all of them would be slow to no use.
const ROWS: usize = 100;

/// The table.
#[component]
pub fn ChartTable(id: &'static str, figure: Memo<Option<Arc<Figure>>>) -> impl IntoView {
    let shown = RwSignal::new(ROWS);
    let table = Memo::new(move |_| figure.get().map(|figure| figure.table()));
    let content = move || {
        table.get().map(|Table { columns, rows }| {
            let (rest, more) = (rows.len().saturating_sub(shown.get()), rows.len().saturating_sub(shown.get()).min(10 * ROWS));
            let head = columns.into_iter().map(|name| view! { <th scope="col">{name}</th> });
            let rows = rows.into_iter().take(shown.get()).map(|row| {
                let cells = row.into_iter().map(|cell| match cell {
                    Cell::Text(text) => view! { <td>{text}</td> }.into_any(),
                    number => view! { <td class="number">{number.to_string()}</td> }.into_any(),
                });
                view! { <tr>{cells.collect_view()}</tr> }
            });
            view! {
                <table>
                    <thead><tr>{head.collect_view()}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
                {(rest > 0).then(|| view! {
                    <p class="meta">
                        {t!("chart-more-rows", count = rest)} " "
                        <button type="button" class="small" on:click=move |_| shown.update(|shown| *shown += more)>{t!("chart-show-more", count = more)}</button>
                    </p>
                })}
            }
        })
    };
    view! {
        <div class="chart-table" id=format!("table-{id}") tabindex="0" role="region" aria-labelledby=format!("title-{id}")>
            {content}
        </div>
    }
}
