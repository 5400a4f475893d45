//! Whose data a reader's keys open: the whole of a key store, or rings lent to one reader.
//!
//! Which keys a reader holds is the whole of what it can read: a destroyed key and a key never lent look the same from
//! here.

use std::collections::{BTreeMap, BTreeSet};

use model::Compartment;

use crate::{Key, KeyRing, Subject};

/// Whoever can hand out keys: the key store, or a few keys lent to one reader.
pub trait Keys {
    /// The key of a subject, or of one compartment of it; none where it was destroyed or is not lent.
    fn key(&self, subject: Subject, compartment: Option<Compartment>) -> Option<Key>;
    /// The key that the first version made for a compartment of a subject.
    fn earlier(&self, subject: Subject, compartment: Compartment) -> Option<Key>;
}

impl<K: Keys> Keys for &K {
    fn key(&self, subject: Subject, compartment: Option<Compartment>) -> Option<Key> {
        (*self).key(subject, compartment)
    }

    fn earlier(&self, subject: Subject, compartment: Compartment) -> Option<Key> {
        (*self).earlier(subject, compartment)
    }
}

/// Rings lent to one reader, and of compartments no key but those named.
#[derive(Debug, Clone, Default)]
pub struct LentKeys {
    rings: BTreeMap<Subject, KeyRing>,
    compartments: BTreeSet<Compartment>,
}

impl LentKeys {
    /// No ring yet; of those to come, the keys of these compartments.
    pub fn of(compartments: impl IntoIterator<Item = Compartment>) -> Self {
        Self { rings: BTreeMap::new(), compartments: compartments.into_iter().collect() }
    }

    /// Lends a ring.
    pub fn lend(&mut self, ring: KeyRing) {
        self.rings.insert(ring.owner, ring);
    }

    /// Takes a ring back.
    pub fn forget(&mut self, owner: Subject) {
        self.rings.remove(&owner);
    }
}

impl Keys for LentKeys {
    fn key(&self, subject: Subject, compartment: Option<Compartment>) -> Option<Key> {
        let lent = compartment.is_none_or(|compartment| self.compartments.contains(&compartment));
        self.rings.get(&subject).filter(|_| lent).map(|ring| ring.key(compartment))
    }

    fn earlier(&self, subject: Subject, compartment: Compartment) -> Option<Key> {
        let ring = self.rings.get(&subject).filter(|_| self.compartments.contains(&compartment))?;
        ring.earlier(compartment).cloned()
    }
}
