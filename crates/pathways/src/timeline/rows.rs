//! The case as fields: what is on record of the person, what decisions set, and what the case says of itself.

use model::{Date, FieldState, Row, Timestamp, Value, Zone};

use super::state::{CaseStanding, CaseState, ItemState};
use crate::data::CaseData;
use crate::leaves::{ItemLeaf, Leaf};
use crate::pathway::Pathway;

/// The row that conditions read at an instant.
pub(super) fn row(pathway: &Pathway, data: &CaseData, zone: &Zone, case: &CaseState, at: Timestamp) -> Row {
    let mut row = Row::new(&pathway.schema);
    for field in data.fields() {
        row.set(field, data.at(&pathway.schema, field, at));
    }
    let items = pathway.items.iter().zip(&case.items);
    let set = items.filter_map(|(item, now)| Some((now.made_at?, item.decision()?.sets?, now.outcome.as_ref()?)));
    let mut set: Vec<_> = set.collect();
    set.sort_by_key(|(made, ..)| *made);
    for (made, field, outcome) in set {
        if data.last_said(field, at).is_none_or(|said| said <= made) {
            row.set(field, FieldState::Known(Value::Code(outcome.clone())));
        }
    }
    for (field, leaf) in pathway.leaves.all() {
        row.set(*field, told(zone, case, *leaf, at));
    }
    row
}

/// What the case says; what it has not recorded is not applicable.
fn told(zone: &Zone, case: &CaseState, leaf: Leaf, at: Timestamp) -> FieldState<Value> {
    let day = |at: Timestamp| FieldState::Known(Value::Date(zone.day(at)));
    let word = |word: &Option<String>| {
        word.clone().map_or(FieldState::NotApplicable, |word| FieldState::Known(Value::Code(word)))
    };
    let truth = |holds: bool| FieldState::Known(Value::Bool(holds));
    match leaf {
        Leaf::Left(stage) => truth(case.stages.get(stage).is_some_and(|stage| stage.left_at.is_some())),
        Leaf::Item(position, leaf) => {
            let Some(item) = case.items.get(position) else { return FieldState::NotApplicable };
            match leaf {
                ItemLeaf::Done => truth(item.standing == CaseStanding::Done),
                ItemLeaf::Appealed => truth(item.appealed_at.is_some()),
                ItemLeaf::Final => truth(item.final_at.is_some()),
                ItemLeaf::Late => truth(item.late_since(at).is_some()),
                ItemLeaf::Count => FieldState::Known(Value::Int(item.count)),
                ItemLeaf::Outcome => word(&item.outcome),
                ItemLeaf::Answer => word(&item.answer),
                ItemLeaf::DueOn => due_on(zone, item),
                ItemLeaf::DoneOn
                | ItemLeaf::OpenedOn
                | ItemLeaf::MadeOn
                | ItemLeaf::ServedOn
                | ItemLeaf::AppealedOn => item.moment(leaf).map_or(FieldState::NotApplicable, day),
            }
        }
        Leaf::OpenedAt | Leaf::Entered(_) => case.moment(leaf).map_or(FieldState::NotApplicable, day),
    }
}

fn due_on(zone: &Zone, item: &ItemState) -> FieldState<Value> {
    let Some(lo) = item.due.and_then(|due| due.earliest()) else { return FieldState::NotApplicable };
    let day = |end: crate::clock::DueEnd| -> Date { end.day.unwrap_or_else(|| zone.day(end.ends)) };
    match item.due.and_then(|due| due.certain()) {
        Some(hi) if day(hi) == day(lo) => FieldState::Known(Value::Date(day(lo))),
        Some(hi) => FieldState::Contested(vec![Value::Date(day(lo)), Value::Date(day(hi))]),
        None => FieldState::Unknown,
    }
}
