use model::{CodeList, Codes, Field, FieldState, FieldType, Household, Row, Schema, Value};

use super::*;
use crate::expr::{Call, MonthEnd, Rel, Term, Type};
use crate::fixture::{compare, field, int, read, row, schema};
use crate::measure::{Condition, Param, ParamRow, Table, TableRow, Unit};
use crate::verdict::{State, Verdict};
use crate::walk::walk;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn uncited() -> Law {
    Law { cite: String::new(), checked: None }
}

fn param(rows: &[(&str, &str, Option<&str>)]) -> Param {
    let row = |(from, decided, value): &(&str, &str, Option<&str>)| ParamRow {
        from: day(from),
        decided: day(decided),
        value: value.map(|value| Literal::Date(day(value))),
        law: uncited(),
    };
    Param { ty: Type::Date, review_by: None, set: None, rows: rows.iter().map(row).collect() }
}

fn cutoff() -> Term {
    Term::Param { name: "cutoff".into(), ty: Type::Date }
}

fn condition(id: &str, when: Cond, says: &str) -> Condition {
    let if_unknown = IfUnknown::Ask;
    Condition { id: id.into(), when, says: Text::english(says), law: uncited(), if_unknown, about: false, at: (1, 1) }
}

/// Issued by a cut-off that a later order moved, in effect until a day that was decided late.
fn measure(schema: &Schema, when: Cond) -> Measure {
    let until = Term::Param { name: "until".into(), ty: Type::Date };
    let params = [
        (
            "cutoff",
            param(&[
                ("2020-03-27", "2020-03-27", Some("2020-03-18")),
                ("2020-11-08", "2020-11-08", Some("2020-10-15")),
                ("2020-03-27", "2021-01-10", Some("2020-04-30")),
            ]),
        ),
        ("until", param(&[("2020-03-27", "2020-03-27", None), ("2020-11-08", "2020-11-08", Some("2021-03-31"))])),
    ];
    let lodged = compare(Rel::Le, read(schema, "permit.issued_on"), cutoff());
    Measure {
        pack: "t".into(),
        id: "m".into(),
        title: Text::english("m"),
        unit: Unit::Person,
        conditions: vec![
            condition("in_force", Cond::Const(true), "in force"),
            condition("lodged", lodged, "lodged by {param(cutoff)}, until {param(until)}"),
            condition("other", when, "other"),
        ],
        root: Group::All(vec![Group::One(0), Group::One(1), Group::One(2)]),
        computes: vec![],
        priority: vec![],
        cap: None,
        must_not_use: vec![],
        gives: vec![],
        gcm: vec![],
        source: None,
        params: params.into_iter().map(|(name, param)| (name.into(), param)).collect(),
        tables: BTreeMap::new(),
        calendars: BTreeMap::new(),
        valid: (Term::Literal(Literal::Date(day("2020-03-27"))), Some(until)),
        decided: None,
        tests: vec![],
    }
}

/// A measure with what stands around it.
struct Installed {
    schema: Schema,
    calendars: BTreeMap<String, Calendar>,
    jurisdiction: Option<&'static str>,
    measure: Measure,
}

impl Installed {
    fn bind(&self, clocks: Clocks, country: Option<&str>) -> Result<Bound, BindError> {
        let Self { schema, calendars, jurisdiction, measure } = self;
        bind(measure, &Surroundings { schema, calendars, jurisdiction: *jurisdiction, country }, clocks)
    }
}

fn installed(schema: Schema, measure: Measure, jurisdiction: Option<&'static str>) -> Installed {
    let calendar = |name: &str| {
        let covers = Some((day("2019-01-01"), day("2022-12-31")));
        Calendar { name: name.into(), covers, ..Calendar::of_weekend(vec![5, 6]) }
    };
    let calendars = ["BGD", "PRT"].map(|name| (name.to_owned(), calendar(name))).into();
    Installed { schema, calendars, jurisdiction, measure }
}

fn always(jurisdiction: Option<&'static str>) -> Installed {
    let schema = schema();
    let measure = measure(&schema, Cond::Const(true));
    installed(schema, measure, jurisdiction)
}

fn bound_on(installed: &Installed, on: &str, as_known: &str) -> Bound {
    installed.bind(Clocks { on: day(on), as_known: day(as_known) }, None).unwrap()
}

fn cutoff_on(on: &str, as_known: &str) -> String {
    match &bound_on(&always(None), on, as_known).conditions[1].when {
        Cond::Compare(Rel::Le, _, Term::Literal(Literal::Date(day))) => day.to_string(),
        Cond::Compare(Rel::Le, _, Term::Awaits { name, .. }) => name.clone(),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_parameter_has_the_value_begun_last_of_those_decided() {
    assert_eq!(cutoff_on("2020-03-26", "2020-03-26"), "cutoff");
    assert_eq!(cutoff_on("2020-03-27", "2020-03-27"), "2020-03-18");
    assert_eq!(cutoff_on("2020-11-07", "2020-11-07"), "2020-03-18");
    assert_eq!(cutoff_on("2020-11-08", "2020-11-08"), "2020-10-15");
    assert_eq!(cutoff_on("2020-11-08", "2020-11-07"), "2020-03-18");
}

#[test]
fn an_order_that_reaches_back_changes_only_what_is_decided_after_it() {
    assert_eq!(cutoff_on("2020-06-01", "2021-01-09"), "2020-03-18");
    assert_eq!(cutoff_on("2020-06-01", "2021-01-10"), "2020-04-30");
    assert_eq!(cutoff_on("2020-12-01", "2021-01-10"), "2020-10-15");
}

#[test]
fn a_measure_whose_end_is_open_awaits_the_decision() {
    let in_force = |on: &str, as_known: &str| bound_on(&always(None), on, as_known).conditions.swap_remove(0).when;
    let until = || Term::Awaits { name: "until".into(), ty: Type::Date, set: None };
    let today = |on: &str| Term::Literal(Literal::Date(day(on)));
    let awaits = Cond::And(vec![Cond::Compare(Rel::Ge, until(), today("2020-06-01"))]);
    assert_eq!(in_force("2020-06-01", "2020-06-01"), awaits);
    assert_eq!(in_force("2020-03-26", "2020-03-26"), Cond::Const(false));
    assert_eq!(in_force("2021-03-31", "2021-03-31"), Cond::Const(true));
    assert_eq!(in_force("2021-04-01", "2021-04-01"), Cond::Const(false));
}

#[test]
fn sentences_show_the_values_bound() {
    let says = |on: &str| bound_on(&always(None), on, on).conditions.swap_remove(1).says;
    assert_eq!(says("2020-06-01"), Text::english("lodged by 2020-03-18, until …"));
    assert_eq!(says("2020-12-01"), Text::english("lodged by 2020-10-15, until 2021-03-31"));
}

#[test]
fn a_table_holds_the_rows_decided_by_then() {
    let schema = schema();
    let within = Cond::Within { term: read(&schema, "permit.expires_on"), table: "notices".into(), negated: false };
    let mut measure = measure(&schema, within);
    let row = |from: &str, decided: &str| TableRow {
        from: Literal::Date(day(from)),
        to: Literal::Date(day(from)),
        decided: day(decided),
        months: 1,
        values: vec![],
        law: uncited(),
    };
    let rows = vec![row("2020-03-20", "2020-03-20"), row("2020-05-20", "2020-05-13")];
    let table = Table { roll: Some(MonthEnd::Down), columns: vec![], rows };
    measure.tables = BTreeMap::from([
        ("notices".into(), table),
        ("unread".into(), Table { roll: None, columns: vec![], rows: vec![] }),
    ]);
    let found = installed(schema, measure, None);
    let rows = |as_known: &str| bound_on(&found, "2020-06-01", as_known).tables["notices"].rows.len();
    assert_eq!((rows("2020-05-12"), rows("2020-05-13")), (1, 2));
    assert!(!bound_on(&found, "2020-06-01", "2020-06-01").tables.contains_key("unread"));
}

fn national(
    jurisdiction: Option<&'static str>,
    country: Option<&str>,
    name: &str,
) -> Result<Option<String>, BindError> {
    let schema = schema();
    let since = Call::WorkingDaysSince(Box::new(read(&schema, "permit.expires_on")), name.into());
    let measure = measure(&schema, compare(Rel::Gt, Term::Call(since), int(15)));
    let found = installed(schema, measure, jurisdiction);
    Ok(found.bind(Clocks::on(day("2020-06-01")), country)?.calendar)
}

#[test]
fn the_national_calendar_is_the_packs_own_else_the_countrys_else_weekends() {
    let said = |jurisdiction, country| national(jurisdiction, country, "national").unwrap().unwrap();
    assert_eq!(said(Some("PRT"), Some("BGD")), "PRT");
    assert_eq!(said(None, Some("BGD")), "BGD");
    assert_eq!(said(None, None), "weekends");
    assert_eq!(said(None, Some("XXX")), "weekends");
    assert_eq!(national(None, None, "BGD"), Ok(None));
    assert_eq!(national(None, None, "nowhere"), Err(BindError::Calendar("nowhere".into())));
}

#[test]
fn a_name_that_is_not_declared_is_refused() {
    let mut found = always(None);
    found.measure.params.remove("cutoff");
    let refused = found.bind(Clocks::on(day("2020-06-01")), None);
    assert_eq!(refused.unwrap_err(), BindError::Param("cutoff".into()));
}

#[test]
fn the_hash_follows_what_was_bound_and_not_where_fields_stand() {
    let hash = |found: &Installed, on: &str, as_known: &str| bound_on(found, on, as_known).hash;
    let usual = hash(&always(None), "2020-06-01", "2020-06-01");
    assert_eq!(usual, hash(&always(None), "2020-06-01", "2020-06-02"));
    assert_ne!(usual, hash(&always(None), "2020-06-02", "2020-06-02"));
    assert_ne!(usual, hash(&always(None), "2020-06-01", "2021-01-10"));
    let mut shifted = Schema::default();
    let first = schema().fields()[0].clone();
    shifted.add_field(Field { name: "another_pack.field".into(), ..first }).unwrap();
    for list in schema().lists() {
        shifted.add_list(list.clone()).unwrap();
    }
    for field in schema().fields() {
        shifted.add_field(field.clone()).unwrap();
    }
    let measure = measure(&shifted, Cond::Const(true));
    assert_eq!(usual, hash(&installed(shifted, measure, None), "2020-06-01", "2020-06-01"));
}

#[test]
fn whether_somebody_is_in_the_country_follows_from_where_they_are() {
    let mut schema = schema();
    let codes = Codes::Shaped { alphabet: ('A'..='Z').collect(), length: (3, 3), labelled: vec![] };
    let list = schema.add_list(CodeList { name: "countries".into(), hierarchical: false, codes }).unwrap();
    let first = schema.fields()[0].clone();
    let country = Field { name: "country".into(), ty: FieldType::Code(list), ..first };
    let country = schema.add_field(country).unwrap();
    let present = Cond::Is { field: field(&schema, "in_country"), value: true };
    let measure = measure(&schema, present);
    let found = installed(schema.clone(), measure, Some("PRT"));
    let bound = bound_on(&found, "2020-12-01", "2020-12-01");
    let of = |fields: &[(&str, &str)], at: Option<&str>| {
        let mut person: Row = row(&schema, fields);
        if let Some(at) = at {
            person.set(country, FieldState::Known(Value::Code(at.into())));
        }
        walk(&bound, &schema, &Household::lone(person)).unwrap().states[2]
    };
    assert_eq!(of(&[], Some("PRT")), State::Met);
    assert_eq!(of(&[], Some("BGD")), State::NotMet);
    assert_eq!(of(&[("in_country", "true")], None), State::Met);
    assert_eq!(of(&[("in_country", "false")], None), State::NotMet);
    assert_eq!(of(&[("in_country", "true")], Some("BGD")), State::NotMet);
    assert_eq!(of(&[], None), State::Unknown);
}

#[test]
fn a_bound_measure_answers() {
    let found = always(None);
    let bound = bound_on(&found, "2020-12-01", "2020-12-01");
    let of = |issued: &str| {
        let person = row(&found.schema, &[("permit.issued_on", issued)]);
        walk(&bound, &found.schema, &Household::lone(person)).unwrap().verdict
    };
    assert_eq!(of("2020-10-15"), Verdict::Yes);
    assert_eq!(of("2020-10-16"), Verdict::No);
    assert_eq!(of(""), Verdict::Needs);
}
