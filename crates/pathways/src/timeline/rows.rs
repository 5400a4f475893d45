//! The case as fields: what is on record of the person, what decisions set, and what the case says of itself.

use model::{Date, FieldState, Row, Timestamp, Value};

use super::bound::Engine;
use super::state::{CaseState, ItemState, Standing};
use crate::leaves::{ItemLeaf, Leaf};

/// The row that conditions read at an instant.
pub(super) fn row(engine: &Engine<'_>, state: &CaseState, at: Timestamp) -> Row {
    let pathway = engine.version.pathway;
    let mut row = Row::new(&pathway.schema);
    for field in engine.data.fields() {
        row.set(field, engine.data.at(&pathway.schema, field, at));
    }
    for (item, now) in pathway.items.iter().zip(&state.items) {
        let Some((field, made)) = item.decision().and_then(|decision| decision.sets).zip(now.made_at) else { continue };
        let said = engine.data.last_said(field, at);
        if let Some(outcome) = now.outcome.as_ref().filter(|_| said.is_none_or(|said| said <= made)) {
            row.set(field, FieldState::Known(Value::Code(outcome.clone())));
        }
    }
    for (field, leaf) in pathway.leaves.all() {
        row.set(*field, told(engine, state, *leaf, at));
    }
    row
}

/// What the case says; what it has not recorded is not applicable.
fn told(engine: &Engine<'_>, state: &CaseState, leaf: Leaf, at: Timestamp) -> FieldState<Value> {
    let day = |at: Timestamp| FieldState::Known(Value::Date(engine.zone.day(at)));
    let word = |word: &Option<String>| word.clone().map_or(FieldState::NotApplicable, |word| FieldState::Known(Value::Code(word)));
    let truth = |holds: bool| FieldState::Known(Value::Bool(holds));
    match leaf {
        Leaf::Left(stage) => truth(state.stages.get(stage).is_some_and(|stage| stage.left_at.is_some())),
        Leaf::Item(position, leaf) => {
            let Some(item) = state.items.get(position) else { return FieldState::NotApplicable };
            match leaf {
                ItemLeaf::Done => truth(item.standing == Standing::Done),
                ItemLeaf::Appealed => truth(item.appealed_at.is_some()),
                ItemLeaf::Final => truth(item.final_at.is_some()),
                ItemLeaf::Late => truth(item.late_since(at).is_some()),
                ItemLeaf::Count => FieldState::Known(Value::Int(item.count)),
                ItemLeaf::Outcome => word(&item.outcome),
                ItemLeaf::Answer => word(&item.answer),
                ItemLeaf::DueOn => due_on(engine, item),
                ItemLeaf::DoneOn
                | ItemLeaf::OpenedOn
                | ItemLeaf::MadeOn
                | ItemLeaf::ServedOn
                | ItemLeaf::AppealedOn => item_moment(item, leaf).map_or(FieldState::NotApplicable, day),
            }
        }
        Leaf::OpenedAt | Leaf::Entered(_) => moment(state, leaf).map_or(FieldState::NotApplicable, day),
    }
}

fn due_on(engine: &Engine<'_>, item: &ItemState) -> FieldState<Value> {
    let Some(lo) = item.due.and_then(|due| due.earliest()) else { return FieldState::NotApplicable };
    let day = |end: crate::clock::DueEnd| -> Date { end.day.unwrap_or_else(|| engine.zone.day(end.ends)) };
    match item.due.and_then(|due| due.certain()) {
        Some(hi) if day(hi) == day(lo) => FieldState::Known(Value::Date(day(lo))),
        Some(hi) => FieldState::Contested(vec![Value::Date(day(lo)), Value::Date(day(hi))]),
        None => FieldState::Unknown,
    }
}

/// A moment of the case; `None` where it has not come, and of what is no moment.
pub(super) fn moment(state: &CaseState, leaf: Leaf) -> Option<Timestamp> {
    match leaf {
        Leaf::OpenedAt => Some(state.opened_at),
        Leaf::Entered(stage) => state.stages.get(stage)?.entered_at,
        Leaf::Left(stage) => state.stages.get(stage)?.left_at,
        Leaf::Item(item, leaf) => item_moment(state.items.get(item)?, leaf),
    }
}

fn item_moment(item: &ItemState, leaf: ItemLeaf) -> Option<Timestamp> {
    match leaf {
        // One who waived it ended what waited for it.
        ItemLeaf::DoneOn => item.done_at.or(item.closed_at.filter(|_| item.standing == Standing::Waived)),
        ItemLeaf::OpenedOn => item.first_opened,
        ItemLeaf::MadeOn => item.made_at,
        ItemLeaf::ServedOn => item.served_at,
        ItemLeaf::AppealedOn => item.appealed_at,
        ItemLeaf::DueOn => item.due?.certain().map(|end| end.ends),
        ItemLeaf::Done
        | ItemLeaf::Count
        | ItemLeaf::Outcome
        | ItemLeaf::Appealed
        | ItemLeaf::Final
        | ItemLeaf::Late
        | ItemLeaf::Answer => None,
    }
}
