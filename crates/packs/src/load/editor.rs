//! JSON Schemas (draft 2020-12) of the files of a pack, for editors: keys are offered and misspelt ones underlined
//! while somebody types.
//!
//! Made of the very lists of keys and words that the loader reads by, so the two cannot drift apart. An editor knows
//! no fields and no grammar: what a schema lets pass, `pack check` still judges.

use model::{About, KindList, KindWork};
use rules::read::{calendars, conditions, literals, measure, params, tables};
use serde_json::{Map, Value, json};

use super::{cases, field_type, fields, forms, kinds, lists, manifest};

/// The kinds of files, by the name under which `onward pack schema` prints them.
pub const KINDS: [&str; 11] =
    ["manifest", "fields", "lists", "kinds", "params", "tables", "calendars", "measure", "pathway", "form", "tests"];

/// The schema of one kind of file; `None` for a kind there is not.
pub fn editor_schema(kind: &str) -> Option<Value> {
    let body = match kind {
        "manifest" => manifest(),
        "fields" => named(&reference("field")),
        "lists" => named(&object(&lists::KEYS, &[], &[])),
        "kinds" => kind_of_record(),
        "params" => named(&reference("param")),
        "tables" => named(&reference("table")),
        "calendars" => named(&reference("calendar")),
        "measure" => measure(),
        "pathway" => pathway(),
        "form" => form(),
        "tests" => {
            one_of(&[object(&["measure", "tests"], &["tests"], &[("tests", reference("tests"))]), reference("tests")])
        }
        _ => return None,
    };
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Onward: {kind} of a pack"),
        "$defs": definitions(),
    });
    if let (Some(schema), Value::Object(body)) = (schema.as_object_mut(), body) {
        schema.extend(body);
    }
    Some(schema)
}

fn manifest() -> Value {
    let known = [
        ("title", reference("text")),
        ("summary", reference("text")),
        ("in_force", reference("text")),
        ("law", reference("law")),
        ("rights", named(&reference("text"))),
        ("jurisdiction", json!({"type": "string", "pattern": "^[A-Z]{3}$"})),
        ("version", json!({"type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$"})),
        ("gcm", objectives()),
        ("retired", texts()),
    ];
    object(&manifest::KEYS, &["pack", "version", "title", "purpose"], &known)
}

fn form() -> Value {
    let flag = || json!({"type": "boolean"});
    let said = [("portal", flag()), ("sensitive", flag()), ("languages", texts())];
    let known = [("title", reference("text")), ("summary", reference("text"))].into_iter().chain(said);
    object(&forms::KEYS, &["form", "title", "summary"], &known.collect::<Vec<_>>())
}

fn kind_of_record() -> Value {
    let compartments = fields::COMPARTMENTS.map(|(word, _)| word);
    let known = [
        ("title", reference("text")),
        ("about", words(&About::WORDS.map(|(word, _)| word))),
        ("work", words(&KindWork::WORDS.map(|(word, _)| word))),
        ("list", words(&KindList::WORDS.map(|(word, _)| word))),
        ("compartment", one_of(&[words(&compartments), json!({"type": "null"})])),
        ("fields", named(&reference("field"))),
        ("unique", texts()),
        (
            "links",
            named(&object(&["to", "must", "label", "question"], &["to"], &[("must", json!({"type": "boolean"}))])),
        ),
        ("takes", object(&["from", "limit", "units", "nights", "hold", "fill", "free"], &["from", "limit"], &[])),
    ];
    object(&kinds::KEYS, &["kind", "title", "about", "work", "name"], &known)
}

fn measure() -> Value {
    let known = [
        ("title", reference("text")),
        ("unit", words(&["person", "household"])),
        ("valid", pair()),
        ("fields", named(&reference("field"))),
        ("all", reference("parts")),
        ("any", reference("parts")),
        ("at_least", reference("at_least")),
        ("law", reference("law")),
        ("if_unknown", words(&conditions::IF_UNKNOWN.map(|(word, _)| word))),
        ("must_not_use", texts()),
        ("gives", texts()),
        ("gcm", objectives()),
        ("computes", named(&object(&["type", "value"], &["type", "value"], &[("type", declared())]))),
        ("priority", json!({"type": "array", "items": object(&["when", "add"], &["when", "add"], &[])})),
        ("cap", object(&["budget", "places", "order_by", "tie"], &[], &[])),
        ("params", named(&reference("param"))),
        ("tables", named(&reference("table"))),
        ("calendars", named(&reference("calendar"))),
        ("tests", reference("tests")),
    ];
    let keys = [&measure::KEYS[..], &measure::MORE_KEYS[..]].concat();
    let mut schema = object(&keys, &["measure", "valid"], &known);
    let groups: Vec<Value> = conditions::GROUPS.iter().map(|group| json!({"required": [group]})).collect();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("oneOf".into(), Value::Array(groups));
    }
    schema
}

fn pathway() -> Value {
    let items = |more: &[&str], required: &[&str]| {
        let keys = [pathways::read::ITEM_KEYS.as_slice(), more].concat();
        let due = one_of(&[json!({"type": "string"}), object(&pathways::read::DUE_KEYS, &[], &[])]);
        let said = [("due", due), ("says", reference("text")), ("outcomes", outcomes())];
        json!({"type": "array", "items": object(&keys, required, &said)})
    };
    let stage = [
        ("says", reference("text")),
        ("tasks", items(&pathways::read::TASK_KEYS, &["id"])),
        ("decisions", items(&pathways::read::DECISION_KEYS, &["id", "outcomes"])),
        ("referrals", items(&pathways::read::REFERRAL_KEYS, &["id", "kind"])),
    ];
    let stages = json!({"type": "array", "minItems": 1, "items": object(&pathways::read::STAGE_KEYS, &["id"], &stage)});
    let end = object(&pathways::read::END_KEYS, &[], &[("says", reference("text"))]);
    let known = [
        ("title", reference("text")),
        ("valid", pair()),
        ("fields", named(&reference("field"))),
        ("law", reference("law")),
        ("must_not_use", texts()),
        ("texts", named(&reference("text"))),
        ("params", named(&reference("param"))),
        ("tables", named(&reference("table"))),
        ("calendars", named(&reference("calendar"))),
        ("stages", stages),
        ("ends", named(&one_of(&[json!({"type": "string"}), end]))),
    ];
    object(&pathways::read::KEYS, &["pathway", "sees", "by", "opens", "stages"], &known)
}

/// A name, or a mapping.
fn outcomes() -> Value {
    let outcome = object(&pathways::read::OUTCOME_KEYS, &["id"], &[("says", reference("text"))]);
    json!({"type": "array", "minItems": 1, "items": one_of(&[json!({"type": "string"}), outcome])})
}

fn definitions() -> Value {
    let text = one_of(&[json!({"type": "string"}), named(&json!({"type": "string"}))]);
    let law = one_of(&[json!({"type": "string"}), object(&["cite", "checked_by", "checked_on"], &["cite"], &[])]);
    json!({
        "text": text,
        "law": law,
        "field": field(),
        "param": param(),
        "table": table(),
        "calendar": calendar(),
        "parts": {"type": "array", "minItems": 1, "items": one_of(&[condition(), group()])},
        "at_least": object(&["n", "of"], &["n", "of"], &[("of", reference("parts"))]),
        "tests": {"type": "array", "items": case()},
    })
}

fn condition() -> Value {
    let if_unknown = words(&conditions::IF_UNKNOWN.map(|(word, _)| word));
    let about = json!({"type": "boolean"});
    let known = [("says", reference("text")), ("law", reference("law")), ("if_unknown", if_unknown), ("about", about)];
    object(&conditions::KEYS, &["id", "when", "says"], &known)
}

fn group() -> Value {
    let known = [("all", reference("parts")), ("any", reference("parts")), ("at_least", reference("at_least"))];
    let mut group = object(&conditions::GROUPS, &[], &known);
    if let Some(group) = group.as_object_mut() {
        group.extend([("minProperties".to_owned(), json!(1)), ("maxProperties".to_owned(), json!(1))]);
    }
    group
}

fn field() -> Value {
    let known = [
        ("type", words(&field_type::TYPES.map(|(word, _)| word))),
        ("class", words(&fields::CLASSES.map(|(word, _)| word))),
        ("compartment", words(&fields::COMPARTMENTS.map(|(word, _)| word))),
        ("label", reference("text")),
        ("question", reference("text")),
        ("places", json!({"type": "integer", "minimum": 1, "maximum": model::Decimal::PLACES})),
        ("currency", json!({"type": "string", "pattern": "^[A-Z]{3}$"})),
        ("asked_of", words(&fields::ASKED_OF.map(|(word, _)| word))),
        ("facet", json!({"type": "boolean"})),
        ("past", json!({"type": "boolean"})),
        ("not_before", json!({"type": "string"})),
        ("was", texts()),
    ];
    one_of(&[json!({"type": "array", "minItems": 2}), object(&fields::KEYS, &["type", "class"], &known)])
}

fn param() -> Value {
    let row = one_of(&[pair(), object(&params::ROW_KEYS, &["from", "value"], &[("law", reference("law"))])]);
    let rows = json!({"type": "array", "items": row});
    let set_by = words(&params::SET_BY.map(|(word, ())| word));
    let known = [("type", declared()), ("set_by", set_by), ("law", reference("law")), ("values", rows.clone())];
    one_of(&[rows, object(&params::KEYS, &["values"], &known)])
}

/// A row may hold the columns of its table besides, so its keys are left open.
fn table() -> Value {
    let rows = json!({"type": "array", "minItems": 1, "items": {"type": "object", "required": ["from", "to"]}});
    let known = [
        ("mode", words(&["roll", "lookup"])),
        ("round", words(&["down", "up"])),
        ("law", reference("law")),
        ("columns", named(&declared())),
        ("rows", rows),
    ];
    object(&tables::KEYS, &["rows"], &known)
}

fn calendar() -> Value {
    let weekend = json!({"type": "array", "items": words(&calendars::WEEKDAYS.map(|(word, _)| word))});
    let unsure = weekend.clone();
    object(&calendars::KEYS, &[], &[("weekend", weekend), ("unsure", unsure), ("covers", pair())])
}

fn case() -> Value {
    let expected = [
        ("verdict", words(&cases::VERDICTS.map(|(word, _)| word))),
        ("because", texts()),
        ("ask", texts()),
        ("for_office", texts()),
        ("presumed", texts()),
        ("would_settle", texts()),
        ("awaits", texts()),
    ];
    let known = [
        ("members", json!({"type": "array", "items": {"type": "object"}})),
        ("person", json!({"type": "object"})),
        ("roster", words(&["open", "complete"])),
        ("cites", texts()),
        ("expect", object(&cases::EXPECT_KEYS, &[], &expected)),
    ];
    object(&cases::KEYS, &["on", "expect"], &known)
}

/// An object of these keys and no others; a key that is not described further takes anything.
fn object(keys: &[&str], required: &[&str], known: &[(&str, Value)]) -> Value {
    let described = |key: &str| known.iter().find(|(name, _)| *name == key).map_or(json!({}), |(_, what)| what.clone());
    let properties: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), described(key))).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// Anything by name.
fn named(what: &Value) -> Value {
    json!({"type": "object", "additionalProperties": what})
}

fn one_of(kinds: &[Value]) -> Value {
    json!({"oneOf": kinds})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn words(words: &[&str]) -> Value {
    json!({"enum": words})
}

fn declared() -> Value {
    words(&literals::DECLARED.map(|(word, _)| word))
}

fn pair() -> Value {
    json!({"type": "array", "minItems": 2, "maxItems": 2})
}

fn texts() -> Value {
    json!({"type": "array", "items": {"type": "string"}})
}

fn objectives() -> Value {
    json!({"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 23}})
}
