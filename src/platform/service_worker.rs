//! The service worker, which keeps the whole page for use without the network.
//!
//! Nothing here is needed for the page to work: whatever fails is reported, and the visit goes on.

use super::location;
use super::page::{document, window};
use js_sys::{Date, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    MessageEvent, RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache, VisibilityState,
};

/// Who comes back to a tab after so many milliseconds is told of a newer version; a visit by address asks anyway.
const ASK_AGAIN: f64 = 3_600_000.0;
/// What the worker takes for the visitor's consent.
const TAKE_OVER: &str = "take over";

/// What asks the worker how much is kept of what is kept on demand.
const WHAT_IS_KEPT: &str = "what is kept";
/// What has it keep all of that.
const KEEP_EVERYTHING: &str = "keep everything";
/// How everything else begins that the worker says of its own accord than its version.
const ON_DEMAND: &str = "on demand: ";

/// What became of the copy that the browser keeps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Report {
    /// It could not be made.
    Failed,
    /// Every file is kept.
    Kept,
    /// So is a newer version, which waits for the visitor's word.
    NewerWaits,
    /// Another version has taken over: this page would get its files, and must be loaded anew.
    Replaced,
    /// The worker says how much is kept of what is kept on demand.
    OnDemand(String),
}

/// The browser's copy of the page.
#[derive(Clone)]
pub struct KeptPage {
    container: ServiceWorkerContainer,
    registration: Rc<Cell<Option<ServiceWorkerRegistration>>>,
}

impl KeptPage {
    /// Hears from the worker from now on, whoever registered it; `None` where the browser has no workers for this page.
    pub fn listen(version: String, report: impl Fn(Report) + 'static) -> Option<Self> {
        // Absent in old browsers and on insecure addresses, and forbidden in some frames.
        let navigator = window()?.navigator();
        let container = Reflect::get(&navigator, &JsValue::from_str("serviceWorker")).ok()?;
        let container: ServiceWorkerContainer = container.dyn_into().ok()?;
        let on_message =
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| match event.data().as_string() {
                Some(text) if text.starts_with(ON_DEMAND) => report(Report::OnDemand(text)),
                Some(other) if other != version => report(Report::Replaced),
                _ => {}
            });
        container.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        Some(Self { container, registration: Rc::default() })
    }

    /// Has the copy made, or brought up to date.
    pub fn make(&self, script: &str, report: impl Fn(Report) + Clone + 'static) {
        let options = RegistrationOptions::new();
        // The script tells versions apart, so it must be the server's.
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        let registered = JsFuture::from(self.container.register_with_options(script, &options));
        let place = Rc::clone(&self.registration);
        spawn_local(async move {
            let registration = registered.await.ok().and_then(|it| it.dyn_into::<ServiceWorkerRegistration>().ok());
            let Some(registration) = registration else {
                report(Report::Failed);
                return;
            };
            follow(&registration, report);
            place.set(Some(registration));
        });
    }

    /// Has the worker say how much is kept of what is kept on demand.
    pub fn ask_what_is_kept(&self) {
        self.tell(WHAT_IS_KEPT);
    }

    /// Has the worker keep all of that, and say how far it is.
    pub fn keep_everything(&self) {
        self.tell(KEEP_EVERYTHING);
    }

    /// Says something to the worker in charge; without one nobody hears it, and nobody answers.
    fn tell(&self, text: &str) {
        let registration = self.registration.take();
        if let Some(worker) = registration.as_ref().and_then(ServiceWorkerRegistration::active) {
            let _ = worker.post_message(&JsValue::from_str(text));
        }
        self.registration.set(registration);
    }

    /// Lets the version that waits take over, and goes on with it.
    pub fn take_over(&self) {
        let registration = self.registration.take();
        let waiting = registration.as_ref().and_then(ServiceWorkerRegistration::waiting);
        self.registration.set(registration);
        match waiting {
            Some(waiting) => {
                // The worker says so, too; this is for a browser that loses its message.
                let taken = Closure::once_into_js(location::reload);
                self.container.set_oncontrollerchange(Some(taken.unchecked_ref()));
                // A worker that is gone has been replaced by a newer one, which is reported.
                let _ = waiting.post_message(&JsValue::from_str(TAKE_OVER));
            }
            // It did so already, by the word of another tab.
            None => location::reload(),
        }
    }
}

/// Reports what a registration has, and what becomes of it.
fn follow(registration: &ServiceWorkerRegistration, report: impl Fn(Report) + Clone + 'static) {
    if registration.active().is_some() {
        report(Report::Kept);
    }
    if registration.waiting().is_some() {
        report(Report::NewerWaits);
    }
    if let Some(worker) = registration.installing() {
        watch(registration, &worker, report.clone());
    }
    let on_update = {
        let registration = registration.clone();
        Closure::<dyn Fn()>::new(move || {
            if let Some(worker) = registration.installing() {
                watch(&registration, &worker, report.clone());
            }
        })
    };
    registration.set_onupdatefound(Some(on_update.as_ref().unchecked_ref()));
    on_update.forget();
    ask_when_seen_again(registration);
}

/// Reports what becomes of a worker that is being installed.
fn watch(registration: &ServiceWorkerRegistration, worker: &ServiceWorker, report: impl Fn(Report) + 'static) {
    let on_change = {
        let (registration, worker) = (registration.clone(), worker.clone());
        Closure::<dyn Fn()>::new(move || match worker.state() {
            ServiceWorkerState::Installed if registration.active().is_some() => report(Report::NewerWaits),
            ServiceWorkerState::Activated => report(Report::Kept),
            // An update that failed leaves the version before as it is.
            ServiceWorkerState::Redundant if registration.active().is_none() => report(Report::Failed),
            _ => {}
        })
    };
    worker.set_onstatechange(Some(on_change.as_ref().unchecked_ref()));
    on_change.forget();
}

/// Asks for a newer version when the visitor comes back to a tab that was left open.
fn ask_when_seen_again(registration: &ServiceWorkerRegistration) {
    let Some(document) = document() else { return };
    let asked = Cell::new(Date::now());
    let on_change = {
        let (registration, document) = (registration.clone(), document.clone());
        Closure::<dyn Fn()>::new(move || {
            if document.visibility_state() == VisibilityState::Visible && Date::now() - asked.get() > ASK_AGAIN {
                asked.set(Date::now());
                if let Ok(update) = registration.update() {
                    // Without the network there is nothing newer.
                    spawn_local(async move { drop(JsFuture::from(update).await) });
                }
            }
        })
    };
    // A document always takes listeners.
    let _ = document.add_event_listener_with_callback("visibilitychange", on_change.as_ref().unchecked_ref());
    on_change.forget();
}
