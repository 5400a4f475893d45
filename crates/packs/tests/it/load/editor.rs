//! The schemas for editors let every shipped file pass, and underline what the loader refuses by shape.

use packs::{SCHEMA_KINDS, Source, editor_schema};
use serde_json::{Value, json};
use yaml::{Node, NodeKind, Report};

/// The part of JSON Schema that our schemas use; a keyword beyond it stops the test. A validator of the whole standard
/// would bring features of shared dependencies with it that rebuild the engine.
struct Validator(Value);

fn validator(kind: &str) -> Validator {
    Validator(editor_schema(kind).unwrap())
}

impl Validator {
    fn is_valid(&self, value: &Value) -> bool {
        self.admits(&self.0, value)
    }

    fn admits(&self, schema: &Value, value: &Value) -> bool {
        schema.as_object().unwrap().iter().all(|(keyword, wanted)| match keyword.as_str() {
            "$schema" | "$defs" | "title" => true,
            "$ref" => self.admits(self.0.pointer(wanted.as_str().unwrap().trim_start_matches('#')).unwrap(), value),
            "oneOf" => wanted.as_array().unwrap().iter().filter(|one| self.admits(one, value)).count() == 1,
            "enum" => wanted.as_array().unwrap().contains(value),
            "type" => is_a(wanted.as_str().unwrap(), value),
            "pattern" => value.as_str().is_none_or(|text| matches(wanted.as_str().unwrap(), text)),
            "minimum" => value.as_i64().is_none_or(|number| number >= wanted.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|number| number <= wanted.as_i64().unwrap()),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= wanted.as_u64().unwrap()),
            "minProperties" => value.as_object().is_none_or(|map| map.len() as u64 >= wanted.as_u64().unwrap()),
            "maxProperties" => value.as_object().is_none_or(|map| map.len() as u64 <= wanted.as_u64().unwrap()),
            "items" => value.as_array().is_none_or(|items| items.iter().all(|item| self.admits(wanted, item))),
            "required" => value
                .as_object()
                .is_none_or(|map| wanted.as_array().unwrap().iter().all(|key| map.contains_key(key.as_str().unwrap()))),
            "properties" => value.as_object().is_none_or(|map| {
                map.iter().all(|(key, inner)| wanted.get(key).is_none_or(|schema| self.admits(schema, inner)))
            }),
            "additionalProperties" => value.as_object().is_none_or(|map| {
                let others =
                    map.iter().filter(|(key, _)| schema.pointer("/properties").is_none_or(|p| p.get(key).is_none()));
                others.into_iter().all(|(_, inner)| wanted.is_object() && self.admits(wanted, inner))
            }),
            other => panic!("`{other}` is not tested here"),
        })
    }
}

fn is_a(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("`{other}` is not tested here"),
    }
}

/// The two patterns there are.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[A-Z]{3}$" => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        "^[0-9]+\\.[0-9]+\\.[0-9]+$" => {
            let parts: Vec<_> = text.split('.').collect();
            parts.len() == 3 && parts.iter().all(|part| part.parse::<u32>().is_ok())
        }
        other => panic!("`{other}` is not tested here"),
    }
}

/// As YAML 1.2's core schema types it, which is how an editor sees it.
fn seen(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Scalar(scalar) if scalar.is_null() => Value::Null,
        NodeKind::Scalar(scalar) => match scalar.text.as_str() {
            text @ ("true" | "false") => Value::Bool(text == "true"),
            text => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
        },
        NodeKind::List(items) => items.iter().map(seen).collect(),
        NodeKind::Map(map) => {
            Value::Object(map.entries.iter().map(|entry| (entry.key.text.clone(), seen(&entry.value))).collect())
        }
    }
}

fn read(text: &str) -> Value {
    let mut report = Report::new("t");
    seen(&yaml::read(text, &mut report).unwrap())
}

fn kind_of(path: &str) -> &'static str {
    match path.split_once('/').map_or(path, |(folder, _)| folder) {
        "pack.yaml" => "manifest",
        "fields.yaml" => "fields",
        "measures" => "measure",
        "pathways" => "pathway",
        "forms" => "form",
        folder => SCHEMA_KINDS.into_iter().find(|kind| *kind == folder).unwrap(),
    }
}

#[test]
fn every_shipped_file_is_as_its_schema_says() {
    let validators = SCHEMA_KINDS.map(|kind| (kind, validator(kind)));
    let shipped = Source::shipped_names().into_iter().map(|name| Source::shipped(&name).unwrap());
    let mut files = 0;
    for source in shipped.chain([Source::core(), packs::skeleton("new-pack")]) {
        for (path, text) in
            source.files.iter().filter(|(path, _)| path.rsplit_once('.').is_some_and(|(_, kind)| kind == "yaml"))
        {
            let (_, validator) = validators.iter().find(|(kind, _)| *kind == kind_of(path)).unwrap();
            assert!(validator.is_valid(&read(text)), "{}/{path}", source.name);
            files += 1;
        }
    }
    assert!(files > 100, "{files}");
}

#[test]
fn what_the_loader_refuses_by_shape_an_editor_underlines() {
    let refused = |kind: &str, text: &str| assert!(!validator(kind).is_valid(&read(text)), "{kind}: {text}");
    refused("manifest", "{pack: t, version: 0.1.0, title: T}");
    refused("manifest", "{pack: t, version: 0.1.0, title: T, purpose: p, run: me.sh}");
    refused("manifest", "{pack: t, version: '1', title: T, purpose: p}");
    refused("manifest", "{pack: t, version: 0.1.0, title: T, purpose: p, gcm: [24]}");
    let measure = |rest: &str| format!("{{measure: m, valid: [2020-01-01, open], {rest}}}");
    let condition = "{id: c, when: in_country, says: s}";
    assert!(validator("measure").is_valid(&read(&measure(&format!("all: [{condition}]")))));
    refused("measure", &measure(&format!("all: [{condition}], any: [{condition}]")));
    refused("measure", &measure("all: []"));
    refused("measure", &measure("all: [{id: c, when: in_country}]"));
    refused("measure", &measure(&format!("all: [{condition}], if_unknown: presume_no")));
    refused("measure", &measure(&format!("not: [{condition}]")));
    refused("tests", "[{on: 2020-01-01, person: {}}]");
    refused("tests", "[{on: 2020-01-01, person: {}, expect: {verdict: maybe}}]");
    refused("fields", "{a: {type: bool, class: secret}}");
    assert!(editor_schema("novel").is_none());
}
