//! Clocks that cannot be read: whose start nobody knows, which is asked for, and whose end lies beyond the calendar.

use std::collections::BTreeMap;

use model::{FieldState, Timestamp, Value, Zone};
use pathways::{CaseAct, CaseFact, CaseFacts, CaseState, CaseVersion, FactId, Pathway, state_at};

use crate::world::{holds, sound};

const OPENED: Timestamp = Timestamp(1_598_918_400_000_000);

/// A pathway of one stage, whose due is given, with one item.
fn pathway(due: &str, item: &str) -> Pathway {
    sound(&format!(
        "{{pathway: one, law: l, sees: {{scope: office}}, by: [CW], opens: {{by: [CW]}},
          stages: [{{id: only{due}, tasks: [{item}]}}], ends: {{left: {{leaves: true}}}}}}"
    ))
}

fn state(pathway: &Pathway, acts: &[CaseAct]) -> CaseState {
    let fact = |(act, number): (&CaseAct, i64)| CaseFact {
        id: FactId { origin: 0, number: number.unsigned_abs() },
        happened: Timestamp(OPENED.0 + number),
        told: Timestamp(OPENED.0 + number),
        who: "ana".into(),
        role: "CW".into(),
        act: act.clone(),
    };
    let facts = CaseFacts::new(Zone::utc(), acts.iter().zip(0..).map(fact));
    let calendars = BTreeMap::new();
    let version = CaseVersion { pathway, calendars: &calendars, national: None };
    state_at(version, &facts, Timestamp(OPENED.0 + 1_000)).unwrap()
}

fn told(pathway: &Pathway, field: &str, value: Value) -> CaseAct {
    let field = pathway.schema.field(field).unwrap();
    CaseAct::Recorded { field, state: FieldState::Known(value), source: String::new() }
}

fn named(pathway: &Pathway, fields: Vec<model::FieldId>) -> Vec<String> {
    fields.into_iter().map(|field| pathway.schema.name(field).to_owned()).collect()
}

/// What is asked for as soon as a case is open, and what of its first item.
#[track_caller]
fn asked(pathway: &Pathway, acts: &[CaseAct], expected: &[&str], of_item: &[&str]) {
    let acts: Vec<CaseAct> = [CaseAct::Opened].into_iter().chain(acts.iter().cloned()).collect();
    let state = state(pathway, &acts);
    assert_eq!(named(pathway, state.to_be_asked()), expected);
    assert_eq!(named(pathway, state.asked_for_a_day(pathway, &pathway.items[0])), of_item);
    assert_eq!(named(pathway, state.asks), Vec::<String>::new(), "nothing on which the way hangs");
}

#[test]
fn a_clock_whose_start_nobody_knows_asks_for_it() {
    let item = pathway("", "{id: x, due: 3 days from t.day}");
    asked(&item, &[], &["t.day"], &["t.day"]);
    asked(&item, &[told(&item, "t.day", Value::Partial("2020-09-01".parse().unwrap()))], &[], &[]);
    let stage = pathway(", due: 3 days from t.until", "{id: x}");
    asked(&stage, &[], &["t.until"], &[]);
    asked(&stage, &[CaseAct::Did { item: "x".into() }], &[], &[]);
}

#[test]
fn what_is_done_by_data_that_nobody_knows_asks_for_them() {
    let item = pathway("", "{id: x, done: t.flag, due: 3 days}");
    asked(&item, &[], &["t.flag"], &[]);
    asked(&item, &[told(&item, "t.flag", Value::Bool(false))], &[], &[]);
}

#[test]
fn what_comes_again_from_a_day_that_nobody_knows_asks_for_it() {
    let item = pathway("", "{id: x, repeat: {at: [1 months], from: t.until, window: 10 days}}");
    asked(&item, &[], &["t.until"], &[]);
}

#[test]
fn what_is_closed_asks_for_nothing() {
    let item = pathway("", "{id: x, due: 3 days from t.day}");
    asked(&item, &[CaseAct::Closed { end: "left".into() }], &[], &[]);
}

/// What is due of a case whose day lies at the end of the calendar.
#[track_caller]
fn due(clock: &str, day: &str, expected: &str) {
    let pathway = pathway("", &format!("{{id: x, due: {clock}}}"));
    let play = format!(
        "{{zone: Europe/Lisbon, play: [{{2020-09-01 ana/CW: {{start: {{t.day: {day}}}, due: {{x: {expected}}}, late: {{}}}}}}]}}"
    );
    holds(&pathway, &play);
}

#[test]
fn nothing_open_loses_its_day_to_the_end_of_the_calendar() {
    due("3 days from t.day", "9999-12-31", "[9999-12-31, null]");
    due("15 working_days from t.day", "9999-12-31", "[9999-12-31, null]");
    due("2 weeks from t.day", "9999-12-31", "[9999-12-31, null]");
    due("6 months from t.day", "9999-12-31", "[9999-12-31, null]");
    due("72 hours from t.day", "9999-12-31", "['9999-12-31T00:00', null]");
    due("{within: 2 days from t.day, roll: next}", "9999-12-30", "[9999-12-31, null]");
    // A month of which only the beginning has an end.
    due("3 days from t.day", "9999-12", "[9999-12-04, null]");
}
