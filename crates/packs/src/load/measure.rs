//! One measure: its conditions, what follows a yes, and the fields it may not read by any way.

use std::collections::{BTreeMap, BTreeSet};

use model::{FieldId, Schema};
use yaml::{At, Map, Node, Report, Scalar, scalars};

use super::conditions::{self, Conditions};
use super::pack::Shared;
use super::{World, calendars, citation, lists, manifest, params, tables, yields};
use crate::expr::{Cond, Rel, Term, Type};
use crate::measure::{Calendar, Condition, IfUnknown, Law, Measure, Param, Table, Unit};
use crate::resolve::{Named, Place, Resolved, Resolver, Scope, Ty};

pub(super) const KEYS: [&str; 20] = [
    "measure",
    "unit",
    "title",
    "prefix",
    "fields",
    "valid",
    "all",
    "any",
    "at_least",
    "law",
    "if_unknown",
    "must_not_use",
    "computes",
    "priority",
    "cap",
    "gives",
    "gcm",
    "source",
    "params",
    "tables",
];
pub(super) const MORE_KEYS: [&str; 2] = ["calendars", "tests"];

/// The code list of rights, services and amounts.
const RIGHTS: &str = "rights";

/// A measure without its tests; `None` where it could not be read to the end.
pub(super) fn read(map: &Map, shared: &Shared<'_>, report: &mut Report) -> Option<Measure> {
    map.only(&[&KEYS[..], &MORE_KEYS[..]].concat(), report);
    let id = map.require("measure", report).and_then(|node| manifest::slug(node, report));
    let mut expressions = Expressions::new(map, shared, report);
    let law = map.get("law").and_then(|node| citation::law(node, report));
    let law = law.or_else(|| shared.law.cloned()).unwrap_or_else(citation::none);
    let valid = map.require("valid", report).and_then(|node| valid(node, &mut expressions, report));
    let if_unknown = map.get("if_unknown").and_then(|node| scalars::word(node, &conditions::IF_UNKNOWN, report));
    let force = in_force(valid.as_ref(), &shared.world.in_force, &law, map.at);
    let mut conditions = Conditions {
        expressions: &mut expressions,
        read: vec![force],
        law,
        if_unknown: if_unknown.unwrap_or(IfUnknown::Ask),
        refused: false,
    };
    let root = conditions.root(map, report);
    let Conditions { read: mut conditions, refused, .. } = conditions;
    cite_like_the_first(&mut conditions);
    let computes = map.get("computes").map(|node| yields::computes(node, &mut expressions, report)).unwrap_or_default();
    let priority = map.get("priority").map(|node| yields::priority(node, &mut expressions, report)).unwrap_or_default();
    let cap = map.get("cap").and_then(|node| yields::cap(node, &computes, &mut expressions, report));
    let must_not_use = map.get("must_not_use").map(|node| expressions.forbid(node, report)).unwrap_or_default();
    let units = [("person", Unit::Person), ("household", Unit::Household)];
    let unit = map.get("unit").and_then(|node| scalars::word(node, &units, report)).unwrap_or(Unit::Person);
    let title = map.get("title").and_then(|node| scalars::text(node, report));
    let gives = map.get("gives").map(|node| rights(node, &shared.world.schema, report)).unwrap_or_default();
    let gcm = map.get("gcm").map(|node| manifest::gcm(node, report)).unwrap_or_default();
    let source = map.get("source").and_then(|node| scalars::string(node, "where it was described", report));
    let Expressions { params, tables, calendars, names, .. } = expressions;
    let (id, root, valid) = (id?, root?, valid?);
    if refused {
        return None;
    }
    Some(Measure {
        pack: shared.pack.to_owned(),
        title: title.unwrap_or_else(|| lists::spoken(&id)),
        id,
        unit,
        conditions,
        root,
        computes,
        priority,
        cap,
        must_not_use,
        gives,
        gcm,
        source,
        params: named(params, &names, Named::Param),
        tables: named(tables, &names, Named::Table),
        calendars: named(calendars, &names, Named::Calendar),
        valid,
        tests: Vec::new(),
    })
}

/// What a measure gives. A right that the core pack does not list has no words in any language, which is a warning:
/// another government's right may well be one of its own.
fn rights(node: &Node, schema: &Schema, report: &mut Report) -> Vec<String> {
    let list = schema.list_named(RIGHTS).and_then(|id| schema.list(id));
    let given = scalars::scalars(node, "a list of rights", report);
    for scalar in &given {
        if list.is_some_and(|list| list.label(&scalar.text).is_none()) {
            let message = format!("no right is called `{}`; people will read the code itself", scalar.text);
            let known = list.into_iter().flat_map(model::CodeList::listed).map(|code| code.code.as_str());
            report.warn(scalar.at, "unknown-right", message).did_you_mean(&scalar.text, known);
        }
    }
    given.into_iter().map(|scalar| scalar.text.clone()).collect()
}

/// What of the pack the measure really names.
fn named<T>(all: BTreeMap<String, T>, names: &BTreeSet<Named>, make: fn(String) -> Named) -> BTreeMap<String, T> {
    all.into_iter().filter(|(name, _)| names.contains(&make(name.clone()))).collect()
}

/// `[from, to]`: days or parameters; `to` may be `open`.
fn valid(node: &Node, expressions: &mut Expressions<'_>, report: &mut Report) -> Option<(Term, Option<Term>)> {
    let [from, to] = node.list("`[from, to]`", report)? else {
        report.error(node.at, "wrong-shape", "expected `[from, to]`");
        return None;
    };
    let from = expressions.day(from, report);
    let open = to.scalar("a date", report).is_some_and(|scalar| scalar.text == "open");
    let to = if open { Some(None) } else { expressions.day(to, report).map(Some) };
    Some((from?, to?))
}

/// The reserved condition that the days of effect become.
fn in_force(valid: Option<&(Term, Option<Term>)>, says: &model::Text, law: &Law, at: At) -> Condition {
    let ends = |(from, to): &(Term, Option<Term>)| {
        let begun = Cond::Compare(Rel::Ge, Term::On, from.clone());
        let lasts = to.iter().map(|to| Cond::Compare(Rel::Le, Term::On, to.clone()));
        std::iter::once(begun).chain(lasts).collect()
    };
    Condition {
        id: conditions::IN_FORCE.into(),
        when: Cond::And(valid.map(ends).unwrap_or_default()),
        says: says.clone(),
        law: law.clone(),
        if_unknown: IfUnknown::Ask,
        at: (at.line, at.column),
    }
}

/// A measure without a law of its own is in force by that of its first condition.
fn cite_like_the_first(conditions: &mut [Condition]) {
    if let [force, first, ..] = conditions
        && force.law.cite.is_empty()
    {
        force.law = first.law.clone();
    }
}

/// Resolves the expressions of one measure and remembers all they read.
pub(super) struct Expressions<'a> {
    world: &'a World,
    params: BTreeMap<String, Param>,
    tables: BTreeMap<String, Table>,
    calendars: BTreeMap<String, Calendar>,
    calendar_names: BTreeSet<String>,
    names: BTreeSet<Named>,
    reads: Vec<(FieldId, At)>,
}

impl<'a> Expressions<'a> {
    /// With what the pack shares and what the measure's own file declares.
    fn new(map: &Map, shared: &Shared<'a>, report: &mut Report) -> Self {
        let mut own = Self {
            world: shared.world,
            params: shared.params.clone(),
            tables: shared.tables.clone(),
            calendars: shared.calendars.clone(),
            calendar_names: BTreeSet::new(),
            names: BTreeSet::new(),
            reads: Vec::new(),
        };
        if let Some(map) = map.get("params").and_then(|node| node.map("a mapping of parameters", report)) {
            params::add(map, shared.options, &mut own.params, report);
        }
        if let Some(map) = map.get("tables").and_then(|node| node.map("a mapping of tables", report)) {
            tables::add(map, &mut own.tables, report);
        }
        if let Some(map) = map.get("calendars").and_then(|node| node.map("a mapping of calendars", report)) {
            calendars::add(map, &shared.world.calendars, &mut own.calendars, report);
        }
        for (name, calendar) in &shared.world.calendars {
            own.calendars.entry(name.clone()).or_insert_with(|| calendar.clone());
        }
        own.calendar_names = own.calendars.keys().cloned().chain(["national".to_owned()]).collect();
        own
    }

    /// A condition in its place.
    pub fn condition(&mut self, place: Place, source: &Scalar, report: &mut Report) -> Option<Cond> {
        let resolved = Resolver::new(self.scope(), place, source, report).condition();
        self.remember(source, resolved)
    }

    /// A value in its place.
    pub fn value(&mut self, place: Place, source: &Scalar, report: &mut Report) -> Option<(Term, Ty)> {
        let resolved = Resolver::new(self.scope(), place, source, report).value();
        self.remember(source, resolved)
    }

    /// A sort key of a cap.
    pub fn order(&mut self, source: &Scalar, report: &mut Report) -> Option<(Term, bool)> {
        let resolved = Resolver::new(self.scope(), Place::Order, source, report).order();
        self.remember(source, resolved)
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            schema: &self.world.schema,
            relevance: &self.world.relevance,
            params: &self.params,
            tables: &self.tables,
            calendars: &self.calendar_names,
        }
    }

    fn remember<T>(&mut self, source: &Scalar, resolved: Resolved<T>) -> Option<T> {
        self.reads.extend(resolved.reads.into_iter().map(|read| (read.field, source.place(read.at))));
        self.names.extend(resolved.names);
        resolved.value
    }

    /// A parameter that a sentence shows.
    pub fn shown_param(&mut self, name: &str, at: At, report: &mut Report) {
        if self.params.contains_key(name) {
            self.names.insert(Named::Param(name.to_owned()));
            return;
        }
        let known = self.params.keys().map(String::as_str);
        report.error(at, "unknown-name", format!("there is no parameter `{name}`")).did_you_mean(name, known);
    }

    fn day(&mut self, node: &Node, report: &mut Report) -> Option<Term> {
        let scalar = node.scalar("a date, or `param(name)`", report)?;
        let (term, ty) = self.value(Place::Valid, scalar, report)?;
        if matches!((&term, ty), (Term::Literal(_) | Term::Param { .. }, Ty::Value(Type::Date))) {
            return Some(term);
        }
        report.error(scalar.at, "type", format!("expected a date or `param(name)`, found `{}`", scalar.text));
        None
    }

    /// Refuses every read of a forbidden field, also by way of its relevance or of what it is derived from.
    fn forbid(&self, node: &Node, report: &mut Report) -> Vec<String> {
        let globs = scalars::scalars(node, "a list of fields", report);
        for glob in &globs {
            self.known_glob(glob, report);
        }
        for (field, at) in &self.reads {
            for glob in &globs {
                self.refuse_read(*field, *at, &glob.text, report);
            }
        }
        globs.into_iter().map(|glob| glob.text.clone()).collect()
    }

    /// A glob that meets no field protects nobody.
    fn known_glob(&self, glob: &Scalar, report: &mut Report) {
        let fields = self.world.schema.fields();
        if fields.iter().any(|field| meets(&glob.text, &field.name)) {
            return;
        }
        let names = fields.iter().map(|field| field.name.as_str());
        let found = report.error(glob.at, "unknown-name", format!("no field is called `{}`", glob.text));
        let group = format!("{}.", glob.text);
        if fields.iter().any(|field| field.name.starts_with(&group)) {
            found.help(format!("did you mean `{}.*`?", glob.text));
        } else {
            found.did_you_mean(&glob.text, names);
        }
    }

    fn refuse_read(&self, field: FieldId, at: At, glob: &str, report: &mut Report) {
        let schema = &self.world.schema;
        let name = schema.name(field);
        if meets(glob, name) {
            report.error(
                at,
                "forbidden-field",
                format!("`{name}` may not be used here: `must_not_use` names `{glob}`"),
            );
            return;
        }
        let relevance = self.world.relevance.get(&field).map(|relevant| &relevant.reads);
        let ways = [
            (relevance, "is asked only where its relevance, over"),
            (self.world.derived.get(&field), "is derived from"),
        ];
        for (fields, way) in ways {
            let forbidden =
                fields.into_iter().flatten().map(|field| schema.name(*field)).find(|name| meets(glob, name));
            if let Some(forbidden) = forbidden {
                let holds = if way.ends_with("over") { ", holds" } else { "" };
                let message = format!(
                    "`{name}` {way} `{forbidden}`{holds}, which may not be used here: `must_not_use` names `{glob}`"
                );
                report.error(at, "forbidden-field", message);
            }
        }
    }
}

/// Whether a glob, `group.*` or a whole name, meets a field.
fn meets(glob: &str, name: &str) -> bool {
    match glob.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => glob == name,
    }
}
