//! What every instance for trying things out begins with: a small schema, a purpose, one account a role.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::{AccessCommand, Actor, Command, Ctx, Fields, InstanceCommand, InstanceView, ProposalCommand};
use journal::{Basis, Digest, Grant, Mode, Motion};
use model::{
    About, Class, Code, CodeList, Codes, Compartment, Field, FieldState, FieldType, Id, Kind, KindLink, KindTakes,
    KindWork, NamePart, Schema, TakenUnits, Text, Timestamp, UniqueBy, Value, ValueRange,
};
use store::Store;

pub const CONTROLLER: &str = "mission";
/// Another controller whose data the same instance holds.
pub const MINISTRY: &str = "ministry";
pub const OFFICE: &str = "harbour";
/// Where the desk works; two of the names would be patterns to a careless LIKE.
pub const OFFICES: [&str; 4] = [OFFICE, "airport", "har_our", "%"];

/// What the packs in force come to: there are none.
pub fn digest() -> Digest {
    InstanceView::default().schema()
}

/// The first commands of an instance.
pub async fn found(store: &Store, now: Timestamp) {
    store.use_rules(Arc::new(schema()), Arc::default(), digest()).await.unwrap();
    let submit = async |account: &str, command: Command| store.submit(ctx(account, now), command).await.unwrap();
    let (name, zone) = ("Test".into(), "UTC".into());
    submit("founder", InstanceCommand::Found { name, mode: Mode::Trial, jurisdiction: None, zone }.into()).await;
    let (says, bases) = (Text::english("Services"), vec![Basis::PublicInterest]);
    submit("founder", InstanceCommand::RecordPurpose { purpose: "services".into(), says, bases }.into()).await;
    // Whoever may grant accounts comes last of what the founder sets up.
    let desk =
        [CONTROLLER, MINISTRY].iter().flat_map(|controller| OFFICES.map(|office| grant("HD", controller, office)));
    let accounts = [
        ("desk", desk.collect()),
        ("counsellor", vec![Grant { compartments: vec![Compartment::Gbv], ..grant("CW", CONTROLLER, OFFICE) }]),
        ("admin", vec![grant("AD", CONTROLLER, OFFICE)]),
        ("chief", vec![grant("SU", CONTROLLER, OFFICE)]),
    ];
    for (account, grants) in accounts {
        submit("founder", AccessCommand::RecordAccount { account: account.into(), grants }.into()).await;
    }
    let grants = vec![grant("DP", CONTROLLER, OFFICE)];
    let (proposal, motion) = (Id([0xd9; 16]), Motion::Account { account: "officer".into(), grants });
    let reason = || "to look after it".to_owned();
    submit("admin", ProposalCommand::Propose { proposal, motion, reason: reason() }.into()).await;
    submit("chief", ProposalCommand::Vote { proposal, approve: true, reason: reason() }.into()).await;
}

fn grant(role: &str, controller: &str, office: &str) -> Grant {
    let (role, controller, office) = (role.into(), controller.into(), office.into());
    Grant { role, controller, office, compartments: vec![], until: None }
}

pub fn ctx(account: &str, now: Timestamp) -> Ctx {
    Ctx {
        actor: Actor { account: account.into(), grants: vec![] },
        controller: CONTROLLER.into(),
        office: OFFICE.into(),
        purpose: "services".into(),
        basis: Basis::PublicInterest,
        source: "desk".into(),
        now,
        occurred_on: None,
        schema: digest(),
        idempotency: None,
        device: None,
        batch: None,
    }
}

/// `name=value` pairs, typed by the schema.
pub fn fields(pairs: &[(&str, &str)]) -> Fields {
    let schema = schema();
    let typed = pairs.iter().map(|(name, text)| {
        let field = schema.field(name).unwrap();
        ((*name).to_owned(), schema.read(field, text).unwrap())
    });
    typed.collect::<BTreeMap<String, FieldState<Value>>>()
}

pub fn schema() -> Schema {
    let mut schema = Schema::default();
    let code = |code: &str| Code { code: code.into(), label: Text::english(code), unknown: false };
    let mut list = |name: &str, codes: &[&str]| {
        let codes = Codes::Listed(codes.iter().map(|text| code(text)).collect());
        schema.add_list(CodeList { name: name.into(), hierarchical: false, codes }).unwrap()
    };
    let sex = list("sex", &["F", "M", "X"]);
    let languages = list("languages", &["ara", "eng", "fra", "spa"]);
    let statuses = list("status", &["none", "applicant", "refugee"]);
    let asylum = Class::Protected(Compartment::Asylum);
    let declared = [
        ("name.full", FieldType::Text, Class::Sealed, false),
        ("contact.phone", FieldType::Text, Class::Sealed, false),
        ("document.number", FieldType::Text, Class::Sealed, false),
        ("external.system", FieldType::Text, Class::Sealed, false),
        ("external.id", FieldType::Text, Class::Sealed, false),
        ("note", FieldType::Text, Class::Sealed, true),
        ("open.text", FieldType::Text, Class::Personal, true),
        ("sex", FieldType::Code(sex), Class::Personal, true),
        ("languages", FieldType::CodeSet(languages), Class::Personal, true),
        ("birth_date", FieldType::PartialDate, Class::Personal, false),
        ("household.id", FieldType::Text, Class::Personal, false),
        ("household.size", FieldType::Int { range: ValueRange::from(1) }, Class::Personal, false),
        ("protection.status", FieldType::Code(statuses), asylum, true),
    ];
    for (name, kind, class, facet) in declared {
        let (name, label, pack) = (name.into(), Text::english(name), "test".into());
        let field = Field { name, ty: kind, class, label, question: None, relevant: None, pack, hxl: None, facet };
        schema.add_field(field).unwrap();
    }
    let (open, walled) = ((None, Class::Personal), (Some(Compartment::Gbv), Class::Protected(Compartment::Gbv)));
    for (name, (compartment, class)) in [("lodging", open), ("hurt", walled), ("threat", walled)] {
        let (label, pack) = (Text::english(name), "test".to_owned());
        let field = Field {
            name: format!("{name}.from"),
            ty: FieldType::Date,
            class,
            label: label.clone(),
            question: None,
            relevant: None,
            pack: pack.clone(),
            hxl: None,
            facet: false,
        };
        let (about, work, name) = (About::Person, KindWork::Person, name.to_owned());
        let shared = Field { name: format!("{name}.shared"), ty: FieldType::Bool, facet: true, ..field.clone() };
        let (naming, fields) = (vec![NamePart::Field(0)], vec![field, shared]);
        let (unique, links, takes, list) = (Some(UniqueBy::default()), vec![], None, model::KindList::Ours);
        let (title, dated) = (label, vec![]);
        let kind =
            Kind { name, title, pack, about, compartment, work, naming, unique, list, links, takes, dated, fields };
        schema.add_kind(kind).unwrap();
    }
    for kind in inns() {
        schema.add_kind(kind).unwrap();
    }
    schema
}

/// What has few beds, nights there of a person and of a household, and what a household gets.
fn inns() -> [Kind; 4] {
    let field = |name: &str, ty, class| Field {
        name: name.into(),
        ty,
        class,
        label: Text::english(name),
        question: None,
        relevant: None,
        pack: "test".into(),
        hxl: None,
        facet: false,
    };
    let kind = |name: &str, about, work, fields| Kind {
        name: name.into(),
        title: Text::english(name),
        pack: "test".into(),
        about,
        compartment: None,
        work,
        naming: vec![NamePart::Field(0)],
        unique: None,
        list: model::KindList::Ours,
        links: vec![],
        takes: None,
        dated: vec![],
        fields,
    };
    let beds = field("inn.beds", FieldType::Int { range: ValueRange::from(0) }, Class::Open);
    let stay = |name: &str, about| {
        let of = |word: &str| format!("{name}.{word}");
        let nights = ["from", "until"].map(|word| field(&of(word), FieldType::Date, Class::Personal));
        let leads = field(&of("inn"), FieldType::Record, Class::Personal);
        let takes = KindTakes {
            link: of("inn"),
            limit: "inn.beds".into(),
            units: TakenUnits::Always(1),
            nights: Some((of("from"), of("until"))),
            hold_hours: None,
            reserve: None,
            fill: vec![],
            free: vec![],
        };
        let link = KindLink { field: of("inn"), to: "inn".into(), must: true };
        let stay = kind(name, about, KindWork::Case, [nights.to_vec(), vec![leads]].concat());
        Kind { links: vec![link], takes: Some(takes), ..stay }
    };
    let ration =
        kind("ration", About::Household, KindWork::Case, vec![field("ration.on", FieldType::Date, Class::Personal)]);
    [
        kind("inn", About::Itself, KindWork::Place, vec![beds]),
        stay("night", About::Person),
        stay("family_night", About::Household),
        Kind { unique: Some(UniqueBy::default()), ..ration },
    ]
}

/// `name=value` pairs of a kind of record.
pub fn fields_of(kind: &str, pairs: &[(&str, &str)]) -> Fields {
    let schema = schema();
    let kind = schema.kind(kind).unwrap();
    let read = |name: &str, text: &str| schema.read_as(kind.field(name).unwrap().ty, text).unwrap();
    pairs.iter().map(|(name, text)| ((*name).to_owned(), read(name, text))).collect()
}
