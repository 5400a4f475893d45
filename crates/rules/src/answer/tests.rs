use model::{Roster, Row};
use serde_json::{Value, json};

use super::*;
use crate::expr::{Call, Cond, Op, Quantifier, Rel, Term, Type, Whose};
use crate::fixture::{bound, code, compare, date, field, household, int, read, row, schema};
use crate::measure::{Cap, CapLimit, Computed, Group};

fn is(name: &str, value: bool) -> Cond {
    Cond::Is { field: field(&schema(), name), value }
}

fn term(name: &str) -> Term {
    read(&schema(), name)
}

fn under_18() -> Cond {
    let age = Call::Age(Box::new(term("birth_date")), Box::new(date("2020-09-01")));
    compare(Rel::Lt, Term::Call(age), int(18))
}

fn hours() -> Cond {
    compare(Rel::Ge, term("care.hours"), int(120))
}

fn answer_of(bound: &Bound, household: &Household) -> Answer {
    answer(bound, &schema(), household, &Lang::en()).unwrap()
}

fn of_person(bound: &Bound, fields: &[(&str, &str)]) -> Answer {
    answer_of(bound, &Household::lone(row(&schema(), fields)))
}

fn computing(ty: Type, value: Term) -> Bound {
    let computes = vec![Computed { name: "amount".into(), ty, value }];
    Bound { computes, ..bound(vec![("always", Cond::Const(true), IfUnknown::Ask)]) }
}

fn computed(bound: &Bound, members: Vec<Row>, roster: Roster) -> Value {
    serde_json::to_value(answer_of(bound, &household(members, roster))).unwrap()["computes"]["amount"].take()
}

#[test]
fn the_answer_has_the_keys_of_the_contract_in_their_order() {
    let bound = bound(vec![("hours", hours(), IfUnknown::Ask)]);
    let answer = serde_json::to_value(of_person(&bound, &[("care.hours", "119")])).unwrap();
    let keys: Vec<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    let contract =
        ["pack", "measure", "on", "verdict", "computes", "because", "presumed", "conditions", "ask", "if_unknown"];
    assert_eq!(keys[..10], contract);
    assert_eq!(answer["on"], "2020-09-01");
    assert_eq!(answer["verdict"], "no");
    assert_eq!(answer["because"], json!(["hours"]));
    assert_eq!(answer["if_unknown"], "ask");
    let condition = json!({"id": "hours", "state": "not_met", "says": "hours", "law": "s. 1", "checked": false});
    assert_eq!(answer["conditions"], json!([condition]));
    assert!(answer.get("calendar").is_none());
}

#[test]
fn a_sentence_that_is_not_translated_says_in_which_language_it_is() {
    let bound = bound(vec![("hours", hours(), IfUnknown::Ask)]);
    let person = Household::lone(row(&schema(), &[]));
    let answer = answer(&bound, &schema(), &person, &Lang("ar".into())).unwrap();
    assert_eq!(answer.conditions[0].lang, Some(Lang::en()));
}

#[test]
fn only_what_is_missing_and_matters_is_asked_protected_fields_last() {
    let care = compare(Rel::Eq, term("child.care"), code("separated"));
    let mut bound = bound(vec![
        ("care", care, IfUnknown::Ask),
        ("child", under_18(), IfUnknown::Ask),
        ("hours", hours(), IfUnknown::Ask),
        ("lost", is("work.lost_income", true), IfUnknown::Ask),
    ]);
    bound.root = Group::All(vec![Group::One(0), Group::One(1), Group::Any(vec![Group::One(2), Group::One(3)])]);
    assert_eq!(of_person(&bound, &[]).ask, ["birth_date", "work.lost_income", "care.hours", "child.care"]);
    assert_eq!(of_person(&bound, &[("work.lost_income", "true")]).ask, ["birth_date", "child.care"]);
    assert_eq!(of_person(&bound, &[("birth_date", "2002"), ("care.hours", "200")]).ask, ["birth_date", "child.care"]);
    let decided = of_person(&bound, &[("birth_date", "1990")]);
    assert_eq!((decided.verdict, decided.ask.len()), (Verdict::No, 0));
}

#[test]
fn a_known_part_of_an_undecided_condition_is_not_asked_again() {
    let either = Cond::Or(vec![
        compare(Rel::Eq, term("permit.kind"), code("work")),
        Cond::Under { field: field(&schema(), "work.occupation"), codes: vec!["9111".into()], negated: false },
    ]);
    let bound = bound(vec![("worker", either, IfUnknown::PresumeYes)]);
    let nothing = of_person(&bound, &[]);
    assert_eq!((nothing.verdict, nothing.if_unknown), (Verdict::Yes, IfUnknown::PresumeYes));
    assert_eq!((nothing.presumed, nothing.ask.len()), (vec!["worker".to_owned()], 0));
    assert_eq!(nothing.would_settle, ["permit.kind", "work.occupation"]);
    let coarse = of_person(&bound, &[("permit.kind", "student"), ("work.occupation", "91")]);
    assert_eq!(coarse.would_settle, ["work.occupation"]);
    let known = of_person(&bound, &[("work.occupation", "9111")]);
    assert!(known.presumed.is_empty() && known.would_settle.is_empty());
    let other = of_person(&bound, &[("permit.kind", "student"), ("work.occupation", "7112")]);
    assert_eq!((other.verdict, other.because), (Verdict::No, vec!["worker".to_owned()]));
}

#[test]
fn refer_wins_over_ask_and_what_is_presumed_stays_presumed() {
    let bound = bound(vec![
        ("child", under_18(), IfUnknown::PresumeYes),
        ("hours", hours(), IfUnknown::Refer),
        ("lost", is("work.lost_income", true), IfUnknown::Ask),
    ]);
    let of = |fields: &[(&str, &str)]| of_person(&bound, fields);
    let both = of(&[]);
    assert_eq!((both.verdict, both.if_unknown), (Verdict::Needs, IfUnknown::Refer));
    assert_eq!(both.presumed, ["child"]);
    assert_eq!(
        (both.ask, both.would_settle),
        (vec!["work.lost_income".into(), "care.hours".into()], vec!["birth_date".to_owned()])
    );
    assert_eq!(of(&[("care.hours", "120")]).if_unknown, IfUnknown::Ask);
    assert_eq!(of(&[("care.hours", "120"), ("work.lost_income", "true")]).if_unknown, IfUnknown::PresumeYes);
}

#[test]
fn data_of_other_members_are_asked_by_their_place_and_who_else_belongs_as_members() {
    let any = Cond::Members { quantifier: Quantifier::Any, body: Box::new(under_18()), negated: false };
    let bound = bound(vec![("child", any, IfUnknown::Ask)]);
    let members = || vec![row(&schema(), &[]), row(&schema(), &[("birth_date", "1990")]), row(&schema(), &[])];
    assert_eq!(answer_of(&bound, &household(members(), Roster::Complete)).ask, ["birth_date", "members[2].birth_date"]);
    let open = Household { about: 2, ..household(members(), Roster::Open) };
    assert_eq!(answer_of(&bound, &open).ask, ["members[0].birth_date", "birth_date", "members"]);
}

#[test]
fn the_size_of_a_household_is_asked_as_such() {
    let size = compare(Rel::Ge, Term::Call(Call::HouseholdSize), int(3));
    let bound = bound(vec![("home", size, IfUnknown::Ask)]);
    assert_eq!(of_person(&bound, &[]).ask, ["household.size"]);
}

#[test]
fn where_nobody_is_known_to_be_the_head_the_roles_are_asked() {
    let mut lost = field(&schema(), "work.lost_income");
    lost.whose = Whose::Head;
    let bound = bound(vec![("lost", Cond::Is { field: lost, value: true }, IfUnknown::Ask)]);
    let child = || row(&schema(), &[("household.role", "child")]);
    let head = || row(&schema(), &[("household.role", "head")]);
    let ask = |members, roster| answer_of(&bound, &household(members, roster)).ask;
    assert_eq!(ask(vec![child(), row(&schema(), &[])], Roster::Complete), ["members[1].household.role"]);
    assert_eq!(ask(vec![child(), head()], Roster::Complete), ["members[1].work.lost_income"]);
    assert_eq!(ask(vec![child()], Roster::Open), ["members"]);
    assert_eq!(ask(vec![child()], Roster::Complete), ["household.role"]);
    let two = ["members[1].household.role", "members[2].household.role"];
    assert_eq!(ask(vec![child(), head(), head()], Roster::Complete), two);
}

fn amount() -> Bound {
    let bdt = "BDT".parse().unwrap();
    let taka = |minor| Box::new(Term::Literal(crate::expr::Literal::Money(model::Money { minor, currency: bdt })));
    let children = Box::new(Term::Call(Call::Count(Box::new(under_18()))));
    let product = Term::Arith(Op::Mul, taka(1_000), children);
    computing(Type::Money(bdt), Term::Arith(Op::Add, taka(6_500), Box::new(product)))
}

#[test]
fn an_amount_is_written_with_the_decimals_of_its_currency() {
    for (amount, value, currency) in
        [("35.125 JOD", "35.125", "JOD"), ("350 XOF", "350", "XOF"), ("5 EUR", "5.00", "EUR")]
    {
        let amount: model::Money = amount.parse().unwrap();
        let term = Term::Literal(crate::expr::Literal::Money(amount));
        let found =
            computed(&computing(Type::Money(amount.currency), term), vec![row(&schema(), &[])], Roster::Complete);
        assert_eq!(found, json!({"value": value, "currency": currency}));
    }
}

#[test]
fn an_amount_is_exact_or_an_interval_with_what_would_narrow_it() {
    let born = |date| row(&schema(), &[("birth_date", date)]);
    let taka = |value: &str| json!({"value": value, "currency": "BDT"});
    let exact = computed(&amount(), vec![born("1990"), born("2012"), born("2015")], Roster::Complete);
    assert_eq!(exact, taka("85.00"));
    let open = computed(&amount(), vec![born("1990"), born("2012"), born("")], Roster::Complete);
    assert_eq!(open, json!({"min": taka("75.00"), "max": taka("85.00"), "ask": ["members[2].birth_date"]}));
    let lone = computed(&amount(), vec![born("1990")], Roster::Open);
    assert_eq!(lone, json!({"min": taka("65.00"), "max": null, "ask": ["members"]}));
    let declared = row(&schema(), &[("birth_date", "1990"), ("household.size", "4")]);
    let declared = computed(&amount(), vec![declared], Roster::Open);
    assert_eq!(declared, json!({"min": taka("65.00"), "max": taka("95.00"), "ask": ["members"]}));
}

#[test]
fn a_value_may_wait_for_a_decision_or_not_apply() {
    let ends = || Term::Awaits { name: "ends".into(), ty: Type::Date, set: None };
    let days = Call::DaysBetween(Box::new(date("2020-03-19")), Box::new(term("permit.expires_on")));
    let deadline = Term::Call(Call::AddDays(Box::new(ends()), Box::new(Term::Call(days))));
    let bound = computing(Type::Date, deadline);
    let of = |expires| computed(&bound, vec![row(&schema(), &[("permit.expires_on", expires)])], Roster::Open);
    assert_eq!(of("2020-04-02"), json!({"awaits": ["ends"]}));
    assert_eq!(of(""), json!({"awaits": ["ends"], "ask": ["permit.expires_on"]}));
    assert_eq!(of("n/a"), json!("n/a"));
}

#[test]
fn a_verdict_may_wait_for_a_decision_and_then_nothing_is_asked() {
    let ends = Term::Awaits { name: "ends".into(), ty: Type::Date, set: None };
    let bound = bound(vec![("in_force", compare(Rel::Ge, ends, date("2020-09-01")), IfUnknown::Ask)]);
    let answer = of_person(&bound, &[]);
    assert_eq!((answer.verdict, answer.ask.len(), answer.awaits), (Verdict::Needs, 0, vec!["ends".to_owned()]));
}

/// The same schema, where the office says how many hours somebody cares for others.
fn with_office() -> model::Schema {
    let mut schema = schema();
    schema.ask_office(schema.field("care.hours").unwrap());
    schema
}

#[test]
fn what_the_office_says_is_never_asked_of_the_person() {
    let mut bound =
        bound(vec![("hours", hours(), IfUnknown::Ask), ("lost", is("work.lost_income", true), IfUnknown::Ask)]);
    let of = |bound: &Bound, fields: &[(&str, &str)]| {
        answer(bound, &with_office(), &Household::lone(row(&schema(), fields)), &Lang::en()).unwrap()
    };
    let both = of(&bound, &[]);
    assert_eq!((both.ask, both.for_office), (vec!["work.lost_income".to_owned()], vec!["care.hours".to_owned()]));
    assert_eq!(both.questions.len(), 1, "nor when several measures are ranked together");
    let alone = of(&bound, &[("work.lost_income", "true")]);
    assert_eq!((alone.verdict, alone.ask.len(), alone.for_office.len()), (Verdict::Needs, 0, 1));
    let said = of(&bound, &[("work.lost_income", "true"), ("care.hours", "120")]);
    assert_eq!((said.verdict, said.for_office.len()), (Verdict::Yes, 0));
    bound.conditions[0].if_unknown = IfUnknown::PresumeYes;
    let presumed = of(&bound, &[("work.lost_income", "true")]);
    assert_eq!((presumed.verdict, presumed.would_settle.len()), (Verdict::Yes, 0));
    assert_eq!(presumed.for_office, ["care.hours"]);
}

#[test]
fn what_the_office_says_of_a_value_is_not_asked_of_the_person_either() {
    let bound = computing(Type::Int, term("care.hours"));
    let answer = answer(&bound, &with_office(), &Household::lone(row(&schema(), &[])), &Lang::en()).unwrap();
    assert_eq!(serde_json::to_value(&answer).unwrap()["computes"]["amount"]["ask"], json!([]));
    assert_eq!(answer.for_office, ["care.hours"]);
}

fn set_by_office(min: i64, max: Option<i64>) -> Term {
    let set = Some(model::ValueRange { min: Some(min), max });
    Term::Awaits { name: "grant".into(), ty: Type::Int, set }
}

#[test]
fn what_an_office_has_not_set_yet_lies_between_its_ends() {
    let of = |value, fields| computed(&computing(Type::Int, value), vec![row(&schema(), fields)], Roster::Open);
    let set = json!({"awaits": ["grant"], "set_by": "office", "min": 100, "max": 200});
    assert_eq!(of(set_by_office(100, Some(200)), &[]), set);
    let open = json!({"awaits": ["grant"], "set_by": "office", "min": 100, "max": null});
    assert_eq!(of(set_by_office(100, None), &[]), open);
    let more = || Term::Arith(Op::Add, Box::new(set_by_office(100, Some(200))), Box::new(term("care.hours")));
    let added = json!({"awaits": ["grant"], "set_by": "office", "min": 130, "max": 230});
    assert_eq!(of(more(), &[("care.hours", "30")]), added);
    let undecided = Term::Awaits { name: "top".into(), ty: Type::Int, set: None };
    let both = Term::Call(Call::Min(Box::new(undecided), Box::new(set_by_office(100, None))));
    assert_eq!(of(both, &[]), json!({"awaits": ["grant", "top"]}), "nobody has decided the other");
    let line = answer_of(&computing(Type::Int, set_by_office(100, Some(200))), &Household::lone(row(&schema(), &[])));
    assert_eq!(line.computes["amount"].to_string(), "between 100 and 200, set by the office [grant]");
}

#[test]
fn a_verdict_waits_for_the_office_only_where_its_ends_do_not_settle_it() {
    let of = |hours: &str| {
        let cond = compare(Rel::Ge, term("care.hours"), set_by_office(100, Some(200)));
        let answer = of_person(&bound(vec![("hours", cond, IfUnknown::Ask)]), &[("care.hours", hours)]);
        (answer.verdict, answer.awaits)
    };
    assert_eq!(of("99"), (Verdict::No, vec![]));
    assert_eq!(of("150"), (Verdict::Needs, vec!["grant".to_owned()]));
    assert_eq!(of("200"), (Verdict::Yes, vec![]));
}

#[test]
fn a_no_computes_nothing() {
    let mut bound = amount();
    bound.conditions[0].when = Cond::Const(false);
    assert!(of_person(&bound, &[]).computes.is_empty());
}

#[test]
fn the_most_useful_question_across_measures_comes_first() {
    let schema = schema();
    let question = |name: &str| Question::Field { member: 0, field: schema.field(name).unwrap() };
    let set = |names: &[&str]| names.iter().map(|name| question(name)).collect();
    let (one, two): (std::collections::BTreeSet<_>, std::collections::BTreeSet<_>) =
        (set(&["birth_date", "care.hours"]), set(&["care.hours", "child.care", "balance"]));
    let wanted = [Wanted { weight: 1, questions: &one }, Wanted { weight: 1, questions: &two }];
    let ranked = next_questions(&schema, &wanted);
    assert_eq!(ranked, ["care.hours", "birth_date", "balance", "child.care"].map(question));
    let wanted = [Wanted { weight: 1, questions: &one }, Wanted { weight: 3, questions: &two }];
    assert_eq!(next_questions(&schema, &wanted)[..2], ["care.hours", "balance"].map(question));
}

#[test]
fn what_would_change_the_answer_is_told_condition_by_condition() {
    let bound = bound(vec![("hours", hours(), IfUnknown::Ask), ("lost", is("work.lost_income", true), IfUnknown::Ask)]);
    let change = |fields: &[(&str, &str)]| {
        let person = Household::lone(row(&schema(), fields));
        answer(&bound, &schema(), &person, &Lang::en()).unwrap().would_change
    };
    let hours = |then| ConditionChange { if_met: "hours".into(), then };
    assert_eq!(change(&[("care.hours", "1")]), [hours(Verdict::Needs)]);
    assert_eq!(change(&[("care.hours", "1"), ("work.lost_income", "true")]), [hours(Verdict::Yes)]);
    assert_eq!(change(&[("care.hours", "1"), ("work.lost_income", "false")]), []);
    assert_eq!(change(&[("care.hours", "120"), ("work.lost_income", "true")]), []);
    assert_eq!(change(&[]), []);
}

#[test]
fn a_quota_is_told_to_whom_it_may_concern_and_changes_no_verdict() {
    let mut bound = bound(vec![("hours", hours(), IfUnknown::Ask)]);
    let plain = |bound: &Bound, hours: &[(&str, &str)]| of_person(bound, hours);
    let asked: [&[(&str, &str)]; 3] = [&[("care.hours", "500")], &[("care.hours", "1")], &[]];
    let before = asked.map(|fields| plain(&bound, fields));
    bound.cap = Some(Cap { limit: CapLimit::Places(3), order_by: vec![], lottery: Some(30) });
    let after = asked.map(|fields| plain(&bound, fields));
    assert_eq!(after.each_ref().map(|answer| answer.verdict), [Verdict::Yes, Verdict::No, Verdict::Needs]);
    assert_eq!(before.each_ref().map(|answer| answer.verdict), after.each_ref().map(|answer| answer.verdict));
    assert_eq!(serde_json::to_value(&after[0]).unwrap()["quota"], json!({"places": 3}));
    assert_eq!((&after[1].quota, &before[0].quota), (&None, &None));
    assert_eq!(after[2].quota, Some(Quota::Places(3)));
}
