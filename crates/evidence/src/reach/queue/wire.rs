//! A queue as it travels.

use std::borrow::Cow;

use rules::expr::Type;
use rules::queue::Rank;
use rules::walk::{End, Range};
use serde::{Deserialize, Serialize};

use super::{Place, Queue};

/// Amounts go without their type, which is that of the measure.
#[derive(Serialize, Deserialize)]
pub(in crate::reach) struct QueueWire<'a> {
    ranks: Cow<'a, [Rank]>,
    amounts: Vec<Option<AmountWire>>,
    places: Cow<'a, [Place]>,
}

#[derive(Serialize, Deserialize)]
struct AmountWire {
    lo: End,
    hi: End,
    may_not_apply: bool,
}

impl Queue {
    pub(in crate::reach) fn wire(&self) -> QueueWire<'_> {
        let bare = |Range { lo, hi, may_not_apply, .. }: Range| AmountWire { lo, hi, may_not_apply };
        QueueWire {
            ranks: Cow::Borrowed(&self.ranks),
            amounts: self.amounts.iter().map(|amount| amount.map(bare)).collect(),
            places: Cow::Borrowed(&self.places),
        }
    }

    /// The queue again; `None` where somebody stands at a rank, or for an amount, that there is not.
    pub(in crate::reach) fn of(wire: QueueWire<'_>, ty: Type) -> Option<Self> {
        let typed = |AmountWire { lo, hi, may_not_apply }| Range { ty, lo, hi, may_not_apply };
        let (ranks, places) = (wire.ranks.into_owned(), wire.places.into_owned());
        let amounts: Vec<Option<Range>> = wire.amounts.into_iter().map(|amount| amount.map(typed)).collect();
        let known =
            |place: &Place| ranks.get(place.rank as usize).is_some() && amounts.get(place.amount as usize).is_some();
        places.iter().all(known).then_some(())?;
        let mut queue = Self::default();
        queue.merge(&Self { ranks, amounts, places, ..Self::default() });
        Some(queue)
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use super::*;

    #[track_caller]
    fn check(rank: u32, amount: u32, stands: bool) {
        let ranks = vec![Rank { points: Reverse(1), keys: vec![] }];
        let amounts = vec![Some(AmountWire { lo: End::At(1), hi: End::Above, may_not_apply: false })];
        let places = vec![Place { rank, amount, ticket: 7 }];
        let wire = QueueWire { ranks: Cow::Owned(ranks), amounts, places: Cow::Owned(places) };
        assert_eq!(Queue::of(wire, Type::Int).is_some(), stands);
    }

    #[test]
    fn whoever_stands_at_a_rank_or_for_an_amount_that_is_not_there_is_refused() {
        check(0, 0, true);
        check(1, 0, false);
        check(0, 1, false);
    }
}
