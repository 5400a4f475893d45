//! Where slices are counted: loads each question once, and says what it does.

use std::sync::{Arc, Mutex, PoisonError};

use evidence::people::Slice;
use evidence::reach::Options;

use crate::question::{ClusterQuestion, Loaded};

/// Somebody who hears, in a line each, what is done.
pub(crate) type Told = Arc<dyn Fn(&str) + Send + Sync>;

/// The question that was asked last, as it came and as it was loaded.
type Last = (Arc<[u8]>, Arc<Result<Loaded, String>>);

/// What an executor keeps from slice to slice.
#[derive(Default)]
pub(crate) struct Desk {
    last: Mutex<Option<Last>>,
    told: Option<Told>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").finish_non_exhaustive()
    }
}

impl Desk {
    pub(crate) fn telling(told: Told) -> Self {
        Self { told: Some(told), ..Self::default() }
    }

    /// Counts of a slice as bytes, or why there are none: that is an answer, too, which no other attempt would change.
    pub(crate) fn count(&self, question: &Arc<[u8]>, number: u64, slice: &str) -> Result<Vec<u8>, String> {
        let loaded = self.loaded(question);
        let loaded = loaded.as_ref().as_ref().map_err(Clone::clone)?;
        let slice: Slice = serde_json::from_str(slice).map_err(|error| error.to_string())?;
        let counting = loaded.counting().map_err(|error| error.to_string())?;
        let counted = counting.slice(&slice, loaded.seed, Options::default());
        let bytes = counted.map(|partial| counting.write(&partial)).map_err(|error| error.to_string());
        let ended = if bytes.is_ok() { "counted" } else { "could not be counted" };
        self.told.iter().for_each(|told| told(&format!("slice {number} {ended}")));
        bytes
    }

    /// Others wait while a question is loaded: they are about to ask for the same.
    fn loaded(&self, question: &Arc<[u8]>) -> Arc<Result<Loaded, String>> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, loaded)) = last.as_ref().filter(|(known, _)| known == question) {
            return Arc::clone(loaded);
        }
        let read = serde_json::from_slice(question).map_err(|error| error.to_string());
        let loaded = Arc::new(read.and_then(|question: ClusterQuestion| question.load()));
        *last = Some((Arc::clone(question), Arc::clone(&loaded)));
        loaded
    }
}
