//! What stands in the way and what would help: conditions, what dropping them would change, questions, money.
//!
//! What says whom the rule is about is no barrier: whoever is elsewhere, or has nothing to settle, is none of them. Nor is it
//! proposed to be dropped, by the figures themselves.

use evidence::reach::{ConditionFigures, CostFigures, DropFigures, MeasureFigures, QuestionFigures, QuotaFigures};

use super::super::Sentences;
use crate::chart;
use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say};

/// Single conditions, and pairs, of which it is told what dropping them would change.
const DROPS: usize = 3;

/// A condition that leaves people behind by itself.
pub struct Barrier {
    /// The condition.
    pub says: Html,
    /// How many.
    pub people: Option<u64>,
    /// Against the largest.
    pub bar: Html,
}

/// Conditions that might be dropped together.
pub struct DropRow {
    /// The conditions, one or two.
    pub says: Vec<Html>,
    /// How many more would be reached.
    pub people: Option<u64>,
    /// Against the most.
    pub bar: Html,
}

/// A question.
pub struct Asked {
    /// As it is asked.
    pub question: Html,
    /// How many answers it settles by itself.
    pub settles: Html,
}

/// A condition with its counts.
pub struct ConditionRow {
    /// The condition.
    pub says: Html,
    /// People in whom it is met.
    pub met: Option<u64>,
    /// People in whom it is not.
    pub not_met: Option<u64>,
    /// People of whom nobody can tell.
    pub unknown: Option<u64>,
}

pub(super) fn barriers(figures: &MeasureFigures, sentences: &Sentences) -> Vec<Barrier> {
    let mut alone: Vec<_> = figures
        .conditions
        .iter()
        .filter(|found| found.missed_alone != Some(0) && !ties(figures).contains(&found.id))
        .collect();
    alone.sort_by_key(|found| std::cmp::Reverse(found.missed_alone));
    let largest = alone.first().and_then(|found| found.missed_alone).unwrap_or_default();
    let barrier = |found: &&ConditionFigures| Barrier {
        says: sentences.get(&found.id),
        people: found.missed_alone,
        bar: chart::track(found.missed_alone, largest, "n"),
    };
    alone.iter().map(barrier).collect()
}

pub(super) fn questions(figures: &MeasureFigures, labels: &Labels<'_>) -> Vec<Asked> {
    let settles = |count: Option<u64>| match count {
        Some(count) => labels.say.n("question-settles", &count),
        None => labels.say.withheld(),
    };
    let asked = |question: &QuestionFigures| Asked {
        question: labels.question(&question.field),
        settles: settles(question.alone),
    };
    figures.questions.iter().map(asked).collect()
}

/// The conditions that say whom the rule is about.
fn ties(figures: &MeasureFigures) -> &[String] {
    figures.about.as_ref().map_or(&[], |about| &about.ties)
}

/// Single conditions and pairs, the few that would reach most of each.
pub(super) fn drops(figures: &MeasureFigures, sentences: &Sentences) -> Vec<DropRow> {
    let offered = &figures.drop_to_reach;
    let of = |size: usize| offered.iter().filter(move |drop| drop.conditions.len() == size).take(DROPS);
    let most = offered.iter().filter_map(|drop| drop.gained).max().unwrap_or_default();
    let dropped = |drop: &DropFigures| DropRow {
        says: drop.conditions.iter().map(|one| sentences.get(one)).collect(),
        people: drop.gained,
        bar: chart::track(drop.gained, most, "y"),
    };
    of(1).chain(of(2)).map(dropped).collect()
}

/// Sentences about money; one whose figures are withheld is left out.
pub(super) fn money(say: Say, figures: &MeasureFigures) -> Vec<Html> {
    let mut lines: Vec<Html> = figures.cost.iter().filter_map(|cost| cost_line(say, cost)).collect();
    lines.extend(figures.quota.as_ref().and_then(|quota| quota_line(say, quota)));
    lines
}

fn cost_line(say: Say, cost: &CostFigures) -> Option<Html> {
    let text = |sum: &Option<String>| sum.as_ref().map(|sum| format!("{sum} {}", cost.currency));
    match (text(&cost.sum.min).as_deref(), text(&cost.sum.max).as_deref()) {
        (Some(min), Some(max)) if min == max => Some(say.rich("cost-exact", &[("sum", MessageArg::Text(min))])),
        (Some(min), Some(max)) => {
            Some(say.rich("cost-between", &[("min", MessageArg::Text(min)), ("max", MessageArg::Text(max))]))
        }
        (Some(min), None) => Some(say.rich("cost-from", &[("min", MessageArg::Text(min))])),
        (None, _) => None,
    }
}

fn quota_line(say: Say, quota: &QuotaFigures) -> Option<Html> {
    let budget = quota.budget.as_ref().zip(quota.currency.as_ref()).map(|(sum, currency)| format!("{sum} {currency}"));
    let limit = budget.or(quota.places.map(|places| places.to_string()))?;
    let (granted, waiting) = (MessageArg::Count(quota.granted?), MessageArg::Count(quota.waiting?));
    Some(say.rich("quota-goes", &[("limit", MessageArg::Text(&limit)), ("granted", granted), ("waiting", waiting)]))
}

pub(super) fn conditions(figures: &MeasureFigures, sentences: &Sentences) -> Vec<ConditionRow> {
    let row = |found: &ConditionFigures| ConditionRow {
        says: sentences.get(&found.id),
        met: found.met,
        not_met: found.not_met,
        unknown: found.unknown,
    };
    figures.conditions.iter().map(row).collect()
}
