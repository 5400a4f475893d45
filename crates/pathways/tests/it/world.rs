//! Fields, code lists and calendars around the pathways of these tests, and plays told in a few lines.

use std::collections::BTreeMap;

use model::{Class, Code, CodeList, Codes, Compartment, Field, FieldType, Schema, Text, ValueRange};
use pathways::{Pathway, Play, Played, TriedPathway, play, read_play};
use rules::measure::Calendar;
use rules::read::{Shared, Vocabulary, calendars};
use yaml::{Node, NodeKind, Report};

fn listed(schema: &mut Schema, name: &str, codes: &[&str]) -> FieldType {
    let code = |code: &&str| Code { code: (*code).into(), label: Text::english(*code), unknown: *code == "unverified" };
    let codes = Codes::Listed(codes.iter().map(code).collect());
    FieldType::Code(schema.add_list(CodeList { name: name.into(), hierarchical: false, codes }).unwrap())
}

fn field(schema: &mut Schema, name: &str, ty: FieldType, class: Class) {
    let field = Field {
        name: name.into(),
        ty,
        class,
        label: Text::english(name),
        question: None,
        relevant: None,
        pack: "t".into(),
        hxl: None,
        facet: false,
    };
    schema.add_field(field).unwrap();
}

/// A schema like the core pack's, as far as the pathways of these tests read it.
pub fn schema() -> Schema {
    let mut schema = Schema::default();
    listed(&mut schema, "countries", &["PRT", "BGD", "GTM", "LBN", "NLD", "BRA", "AFG"]);
    let kinds = listed(&mut schema, "application_kind", &["renewal", "first"]);
    let statuses = listed(&mut schema, "application_status", &["submitted", "granted", "refused"]);
    let cares =
        listed(&mut schema, "child_care", &["unaccompanied", "separated", "with_spouse", "parents", "unverified"]);
    let child = Class::Protected(Compartment::Child);
    let gbv = Class::Protected(Compartment::Gbv);
    for (name, ty, class) in [
        ("birth_date", FieldType::PartialDate, Class::Personal),
        ("arrived_on", FieldType::PartialDate, Class::Personal),
        ("died_on", FieldType::PartialDate, Class::Personal),
        ("contact.safe", FieldType::Bool, Class::Sealed),
        ("application.kind", kinds, Class::Personal),
        ("application.status", statuses, Class::Personal),
        ("application.lodged_on", FieldType::Date, Class::Personal),
        ("permit.expires_on", FieldType::Date, Class::Personal),
        ("return.on", FieldType::Date, Class::Personal),
        ("nationalities", FieldType::Text, Class::Personal),
        ("stay.status", statuses, Class::Personal),
        ("household.size", FieldType::Int { range: ValueRange::from(1) }, Class::Personal),
        ("child.care", cares, child),
        ("child.guardian", FieldType::Bool, child),
        ("child.guardian_appointed_on", FieldType::PartialDate, child),
        ("child_move.trace_safe", FieldType::Bool, child),
        ("violence.incident_on", FieldType::PartialDate, gbv),
        ("violence.wants_shelter", FieldType::Bool, gbv),
        ("returnee.observe", FieldType::Bool, Class::Personal),
        ("returnee.released_on", FieldType::Date, Class::Personal),
        ("t.flag", FieldType::Bool, Class::Personal),
        ("t.other", FieldType::Bool, Class::Personal),
        ("t.day", FieldType::PartialDate, Class::Personal),
        ("t.until", FieldType::Date, Class::Personal),
        ("t.number", FieldType::Int { range: ValueRange::OPEN }, Class::Personal),
    ] {
        field(&mut schema, name, ty, class);
    }
    schema
}

/// The calendars of a text as packs write them.
pub fn calendars(text: &str) -> BTreeMap<String, Calendar> {
    let mut report = Report::new("calendars");
    let node = yaml::read(text, &mut report).unwrap();
    let mut found = BTreeMap::new();
    calendars::add(node.map("calendars", &mut report).unwrap(), &BTreeMap::new(), &mut found, &mut report);
    assert_eq!(report.finish(), vec![]);
    found
}

/// Portugal's calendar, as it ships.
pub fn portugal() -> BTreeMap<String, Calendar> {
    calendars(include_str!("../../../../packs/core/calendars/PRT.yaml"))
}

/// The problems of a pathway's text, and the pathway where there is none.
pub fn read(text: &str) -> (Option<TriedPathway>, Vec<yaml::Diagnostic>) {
    let vocabulary = Vocabulary { schema: schema(), calendars: portugal(), ..Vocabulary::default() };
    let shared = Shared {
        pack: "t",
        law: None,
        jurisdiction: None,
        vocabulary: &vocabulary,
        today: None,
        params: BTreeMap::new(),
        tables: BTreeMap::new(),
        calendars: BTreeMap::new(),
    };
    let mut report = Report::new("t.yaml");
    let pathway = yaml::read(text, &mut report).and_then(|node| {
        let map = node.map("a pathway", &mut report)?.clone();
        pathways::read::read(&map, &shared, &mut report)
    });
    (pathway, report.finish())
}

/// A pathway that is refused for nothing; warnings may be.
#[track_caller]
pub fn sound(text: &str) -> Pathway {
    tried(text).pathway
}

/// The same, with its plays.
#[track_caller]
pub fn tried(text: &str) -> TriedPathway {
    let (pathway, problems) = read(text);
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == yaml::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    pathway.unwrap()
}

/// A play of a pathway, from its text.
#[track_caller]
pub fn read_a_play(pathway: &Pathway, text: &str) -> Play {
    let mut report = Report::new("play.yaml");
    let node: Node = yaml::read(text, &mut report).unwrap_or_else(|| panic!("{:?}", report.clone().finish()));
    assert!(matches!(node.kind, NodeKind::Map(_)));
    let play = read_play(&node, pathway, &portugal(), &mut report);
    let problems = report.finish();
    assert!(problems.is_empty(), "{problems:#?}");
    play.unwrap()
}

/// Plays a play that must hold.
#[track_caller]
pub fn holds(pathway: &Pathway, text: &str) -> Played {
    let found = play(pathway, &portugal(), &read_a_play(pathway, text));
    assert!(found.failures.is_empty() && found.unsaid.is_empty(), "{found:#?}");
    found
}
