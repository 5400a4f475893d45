//! What follows a yes, as bytes: costs, and everybody who stands in a queue.

use rules::Bound;
use rules::expr::Type;
use rules::queue::Rank;
use rules::walk::Range;

use super::{Cost, Place, Queue, Yields, paid, paying};
use crate::reach::wire::Wire;

impl Wire for Cost {
    fn put(&self, to: &mut Vec<u8>) {
        for count in [self.fixed, self.open, self.none, self.endless[0], self.endless[1]] {
            count.put(to);
        }
        self.least.put(to);
        self.most.put(to);
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        let (fixed, open, none) = (u64::pull(from)?, u64::pull(from)?, u64::pull(from)?);
        let endless = [u64::pull(from)?, u64::pull(from)?];
        Some(Self { fixed, open, none, endless, least: i128::pull(from)?, most: i128::pull(from)? })
    }
}

impl Wire for Place {
    fn put(&self, to: &mut Vec<u8>) {
        self.rank.put(to);
        self.amount.put(to);
        // Tickets are hashes: seven bits a byte would make them longer.
        to.extend(self.ticket.to_le_bytes());
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        let (rank, amount) = (u32::pull(from)?, u32::pull(from)?);
        let (ticket, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(Self { rank, amount, ticket: u64::from_le_bytes(*ticket) })
    }
}

/// An amount without its type, which is that of the measure.
fn put_amount(amount: Option<Range>, to: &mut Vec<u8>) {
    amount.map(|range| ((range.lo, range.hi), (range.may_not_apply, range.uncovered))).put(to);
}

/// All amounts there are.
fn pull_amounts(ty: Type, from: &mut &[u8]) -> Option<Vec<Option<Range>>> {
    let amounts: Vec<Option<_>> = Vec::pull(from)?;
    let typed = |((lo, hi), (may_not_apply, uncovered))| Range { ty, lo, hi, may_not_apply, uncovered };
    Some(amounts.into_iter().map(|amount| amount.map(typed)).collect())
}

impl Queue {
    fn put(&self, to: &mut Vec<u8>) {
        self.ranks.put(to);
        u64::try_from(self.amounts.len()).unwrap_or(u64::MAX).put(to);
        self.amounts.iter().for_each(|amount| put_amount(*amount, to));
        self.places.put(to);
    }

    fn pull(ty: Type, from: &mut &[u8]) -> Option<Self> {
        let ranks: Vec<Rank> = Vec::pull(from)?;
        let amounts = pull_amounts(ty, from)?;
        let places: Vec<Place> = Vec::pull(from)?;
        let known =
            |place: &Place| ranks.get(place.rank as usize).is_some() && amounts.get(place.amount as usize).is_some();
        places.iter().all(known).then_some(())?;
        let mut queue = Self::default();
        queue.merge(&Self { ranks, amounts, places, ..Self::default() });
        Some(queue)
    }
}

impl Yields {
    pub(in crate::reach) fn put(&self, to: &mut Vec<u8>) {
        self.due.put(to);
        self.costs.put(to);
        self.queue.put(to);
    }

    pub(in crate::reach) fn pull(bound: &Bound, from: &mut &[u8]) -> Option<Self> {
        let position = paid(bound).and_then(|place| paying(bound).nth(place));
        let ty = position.and_then(|position| bound.computes.get(position)).map_or(Type::Int, |computed| computed.ty);
        Some(Self { due: u64::pull(from)?, costs: Vec::pull(from)?, queue: Queue::pull(ty, from)? })
    }
}
