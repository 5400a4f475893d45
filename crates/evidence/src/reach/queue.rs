//! Everybody who stands in the queue of a quota, and how far it goes.
//!
//! A budget is reserved for the most that an amount can be; what has no upper end cannot be reserved and waits for the
//! data that would give it one. Nobody overtakes.

use std::collections::HashMap;

use rules::measure::CapLimit;
use rules::queue::Rank;
use rules::walk::{End, Range};
use serde::{Deserialize, Serialize};

use super::cost::Cost;

mod wire;
pub(super) use wire::QueueWire;

/// How far a quota goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct QuotaReach {
    pub(crate) granted: u64,
    pub(crate) waiting: u64,
    /// What the granted cost.
    pub(crate) cost: Cost,
}

/// Everybody who stands in the queue, sixteen bytes each.
#[derive(Debug, Clone, Default)]
pub(super) struct Queue {
    ranks: Vec<Rank>,
    rank_numbers: HashMap<Rank, u32>,
    amounts: Vec<Option<Range>>,
    amount_numbers: HashMap<Amount, u32>,
    places: Vec<Place>,
}

type Amount = Option<(End, End, bool)>;

/// An amount as it is told from others and put in order.
fn in_order(amount: Range) -> (End, End, bool) {
    (amount.lo, amount.hi, amount.may_not_apply)
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Place {
    rank: u32,
    amount: u32,
    /// A hash, which uses all its bits.
    #[serde(with = "postcard::fixint::le")]
    ticket: u64,
}

impl Queue {
    pub(super) fn push(&mut self, rank: &Rank, ticket: u64, amount: Option<Range>) {
        let known = self.rank_numbers.get(rank).copied();
        let rank = known.unwrap_or_else(|| {
            let number = number(self.ranks.len());
            self.ranks.push(rank.clone());
            self.rank_numbers.insert(rank.clone(), number);
            number
        });
        let amount = *self.amount_numbers.entry(amount.map(in_order)).or_insert_with(|| {
            self.amounts.push(amount);
            number(self.amounts.len() - 1)
        });
        self.places.push(Place { rank, amount, ticket });
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for place in &other.places {
            if let Some(rank) = other.ranks.get(place.rank as usize) {
                self.push(rank, place.ticket, other.amounts.get(place.amount as usize).copied().flatten());
            }
        }
    }

    pub(super) fn settle(&self, limit: &CapLimit) -> QuotaReach {
        let mut order: Vec<usize> = (0..self.ranks.len()).collect();
        order.sort_by_key(|rank| self.ranks.get(*rank));
        let mut standing = vec![0_u32; order.len()];
        for (place, rank) in (0..).zip(order) {
            standing.get_mut(rank).into_iter().for_each(|standing| *standing = place);
        }
        let mut places = self.places.clone();
        // Numbers of amounts depend on who came first; their values do not.
        let amount = |place: &Place| self.amounts.get(place.amount as usize).copied().flatten().map(in_order);
        let key = |place: &Place| (standing.get(place.rank as usize).copied(), place.ticket, amount(place));
        places.sort_unstable_by_key(key);
        let mut served = Served { quota: QuotaReach::default(), left: left(limit), full: false };
        for place in places {
            served.next(limit, self.amounts.get(place.amount as usize).copied().flatten());
        }
        served.quota
    }
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn left(limit: &CapLimit) -> i128 {
    match limit {
        CapLimit::Places(places) => i128::from(*places),
        CapLimit::Budget(budget) => i128::from(budget.minor),
    }
}

/// The queue as it is served, one after the other.
struct Served {
    quota: QuotaReach,
    left: i128,
    full: bool,
}

impl Served {
    /// Nobody overtakes: once somebody does not fit, all who stand behind wait.
    fn next(&mut self, limit: &CapLimit, amount: Option<Range>) {
        let most = match limit {
            CapLimit::Places(_) => Some(1),
            CapLimit::Budget(_) => amount.map_or(Some(0), |amount| amount.hi.at().map(|most| i128::from(most).max(0))),
        };
        if let Some(most) = most.filter(|most| !self.full && *most <= self.left) {
            self.left -= most;
            self.quota.granted += 1;
            self.quota.cost.add(amount);
        } else {
            self.full |= most.is_some();
            self.quota.waiting += 1;
        }
    }
}

#[cfg(test)]
mod tests;
