//! Whether two versions say the same: by what conditions and values say and read, and by what items are called now, wherever
//! they stand in their files.

use rules::{LooseCond, LooseTerm};

use super::now_called;
use crate::leaves::Leaf;
use crate::pathway::{Anchor, Pathway, Period};

/// Two versions of a pathway beside each other.
#[derive(Clone, Copy)]
pub(super) struct Versions<'a> {
    pub from: &'a Pathway,
    pub to: &'a Pathway,
}

impl<'a> Versions<'a> {
    /// Whether two conditions say the same; where both are not given they do.
    pub fn says_same(self, one: Option<LooseCond>, two: Option<LooseCond>) -> bool {
        let one = one.map(|one| self.today(self.from.rules.said(one, &self.from.schema)));
        one == two.map(|two| self.to.rules.said(two, &self.to.schema))
    }

    /// Whether two values say the same.
    pub fn values_same(self, one: Option<LooseTerm>, two: Option<LooseTerm>) -> bool {
        let one = one.map(|one| self.today(self.from.rules.said_of(one, &self.from.schema)));
        one == two.map(|two| self.to.rules.said_of(two, &self.to.schema))
    }

    /// What the earlier version says of items, with what the later one calls them.
    fn today(self, said: String) -> String {
        let items = self.from.items.iter().filter_map(|item| Some((&item.id, &now_called(item, self.to)?.id)));
        let renamed = items.filter(|(was, now)| was != now);
        renamed.fold(said, |said, (was, now)| said.replace(&format!(".case.{was}."), &format!(".case.{now}.")))
    }

    /// Items of the earlier version, by what the later one calls them; those that it has not are left out.
    pub fn called_now(self, items: &[usize]) -> Vec<&'a str> {
        let items = items.iter().filter_map(|item| self.from.items.get(*item));
        items.filter_map(|item| now_called(item, self.to)).map(|item| item.id.as_str()).collect()
    }

    /// Whether two moments are the same.
    pub fn moments_same(self, one: Anchor, two: Anchor) -> bool {
        match (one, two) {
            (Anchor::Opening, Anchor::Opening) | (Anchor::Leaf(Leaf::OpenedAt), Anchor::Leaf(Leaf::OpenedAt)) => true,
            (Anchor::Leaf(Leaf::Item(item, leaf)), Anchor::Leaf(Leaf::Item(other, also))) => {
                let there = self.to.items.get(other).map(|item| item.id.as_str());
                leaf == also && there.is_some_and(|there| self.called_now(&[item]).contains(&there))
            }
            (Anchor::Leaf(Leaf::Entered(stage)), Anchor::Leaf(Leaf::Entered(other)))
            | (Anchor::Leaf(Leaf::Left(stage)), Anchor::Leaf(Leaf::Left(other))) => {
                let stages = self.from.stages.get(stage).zip(self.to.stages.get(other));
                stages.is_some_and(|(stage, other)| stage.id == other.id)
            }
            (Anchor::Value(one), Anchor::Value(two)) => self.values_same(Some(one), Some(two)),
            _ => false,
        }
    }
}

/// Whether a period is no longer than another. Those of two units cannot be compared.
pub(super) fn no_longer(was: Period, now: Period) -> bool {
    was.unit == now.unit && now.n <= was.n
}

/// Whether something stands among these that did not.
pub(super) fn has_more<T: PartialEq>(was: &[T], now: &[T]) -> bool {
    now.iter().any(|one| !was.contains(one))
}
