//! What another version loosens of an item, whatever kind of work it is: by when, for whom, by whom, behind what.

use super::clocks::fewer_hear;
use super::owed;
use super::same::{Versions, has_more};
use super::words::Loosening;
use crate::pathway::{Approval, Item, Pathway, SendOn};

impl Versions<'_> {
    /// Of an item that the other version has too.
    pub fn of_item(self, item: &Item, other: &Item) -> Vec<(bool, Loosening)> {
        let mut found = self.of_duty(item, other).to_vec();
        found.extend(self.of_guard(item, other));
        found.extend(self.of_work(item, other));
        found
    }

    /// What is owed, and by when.
    fn of_duty(self, item: &Item, other: &Item) -> [(bool, Loosening); 7] {
        let owed = owed(item);
        let (due, now) = (item.due.as_ref(), other.due.as_ref());
        [
            (owed && self.later(due, now), Loosening::Later),
            (!owed && self.sooner(due, now), Loosening::LessTime),
            (owed && fewer_hear(due, now), Loosening::NotEscalated),
            (owed && other.optional && !item.optional, Loosening::NotOwed),
            (owed && self.less_often(item.applies, other.applies), Loosening::AppliesLess),
            (owed && self.item_waits(item, other), Loosening::WaitsForMore),
            (tells_less(item, other), Loosening::NotTold),
        ]
    }

    /// What stands before it, and who may do and approve it.
    fn of_guard(self, item: &Item, other: &Item) -> [(bool, Loosening); 5] {
        let own = has_more(&names(&other.not_by, self.to), &self.called_now(&item.not_by));
        let gate = item.gate.is_some() && !self.says_same(item.gate, other.gate);
        [
            (fewer_votes(item.approve(), other.approve()), Loosening::FewerVotes),
            (other_voters(item.approve(), other.approve()), Loosening::OtherVoters),
            (own, Loosening::OwnReview),
            (gate, Loosening::NoGate),
            (has_more(&item.by, &other.by), Loosening::OtherDoers),
        ]
    }

    /// Whether it waits for another item, or stands in another stage.
    fn item_waits(self, item: &Item, other: &Item) -> bool {
        let stage = |item: &Item, of: &Pathway| of.stages.get(item.stage).map(|stage| stage.id.clone());
        let moved = stage(item, self.from) != stage(other, self.to);
        moved || has_more(&self.called_now(&item.after), &names(&other.after, self.to))
    }
}

fn names<'p>(items: &[usize], of: &'p Pathway) -> Vec<&'p str> {
    items.iter().filter_map(|item| of.items.get(*item)).map(|item| item.id.as_str()).collect()
}

/// Whether a message no longer goes out at all, or nothing is shown that is to be said.
fn tells_less(item: &Item, other: &Item) -> bool {
    let when = |item: &Item| item.send.iter().map(|(on, _)| *on).collect::<Vec<SendOn>>();
    has_more(&when(other), &when(item)) || item.text.is_some() && other.text.is_none()
}

/// Whether a tier is gone, or needs fewer yes or seats. Another tier more is none less.
fn fewer_votes(was: &[Approval], now: &[Approval]) -> bool {
    let fewer = |(was, now): (&Approval, &Approval)| now.n < was.n || has_more(&now.seats, &was.seats);
    now.len() < was.len() || was.iter().zip(now).any(fewer)
}

/// Whether others vote in a tier than did. Where nobody did, whoever does now is one more.
fn other_voters(was: &[Approval], now: &[Approval]) -> bool {
    was.iter().zip(now).any(|(was, now)| has_more(&was.of, &now.of))
}
