//! What is written down behind an answer, so that the time it takes tells nothing. A program that ends waits for it.

use std::sync::{Mutex, PoisonError};

use tokio::task::JoinSet;

/// Notes under way.
#[derive(Default)]
pub(crate) struct Noting(Mutex<JoinSet<()>>);

impl Noting {
    /// Begins one, and forgets those that are done.
    pub fn spawn(&self, note: impl Future<Output = ()> + Send + 'static) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while notes.try_join_next().is_some() {}
        notes.spawn(note);
    }

    /// Waits for all of them.
    pub async fn end(&self) {
        let notes = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        notes.join_all().await;
    }
}
