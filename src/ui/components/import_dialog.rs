//! The dialog in which a visitor brings a list from elsewhere: choose, look, add.

use super::page::Page;
use super::parts::{self, Place, shown};
use crate::catalog::AnimeId;
use crate::platform::files;
use crate::t;
use crate::ui::list_import::{ListImport, Preview};
use crate::ui::words::{self, sentence};
use leptos::html;
use leptos::prelude::*;

/// The button that opens the dialog, and the dialog.
#[component]
pub fn ImportList(page: Page) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let state = RwSignal::new(ListImport::default());
    let is_wanted = RwSignal::new(false);
    let open = move |_| {
        state.set(ListImport::default());
        is_wanted.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            // It fails only where it is open already.
            let _ = dialog.show_modal();
        }
    };
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let add = move |preview: &Preview| {
        page.import(preview);
        close();
    };
    let ready = move || state.with(|state| matches!(state, ListImport::Read(preview) if !preview.listed().is_empty()));
    let action = move || {
        state.with(|state| match state {
            ListImport::Read(preview) => preview.action(),
            _ => String::new(),
        })
    };
    view! {
        <button class="small" type="button" data-import="" disabled=move || page.library().is_none() on:click=open>{t!("import-open")}</button>
        <dialog class="dialog import" aria-labelledby="import-title" node_ref=dialog>
            <h2 id="import-title">{t!("import-title")}</h2>
            <div class="dialog-body">
                {move || is_wanted.get().then(|| shown(page, Place::Within, state, parts::list_import))}
            </div>
            <p class="dialog-actions">
                <Show when=ready>
                    <button class="primary" type="button" data-import-add="" on:click=move |_| {
                        if let ListImport::Read(preview) = state.get_untracked() {
                            add(&preview);
                        }
                    }>{action}</button>
                </Show>
                <button class="chip" type="button" on:click=move |_| close()>{t!("cancel")}</button>
            </p>
        </dialog>
    }
}

/// What the dialog shows of an import.
pub fn content(page: Page, state: RwSignal<ListImport>) -> AnyView {
    // A choice within a list that was read must not draw the list anew, which would take the focus from the choice.
    let step = Memo::new(move |_| state.with(ListImport::step));
    let view = move || {
        // Got and not only tracked: a memo that nobody has read yet tells of no change.
        step.get();
        match state.get_untracked() {
            ListImport::Choosing => view! { <Choose page state /> }.into_any(),
            ListImport::Reading => view! { <p role="status">{t!("import-reading")}</p> }.into_any(),
            ListImport::Failed { name, reason } => view! {
                <p class="hint" role="alert" data-import-failure="">{format!("{name}: {}", sentence(&reason))}</p>
                <Choose page state />
            }
            .into_any(),
            ListImport::Read(preview) => view! { <Look page state preview=*preview /> }.into_any(),
        }
    };
    view.into_any()
}

/// Which files there are to choose from, and the field for one, which also takes a file that is dropped on it.
#[component]
fn Choose(page: Page, state: RwSignal<ListImport>) -> impl IntoView {
    let chosen = move |event| {
        let Some(file) = files::chosen(&event).into_iter().next() else { return };
        state.set(ListImport::Reading);
        leptos::task::spawn_local(async move {
            let name = file.name();
            let read = match files::read(&file).await {
                Ok(bytes) => page.read_list(&name, &bytes),
                Err(error) => ListImport::Failed { name, reason: error.to_string() },
            };
            // The dialog may be gone with its page by now.
            let _ = state.try_set(read);
        });
    };
    view! {
        <p>{t!("import-privacy")}</p>
        <label class="drop">
            <b>{t!("import-choose")}</b>
            <input type="file" accept=".xml,.gz,.json,.csv,.tsv,.txt,text/xml,application/json,text/csv,text/plain" on:change=chosen />
        </label>
        <dl class="sources">
            <dt>"MyAnimeList"</dt>
            <dd>{t!("import-from-mal")}</dd>
            <dt>"AniList"</dt>
            <dd>{t!("import-from-anilist")}</dd>
            <dt>"Kitsu"</dt>
            <dd>{t!("import-from-kitsu")}</dd>
            <dt>{t!("import-own")}</dt>
            <dd>{t!("import-from-own")}</dd>
        </dl>
    }
}

/// What is in the file.
#[component]
fn Look(page: Page, state: RwSignal<ListImport>, preview: Preview) -> impl IntoView {
    let summary = move || {
        let lines = state.with(|state| state.preview().map(Preview::summary).unwrap_or_default());
        if lines.is_empty() {
            return view! { <p>{t!("import-none-certain")}</p> }.into_any();
        }
        view! { <ul class="bullets">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
            .into_any()
    };
    let faults: Vec<_> = preview
        .resolved
        .faults
        .iter()
        .map(|fault| {
            let (place, text, reason) = (preview.place(fault.at), fault.text.clone(), sentence(&fault.reason));
            view! { <tr><th scope="row">{place}</th><td>{text}</td><td>{reason}</td></tr> }
        })
        .collect();
    let left_out = (!faults.is_empty()).then(|| {
        view! {
            <details class="faults">
                <summary>{t!("import-not-taken", count = faults.len())}</summary>
                <div class="table-scroll" tabindex="0" role="region" aria-label=t!("import-lines-not-taken")>
                    <table><tbody>{faults}</tbody></table>
                </div>
            </details>
        }
    });
    let unsure = preview.resolved.unsure.len();
    view! {
        <p data-import-file="">{t!("import-file-of-kind", name = preview.name.as_str(), kind = preview.kind())}</p>
        {summary}
        {(unsure > 0).then(|| view! { <Confirm page state preview=preview.clone() /> })}
        {left_out}
    }
}

/// The entries whose anime the visitor has to confirm.
#[component]
fn Confirm(page: Page, state: RwSignal<ListImport>, preview: Preview) -> impl IntoView {
    let change = move |change: &dyn Fn(&mut Preview)| {
        state.update(|state| {
            if let ListImport::Read(preview) = state {
                change(preview);
            }
        });
    };
    let row = |(index, unsure): (usize, &crate::import::Unsure)| {
        let chosen = move || {
            let of = |preview: &Preview| preview.choices.get(index).copied().flatten();
            state.with(|state| state.preview().and_then(of)).map(|id| id.to_string()).unwrap_or_default()
        };
        let options: Vec<_> = unsure.candidates.iter().map(|id| {
            let facts = page.library().and_then(|library| library.get(*id).map(words::kind_and_year)).unwrap_or_default();
            let value = id.to_string();
            let selected = value.clone();
            view! {
                <option value=value prop:selected=move || chosen() == selected>{format!("{} ({facts})", page.title(*id))}</option>
            }
        }).collect();
        view! {
            <li>
                <label>
                    <span>{unsure.label.clone()}</span>
                    <select class="rate" on:change=move |event| {
                        let id = event_target_value(&event).parse().ok().map(AnimeId);
                        change(&|preview| preview.choices[index] = id);
                    }>
                        <option value="" prop:selected=move || chosen().is_empty()>{t!("import-leave-out")}</option>
                        {options}
                    </select>
                </label>
            </li>
        }
    };
    let rows: Vec<_> = preview.resolved.unsure.iter().enumerate().map(row).collect();
    view! {
        <div class="heading-row">
            <h3>{t!("import-to-confirm", count = rows.len())}</h3>
            <button class="small" type="button" on:click=move |_| change(&Preview::choose_likeliest)>{t!("import-likeliest")}</button>
        </div>
        <ul class="confirm">{rows}</ul>
    }
}
