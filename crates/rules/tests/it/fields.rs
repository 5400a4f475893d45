//! A small vocabulary: the fields, lists and one calendar that the tests of this room read.

use std::collections::{BTreeMap, BTreeSet};

use model::{Class, Code, CodeList, Codes, Compartment, Field, FieldType, ListId, Schema, Text, ValueRange};
use rules::measure::{Calendar, Holiday};
use rules::read::Vocabulary;

fn listed(codes: &[&str]) -> Codes {
    let code = |code: &&str| Code { code: (*code).into(), label: Text::english(*code), unknown: *code == "unverified" };
    Codes::Listed(codes.iter().map(code).collect())
}

fn shaped(alphabet: &str, length: (usize, usize)) -> Codes {
    Codes::Shaped { alphabet: alphabet.into(), length, labelled: vec![] }
}

struct Lists {
    countries: ListId,
    places: ListId,
    occupations: ListId,
    sectors: ListId,
    permits: ListId,
    applications: ListId,
    stay: ListId,
    care: ListId,
    channels: ListId,
}

fn lists(schema: &mut Schema) -> Lists {
    let mut add =
        |name: &str, hierarchical, codes| schema.add_list(CodeList { name: name.into(), hierarchical, codes }).unwrap();
    add("sex", false, listed(&["female", "male"]));
    add("languages", false, shaped("abcdefghijklmnopqrstuvwxyz", (3, 3)));
    Lists {
        countries: add("countries", false, listed(&["BGD", "ESP", "PRT"])),
        places: add("places", true, shaped("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", (2, 12))),
        occupations: add("isco08", true, shaped("0123456789", (1, 4))),
        sectors: add("sector", false, listed(&["trade", "tourism"])),
        permits: add("permit_kind", false, listed(&["residence", "work", "student"])),
        applications: add("application_status", false, listed(&["submitted", "decided"])),
        stay: add("stay_status", false, listed(&["regular", "irregular"])),
        care: add("child_care", false, listed(&["parent", "separated", "unaccompanied", "unverified"])),
        channels: add("contact_channel", false, listed(&["sms", "voice"])),
    }
}

fn schema() -> Schema {
    let mut schema = Schema::default();
    let lists = lists(&mut schema);
    let (int, child) = (FieldType::Int { range: ValueRange::from(0) }, Class::Protected(Compartment::Child));
    let fields = [
        ("id", FieldType::Text, Class::Open),
        ("name.full", FieldType::Text, Class::Sealed),
        ("contact.safe", FieldType::Bool, Class::Sealed),
        ("contact.channel", FieldType::Code(lists.channels), Class::Sealed),
        ("birth_date", FieldType::PartialDate, Class::Personal),
        ("nationalities", FieldType::CodeSet(lists.countries), Class::Personal),
        ("stateless", FieldType::Bool, Class::Personal),
        ("household.id", FieldType::Text, Class::Open),
        ("household.size", int, Class::Personal),
        ("stay.status", FieldType::Code(lists.stay), Class::Personal),
        ("application.status", FieldType::Code(lists.applications), Class::Personal),
        ("permit.kind", FieldType::Code(lists.permits), Class::Personal),
        ("permit.issued_on", FieldType::Date, Class::Personal),
        ("permit.expires_on", FieldType::Date, Class::Personal),
        ("country", FieldType::Code(lists.countries), Class::Personal),
        ("in_country", FieldType::Bool, Class::Personal),
        ("place", FieldType::Code(lists.places), Class::Personal),
        ("arrived_on", FieldType::PartialDate, Class::Personal),
        ("return.on", FieldType::Date, Class::Personal),
        ("return.from", FieldType::Code(lists.countries), Class::Personal),
        ("work.occupation", FieldType::Code(lists.occupations), Class::Personal),
        ("work.sector", FieldType::Code(lists.sectors), Class::Personal),
        ("care.hours", int, Class::Personal),
        ("care.months", int, Class::Personal),
        (
            "flat.rent",
            FieldType::Money { currency: "JOD".parse().unwrap(), range: ValueRange::from(0) },
            Class::Personal,
        ),
        ("flat.debt", FieldType::Money { currency: "XOF".parse().unwrap(), range: ValueRange::OPEN }, Class::Personal),
        ("care.share", FieldType::Decimal { places: 2, range: ValueRange::OPEN }, Class::Personal),
        ("work.until", FieldType::Time, Class::Personal),
        ("health.cover", FieldType::Bool, Class::Personal),
        ("child.care", FieldType::Code(lists.care), child),
        ("child.guardian", FieldType::Bool, child),
    ];
    for (name, ty, class) in fields {
        let (name, label, pack) = (name.to_owned(), Text::english(name), "core".to_owned());
        let field = Field { name, ty, class, label, question: None, relevant: None, pack, hxl: None, facet: false };
        schema.add_field(field).unwrap();
    }
    schema
}

/// `in_country` can be worked out from `country`; Portugal's weekends and one of its holidays are known.
pub fn vocabulary() -> Vocabulary {
    let schema = schema();
    let id = |name| schema.field(name).unwrap();
    let derived = BTreeMap::from([(id("in_country"), BTreeSet::from([id("country")]))]);
    let freedom = Holiday { name: Text::english("Freedom Day"), ..Holiday::default() };
    let holidays = BTreeMap::from([(jiff::civil::date(2020, 4, 25), freedom)]);
    let portugal = Calendar { name: "PRT".into(), holidays, ..Calendar::of_weekend(vec![6, 7]) };
    let calendars = BTreeMap::from([("PRT".to_owned(), portugal)]);
    Vocabulary { schema, derived, calendars, in_force: Text::english("in force"), ..Vocabulary::default() }
}
