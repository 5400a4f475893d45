//! Of whom figures are: the people a rule is about, by its own ties, beside all who were counted.
//!
//! Nobody who is reached, or of whom nobody can tell, is outside of them: a tie is asked of everybody. So they divide the
//! refused alone. Of real people nothing is added to what is shown: where one condition ties, the number follows from how
//! many it is not met by; where several do, it is withheld.

use rules::measure::Group;
use rules::{Truth, Verdict};

use super::side::{CountedBatch, Counts, WorldSide};
use super::tally::{PatternCount, Tally};
use super::{AboutFigures, MeasureFigures, MeasureReach, Reach, ReachFigures};
use crate::kleene::Bits;

impl WorldSide<'_> {
    /// Whether any measure has a tie.
    pub(super) fn has_ties(&self) -> bool {
        self.about.iter().any(|about| !about.parts().is_empty())
    }

    /// The rows that a measure with a tie is about.
    pub(super) fn about_rows(&self, counts: &Counts, counted: &[Option<CountedBatch>], rows: usize) -> Bits {
        let mut found = Bits::none(rows);
        let measures = self.about.iter().zip(&counts.tallies).zip(counted);
        for ((about, tally), batch) in measures.filter(|((about, _), _)| !about.parts().is_empty()) {
            if let Some(batch) = batch {
                found.add(&about_of(about, tally, &batch.positions));
            }
        }
        found
    }
}

/// The rows of one measure that it is about, by their places among the patterns.
fn about_of(about: &Group, tally: &Tally, positions: &[u32]) -> Bits {
    let among: Vec<bool> = tally.entries.iter().map(|entry| tied(about, entry) != Truth::False).collect();
    let row = |position: &u32| among.get(*position as usize).copied().unwrap_or_default();
    Bits::collect(positions.len(), positions.iter().map(row))
}

/// Whether a pattern's people are tied; what is presumed stays unknown.
fn tied(about: &Group, entry: &PatternCount) -> Truth {
    about.truth(&|condition| entry.pattern.truth(condition))
}

impl Reach {
    /// Figures with the people whom each rule is about. Of real people no count below `threshold` is told.
    #[must_use]
    pub fn say_of_whom(&self, mut figures: ReachFigures, threshold: u64) -> ReachFigures {
        let people = figures.people;
        for found in &mut figures.measures {
            let Some(reach) = self.find(&found.pack, &found.measure) else { continue };
            found.about =
                Some(if self.synthetic { reach.about() } else { reach.about_shown(people, found, threshold) });
            if self.synthetic {
                reach.say_of_groups(found, &self.by);
            }
        }
        figures
    }
}

impl MeasureReach {
    /// Names of the conditions that tie.
    fn ties(&self) -> Vec<String> {
        let named = |position: &usize| self.bound.conditions.get(*position).map(|condition| condition.id.clone());
        self.about.conditions().iter().filter_map(named).collect()
    }

    fn about(&self) -> AboutFigures {
        let among = || self.tally.entries.iter().filter(|entry| tied(&self.about, entry) != Truth::False);
        let people = |entries: &mut dyn Iterator<Item = &PatternCount>| Some(entries.map(|entry| entry.people).sum());
        AboutFigures {
            ties: self.ties(),
            people: people(&mut among()),
            no: people(&mut among().filter(|entry| entry.verdict == Verdict::No)),
            open: people(&mut among().filter(|entry| tied(&self.about, entry) == Truth::Unknown)),
        }
    }

    /// What follows of it from the figures that are shown.
    fn about_shown(&self, people: Option<u64>, shown: &MeasureFigures, threshold: u64) -> AboutFigures {
        let ties = self.ties();
        let (elsewhere, open) = match ties.as_slice() {
            [] => (Some(0), Some(0)),
            [tie] => shown
                .conditions
                .iter()
                .find(|one| one.id == *tie)
                .map_or((None, None), |one| (one.not_met, one.unknown)),
            _ => (None, None),
        };
        let left = |of: Option<u64>| of?.checked_sub(elsewhere?).filter(|count| ties.is_empty() || *count >= threshold);
        let people = left(people);
        AboutFigures { people, no: left(shown.no), open: people.and(open), ties }
    }

    fn say_of_groups(&self, found: &mut MeasureFigures, names: &[String]) {
        for (by, name) in names.iter().enumerate() {
            for group in found.by.get_mut(name).into_iter().flatten() {
                let counts = self.tally.groups.get(by).and_then(|groups| groups.get(&group.value));
                let entries = self.tally.entries.iter().zip(counts.into_iter().flatten());
                let among = entries.filter(|(entry, _)| tied(&self.about, entry) != Truth::False);
                group.about = Some(among.map(|(_, people)| people).sum());
            }
        }
    }
}

#[cfg(test)]
mod tests;
