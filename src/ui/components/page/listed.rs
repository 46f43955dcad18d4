//! Lists that come in and go out as files.

use super::{Page, Toast, Undoing};
use crate::export::{self, ExportError, Format};
use crate::import;
use crate::platform::list_motion;
use crate::t;
use crate::ui::list_import::{ListImport, Preview};
use leptos::prelude::*;

impl Page {
    /// Reads a file that the visitor chose, and finds the anime that it names.
    pub fn read_list(&self, name: &str, file: &[u8]) -> ListImport {
        let failed = |reason: String| ListImport::Failed { name: name.to_owned(), reason };
        let Some(library) = self.library_now() else {
            return failed(t!("import-no-catalogue"));
        };
        match import::read(file) {
            Ok(list) => {
                let format = list.format;
                let resolved = import::resolve(list, library.catalogue(), library.index());
                ListImport::Read(Box::new(Preview::new(name.to_owned(), format, resolved)))
            }
            Err(error) => failed(error.to_string()),
        }
    }

    /// Adds a list to what the visitor has told, and offers to undo that.
    pub fn import(&self, preview: &Preview) {
        let listed = preview.listed();
        let mut done = None;
        list_motion::around(|| self.taste.update(|taste| done = Some(taste.import(&listed))));
        let Some((imported, undo)) = done else { return };
        let text = t!("import-done", new = imported.new, changed = imported.changed, same = imported.same);
        self.toast.set(Some(Toast { text, undo: Some(Undoing::Taste(undo)) }));
    }

    /// What the visitor has told, as a file.
    pub fn taste_file(&self, format: Format) -> Result<Vec<u8>, ExportError> {
        let Some(library) = self.library_now() else { return Ok(Vec::new()) };
        export::taste(&self.taste.with_untracked(|taste| taste.listed()), library.catalogue(), format)
    }

    /// The visitor's list of recommendations, as a file.
    pub fn recommendations_file(&self, format: Format) -> Result<Vec<u8>, ExportError> {
        let Some(library) = self.library_now() else { return Ok(Vec::new()) };
        let visible = self.list.with_untracked(|list| {
            self.taste.with_untracked(|taste| self.choice.with_untracked(|choice| list.visible(taste, choice)))
        });
        let items: Vec<export::Recommended> = (visible.iter())
            .map(|item| export::Recommended {
                anime_id: item.anime_id,
                score: item.score,
                expected_rating: item.expected_rating,
            })
            .collect();
        let model = self.list.with_untracked(|list| list.shown.as_ref().map(|list| list.model)).unwrap_or_default();
        export::recommendations(&items, model.slug(), library.catalogue(), format)
    }
}
