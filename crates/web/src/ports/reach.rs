//! A measure on the whole population, as counts that already passed disclosure control.
//!
//! `None` is a count that is withheld so that nobody can be recognised; a page never computes it back. Masks of
//! failed and unknown conditions appear for synthetic people alone.

use std::collections::BTreeMap;

use casework::Scope;
use model::{Date, FieldState, Value};
use rules::verdict::{Masks, Verdict};

use super::{Answered, Reply};

/// Simulates measures on the population.
pub trait Simulate: Send + Sync {
    /// Changes whenever an answer may have changed: another pack, another person, another fact.
    fn revision(&self) -> u64;
    /// Whom the measure reaches.
    fn reach(&self, asked: Simulation) -> Reply<'_, Reach>;
    /// Somebody with exactly this pattern; `None` where there is nobody, and always on a live instance.
    fn persona(&self, asked: Simulation, pattern: Masks) -> Reply<'_, Option<Persona>>;
}

/// What is to be simulated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulation {
    /// The pack.
    pub pack: String,
    /// The measure.
    pub measure: String,
    /// The assessment date.
    pub on: Date,
    /// Breakdowns wanted: `sex`, `age_band`, `nationality`.
    pub by: Vec<String>,
    /// Whose people.
    pub scope: Scope,
}

/// Whom a measure reaches and whom it leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Everybody counted.
    pub people: u64,
    /// All of them made by the generator.
    pub synthetic: bool,
    /// Entitled, presumptions included.
    pub yes: Option<u64>,
    /// The part of `yes` that rests on a presumption.
    pub presumed: Option<u64>,
    /// Not entitled.
    pub no: Option<u64>,
    /// Cannot be told yet.
    pub needs: Option<u64>,
    /// One entry a condition, in the order of the file.
    pub conditions: Vec<ConditionReach>,
    /// One entry a breakdown that was asked for.
    pub by: Vec<Breakdown>,
    /// Questions that would settle open answers, the most useful first.
    pub questions: Vec<Question>,
    /// Patterns of conditions, the most frequent first; empty for real people.
    pub patterns: Vec<Pattern>,
    /// People no installed measure reaches; withheld, or not counted.
    pub reached_by_none: Option<u64>,
    /// Single conditions, then pairs, that would reach most more people if they were dropped.
    pub drops: Vec<Drop>,
    /// What the yes costs, one for each amount.
    pub costs: Vec<Cost>,
    /// How far the quota goes, where there is one.
    pub quota: Option<Quota>,
    /// Counts below this are withheld.
    pub threshold: u64,
}

/// What became of one condition.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the answer's own words; people each")]
pub struct ConditionReach {
    pub id: String,
    pub met: Option<u64>,
    pub not_met: Option<u64>,
    pub unknown: Option<u64>,
    /// People whom this condition and no other leaves behind.
    pub missed_alone: Option<u64>,
}

/// The people split by one attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown {
    /// `sex`, `age_band`, `nationality`.
    pub by: String,
    /// One a group; an empty value is "not recorded".
    pub groups: Vec<Group>,
}

/// One group of people.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "people each")]
pub struct Group {
    pub value: String,
    pub yes: Option<u64>,
    pub needs: Option<u64>,
    pub no: Option<u64>,
}

/// A datum to ask for, and how many open answers it would settle by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The field's name, or `members` for who else belongs to the household.
    pub field: String,
    /// People.
    pub settles: Option<u64>,
}

/// Conditions that might be dropped together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drop {
    /// Their names in the measure.
    pub conditions: Vec<String>,
    /// How many more would be reached.
    pub gained: Option<u64>,
}

/// The sum of a computed amount over all who are reached, as text with its currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The amount's name in the measure.
    pub name: String,
    /// The least it can be; `None` where that is withheld or has no end.
    pub min: Option<String>,
    /// The most it can be; likewise.
    pub max: Option<String>,
}

/// How far a quota goes: granted or waiting, never a no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// A budget with its currency, or a number of places.
    pub limit: String,
    /// Served.
    pub granted: Option<u64>,
    /// Entitled, and waiting.
    pub waiting: Option<u64>,
}

/// People in whom the same conditions fail and the same are unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "said above")]
pub struct Pattern {
    pub masks: Masks,
    pub verdict: Verdict,
    pub people: u64,
}

/// A synthetic person opened from a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// What is on record.
    pub fields: BTreeMap<String, FieldState<Value>>,
    /// The answer, with reasons.
    pub answer: Answered,
}
