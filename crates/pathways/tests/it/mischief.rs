//! Whatever people do on the reference pathways, in whichever order: nothing breaks, and what is told fits together.

use std::fmt::Write;

use pathways::{ItemWork, Pathway, play, read_play};
use proptest::prelude::*;
use serde_json::Value;
use yaml::Report;

use crate::world::{portugal, sound};

const PATHWAYS: [&str; 4] = [
    include_str!("../fixtures/child-on-the-move/pathways/child-on-the-move.yaml"),
    include_str!("../fixtures/violence-response/pathways/violence-response.yaml"),
    include_str!("../fixtures/permit-renewal/pathways/permit-renewal.yaml"),
    include_str!("../fixtures/returnee/pathways/returnee.yaml"),
];
const WHO: [&str; 9] = ["ana/CW", "leo/CW", "sam/SU", "eva/SU", "web/PE", "omar/OP", "fay/FM", "cho/FC", "house-a"];
const FIELDS: [(&str, &[&str]); 10] = [
    ("birth_date", &["2008", "2002-10", "2002-10-05", "n/a"]),
    ("arrived_on", &["2020-09", "2020-08-20", "9999-12-31", "0001-01-01"]),
    ("child.care", &["unaccompanied", "parents", "unverified"]),
    ("child.guardian", &["true", "false"]),
    ("child.guardian_appointed_on", &["2020-09-03", "2020-10", "2021"]),
    ("child_move.trace_safe", &["true", "false"]),
    ("violence.incident_on", &["2020-08-30", "2020-08"]),
    ("violence.wants_shelter", &["true", "false", "n/a"]),
    ("returnee.released_on", &["2020-09-04", "2020-12-01"]),
    ("return.on", &["2020-08-31", "2020-03-01"]),
];
const START: &str = "birth_date: 2008, child.care: unaccompanied, arrived_on: 2020-09-01, application.kind: renewal, \
    application.lodged_on: 2020-09-01, permit.expires_on: 2020-10-15, violence.incident_on: 2020-08-31, \
    return.on: 2020-09-01, returnee.observe: true";

/// One step: how many hours after the one before, how long before it happened, who, and what of which item.
type Made = (u32, u32, usize, usize, usize, usize);

fn steps() -> impl Strategy<Value = Vec<Made>> {
    let hours = prop_oneof![3 => 0..30_u32, 1 => 100..2_000_u32];
    let before = prop_oneof![4 => Just(0_u32), 1 => 0..200_u32];
    prop::collection::vec((hours, before, 0..WHO.len(), 0..18_usize, 0..12_usize, 0..4_usize), 1..28)
}

fn deed(pathway: &Pathway, kind: usize, of: usize, more: usize) -> String {
    let item = &pathway.items[of % pathway.items.len()];
    let id = &item.id;
    let end = &pathway.ends[of % pathway.ends.len()].id;
    let (field, values) = FIELDS[of % FIELDS.len()];
    let value = values[more % values.len()];
    let answer = ["accepted", "declined", "completed"][more % 3];
    let seat = ["", ", seat: law", ", seat: health", ", seat: social"][more];
    match (kind, &item.work) {
        (0..=3, ItemWork::Decision(decision)) => {
            let outcome = &decision.outcomes[more % decision.outcomes.len()].id;
            format!("decide: {{{id}: {outcome}}}, reasons: [r]")
        }
        (0..=2, ItemWork::Referral(_)) => format!("consent: house-a, refer: {{{id}: house-a}}"),
        (3, ItemWork::Referral(_)) => format!("answer: {{{id}: {answer}}}"),
        (0..=3, ItemWork::Task(_)) => format!("do: {id}"),
        (4..=6, _) => format!("'yes': {id}{seat}"),
        (7, _) => format!("'no': {id}{seat}"),
        (8, _) => format!("serve: {id}"),
        (9, _) => format!("appeal: {id}"),
        (10, _) => format!("{}: {id}", ["pause", "resume", "waive", "add"][more]),
        (11, _) => format!("extend: {{{id}: {} {}}}", more + 1, ["hours", "days", "working_days", "months"][more]),
        (12, _) => format!("close: {end}"),
        (13, _) => format!("reopen: {end}"),
        (14, _) => format!("retract: {{{}: {id}}}", ["do", "'yes'", "decide", "pause"][more]),
        (15, _) => format!("was_wrong: {{{field}: {value}}}"),
        (16, _) => format!("record: {{{field}: {value}}}, source: {}", ["camp", "ministry", "camp", "ngo"][more]),
        _ => format!("record: {{{field}: {value}}}"),
    }
}

/// A moment so many hours after 2020-09-01 began.
fn moment(hours: u32) -> String {
    let day = jiff::civil::date(2020, 9, 1).saturating_add(jiff::ToSpan::days(i64::from(hours / 24)));
    format!("{day}T{:02}:00", hours % 24)
}

fn written(pathway: &Pathway, steps: &[Made]) -> String {
    let opener = if pathway.opens.by.iter().any(|role| role == "CW") { "ana/CW" } else { "web/PE" };
    let mut text = format!("{{country: PRT, play: [{{'2020-09-01T00:00 {opener}': {{start: {{{START}}}}}}}");
    let mut now = 0;
    for (hours, before, who, kind, of, more) in steps {
        now += hours;
        let (when, who) = (moment(now), WHO[*who]);
        let happened = moment(now.saturating_sub(*before));
        let deed = deed(pathway, *kind, *of, *more);
        write!(text, ",\n {{'{when} {who}': {{{deed}, happened: {happened}}}}}").unwrap();
    }
    text + "]}"
}

fn names(state: &Value, key: &str) -> Vec<String> {
    match &state[key] {
        Value::Object(map) => map.keys().cloned().collect(),
        Value::Array(items) => items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => vec![],
    }
}

/// What must fit together in every state there can be.
fn fits(state: &Value) -> Result<(), TestCaseError> {
    let (open, due, late) = (names(state, "open"), names(state, "due"), names(state, "late"));
    let breached = names(state, "breached");
    for id in names(state, "late").iter().chain(&names(state, "waiting")).chain(&names(state, "stopped")) {
        prop_assert!(open.contains(id), "{id} in {state}");
    }
    for id in &late {
        prop_assert!(due.contains(id) && breached.contains(id), "{id} in {state}");
        prop_assert_eq!(&state["late"][id], &state["breached"][id], "{} in {}", id, state);
    }
    prop_assert_eq!(&breached, &names(state, "known_from"), "{}", state);
    for id in names(state, "stopped") {
        prop_assert!(!due.contains(&id), "{id} in {state}");
    }
    for id in names(state, "escalated") {
        prop_assert!(late.contains(&id), "{id} in {state}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_breaks_nothing_and_fits_together(which in 0..PATHWAYS.len(), steps in steps()) {
        let pathway = sound(PATHWAYS[which]);
        let text = written(&pathway, &steps);
        let mut report = Report::new("play.yaml");
        let node = yaml::read(&text, &mut report);
        let found = node.and_then(|node| read_play(&node, &pathway, &portugal(), &mut report));
        let Some(found) = found else { return Err(TestCaseError::fail(format!("{:?}\n{text}", report.finish()))) };
        let played = play(&pathway, &portugal(), &found);
        prop_assert_eq!(played.states.len(), steps.len() + 1);
        for state in &played.states {
            fits(state).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        }
    }
}
