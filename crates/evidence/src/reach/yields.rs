//! What follows a yes for a whole population: what it costs, and who is served while the quota lasts.

use std::borrow::Cow;

use rules::Bound;
use rules::expr::Type;
use serde::{Deserialize, Serialize};

use super::cost::Cost;
use super::due::Due;
use super::queue::{Queue, QueueWire, QuotaReach};
use crate::plan::paying;

/// Everything that follows the yes of one measure.
#[derive(Debug, Clone, Default)]
pub(crate) struct Yields {
    /// How many persons, or households, something is due to.
    pub(crate) due: u64,
    /// One for each computed amount.
    pub(crate) costs: Vec<Cost>,
    queue: Queue,
}

impl Yields {
    pub(super) fn add(&mut self, bound: &Bound, due: &Due) {
        self.due += u64::try_from(due.rows.len()).unwrap_or_default();
        self.costs.resize(due.amounts.len(), Cost::default());
        for (cost, amounts) in self.costs.iter_mut().zip(&due.amounts) {
            for range in amounts {
                cost.add(*range);
            }
        }
        if bound.cap.is_some() {
            let paid = paid(bound).and_then(|place| due.amounts.get(place));
            for (index, (rank, ticket)) in due.standing.iter().enumerate() {
                self.queue.push(rank, *ticket, paid.and_then(|amounts| amounts.get(index).copied().flatten()));
            }
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.due += other.due;
        self.costs.resize(self.costs.len().max(other.costs.len()), Cost::default());
        self.costs.iter_mut().zip(other.costs).for_each(|(own, other)| own.merge(other));
        self.queue.merge(&other.queue);
    }

    /// Who is served while the quota lasts; `None` without a quota.
    pub(crate) fn quota(&self, bound: &Bound) -> Option<QuotaReach> {
        bound.cap.as_ref().map(|cap| self.queue.settle(&cap.limit))
    }
}

/// The place, among the computed amounts, of the one that the quota pays or is summed up beside it.
pub(crate) fn paid(bound: &Bound) -> Option<usize> {
    match bound.paid() {
        Some(computed) => paying(bound).position(|position| position == computed),
        None => paying(bound).next().map(|_| 0),
    }
}

/// What follows a yes, as it travels.
#[derive(Serialize, Deserialize)]
pub(super) struct YieldsWire<'a> {
    due: u64,
    costs: Cow<'a, [Cost]>,
    queue: QueueWire<'a>,
}

impl Yields {
    pub(super) fn wire(&self) -> YieldsWire<'_> {
        YieldsWire { due: self.due, costs: Cow::Borrowed(&self.costs), queue: self.queue.wire() }
    }

    /// What follows the yes of this measure again.
    pub(super) fn of(wire: YieldsWire<'_>, bound: &Bound) -> Option<Self> {
        let position = paid(bound).and_then(|place| paying(bound).nth(place));
        let ty = position.and_then(|position| bound.computes.get(position)).map_or(Type::Int, |computed| computed.ty);
        Some(Self { due: wire.due, costs: wire.costs.into_owned(), queue: Queue::of(wire.queue, ty)? })
    }
}
