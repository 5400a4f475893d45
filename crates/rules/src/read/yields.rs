//! What follows a yes: computed values, points, a quota. None of these changes a verdict.

use model::Money;
use yaml::{Entry, Map, Node, Report, scalars};

use super::expressions::Expressions;
use super::literals::{self, Declared};
use crate::expr::Type;
use crate::measure::{Cap, CapLimit, Computed, Priority};
use crate::resolve::{Place, Ty};

/// `name: {type, value}`.
pub(super) fn computes(node: &Node, expressions: &mut Expressions<'_>, report: &mut Report) -> Vec<Computed> {
    let entries = node.map("a mapping of names to values", report).map(|map| map.entries.as_slice());
    let mut found = Vec::new();
    for entry in entries.unwrap_or_default() {
        match computed(entry, expressions, report) {
            Some(computed) => found.push(computed),
            None => report.refused("computed value", &entry.key.text),
        }
    }
    found
}

fn computed(entry: &Entry, expressions: &mut Expressions<'_>, report: &mut Report) -> Option<Computed> {
    let map = entry.value.map("`{type, value}`", report)?;
    map.only(&["type", "value"], report);
    if !super::names::is_word(&entry.key.text) {
        let message = format!("expected lower-case letters, digits and underscores, found `{}`", entry.key.text);
        report.error(entry.key.at, "name", message);
    }
    let declared = map.require("type", report).and_then(|node| {
        let declared = scalars::word(node, &literals::DECLARED, report);
        if declared == Some(Declared::Code) {
            report.error(node.at, "type", "a number, an amount or a date can be computed");
        }
        declared.filter(|declared| *declared != Declared::Code)
    });
    let scalar = map.require("value", report)?.scalar("an expression", report)?;
    let (value, ty) = expressions.value(Place::Computes, scalar, report)?;
    let (declared, Ty::Value(ty)) = (declared?, ty) else { return None };
    if !declared.admits(ty) {
        let message = format!("declared as `{}`, but the value is {}", declared.name(), literals::type_name(ty));
        report.error(scalar.at, "type", message);
        return None;
    }
    Some(Computed { name: entry.key.text.clone(), ty, value })
}

/// `[{when, add}]`.
pub(super) fn priority(node: &Node, expressions: &mut Expressions<'_>, report: &mut Report) -> Vec<Priority> {
    let lines = node.list("a list of `{when, add}`", report).unwrap_or_default();
    lines.iter().filter_map(|line| priority_line(line, expressions, report)).collect()
}

fn priority_line(node: &Node, expressions: &mut Expressions<'_>, report: &mut Report) -> Option<Priority> {
    let map = node.map("`{when, add}`", report)?;
    map.only(&["when", "add"], report);
    let add = map.require("add", report).and_then(|node| scalars::int(node, report));
    let scalar = map.require("when", report)?.scalar("an expression", report)?;
    let when = expressions.condition(Place::Priority, scalar, report)?;
    Some(Priority { when, add: add? })
}

/// `{budget|places, order_by, tie}`.
pub(super) fn cap(
    node: &Node,
    computes: &[Computed],
    expressions: &mut Expressions<'_>,
    report: &mut Report,
) -> Option<Cap> {
    let map = node.map("`{budget, order_by, tie}` or `{places, order_by, tie}`", report)?;
    map.only(&["budget", "places", "order_by", "tie"], report);
    let limit = limit(map, report);
    if let Some(CapLimit::Budget(Money { currency, .. })) = limit
        && !computes.iter().any(|computed| computed.ty == Type::Money(currency))
    {
        let message = format!("the budget is in {currency}, and nothing is computed in {currency} that it could pay");
        report.error(node.at, "budget", message).help("compute an amount, or cap by `places`");
    }
    let lottery = map.get("tie").and_then(|node| lottery(node, report));
    let keys =
        map.get("order_by").map(|node| scalars::scalars(node, "a list of sort keys", report)).unwrap_or_default();
    let resolved: Vec<_> = keys.into_iter().map(|scalar| expressions.order(scalar, report)).collect();
    Some(Cap { limit: limit?, order_by: resolved.into_iter().collect::<Option<_>>()?, lottery })
}

fn limit(map: &Map, report: &mut Report) -> Option<CapLimit> {
    match (map.get("budget"), map.get("places")) {
        (Some(node), None) => budget(node, report),
        (None, Some(node)) => {
            let places = u64::try_from(scalars::int(node, report)?).ok();
            if places.is_none() {
                report.error(node.at, "range", "expected zero or more places");
            }
            places.map(CapLimit::Places)
        }
        (Some(_), Some(_)) | (None, None) => {
            report.error(map.at, "missing-key", "expected either `budget` or `places`");
            None
        }
    }
}

fn budget(node: &Node, report: &mut Report) -> Option<CapLimit> {
    let scalar = node.scalar("an amount and a currency", report)?;
    match literals::literal(scalar, Some(Declared::Money), report)? {
        crate::expr::Literal::Money(amount) => Some(CapLimit::Budget(amount)),
        _ => None,
    }
}

/// `lottery(30)`: the seed is published, so that anybody can draw again.
fn lottery(node: &Node, report: &mut Report) -> Option<u64> {
    let text = scalars::string(node, "`lottery(seed)`", report)?;
    let seed = text.strip_prefix("lottery(").and_then(|rest| rest.strip_suffix(')')).and_then(|seed| seed.parse().ok());
    if seed.is_none() {
        report.error(node.at, "type", format!("expected `lottery(seed)`, found `{text}`"));
    }
    seed
}
