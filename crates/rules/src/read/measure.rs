//! One measure: its conditions, what follows a yes, and the fields it may not read by any way.

use model::Schema;
use yaml::{At, Map, Node, Report, scalars};

use super::conditions::{self, Conditions};
use super::expressions::Expressions;
use super::{Shared, citation, names, yields};
use crate::expr::{Cond, Rel, Term};
use crate::measure::{Condition, IfUnknown, Law, Measure, Unit};

/// The keys of a measure that begin its short form.
pub const KEYS: [&str; 21] = [
    "measure",
    "unit",
    "title",
    "prefix",
    "fields",
    "valid",
    "decided",
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
/// Keys that it may have besides.
pub const MORE_KEYS: [&str; 2] = ["calendars", "tests"];

/// The code list of rights, services and amounts.
const RIGHTS: &str = "rights";

/// A measure without its tests; `None` where it could not be read to the end.
pub fn read(map: &Map, shared: &Shared<'_>, report: &mut Report) -> Option<Measure> {
    map.only(&[&KEYS[..], &MORE_KEYS[..]].concat(), report);
    let id = map.require("measure", report).and_then(|node| names::slug(node, report));
    let mut expressions = Expressions::new(map, shared, report);
    let law = map.get("law").and_then(|node| citation::law(node, report));
    let law = law.or_else(|| shared.law.cloned()).unwrap_or_else(citation::none);
    let valid = map.require("valid", report).and_then(|node| valid(node, &mut expressions, report));
    let decided = map.get("decided").and_then(|node| scalars::date(node, report));
    let if_unknown = map.get("if_unknown").and_then(|node| scalars::word(node, &conditions::IF_UNKNOWN, report));
    let own = if law.is_report() { citation::none() } else { law.clone() };
    let force = in_force(valid.as_ref(), &shared.vocabulary.in_force, &own, map.at);
    let mut conditions = Conditions {
        expressions: &mut expressions,
        read: vec![force],
        law,
        if_unknown: if_unknown.unwrap_or(IfUnknown::Ask),
        marks: Vec::new(),
        refused: false,
    };
    let root = conditions.root(map, report);
    if let Some(root) = &root {
        conditions.look_at_marks(root, &shared.vocabulary.schema, report);
    }
    let Conditions { read: conditions, refused, .. } = conditions;
    let computes = map.get("computes").map(|node| yields::computes(node, &mut expressions, report)).unwrap_or_default();
    let priority = map.get("priority").map(|node| yields::priority(node, &mut expressions, report)).unwrap_or_default();
    let cap = map.get("cap").and_then(|node| yields::cap(node, &computes, &mut expressions, report));
    let must_not_use = map.get("must_not_use").map(|node| expressions.forbid(node, report)).unwrap_or_default();
    let units = [("person", Unit::Person), ("household", Unit::Household)];
    let unit = map.get("unit").and_then(|node| scalars::word(node, &units, report)).unwrap_or(Unit::Person);
    let title = map.get("title").and_then(|node| scalars::text(node, report));
    let gives = map.get("gives").map(|node| rights(node, &shared.vocabulary.schema, report)).unwrap_or_default();
    let gcm = map.get("gcm").map(|node| names::gcm(node, report)).unwrap_or_default();
    let source = map.get("source").and_then(|node| scalars::string(node, "where it was described", report));
    let (params, tables, calendars) = expressions.named();
    let (id, root, valid) = (id?, root?, valid?);
    if refused {
        return None;
    }
    Some(Measure {
        pack: shared.pack.to_owned(),
        title: title.unwrap_or_else(|| names::spoken(&id)),
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
        params,
        tables,
        calendars,
        valid,
        decided,
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

/// `[from, to]`: days or parameters; `to` may be `open` or `none`, which say the same here.
fn valid(node: &Node, expressions: &mut Expressions<'_>, report: &mut Report) -> Option<(Term, Option<Term>)> {
    let [from, to] = node.list("`[from, to]`", report)? else {
        report.error(node.at, "wrong-shape", "expected `[from, to]`");
        return None;
    };
    let from = expressions.day(from, report);
    let open = to.scalar("a date", report).is_some_and(|scalar| matches!(scalar.text.as_str(), "open" | "none"));
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
        about: false,
        at: (at.line, at.column),
    }
}
