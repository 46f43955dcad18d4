//! Models of the visitor's own, read from files and kept in the memory of this page alone.

use super::{EngineState, Page};
use crate::engine::client::session::OwnFile;
use crate::engine::protocol::{self, Converted, ModelName, ToConvert};
use crate::platform::worker::{Report, Worker};
use crate::platform::{files, page};
use crate::{language, t};
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::File;

/// The end of the names of files that need no reader.
const CONVERTED: &str = ".safetensors";

/// The most bytes that are read; a model of the full data set has half as many.
const MOST: f64 = 1e9;

/// Where the visitor's own models are.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum OwnModels {
    /// There are none.
    #[default]
    None,
    /// They are being read.
    Reading,
    /// They are here; each ranks so many anime.
    Here(Vec<(ModelName, usize)>),
    /// They can't be used, for a reason in words.
    Failed(String),
}

impl Page {
    /// Reads models out of files that the visitor chose; nothing of them leaves the browser.
    pub fn adopt(&self, chosen: Vec<File>) {
        if chosen.is_empty() {
            return;
        }
        if let Some(reason) = self.stopped() {
            self.own_models_failed(reason);
            return;
        }
        if chosen.iter().map(|file| file.size()).sum::<f64>() > MOST {
            self.own_models_failed(t!("own-too-large"));
            return;
        }
        self.own_models.set(OwnModels::Reading);
        let this = *self;
        leptos::task::spawn_local(async move {
            let mut read = Vec::new();
            for file in chosen {
                match files::read(&file).await {
                    Ok(bytes) => read.push(OwnFile { name: file.name(), bytes }),
                    Err(error) => return this.own_models_failed(format!("{}: {error}", file.name())),
                }
            }
            // Whatever is not converted yet goes by the reader, which knows what belongs to a model and what does not.
            if read.iter().all(|file| file.name.ends_with(CONVERTED)) {
                this.with_client(|client| client.adopt(read));
            } else {
                this.convert(read);
            }
        });
    }

    /// Has a worker of its own make weights of files; it ends with its answer.
    fn convert(&self, files: Vec<OwnFile>) {
        let this = *self;
        let names = files.iter().map(|file| file.name.clone()).collect();
        let question = protocol::encode(ToConvert { language: language::current().tag().to_owned(), files: names });
        let question: Rc<str> = match question {
            Ok(text) => text.into(),
            Err(error) => return self.own_models_failed(error.to_string()),
        };
        let files: Rc<[OwnFile]> = files.into();
        let hear = move |report| match report {
            // It is up.
            Report::Text(_) => {
                let bytes: Vec<&[u8]> = files.iter().map(|file| file.bytes.as_slice()).collect();
                let post = |reader: &Option<Worker>| reader.as_ref().map(|reader| reader.post_with(&question, &bytes));
                if let Some(Err(reason)) = this.keras_reader.with_value(post) {
                    this.hear_converted(Err(reason));
                }
            }
            Report::Files(answer, bytes) => this.hear_converted(match protocol::decode(&answer) {
                Ok(Converted::Files(names)) => Ok(names.into_iter().zip(bytes).map(OwnFile::from).collect()),
                Ok(Converted::Failed(reason)) => Err(reason),
                Err(error) => Err(error.to_string()),
            }),
            Report::Failed(reason) => this.hear_converted(Err(reason)),
        };
        let script = page::meta("konomi-keras-reader").unwrap_or_else(|| "./keras_reader_loader.js".to_owned());
        match Worker::spawn(&script, hear) {
            Ok(worker) => self.keras_reader.set_value(Some(worker)),
            Err(reason) => self.own_models_failed(reason),
        }
    }

    fn hear_converted(&self, files: Result<Vec<OwnFile>, String>) {
        self.keras_reader.set_value(None);
        match files {
            Ok(files) => self.with_client(|client| client.adopt(files)),
            Err(reason) => self.own_models_failed(reason),
        }
    }

    /// The engine has read them: the first of them makes the list at once.
    pub(super) fn hear_own_models(&self, models: Vec<(ModelName, usize)>) {
        // Read anew by an engine that was started anew, they are no news.
        let is_news = self.own_models.with_untracked(|own| *own == OwnModels::Reading);
        self.engine.update(|engine| {
            if let EngineState::Running { ready, .. } = engine {
                ready.models.retain(|(model, _)| !model.is_own());
                ready.models.extend(models.iter().copied());
            }
        });
        if let (true, Some((first, _))) = (is_news, models.first()) {
            self.rank_with(*first, t!("own-in-use", model = first.label()));
            self.taste.notify();
        }
        self.own_models.set(OwnModels::Here(models));
    }

    /// They can't be used.
    pub(super) fn own_models_failed(&self, reason: String) {
        // It may begin with a file's name, which must stay as it is.
        self.own_models.set(OwnModels::Failed(reason));
    }

    /// The visitor's own models that are here.
    pub fn own_model_names(&self) -> Vec<ModelName> {
        self.own_models.with(|own| match own {
            OwnModels::Here(models) => models.iter().map(|(model, _)| *model).collect(),
            _ => Vec::new(),
        })
    }
}
