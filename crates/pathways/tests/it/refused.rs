//! What a file is refused for, each with a file that differs from a sound one in that alone.

use pathways::{Pathway, lacking, play};
use yaml::Severity;

use crate::world::{portugal, read, sound, tried};

const SOUND: &str = "{pathway: p, law: Act 1, sees: {scope: office}, by: [CW], opens: {by: [CW]},
  stages: [
    {id: first, tasks: [{id: a, due: 5 days}]},
    {id: second, after: [first], decisions: [
      {id: d, outcomes: [yes_, {id: no_, adverse: true}], approve: SU, due: 20 days from case.a.done_on, serve: letter,
       appeal: {by: [PE], within: 15 days, to: r}}]},
    {id: third, after: [second], done: case.d.final, decisions: [
      {id: r, if: case.d.appealed, outcomes: [yes_, {id: no_, adverse: true, no_appeal: court}], approve: SU,
       due: 1 months from case.d.appealed_on, serve: letter}]},
    {id: fourth, after: [third], tasks: [{id: visit, repeat: {every: 1 months, until: case.visit.count >= 3}}],
     referrals: [{id: ref, kind: health, isp: partners, consent: true}]}],
  ends: {finished: {if: case.fourth.left}, gone: {leaves: true}}}";

/// The codes of what is noted of a file, errors apart from warnings.
fn codes(text: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    let (_, problems) = read(text);
    let of = |wanted: Severity| {
        problems.iter().filter(|problem| problem.severity == wanted).map(|problem| problem.code).collect()
    };
    (of(Severity::Error), of(Severity::Warning))
}

/// The sound file with one part in the place of another.
#[track_caller]
fn changed(from: &str, to: &str) -> String {
    assert_eq!(SOUND.matches(from).count(), 1, "{from}");
    SOUND.replace(from, to)
}

#[track_caller]
fn check(from: &str, to: &str, code: &str) {
    let (errors, _) = codes(&changed(from, to));
    assert_eq!(errors, [code], "{to}");
}

#[test]
fn the_sound_file_is_refused_for_nothing() {
    assert_eq!(codes(SOUND), (vec![], vec![]));
}

#[test]
fn a_stage_that_nobody_reaches() {
    check("{id: second, after: [first],", "{id: second, after: [first], enter: case.fourth.left,", "unreachable-stage");
    check("{id: fourth, after: [third],", "{id: fourth, after: [third], if: false,", "unreachable-stage");
}

#[test]
fn a_stage_after_itself() {
    check("{id: first, tasks", "{id: first, after: [fourth], tasks", "stage-cycle");
}

#[test]
fn an_item_that_waits_for_itself() {
    check("{id: a, due: 5 days}", "{id: a, after: [b], due: 5 days}, {id: b, after: [a]}", "item-cycle");
    check(
        "{id: a, due: 5 days}",
        "{id: a, due: 5 days}, {id: b, if: case.c.done}, {id: c, if: case.b.done}",
        "item-cycle",
    );
    check("{id: a, due: 5 days}", "{id: a, due: 5 days}, {id: b, if: case.b.done}", "item-cycle");
}

#[test]
fn what_does_not_apply_yet_holds_nobody_up() {
    let either = "{id: a, if: not case.b.done, due: 5 days}, {id: b, if: not case.a.done}";
    let later = "{id: a, due: 5 days}, {id: b, if: case.fourth.left}";
    let own = "{id: a, due: 5 days from case.a.opened_on}";
    for item in [either, later, own] {
        assert_eq!(codes(&changed("{id: a, due: 5 days}", item)).0, Vec::<&str>::new(), "{item}");
    }
    let back = changed("{id: second, after: [first],", "{id: second, any: [first, fourth],");
    assert_eq!(codes(&back).0, Vec::<&str>::new(), "one of several is enough");
}

#[test]
fn a_case_that_can_never_be_closed() {
    check(
        "ends: {finished: {if: case.fourth.left}, gone: {leaves: true}}",
        "ends: {finished: {if: false}}",
        "no-way-out",
    );
    check(",\n  ends: {finished: {if: case.fourth.left}, gone: {leaves: true}}", "", "no-way-out");
}

#[test]
fn a_clock_that_never_starts() {
    check("from case.a.done_on", "from case.visit.done_on", "deadline-without-start");
    check("from case.a.done_on", "from case.r.appealed_on", "deadline-without-start");
    check("from case.a.done_on", "from case.a.done", "deadline-without-start");
    check("due: 5 days}", "due: {before: 5 days}}", "deadline-without-start");
}

#[test]
fn a_period_of_nothing_or_of_a_lifetime() {
    check("due: 5 days}", "due: 0 hours}", "period");
    check("due: 5 days}", "due: 4000 days}", "period");
    check("every: 1 months", "every: 0 days", "period");
    check("every: 1 months", "every: 5 hours", "period");
    check("within: 15 days", "within: 11 years", "type");
    check("within: 15 days", "within: 130 months", "period");
}

#[test]
fn a_clock_that_stops_itself() {
    let pause = "due: {within: 20 days from case.a.done_on, pause: {from: case.d.opened_on, until: case.a.done_on}}";
    check("due: 20 days from case.a.done_on", pause, "pause");
}

#[test]
fn an_escalation_to_whoever_cannot_see_it() {
    check("due: 5 days}", "due: {within: 5 days, escalate: {AY: 1 days}}}", "escalation");
    let sealed = SOUND.replace("sees: {scope: office}", "sees: {compartment: gbv, scope: team}");
    assert_eq!(codes(&sealed).0, Vec::<&str>::new());
    let told =
        sealed.replace("due: 5 days}", "due: {within: 5 days, escalate: {HD: 1 days, above: 2 days, SU: 0 days}}}");
    assert_eq!(codes(&told).0, ["escalation"]);
}

#[test]
fn work_that_comes_again_for_ever() {
    check(", until: case.visit.count >= 3", "", "repeat-forever");
    check("until: case.visit.count >= 3", "until: false", "repeat-forever");
}

#[test]
fn a_deadline_without_a_law_is_warned_of() {
    let (errors, warnings) = codes(&changed("law: Act 1, ", ""));
    assert_eq!(errors, Vec::<&str>::new());
    assert!(!warnings.is_empty() && warnings.iter().all(|code| *code == "uncited-deadline"), "{warnings:?}");
}

#[test]
fn work_that_nobody_who_does_it_can_fill_in() {
    let sealed = SOUND.replace("sees: {scope: office}", "sees: {compartment: child, scope: team}");
    let blind = sealed.replace("{id: a, due: 5 days}", "{id: a, by: [HD], done: child.guardian, due: 5 days}");
    assert_eq!(codes(&blind).0, ["role-without-form"]);
    let seen = sealed.replace("{id: a, due: 5 days}", "{id: a, by: [HD, CW], done: child.guardian, due: 5 days}");
    assert_eq!(codes(&seen).0, Vec::<&str>::new());
}

#[test]
fn a_role_that_cannot() {
    check("{id: a, due: 5 days}", "{id: a, by: [AY], due: 5 days}", "role-cannot");
    check("{id: a, due: 5 days}", "{id: a, by: [HD], pays: p/m.amount, due: 5 days}", "role-cannot");
    check("{id: r, if", "{id: r, by: [PE], if", "role-cannot");
    check("isp: partners", "by: [FM], isp: partners", "role-cannot");
    check("opens: {by: [CW]}", "opens: {by: [AD]}", "role-cannot");
    check("gone: {leaves: true}", "gone: {leaves: true, by: [DP]}", "role-cannot");
    check("{id: a, due: 5 days}", "{id: a, approve: PE, due: 5 days}", "role-cannot");
    check("{id: a, due: 5 days}", "{id: a, by: [XX], due: 5 days}", "unknown-word");
}

#[test]
fn an_approval_that_nobody_reaches() {
    let seats = "{id: a, approve: {n: 3, of: [SU], seats: [law, health]}, due: 5 days}";
    check("{id: a, due: 5 days}", seats, "approval-unreachable");
    check("{id: a, due: 5 days}", "{id: a, approve: {n: 0, of: [SU]}, due: 5 days}", "approval-unreachable");
    let sealed = SOUND.replace("sees: {scope: office}", "sees: {compartment: gbv, scope: team}");
    let closed = sealed.replace("{id: a, due: 5 days}", "{id: a, approve: FC, due: 5 days}");
    assert_eq!(codes(&closed).0, ["approval-unreachable"]);
}

#[test]
fn against_somebody_by_two_people_with_an_appeal_and_not_by_silence() {
    check("approve: SU, due: 20 days", "due: 20 days", "adverse-alone");
    check(", no_appeal: court", "", "adverse-without-appeal");
    let silent = changed("serve: letter,\n", "serve: letter, silence: no_,\n");
    assert_eq!(codes(&silent).0, Vec::<&str>::new(), "a law says so");
    assert_eq!(codes(&silent.replace("law: Act 1", "law: illustrative")).0, ["adverse-silence"]);
}

#[test]
fn an_outcome_from_which_nothing_follows_is_warned_of() {
    let read = changed("if: case.d.appealed,", "if: case.d.appealed and case.d.outcome = no_,");
    assert_eq!(codes(&read), (vec![], vec!["dead-outcome"]));
}

#[test]
fn who_sees_a_case() {
    check("sees: {scope: office}", "sees: {scope: team}", "sees");
    check("sees: {scope: office}", "sees: {compartment: gbv, scope: office}", "sees");
    check("sees: {scope: office}, ", "", "missing-key");
}

#[test]
fn an_open_case_that_tells_what_is_protected() {
    check("opens: {by: [CW]}", "opens: {by: [CW], if: child.guardian}", "leak");
    check("{id: a, due: 5 days}", "{id: a, due: 5 days from violence.incident_on}", "leak");
}

#[test]
fn nobody_is_handed_over_by_those_who_help_them() {
    check("kind: health", "kind: detention", "firewall");
    let sealed = SOUND.replace("sees: {scope: office}", "sees: {compartment: gbv, scope: team}");
    let decides = sealed.replace("serve: letter,\n", "serve: letter, sets: stay.status,\n");
    let decides = decides.replace("[yes_, {id: no_, adverse: true}]", "[granted, {id: refused, adverse: true}]");
    assert_eq!(codes(&decides).0, ["firewall"]);
}

#[test]
fn a_referral_under_a_protocol_and_with_consent() {
    check(", isp: partners", "", "referral-without-protocol");
    check(", consent: true", "", "referral-without-consent");
    let child = SOUND
        .replace("sees: {scope: office}", "sees: {compartment: child, scope: team}")
        .replace(", consent: true", "");
    assert_eq!(codes(&child), (vec![], vec!["referral-without-consent"]), "others may have to speak for a child");
}

#[test]
fn a_message_that_others_may_read() {
    let sends = |name: &str, more: &str| {
        SOUND
            .replace("{id: a, due: 5 days}", &format!("{{id: a, due: 5 days, send: {{done: {name}}}}}"))
            .replace("law: Act 1", more)
    };
    let texts = "law: Act 1, texts: {call: 'Come, {name}'}";
    assert_eq!(codes(&sends("call", texts)).0, ["unsafe-message"], "it shows something");
    let safe = "law: Act 1, contact: safe";
    assert_eq!(codes(&sends("your-asylum-claim", safe)).0, ["unsafe-message"]);
    assert_eq!(codes(&sends("therapeutic-visit", safe)).0, Vec::<&str>::new(), "a word within another tells nothing");
    assert_eq!(codes(&sends("your-asylum-claim", "law: Act 1")).0, Vec::<&str>::new(), "where nobody is in danger");
}

#[test]
fn a_name_that_stands_twice() {
    check("{id: visit,", "{id: a, after: [ref]}, {id: visit,", "duplicate-item");
    check("{id: visit,", "{id: first, after: [ref]}, {id: visit,", "duplicate-item");
}

#[test]
fn what_is_not_there_is_told_with_the_nearest() {
    let (_, problems) = read(&changed("after: [first]", "after: [frist]"));
    assert_eq!((problems[0].code, problems[0].help.as_deref()), ("unknown-name", Some("did you mean `first`?")));
    let text = changed("from case.a.done_on", "from case.a.done_om");
    let (_, problems) = read(&text);
    assert_eq!(problems[0].code, "unknown-name");
    let column = text.lines().nth(4).unwrap().find("case.a.done_om").unwrap() + 1;
    assert_eq!((problems[0].line, problems[0].column), (5, column), "{:?}", problems[0]);
}

#[test]
fn what_must_not_be_used_is_refused_by_every_way() {
    let text = changed("by: [CW], opens", "must_not_use: [t.*], by: [CW], opens");
    let read = text.replace("{id: a, due: 5 days}", "{id: a, if: t.flag, due: 5 days from t.day}");
    assert_eq!(codes(&read).0, ["forbidden-field", "forbidden-field"]);
}

#[test]
fn the_reference_pathways_are_refused_for_nothing() {
    for text in [
        include_str!("../fixtures/child-on-the-move/pathways/child-on-the-move.yaml"),
        include_str!("../fixtures/violence-response/pathways/violence-response.yaml"),
        include_str!("../fixtures/permit-renewal/pathways/permit-renewal.yaml"),
        include_str!("../fixtures/returnee/pathways/returnee.yaml"),
    ] {
        assert_eq!(codes(text).0, Vec::<&str>::new());
    }
}

/// The codes and subjects of what the plays of a pathway lack.
fn lacks(text: &str) -> Vec<(&'static str, String)> {
    let tried = tried(text);
    let played: Vec<_> = tried.tests.iter().map(|test| play(&tried.pathway, &portugal(), test)).collect();
    let lacks = lacking(&tried.pathway, &tried.tests, &played).into_iter();
    lacks.map(|lack| (lack.code, lack.what.split('`').nth(1).unwrap_or_default().to_owned())).collect()
}

fn small(tests: &str) -> String {
    format!(
        "{{pathway: p, law: l, sees: {{scope: office}}, by: [CW], opens: {{by: [CW]}}, stages: [{{id: s, tasks: [
          {{id: a, approve: SU, due: 5 days}}, {{id: b, optional: true}}]}}], ends: {{e: {{leaves: true}}}}, tests: {tests}}}"
    )
}

#[test]
fn what_no_play_tries_is_told() {
    let nothing = lacks(&small("[]"));
    let expected =
        [("unplayed-item", "a"), ("unplayed-item", "b"), ("untried-deadline", "a"), ("untried-refusal", "a")];
    assert_eq!(nothing, expected.map(|(code, of)| (code, of.to_owned())));
    let half = "[{play: [{2020-09-01 ana/CW: {start: {}, do: a}}, {2020-09-01 ana/CW: {'yes': a, refused: needs-another-person}}]}]";
    let expected = [("unplayed-item", "b"), ("untried-deadline", "a")];
    assert_eq!(lacks(&small(half)), expected.map(|(code, of)| (code, of.to_owned())));
    let whole = "[{play: [{2020-09-01 ana/CW: {start: {}, do: [a, b]}}, {2020-09-01 ana/CW: {'yes': a, refused: needs-another-person}}]},
      {play: [{2020-09-01 ana/CW: {start: {}}}, {2020-09-07: {late: {a: 2020-09-07}}}]}]";
    assert_eq!(lacks(&small(whole)), vec![]);
}

#[test]
fn what_cases_run_on_does_not_vanish() {
    let told = |from: &Pathway, to: Option<&Pathway>| {
        let lacks = pathways::succession(from, to).into_iter();
        lacks.map(|lack| (lack.code, lack.what)).collect::<Vec<_>>()
    };
    let old = sound(SOUND);
    let renamed = changed("{id: a, due: 5 days}", "{id: a2, was: a, due: 5 days}").replace("case.a.", "case.a2.");
    assert_eq!(told(&old, Some(&sound(&renamed))), vec![], "it is there under another name");
    let visit = ", tasks: [{id: visit, repeat: {every: 1 months, until: case.visit.count >= 3}}],\n";
    let gone = sound(&changed(visit, ",\n"));
    assert_eq!(told(&old, Some(&gone)), [("dropped-item", "`visit` of `p` is there under no name".to_owned())]);
    assert_eq!(
        told(&old, None),
        [("used-by-running", "cases run on `p`, and there is none to move them to".to_owned())]
    );
}

#[test]
fn what_a_version_loosens_is_told_in_words() {
    let old = sound(SOUND);
    let words = |from: &Pathway, to: &Pathway| -> Vec<String> {
        pathways::loosened(from, to).iter().map(ToString::to_string).collect()
    };
    let told = |from: &str, to: &str| words(&old, &sound(&changed(from, to)));
    assert_eq!(told("due: 5 days}", "due: 4 days}"), Vec::<String>::new());
    assert_eq!(told("due: 5 days}", "due: 6 days}"), ["`a` may take longer"]);
    assert_eq!(told("{id: a, due: 5 days}", "{id: a}"), ["`a` may take longer"]);
    assert_eq!(told("due: 5 days}", "due: 5 working_days}"), ["`a` may take longer"], "cannot be compared");
    let above = told("{id: a, due: 5 days}", "{id: zero}, {id: a, due: 5 days}");
    assert_eq!(above, Vec::<String>::new(), "a clock runs from the same item, wherever it stands");
    let anchor = told("from case.d.appealed_on", "from case.d.made_on");
    assert!(anchor.iter().any(|words| words.ends_with("may take longer")), "{anchor:?}");
    let harsh = "serve: letter,\n       appeal: {by: [PE], within: 15 days, to: r}}]},";
    let gone = changed(harsh, "serve: letter}]},")
        .replace("adverse: true}], approve", "adverse: true, no_appeal: court}], approve");
    let gone = gone.replace("if: case.d.appealed, ", "").replace("from case.d.appealed_on", "from case.d.made_on");
    assert!(words(&old, &sound(&gone)).contains(&"`d` can no longer be appealed".to_owned()));
    let two = sound(&changed("{id: a, due: 5 days}", "{id: a, approve: {n: 2, of: [SU]}, due: 5 days}"));
    assert_eq!(words(&two, &old), ["`a` needs fewer votes"]);
}

/// The codes of what is wrong with a play of the sound pathway.
fn play_codes(text: &str) -> Vec<&'static str> {
    let mut report = yaml::Report::new("play.yaml");
    let node = yaml::read(text, &mut report).unwrap();
    pathways::read_play(&node, &sound(SOUND), &portugal(), &mut report);
    assert!(report.is_refused(), "{text}");
    report.finish().into_iter().map(|problem| problem.code).collect()
}

#[test]
fn a_play_that_says_what_cannot_be_is_refused_at_its_place() {
    let step = |step: &str| format!("{{play: [{step}]}}");
    for (text, code) in [
        (step("{2020-09-01 ana/CW: {do: b}}"), "unknown-name"),
        (step("{2020-09-01 ana/XX: {do: a}}"), "unknown-word"),
        (step("{2020-09-31 ana/CW: {do: a}}"), "type"),
        (step("{2020-09-01T25:00 ana/CW: {do: a}}"), "type"),
        (step("{2020-09-01 ana/CW: {dose: a}}"), "unknown-key"),
        (step("{2020-09-01 ana/CW: {decide: {d: maybe}}}"), "unknown-name"),
        (step("{2020-09-01 ana/CW: {answer: {ref: yes}}}"), "unknown-word"),
        (step("{2020-09-01 ana/CW: {extend: {a: a week}}}"), "type"),
        (step("{2020-09-01 ana/CW: {close: never}}"), "unknown-name"),
        (step("{2020-09-01 ana/CW: {retract: {start: a}}}"), "unknown-word"),
        (step("{2020-09-01 ana/CW: {record: {t.flag: maybe}}}"), "type"),
        (step("{2020-09-01 ana/CW: {record: {case.a.done: true}}}"), "unknown-name"),
        (step("{2020-09-01 ana/CW: {refer: {ref: x}, priority: soon}}"), "unknown-word"),
        (step("{2020-09-02 ana/CW: {}}, {2020-09-01 ana/CW: {}}"), "step-order"),
        (step("{2020-09-02 ana/CW: {do: a, happened: 2020-09-03}}"), "step-order"),
        (step("{2020-09-02 ana/CW: {}, 2020-09-03 ana/CW: {}}"), "wrong-shape"),
        ("{country: ATLANTIS, play: []}".into(), "country"),
        ("{zone: Europe/Atlantis, play: []}".into(), "unknown-name"),
        ("{calendar: ATL, play: []}".into(), "unknown-name"),
        ("{grants: {ana: [2020-01-01, open]}, play: []}".into(), "unknown-word"),
        ("{steps: []}".into(), "missing-key"),
    ] {
        assert_eq!(play_codes(&text).first(), Some(&code), "{text}");
    }
}
