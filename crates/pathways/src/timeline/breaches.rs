//! What was late of something, one after the other, the earliest first: a list that every later state shares.
//!
//! Work that comes again every day for years is missed thousands of times, and each state of its case tells every one of
//! them. A list for each state would be as long as the case is old, as often as it is old; here each adds one link to the
//! states before it. Nothing is taken out of the middle.

use std::sync::Arc;

use model::Timestamp;

use crate::clock::{DueEnd, Reckoned};

/// Something that was late once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breach {
    /// Which round or occurrence.
    pub nth: u32,
    /// The end that was missed.
    pub end: DueEnd,
    /// Since when it was late.
    pub since: Timestamp,
}

/// Everything that was late of something.
#[derive(Clone, Default)]
pub struct Breaches(Option<Arc<Link>>);

struct Link {
    breach: Breach,
    before: Breaches,
    count: usize,
}

impl Breaches {
    /// The latest.
    pub fn last(&self) -> Option<&Breach> {
        self.0.as_ref().map(|link| &link.breach)
    }

    /// All of them, the latest first.
    pub fn latest_first(&self) -> impl Iterator<Item = &Breach> {
        let mut next = self.0.as_deref();
        std::iter::from_fn(move || {
            let link = next?;
            next = link.before.0.as_deref();
            Some(&link.breach)
        })
    }

    pub(super) fn push(&mut self, breach: Breach) {
        let before = std::mem::take(self);
        let count = before.count() + 1;
        *self = Self(Some(Arc::new(Link { breach, before, count })));
    }

    /// Leaves out the latest that ended only after a moment: each ends after the one before it.
    pub(super) fn forget_after(&mut self, at: Timestamp) {
        while self.last().is_some_and(|breach| breach.end.ends > at) {
            *self = self.0.as_ref().map(|link| link.before.clone()).unwrap_or_default();
        }
    }

    fn count(&self) -> usize {
        self.0.as_ref().map_or(0, |link| link.count)
    }
}

impl Extend<Breach> for Breaches {
    fn extend<I: IntoIterator<Item = Breach>>(&mut self, more: I) {
        for breach in more {
            self.push(breach);
        }
    }
}

impl FromIterator<Breach> for Breaches {
    fn from_iter<I: IntoIterator<Item = Breach>>(all: I) -> Self {
        let mut found = Self::default();
        found.extend(all);
        found
    }
}

impl PartialEq for Breaches {
    fn eq(&self, other: &Self) -> bool {
        if self.count() != other.count() {
            return false;
        }
        let (mut here, mut there) = (self.0.as_ref(), other.0.as_ref());
        // What two states share is looked at once.
        while let Some((a, b)) = here.zip(there).filter(|(a, b)| !Arc::ptr_eq(a, b)) {
            if a.breach != b.breach {
                return false;
            }
            (here, there) = (a.before.0.as_ref(), b.before.0.as_ref());
        }
        true
    }
}

impl std::fmt::Debug for Breaches {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.latest_first()).finish()
    }
}

/// One link after the other: dropping each inside the one after it would need a stack as deep as the list is long.
impl Drop for Link {
    fn drop(&mut self) {
        let mut next = self.before.0.take();
        while let Some(mut link) = next.and_then(Arc::into_inner) {
            next = link.before.0.take();
        }
    }
}

/// What is late of a clock that ended, where the work lasted until an instant.
pub(super) fn breach(nth: u32, due: Option<Reckoned>, opened: Timestamp, until: Timestamp) -> Option<Breach> {
    let end = due?.certain()?;
    (end.ends <= until).then(|| Breach { nth, end, since: end.ends.max(opened) })
}
