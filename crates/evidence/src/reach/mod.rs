//! Reach: how many people each measure reaches, cannot tell of, or leaves behind, and by which condition.
//!
//! [`simulate`] streams people in batches through all measures at once and keeps counts only. A [`Reach`] does not
//! show them: figures come out through [`Reach::release`], which sends those of real people through `disclosure`; those
//! of people on record through [`ReachOnRecord::release`], which lays them beside all that was released before.

mod about;
mod breakdown;
mod cost;
mod counting;
mod dropping;
pub(crate) mod due;
mod error;
pub(crate) mod failure;
mod figures;
mod hunt;
mod money;
mod partial;
mod pattern;
mod persona;
mod queue;
mod released;
mod run;
mod side;
mod stream;
mod tally;
mod variant;
mod world;
mod yields;

use model::Date;
use rules::measure::Group;
use rules::{Bound, State, Verdict, tree};

pub use breakdown::{Breakdown, BreakdownError};
pub use counting::Counting;
pub use dropping::{DropError, Dropped};
pub use error::SimulateError;
pub use failure::NotCounted;
pub use figures::{
    AboutFigures, ChangeFigures, ConditionFigures, CostFigures, DropFigures, GroupFigures, GroupVariant,
    MeasureFigures, MeasureVariant, NoneFigures, QuestionFigures, QuotaFigures, ReachFigures, ResponsibleFigures, Span,
    SplitFigures, TransitionFigures, VariantCost, VariantFigures,
};
pub use partial::{Partial, PartialError};
pub(crate) use pattern::Pattern;
pub use released::{
    KeptRelease, Ledger, LedgerError, ReachOnRecord, ReadReleaseError, ReleaseError, ReleaseRefusal, WriteReleaseError,
};
pub use run::{compare, simulate};
#[cfg(test)]
pub(crate) use side::{evaluate, open_questions};
use tally::{PatternCount, Tally};
pub use world::{Options, World};

/// Counts of a whole simulation.
#[derive(Debug, Clone)]
pub struct Reach {
    pub(crate) on: Date,
    pub(crate) synthetic: bool,
    pub(crate) people: u64,
    /// Unknown while a measure could not be counted.
    pub(crate) reached_by_none: Option<u64>,
    /// People whom a measure with a tie is about, and those of them whom no measure reaches.
    pub(crate) about: Option<NoneFigures>,
    /// Of which measures those are: by name, each version of each.
    pub(crate) none_of: String,
    pub(crate) by: Vec<String>,
    /// Those that were counted.
    pub(crate) measures: Vec<MeasureReach>,
    pub(crate) not_counted: Vec<NotCounted>,
    /// The other side, where measures were compared with variants of theirs.
    pub(crate) variant: Option<variant::Compared>,
}

/// Counts of one measure.
#[derive(Debug, Clone)]
pub(crate) struct MeasureReach {
    pub(crate) bound: Bound,
    /// Names of the questions, in the order of their bits.
    pub(crate) questions: Vec<String>,
    /// What says whom the rule is about.
    pub(crate) about: Group,
    pub(crate) tally: Tally,
}

/// How people come out of one measure, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct OutcomeCounts {
    pub(crate) yes: u64,
    /// The part of `yes` that rests on a presumption.
    pub(crate) presumed: u64,
    pub(crate) no: u64,
    pub(crate) needs: u64,
}

impl OutcomeCounts {
    fn add(&mut self, verdict: Verdict, rests_on_presumption: bool, people: u64) {
        match verdict {
            Verdict::Yes => self.yes += people,
            Verdict::No => self.no += people,
            Verdict::Needs => self.needs += people,
        }
        if rests_on_presumption {
            self.presumed += people;
        }
    }
}

impl Reach {
    /// Whether every person in it is invented.
    pub fn synthetic(&self) -> bool {
        self.synthetic
    }

    /// The same counts, with those whom no measure reaches as another simulation of the same people found them: one of
    /// these measures and others.
    #[must_use]
    pub fn with_none_of(&self, other: &Self) -> Self {
        let (reached_by_none, about) = (other.reached_by_none, other.about);
        Self { reached_by_none, about, none_of: other.none_of.clone(), ..self.clone() }
    }

    /// Measures that could not be counted, and why.
    pub fn not_counted(&self) -> &[NotCounted] {
        &self.not_counted
    }

    fn find(&self, pack: &str, measure: &str) -> Option<&MeasureReach> {
        self.measures.iter().find(|found| found.bound.pack == pack && found.bound.measure == measure)
    }

    /// What would come out if the named conditions were taken as met: yes, no, needs. Answered from the distinct
    /// patterns, without people. `None` for real people (differences of such figures point at persons) and for
    /// names that are not there.
    pub fn what_if_dropped(&self, pack: &str, measure: &str, conditions: &[&str]) -> Option<[u64; 3]> {
        let reach = self.find(pack, measure).filter(|_| self.synthetic)?;
        let dropped: Option<Vec<usize>> = conditions.iter().map(|id| reach.position(id)).collect();
        let outcome = reach.outcome_without(&dropped?);
        Some([outcome.yes, outcome.no, outcome.needs])
    }

    /// Numbers of up to `most` rows that miss the measure by this condition alone: invented people whom a page can
    /// show. `None` for real people and for names that are not there.
    pub fn missed_alone_rows(&self, pack: &str, measure: &str, condition: &str, most: usize) -> Option<Vec<u64>> {
        let reach = self.find(pack, measure).filter(|_| self.synthetic)?;
        let condition = reach.position(condition)?;
        let entries = reach.tally.entries.iter().filter(|entry| reach.misses_alone(entry, condition));
        let mut rows: Vec<u64> = entries.flat_map(|entry| entry.samples.iter().copied()).collect();
        rows.sort_unstable();
        rows.truncate(most);
        Some(rows)
    }
}

impl MeasureReach {
    fn position(&self, condition: &str) -> Option<usize> {
        self.bound.conditions.iter().position(|found| found.id == condition)
    }

    pub(crate) fn outcome(&self) -> OutcomeCounts {
        self.outcome_without(&[])
    }

    /// What would come out if these conditions were taken as met.
    pub(crate) fn outcome_without(&self, conditions: &[usize]) -> OutcomeCounts {
        let mut outcome = OutcomeCounts::default();
        for entry in &self.tally.entries {
            let masks = conditions.iter().fold(entry.masks, |masks, index| masks.with_met(*index));
            let rests = tree::rests_on_presumption(&self.bound.root, masks);
            outcome.add(tree::verdict(&self.bound.root, masks), rests, entry.people);
        }
        outcome
    }

    /// Whether the condition is known not to hold and would, if met, turn a no into yes.
    pub(crate) fn misses_alone(&self, entry: &PatternCount, condition: usize) -> bool {
        entry.masks.state(condition) == State::NotMet
            && entry.verdict == Verdict::No
            && tree::verdict(&self.bound.root, entry.masks.with_met(condition)) == Verdict::Yes
    }
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
pub(crate) mod tests;
