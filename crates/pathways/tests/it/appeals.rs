//! Appeals against what nobody decided, and in cases that are closed: whoever appeals is heard.

use pathways::Pathway;

use crate::world::{holds, sound};

/// A decision by the tenth day, silence upon which counts as a refusal, and its review: where it stands.
fn silent(review: &str) -> Pathway {
    let later = if review.is_empty() { "" } else { ", {id: t, after: [s], decisions: [" };
    let close = if review.is_empty() { "" } else { "]}" };
    sound(&format!(
        "{{pathway: p, law: Act 3/2020, sees: {{scope: office}}, by: [CW], opens: {{by: [CW]}},
          stages: [{{id: s, decisions: [{{id: d, outcomes: [granted, {{id: refused, adverse: true}}], approve: SU,
            silence: refused, due: 10 days, serve: letter, appeal: {{by: [PE], within: 15 days, to: r}}}}{}]}}{later}{}{close}],
          ends: {{over: {{if: case.d.final}}, left: {{leaves: true}}}}}}",
        if review.is_empty() { REVIEW } else { "" },
        review,
    ))
}

const REVIEW: &str = ", {id: r, if: case.d.appealed, by: [SU], not_by: [d], approve: SU, serve: letter,
    outcomes: [granted, {id: refused, adverse: true, no_appeal: court}], due: 1 months from case.d.appealed_on}";

fn in_a_later_stage() -> Pathway {
    silent(REVIEW.trim_start_matches(", "))
}

const OPENED: &str = "{2020-09-01 ana/CW: {start: {}, open: [d], due: {d: 2020-09-11}}}";
const REVIEWED: &str = "{2020-09-21 ana/CW: {decide: {d: granted}, refused: not-open}},
    {2020-09-22 max/SU: {decide: {r: granted}, waiting: {r: 2020-10-20}}},
    {2020-09-23 liv/SU: {'yes': r, open: [], outcome: {r: granted}, ends: []}},
    {2020-09-24 ana/CW: {serve: r, stages: [], ends: [over], breached: {d: 2020-09-12}}},
    {2020-09-24 ana/CW: {close: over}}";

#[track_caller]
fn plays(pathway: &Pathway, steps: &str) {
    holds(pathway, &format!("{{play: [{OPENED}, {steps}]}}"));
}

#[test]
fn an_appeal_against_silence_opens_the_review_in_a_later_stage() {
    let appealed = "{'2020-09-12': {open: [d], outcome: {}, late: {d: 2020-09-12}}},
      {2020-09-20 web/PE: {appeal: d, stages: [t], open: [r], outcome: {}, late: {}, breached: {d: 2020-09-12}, due: {r: 2020-10-20}}}";
    plays(&in_a_later_stage(), &format!("{appealed}, {REVIEWED}"));
}

#[test]
fn after_the_review_nothing_of_what_was_not_decided_stays_open() {
    let appealed =
        "{2020-09-20 web/PE: {appeal: d, stages: [s], open: [r], outcome: {}, late: {}, due: {r: 2020-10-20}}}";
    plays(&silent(""), &format!("{appealed}, {REVIEWED}"));
}

#[test]
fn an_appeal_against_silence_that_was_a_mistake_gives_the_decision_back() {
    let steps = "{2020-09-20 web/PE: {appeal: d, open: [r]}},
      {2020-09-21 web/PE: {retract: {appeal: d}, stages: [s], open: [d], late: {d: 2020-09-12}}},
      {2020-09-22 ana/CW: {decide: {d: granted}}}, {2020-09-22 eva/SU: {'yes': d, outcome: {d: granted}}}";
    plays(&in_a_later_stage(), steps);
}

#[test]
fn nobody_appeals_before_silence_has_spoken() {
    plays(
        &in_a_later_stage(),
        "{'2020-09-11T23:59 web/PE': {appeal: d, refused: not-open}}, {2020-09-12 web/PE: {appeal: d, open: [r]}}",
    );
}

#[test]
fn what_is_granted_late_leaves_nothing_to_appeal() {
    let steps = "{2020-09-20 ana/CW: {decide: {d: granted}}},
      {2020-09-21 eva/SU: {'yes': d, outcome: {d: granted}, open: [], ends: []}},
      {2020-09-22 web/PE: {appeal: d, refused: not-open}},
      {2020-09-22 ana/CW: {serve: d, due: {}, ends: [over]}}";
    plays(&in_a_later_stage(), steps);
}

#[test]
fn what_is_refused_late_is_appealed_from_its_service_as_any_other() {
    let steps = "{2020-09-20 ana/CW: {decide: {d: refused}, reasons: [income]}},
      {2020-09-21 eva/SU: {'yes': d, outcome: {d: refused}}},
      {2020-09-21 web/PE: {appeal: d, refused: not-open}},
      {2020-09-22 ana/CW: {serve: d, due: {d.appeal: 2020-10-07}}},
      {2020-10-01 web/PE: {appeal: d, open: [r], due: {r: 2020-11-01}}}";
    plays(&in_a_later_stage(), steps);
}

#[test]
fn a_decision_that_was_approved_only_after_the_appeal_is_no_longer_theirs() {
    let steps = "{2020-09-20 ana/CW: {decide: {d: refused}, reasons: [income]}},
      {2020-09-21 web/PE: {appeal: d, open: [r], waiting: {}}},
      {2020-09-22 eva/SU: {'yes': d, refused: not-open, outcome: {}, open: [r]}}";
    plays(&in_a_later_stage(), steps);
}

#[test]
fn silence_says_nothing_of_what_was_waived() {
    plays(
        &in_a_later_stage(),
        "{2020-09-05 ana/CW: {waive: d, open: [], stages: []}},
      {'2020-09-12': {open: [], outcome: {}, breached: {}}}, {2020-09-20 web/PE: {appeal: d, refused: not-open}}",
    );
    let grants = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s,
           decisions: [{id: d, if: t.flag, outcomes: [granted], silence: granted, due: 10 days}]}], ends: {e: {leaves: true}}}",
    );
    holds(
        &grants,
        "{play: [{2020-09-01 ana/CW: {start: {t.flag: true}, open: [d]}},
      {2020-09-05 ana/CW: {record: {t.flag: false}, open: []}}, {'2020-09-12': {outcome: {}}},
      {2020-09-20 ana/CW: {record: {t.flag: true}, open: [d], due: {d: 2020-09-30}, outcome: {}}},
      {'2020-10-01': {outcome: {d: granted}}}]}",
    );
}

/// Refused, served, never appealed in time, and closed.
const CLOSED: &str = "{2020-09-02 ana/CW: {decide: {d: refused}, reasons: [income]}}, {2020-09-03 eva/SU: {'yes': d}},
    {2020-09-04 ana/CW: {serve: d, due: {d.appeal: 2020-09-19}}}, {'2020-09-20': {ends: [over]}},
    {2020-09-21 ana/CW: {close: over, stages: [], open: []}}";

#[test]
fn an_appeal_in_a_closed_case_opens_it_again() {
    let steps = "{2020-11-20 web/PE: {appeal: d, stages: [t], open: [r], due: {r: 2020-12-20}, ends: []}},
      {2020-11-21 ana/CW: {reopen: over, refused: not-open}},
      {2020-11-21 web/PE: {appeal: d, refused: not-open}},
      {'2020-12-21': {late: {r: 2020-12-21}}},
      {2020-12-22 max/SU: {decide: {r: granted}}}, {2020-12-22 liv/SU: {'yes': r}},
      {2020-12-23 ana/CW: {serve: r, ends: [over]}}, {2020-12-23 ana/CW: {close: over, stages: []}}";
    plays(&in_a_later_stage(), &format!("{CLOSED}, {steps}"));
}

#[test]
fn the_time_in_which_a_case_was_closed_before_an_appeal_is_a_pause() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [{id: x, due: 30 days}],
           decisions: [{id: d, outcomes: [granted, {id: refused, adverse: true}], approve: SU, serve: letter,
             appeal: {by: [PE], within: 15 days, to: r}},
             {id: r, if: case.d.appealed, outcomes: [granted]}]}], ends: {left: {leaves: true}}}",
    );
    // Closed after the tenth, opened again by the appeal on the twentieth: ten days that do not count.
    let steps = "{2020-09-01 ana/CW: {start: {}, due: {x: 2020-10-01}}},
      {2020-09-02 ana/CW: {decide: {d: refused}, reasons: [r]}}, {2020-09-02 eva/SU: {'yes': d}}, {2020-09-02 ana/CW: {serve: d}},
      {2020-09-10 ana/CW: {close: left, open: []}},
      {2020-09-20 web/PE: {appeal: d, open: [x, r], due: {x: 2020-10-11}}}";
    holds(&pathway, &format!("{{play: [{steps}]}}"));
}

#[test]
fn an_appeal_in_a_closed_case_that_is_taken_back_leaves_it_closed() {
    let steps = "{2020-11-20 web/PE: {appeal: d, open: [r]}},
      {2020-11-21 web/PE: {retract: {appeal: d}, stages: [], open: []}},
      {2020-11-22 ana/CW: {reopen: over}}";
    plays(&in_a_later_stage(), &format!("{CLOSED}, {steps}"));
}

#[test]
fn an_appeal_of_the_day_on_which_a_case_is_closed_opens_it_too() {
    let steps = "{2020-09-21 web/PE: {appeal: d, stages: [t], open: [r]}}";
    plays(&in_a_later_stage(), &format!("{CLOSED}, {steps}"));
}

#[test]
fn what_cannot_be_appealed_opens_no_closed_case() {
    let steps =
        "{2020-09-02 ana/CW: {decide: {d: granted}}}, {2020-09-03 eva/SU: {'yes': d}}, {2020-09-04 ana/CW: {serve: d}},
      {2020-09-05 ana/CW: {close: over}}, {2020-09-06 web/PE: {appeal: d, refused: not-open, stages: [], open: []}}";
    plays(&in_a_later_stage(), steps);
}

#[test]
fn silence_speaks_at_once_of_what_applies_again_after_a_clock_that_counts_from_the_data() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s,
           decisions: [{id: d, if: t.flag, outcomes: [granted], silence: granted, due: 10 days from t.day}]}],
          ends: {e: {leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {t.flag: true, t.day: 2020-09-01}, due: {d: 2020-09-11}}},
      {2020-09-05 ana/CW: {record: {t.flag: false}, open: []}}, {2020-09-12: {outcome: {}}},
      {2020-09-20 ana/CW: {record: {t.flag: true}, open: [], outcome: {d: granted}}}]}";
    holds(&pathway, play);
}
