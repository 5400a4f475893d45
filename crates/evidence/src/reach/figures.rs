//! Figures of a simulation as they leave, in the shape of `onward simulate --format json`; a protected count is `null`.
//!
//! Nothing here is a mask or a person. How they come to be released together is in `released`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::NotCounted;

/// What a simulation found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReachFigures {
    /// The day that was asked about.
    pub on: String,
    /// Number of people.
    pub people: Option<u64>,
    /// Whether all of them are invented.
    pub synthetic: bool,
    /// The measures, in the order asked for.
    pub measures: Vec<MeasureFigures>,
    /// Measures that could not be counted, and why. The others are counted as if these were not there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_counted: Vec<NotCounted>,
    /// People for whom no measure says yes; unknown while one could not be counted.
    pub reached_by_none: Option<u64>,
    /// The same of those alone whom one of the measures is about: of measures of one country it is what is to be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none_of_those_about: Option<NoneFigures>,
    /// What a variant changes, where one was compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variants: Option<VariantFigures>,
}

/// Of the people whom measures are about, those whom none of them reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NoneFigures {
    /// Whom at least one measure that has a tie is about.
    pub people: u64,
    /// Whom no measure reaches.
    pub none: u64,
}

/// One measure. `yes`, `no` and `needs` make up the people; `presumed` is part of `yes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each is the key that it names in the contract")]
pub struct MeasureFigures {
    pub pack: String,
    pub measure: String,
    pub yes: Option<u64>,
    pub presumed: Option<u64>,
    pub no: Option<u64>,
    pub needs: Option<u64>,
    /// Of whom the rule is, by its own words; absent where that is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<AboutFigures>,
    pub conditions: Vec<ConditionFigures>,
    pub by: BTreeMap<String, Vec<GroupFigures>>,
    /// The questions that would settle most undecided people, those first.
    pub questions: Vec<QuestionFigures>,
    /// The single conditions, then the pairs, that would reach most more people if they were dropped; no tie is among them.
    pub drop_to_reach: Vec<DropFigures>,
    /// What was asked to be dropped, set by set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<DropFigures>,
    /// What the yes costs, one for each amount that the measure computes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cost: Vec<CostFigures>,
    /// How far the quota goes, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<QuotaFigures>,
    /// Hash of all that was bound.
    pub hash: String,
}

/// One condition. `met`, `not_met` and `unknown` make up the people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each is the key that it names in the contract")]
pub struct ConditionFigures {
    pub id: String,
    pub met: Option<u64>,
    pub not_met: Option<u64>,
    pub unknown: Option<u64>,
    /// People whose no would be a yes if this one condition were met.
    pub missed_alone: Option<u64>,
}

/// One group of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each is the key that it names in the contract")]
pub struct GroupFigures {
    pub value: String,
    pub yes: Option<u64>,
    pub no: Option<u64>,
    pub needs: Option<u64>,
    /// How many of them the rule is about; of invented people alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<u64>,
}

/// The people a rule is about: all of whom no tie is known to be missing. Whoever is reached, and whoever
/// cannot be told of, is one of them; of the refused some are, and the others are not concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AboutFigures {
    /// The conditions that tie; without any the rule is about everybody.
    pub ties: Vec<String>,
    /// How many they are.
    pub people: Option<u64>,
    /// Those of them whom the rule refuses.
    pub no: Option<u64>,
    /// Those of them of whom the tie itself is not known.
    pub open: Option<u64>,
}

/// One question to undecided people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionFigures {
    /// The field; `members` asks who else belongs to the household, and `calendar` stands for working days that the
    /// calendar does not tell.
    pub field: String,
    /// Undecided people for whom nothing else is missing.
    pub alone: Option<u64>,
    /// Undecided people for whom it is among what is missing.
    pub among: Option<u64>,
}

/// What would come out if some conditions were dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "as in a measure's own figures")]
pub struct DropFigures {
    /// Dropped together.
    pub conditions: Vec<String>,
    pub yes: Option<u64>,
    pub no: Option<u64>,
    pub needs: Option<u64>,
    /// People who would be reached and are not.
    pub gained: Option<u64>,
}

/// An amount of money, or the two ends between which it lies; an open or a withheld end is `null`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[expect(missing_docs, reason = "said above")]
pub struct Span {
    pub min: Option<String>,
    pub max: Option<String>,
}

/// The sum of one computed amount over all to whom it is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CostFigures {
    /// The amount's name in the measure.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// The sum.
    #[serde(flatten)]
    pub sum: Span,
    /// How many have an exact amount: persons, or households where the measure reaches households.
    pub fixed: Option<u64>,
    /// How many have one that still lies between two ends.
    pub open: Option<u64>,
}

/// How far a quota goes. Granted or waiting; a quota never makes a no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuotaFigures {
    /// Who is counted: `person` or `household`.
    pub unit: String,
    /// The budget, where money is scarce.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<String>,
    /// The places, where those are scarce.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<u64>,
    /// ISO 4217 of the budget and of `cost`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Seed of the published lottery among those who stand alike.
    pub lottery: Option<u64>,
    /// Served.
    pub granted: Option<u64>,
    /// Entitled, and waiting.
    pub waiting: Option<u64>,
    /// What the granted cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Span>,
}

/// What a variant changes, measure by measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VariantFigures {
    /// Measures on both sides.
    pub measures: Vec<MeasureVariant>,
    /// Measures on both sides of which one could not be counted, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_compared: Vec<NotCounted>,
    /// Measures that only the simulation has, as `pack/measure`.
    pub only_before: Vec<String>,
    /// Measures that only the variant has.
    pub only_after: Vec<String>,
}

/// One measure on both sides, person by person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each says it")]
pub struct MeasureVariant {
    pub measure: String,
    /// The pack as it is.
    pub pack: String,
    /// The pack as it would be.
    pub variant: String,
    pub before: SplitFigures,
    pub after: SplitFigures,
    pub transitions: TransitionFigures,
    /// Reached by the variant and not before.
    pub gained: ChangeFigures,
    /// Reached before and not by the variant.
    pub lost: ChangeFigures,
    /// Undecided by the variant and not before.
    pub newly_undecidable: ChangeFigures,
    pub by: BTreeMap<String, Vec<GroupVariant>>,
    /// What the change costs, one for each amount that the variant computes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cost: Vec<VariantCost>,
    /// Hash of all that was bound of the variant.
    pub hash: String,
}

/// People by answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "said above")]
pub struct SplitFigures {
    pub yes: Option<u64>,
    pub no: Option<u64>,
    pub needs: Option<u64>,
}

/// People by answer before, then by answer after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "said above")]
pub struct TransitionFigures {
    pub yes: SplitFigures,
    pub no: SplitFigures,
    pub needs: SplitFigures,
}

/// People whose answer changed in one way, and the conditions that answer for it: of a gain those that stood in the
/// way before, of a loss or a doubt those of the variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeFigures {
    /// How many.
    pub people: Option<u64>,
    /// The conditions, those that concern most first.
    pub conditions: Vec<ResponsibleFigures>,
    /// People for whom several conditions together answer for it.
    pub several: Option<u64>,
}

/// One condition that answers for a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each says it")]
pub struct ResponsibleFigures {
    pub condition: String,
    /// People for whom it is one of those that answer.
    pub people: Option<u64>,
    /// People for whom no other does.
    pub alone: Option<u64>,
}

/// One group of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "as for all people")]
pub struct GroupVariant {
    pub value: String,
    pub transitions: TransitionFigures,
    pub gained: Option<u64>,
    pub lost: Option<u64>,
    pub newly_undecidable: Option<u64>,
}

/// What a variant costs more, or less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each says it")]
pub struct VariantCost {
    pub name: String,
    pub currency: String,
    /// The sum as it is; absent where that side computes no such amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Span>,
    pub after: Span,
    /// The sum of what is due to those who had nothing before.
    pub newly_reached: Span,
    /// The same for each of them, to the minor unit.
    pub per_newly_reached: Span,
}
