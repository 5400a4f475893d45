//! What stands on a list of work, and from when until when: votes, messages that nobody told yet, and what is late for whom.

use std::collections::BTreeMap;

use model::{Date, FieldState, Timestamp, Value, Zone};
use pathways::{CaseAct, CaseDuty, CaseFact, CaseFacts, CaseVersion, ClockOf, FactId, Pathway, case_rows};

use crate::world::sound;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// Monday, 3 January 2000.
const START: i64 = 10_959 * DAY;

fn watched() -> Pathway {
    sound(
        "{pathway: one, law: l, sees: {scope: office}, contact: safe, by: [CW], opens: {by: [CW]},
          stages: [{id: only, tasks: [
          {id: x, due: {within: 2 days, escalate: {SU: 0 days, above: 3 days}}, approve: SU, send: {open: please-come}}]}],
          ends: {left: {leaves: true}}}",
    )
}

/// Facts, each so many hours after the start, told when it happened.
fn facts(pathway: &Pathway, acts: &[(i64, &str)]) -> CaseFacts {
    let opened = std::iter::once((0, CaseAct::Opened));
    let acts = acts.iter().map(|(hours, word)| (*hours, act(pathway, word)));
    let fact = |(number, (hours, act)): (usize, (i64, CaseAct))| {
        let at = Timestamp(START + hours * HOUR);
        let id = FactId { origin: 1, number: number as u64 };
        CaseFact { id, happened: at, told: at, who: format!("p{number}"), role: "SU".into(), act }
    };
    CaseFacts::new(Zone::utc(), opened.chain(acts).enumerate().map(fact))
}

fn act(pathway: &Pathway, word: &str) -> CaseAct {
    let field = |name: &str| pathway.schema.field(name).unwrap();
    let said = |name: &str, value: Value| CaseAct::Recorded {
        field: field(name),
        state: FieldState::Known(value),
        source: "desk".into(),
    };
    match word {
        "did" => CaseAct::Did { item: "x".into() },
        "yes" => CaseAct::Voted { item: "x".into(), yes: true, seat: None },
        "sent" => CaseAct::Sent { text: "please-come".into() },
        "safe" => said("contact.safe", Value::Bool(true)),
        "died" => said("died_on", Value::Date("2000-01-04".parse::<Date>().unwrap())),
        "closed" => CaseAct::Closed { end: "left".into() },
        other => unreachable!("{other}"),
    }
}

fn word(pathway: &Pathway, duty: CaseDuty) -> String {
    match duty {
        CaseDuty::Item(_) => "do".into(),
        CaseDuty::Vote(_) => "vote".into(),
        CaseDuty::Serve(_) => "serve".into(),
        CaseDuty::Tell(_) => "tell".into(),
        CaseDuty::AskHow(_) => "ask".into(),
        CaseDuty::Escalated(ClockOf::Item(0), _) => duty.level(pathway).unwrap().role.clone(),
        CaseDuty::Escalated(..) => unreachable!(),
        CaseDuty::Look => "look".into(),
    }
}

/// What stands on the list so many hours after the start.
#[track_caller]
fn check(acts: &[(i64, &str)], hours: i64, expected: &[&str]) {
    let pathway = watched();
    let facts = facts(&pathway, acts);
    let calendars = BTreeMap::new();
    let rows = case_rows(CaseVersion { pathway: &pathway, calendars: &calendars, national: None }, &facts);
    let now = Timestamp(START + hours * HOUR);
    let there = rows.iter().filter(|row| row.from <= now && row.until.is_none_or(|until| now < until));
    let mut found: Vec<String> = there.map(|row| word(&pathway, row.duty)).collect();
    found.sort_unstable();
    assert_eq!(found, expected, "{rows:?}");
}

#[test]
fn what_somebody_did_waits_for_the_votes_of_others() {
    check(&[(1, "safe"), (2, "sent")], 3, &["do"]);
    check(&[(1, "safe"), (2, "sent"), (4, "did")], 5, &["vote"]);
    check(&[(1, "safe"), (2, "sent"), (4, "did"), (6, "yes")], 7, &["look"]);
}

#[test]
fn what_is_late_is_for_each_level_from_its_own_moment() {
    // Due at the end of the second day after: Wednesday; the office above hears three days later.
    let told = [(1, "safe"), (2, "sent")];
    check(&told, 71, &["do"]);
    check(&told, 72, &["SU", "do"]);
    check(&told, 72 + 71, &["SU", "do"]);
    check(&told, 72 + 72, &["SU", "above", "do"]);
    check(&[(1, "safe"), (2, "sent"), (150, "did")], 151, &["SU", "above", "vote"]);
    check(&[(1, "safe"), (2, "sent"), (150, "did"), (152, "yes")], 153, &["look"]);
    check(&[(1, "safe"), (2, "sent"), (150, "closed")], 151, &[]);
}

#[test]
fn nobody_is_told_anything_where_contact_is_not_known_to_be_safe() {
    check(&[], 1, &["ask", "do"]);
    check(&[(1, "safe")], 2, &["do", "tell"]);
    check(&[(1, "safe"), (5, "sent")], 6, &["do"]);
    // The dead are told nothing, and nobody asks how they are reached.
    check(&[(1, "safe"), (30, "died")], 31, &["do"]);
}

#[test]
fn what_is_a_week_old_is_told_to_nobody() {
    check(&[(1, "safe")], 7 * 24, &["SU", "above", "do", "tell"]);
    check(&[(1, "safe")], 7 * 24 + 1, &["SU", "above", "do"]);
}
