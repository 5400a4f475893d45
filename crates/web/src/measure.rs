//! What every page knows of a measure that names one: where its rule and its reach are shown, and the condition that each
//! rule has besides its own; how far its law was compared, and from when to when it holds. It stands by itself, so that an answer at
//! the desk needs nothing of the studio.

use model::Date;
use rules::Clocks;
use rules::expr::{Literal, Term};
use rules::measure::Measure;
use rules::nodes::ExprNode;

/// Address of the page on which a household is described.
pub(crate) const HOUSEHOLD: &str = "/studio/household";

/// The reserved name of the first condition: the day lies within the rule's dates.
pub(crate) const IN_FORCE: &str = "in_force";

/// Citations of a measure that nobody has compared with the law; the dates of effect cite nothing of their own.
pub(crate) fn unchecked(rule: &Measure) -> usize {
    let conditions =
        rule.conditions.iter().filter(|condition| condition.id != IN_FORCE).map(|condition| &condition.law);
    let rows = rule.params.values().flat_map(|param| &param.rows).map(|row| &row.law);
    conditions.chain(rows).filter(|law| law.checked.is_none()).count()
}

/// The first and the last day of effect, as they stand on a day; an end that nobody has written or decided is none.
pub(crate) fn effect(rule: &Measure, on: Date) -> (Option<Date>, Option<Date>) {
    let day = |term: &Term| match term {
        Term::Literal(Literal::Date(day)) => Some(*day),
        term => decided(rule, ExprNode::Term(term).param()?, on),
    };
    (day(&rule.valid.0), rule.valid.1.as_ref().and_then(day))
}

fn decided(rule: &Measure, param: &str, on: Date) -> Option<Date> {
    match rule.params.get(param)?.value(Clocks::on(on))? {
        Literal::Date(day) => Some(*day),
        _ => None,
    }
}

/// Address of a measure's rule.
pub(crate) fn rule_path(pack: &str, measure: &str) -> String {
    format!("/studio/packs/{pack}/{measure}")
}

/// Address of the page on which a measure is asked about a household that the reader describes.
pub(crate) fn household_path(pack: &str, measure: &str) -> String {
    format!("{HOUSEHOLD}?of={pack}/{measure}")
}

/// Address of the page on which a rule is changed.
pub(crate) fn change_path(pack: &str, measure: &str) -> String {
    format!("{}/change", rule_path(pack, measure))
}

/// Address of a measure's reach.
pub(crate) fn reach_path(pack: &str, measure: &str) -> String {
    format!("/studio/packs/{pack}/{measure}/reach")
}
