//! The gate: what leaves the house is a [`Released`], and only [`release`] and [`release_after`] make one.

use crate::figures::{Figures, Sum};
use crate::link::Links;
use crate::memory::{Joined, Remembered, RememberedCell};
use crate::refusal::ReleaseRefusal;
use crate::rules::Rules;
use crate::suppress::Suppressed;

/// Figures as they may be shown: what asks for protection is hidden, and no reader can compute it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    cells: Vec<Option<u64>>,
    seen: Vec<bool>,
    sums: Vec<Sum>,
    rules: Rules,
}

impl Released {
    /// The counts by position; `None` is protected. Why one is hidden is not said: the reason would help an attacker.
    pub fn cells(&self) -> &[Option<u64>] {
        &self.cells
    }

    /// One count; `None` where it is protected or there is no such cell.
    pub fn get(&self, cell: usize) -> Option<u64> {
        self.cells.get(cell).copied().flatten()
    }

    /// Which counts are there to be shown.
    pub fn seen(&self) -> &[bool] {
        &self.seen
    }

    /// The equations, which are published with the counts.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// The rules it was released under, which are published too.
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// How many counts are hidden.
    pub fn hidden(&self) -> usize {
        self.cells.iter().filter(|cell| cell.is_none()).count()
    }
}

/// Decides what is hidden of figures that are released once and never beside others, so that every hidden small count
/// may, for all that is shown, reach the threshold, and lie as far below its true value as that lies below the
/// threshold; and every none of a small group be as many as the threshold.
///
/// The same figures under the same rules give the same release. Hiding everything is always safe, so it cannot fail.
pub fn release(figures: &Figures, rules: &Rules) -> Released {
    let links = Links::default();
    let suppressed = Suppressed::decide(figures, *rules, &links, &[]);
    let cells = figures.cells().iter().enumerate();
    let cells = cells.map(|(cell, count)| suppressed.shows(cell).then_some(*count)).collect();
    Released { cells, seen: figures.seen().to_vec(), sums: figures.sums().to_vec(), rules: *rules }
}

/// The same beside all that was released before of the same people, in the order of release: what was shown of the same
/// day stays shown, and changes since other days are protected as counts are. Every cell has a name.
pub fn release_after(
    figures: &Figures,
    rules: &Rules,
    day: &str,
    earlier: &[&Remembered],
) -> Result<(Released, Remembered), ReleaseRefusal> {
    // The last release of a day holds all that was released of it.
    let last_of = |day: &str| earlier.iter().rev().find(|kept| kept.day() == day).copied();
    let others = earlier.iter().copied().filter(|kept| kept.day() != day);
    let others = others.filter(|kept| last_of(kept.day()).is_some_and(|last| std::ptr::eq(last, *kept)));
    let joined = Joined::lay(figures, last_of(day))?;
    let links = Links::lay(&joined.figures, *rules, others);
    let suppressed = Suppressed::decide(&joined.figures, *rules, &links, &joined.locked);
    if !suppressed.is_proved() && joined.locked.contains(&true) {
        return Err(ReleaseRefusal::Exposed);
    }
    let counts = joined.figures.cells();
    let shown = |place: &usize| counts.get(*place).copied().filter(|_| suppressed.shows(*place));
    let cells = joined.places.iter().map(shown).collect();
    let released = Released { cells, seen: figures.seen().to_vec(), sums: figures.sums().to_vec(), rules: *rules };
    let named = joined.figures.names().iter().zip(counts).zip(joined.figures.seen()).enumerate();
    let remembered = named.map(|(cell, ((name, count), seen))| {
        let (least, most) = suppressed.range(cell, *count);
        let shown = suppressed.shows(cell);
        RememberedCell { name: name.clone().unwrap_or_default(), count: *count, seen: *seen, shown, least, most }
    });
    let remembered = Remembered::new(day, *rules, remembered.collect(), joined.figures.sums().to_vec());
    Ok((released, remembered))
}
