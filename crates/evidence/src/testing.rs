//! A schema and rows for this room's unit tests.

use model::{
    About, Class, Code, CodeList, Codes, Compartment, Field, FieldState, FieldType, Kind, KindList, KindWork, ListId,
    Row, Schema, Text, ValueRange,
};

fn listed(codes: &[&str]) -> Codes {
    let code = |code: &&str| Code { code: (*code).into(), label: Text::english(*code), unknown: *code == "unverified" };
    Codes::Listed(codes.iter().map(code).collect())
}

fn shaped(alphabet: &str, length: (usize, usize)) -> Codes {
    Codes::Shaped { alphabet: alphabet.into(), length, labelled: vec![] }
}

fn list(schema: &mut Schema, name: &str, hierarchical: bool, codes: Codes) -> ListId {
    schema.add_list(CodeList { name: name.into(), hierarchical, codes }).unwrap()
}

fn field(schema: &mut Schema, name: &str, ty: FieldType, class: Class) {
    schema.add_field(plain(name, ty, class)).unwrap();
}

fn plain(name: &str, ty: FieldType, class: Class) -> Field {
    let (name, label, pack) = (name.into(), Text::english(name), "core".into());
    Field { name, ty, class, label, question: None, relevant: None, pack, hxl: None, facet: false }
}

/// Some of the core fields, of every kind, and an amount that may be negative.
pub(crate) fn schema() -> Schema {
    let mut schema = Schema::default();
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let country = list(&mut schema, "country", false, shaped(letters, (3, 3)));
    let language = list(&mut schema, "language", false, shaped("abcdefghijklmnopqrstuvwxyz", (3, 3)));
    let isco = list(&mut schema, "isco08", true, shaped("0123456789", (1, 4)));
    let sex = list(&mut schema, "sex", false, listed(&["F", "M", "X"]));
    let role = list(&mut schema, "role", false, listed(&["head", "partner", "child", "parent", "other"]));
    let care = list(&mut schema, "care", false, listed(&["parent", "unaccompanied", "unverified"]));
    let permit = list(&mut schema, "permit_kind", false, listed(&["residence", "work", "student"]));
    for (name, kind) in [
        ("id", FieldType::Text),
        ("household.id", FieldType::Text),
        ("household.role", FieldType::Code(role)),
        ("household.size", FieldType::Int { range: ValueRange::from(0) }),
        ("birth_date", FieldType::PartialDate),
        ("sex", FieldType::Code(sex)),
        ("nationalities", FieldType::CodeSet(country)),
        ("languages", FieldType::CodeSet(language)),
        ("application.lodged_on", FieldType::Date),
        ("work.occupation", FieldType::Code(isco)),
        ("work.lost_income", FieldType::Bool),
        ("care.hours", FieldType::Int { range: ValueRange::from(0) }),
        ("balance", FieldType::Int { range: ValueRange::OPEN }),
        ("care.share", FieldType::Decimal { places: 2, range: ValueRange { min: Some(0), max: Some(40_000) } }),
        ("flat.rent", FieldType::Money { currency: "JOD".parse().unwrap(), range: ValueRange::from(0) }),
        ("flat.debt", FieldType::Money { currency: "XOF".parse().unwrap(), range: ValueRange::OPEN }),
        ("work.until", FieldType::Time),
        ("permit.kind", FieldType::Code(permit)),
        ("permit.expires_on", FieldType::Date),
        ("in_country", FieldType::Bool),
    ] {
        field(&mut schema, name, kind, if name == "id" { Class::Open } else { Class::Personal });
    }
    field(&mut schema, "name.full", FieldType::Text, Class::Sealed);
    field(&mut schema, "child.care", FieldType::Code(care), Class::Protected(Compartment::Child));
    schema
}

/// The same with kinds of record: of `course` those on record are all, of `lodging` others may keep more, `checkup` lies
/// behind a wall.
pub(crate) fn schema_with_records() -> Schema {
    let mut schema = schema();
    let of = |name: &str| schema.list_named(name).unwrap();
    let (permit, language) = (of("permit_kind"), of("language"));
    let hours = FieldType::Int { range: ValueRange::from(0) };
    let health = Class::Protected(Compartment::Health);
    let kinds = [
        (
            "course",
            None,
            KindList::Ours,
            vec![
                ("hours", hours, Class::Personal),
                ("score", FieldType::Int { range: ValueRange::OPEN }, Class::Personal),
                ("from", FieldType::Date, Class::Personal),
                ("kind", FieldType::Code(permit), Class::Personal),
                ("languages", FieldType::CodeSet(language), Class::Personal),
                ("passed", FieldType::Bool, Class::Personal),
                ("place", FieldType::Text, Class::Sealed),
                ("supported", FieldType::Bool, health),
            ],
        ),
        (
            "lodging",
            None,
            KindList::Open,
            vec![("from", FieldType::PartialDate, Class::Personal), ("nights", hours, Class::Personal)],
        ),
        ("checkup", Some(Compartment::Health), KindList::Ours, vec![("day", FieldType::Date, health)]),
    ];
    for (name, compartment, list, fields) in kinds {
        let field = |(word, ty, class): (&str, FieldType, Class)| plain(&format!("{name}.{word}"), ty, class);
        let kind = Kind {
            name: name.into(),
            title: Text::english(name),
            pack: "core".into(),
            about: About::Person,
            compartment,
            work: KindWork::Case,
            naming: vec![],
            unique: None,
            links: vec![],
            takes: None,
            dated: vec![],
            list,
            fields: fields.into_iter().map(field).collect(),
        };
        schema.add_kind(kind).unwrap();
    }
    field(&mut schema, "lodging.complete", FieldType::Bool, Class::Personal);
    schema
}

/// A row from texts of cells, as a people file would hold them.
#[track_caller]
pub(crate) fn row(schema: &Schema, cells: &[(&str, &str)]) -> Row {
    let mut row = Row::new(schema);
    for (name, text) in cells {
        let column = crate::people::column_named(schema, name).unwrap();
        crate::people::take_cell(schema, &mut row, column, text).unwrap();
    }
    row
}

/// A household of rows that share an id.
#[track_caller]
pub(crate) fn household(schema: &Schema, id: &str, members: &[&[(&str, &str)]]) -> Vec<Row> {
    let shared = schema.field("household.id").unwrap();
    let rows = members.iter().map(|cells| {
        let mut row = row(schema, cells);
        row.set(shared, FieldState::Known(model::Value::Text(id.into())));
        row
    });
    rows.collect()
}
