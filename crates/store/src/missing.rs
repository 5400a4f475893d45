//! Rings that are not there, held against what says that they went: a fact that forgets their owner, or a note that they
//! were given up.
//!
//! A part whose key is gone cannot be told from one of somebody forgotten, so whoever folds facts anew with a key store
//! that is older than they, or with half of one, would leave people out without a word. That is refused with their number;
//! who they are is not said, for nobody knows more of them than an id. A journal brought back from before a forgetting,
//! beside keys from after it, is the one case in which nothing can be brought back: whoever folds it says for how many.

use std::collections::BTreeSet;
use std::fmt::{Display, Formatter};

use journal::{Body, Opened, OpenedPart, Part, Subject};

use crate::beside::{Beside, BesideKey, Change, Only, keep};
use crate::db::{Reader, Statement};
use crate::going::{Going, name_of};

/// How many owners have no ring although nothing says that it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// People.
    pub people: u64,
    /// Households.
    pub households: u64,
}

impl Lost {
    /// How many rings that are.
    pub fn rings(self) -> u64 {
        self.people + self.households
    }
}

impl Display for Lost {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let Self { people, households } = self;
        write!(f, "{} key ring(s) are not there: of {people} people and {households} households", self.rings())
    }
}

/// Owners met without a ring, and owners of whom it is said that they have none.
#[derive(Default)]
pub(crate) struct Missing {
    without: BTreeSet<Subject>,
    excused: BTreeSet<Subject>,
}

impl Missing {
    /// Nobody met yet; those who were given up are excused. A note that cannot be opened excuses nobody.
    pub(crate) async fn beyond_given_up(reader: &mut Reader<'_>, key: &BesideKey) -> sqlx::Result<Self> {
        let kind = Beside::GivenUp.code();
        let notes = Statement::of("SELECT place, sealed FROM beside WHERE kind = $1").bind(kind);
        let mut excused = BTreeSet::new();
        for row in reader.rows(notes).await? {
            let opened = key.open(kind, &row.bytes(0)?, &row.bytes(1)?);
            let note = opened.and_then(|(_, held)| postcard::from_bytes::<Going>(&held).ok());
            excused.extend(note.map(|note| note.owner().0));
        }
        Ok(Self { without: BTreeSet::new(), excused })
    }

    /// Takes note of what could not be read of a fact for want of a key, and of whom it forgets.
    pub(crate) fn take(&mut self, fact: &Opened) {
        for part in &fact.parts {
            match part {
                OpenedPart::Forgotten(owner) | OpenedPart::Withheld(owner, _) => {
                    self.without.insert(*owner);
                }
                OpenedPart::Open(Part { body: Body::Forgotten { subject, .. }, .. }) => {
                    self.excused.insert(*subject);
                }
                OpenedPart::Open(_) | OpenedPart::Broken(..) => {}
            }
        }
    }

    /// Whose rings are lost.
    pub(crate) fn owners(&self) -> impl Iterator<Item = Subject> {
        self.without.difference(&self.excused).copied()
    }

    /// Whether it is said of somebody that they have none.
    pub(crate) fn excuses(&self, owner: Subject) -> bool {
        self.excused.contains(&owner)
    }

    /// How many are lost; none where nobody is.
    pub(crate) fn lost(&self) -> Option<Lost> {
        let (mut people, mut households) = (0, 0);
        for owner in self.owners() {
            *(if owner.owner().is_some() { &mut people } else { &mut households }) += 1;
        }
        Some(Lost { people, households }).filter(|lost| lost.rings() > 0)
    }

    /// The changes that note who is given up, as of a fact; none where a note cannot be sealed.
    pub(crate) fn give_up(&self, key: &BesideKey, seq: u64) -> Option<Vec<Change>> {
        let notes = self.owners().filter_map(|owner| Some((owner, Going::of(owner, seq)?)));
        notes.map(|(owner, note)| keep(key, Beside::GivenUp, &name_of(owner), &note, Only::Ever)).collect()
    }
}
