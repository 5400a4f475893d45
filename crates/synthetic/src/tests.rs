//! What rules rely on: the shares, the ties between fields, and that chance is repeatable.

use std::collections::{BTreeMap, BTreeSet};

use model::{Class, Code, CodeList, Codes, Field, FieldState, FieldType, Row, Schema, Text, Value};
use packs::{LoadOptions, load};

use super::Population;
use super::corridor::Corridors;
use super::datum::DATA;

const MANY: u64 = 8_000;

fn add(schema: &mut Schema, name: &str, ty: FieldType, class: Class, pack: &str) {
    let label = Text::english(name);
    let (name, pack) = (name.to_owned(), pack.to_owned());
    let field = Field { name, ty, class, label, question: None, relevant: None, pack, hxl: None, facet: false };
    schema.add_field(field).unwrap();
}

/// The core pack's.
fn schema() -> Schema {
    load(&[], &LoadOptions::default()).unwrap().schema
}

fn with_pack_fields(mut schema: Schema) -> Schema {
    let code = |code: &str| Code { code: code.into(), label: Text::english(code), unknown: false };
    let codes = Codes::Listed(vec![code("visa"), code("renewal")]);
    let list = schema.add_list(CodeList { name: "procedure".into(), hierarchical: false, codes }).unwrap();
    add(&mut schema, "spain_farm.withdrew", FieldType::Bool, Class::Personal, "spain-farm-permit");
    add(&mut schema, "ecuador.procedure_kind", FieldType::Code(list), Class::Personal, "ecuador");
    add(&mut schema, "ecuador.note", FieldType::Text, Class::Sealed, "ecuador");
    schema
}

fn people(schema: &Schema, count: u64, seed: u64) -> Vec<Row> {
    Population::new(schema, count, seed).flatten().collect()
}

fn text(schema: &Schema, row: &Row, field: &str) -> String {
    match row.get(schema.field(field).unwrap()) {
        FieldState::Known(value) => value.to_text(),
        FieldState::NotApplicable => "n/a".into(),
        FieldState::Unknown | FieldState::Contested(_) => String::new(),
    }
}

/// The share, in ten-thousandths, lies between the two.
#[track_caller]
fn check_share(rows: &[Row], (least, most): (usize, usize), holds: impl Fn(&Row) -> bool) {
    let share = rows.iter().filter(|row| holds(row)).count() * 10_000 / rows.len();
    assert!((least..=most).contains(&share), "{share} is not within {least} and {most}");
}

#[test]
fn every_field_that_is_filled_is_one_of_the_core_pack() {
    let schema = schema();
    for (_, name, _) in DATA {
        assert!(schema.field(name).is_some(), "{name}");
    }
}

#[test]
fn every_value_is_one_the_schema_admits() {
    let schema = with_pack_fields(schema());
    for row in Population::new(&schema, 3000, 1).with_identifiers(true).flatten() {
        for (id, state) in row.on_record() {
            let Some(value) = state.known() else { continue };
            assert_eq!(schema.value(id, &value.to_text()).as_ref(), Ok(value), "{}", schema.name(id));
        }
    }
}

#[test]
fn one_seed_gives_one_population_and_another_gives_another() {
    let schema = schema();
    assert_eq!(people(&schema, 500, 7), people(&schema, 500, 7));
    assert_ne!(people(&schema, 500, 7), people(&schema, 500, 8));
}

#[test]
fn a_larger_population_begins_with_the_smaller() {
    let schema = schema();
    let (small, large) = (people(&schema, 500, 7), people(&schema, 700, 7));
    assert_eq!(small[..], large[..500]);
}

#[test]
fn ids_are_those_of_the_product_and_each_is_one_persons() {
    let schema = schema();
    let ids: BTreeSet<String> = people(&schema, 500, 7).iter().map(|row| text(&schema, row, "id")).collect();
    assert_eq!(ids.len(), 500);
    assert!(ids.iter().all(|id| id.parse::<model::Id>().is_ok()));
    assert!(ids.contains(&format!("{:016x}{:016x}", 7, 499)));
}

#[test]
fn exactly_as_many_people_come_as_wanted() {
    for count in [0, 1, 2, 17, 500] {
        assert_eq!(people(&schema(), count, 3).len() as u64, count);
    }
}

#[test]
fn packs_loaded_beside_change_nobody() {
    let (plain, with_packs) = (schema(), with_pack_fields(schema()));
    for (one, other) in people(&plain, 2000, 5).iter().zip(&people(&with_packs, 2000, 5)) {
        let core: Vec<_> = other.on_record().filter(|(id, _)| plain.get(*id).is_some()).collect();
        assert_eq!(one.on_record().collect::<Vec<_>>(), core);
    }
}

#[test]
fn a_schema_without_a_field_leaves_it_out() {
    let mut schema = Schema::default();
    add(&mut schema, "birth_date", FieldType::PartialDate, Class::Personal, "core");
    let rows = people(&schema, 1000, 1);
    check_share(&rows, (9500, 9900), |row| !text(&schema, row, "birth_date").is_empty());
}

#[test]
fn fields_of_packs_are_filled_by_their_kind() {
    let schema = with_pack_fields(schema());
    let rows = people(&schema, MANY, 2);
    check_share(&rows, (1100, 1600), |row| text(&schema, row, "spain_farm.withdrew") == "true");
    check_share(&rows, (500, 700), |row| text(&schema, row, "spain_farm.withdrew").is_empty());
    check_share(&rows, (300, 500), |row| text(&schema, row, "ecuador.procedure_kind") == "n/a");
    assert!(rows.iter().all(|row| text(&schema, row, "ecuador.note").is_empty()));
}

#[test]
fn identifiers_come_only_when_asked_for_and_belong_to_nobody() {
    let schema = schema();
    let sealed: Vec<_> =
        schema.numbered().filter(|(_, field)| field.class == Class::Sealed).map(|(id, _)| id).collect();
    let plain = people(&schema, 2000, 9);
    assert!(plain.iter().all(|row| sealed.iter().all(|id| row.get(*id).is_unknown())));
    let named: Vec<Row> = Population::new(&schema, 2000, 9).with_identifiers(true).flatten().collect();
    let mut ids = BTreeSet::new();
    for (row, plain) in named.iter().zip(&plain) {
        assert_eq!(text(&schema, row, "external.system"), "synthetic");
        assert!(ids.insert(text(&schema, row, "external.id")));
        assert!(text(&schema, row, "name.full").contains(' '));
        let phone = text(&schema, row, "contact.phone");
        assert!(phone.is_empty() || (phone.starts_with("+999") && phone.len() == 13));
        assert_eq!(text(&schema, row, "birth_date"), text(&schema, plain, "birth_date"));
    }
}

#[test]
fn what_rules_read_is_known_of_some_missing_of_others_and_may_not_arise() {
    let schema = schema();
    let rows = people(&schema, MANY, 4);
    let arises = [
        ("application.status", true),
        ("application.lodged_on", true),
        ("application.decided_on", true),
        ("permit.kind", true),
        ("permit.issued_on", true),
        ("permit.expires_on", true),
        ("country", false),
        ("work.sector", true),
        ("work.occupation", true),
        ("work.started_on", true),
        ("work.lost_income", true),
        ("birth_date", false),
        ("child.care", true),
        ("child.guardian", true),
        ("arrived_on", true),
        ("return.on", true),
        ("return.kind", true),
        ("household.size", false),
        ("protection.claimed_on", true),
        ("care.hours", true),
        ("stay.status", false),
    ];
    for (field, may_not_arise) in arises {
        let found: BTreeSet<bool> = rows.iter().map(|row| text(&schema, row, field) == "n/a").collect();
        assert_eq!(found.contains(&true), may_not_arise, "{field}: not applicable");
        assert!(rows.iter().any(|row| text(&schema, row, field).is_empty()), "{field}: unknown");
        assert!(rows.iter().any(|row| !["", "n/a"].contains(&text(&schema, row, field).as_str())), "{field}: known");
    }
}

#[test]
fn every_rate_of_missing_answers_is_small() {
    let schema = schema();
    let rows = people(&schema, MANY, 4);
    // The size is asked of the head, whom nobody asked in some households.
    let asked = schema.numbered().filter(|(_, field)| field.class != Class::Sealed);
    for (id, field) in asked.filter(|(_, field)| !["household.size", "in_country"].contains(&field.name.as_str())) {
        let missing = rows.iter().filter(|row| row.get(id).is_unknown()).count();
        assert!(missing * 100 <= rows.len() * 15, "{}: {missing}", field.name);
    }
}

#[test]
fn dates_gather_where_the_rules_of_2020_cut() {
    let schema = schema();
    let rows = people(&schema, MANY, 6);
    let within =
        |row: &Row, field: &str, from: &str, to: &str| (from..=to).contains(&text(&schema, row, field).as_str());
    check_share(&rows, (500, 3000), |row| within(row, "application.lodged_on", "2020-03-04", "2020-04-01"));
    check_share(&rows, (1000, 4500), |row| within(row, "permit.expires_on", "2020-03-20", "2020-09-20"));
    check_share(&rows, (200, 1500), |row| within(row, "return.on", "2020-01-01", "2020-12-01"));
    check_share(&rows, (5, 500), |row| within(row, "application.lodged_on", "2020-10-01", "2020-10-30"));
    check_share(&rows, (500, 2500), |row| text(&schema, row, "birth_date").len() == 4);
}

#[test]
fn fields_of_one_person_fit_each_other() {
    let schema = schema();
    for row in people(&schema, MANY, 11) {
        let get = |field: &str| text(&schema, &row, field);
        if get("stay.status") == "pending" {
            assert_ne!(get("application.status"), "n/a", "who waits has applied");
        }
        if get("application.status") == "submitted" {
            assert!(["", "n/a"].contains(&get("application.decided_on").as_str()), "what waits is not decided");
        }
        if get("stay.status") == "national" {
            assert_eq!(get("permit.kind").replace("n/a", ""), "");
        }
        if get("work.sector") == "agriculture" {
            assert!(get("work.occupation").is_empty() || "96".contains(&get("work.occupation")[..1]));
        }
        if get("child.care") == "n/a" && get("birth_date").len() == 10 {
            assert!(get("birth_date").as_str() < "2002-12-02", "only grown-ups have no carer");
        }
        let (lodged, decided) = (get("application.lodged_on"), get("application.decided_on"));
        if lodged.len() == 10 && decided.len() == 10 {
            assert!(lodged < decided);
        }
    }
}

#[test]
fn households_hang_together() {
    let schema = schema();
    let mut sizes = BTreeMap::new();
    for household in Population::new(&schema, MANY, 12) {
        let id = |row: &Row| text(&schema, row, "household.id");
        assert!(household.iter().all(|row| id(row) == id(&household[0])));
        let role = text(&schema, &household[0], "household.role");
        assert!(["head", ""].contains(&role.as_str()));
        let declared =
            household.iter().find_map(|row| row.get(schema.field("household.size").unwrap()).known().cloned());
        let against = match declared {
            Some(Value::Int(size)) => size.cmp(&i64::try_from(household.len()).unwrap()) as i8,
            _ => 2,
        };
        *sizes.entry(against).or_insert(0) += 1;
    }
    assert!(sizes[&0] > sizes[&1] && sizes[&1] > 200 && sizes[&2] > 200, "equal, larger and undeclared: {sizes:?}");
}

#[test]
fn the_countries_of_the_shipped_practices_are_well_represented() {
    let schema = schema();
    let rows = people(&schema, MANY, 13);
    for country in ["PRT", "IRL", "QAT", "ESP", "BGD", "COL"] {
        check_share(&rows, (50, 1500), |row| text(&schema, row, "country") == country);
    }
    check_share(&rows, (20, 500), |row| {
        text(&schema, row, "return.kind").len() > 3 && text(&schema, row, "country") == "BGD"
    });
    check_share(&rows, (50, 600), |row| {
        ["unaccompanied", "separated"].contains(&text(&schema, row, "child.care").as_str())
    });
}

#[test]
fn the_stock_of_migrants_is_read_whole() {
    let corridors: Vec<_> = Corridors::embedded().all().collect();
    assert_eq!(corridors.len(), 147, "seven origins of each of 21 destinations");
    assert!(corridors.iter().all(|one| one.destination.len() == 3 && one.origin.len() == 3 && one.women < 1000));
}
