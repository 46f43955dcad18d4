//! A small menu that saves a list in one of the formats.

use super::page::Page;
use super::parts;
use crate::export::Format;
use crate::platform::files;
use crate::t;
use crate::ui::words::sentence;
use leptos::prelude::*;

/// What can be saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Saved {
    /// What the visitor has told.
    Taste,
    /// What is recommended.
    Recommendations,
}

impl Saved {
    /// The name of the files, without its end.
    fn name(self) -> &'static str {
        match self {
            Self::Taste => "konomi-list",
            Self::Recommendations => "konomi-recommendations",
        }
    }
}

/// What to save, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Saving {
    what: Saved,
    format: Format,
}

/// The menu.
#[component]
pub fn SaveMenu(
    page: Page,
    /// What the menu is called.
    label: String,
    what: Saved,
) -> impl IntoView {
    let choose = move |format| {
        leptos::task::spawn_local(async move {
            match parts::saving().await {
                Ok(save) => save(page, Saving { what, format }),
                Err(missing) => page.say(sentence(&missing.to_string())),
            }
        });
    };
    let button = move |format: Format| {
        let words = match format {
            Format::Json => "JSON",
            Format::Csv => "CSV",
            Format::MalXml => "MyAnimeList XML",
        };
        view! { <button class="small" type="button" data-save=format.extension() on:click=move |_| choose(format)>{words}</button> }
    };
    view! {
        <details class="save" data-save-menu=what.name()>
            <summary class="small">{label}</summary>
            <div>{Format::ALL.map(button).collect_view()}</div>
        </details>
    }
}

/// Writes a list and hands it to the browser as a file.
pub fn save(page: Page, Saving { what, format }: Saving) {
    let name = format!("{}.{}", what.name(), format.extension());
    let written = match what {
        Saved::Taste => page.taste_file(format),
        Saved::Recommendations => page.recommendations_file(format),
    };
    let saved = written
        .map_err(|error| error.to_string())
        .and_then(|bytes| files::save(&name, format.media_type(), &bytes).map_err(|error| error.to_string()));
    page.say(match saved {
        Ok(()) => t!("saved-as", name = name.as_str()),
        Err(error) => sentence(&error),
    });
}
