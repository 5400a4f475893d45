//! The forty cases by which clocks were agreed on. Their dates are the reference's, reckoned by hand.

use std::collections::BTreeMap;

use model::{FieldState, Timestamp, Value, Zone};
use pathways::{
    CaseAct, CaseFact, CaseFacts, CaseStanding, CaseVersion, CaseView, FactId, LoosenedDuty, Loosening, Pathway,
    loosened, state_at, timeline,
};

use crate::world::{holds, sound};

/// A pathway of one task with a clock.
fn clocked(due: &str) -> Pathway {
    sound(&format!(
        "{{pathway: one, law: l, sees: {{scope: office}}, by: [CW], opens: {{by: [CW, PE]}},
          stages: [{{id: only, tasks: [{{id: x, by: [CW, PE], due: {due}}}]}}], ends: {{left: {{leaves: true}}}}}}"
    ))
}

/// A clock from a day: what is due when the case is opened on that day.
#[track_caller]
fn due(header: &str, due: &str, start: &str, expected: &str) {
    let pathway = clocked(due);
    let play =
        format!("{{{header} play: [{{2010-01-01 ana/CW: {{start: {{t.day: {start}}}, due: {{x: {expected}}}}}}}]}}");
    holds(&pathway, &play);
}

/// A clock from the moment at which the case is opened.
#[track_caller]
fn from_opening(header: &str, due: &str, opened: &str, expected: &str) {
    let play = format!("{{{header} play: [{{{opened} ana/CW: {{start: {{}}, due: {{x: {expected}}}}}}}]}}");
    holds(&clocked(due), &play);
}

#[test]
fn case_1_working_days_without_holidays() {
    due("", "15 working_days from t.day", "2020-08-10", "2020-08-31");
}

#[test]
fn case_2_holidays_do_not_count() {
    due("country: PRT,", "15 working_days from t.day", "2020-04-09", "2020-05-04");
}

#[test]
fn case_3_a_start_on_a_saturday() {
    due("", "15 working_days from t.day", "2020-08-15", "2020-09-04");
}

#[test]
fn case_4_a_start_on_a_holiday() {
    due("country: PRT,", "5 working_days from t.day", "2020-05-01", "2020-05-08");
}

#[test]
fn case_5_the_same_day_is_late_with_the_next() {
    let play = "{country: PRT, play: [
      {2020-04-09T10:00 ana/CW: {start: {}, due: {x: 2020-04-09}, late: {}}},
      {'2020-04-09T23:59:59': {late: {}}},
      {'2020-04-10T00:00': {due: {x: 2020-04-09}, late: {x: 2020-04-10}, breached: {x: 2020-04-10}}}]}";
    holds(&clocked("0 days"), play);
}

#[test]
fn case_6_hours_when_clocks_go_back() {
    from_opening("zone: Europe/Lisbon,", "72 hours", "2020-10-24T14:20", "'2020-10-27T13:20'");
}

#[test]
fn case_7_hours_when_clocks_go_forward() {
    from_opening("zone: Europe/Lisbon,", "24 hours", "2021-03-27T20:00", "'2021-03-28T21:00'");
}

#[test]
fn case_8_short_months_end_on_their_last_day() {
    let month = "{within: 1 month from t.day, roll: next}";
    due("", month, "2020-01-31", "2020-03-02");
    due("", month, "2021-01-29", "2021-03-01");
}

#[test]
fn case_9_weeks_end_on_their_weekday() {
    due("", "3 weeks from t.day", "1998-03-12", "1998-04-02");
}

#[test]
fn case_10_a_rolled_end_and_the_least_of_working_days() {
    due("country: PRT,", "{within: 2 days from t.day, roll: next}", "2020-04-09", "2020-04-13");
    due("country: PRT,", "{within: 2 days from t.day, roll: next, least: 2 working_days}", "2020-04-09", "2020-04-14");
}

#[test]
fn case_11_clear_days_before_a_day() {
    due("", "{before: 3 days from t.day, clear: true}", "2023-10-20", "2023-10-16");
    due("", "{before: 3 working_days before t.day, clear: true}", "2025-10-20", "2025-10-14");
}

#[test]
fn case_12_backwards_from_a_day_moves_back_only() {
    due("country: PRT,", "{before: 10 days from t.day}", "2020-06-10", "2020-05-31");
    due("country: PRT,", "{before: 10 days from t.day, roll: next}", "2020-06-10", "2020-05-31");
    due("country: PRT,", "{before: 10 days from t.day, roll: previous}", "2020-06-10", "2020-05-29");
}

#[test]
fn case_13_another_weekend() {
    let header = "calendar: {weekend: [friday, saturday]},";
    due(header, "2 working_days from t.day", "2020-09-02", "2020-09-06");
}

#[test]
fn case_14_a_saturday_that_is_worked() {
    let header = "calendar: {weekend: [saturday, sunday], worked: [2020-09-05]},";
    due(header, "5 working_days from t.day", "2020-09-02", "2020-09-08");
}

#[test]
fn case_15_a_holiday_counts_from_the_day_it_was_decided() {
    let play = "{calendar: {weekend: [saturday, sunday],
        holidays: {2022-08-29: a, 2022-09-19: {en: b, decided: 2022-09-10}}}, play: [
      {2022-08-22 ana/CW: {start: {t.day: 2022-08-22}, due: {x: 2022-09-20}}},
      {'2022-09-09': {due: {x: 2022-09-20}}},
      {'2022-09-10': {due: {x: 2022-09-21}}},
      {'2022-09-21': {late: {}}},
      {'2022-09-22': {late: {x: 2022-09-22}}}]}";
    holds(&clocked("20 working_days from t.day"), play);
}

#[test]
fn case_16_beyond_what_a_calendar_covers_is_not_before() {
    let header = "calendar: {weekend: [saturday, sunday], covers: [2020-01-01, 2021-12-31]},";
    due(header, "15 working_days from t.day", "2021-12-20", "[2022-01-10, null]");
}

#[test]
fn case_17_the_day_ends_where_the_case_is() {
    for (country, in_time, late) in
        [("GTM", "2020-09-01T03:00Z", "2020-09-01T06:00Z"), ("BGD", "2020-08-31T17:59Z", "2020-08-31T19:00Z")]
    {
        let play = format!(
            "{{country: {country}, play: [{{2020-08-10 ana/CW: {{start: {{t.day: 2020-08-31}}}}}},
              {{'{in_time}': {{late: {{}}}}}}, {{'{late}': {{late: {{x: 2020-09-01}}}}}}]}}"
        );
        holds(&clocked("0 days from t.day"), &play);
    }
}

#[test]
fn case_18_a_day_ends_also_where_midnight_is_skipped() {
    let play = "{country: LBN, play: [{2021-03-26 ana/CW: {start: {t.day: 2021-03-27}}},
      {'2021-03-27T21:59:59Z': {late: {}}}, {'2021-03-27T22:00Z': {late: {x: 2021-03-28}}},
      {'2021-03-28T01:00': {late: {x: 2021-03-28}}}]}";
    holds(&clocked("0 days from t.day"), play);
}

#[test]
fn case_19_a_day_that_ends_at_four() {
    let pathway = sound(
        "{pathway: one, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, day_ends: '16:00',
          stages: [{id: only, tasks: [{id: x, due: 5 days from t.day}]}], ends: {left: {leaves: true}}}",
    );
    let play = "{zone: Europe/Lisbon, play: [{2020-09-01 ana/CW: {start: {t.day: 2020-09-01}, due: {x: 2020-09-06}}},
      {'2020-09-06T15:59:59': {late: {}}}, {'2020-09-06T16:00:00': {late: {x: 2020-09-06}}}]}";
    holds(&pathway, play);
}

#[test]
fn case_20_a_month_for_a_start_is_an_interval() {
    let play = "{play: [{2020-08-05 ana/CW: {start: {t.day: 2020-08}, due: {x: [2020-08-21, 2020-09-21]}, asks: []}},
      {'2020-09-01': {due: {x: [2020-08-21, 2020-09-21]}, late: {}, asks: [t.day]}},
      {'2020-09-22': {late: {x: 2020-09-22}, asks: []}}]}";
    holds(&clocked("15 working_days from t.day"), play);
}

#[test]
fn case_21_a_contested_start_is_late_when_it_is_certain() {
    let play = "{play: [{2020-08-12 ana/CW: {start: {}, due: {}}},
      {2020-08-12 ana/CW: {record: {t.day: 2020-08-10}, source: border, due: {x: 2020-08-31}}},
      {2020-08-12 leo/CW: {record: {t.day: 2020-08-12}, source: shelter, due: {x: [2020-08-31, 2020-09-02]}}},
      {'2020-09-02': {late: {}, asks: [t.day]}},
      {'2020-09-03': {late: {x: 2020-09-03}}}]}";
    holds(&clocked("15 working_days from t.day"), play);
}

/// A clock of twenty working days that stops while papers are asked for.
fn stopping(more: &str, unit: &str) -> Pathway {
    sound(&format!(
        "{{pathway: one, law: l, sees: {{scope: office}}, by: [CW], opens: {{by: [CW]}},
          stages: [{{id: only, tasks: [
            {{id: ask, optional: true}}, {{id: papers, if: case.ask.done}},
            {{id: x, due: {{within: {unit} from t.day, pause: {{from: case.ask.done_on, until: case.papers.done_on}}{more}}}}}]}}],
          ends: {{left: {{leaves: true}}}}}}"
    ))
}

const OPENED: &str = "{2020-09-01 ana/CW: {start: {t.day: 2020-09-01}, due: {x: 2020-09-29}}},
  {2020-09-10 ana/CW: {do: ask, stopped: {x: 13 working_days}, due: {}}}";
const ANSWERED: &str = "{2020-09-21 ana/CW: {do: papers, stopped: {}, due: {x: 2020-10-09}}}";

#[track_caller]
fn stops(pathway: &Pathway, steps: &str) {
    holds(pathway, &format!("{{country: PRT, play: [{steps}]}}"));
}

#[test]
fn case_22_a_pause_is_skipped() {
    stops(&stopping("", "20 working_days"), &format!("{OPENED}, {ANSWERED}"));
}

#[test]
fn case_23_two_pauses_are_united() {
    let by_hand = "{2020-09-15 ana/CW: {pause: x}}, {2020-09-18 ana/CW: {resume: x, stopped: {x: 13 working_days}}}";
    stops(&stopping("", "20 working_days"), &format!("{OPENED}, {by_hand}, {ANSWERED}"));
}

#[test]
fn case_24_a_pause_that_nobody_ends_leaves_no_date() {
    let steps = "{'2020-12-01': {stopped: {x: 13 working_days}, due: {}, late: {}}}";
    stops(&stopping("", "20 working_days"), &format!("{OPENED}, {steps}"));
}

#[test]
fn case_25_a_pause_after_the_end_moves_nothing() {
    let steps = "{2020-09-01 ana/CW: {start: {t.day: 2020-09-01}}},
      {2020-09-30 ana/CW: {do: ask, late: {x: 2020-09-30}, due: {x: 2020-09-29}, stopped: {}}}";
    stops(&stopping("", "20 working_days"), steps);
}

#[test]
fn case_26_a_restart_begins_anew() {
    let steps = "{2020-09-21 ana/CW: {do: papers, due: {x: 2020-10-20}}}";
    stops(&stopping(", restart: case.papers.done_on", "20 working_days"), &format!("{OPENED}, {steps}"));
}

#[test]
fn case_27_months_end_later_by_each_paused_day() {
    let steps = "{2020-09-01 ana/CW: {start: {t.day: 2020-09-01}, due: {x: 2020-11-01}}},
      {2020-09-10 ana/CW: {do: ask, due: {}}}, {2020-09-21 ana/CW: {do: papers, due: {x: 2020-11-12}}}";
    stops(&stopping("", "2 months"), steps);
}

#[test]
fn case_28_an_extension_and_its_retraction() {
    let steps = "{2020-09-22 ana/CW: {extend: {x: 5 working_days}, due: {x: 2020-10-16}}},
      {2020-09-23 ana/CW: {retract: {extend: x}, due: {x: 2020-10-09}}}";
    stops(&stopping("", "20 working_days"), &format!("{OPENED}, {ANSWERED}, {steps}"));
}

#[test]
fn case_29_the_gap_of_a_reopened_case_is_a_pause() {
    let steps = "{2020-09-01 ana/CW: {start: {t.day: 2020-09-01}}},
      {2020-09-10 ana/CW: {close: left, open: [], due: {}, stages: []}},
      {2020-09-21 ana/CW: {reopen: left, due: {x: 2020-10-09}}}";
    stops(&stopping("", "20 working_days"), steps);
}

#[test]
fn case_30_corrected_to_an_earlier_start() {
    let play = "{play: [{2020-08-12 ana/CW: {start: {t.day: 2020-08-12}, due: {x: 2020-09-02}}},
      {2020-09-01 ana/CW: {was_wrong: {t.day: 2020-08-03}, due: {x: 2020-08-24}, late: {x: 2020-08-25},
        breached: {x: 2020-08-25}, known_from: {x: 2020-09-01}}}]}";
    holds(&clocked("15 working_days from t.day"), play);
}

#[test]
fn case_31_corrected_to_a_later_start() {
    let play = "{play: [{2020-08-03 ana/CW: {start: {t.day: 2020-08-03}, due: {x: 2020-08-24}}},
      {'2020-08-28': {late: {x: 2020-08-25}, known_from: {x: 2020-08-03}}},
      {2020-09-01 ana/CW: {was_wrong: {t.day: 2020-08-12}, due: {x: 2020-09-02}, late: {}, breached: {}, known_from: {}}}]}";
    holds(&clocked("15 working_days from t.day"), play);
}

#[test]
fn case_32_done_in_time_and_told_late() {
    let play = "{play: [{2020-08-10 ana/CW: {start: {t.day: 2020-08-31}}},
      {'2020-09-01': {late: {x: 2020-09-01}}},
      {2020-09-03 ana/CW: {do: x, happened: 2020-08-28, late: {}, breached: {}}}]}";
    holds(&clocked("0 days from t.day"), play);
}

#[test]
fn case_33_a_join_waits_for_what_is_not_known_and_not_for_what_does_not_apply() {
    let pathway = sound(
        "{pathway: one, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [
          {id: first, tasks: [{id: a}]}, {id: branch, after: [first], if: t.flag, tasks: [{id: b}]},
          {id: join, after: [first, branch], tasks: [{id: c}]}], ends: {left: {leaves: true}}}",
    );
    holds(&pathway, "{play: [{2020-09-01 ana/CW: {start: {t.flag: false}, do: a, stages: [join], asks: []}}]}");
    let unknown = "{play: [{2020-09-01 ana/CW: {start: {}, do: a, stages: [], asks: [t.flag]}},
      {2020-09-02 ana/CW: {record: {t.flag: true}, stages: [branch], asks: []}},
      {2020-09-03 ana/CW: {do: b, stages: [join]}}]}";
    holds(&pathway, unknown);
}

#[test]
fn case_34_who_comes_of_age_is_skipped_from_midnight_and_the_breach_stays() {
    let pathway = sound(
        "{pathway: one, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: only, tasks: [
          {id: x, if: age(birth_date) < 18, due: 0 days from t.day}]}], ends: {left: {leaves: true}}}",
    );
    let play = "{play: [{2020-08-20 ana/CW: {start: {birth_date: 2002-09-02, t.day: 2020-08-31}, open: [x]}},
      {'2020-09-01': {late: {x: 2020-09-01}, breached: {x: 2020-09-01}}},
      {'2020-09-01T23:59:59': {open: [x]}},
      {'2020-09-02': {open: [], late: {}, breached: {x: 2020-09-01}}}]}";
    holds(&pathway, play);
}

/// A task that comes again every fourteen days.
fn every(more: &str) -> Pathway {
    sound(&format!(
        "{{pathway: one, law: l, sees: {{scope: office}}, by: [CW], opens: {{by: [CW]}}, stages: [{{id: only, tasks: [
          {{id: x, repeat: {{every: 14 days, until: case.x.count >= 9{more}}}}}]}}], ends: {{left: {{leaves: true}}}}}}"
    ))
}

#[test]
fn case_35_what_repeats_counts_what_is_missed_and_piles_nothing_up() {
    let start = "{2020-09-01 ana/CW: {start: {}, due: {x: 2020-09-01}}}";
    holds(&every(""), &format!("{{play: [{start}, {{2020-09-06 ana/CW: {{do: x, due: {{x: 2020-09-20}}}}}}]}}"));
    holds(
        &every(", beat: due"),
        &format!("{{play: [{start}, {{2020-09-06 ana/CW: {{do: x, due: {{x: 2020-09-15}}}}}}]}}"),
    );
    let nothing = "{'2020-12-01': {open: [x], missed: {x: 6}, due: {x: 2020-11-24}, late: {x: 2020-11-25}}}";
    holds(&every(""), &format!("{{play: [{start}, {nothing}]}}"));
}

#[test]
fn case_36_after_an_outage_old_messages_lapse_and_new_ones_go_out_once() {
    let pathway = sound(
        "{pathway: one, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: only, tasks: [
          {id: a, due: 4 days, send: {late: first-late}}, {id: b, due: 17 days, send: {late: second-late}},
          {id: c, send: {late: third-late}}]}], ends: {left: {leaves: true}}}",
    );
    let facts = facts(&[(at("2020-08-31T00:00"), CaseAct::Opened)]);
    let calendars = BTreeMap::new();
    let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
    let back = at("2020-09-20T12:00");
    let state = timeline(version, &facts).at(back).unwrap();
    let rows: Vec<(&str, Timestamp, bool)> =
        state.messages.iter().map(|row| (row.text.as_str(), row.at, row.has_lapsed(back))).collect();
    let expected = [("first-late", at("2020-09-05T00:00"), true), ("second-late", at("2020-09-18T00:00"), false)];
    assert_eq!(rows, expected);
    // A day later there is still one row each: what went out has its key, and goes out once.
    let later = timeline(version, &facts).at(at("2020-09-21T12:00")).unwrap();
    assert_eq!(later.messages, state.messages);
}

/// A moment in UTC.
fn at(text: &str) -> Timestamp {
    let (day, time) = text.split_once('T').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    Zone::utc().instant(day.parse().unwrap(), (hour.parse().unwrap(), minute.parse().unwrap()))
}

/// Facts of several people, each told when it happened.
fn facts(acts: &[(Timestamp, CaseAct)]) -> CaseFacts {
    let fact = |(number, (at, act)): (usize, &(Timestamp, CaseAct))| CaseFact {
        id: FactId { origin: number as u64 % 2, number: number as u64 },
        happened: *at,
        told: *at,
        who: format!("p{number}"),
        role: "CW".into(),
        act: act.clone(),
    };
    CaseFacts::new(Zone::utc(), acts.iter().enumerate().map(fact))
}

#[test]
fn case_37_what_was_done_twice_was_done_when_it_was_done_first() {
    let pathway = clocked("10 days");
    let done = CaseAct::Did { item: "x".into() };
    let acts = [
        (at("2020-09-01T00:00"), CaseAct::Opened),
        (at("2020-09-03T00:00"), done.clone()),
        (at("2020-09-02T00:00"), done),
    ];
    let facts = facts(&acts);
    let calendars = BTreeMap::new();
    let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
    let state = state_at(version, &facts, at("2020-09-10T00:00")).unwrap();
    assert_eq!((state.items[0].standing, state.items[0].done_at), (CaseStanding::Done, Some(at("2020-09-02T00:00"))));
    let shown = facts.all().iter().filter(|fact| fact.item() == Some("x"));
    assert_eq!(shown.count(), 2, "both are on record");
}

#[test]
fn case_38_two_votes_of_two_people_on_what_stands() {
    let pathway = sound(
        "{pathway: one, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: only, tasks: [
          {id: x, approve: {n: 2, of: [CW, SU]}}]}], ends: {left: {leaves: true}}}",
    );
    let author =
        "{2020-09-01 ana/CW: {start: {}, do: x}}, {2020-09-02 ana/CW: {'yes': x, refused: needs-another-person}}";
    let twice = "{2020-09-02 leo/CW: {'yes': x}}, {2020-09-03 leo/CW: {'yes': x, open: [x], waiting: {x: null}}}";
    holds(&pathway, &format!("{{play: [{author}, {twice}, {{2020-09-04 sam/SU: {{'yes': x, open: []}}}}]}}"));
    let edited = "{2020-09-04 ana/CW: {do: x, open: [x]}}, {2020-09-05 sam/SU: {'yes': x, open: [x]}}, {2020-09-06 leo/CW: {'yes': x, open: []}}";
    holds(&pathway, &format!("{{play: [{author}, {twice}, {edited}]}}"));
}

#[test]
fn case_39_a_shorter_clock_moves_a_case_and_the_way_back_takes_two_people() {
    let (long, short) = (clocked("15 working_days from t.day"), clocked("10 working_days from t.day"));
    let day = long.schema.field("t.day").unwrap();
    let arrived = FieldState::Known(Value::Partial("2020-08-12".parse().unwrap()));
    let acts = [
        (at("2020-08-12T00:00"), CaseAct::Opened),
        (at("2020-08-12T00:00"), CaseAct::Recorded { field: day, state: arrived, source: String::new() }),
    ];
    let facts = facts(&acts);
    let calendars = BTreeMap::new();
    let view = |pathway: &Pathway, when: &str| {
        CaseView::at(CaseVersion { pathway, calendars: &calendars, national: None }, &facts, at(when))
    };
    let (before, after) = (view(&long, "2020-08-31T00:00"), view(&short, "2020-09-01T00:00"));
    assert_eq!(before.due, vec![("x".to_owned(), vec![Some("2020-09-02".to_owned())])]);
    assert_eq!(after.due, vec![("x".to_owned(), vec![Some("2020-08-26".to_owned())])]);
    assert_eq!(after.late, vec![("x".to_owned(), "2020-08-27".to_owned())]);
    assert_eq!(loosened(&long, &short), []);
    let longer = LoosenedDuty { item: Some("x".to_owned()), how: Loosening::Later };
    assert_eq!(loosened(&short, &long), [longer]);
}

#[test]
fn case_40_silence_grants_and_a_later_refusal_changes_nothing() {
    let pathway = sound(
        "{pathway: one, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: only, tasks: [
            {id: ask, optional: true}, {id: papers, if: case.ask.done}],
          decisions: [{id: x, outcomes: [granted, {id: refused, adverse: true, no_appeal: none}], silence: granted,
            approve: SU, due: {within: 20 working_days from t.day, pause: {from: case.ask.done_on, until: case.papers.done_on}}}]}],
          ends: {left: {leaves: true}}}",
    );
    let steps = format!(
        "{OPENED}, {ANSWERED}, {{'2020-10-09T23:59:59': {{outcome: {{}}, open: [x]}}}},
        {{'2020-10-10T00:00': {{outcome: {{x: granted}}, open: [], breached: {{}}}}}},
        {{2020-10-12 ana/CW: {{decide: {{x: refused}}, reasons: [income], refused: not-open, outcome: {{x: granted}}}}}}"
    );
    stops(&pathway, &steps);
}
