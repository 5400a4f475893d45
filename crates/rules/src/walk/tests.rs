//! One test a rule of the language's semantics.

mod records;

use std::collections::BTreeMap;

use model::{Household, Roster, Schema};

use super::*;
use crate::bind::{BoundRow, BoundTable};
use crate::expr::{Call, Cond, Literal, MonthEnd, Op, Quantifier, Rel, Rounding, Term, Type, Whose};
use crate::fixture::{bound, code, compare, date, field, household, int, read, row, schema};
use crate::measure::{Calendar, Holiday, IfUnknown};
use crate::verdict::Truth;

fn truth_in(bound: &Bound, schema: &Schema, household: &Household, cond: &Cond) -> Result<Truth, EvalError> {
    // A condition made by a test must live as long as the scene, so it walks as the only one of a measure.
    let mut bound = bound.clone();
    bound.conditions = crate::fixture::bound(vec![("c", cond.clone(), IfUnknown::Ask)]).conditions;
    bound.root = crate::measure::Group::One(0);
    Ok(walk(&bound, schema, household)?.states[0].known_as())
}

fn truth(fields: &[(&str, &str)], cond: &Cond) -> Truth {
    let schema = schema();
    truth_in(&bound(vec![]), &schema, &Household::lone(row(&schema, fields)), cond).unwrap()
}

fn of_members(members: &[&[(&str, &str)]], roster: Roster, cond: &Cond) -> Truth {
    let schema = schema();
    let members = members.iter().map(|fields| row(&schema, fields)).collect();
    truth_in(&bound(vec![]), &schema, &household(members, roster), cond).unwrap()
}

fn term(name: &str) -> Term {
    read(&schema(), name)
}

fn under_18() -> Cond {
    let age = Call::Age(Box::new(term("birth_date")), Box::new(date("2020-09-01")));
    compare(Rel::Lt, Term::Call(age), int(18))
}

fn size_at_least(n: i64) -> Cond {
    compare(Rel::Ge, Term::Call(Call::HouseholdSize), int(n))
}

#[test]
fn a_partial_date_is_the_interval_of_its_days() {
    let cond = under_18();
    assert_eq!(truth(&[("birth_date", "2001")], &cond), Truth::False);
    assert_eq!(truth(&[("birth_date", "2002")], &cond), Truth::Unknown);
    assert_eq!(truth(&[("birth_date", "2002-09")], &cond), Truth::Unknown);
    assert_eq!(truth(&[("birth_date", "2002-10")], &cond), Truth::True);
    assert_eq!(truth(&[("birth_date", "2002-09-01")], &cond), Truth::False);
    assert_eq!(truth(&[("birth_date", "2002-09-02")], &cond), Truth::True);
    assert_eq!(truth(&[], &cond), Truth::Unknown);
}

#[test]
fn a_contested_order_is_the_span_of_its_candidates_and_a_contested_code_is_unknown() {
    let hours = compare(Rel::Ge, term("care.hours"), int(120));
    assert_eq!(truth(&[("care.hours", "130|150")], &hours), Truth::True);
    assert_eq!(truth(&[("care.hours", "100|150")], &hours), Truth::Unknown);
    assert_eq!(truth(&[("care.hours", "100|110")], &hours), Truth::False);
    let kind = compare(Rel::Eq, term("permit.kind"), code("residence"));
    assert_eq!(truth(&[("permit.kind", "work|student")], &kind), Truth::Unknown);
}

#[test]
fn what_does_not_apply_makes_every_comparison_false_negated_ones_too() {
    let schema = schema();
    let kind = field(&schema, "permit.kind");
    let negated = true;
    for cond in [
        compare(Rel::Eq, term("permit.kind"), code("work")),
        compare(Rel::Ne, term("permit.kind"), code("work")),
        Cond::OneOf { term: term("permit.kind"), codes: vec!["work".into()], negated },
        Cond::Applicable { field: kind, negated: false },
        Cond::Known { field: kind, negated },
    ] {
        assert_eq!(truth(&[("permit.kind", "n/a")], &cond), Truth::False, "{cond:?}");
    }
    assert_eq!(truth(&[("permit.kind", "n/a")], &Cond::Applicable { field: kind, negated }), Truth::True);
    let lost = field(&schema, "work.lost_income");
    for value in [true, false] {
        assert_eq!(truth(&[("work.lost_income", "n/a")], &Cond::Is { field: lost, value }), Truth::False);
    }
}

#[test]
fn a_term_that_may_turn_out_not_to_apply_is_never_known_true() {
    let at_least_three = Term::Call(Call::Max(Box::new(term("care.hours")), Box::new(int(3))));
    let cond = compare(Rel::Ge, at_least_three, int(3));
    assert_eq!(truth(&[], &cond), Truth::Unknown);
    assert_eq!(truth(&[("care.hours", "n/a")], &cond), Truth::False);
    assert_eq!(truth(&[("care.hours", "0")], &cond), Truth::True);
}

/// `care.hours` is never below 0; whether it applies at all is not known, so nothing is known true of it.
#[test]
fn what_a_field_cannot_be_settles_what_hangs_on_it_before_anybody_is_asked() {
    let hours = |rel, number| truth(&[], &compare(rel, term("care.hours"), int(number)));
    assert_eq!(hours(Rel::Lt, 0), Truth::False);
    assert_eq!(hours(Rel::Le, -1), Truth::False);
    assert_eq!(hours(Rel::Eq, -1), Truth::False);
    assert_eq!(hours(Rel::Ge, 0), Truth::Unknown);
    assert_eq!(hours(Rel::Lt, 1), Truth::Unknown);
    let one_of = |code: &str| Cond::OneOf { term: term("care.hours"), codes: vec![code.into()], negated: false };
    assert_eq!(truth(&[], &one_of("-1")), Truth::False);
    assert_eq!(truth(&[], &one_of("0")), Truth::Unknown);
    // Nothing is said of how large a debt may be.
    assert_eq!(truth(&[], &compare(Rel::Lt, term("balance"), int(0))), Truth::Unknown);
    let rent = |number| compare(Rel::Lt, term("flat.rent"), Term::Literal(Literal::Money(jod(number))));
    assert_eq!((truth(&[], &rent(0)), truth(&[], &rent(1))), (Truth::False, Truth::Unknown));
}

fn jod(minor: i64) -> model::Money {
    model::Money { currency: "JOD".parse().unwrap(), minor }
}

/// What was on record before a field was bounded is read as it stands.
#[test]
fn a_value_on_record_counts_as_it_is_where_the_field_would_not_take_it_any_more() {
    let schema = schema();
    let mut person = row(&schema, &[]);
    let hours = schema.field("care.hours").unwrap();
    person.set(hours, model::FieldState::Known(model::Value::Int(-5)));
    let cond = compare(Rel::Lt, term("care.hours"), int(0));
    assert_eq!(truth_in(&bound(vec![]), &schema, &Household::lone(person), &cond), Ok(Truth::True));
}

#[test]
fn a_code_that_means_unknown_reads_as_unknown() {
    let alone = Cond::OneOf { term: term("child.care"), codes: vec!["unaccompanied".into()], negated: false };
    assert_eq!(truth(&[("child.care", "unverified")], &alone), Truth::Unknown);
    assert_eq!(truth(&[("child.care", "parent")], &alone), Truth::False);
    let speaks = |negated| Cond::HasAny { field: field(&schema(), "languages"), codes: vec!["bn".into()], negated };
    assert_eq!(truth(&[("languages", "ar und")], &speaks(false)), Truth::Unknown);
    assert_eq!(truth(&[("languages", "bn und")], &speaks(false)), Truth::True);
    assert_eq!(truth(&[("languages", "ar")], &speaks(true)), Truth::True);
}

#[test]
fn a_coarser_code_than_asked_is_unknown_never_a_no() {
    let under = |codes: &[&str], negated| Cond::Under {
        field: field(&schema(), "work.occupation"),
        codes: codes.iter().map(|code| (*code).into()).collect(),
        negated,
    };
    let of = |own: &str, cond: &Cond| truth(&[("work.occupation", own)], cond);
    assert_eq!(of("9111", &under(&["91"], false)), Truth::True);
    assert_eq!(of("7112", &under(&["91"], false)), Truth::False);
    assert_eq!(of("91", &under(&["9111"], false)), Truth::Unknown);
    assert_eq!(of("91", &under(&["9111", "9"], false)), Truth::True);
    assert_eq!(of("91", &under(&["9111"], true)), Truth::Unknown);
    assert_eq!(of("n/a", &under(&["9111"], true)), Truth::False);
}

#[test]
fn kleene_not_supervaluation() {
    let (one, other) = (compare(Rel::Eq, term("balance"), int(1)), compare(Rel::Ne, term("balance"), int(1)));
    assert_eq!(truth(&[], &Cond::Or(vec![one, other])), Truth::Unknown);
}

#[test]
fn two_varying_dates_are_compared_by_their_intervals() {
    let later = compare(Rel::Gt, term("permit.issued_on"), term("permit.expires_on"));
    let of = |issued, expires| truth(&[("permit.issued_on", issued), ("permit.expires_on", expires)], &later);
    assert_eq!(of("2020-01-02", "2020-01-01"), Truth::True);
    assert_eq!(of("2020-01-01", "2020-01-01"), Truth::False);
    assert_eq!(of("2020-01-01|2020-01-03", "2020-01-02"), Truth::Unknown);
    assert_eq!(of("", "2020-01-02"), Truth::Unknown);
}

#[test]
fn the_size_of_a_household_is_declared_or_listed_and_contested_where_more_are_listed() {
    let three: [&[(&str, &str)]; 3] = [&[("household.size", "2")], &[], &[]];
    assert_eq!(of_members(&three, Roster::Complete, &size_at_least(3)), Truth::Unknown);
    assert_eq!(of_members(&three, Roster::Complete, &size_at_least(2)), Truth::True);
    assert_eq!(of_members(&three, Roster::Complete, &size_at_least(4)), Truth::False);
    let two: [&[(&str, &str)]; 2] = [&[], &[]];
    assert_eq!(of_members(&two, Roster::Complete, &size_at_least(3)), Truth::False);
    assert_eq!(of_members(&two, Roster::Open, &size_at_least(3)), Truth::Unknown);
    assert_eq!(of_members(&two, Roster::Open, &size_at_least(2)), Truth::True);
    assert_eq!(truth(&[("household.size", "4")], &size_at_least(3)), Truth::True);
    let quarrel: [&[(&str, &str)]; 2] = [&[("household.size", "3")], &[("household.size", "5")]];
    assert_eq!(of_members(&quarrel, Roster::Complete, &size_at_least(4)), Truth::Unknown);
}

#[test]
fn members_who_are_not_listed_keep_a_question_open() {
    let any = Cond::Members { quantifier: Quantifier::Any, body: Box::new(under_18()), negated: false };
    let all = Cond::Members { quantifier: Quantifier::All, body: Box::new(under_18()), negated: false };
    let adult: &[(&str, &str)] = &[("birth_date", "1990")];
    let child: &[(&str, &str)] = &[("birth_date", "2012")];
    let unknown: &[(&str, &str)] = &[];
    let of =
        |members: &[&[(&str, &str)]], roster| (of_members(members, roster, &any), of_members(members, roster, &all));
    assert_eq!(of(&[adult, child], Roster::Open), (Truth::True, Truth::False));
    assert_eq!(of(&[child], Roster::Complete), (Truth::True, Truth::True));
    assert_eq!(of(&[child], Roster::Open), (Truth::True, Truth::Unknown));
    assert_eq!(of(&[adult], Roster::Open), (Truth::Unknown, Truth::False));
    assert_eq!(of(&[adult, unknown], Roster::Complete), (Truth::Unknown, Truth::False));
    let declared: &[(&str, &str)] = &[("birth_date", "1990"), ("household.size", "1")];
    assert_eq!(of(&[declared], Roster::Open), (Truth::False, Truth::False));
}

#[test]
fn a_count_is_what_is_known_to_what_may_be() {
    let count = |rel, n| compare(rel, Term::Call(Call::Count(Box::new(under_18()))), int(n));
    let members: [&[(&str, &str)]; 3] =
        [&[("birth_date", "1990"), ("household.size", "4")], &[("birth_date", "2012")], &[]];
    let of = |rel, n| of_members(&members, Roster::Complete, &count(rel, n));
    assert_eq!((of(Rel::Ge, 1), of(Rel::Ge, 2), of(Rel::Ge, 3)), (Truth::True, Truth::Unknown, Truth::Unknown));
    assert_eq!(of(Rel::Ge, 4), Truth::False);
}

#[test]
fn a_sum_is_open_upwards_while_somebody_is_undecided_and_wholly_open_without_a_minimum() {
    let sum = |name: &str, rel, n| compare(rel, Term::Call(Call::Sum(Box::new(term(name)))), int(n));
    let two: [&[(&str, &str)]; 2] = [&[("care.hours", "10"), ("balance", "10")], &[]];
    assert_eq!(of_members(&two, Roster::Complete, &sum("care.hours", Rel::Lt, 10)), Truth::False);
    assert_eq!(of_members(&two, Roster::Complete, &sum("care.hours", Rel::Lt, 11)), Truth::Unknown);
    assert_eq!(of_members(&two, Roster::Complete, &sum("balance", Rel::Lt, 10)), Truth::Unknown);
    let not_working: [&[(&str, &str)]; 2] = [&[("care.hours", "10")], &[("care.hours", "n/a")]];
    assert_eq!(of_members(&not_working, Roster::Complete, &sum("care.hours", Rel::Eq, 10)), Truth::True);
    assert_eq!(of_members(&not_working, Roster::Open, &sum("care.hours", Rel::Eq, 10)), Truth::Unknown);
    let nobody: [&[(&str, &str)]; 1] = [&[("care.hours", "n/a")]];
    assert_eq!(of_members(&nobody, Roster::Complete, &sum("care.hours", Rel::Eq, 0)), Truth::True);
    let contested: [&[(&str, &str)]; 2] = [&[("care.hours", "3|5")], &[("care.hours", "10")]];
    assert_eq!(of_members(&contested, Roster::Complete, &sum("care.hours", Rel::Le, 15)), Truth::True);
}

#[test]
fn a_sum_keeps_its_floor_behind_functions_that_keep_it() {
    let hours = || Box::new(term("care.hours"));
    let balance = || Box::new(term("balance"));
    let number = |number| Box::new(int(number));
    let lookup = |key| Call::Lookup { table: "t".into(), key, column: "fee".into(), ty: Type::Int };
    let two: [&[(&str, &str)]; 2] = [&[("care.hours", "10"), ("balance", "10")], &[]];
    let both = household(two.iter().map(|fields| row(&schema(), fields)).collect(), Roster::Complete);
    let table = |fee| BoundTable {
        roll: None,
        columns: vec!["fee".into()],
        rows: vec![BoundRow {
            from: Literal::Int(0),
            to: Literal::Int(99),
            months: 0,
            values: vec![Literal::Int(fee)],
        }],
    };
    let below_zero = |fee, summed: Term| {
        let bound = Bound { tables: BTreeMap::from([("t".into(), table(fee))]), ..bound(vec![]) };
        let sum = Term::Call(Call::Sum(Box::new(summed)));
        truth_in(&bound, &schema(), &both, &compare(Rel::Lt, sum, int(0))).unwrap()
    };
    let kept = [
        Term::Call(Call::Min(hours(), number(7))),
        Term::Call(Call::Max(balance(), number(0))),
        Term::Call(Call::Round(hours(), Literal::Int(5), Rounding::Down)),
        Term::If(Box::new(under_18()), hours(), number(3)),
        Term::Arith(Op::Div, hours(), number(2)),
        Term::Call(lookup(hours())),
    ];
    for term in kept {
        assert_eq!(below_zero(5, term.clone()), Truth::False, "{term:?}");
    }
    let lost = [
        Term::Call(Call::Min(hours(), balance())),
        Term::If(Box::new(under_18()), hours(), balance()),
        Term::Arith(Op::Sub, hours(), number(2)),
    ];
    for term in lost {
        assert_eq!(below_zero(5, term.clone()), Truth::Unknown, "{term:?}");
    }
    assert_eq!(below_zero(-5, Term::Call(lookup(hours()))), Truth::Unknown);
}

#[test]
fn the_largest_is_over_those_to_whom_it_applies() {
    let most = |rel, n| compare(rel, Term::Call(Call::MaxOf(Box::new(term("care.hours")))), int(n));
    let some: [&[(&str, &str)]; 3] = [&[("care.hours", "10")], &[("care.hours", "n/a")], &[("care.hours", "7")]];
    assert_eq!(of_members(&some, Roster::Complete, &most(Rel::Eq, 10)), Truth::True);
    assert_eq!(of_members(&some, Roster::Open, &most(Rel::Ge, 10)), Truth::True);
    assert_eq!(of_members(&some, Roster::Open, &most(Rel::Le, 10)), Truth::Unknown);
    let nobody: [&[(&str, &str)]; 1] = [&[("care.hours", "n/a")]];
    assert_eq!(of_members(&nobody, Roster::Complete, &most(Rel::Ge, 0)), Truth::False);
    assert_eq!(of_members(&nobody, Roster::Open, &most(Rel::Ge, 0)), Truth::Unknown);
}

#[test]
fn the_head_is_the_one_member_known_to_be_it() {
    let mut whose = field(&schema(), "work.lost_income");
    whose.whose = Whose::Head;
    let cond = Cond::Is { field: whose, value: true };
    let head: &[(&str, &str)] = &[("household.role", "head"), ("work.lost_income", "true")];
    assert_eq!(of_members(&[&[], head], Roster::Complete, &cond), Truth::True);
    assert_eq!(of_members(&[&[("work.lost_income", "true")]], Roster::Complete, &cond), Truth::Unknown);
    assert_eq!(of_members(&[head, head], Roster::Complete, &cond), Truth::Unknown);
}

#[test]
fn a_time_that_nobody_told_lies_within_a_day() {
    let until =
        |rel, text: &str| Cond::Compare(rel, term("work.until"), Term::Literal(Literal::Time(text.parse().unwrap())));
    let of = |said: &str, rel, text: &str| truth(&[("work.until", said)], &until(rel, text));
    assert_eq!(of("21:59", Rel::Lt, "22:00"), Truth::True);
    assert_eq!(of("22:00", Rel::Lt, "22:00"), Truth::False);
    assert_eq!(of("", Rel::Lt, "22:00"), Truth::Unknown);
    // Later than the last minute is no time; from midnight on is any, where the question arises at all.
    assert_eq!((of("", Rel::Ge, "00:00"), of("", Rel::Gt, "23:59")), (Truth::Unknown, Truth::False));
    assert_eq!(of("21:00|23:00", Rel::Lt, "22:00"), Truth::Unknown);
    assert_eq!(of("n/a", Rel::Lt, "22:00"), Truth::False);
}

fn with_table(rows: &[(&str, &str, i64)], roll: Option<MonthEnd>) -> Bound {
    let literal = |text: &&str| Literal::Date(text.parse().unwrap());
    let rows = rows.iter().map(|(from, to, months)| BoundRow {
        from: literal(from),
        to: literal(to),
        months: *months,
        values: vec![Literal::Int(*months * 10)],
    });
    let table = BoundTable { roll, columns: vec!["fee".into()], rows: rows.collect() };
    Bound { tables: BTreeMap::from([("t".into(), table)]), ..bound(vec![]) }
}

fn with_expiry(bound: &Bound, expires: &str, cond: &Cond) -> Truth {
    let schema = schema();
    truth_in(bound, &schema, &Household::lone(row(&schema, &[("permit.expires_on", expires)])), cond).unwrap()
}

#[test]
fn a_day_lies_within_a_table_where_its_rows_hold_all_it_may_be() {
    let table = with_table(&[("2020-03-01", "2020-03-31", 1), ("2020-04-01", "2020-04-30", 2)], None);
    let within = |negated| Cond::Within { term: term("permit.expires_on"), table: "t".into(), negated };
    let of = |expires| (with_expiry(&table, expires, &within(false)), with_expiry(&table, expires, &within(true)));
    assert_eq!(of("2020-03-30"), (Truth::True, Truth::False));
    assert_eq!(of("2020-03-30|2020-04-02"), (Truth::True, Truth::False));
    assert_eq!(of("2020-04-30|2020-05-01"), (Truth::Unknown, Truth::Unknown));
    assert_eq!(of("2020-05-01|2020-06-01"), (Truth::False, Truth::True));
    assert_eq!(of("n/a"), (Truth::False, Truth::False));
    assert_eq!(of(""), (Truth::Unknown, Truth::Unknown));
}

#[test]
fn a_look_up_outside_every_row_does_not_apply() {
    let table = with_table(&[("2020-03-01", "2020-03-31", 1), ("2020-04-01", "2020-04-30", 2)], None);
    let key = Box::new(term("permit.expires_on"));
    let ty = crate::expr::Type::Int;
    let fee = Term::Call(Call::Lookup { table: "t".into(), key, column: "fee".into(), ty });
    let at_least = |n| compare(Rel::Ge, fee.clone(), int(n));
    assert_eq!(with_expiry(&table, "2020-03-05", &at_least(10)), Truth::True);
    assert_eq!(with_expiry(&table, "2020-03-05|2020-04-05", &at_least(10)), Truth::True);
    assert_eq!(with_expiry(&table, "2020-03-05|2020-04-05", &at_least(20)), Truth::Unknown);
    assert_eq!(with_expiry(&table, "2020-03-05|2020-05-05", &at_least(10)), Truth::Unknown);
    assert_eq!(with_expiry(&table, "2020-05-05", &at_least(0)), Truth::False);
    assert_eq!(with_expiry(&table, "2020-05-05", &compare(Rel::Lt, fee.clone(), int(0))), Truth::False);
}

#[test]
fn rolling_forward_goes_once_through_the_rows_in_order() {
    let rows = [("2020-03-20", "2020-05-20", 2), ("2020-05-20", "2020-07-20", 2), ("2020-07-20", "2020-08-20", 1)];
    let table = with_table(&rows, Some(MonthEnd::Down));
    let rolled = Term::Call(Call::RollForward(Box::new(term("permit.expires_on")), "t".into()));
    let is = |day: &str| compare(Rel::Eq, rolled.clone(), date(day));
    assert_eq!(with_expiry(&table, "2020-04-01", &is("2020-09-01")), Truth::True);
    assert_eq!(with_expiry(&table, "2020-03-19", &is("2020-03-19")), Truth::True);
    assert_eq!(with_expiry(&table, "2020-05-20", &is("2020-09-20")), Truth::True);
    let by = |day: &str| compare(Rel::Le, rolled.clone(), date(day));
    assert_eq!(with_expiry(&table, "2020-03-19|2020-04-01", &by("2020-09-01")), Truth::True);
    assert_eq!(with_expiry(&table, "2020-03-19|2020-04-01", &by("2020-08-31")), Truth::Unknown);
    assert_eq!(with_expiry(&table, "", &by("2020-08-01")), Truth::Unknown);
}

#[test]
fn a_day_after_all_rows_may_come_before_every_rolled_one() {
    let table = with_table(&[("2020-03-20", "2020-05-20", 2)], Some(MonthEnd::Down));
    let rolled = Term::Call(Call::RollForward(Box::new(term("permit.expires_on")), "t".into()));
    let by = compare(Rel::Le, rolled, date("2020-06-01"));
    // 19 May rolls to 19 July, but 25 May stays where it is.
    assert_eq!(with_expiry(&table, "2020-05-19|2020-05-25", &by), Truth::Unknown);
}

fn working(covers: Option<(&str, &str)>) -> Bound {
    let calendar = Calendar {
        name: "XXX".into(),
        holidays: BTreeMap::from([("2020-08-17".parse().unwrap(), Holiday::default())]),
        covers: covers.map(|(from, to)| (from.parse().unwrap(), to.parse().unwrap())),
        ..Calendar::of_weekend(vec![6, 7])
    };
    Bound { calendars: BTreeMap::from([("national".into(), calendar)]), ..bound(vec![]) }
}

#[test]
fn working_days_since_leaves_out_weekends_holidays_and_the_day_itself() {
    let since = Term::Call(Call::WorkingDaysSince(Box::new(term("permit.expires_on")), "national".into()));
    let is = |n| compare(Rel::Eq, since.clone(), int(n));
    assert_eq!(with_expiry(&working(None), "2020-08-14", &is(11)), Truth::True);
    assert_eq!(with_expiry(&working(None), "2020-08-31", &is(1)), Truth::True);
    assert_eq!(with_expiry(&working(None), "2020-09-05", &is(0)), Truth::True);
}

#[test]
fn days_a_calendar_does_not_cover_leave_undecided_what_hangs_on_their_holidays() {
    let bound = working(Some(("2020-08-03", "2020-12-31")));
    let since = Term::Call(Call::WorkingDaysSince(Box::new(term("permit.expires_on")), "national".into()));
    let more_than = |n| compare(Rel::Gt, since.clone(), int(n));
    let schema = schema();
    let of = |expires: &str, cond: &Cond| {
        truth_in(&bound, &schema, &Household::lone(row(&schema, &[("permit.expires_on", expires)])), cond)
    };
    assert_eq!(of("2020-08-10", &more_than(15)), Ok(Truth::False));
    assert_eq!(of("2015-01-01", &more_than(15)), Ok(Truth::True));
    assert_eq!(of("2015-01-01", &more_than(1_400)), Ok(Truth::Unknown));
}

#[test]
fn overflow_is_an_error_and_not_a_wrong_number() {
    let schema = schema();
    let product = Term::Arith(Op::Mul, Box::new(term("balance")), Box::new(int(i64::MAX)));
    let cond = compare(Rel::Ge, product, int(0));
    let person = Household::lone(row(&schema, &[("balance", "3")]));
    assert_eq!(truth_in(&bound(vec![]), &schema, &person, &cond), Err(EvalError::Overflow));
    assert_eq!(truth(&[], &cond), Truth::Unknown);
}

#[test]
fn the_walk_states_every_condition_and_counts_what_is_presumed_as_true() {
    let schema = schema();
    let lost = Cond::Is { field: field(&schema, "work.lost_income"), value: true };
    let hours = compare(Rel::Ge, term("care.hours"), int(120));
    let bound = bound(vec![
        ("child", under_18(), IfUnknown::PresumeYes),
        ("lost", lost, IfUnknown::Ask),
        ("hours", hours, IfUnknown::Ask),
    ]);
    let of = |fields: &[(&str, &str)]| walk(&bound, &schema, &Household::lone(row(&schema, fields))).unwrap();
    let walked = of(&[("work.lost_income", "true"), ("care.hours", "120")]);
    assert_eq!(walked.verdict, Verdict::Yes);
    assert_eq!(walked.states, [State::Presumed, State::Met, State::Met]);
    assert_eq!(walked.masks, Masks { failed: 0, unknown: 0, presumed: 1 });
    let walked = of(&[("work.lost_income", "false")]);
    assert_eq!(walked.verdict, Verdict::No);
    assert_eq!(walked.masks, Masks { failed: 0b10, unknown: 0b100, presumed: 1 });
}
