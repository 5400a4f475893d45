//! Plays on the reference pathways: what is refused and in which order, votes, appeals, silence, what is taken back,
//! closed, corrected, missed. What they expect was reckoned by hand.

use pathways::{Pathway, play};

use crate::world::{holds, portugal, read_a_play, sound};

fn permit() -> Pathway {
    sound(include_str!("../fixtures/permit-renewal/pathways/permit-renewal.yaml"))
}

fn child() -> Pathway {
    sound(include_str!("../fixtures/child-on-the-move/pathways/child-on-the-move.yaml"))
}

fn violence() -> Pathway {
    sound(include_str!("../fixtures/violence-response/pathways/violence-response.yaml"))
}

fn returnee() -> Pathway {
    sound(include_str!("../fixtures/returnee/pathways/returnee.yaml"))
}

const LODGED: &str = "{2020-09-01 web/PE: {start: {application.kind: renewal, application.lodged_on: 2020-09-01,
  permit.expires_on: 2020-10-15}}}, {2020-09-03 rui/CW: {do: complete, open: [renewal]}}";

#[track_caller]
fn permits(steps: &str) {
    holds(&permit(), &format!("{{country: PRT, play: [{LODGED}, {steps}]}}"));
}

#[test]
fn refusals_are_told_in_their_order() {
    permits(
        "{2020-09-04 fay/FM: {decide: {renewal: refused}, refused: not-allowed}},
         {2020-09-04 rui/CW: {decide: {renewal: refused}, refused: reasons-missing}},
         {2020-09-04 rui/CW: {'yes': renewal, refused: not-allowed}},
         {2020-09-04 eva/SU: {'yes': renewal, refused: not-open}},
         {2020-09-04 rui/CW: {serve: renewal, refused: not-open}},
         {2020-09-04 rui/CW: {decide: {renewal: refused}, reasons: [income], open: [renewal], waiting: {renewal: 2020-09-29}}},
         {2020-09-05 leo/CW: {'yes': renewal, refused: not-allowed}},
         {2020-09-05 rui/SU: {'yes': renewal, refused: needs-another-person}},
         {2020-09-05 web/PE: {appeal: renewal, refused: not-open}},
         {2020-09-05 rui/CW: {appeal: renewal, refused: not-allowed}},
         {2020-09-07 eva/SU: {'yes': renewal, open: [], outcome: {renewal: refused}}},
         {2020-09-07 eva/SU: {'yes': renewal, refused: needs-another-person}},
         {2020-09-08 web/PE: {appeal: renewal, refused: not-open}}",
    );
}

#[test]
fn a_grant_that_ended_counts_before_authorship() {
    let play = format!(
        "{{country: PRT, grants: {{rui/CW: [2020-09-01, 2020-09-10], eva/SU: [2020-09-01, 2020-09-10]}}, play: [{LODGED},
          {{2020-09-10 rui/CW: {{decide: {{renewal: granted}}}}}},
          {{2020-09-11 rui/CW: {{'yes': renewal, refused: not-allowed}}}},
          {{2020-09-11 eva/SU: {{'yes': renewal, refused: not-allowed}}}},
          {{2020-09-11 max/SU: {{'yes': renewal, outcome: {{renewal: granted}}}}}}]}}"
    );
    holds(&permit(), &play);
}

#[test]
fn a_vote_that_was_a_mistake_is_taken_back() {
    permits(
        "{2020-09-04 rui/CW: {decide: {renewal: granted}}},
         {2020-09-05 eva/SU: {'yes': renewal, outcome: {renewal: granted}, stages: [result]}},
         {2020-09-06 eva/SU: {retract: {'yes': renewal}, outcome: {}, stages: [examine], open: [renewal]}},
         {2020-09-07 max/SU: {'yes': renewal, outcome: {renewal: granted}, due: {card: 2020-09-21}}}",
    );
}

#[test]
fn silence_grants_at_the_end_of_the_last_day() {
    permits(
        "{'2020-09-29T23:59': {open: [renewal], outcome: {}}},
         {'2020-09-30': {outcome: {renewal: granted}, stages: [result], open: [card], due: {card: 2020-10-15}, breached: {}}},
         {2020-10-01 rui/CW: {decide: {renewal: refused}, reasons: [late], refused: not-open}}",
    );
}

#[test]
fn a_refusal_in_time_that_is_told_late_stands_unless_the_deeming_was_served() {
    permits(
        "{2020-10-01 rui/CW: {decide: {renewal: refused}, reasons: [income], happened: 2020-09-25, outcome: {renewal: granted}}},
         {2020-10-01 eva/SU: {'yes': renewal, happened: 2020-09-28, outcome: {renewal: refused}}}",
    );
    permits(
        "{2020-09-30 rui/CW: {serve: renewal, outcome: {renewal: granted}}},
         {2020-10-01 rui/CW: {decide: {renewal: refused}, reasons: [income], happened: 2020-09-25, refused: not-open,
           outcome: {renewal: granted}}}",
    );
}

#[test]
fn an_appeal_lapses_and_a_late_one_opens_the_review_again() {
    permits(
        "{2020-09-08 rui/CW: {decide: {renewal: refused}, reasons: [income]}},
         {2020-09-09 eva/SU: {'yes': renewal}},
         {2020-10-16 rui/CW: {serve: renewal, due: {renewal.appeal: 2020-11-02}, stages: [result], ends: []}},
         {'2020-11-02T23:59': {due: {renewal.appeal: 2020-11-02}, ends: []}},
         {'2020-11-03': {due: {}, stages: [], ends: [carried_out]}},
         {2020-11-20 web/PE: {appeal: renewal, stages: [result], open: [review], ends: [], due: {review: 2020-12-21}}},
         {2020-11-21 web/PE: {appeal: renewal, refused: not-open}},
         {2020-11-23 max/SU: {decide: {review: refused}, reasons: [income]}},
         {2020-11-24 eva/SU: {'yes': review, refused: needs-another-person}},
         {2020-11-24 liv/SU: {'yes': review, ends: []}},
         {2020-11-25 max/SU: {serve: review, ends: [carried_out], outcome: {renewal: refused, review: refused}}},
         {2020-11-26 rui/CW: {close: carried_out, stages: [], open: []}}",
    );
}

#[test]
fn papers_that_are_waived_end_the_pause() {
    permits(
        "{2020-09-10 rui/CW: {do: ask_papers, stopped: {renewal: 13 working_days}, open: [papers, renewal]}},
         {2020-09-21 rui/CW: {waive: papers, stopped: {}, open: [renewal], due: {renewal: 2020-10-09}}}",
    );
}

#[test]
fn what_is_open_keeps_a_case_from_ending_unless_the_end_leaves_it() {
    permits(
        "{2020-09-10 rui/CW: {close: carried_out, refused: not-open}},
         {2020-09-10 fay/FM: {close: withdrawn, refused: not-allowed}},
         {2020-09-10 web/PE: {close: withdrawn, stages: [], open: [], due: {}, late: {}, asks: [], waiting: {}}},
         {2020-09-11 rui/CW: {decide: {renewal: granted}, refused: not-open}},
         {'2020-10-30': {outcome: {}, late: {}}},
         {2020-11-02 rui/CW: {reopen: carried_out, refused: not-open}},
         {2020-11-02 rui/CW: {reopen: withdrawn, open: [renewal], due: {renewal: 2020-11-19}}}",
    );
}

#[test]
fn a_case_opens_for_whom_it_is_and_once() {
    let play = "{country: PRT, play: [
      {2020-09-01 fay/FM: {start: {}, refused: not-allowed, stages: []}},
      {2020-09-01 rui/CW: {start: {application.kind: first}, refused: gate, stages: []}},
      {2020-09-01 rui/CW: {do: complete, refused: not-open}},
      {2020-09-01 rui/CW: {start: {}, stages: [check], open: [complete]}},
      {2020-09-02 rui/CW: {start: {}, refused: full, stages: [check]}}]}";
    holds(&permit(), play);
    let before = "{play: [{2020-02-29 omar/OP: {start: {return.on: 2020-03-02}, refused: not-open}},
      {2020-03-01 omar/OP: {start: {return.on: 2020-03-02}, stages: [arrival], asks: [returnee.observe]}}]}";
    holds(&returnee(), before);
}

#[test]
fn a_parameter_binds_on_the_day_the_case_opened() {
    let text = include_str!("../fixtures/permit-renewal/pathways/permit-renewal.yaml");
    let shorter = text.replace("    - '20'\n", "    - '20'\n  - - '2020-09-02'\n    - '10'\n");
    let pathway = sound(&shorter);
    holds(&pathway, &format!("{{country: PRT, play: [{LODGED}, {{2020-09-04: {{due: {{renewal: 2020-09-29}}}}}}]}}"));
}

/// A child whose case has come to the decision on a lasting solution.
fn at_the_bid() -> String {
    "{2020-04-09 ana/CW: {start: {birth_date: 2008, child.care: unaccompanied, arrived_on: 2020-04-09,
        child.guardian: true, child.guardian_appointed_on: 2020-04-09, child_move.trace_safe: false}, do: [identify]}},
     {2020-04-09 ana/CW: {do: [place, bia]}}, {2020-04-10 sam/SU: {'yes': bia}}, {2020-04-10 ana/CW: {do: plan, stages: [solution]}}"
        .to_owned()
}

#[test]
fn seats_are_cast_by_different_people_and_all_of_them_are_the_quorum() {
    let votes = "{2020-04-13 ana/CW: {decide: {bid: stay}, waiting: {bid: 2020-05-10}}},
      {2020-04-14 leo/CW: {'yes': bid, refused: not-allowed}},
      {2020-04-14 leo/CW: {'yes': bid, seat: money, refused: not-allowed}},
      {2020-04-14 ana/CW: {'yes': bid, seat: law, refused: needs-another-person}},
      {2020-04-14 leo/CW: {'yes': bid, seat: law}},
      {2020-04-14 leo/CW: {'yes': bid, seat: health, refused: needs-another-person}},
      {2020-04-14 hana/CW: {'yes': bid, seat: law, refused: full}},
      {2020-04-15 hana/CW: {'yes': bid, seat: health, outcome: {}, open: [bid]}},
      {2020-04-16 sam/SU: {'no': bid, seat: social, outcome: {bid: stay}, stages: [action]}}";
    holds(&child(), &format!("{{country: PRT, play: [{}, {votes}]}}", at_the_bid()));
}

#[test]
fn a_bid_that_fails_is_decided_anew() {
    let votes = "{2020-04-13 ana/CW: {decide: {bid: go_home}}},
      {2020-04-14 leo/CW: {'no': bid, seat: law}}, {2020-04-14 hana/CW: {'no': bid, seat: health}},
      {2020-04-14 sam/SU: {'yes': bid, seat: social, open: [bid], outcome: {}}},
      {2020-04-15 ana/CW: {decide: {bid: stay}}},
      {2020-04-16 leo/CW: {'yes': bid, seat: law}}, {2020-04-16 hana/CW: {'yes': bid, seat: health}},
      {2020-04-16 sam/SU: {'yes': bid, seat: social, open: [act], outcome: {bid: stay}}}";
    holds(&child(), &format!("{{country: PRT, play: [{}, {votes}]}}", at_the_bid()));
}

#[test]
fn a_no_sends_back_what_was_decided_and_a_vote_begins_with_what_is_decided_next() {
    let start =
        "{2020-09-01 rui/CW: {start: {application.kind: renewal, application.lodged_on: 2020-09-01}, do: complete}},
      {2020-09-02 rui/CW: {decide: {renewal: refused}, reasons: [income], waiting: {renewal: 2020-09-29}}},
      {2020-09-03 eva/SU: {'no': renewal, open: [renewal], waiting: {}, outcome: {}, due: {renewal: 2020-09-29}}},
      {2020-09-03 eva/SU: {'yes': renewal, refused: not-open, outcome: {}}},
      {2020-09-03 max/SU: {'yes': renewal, refused: not-open, outcome: {}}}";
    let anew = "{2020-09-04 rui/CW: {decide: {renewal: granted}, waiting: {renewal: 2020-09-29}}},
      {2020-09-05 eva/SU: {'yes': renewal, waiting: {}, outcome: {renewal: granted}}}";
    holds(&permit(), &format!("{{country: PRT, play: [{start}, {anew}]}}"));
    let taken_back = "{2020-09-04 eva/SU: {retract: {'no': renewal}, waiting: {renewal: 2020-09-29}}},
      {2020-09-05 eva/SU: {'yes': renewal, outcome: {renewal: refused}}}";
    holds(&permit(), &format!("{{country: PRT, play: [{start}, {taken_back}]}}"));
    // Silence speaks of what was sent back as of what nobody decided.
    let silent = "{2020-09-30: {outcome: {renewal: granted}, waiting: {}}}";
    holds(&permit(), &format!("{{country: PRT, play: [{start}, {silent}]}}"));
}

#[test]
fn what_was_sent_back_is_to_be_done_and_what_data_did_waits_on() {
    let of = |item: &str| {
        sound(&format!(
            "{{pathway: one, law: l, sees: {{scope: office}}, by: [CW], opens: {{by: [CW]}}, stages: [{{id: only, tasks: [
              {item}]}}], ends: {{left: {{leaves: true}}}}}}"
        ))
    };
    // Of several who must agree one no is enough: nobody knows how many could still say yes.
    let two = of("{id: x, optional: true, approve: {n: 2, of: [CW, SU]}}");
    let play = "{play: [{2020-09-01 ana/CW: {start: {}, do: x, waiting: {x: null}}},
      {2020-09-02 leo/CW: {'yes': x}}, {2020-09-02 sam/SU: {'no': x, open: [x], waiting: {}}},
      {2020-09-03 eva/SU: {'yes': x, refused: not-open}},
      {2020-09-04 ana/CW: {do: x, waiting: {x: null}}}, {2020-09-05 leo/CW: {'yes': x, open: [x]}},
      {2020-09-06 sam/SU: {'yes': x, waiting: {}}}]}";
    holds(&two, play);
    let data = of("{id: x, done: t.flag, approve: SU}");
    let play = "{play: [{2020-09-01 ana/CW: {start: {t.flag: true}, waiting: {x: null}}},
      {2020-09-02 sam/SU: {'no': x, open: [x], waiting: {x: null}}},
      {2020-09-03 sam/SU: {'yes': x, open: [], waiting: {}}}]}";
    holds(&data, play);
    let again = of("{id: x, approve: SU, repeat: {every: 14 days, until: case.x.count >= 2}}");
    let play = "{play: [{2020-09-01 ana/CW: {start: {}, do: x, waiting: {x: 2020-09-01}}},
      {2020-09-02 sam/SU: {'no': x, open: [x], waiting: {}}}, {2020-09-02 sam/SU: {'yes': x, refused: not-open}},
      {2020-09-03 ana/CW: {do: x}}, {2020-09-04 sam/SU: {'yes': x, waiting: {}, due: {x: 2020-09-18}}}]}";
    holds(&again, play);
}

#[test]
fn a_deferral_opens_the_decision_anew_with_its_clock() {
    let votes = "{2020-04-13 ana/CW: {decide: {bid: defer}}},
      {2020-04-20 leo/CW: {'yes': bid, seat: law}}, {2020-04-20 hana/CW: {'yes': bid, seat: health}},
      {2020-04-20 sam/SU: {'yes': bid, seat: social, open: [bid], outcome: {bid: defer}, due: {bid: 2020-05-20}, stages: [solution]}},
      {2020-04-21 leo/CW: {decide: {bid: stay}}},
      {2020-04-22 ana/CW: {'yes': bid, seat: law}}, {2020-04-22 hana/CW: {'yes': bid, seat: health}},
      {2020-04-22 sam/SU: {'yes': bid, seat: social, open: [act], outcome: {bid: stay}, breached: {}}}";
    holds(&child(), &format!("{{country: PRT, play: [{}, {votes}]}}", at_the_bid()));
}

#[test]
fn a_guardian_who_was_appointed_in_time_was_never_late() {
    let play = "{country: PRT, play: [
      {2020-04-09 ana/CW: {start: {birth_date: 2008, child.care: separated, arrived_on: 2020-04-09}, do: identify}},
      {2020-05-05: {late: {place: 2020-04-10, guardian: 2020-05-05}, known_from: {place: 2020-04-09, guardian: 2020-04-09}}},
      {2020-05-06 ana/CW: {do: place, record: {child.guardian: true, child.guardian_appointed_on: 2020-05-04},
         stages: [assessment], breached: {place: 2020-04-10}, late: {}}}]}";
    holds(&child(), play);
}

#[test]
fn a_child_of_whom_it_is_not_known_opens_what_helps() {
    let play = "{country: PRT, play: [
      {2020-04-09 ana/CW: {start: {arrived_on: 2020-04-09}, do: identify, open: [place, guardian], asks: [child.care]}},
      {2020-04-10 ana/CW: {record: {child.care: parents}, open: [place], asks: [], due: {place: 2020-04-09}}},
      {2020-04-11 ana/CW: {was_wrong: {child.care: separated}, open: [place, guardian], due: {place: 2020-04-09, guardian: 2020-05-04}}}]}";
    holds(&child(), play);
}

#[test]
fn a_referral_is_answered_by_whom_it_went_to() {
    let play = "{zone: Europe/Lisbon, play: [
      {2020-10-24T14:20 web/PE: {start: {violence.wants_shelter: true}}},
      {2020-10-24T15:00 ana/CW: {do: [told, danger], open: [safety_plan, medical, shelter], asks: []}},
      {2020-10-24T15:10 ana/CW: {refer: {shelter: house-a}, refused: no-consent}},
      {2020-10-24T15:10 ana/CW: {consent: house-b, refer: {shelter: house-a}, refused: no-consent}},
      {2020-10-24T15:20 ana/CW: {refer: {shelter: house-b}, priority: urgent, waiting: {shelter: 2020-10-27T14:20}}},
      {2020-10-24T15:30 house-a: {answer: {shelter: completed}, refused: not-allowed}},
      {2020-10-24T15:30 ana/CW: {consent: house-a, refer: {shelter: house-a}, refused: not-open}},
      {2020-10-24T15:40 house-b: {answer: {shelter: accepted}, waiting: {}, open: [safety_plan, medical, shelter]}},
      {2020-10-24T16:00 house-b: {answer: {shelter: completed}, open: [safety_plan, medical]}},
      {2020-10-24T16:10 ana/CW: {consent: station, refer: {police: station}, open: [safety_plan, medical, police], waiting: {police: 2020-11-07}}},
      {2020-10-24T16:20 ana/CW: {answer: {police: declined}, open: [safety_plan, medical], waiting: {}}}]}";
    holds(&violence(), play);
}

#[test]
fn nothing_is_sent_unless_it_is_safe_and_nothing_to_the_dead() {
    let play = "{zone: Europe/Lisbon, play: [
      {2020-10-24T14:20 web/PE: {start: {}}},
      {2020-10-24T15:00 ana/CW: {send: call-back, refused: do-not-contact, sent: []}},
      {2020-10-24T15:10 ana/CW: {record: {contact.safe: true}, send: call-back, sent: [call-back]}},
      {2020-10-25 ana/CW: {record: {contact.safe: false}, send: call-back, refused: do-not-contact}},
      {2020-10-26 ana/CW: {record: {contact.safe: true, died_on: 2020-10-26}, send: call-back, refused: do-not-contact, sent: [call-back]}}]}";
    holds(&violence(), play);
}

#[test]
fn visits_come_again_and_missed_ones_are_counted() {
    let play = "{zone: Europe/Lisbon, play: [
      {2020-10-01 ana/CW: {start: {violence.wants_shelter: false}}},
      {2020-10-01 ana/CW: {do: [told, danger]}},
      {2020-10-01 ana/CW: {do: safety_plan, consent: clinic, refer: {medical: clinic}}},
      {2020-10-01 clinic: {answer: {medical: completed}, stages: [follow], due: {visit: 2020-10-08}}},
      {2020-10-05 ana/CW: {do: visit, due: {visit: 2020-10-19}, ends: []}},
      {2020-10-20: {late: {visit: 2020-10-20}, missed: {}}},
      {2020-11-02: {missed: {visit: 1}, due: {visit: 2020-11-02}, late: {}, breached: {visit: 2020-10-20}}},
      {2020-11-04 ana/CW: {do: visit, due: {visit: 2020-11-18}, ends: [finished], breached: {visit: 2020-11-03}}},
      {2020-11-05 ana/CW: {close: finished, refused: not-open}},
      {2020-11-05 ana/CW: {retract: {do: visit}, due: {visit: 2020-11-02}, late: {visit: 2020-11-03}, ends: []}}]}";
    holds(&violence(), play);
}

#[test]
fn a_survey_is_open_in_its_window_and_missed_when_that_ends() {
    let play = "{play: [
      {2020-08-31 omar/OP: {start: {return.on: 2020-08-31, returnee.observe: false}, stages: [arrival]}},
      {2020-08-31 fay/FM: {do: cash}}, {2020-08-31 cho/FC: {'yes': cash, stages: [planning]}},
      {2020-08-31 ana/CW: {do: plan}}, {2020-08-31 sam/SU: {'yes': plan, stages: [life], open: []}},
      {2020-12-01 ana/CW: {do: survey, refused: not-open}},
      {2021-02-28: {open: [survey]}},
      {2021-03-01 ana/CW: {do: survey, open: [], missed: {}}},
      {'2021-09-30T23:59': {open: [survey], missed: {}}},
      {2021-10-01: {open: [], missed: {survey: 1}, late: {}, breached: {}, ends: [completed]}}]}";
    holds(&returnee(), play);
}

#[test]
fn an_office_abroad_counts_by_its_own_days_in_its_own_zone() {
    let play = "{country: BRA, zone: America/Sao_Paulo, calendar: PRT, play: [
      {2020-04-09 web/PE: {start: {application.kind: renewal, application.lodged_on: 2020-04-09}, due: {complete: 2020-04-17}}},
      {'2020-04-18T02:59Z': {late: {}}},
      {'2020-04-18T03:00Z': {late: {complete: 2020-04-18}}}]}";
    holds(&permit(), play);
}

#[test]
fn a_gate_that_is_not_known_to_hold_refuses_and_asks() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: x, gate: t.flag, due: 5 days}]}], ends: {e: {leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {}, do: x, refused: gate, asks: [t.flag]}},
      {2020-09-02 ana/CW: {record: {t.flag: false}, do: x, refused: gate, asks: []}},
      {2020-09-03 ana/CW: {record: {t.flag: true}, do: x, open: []}}]}";
    holds(&pathway, play);
}

#[test]
fn two_tiers_vote_one_after_the_other_and_nobody_in_both() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: x, approve: [{n: 1, of: [SU]}, {n: 1, of: [SU, FC]}]}]}], ends: {e: {leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {}, do: x}},
      {2020-09-02 cho/FC: {'yes': x, refused: not-allowed}},
      {2020-09-02 sam/SU: {'yes': x, open: [x]}},
      {2020-09-02 sam/SU: {'yes': x, refused: needs-another-person}},
      {2020-09-03 cho/FC: {'yes': x, open: []}}]}";
    holds(&pathway, play);
}

#[test]
fn hours_stand_still_while_a_clock_is_paused() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: x, due: {within: 24 hours, escalate: {SU: 0 hours, above: 2 hours}}}]}], ends: {e: {leaves: true}}}",
    );
    let play = "{zone: UTC, play: [{2020-09-01T10:00 ana/CW: {start: {}, due: {x: 2020-09-02T10:00}}},
      {2020-09-01T12:00 ana/CW: {pause: x, stopped: {x: 22 hours}, due: {}}},
      {2020-09-01T12:00 ana/CW: {pause: x, refused: not-open}},
      {2020-09-01T15:00 ana/CW: {resume: x, due: {x: 2020-09-02T13:00}}},
      {2020-09-01T16:00 ana/CW: {extend: {x: 1 hours}, due: {x: 2020-09-02T14:00}}},
      {2020-09-02T14:00: {late: {x: 2020-09-02T14:00}, escalated: {x: [SU]}}},
      {2020-09-02T16:00: {escalated: {x: [SU, above]}}},
      {2020-09-02T17:00 ana/CW: {do: x, escalated: {}, late: {}, breached: {x: 2020-09-02T14:00}}}]}";
    holds(&pathway, play);
}

#[test]
fn a_day_that_the_zone_skips_does_not_count() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: x, due: 2 days from t.day}]}], ends: {e: {leaves: true}}}",
    );
    holds(
        &pathway,
        "{zone: Pacific/Apia, play: [{2011-12-29 ana/CW: {start: {t.day: 2011-12-28}, due: {x: 2011-12-31}}}]}",
    );
}

#[test]
fn one_source_amends_itself_and_two_contest_each_other() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: x, if: t.flag, optional: true, due: 5 days from t.day}]}], ends: {e: {if: t.flag, leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {t.day: 2020-09-01}, asks: [t.flag]}},
      {2020-09-02 ana/CW: {record: {t.flag: true}, source: camp, ends: [e], asks: []}},
      {2020-09-03 leo/CW: {record: {t.flag: false}, source: ministry, ends: [], asks: [t.flag]}},
      {2020-09-04 leo/CW: {record: {t.flag: true}, source: ministry, ends: [e], asks: []}},
      {2020-09-05 leo/CW: {add: x, open: [x], due: {x: 2020-09-06}}},
      {2020-09-05 leo/CW: {record: {t.day: 2020-09-03}, due: {x: 2020-09-08}}}]}";
    holds(&pathway, play);
}

#[test]
fn an_expectation_that_does_not_hold_names_step_key_expected_and_found() {
    let text = format!("{{country: PRT, play: [{LODGED}, {{2020-09-04: {{due: {{renewal: 2020-09-28}}}}}}]}}");
    let played = play(&permit(), &portugal(), &read_a_play(&permit(), &text));
    let [failure] = played.failures.as_slice() else { panic!("{played:?}") };
    let told = (failure.step, failure.key.as_str(), failure.expected.as_str(), failure.found.as_str());
    assert_eq!(told, (3, "due", "{renewal: 2020-09-28}", "{renewal: 2020-09-29}"));
}

#[test]
fn a_doubt_closes_nothing_that_stood_open() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [
          {id: s, if: t.flag, tasks: [{id: x, if: t.other}],
           decisions: [{id: d, if: t.other, outcomes: [a, b]}]}], ends: {e: {leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {}, stages: [], asks: [t.flag]}},
      {2020-09-01 ana/CW: {record: {t.flag: true, t.other: true}, source: camp, stages: [s], open: [x, d], asks: []}},
      {2020-09-02 leo/CW: {record: {t.flag: false}, source: ministry, stages: [s], open: [x, d], asks: [t.flag]}},
      {2020-09-03 leo/CW: {record: {t.other: false}, source: ministry, stages: [s], open: [x, d], asks: [t.flag, t.other]}},
      {2020-09-04 leo/CW: {record: {t.other: false}, source: camp, stages: [s], open: [], asks: [t.flag]}},
      {2020-09-05 leo/CW: {record: {t.flag: false}, source: camp, stages: [], open: [], asks: []}}]}";
    // Where nothing of a stage that was entered is required any more, it is left.
    let left = play.replace("stages: [s], open: [], asks: [t.flag]", "stages: [], open: [], asks: []");
    holds(&pathway, &left);
}

#[test]
fn what_opens_anew_has_its_clock_from_there_whatever_it_counted_from_before() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s,
           decisions: [{id: d, outcomes: [stay, {id: defer, again: true}], due: 10 days from case.opened_at}]}],
          ends: {e: {if: case.d.count >= 1, leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {}, due: {d: 2020-09-11}}},
      {2020-09-08 ana/CW: {decide: {d: defer}, due: {d: 2020-09-18}, outcome: {d: defer}, ends: []}},
      {2020-09-20 ana/CW: {decide: {d: defer}, due: {d: 2020-09-30}, breached: {d: 2020-09-19}, late: {}}},
      {2020-09-21 ana/CW: {decide: {d: stay}, due: {}, outcome: {d: stay}, breached: {d: 2020-09-19}, known_from: {d: 2020-09-08}, ends: [e]}}]}";
    holds(&pathway, play);
}

#[test]
fn a_later_need_begins_with_a_clock_of_its_own() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [
          {id: s, if: t.flag, tasks: [{id: x, due: 2 days}]}], ends: {e: {leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {t.flag: true}, due: {x: 2020-09-03}}},
      {2020-09-02 ana/CW: {record: {t.flag: false}, stages: [], due: {}}},
      {2020-09-10 ana/CW: {record: {t.flag: true}, stages: [s], due: {x: 2020-09-12}, late: {}, breached: {}}}]}";
    holds(&pathway, play);
}

#[test]
fn two_steps_of_one_moment_each_count() {
    let play = "{play: [{2020-08-12 ana/CW: {start: {t.day: 2020-08-12}}},
      {2020-09-01 ana/CW: {was_wrong: {t.day: 2020-08-10}, late: {x: 2020-09-01}, known_from: {x: 2020-09-01}}},
      {2020-09-01 ana/CW: {was_wrong: {t.day: 2020-08-12}, late: {}, known_from: {}}},
      {2020-09-01 ana/CW: {was_wrong: {t.day: 2020-08-03}, late: {x: 2020-08-25}, known_from: {x: 2020-09-01}}}]}";
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: x, due: 15 working_days from t.day}]}], ends: {e: {leaves: true}}}",
    );
    holds(&pathway, play);
}

#[test]
fn a_message_goes_out_when_it_is_safe_unless_it_is_old_by_then() {
    let pathway = sound(
        "{pathway: p, law: l, contact: safe, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: a, send: {done: please-call}}, {id: b, send: {done: come-by}}, {id: c, send: {open: welcome, late: hurry}, due: 1 days}]}],
          ends: {e: {leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {}, do: a, sent: []}},
      {2020-09-03: {sent: [], late: {c: 2020-09-03}}},
      {2020-09-09 ana/CW: {do: b, sent: []}},
      {2020-09-10T12:00 ana/CW: {record: {contact.safe: true}, sent: [come-by]}}]}";
    holds(&pathway, play);
    let sooner =
        play.replace("2020-09-10T12:00", "2020-09-09T12:00").replace("sent: [come-by]", "sent: [hurry, come-by]");
    holds(&pathway, &sooner);
}

#[test]
fn a_clock_from_the_day_on_which_something_is_due() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: a, due: 5 days}, {id: b, due: 2 days from case.a.due_on}]}], ends: {e: {leaves: true}}}",
    );
    holds(&pathway, "{play: [{2020-09-01 ana/CW: {start: {}, due: {a: 2020-09-06, b: 2020-09-08}}}]}");
}

#[test]
fn what_is_optional_holds_no_end() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: a}, {id: b, optional: true}]}], ends: {done: {if: case.s.left}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {}, add: b, open: [a, b]}},
      {2020-09-01 ana/CW: {close: done, refused: not-open}},
      {2020-09-02 ana/CW: {do: a, open: [b], stages: [], ends: [done]}},
      {2020-09-02 ana/CW: {close: done, open: []}}]}";
    holds(&pathway, play);
}

#[test]
fn of_two_ways_the_one_that_is_taken_closes_the_other_and_a_later_need_opens_its_stage_again() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [
          {id: s, tasks: [{id: a, if: not case.b.done}, {id: b, if: not case.a.done}, {id: c, if: case.d.done}]},
          {id: t, after: [s], tasks: [{id: d}, {id: e}]}], ends: {e: {leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {}, open: [a, b]}},
      {2020-09-02 ana/CW: {do: a, stages: [t], open: [d, e]}},
      {2020-09-03 ana/CW: {do: d, stages: [s, t], open: [c, e]}},
      {2020-09-04 ana/CW: {do: c, stages: [t], open: [e]}}]}";
    holds(&pathway, play);
}

#[test]
fn what_was_due_before_it_could_be_done_is_late_from_its_opening() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: a}, {id: b, after: [a], due: {within: 2 days from t.day, escalate: {SU: 1 days, above: 30 days}}}]}],
          ends: {e: {leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {t.day: 2020-09-01}, due: {}}},
      {2020-09-10 ana/CW: {do: a, due: {b: 2020-09-03}, late: {b: 2020-09-10}, breached: {b: 2020-09-10},
        known_from: {b: 2020-09-10}, escalated: {b: [SU]}}},
      {2020-09-11 ana/CW: {do: b, late: {}, breached: {b: 2020-09-10}}}]}";
    holds(&pathway, play);
}

#[test]
fn a_stage_that_applies_again_is_not_left_for_what_was_skipped_in_it() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [
          {id: s, if: t.flag, tasks: [{id: a}]}, {id: t, tasks: [{id: b}]}, {id: u, any: [s, t], tasks: [{id: c}]}],
          ends: {e: {leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {t.flag: false}, stages: [t]}},
      {2020-09-05 ana/CW: {record: {t.flag: true}, stages: [s, t], open: [a, b]}},
      {2020-09-06 ana/CW: {do: b, stages: [s, u], open: [a, c]}}]}";
    holds(&pathway, play);
}

#[test]
fn what_holds_only_on_the_way_to_an_instant_leaves_no_trace() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [
          {id: s, tasks: [{id: a}]}, {id: t, enter: not case.a.done, tasks: [{id: b, send: {open: welcome}}]}],
          ends: {e: {leaves: true}}}",
    );
    // Opened and done at one instant: at no instant was `a` not done.
    let play = "{play: [{2020-09-02 ana/CW: {start: {}, stages: [s, t], sent: [welcome]}},
      {2020-09-03 ana/CW: {do: a, happened: 2020-09-02, stages: [], open: [], sent: []}}]}";
    holds(&pathway, play);
}

#[test]
fn what_opens_in_a_stage_that_applies_again_has_its_clock_from_there() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [
          {id: s, if: t.flag, tasks: [{id: a}, {id: b, after: [a], due: 3 days}]}], ends: {e: {leaves: true}}}",
    );
    // Done on another machine while nobody here thought that it applied.
    let play = "{play: [{2020-09-01 ana/CW: {start: {t.flag: true}, open: [a]}},
      {2020-09-08 ana/CW: {do: a, happened: 2020-09-06, open: [b], due: {b: 2020-09-09}}},
      {2020-09-08 ana/CW: {record: {t.flag: false}, happened: 2020-09-05, open: []}},
      {2020-09-10 ana/CW: {record: {t.flag: true}, open: [b], due: {b: 2020-09-13}}}]}";
    holds(&pathway, play);
}

#[test]
fn what_came_about_while_a_case_was_closed_opens_nothing_before_it_is_open_again() {
    let pathway = sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [{id: s, tasks: [
          {id: a, done: t.flag, done_on: t.until}, {id: b, after: [a], due: 0 days}]}], ends: {e: {leaves: true}}}",
    );
    let play = "{play: [{2020-09-01 ana/CW: {start: {}, open: [a]}}, {2020-09-05 ana/CW: {close: e, open: []}},
      {2020-09-08 ana/CW: {record: {t.flag: true, t.until: 2020-09-08}, open: []}},
      {2020-09-20 ana/CW: {reopen: e, open: [b], due: {b: 2020-09-20}, late: {}}},
      {2020-09-21: {late: {b: 2020-09-21}}}]}";
    holds(&pathway, play);
}
