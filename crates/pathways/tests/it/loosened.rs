//! What a newer version owes people less, for every key of the language by which it can; and what it owes no less is not told,
//! so that a second person looks where there is something to see.

use pathways::Loosening::{
    self, AnswerLater, AppliesLess, DoneOtherwise, EndsEasier, FewerVotes, GivesLess, HarderAppeal, Later, LessTime,
    MoreSee, NoGate, NotAdverse, NotEscalated, NotOwed, NotTold, OpensLess, OtherDoers, OtherLetter, OtherService,
    OtherVoters, OwnReview, Rarer, ReadsMore, UnsafeContact, WaitsForMore, WorseOutcomes,
};
use pathways::{LoosenedDuty, Pathway, loosened};

use crate::world::sound;

const BASE: &str = "{pathway: p, law: Act 1, params: {decision.days: [[2020-01-01, 20]]}, sees: {scope: assigned},
  contact: safe, must_not_use: [nationalities], zone: Europe/Lisbon, day_ends: '16:00', valid: [2020-01-01, open],
  by: [CW], opens: {by: [CW, HD], if: t.flag, several: true},
  stages: [
    {id: first, due: {within: 30 days, escalate: {SU: 2 days}}, done: t.other, tasks: [
      {id: a, due: {within: 5 days, escalate: {SU: 1 days}}, send: {done: note}, text: hint, gate: t.flag},
      {id: own, by: [PE], due: 10 days}, {id: money, by: [FM], pays: p/m.amount, due: 7 days},
      {id: back, due: {before: 5 days from t.until, clear: true, roll: previous}},
      {id: known, done: t.flag, done_on: t.until}]},
    {id: second, after: [first], decisions: [
      {id: d, outcomes: [granted, {id: refused, adverse: true}], sets: application.status, approve: {n: 2, of: [SU]},
       due: {within: param(decision.days) working_days from t.until,
         pause: {from: case.a.done_on, until: case.own.done_on}},
       silence: granted, serve: letter, appeal: {by: [PE, CW], within: 15 days, to: r}}]},
    {id: third, after: [second], done: case.d.final, decisions: [
      {id: r, if: case.d.appealed, by: [SU], not_by: [d], approve: SU, serve: letter,
       outcomes: [granted, {id: refused, adverse: true, no_appeal: court}], due: 1 months from case.d.appealed_on}]},
    {id: fourth, after: [third], enter: t.flag, tasks: [
      {id: visit, repeat: {every: 14 days, until: case.visit.count >= 3}},
      {id: look, repeat: {at: [6 months, 12 months], from: t.until, window: 30 days}},
      {id: proof, issues: {document: card, valid_until: permit.expires_on},
       approve: {n: 1, of: [SU], seats: [law, health]}}],
     referrals: [{id: ref, kind: health, isp: partners, consent: true, answer: {normal: 42 days}}]}],
  ends: {finished: {if: case.fourth.left}, gone: {leaves: true}}}";

/// The part of the file, what owes less in its place, of what that is told and how, and what owes no less there.
type Row = (&'static str, &'static str, &'static str, Loosening, &'static [&'static str]);

/// Of the head and of the ends.
const WHOLE: &[Row] = &[
    ("sees: {scope: assigned}", "sees: {scope: office}", "", MoreSee, &[]),
    ("contact: safe, ", "", "", UnsafeContact, &[]),
    ("[nationalities]", "[stay.status]", "", ReadsMore, &["[nationalities, stay.status]"]),
    ("by: [CW, HD], if", "by: [CW], if", "", OpensLess, &["by: [CW, HD, SU], if"]),
    ("if: t.flag, several", "if: t.flag and t.other, several", "", OpensLess, &["several"]),
    ("several: true", "several: false", "", OpensLess, &[]),
    ("valid: [2020-01-01, open]", "valid: [2020-01-01, 2030-01-01]", "", OpensLess, &[]),
    ("valid: [2020-01-01, open]", "valid: [2021-01-01, open]", "", OpensLess, &[]),
    ("zone: Europe/Lisbon", "zone: America/Guatemala", "a", Later, &[]),
    ("day_ends: '16:00'", "day_ends: '17:00'", "a", Later, &[]),
    ("if: case.fourth.left", "if: case.third.left", "", EndsEasier, &[]),
    ("{if: case.fourth.left}", "{leaves: true}", "", EndsEasier, &[]),
    ("if: case.fourth.left", "if: case.fourth.left, leaves: true", "", EndsEasier, &[]),
    ("if: case.fourth.left", "if: case.fourth.left, by: [CW, HD]", "", EndsEasier, &[]),
    (
        "gone: {leaves: true}",
        "gone: {leaves: true}, missing: {leaves: true}",
        "",
        EndsEasier,
        &["gone: {if: t.flag, leaves: true}"],
    ),
];

/// Of stages.
const STAGES: &[Row] = &[
    ("within: 30 days, escalate", "within: 40 days, escalate", "first", Later, &["within: 20 days, escalate"]),
    ("due: {within: 30 days, escalate: {SU: 2 days}}, ", "", "first", Later, &[]),
    ("{SU: 2 days}", "{SU: 3 days}", "first", NotEscalated, &["{SU: 1 days}", "{SU: 2 days, above: 9 days}"]),
    ("done: t.other, tasks", "tasks", "first", DoneOtherwise, &[]),
    ("done: t.other, tasks", "done: t.flag, tasks", "first", DoneOtherwise, &[]),
    ("{id: fourth, ", "{id: fourth, if: t.other, ", "fourth", AppliesLess, &[]),
    ("enter: t.flag, ", "enter: t.flag and t.other, ", "fourth", WaitsForMore, &[""]),
    ("{id: third, after: [second]", "{id: third, after: [second, first]", "third", WaitsForMore, &[]),
    ("{id: third, after: [second]", "{id: third, any: [second]", "third", WaitsForMore, &[]),
];

/// Of what every item has.
const ITEMS: &[Row] = &[
    ("{id: a, ", "{id: a, optional: true, ", "a", NotOwed, &[]),
    ("{id: money, by: [FM], pays: p/m.amount, due: 7 days},", "", "money", NotOwed, &[]),
    ("{id: a, ", "{id: a, if: t.flag, ", "a", AppliesLess, &[]),
    ("{id: a, ", "{id: a, after: [money], ", "a", WaitsForMore, &[]),
    ("{id: a, ", "{id: a, by: [CW, HD], ", "a", OtherDoers, &[]),
    ("not_by: [d], ", "", "r", OwnReview, &[]),
    ("gate: t.flag", "gate: t.other", "a", NoGate, &[]),
    (", gate: t.flag", "", "a", NoGate, &[]),
    ("send: {done: note}, ", "", "a", NotTold, &["send: {done: note, open: note}, "]),
    ("text: hint, ", "", "a", NotTold, &[]),
    (
        "own, by: [PE], due: 10 days",
        "own, by: [PE], due: 3 days",
        "own",
        LessTime,
        &["own, by: [PE], due: 20 days", "own, by: [PE]"],
    ),
];

/// Of clocks.
const CLOCKS: &[Row] = &[
    ("within: 5 days", "within: 6 days", "a", Later, &["within: 4 days"]),
    ("within: 5 days", "within: 5 working_days", "a", Later, &[]),
    ("due: {within: 5 days, escalate: {SU: 1 days}}, ", "", "a", Later, &[]),
    ("{SU: 1 days}", "{SU: 2 days}", "a", NotEscalated, &["{SU: 0 days}", "{SU: 1 days, above: 3 days}"]),
    ("{within: 5 days, escalate: {SU: 1 days}}", "{within: 5 days}", "a", NotEscalated, &[]),
    ("within: 5 days", "within: 5 days from t.until", "a", Later, &[]),
    ("within: 5 days", "within: 5 days, roll: next", "a", Later, &["within: 5 days, roll: previous"]),
    ("within: 5 days", "within: 5 days, least: 2 working_days", "a", Later, &[]),
    ("within: 5 days", "within: 5 days, restart: t.until", "a", Later, &[]),
    (
        "[[2020-01-01, 20]]",
        "[[2020-01-01, 200]]",
        "d",
        Later,
        &["[[2020-01-01, 10]]", "[[2020-01-01, 20], [2021-01-01, 15]]"],
    ),
    ("[[2020-01-01, 20]]", "[[2020-01-01, 20], [2021-01-01, 21]]", "d", Later, &[]),
    ("[[2020-01-01, 20]]", "[[2020-01-01, 10], [2021-01-01, 21]]", "d", Later, &[]),
    ("[[2020-01-01, 20]]", "[[2021-01-01, 20]]", "d", Later, &["[[2019-01-01, 20]]"]),
    ("param(decision.days) working_days", "30 working_days", "d", Later, &["10 working_days", "20 working_days"]),
    ("within: param", "calendar: PRT, within: param", "d", Later, &[]),
    ("working_days from t.until", "working_days from permit.expires_on", "d", Later, &[]),
    ("working_days from t.until", "working_days from case.a.done_on", "d", Later, &[]),
    ("{from: case.a.done_on, ", "{from: case.a.opened_on, ", "d", Later, &[]),
    ("until: case.own.done_on", "until: t.until", "d", Later, &[]),
    (",\n         pause: {from: case.a.done_on, until: case.own.done_on}", ", roll: next", "d", Later, &[""]),
    ("before: 5 days", "before: 4 days", "back", Later, &["before: 6 days"]),
    ("clear: true, ", "", "back", Later, &[]),
    (", roll: previous", "", "back", Later, &[]),
];

/// Of tasks and referrals.
const WORK: &[Row] = &[
    ("every: 14 days", "every: 12 months", "visit", Rarer, &["every: 7 days"]),
    ("every: 14 days", "every: 15 days", "visit", Rarer, &[]),
    ("every: 14 days", "every: 14 days, beat: due", "visit", Rarer, &[]),
    ("case.visit.count >= 3", "case.visit.count >= 2", "visit", Rarer, &[]),
    (", repeat: {every: 14 days, until: case.visit.count >= 3}", "", "visit", Rarer, &[]),
    ("at: [6 months, 12 months]", "at: [12 months]", "look", Rarer, &["at: [3 months, 12 months, 18 months]"]),
    ("from: t.until, window", "from: permit.expires_on, window", "look", Rarer, &[]),
    ("window: 30 days", "window: 60 days", "look", Rarer, &["window: 20 days"]),
    ("done: t.flag", "done: t.other", "known", DoneOtherwise, &[]),
    ("done_on: t.until", "done_on: permit.expires_on", "known", DoneOtherwise, &[]),
    ("p/m.amount", "p/m.half", "money", GivesLess, &[]),
    ("valid_until: permit.expires_on", "valid_until: t.until", "proof", GivesLess, &[]),
    ("issues: {document: card, valid_until: permit.expires_on},\n       ", "", "proof", GivesLess, &[]),
    ("seats: [law, health]", "seats: [law]", "proof", FewerVotes, &["seats: [law, health, social]"]),
    ("kind: health", "kind: shelter", "ref", OtherService, &[]),
    ("isp: partners", "isp: others", "ref", OtherService, &[]),
    ("normal: 42 days", "normal: 60 days", "ref", AnswerLater, &["normal: 7 days"]),
];

/// Of decisions.
const DECISIONS: &[Row] = &[
    ("n: 2, of: [SU]", "n: 1, of: [SU]", "d", FewerVotes, &["n: 3, of: [SU]"]),
    ("n: 2, of: [SU]", "n: 2, of: [SU, CW]", "d", OtherVoters, &[]),
    ("approve: SU, ", "approve: CW, ", "r", OtherVoters, &["approve: [{n: 1, of: [SU]}, {n: 1, of: [FC]}], "]),
    ("no_appeal: court", "no_appeal: ombudsman", "r", NotAdverse, &[]),
    (
        "[granted, {id: refused, adverse: true}]",
        "[granted, {id: defer, again: true}, {id: refused, adverse: true}]",
        "d",
        Later,
        &[],
    ),
    (
        "[granted, {id: refused, adverse: true}]",
        "[granted, {id: refused, adverse: true}, {id: submitted, adverse: true}]",
        "d",
        WorseOutcomes,
        &[],
    ),
    (
        "[granted, {id: refused, adverse: true, no_appeal: court}]",
        "[{id: refused, adverse: true, no_appeal: court}]",
        "r",
        WorseOutcomes,
        &[],
    ),
    ("sets: application.status, ", "", "d", GivesLess, &[]),
    ("silence: granted, ", "", "d", OtherLetter, &[]),
    ("silence: granted, ", "silence: refused, ", "d", OtherLetter, &[]),
    ("serve: letter, appeal", "appeal", "d", OtherLetter, &[]),
    ("within: 15 days", "within: 5 days", "d", HarderAppeal, &["within: 30 days"]),
    ("by: [PE, CW], within", "by: [PE], within", "d", HarderAppeal, &["by: [PE, CW, HD], within"]),
    (", to: r", "", "d", HarderAppeal, &[]),
];

fn told(from: &Pathway, text: &str) -> Vec<LoosenedDuty> {
    loosened(from, &sound(text))
}

#[track_caller]
fn instead(part: &str, other: &str) -> String {
    assert_eq!(BASE.matches(part).count(), 1, "{part}");
    BASE.replace(part, other)
}

#[track_caller]
fn check(rows: &[Row]) {
    let base = sound(BASE);
    for (part, less, item, how, tighter) in rows {
        let duty = LoosenedDuty { item: Some((*item).to_owned()).filter(|item| !item.is_empty()), how: *how };
        let found = told(&base, &instead(part, less));
        assert!(found.contains(&duty), "`{part}` made `{less}`: {found:?}");
        for other in *tighter {
            assert_eq!(told(&base, &instead(part, other)), [], "`{part}` made `{other}`");
        }
    }
}

#[test]
fn of_the_whole_case() {
    check(WHOLE);
}

#[test]
fn of_stages() {
    check(STAGES);
}

#[test]
fn of_items() {
    check(ITEMS);
}

#[test]
fn of_clocks() {
    check(CLOCKS);
}

#[test]
fn of_tasks_and_referrals() {
    check(WORK);
}

#[test]
fn of_decisions() {
    check(DECISIONS);
}

#[test]
fn what_owes_nothing_less_is_not_told() {
    let base = sound(BASE);
    for (part, other) in [
        ("law: Act 1", "law: Act 2"),
        ("{id: a, ", "{id: a, says: {en: First of all}, effort: 5, form: sheet, "),
        ("{id: own, ", "{id: more, due: 3 days}, {id: own, "),
        ("{id: first, due", "{id: zero, tasks: [{id: nothing}]}, {id: first, due"),
        ("ends: {", "milestones: {half: case.first.left}, ends: {"),
        ("approve: SU, serve", "approve: SU, silence: granted, serve"),
        ("{id: own, by: [PE], due: 10 days}", "{id: own, by: [PE], due: 10 days, optional: true}"),
        ("[[2020-01-01, 20]]}", "[[2020-01-01, 20]]}, texts: {note: {en: Please call.}}"),
    ] {
        assert_eq!(told(&base, &instead(part, other)), [], "`{part}` made `{other}`");
    }
    assert_eq!(told(&base, BASE), []);
}

#[test]
fn what_has_another_name_is_the_same_wherever_it_is_named() {
    let named = BASE.replace("{id: a, ", "{id: b, was: a, ").replace("case.a.", "case.b.");
    let named = named.replace("{id: visit, ", "{id: call, was: visit, ").replace("case.visit.", "case.call.");
    let named = named.replace("{id: r, ", "{id: again, was: r, ").replace("to: r}", "to: again}");
    assert_eq!(told(&sound(BASE), &named), []);
    // The same parameter under another name, and a number in its place, say the same of how long it may take.
    let other = BASE.replace("decision.days", "days.of_law");
    assert_eq!(told(&sound(BASE), &other), []);
}

#[test]
fn where_a_value_stands_in_its_file_says_nothing() {
    // The first expression of both files is a day that stands behind a clock, and not the same one.
    let text = |day: &str| {
        format!(
            "{{pathway: p, law: l, sees: {{scope: office}}, by: [CW], opens: {{by: [CW]}}, stages: [{{id: s, tasks: [
              {{id: x, due: '5 days from {day}'}}]}}], ends: {{e: {{leaves: true}}}}}}"
        )
    };
    let later = [LoosenedDuty { item: Some("x".into()), how: Later }];
    assert_eq!(told(&sound(&text("t.until")), &text("permit.expires_on")), later);
    assert_eq!(told(&sound(&text("t.until")), &text("add_days(t.until, 300)")), later);
    assert_eq!(told(&sound(&text("t.until")), &text("t.until")), []);
}
