//! A small menu that saves a list in one of the formats.

use super::page::Page;
use crate::export::{ExportError, Format};
use crate::platform::files;
use crate::t;
use crate::ui::words::sentence;
use leptos::prelude::*;

/// The menu; `write` gives the file in a format.
#[component]
pub fn SaveMenu(
    page: Page,
    /// What the menu is called.
    label: String,
    /// The name of the files, without its end.
    name: &'static str,
    write: impl Fn(Format) -> Result<Vec<u8>, ExportError> + Copy + 'static,
) -> impl IntoView {
    let save = move |format: Format| {
        let name = format!("{name}.{}", format.extension());
        let saved = write(format)
            .map_err(|error| error.to_string())
            .and_then(|bytes| files::save(&name, format.media_type(), &bytes).map_err(|error| error.to_string()));
        page.say(match saved {
            Ok(()) => t!("saved-as", name = name.as_str()),
            Err(error) => sentence(&error),
        });
    };
    let button = move |format: Format| {
        let words = match format {
            Format::Json => "JSON",
            Format::Csv => "CSV",
            Format::MalXml => "MyAnimeList XML",
        };
        view! { <button class="small" type="button" data-save=format.extension() on:click=move |_| save(format)>{words}</button> }
    };
    view! {
        <details class="save" data-save-menu=name>
            <summary class="small">{label}</summary>
            <div>{Format::ALL.map(button).collect_view()}</div>
        </details>
    }
}
