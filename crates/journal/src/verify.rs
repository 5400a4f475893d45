//! Verification: walks stored facts in order, without any key, and names the first that is not what was written.
//!
//! Nothing is trusted but the start and the checkpoints handed in: links are computed anew and compared with those
//! stored. After the first bad fact the walk is over, since everything behind it hangs on it.

use std::collections::BTreeMap;

use model::Id;

use crate::canonical::ShownBytes;
use crate::wire::DecodeError;
use crate::{Checkpoint, Link, Tip, TipError};

/// A fact as a store holds it.
#[derive(Debug, Clone, Copy)]
pub struct Stored<'a> {
    /// The number under which it is stored.
    pub seq: u64,
    /// Its canonical bytes.
    pub bytes: &'a [u8],
    /// The link stored with it.
    pub link: Link,
}

/// The first bad fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("fact `{seq}`: {why}")]
pub struct BadFact {
    /// Its number.
    pub seq: u64,
    /// What is wrong.
    pub why: Bad,
}

/// What is wrong with a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Bad {
    /// The next fact found has a greater number.
    #[error("missing; the next fact found is `{found}`")]
    Missing {
        /// Number of the fact found in its place.
        found: u64,
    },
    /// A fact with an earlier number stands in its place.
    #[error("out of order; fact `{found}` stands in its place")]
    OutOfOrder {
        /// Number of the fact found in its place.
        found: u64,
    },
    /// Stored under this number, but it says another of itself.
    #[error("says of itself that it is fact `{found}`")]
    Renumbered {
        /// The number inside.
        found: u64,
    },
    /// Its number at its origin does not come after the last from there.
    #[error("says of itself that it is fact `{found}` of its origin, after `{last}`")]
    Origin {
        /// Its number there.
        found: u64,
        /// The last number from there before it.
        last: u64,
    },
    /// Its bytes, or the link stored with it, are not what was written.
    #[error("altered")]
    Altered,
    /// Its bytes are not those of a fact.
    #[error("unreadable: {0}")]
    Unreadable(DecodeError),
    /// The chain holds in itself and is not that of the checkpoint: written anew at or before this fact.
    #[error("history at or before it was written anew")]
    Rewritten,
    /// The checkpoint reaches further than the facts do.
    #[error("missing; a checkpoint was taken at fact `{until}`")]
    CutOff {
        /// Number of the checkpoint's fact.
        until: u64,
    },
}

/// A walk along a chain.
#[derive(Debug, Clone)]
pub struct Verifier {
    tip: Tip,
    /// Those still ahead, nearest last.
    ahead: Vec<Checkpoint>,
    /// The last number from each origin, as far as this walk has come.
    origins: BTreeMap<Id, u64>,
    /// Whether it began before the first fact.
    from_the_start: bool,
    /// The instance whose journal it is, of whose own facts none may be missing.
    home: Option<Id>,
}

impl Verifier {
    /// A walk from fact 1, against checkpoints held outside (of this chain, in any order, their marks checked).
    pub fn new(checkpoints: Vec<Checkpoint>) -> Self {
        Self::from(Tip::default(), checkpoints)
    }

    /// A walk that goes on from a tip that is trusted, because it was verified before or agrees with a checkpoint.
    /// Checkpoints behind it are left out.
    pub fn from(tip: Tip, mut checkpoints: Vec<Checkpoint>) -> Self {
        checkpoints.retain(|checkpoint| checkpoint.seq >= tip.seq());
        checkpoints.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.seq));
        Self { from_the_start: tip.seq() == 0, tip, ahead: checkpoints, origins: BTreeMap::new(), home: None }
    }

    /// The same walk along the journal of this instance: its own numbers then have no gap, which somebody who takes a
    /// fact out and chains the rest anew would leave.
    #[must_use]
    pub fn at_home(self, home: Id) -> Self {
        Self { home: Some(home), ..self }
    }

    /// Where the walk stands.
    pub fn tip(&self) -> &Tip {
        &self.tip
    }

    /// Checks the next stored fact.
    pub fn push(&mut self, stored: Stored<'_>) -> Result<(), BadFact> {
        self.pass_checkpoints()?;
        let due = self.tip.seq() + 1;
        let bad = |why| Err(BadFact { seq: due, why });
        match stored.seq {
            found if found > due => return bad(Bad::Missing { found }),
            found if found < due => return bad(Bad::OutOfOrder { found }),
            _ => {}
        }
        match self.tip.push(stored.bytes) {
            Ok(link) if link == stored.link => self.follow(due, stored.bytes),
            Ok(_) => bad(Bad::Altered),
            Err(TipError::Number { found, .. }) => bad(Bad::Renumbered { found }),
            Err(TipError::Decode(error)) => bad(Bad::Unreadable(error)),
        }
    }

    /// Numbers of one origin ascend; those of home have no gap either.
    fn follow(&mut self, seq: u64, bytes: &[u8]) -> Result<(), BadFact> {
        let shown = ShownBytes::of(bytes).map_err(|error| BadFact { seq, why: Bad::Unreadable(error) })?;
        let found = shown.origin_seq;
        let home = self.home == Some(shown.origin);
        let last = self.origins.insert(shown.origin, found).or((home && self.from_the_start).then_some(0));
        let follows = |last: u64| if home { found == last + 1 } else { found > last };
        match last {
            Some(last) if !follows(last) => Err(BadFact { seq, why: Bad::Origin { found, last } }),
            _ => Ok(()),
        }
    }

    /// Ends the walk: where it stands, if no checkpoint lies beyond.
    pub fn finish(mut self) -> Result<Tip, BadFact> {
        self.pass_checkpoints()?;
        match self.ahead.first() {
            Some(furthest) => Err(BadFact { seq: self.tip.seq() + 1, why: Bad::CutOff { until: furthest.seq } }),
            None => Ok(self.tip),
        }
    }

    fn pass_checkpoints(&mut self) -> Result<(), BadFact> {
        while let Some(checkpoint) = self.ahead.pop_if(|next| next.seq == self.tip.seq()) {
            if !checkpoint.agrees(&self.tip) {
                return Err(BadFact { seq: self.tip.seq(), why: Bad::Rewritten });
            }
        }
        Ok(())
    }
}
