//! What was shown of one measure, as it lies in store.

use serde::{Deserialize, Serialize};

use super::{WriteReleaseError, nowhere};
use crate::reach::{ConditionFigures, CostFigures, GroupFigures, MeasureFigures, QuestionFigures, QuotaFigures, Span};

#[derive(Serialize, Deserialize)]
pub(super) struct StoredMeasure {
    pack: String,
    measure: String,
    hash: String,
    yes: Option<u64>,
    presumed: Option<u64>,
    no: Option<u64>,
    needs: Option<u64>,
    conditions: Vec<StoredCondition>,
    /// By the name of the breakdown.
    by: Vec<(String, Vec<StoredGroup>)>,
    questions: Vec<StoredQuestion>,
    cost: Vec<StoredCost>,
    quota: Option<StoredQuota>,
}

#[derive(Serialize, Deserialize)]
struct StoredCondition {
    id: String,
    met: Option<u64>,
    not_met: Option<u64>,
    unknown: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct StoredGroup {
    value: String,
    yes: Option<u64>,
    no: Option<u64>,
    needs: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct StoredQuestion {
    field: String,
    alone: Option<u64>,
    among: Option<u64>,
}

/// The least and the most of an amount.
type StoredSpan = (Option<String>, Option<String>);

#[derive(Serialize, Deserialize)]
struct StoredCost {
    name: String,
    currency: String,
    sum: StoredSpan,
    fixed: Option<u64>,
    open: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct StoredQuota {
    unit: String,
    budget: Option<String>,
    places: Option<u64>,
    currency: Option<String>,
    lottery: Option<u64>,
    granted: Option<u64>,
    waiting: Option<u64>,
    cost: Option<StoredSpan>,
}

impl StoredMeasure {
    pub(super) fn of(measure: &MeasureFigures) -> Result<Self, WriteReleaseError> {
        nowhere(!measure.drop_to_reach.is_empty() || !measure.dropped.is_empty(), "a condition that is dropped")?;
        let groups = |groups: &Vec<GroupFigures>| groups.iter().map(StoredGroup::of).collect();
        Ok(Self {
            pack: measure.pack.clone(),
            measure: measure.measure.clone(),
            hash: measure.hash.clone(),
            yes: measure.yes,
            presumed: measure.presumed,
            no: measure.no,
            needs: measure.needs,
            conditions: measure.conditions.iter().map(StoredCondition::of).collect::<Result<_, _>>()?,
            by: measure.by.iter().map(|(name, list)| (name.clone(), groups(list))).collect(),
            questions: measure.questions.iter().map(StoredQuestion::of).collect(),
            cost: measure.cost.iter().map(StoredCost::of).collect(),
            quota: measure.quota.as_ref().map(StoredQuota::of),
        })
    }
}

impl From<StoredMeasure> for MeasureFigures {
    fn from(stored: StoredMeasure) -> Self {
        let groups = |groups: Vec<StoredGroup>| groups.into_iter().map(Into::into).collect();
        Self {
            pack: stored.pack,
            measure: stored.measure,
            yes: stored.yes,
            presumed: stored.presumed,
            no: stored.no,
            needs: stored.needs,
            about: None,
            conditions: stored.conditions.into_iter().map(Into::into).collect(),
            by: stored.by.into_iter().map(|(name, list)| (name, groups(list))).collect(),
            questions: stored.questions.into_iter().map(Into::into).collect(),
            drop_to_reach: vec![],
            dropped: vec![],
            cost: stored.cost.into_iter().map(Into::into).collect(),
            quota: stored.quota.map(Into::into),
            hash: stored.hash,
        }
    }
}

impl StoredCondition {
    fn of(condition: &ConditionFigures) -> Result<Self, WriteReleaseError> {
        let ConditionFigures { id, met, not_met, unknown, missed_alone } = condition;
        nowhere(missed_alone.is_some(), "whom one condition alone leaves behind")?;
        Ok(Self { id: id.clone(), met: *met, not_met: *not_met, unknown: *unknown })
    }
}

impl From<StoredCondition> for ConditionFigures {
    fn from(StoredCondition { id, met, not_met, unknown }: StoredCondition) -> Self {
        Self { id, met, not_met, unknown, missed_alone: None }
    }
}

impl StoredGroup {
    fn of(group: &GroupFigures) -> Self {
        let GroupFigures { value, yes, no, needs, about: _ } = group;
        Self { value: value.clone(), yes: *yes, no: *no, needs: *needs }
    }
}

impl From<StoredGroup> for GroupFigures {
    fn from(StoredGroup { value, yes, no, needs }: StoredGroup) -> Self {
        Self { value, yes, no, needs, about: None }
    }
}

impl StoredQuestion {
    fn of(question: &QuestionFigures) -> Self {
        let QuestionFigures { field, alone, among } = question;
        Self { field: field.clone(), alone: *alone, among: *among }
    }
}

impl From<StoredQuestion> for QuestionFigures {
    fn from(StoredQuestion { field, alone, among }: StoredQuestion) -> Self {
        Self { field, alone, among }
    }
}

impl StoredCost {
    fn of(cost: &CostFigures) -> Self {
        let CostFigures { name, currency, sum, fixed, open } = cost;
        Self { name: name.clone(), currency: currency.clone(), sum: stored(sum), fixed: *fixed, open: *open }
    }
}

impl From<StoredCost> for CostFigures {
    fn from(StoredCost { name, currency, sum, fixed, open }: StoredCost) -> Self {
        Self { name, currency, sum: span(sum), fixed, open }
    }
}

impl StoredQuota {
    fn of(quota: &QuotaFigures) -> Self {
        let QuotaFigures { unit, budget, places, currency, lottery, granted, waiting, cost } = quota.clone();
        Self { unit, budget, places, currency, lottery, granted, waiting, cost: cost.as_ref().map(stored) }
    }
}

impl From<StoredQuota> for QuotaFigures {
    fn from(stored: StoredQuota) -> Self {
        let StoredQuota { unit, budget, places, currency, lottery, granted, waiting, cost } = stored;
        Self { unit, budget, places, currency, lottery, granted, waiting, cost: cost.map(span) }
    }
}

fn stored(Span { min, max }: &Span) -> StoredSpan {
    (min.clone(), max.clone())
}

fn span((min, max): StoredSpan) -> Span {
    Span { min, max }
}
