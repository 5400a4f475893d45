//! One round of work and votes: who did it, who approved, whether that is enough.
//!
//! An edit lapses the votes that were cast on what stood before. Nobody votes on their own work, nobody twice, and
//! nobody in two tiers; what was cast so, on machines that did not know of each other, does not count.
//!
//! A no that leaves too few to say yes sends the work back to whoever did it: where anybody of a role may vote, the first; of
//! seats, all of which are the quorum, the last one that is cast. What was proposed lapses then, with all votes on it, and a
//! vote is begun by nothing but other work. What data made done nobody can do otherwise: there the vote goes on.

use std::collections::BTreeSet;

use model::Timestamp;

use crate::facts::{CaseAct, CaseFact, FactId};
use crate::pathway::Approval;

/// A no that sent work back to whoever did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentBack {
    /// The vote.
    pub vote: FactId,
    /// When it was cast.
    pub at: Timestamp,
}

/// One round.
#[derive(Debug, Clone, Default)]
pub(crate) struct Round<'a> {
    /// Who did or decided it.
    pub authors: BTreeSet<&'a str>,
    /// Who voted in a tier before this one.
    pub earlier: BTreeSet<&'a str>,
    /// The tier that votes now.
    pub tier: usize,
    /// The votes of this tier.
    pub votes: Vec<(&'a str, Option<&'a str>, bool)>,
    /// Since when it has waited for votes.
    pub pending: Option<Timestamp>,
    /// What was decided.
    pub outcome: Option<&'a str>,
    /// When it was done, and when that was told.
    pub done: Option<(Timestamp, Timestamp)>,
    /// The no by which it was sent back, until somebody does it anew.
    pub sent_back: Option<SentBack>,
}

impl<'a> Round<'a> {
    /// Takes one fact in; of what is done already, none.
    pub fn take(&mut self, fact: &'a CaseFact, approve: &[Approval]) {
        if self.done.is_some() {
            return;
        }
        match &fact.act {
            CaseAct::Did { .. } => self.work(fact, None, approve),
            CaseAct::Decided { outcome, .. } => self.work(fact, Some(outcome), approve),
            CaseAct::Voted { yes, seat, .. } => self.vote(fact, *yes, seat.as_deref(), approve),
            _ => {}
        }
    }

    fn work(&mut self, fact: &'a CaseFact, outcome: Option<&'a str>, approve: &[Approval]) {
        self.authors.insert(&fact.who);
        self.earlier.clear();
        self.votes.clear();
        (self.tier, self.outcome, self.sent_back) = (0, outcome, None);
        if approve.is_empty() {
            self.done = Some((fact.happened, fact.told));
        } else {
            self.pending = Some(fact.happened);
        }
    }

    fn vote(&mut self, fact: &'a CaseFact, yes: bool, seat: Option<&'a str>, approve: &[Approval]) {
        let Some(tier) = approve.get(self.tier).filter(|_| self.pending.is_some()) else { return };
        let who = fact.who.as_str();
        if self.may_not_vote(who, seat, tier) {
            return;
        }
        self.votes.retain(|(voter, _, _)| *voter != who);
        self.votes.push((who, seat, yes));
        if self.reached(tier) {
            self.earlier.extend(self.votes.drain(..).map(|(voter, _, _)| voter));
            self.tier += 1;
            if self.tier == approve.len() {
                self.done = Some((fact.happened, fact.told));
            }
        } else if self.is_lost(tier) {
            self.send_back(SentBack { vote: fact.id, at: fact.happened });
        }
    }

    /// Whether too few are left to say yes: nobody of a role after a no, nobody once every seat is cast.
    fn is_lost(&self, tier: &Approval) -> bool {
        let refused = self.votes.iter().any(|(_, _, yes)| !yes);
        refused && !self.authors.is_empty() && self.votes.len() >= tier.seats.len()
    }

    fn send_back(&mut self, by: SentBack) {
        self.earlier.clear();
        self.votes.clear();
        (self.tier, self.outcome, self.pending, self.sent_back) = (0, None, None, Some(by));
    }

    /// Whether a vote does not count: of an author, of one who voted a tier before, on a seat that is another's or none,
    /// from a second seat.
    fn may_not_vote(&self, who: &str, seat: Option<&str>, tier: &Approval) -> bool {
        self.has_part(who) || !known_seat(seat, tier) || self.seat_taken(who, seat) || self.sits_elsewhere(who, seat)
    }

    /// Whether somebody wrote it, or voted a tier before.
    pub fn has_part(&self, who: &str) -> bool {
        self.authors.contains(who) || self.earlier.contains(who)
    }

    /// Whether another has cast a seat.
    pub fn seat_taken(&self, who: &str, seat: Option<&str>) -> bool {
        seat.is_some() && self.votes.iter().any(|(voter, cast, _)| *cast == seat && *voter != who)
    }

    /// Whether somebody has cast another seat.
    pub fn sits_elsewhere(&self, who: &str, seat: Option<&str>) -> bool {
        self.votes.iter().any(|(voter, cast, _)| *voter == who && *cast != seat)
    }

    fn reached(&self, tier: &Approval) -> bool {
        let yes = self.votes.iter().filter(|(_, _, yes)| *yes).count();
        yes >= tier.n && self.votes.len() >= tier.seats.len()
    }
}

/// Whether a seat is one of a tier's; none where it has none.
pub(crate) fn known_seat(seat: Option<&str>, tier: &Approval) -> bool {
    match seat {
        Some(seat) => tier.seats.iter().any(|known| known == seat),
        None => tier.seats.is_empty(),
    }
}
