//! A small schema and measures made by hand, for the tests of this room.

use std::collections::BTreeMap;

use model::{
    About, Class, Code, CodeList, Codes, Compartment, Field, FieldState, FieldType, Household, Kind, KindList,
    KindWork, Roster, Row, Schema, Text, ValueRange,
};

use crate::bind::{Bound, BoundCondition};
use crate::expr::{Cond, FieldRef, Literal, Rel, Term, Whose};
use crate::measure::{Group, IfUnknown, Law, Unit};

fn listed(codes: &[&str], unknown: &str) -> Codes {
    let code = |code: &&str| Code { code: (*code).into(), label: Text::english(*code), unknown: *code == unknown };
    Codes::Listed(codes.iter().map(code).collect())
}

pub fn schema() -> Schema {
    let mut schema = Schema::default();
    let mut add_list =
        |name: &str, hierarchical, codes| schema.add_list(CodeList { name: name.into(), hierarchical, codes }).unwrap();
    let isco = Codes::Shaped { alphabet: "0123456789".into(), length: (1, 4), labelled: vec![] };
    let isco = add_list("isco08", true, isco);
    let roles = add_list("role", false, listed(&["head", "partner", "child", "other"], ""));
    let kinds = add_list("permit_kind", false, listed(&["residence", "work", "student"], ""));
    let care = add_list("care", false, listed(&["parent", "separated", "unaccompanied", "unverified"], "unverified"));
    let languages = add_list("language", false, listed(&["ar", "bn", "en", "und"], "und"));
    let fields = [
        ("birth_date", FieldType::PartialDate, Class::Personal),
        ("languages", FieldType::CodeSet(languages), Class::Personal),
        ("household.role", FieldType::Code(roles), Class::Personal),
        ("household.size", FieldType::Int { range: ValueRange::from(0) }, Class::Personal),
        ("permit.kind", FieldType::Code(kinds), Class::Personal),
        ("permit.issued_on", FieldType::Date, Class::Personal),
        ("permit.expires_on", FieldType::Date, Class::Personal),
        ("work.occupation", FieldType::Code(isco), Class::Personal),
        ("work.lost_income", FieldType::Bool, Class::Personal),
        ("care.hours", FieldType::Int { range: ValueRange::from(0) }, Class::Personal),
        ("balance", FieldType::Int { range: ValueRange::OPEN }, Class::Personal),
        ("care.share", FieldType::Decimal { places: 2, range: ValueRange::from(0) }, Class::Personal),
        (
            "flat.rent",
            FieldType::Money { currency: "JOD".parse().unwrap(), range: ValueRange::from(0) },
            Class::Personal,
        ),
        ("flat.debt", FieldType::Money { currency: "XOF".parse().unwrap(), range: ValueRange::OPEN }, Class::Personal),
        ("work.until", FieldType::Time, Class::Personal),
        ("child.care", FieldType::Code(care), Class::Protected(Compartment::Child)),
        ("child.guardian", FieldType::Bool, Class::Protected(Compartment::Child)),
        ("note", FieldType::Text, Class::Sealed),
        ("in_country", FieldType::Bool, Class::Open),
    ];
    for (name, ty, class) in fields {
        let label = Text::english(name);
        let field = Field {
            name: name.into(),
            ty,
            class,
            label,
            question: None,
            relevant: None,
            pack: "core".into(),
            hxl: None,
            facet: false,
        };
        schema.add_field(field).unwrap();
    }
    schema
}

/// The same with two kinds of record: of `course` those on record are all, of `lodging` others may keep more.
pub fn schema_with_records() -> Schema {
    let mut schema = schema();
    let list = schema.list_named("permit_kind").unwrap();
    let int = |min| FieldType::Int { range: ValueRange { min, max: None } };
    let course = [
        ("course.hours", int(Some(0))),
        ("course.score", int(None)),
        ("course.from", FieldType::Date),
        ("course.kind", FieldType::Code(list)),
        ("course.passed", FieldType::Bool),
    ];
    let lodging = [("lodging.from", FieldType::PartialDate), ("lodging.nights", int(Some(0)))];
    for (name, list, fields) in [("course", KindList::Ours, &course[..]), ("lodging", KindList::Open, &lodging)] {
        let field = |(name, ty): &(&str, FieldType)| personal(name, *ty);
        let kind = Kind {
            name: name.into(),
            title: Text::english(name),
            pack: "core".into(),
            about: About::Person,
            compartment: None,
            work: KindWork::Case,
            naming: vec![],
            unique: None,
            links: vec![],
            takes: None,
            dated: vec![],
            list,
            fields: fields.iter().map(field).collect(),
        };
        schema.add_kind(kind).unwrap();
    }
    schema.add_field(personal("lodging.complete", FieldType::Bool)).unwrap();
    schema
}

fn personal(name: &str, ty: FieldType) -> Field {
    let (name, label, pack) = (name.into(), Text::english(name), "core".into());
    let class = Class::Personal;
    Field { name, ty, class, label, question: None, relevant: None, pack, hxl: None, facet: false }
}

/// A row of fields by name; candidates of a contested one stand between bars.
pub fn row(schema: &Schema, fields: &[(&str, &str)]) -> Row {
    let mut row = Row::new(schema);
    for (name, text) in fields {
        let id = schema.field(name).unwrap();
        let state = if text.contains('|') {
            FieldState::Contested(text.split('|').map(|text| schema.value(id, text).unwrap()).collect())
        } else {
            schema.read(id, text).unwrap()
        };
        row.set(id, state);
    }
    row
}

pub fn household(members: Vec<Row>, roster: Roster) -> Household {
    Household { members, roster, about: 0 }
}

pub fn field(schema: &Schema, name: &str) -> FieldRef {
    FieldRef { whose: Whose::Subject, field: schema.field(name).unwrap() }
}

pub fn read(schema: &Schema, name: &str) -> Term {
    Term::Field(field(schema, name))
}

pub fn int(number: i64) -> Term {
    Term::Literal(Literal::Int(number))
}

pub fn date(text: &str) -> Term {
    Term::Literal(Literal::Date(text.parse().unwrap()))
}

pub fn code(text: &str) -> Term {
    Term::Literal(Literal::Code(text.into()))
}

pub fn compare(rel: Rel, a: Term, b: Term) -> Cond {
    Cond::Compare(rel, a, b)
}

/// All of these conditions, on 1 September 2020.
pub fn bound(conditions: Vec<(&str, Cond, IfUnknown)>) -> Bound {
    let root = Group::All((0..conditions.len()).map(Group::One).collect());
    let bind = |(id, when, if_unknown): (&str, Cond, IfUnknown)| BoundCondition {
        id: id.into(),
        when,
        says: Text::english(id),
        law: Law { cite: "s. 1".into(), checked: None },
        if_unknown,
        about: false,
    };
    Bound {
        pack: "t".into(),
        measure: "t".into(),
        unit: Unit::Person,
        on: "2020-09-01".parse().unwrap(),
        conditions: conditions.into_iter().map(bind).collect(),
        root,
        computes: vec![],
        priority: vec![],
        cap: None,
        tables: BTreeMap::new(),
        calendars: BTreeMap::new(),
        calendar: None,
        hash: String::new(),
    }
}
