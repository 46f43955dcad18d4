//! State that the items of lists read.

use leptos::prelude::*;
use leptos::reactive::graph::Source;
use std::ops::Deref;

/// A signal whose readers come and go by the thousand, as rows and cards do.
///
/// A signal of reactive_graph 0.2 keeps everyone in mind who ever read it, until they read it again: those that are gone, for
/// good. This one forgets them all once they were told of a change. Who is still there reads it again when it answers to that,
/// and is kept in mind anew.
pub struct Shared<T: 'static>(RwSignal<T>);

impl<T: Send + Sync + 'static> Shared<T> {
    /// With a value to begin with.
    pub fn new(value: T) -> Self {
        Self(RwSignal::new(value))
    }

    /// Takes another value, and tells the readers.
    pub fn set(&self, value: T) {
        self.0.set(value);
        self.forget_readers();
    }

    /// Changes the value, and tells the readers.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.0.update(change);
        self.forget_readers();
    }

    /// Tells the readers, though nothing has changed.
    pub fn notify(&self) {
        self.0.notify();
        self.forget_readers();
    }

    fn forget_readers(&self) {
        self.0.clear_subscribers();
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Shared<T> {}

impl<T> Deref for Shared<T> {
    type Target = RwSignal<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
