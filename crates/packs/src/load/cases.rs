//! Tests as their authors write them: a day, a person or a household, and what must come out.
//!
//! Names are checked here, so that a test of a field or condition that does not exist cannot pass by accident.

use std::collections::{BTreeMap, BTreeSet};

use model::{FieldState, FieldType, Household, Roster, Row, Schema, Value};
use rules::answer::Question;
use rules::measure::{Case, Expect, ExpectComputed, Measure};
use rules::read::conditions;
use yaml::{At, Entry, Map, Node, NodeKind, Report, no_such, scalars};

use super::lists::is_country;

mod records;

pub(super) const KEYS: [&str; 11] =
    ["title", "on", "as_known", "country", "person", "members", "household", "about", "roster", "expect", "cites"];
pub(super) const EXPECT_KEYS: [&str; 10] = [
    "verdict",
    "because",
    "ask",
    "for_office",
    "presumed",
    "would_settle",
    "if_unknown",
    "calendar",
    "awaits",
    "computes",
];
pub(super) const VERDICTS: [(&str, &str); 3] = [("yes", "yes"), ("no", "no"), ("needs", "needs")];

/// The tests of one list; those that cannot be read are left out, and noted.
pub(super) fn read(node: &Node, measure: &Measure, schema: &Schema, report: &mut Report) -> Vec<Case> {
    let items = node.list("a list of tests", report).unwrap_or_default();
    let mut reader = CaseReader { measure, schema, report };
    items.iter().filter_map(|item| reader.case(item)).collect()
}

struct CaseReader<'a> {
    measure: &'a Measure,
    schema: &'a Schema,
    report: &'a mut Report,
}

impl CaseReader<'_> {
    fn case(&mut self, node: &Node) -> Option<Case> {
        let map = node.map("a test", self.report)?;
        map.only(&KEYS, self.report);
        let on = map.require("on", self.report).and_then(|node| scalars::date(node, self.report));
        let as_known = map.get("as_known").and_then(|node| scalars::date(node, self.report));
        let country = map.get("country").and_then(|node| self.country(node));
        let (household, about) = self.household(map)?;
        let expect = map.require("expect", self.report).and_then(|node| self.expect(node));
        let title = map.get("title").and_then(|node| scalars::string(node, "a text", self.report)).unwrap_or_default();
        let cites = map.get("cites").map(|node| scalars::strings(node, "a list of practices", self.report));
        let line = node.at.line;
        let cites = cites.unwrap_or_default();
        Some(Case { title, on: on?, as_known, country, about, household, expect: expect?, line, cites })
    }

    fn country(&mut self, node: &Node) -> Option<String> {
        let code = scalars::string(node, "a country", self.report)?;
        if !is_country(self.schema, &code) {
            self.report.error(node.at, "country", format!("`{code}` is no country of ISO 3166"));
        }
        Some(code)
    }

    /// `members` is complete unless `roster: open`; without it the person is a lone row. Both may stand in a
    /// `household`, as a question to `ask` has them.
    fn household(&mut self, map: &Map) -> Option<(Household, usize)> {
        let schema = self.schema;
        let inner = map.get("household").and_then(|node| node.map("`{members, roster}`", self.report));
        if let Some(inner) = inner {
            inner.only(&["members", "roster"], self.report);
            if let Some(node) = map.get("members") {
                self.report.error(node.at, "group", "expected `members` or `household`, found both");
            }
        }
        let given = |key: &str| inner.and_then(|inner| inner.get(key)).or_else(|| map.get(key));
        let about = map.get("about").and_then(|node| Some((scalars::int(node, self.report)?, node.at)));
        let rosters = [("open", Roster::Open), ("complete", Roster::Complete)];
        let roster = given("roster").and_then(|node| scalars::word(node, &rosters, self.report));
        let Some(members) = given("members") else {
            let mut person = Row::new(schema);
            self.person(map, &mut person);
            if let Some((_, at)) = about {
                self.report.error(at, "about", "`about` needs `members`");
            }
            let lone = Household { roster: roster.unwrap_or(Roster::Open), ..Household::lone(person) };
            return Some((lone, 0));
        };
        let mut rows = Vec::new();
        for node in members.list("a list of members", self.report)? {
            let mut row = Row::new(schema);
            self.fields(node, "", &mut row);
            rows.push(row);
        }
        let (about, at) = about.unwrap_or((0, members.at));
        let position = usize::try_from(about).ok().filter(|position| *position < rows.len());
        let Some((position, row)) = position.and_then(|position| Some((position, rows.get_mut(position)?))) else {
            self.report.error(at, "about", format!("there is no member {about}; members are counted from 0"));
            return None;
        };
        self.person(map, row);
        Some((Household { members: rows, roster: roster.unwrap_or(Roster::Complete), about: position }, position))
    }

    fn person(&mut self, map: &Map, row: &mut Row) {
        if let Some(node) = map.get("person") {
            self.fields(node, "", row);
        }
    }

    /// Fields by their dotted names, or nested by their groups.
    fn fields(&mut self, node: &Node, group: &str, row: &mut Row) {
        let Some(map) = node.map("a mapping of fields to values", self.report) else { return };
        if group.is_empty() {
            self.records(map, row);
        }
        for Entry { key, value } in &map.entries {
            let name = format!("{group}{}", key.text);
            if records::are_told(self.schema, &name) {
                continue;
            }
            match (&value.kind, self.schema.field(&name)) {
                (NodeKind::Map(_), None) => self.fields(value, &format!("{name}."), row),
                (_, Some(field)) => {
                    if let Some(state) = self.state(field, value) {
                        row.set(field, state);
                    }
                }
                (NodeKind::Scalar(_) | NodeKind::List(_), None) => self.unknown_field(&name, key.at),
            }
        }
    }

    fn unknown_field(&mut self, name: &str, at: At) {
        let names = self.schema.fields().iter().map(|field| field.name.as_str());
        self.report.error(at, "unknown-name", no_such("field", name)).did_you_mean(name, names);
    }

    /// A list is a set of codes, the empty one included; two values of another kind contest each other.
    fn state(&mut self, field: model::FieldId, node: &Node) -> Option<FieldState<Value>> {
        let schema = self.schema;
        let read = match &node.kind {
            NodeKind::Scalar(scalar) if scalar.is_null() => return Some(FieldState::Unknown),
            NodeKind::Scalar(scalar) => schema.read(field, &scalar.text),
            NodeKind::List(_) => return self.several(field, node, schema),
            NodeKind::Map(_) => {
                node.scalar("a value", self.report);
                return None;
            }
        };
        read.map_err(|error| self.report.error(node.at, "value", error.to_string()).clone()).ok()
    }

    fn several(&mut self, field: model::FieldId, node: &Node, schema: &Schema) -> Option<FieldState<Value>> {
        let items = scalars::scalars(node, "a list of values", self.report);
        if let Some(FieldType::CodeSet(list)) = schema.get(field).map(|field| field.ty) {
            let mut codes = BTreeSet::new();
            for item in items {
                match schema.code(list, &item.text) {
                    Ok(code) => codes.insert(code),
                    Err(error) => {
                        self.report.error(item.at, "value", error.to_string());
                        return None;
                    }
                };
            }
            return Some(FieldState::Known(Value::Codes(codes)));
        }
        let mut values = Vec::new();
        for item in items {
            match schema.value(field, &item.text) {
                Ok(value) if !values.contains(&value) => values.push(value),
                Ok(_) => {}
                Err(error) => {
                    self.report.error(item.at, "value", error.to_string());
                }
            }
        }
        if values.len() < 2 {
            self.report.error(node.at, "value", "expected one value, or two that contest each other");
            return None;
        }
        Some(FieldState::Contested(values))
    }

    fn expect(&mut self, node: &Node) -> Option<Expect> {
        let map = node.map("what must come out", self.report)?;
        map.only(&EXPECT_KEYS, self.report);
        let if_unknown = conditions::IF_UNKNOWN.map(|(name, _)| (name, name));
        let word = |this: &mut Self, key: &str, words: &[(&'static str, &'static str)]| {
            map.get(key).and_then(|node| scalars::word(node, words, this.report)).map(str::to_owned)
        };
        Some(Expect {
            verdict: word(self, "verdict", &VERDICTS),
            because: map.get("because").map(|node| self.conditions(node)),
            ask: map.get("ask").map(|node| self.asked(node)),
            for_office: map.get("for_office").map(|node| self.asked(node)),
            presumed: map.get("presumed").map(|node| self.conditions(node)),
            would_settle: map.get("would_settle").map(|node| self.asked(node)),
            if_unknown: word(self, "if_unknown", &if_unknown),
            calendar: map.get("calendar").and_then(|node| scalars::string(node, "a calendar", self.report)),
            awaits: map.get("awaits").map(|node| self.params(node)),
            computes: map.get("computes").map(|node| self.computes(node)),
        })
    }

    fn conditions(&mut self, node: &Node) -> Vec<String> {
        let known: Vec<&str> = self.measure.conditions.iter().map(|condition| condition.id.as_str()).collect();
        self.names(node, "condition", |name| known.contains(&name), &known)
    }

    fn params(&mut self, node: &Node) -> Vec<String> {
        let known: Vec<&str> = self.measure.params.keys().map(String::as_str).collect();
        self.names(node, "parameter", |name| known.contains(&name), &known)
    }

    /// What is asked for: the subject's fields, `members`, another's as `members[2].birth_date`, records as `lodging`.
    fn asked(&mut self, node: &Node) -> Vec<String> {
        let schema = self.schema;
        let known: Vec<&str> = schema.fields().iter().map(|field| field.name.as_str()).collect();
        let exists = |name: &str| Question::named(schema, 0, name).is_some();
        self.names(node, "field", exists, &known)
    }

    fn names(&mut self, node: &Node, what: &str, exists: impl Fn(&str) -> bool, known: &[&str]) -> Vec<String> {
        let mut names = Vec::new();
        for scalar in scalars::scalars(node, "a list of names", self.report) {
            if !exists(&scalar.text) {
                let message = no_such(what, &scalar.text);
                let found = self.report.error(scalar.at, "unknown-name", message);
                found.did_you_mean(&scalar.text, known.iter().copied());
            }
            names.push(scalar.text.clone());
        }
        names
    }

    fn computes(&mut self, node: &Node) -> BTreeMap<String, ExpectComputed> {
        let entries = node.map("a mapping of computed values", self.report).map(|map| map.entries.as_slice());
        let mut computes = BTreeMap::new();
        for Entry { key, value } in entries.unwrap_or_default() {
            let known = self.measure.computes.iter().map(|computed| computed.name.as_str());
            if !known.clone().any(|name| name == key.text) {
                let message = no_such("computed value", &key.text);
                self.report.error(key.at, "unknown-name", message).did_you_mean(&key.text, known);
            }
            if let Some(expected) = self.computed(value) {
                computes.insert(key.text.clone(), expected);
            }
        }
        computes
    }

    fn computed(&mut self, node: &Node) -> Option<ExpectComputed> {
        let NodeKind::Map(map) = &node.kind else {
            return scalars::string(node, "a value, `{min, max, ask}` or `{awaits}`", self.report)
                .map(ExpectComputed::Value);
        };
        let mut side = |key: &str| map.get(key).and_then(|node| scalars::string(node, "a value", self.report));
        let (min, max) = (side("min"), side("max"));
        if let Some(awaits) = map.get("awaits") {
            map.only(&["awaits", "min", "max"], self.report);
            let params = self.params(awaits);
            let bounded = min.is_some() || max.is_some();
            return Some(if bounded {
                ExpectComputed::SetByOffice { params, min, max }
            } else {
                ExpectComputed::Awaits(params)
            });
        }
        map.only(&["min", "max", "ask"], self.report);
        let ask = map.get("ask").map(|node| self.asked(node)).unwrap_or_default();
        Some(ExpectComputed::Interval { min, max, ask })
    }
}
