//! What every instance for trying things out begins with: a small schema, a purpose, one account a role.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::{Actor, Command, Ctx, Fields};
use journal::{Basis, Grant, Mode};
use model::{Class, Code, CodeList, Codes, Compartment, Field, FieldState, FieldType, Schema, Text, Timestamp, Value};
use store::Store;

pub const CONTROLLER: &str = "mission";
pub const OFFICE: &str = "harbour";
/// Where the desk works; two of the names would be patterns to a careless LIKE.
pub const OFFICES: [&str; 4] = [OFFICE, "airport", "har_our", "%"];

/// The first commands of an instance.
pub async fn found(store: &Store, now: Timestamp) {
    store.use_schema(Arc::new(schema())).await.unwrap();
    let submit = async |account: &str, command| store.submit(ctx(account, now), command).await.unwrap();
    let mode = Mode::Trial;
    submit("founder", Command::FoundInstance { name: "Test".into(), mode, jurisdiction: None }).await;
    let (says, bases) = (Text::english("Services"), vec![Basis::PublicInterest]);
    submit("founder", Command::RecordPurpose { purpose: "services".into(), says, bases }).await;
    // Whoever may grant accounts comes last of what the founder sets up.
    let accounts: [(&str, &str, &str, &[&str]); 4] = [
        ("founder", "desk", "HD", &OFFICES),
        ("founder", "admin", "AD", &[OFFICE]),
        ("founder", "chief", "SU", &[OFFICE]),
        ("chief", "officer", "DP", &[OFFICE]),
    ];
    for (by, account, role, offices) in accounts {
        let grants = offices.iter().map(|office| grant(role, CONTROLLER, office)).collect();
        submit(by, Command::RecordAccount { account: account.into(), grants }).await;
    }
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
        schema_hash: "0".repeat(64),
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
        ("household.size", FieldType::Int { min: Some(1) }, Class::Personal, false),
        ("protection.status", FieldType::Code(statuses), asylum, true),
    ];
    for (name, kind, class, facet) in declared {
        let (name, label, pack) = (name.into(), Text::english(name), "test".into());
        let field = Field { name, ty: kind, class, label, question: None, relevant: None, pack, hxl: None, facet };
        schema.add_field(field).unwrap();
    }
    schema
}
