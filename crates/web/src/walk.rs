//! The last walk over the journal, which every request shares: there is one at a time, and what it found stays until the
//! next.

use std::sync::{Mutex, PoisonError};

use model::Timestamp;

/// The last walk over the journal.
#[derive(Debug, Default)]
pub(crate) struct Walk(Mutex<Walked>);

/// What a walk found, or how far it is.
#[derive(Debug, Clone, Default)]
pub(crate) enum Walked {
    #[default]
    NotYet,
    /// So many facts so far.
    Under(u64),
    Sound {
        facts: u64,
        at: Timestamp,
    },
    Altered {
        why: String,
        at: Timestamp,
    },
    Failed,
}

impl Walk {
    /// How it stands now.
    pub fn now(&self) -> Walked {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes down how it stands.
    pub fn is(&self, walked: Walked) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = walked;
    }

    /// Whether this call begins a walk; another one may be under way.
    pub fn begins(&self) -> bool {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let begins = !matches!(*now, Walked::Under(_));
        if begins {
            *now = Walked::Under(0);
        }
        begins
    }
}
