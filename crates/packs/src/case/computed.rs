//! Computed values against what a test demands, by the declared type of the value: `85 BDT` is `85.00 BDT`.

use std::collections::{BTreeMap, BTreeSet};

use rules::answer::{ComputedScalar, ComputedValue};
use rules::dates::NEVER;
use rules::expr::{Literal, Type};
use rules::measure::{ExpectComputed, Measure};
use rules::read::literals::NONE;

use super::Mismatch;

/// How a computed value differs from what is demanded.
pub fn mismatch(
    measure: &Measure,
    name: &str,
    expected: &ExpectComputed,
    found: &BTreeMap<String, ComputedValue>,
) -> Option<Mismatch> {
    let ty = measure.computes.iter().find(|computed| computed.name == name).map(|computed| computed.ty);
    let same = ty.zip(found.get(name)).is_some_and(|(ty, found)| same(ty, expected, found));
    let shown = || found.get(name).map_or_else(|| "nothing".into(), ToString::to_string);
    (!same).then(|| super::mismatch(&format!("computes.{name}"), &demanded(expected), &shown()))
}

fn same(ty: Type, expected: &ExpectComputed, found: &ComputedValue) -> bool {
    let side = |text: &Option<String>, scalar: &Option<ComputedScalar>| match (text, scalar) {
        (None, None) => true,
        (Some(text), Some(scalar)) => literal(ty, text).as_ref() == Some(&scalar.0),
        (None, Some(_)) | (Some(_), None) => false,
    };
    match (expected, found) {
        (ExpectComputed::Value(text), ComputedValue::Known(scalar)) => literal(ty, text).as_ref() == Some(&scalar.0),
        (ExpectComputed::Value(text), ComputedValue::NotApplicable) => text == "n/a",
        (ExpectComputed::Interval { min, max, ask }, ComputedValue::Interval { min: least, max: most, ask: asked }) => {
            side(min, least) && side(max, most) && sorted(ask) == sorted(asked)
        }
        (ExpectComputed::Awaits(names), ComputedValue::Awaits { awaits, .. }) => sorted(names) == sorted(awaits),
        (
            ExpectComputed::SetByOffice { params: names, min, max },
            ComputedValue::SetByOffice { params, min: least, max: most, .. },
        ) => sorted(names) == sorted(params) && side(min, least) && side(max, most),
        (
            ExpectComputed::Value(_)
            | ExpectComputed::Interval { .. }
            | ExpectComputed::Awaits(_)
            | ExpectComputed::SetByOffice { .. },
            ComputedValue::Known(_)
            | ComputedValue::Interval { .. }
            | ComputedValue::Awaits { .. }
            | ComputedValue::SetByOffice { .. }
            | ComputedValue::NotApplicable,
        ) => false,
    }
}

fn sorted(names: &[String]) -> BTreeSet<&String> {
    names.iter().collect()
}

/// Reads a literal by its type.
fn literal(ty: Type, text: &str) -> Option<Literal> {
    match ty {
        Type::Bool => text.parse().ok().map(Literal::Bool),
        Type::Int => text.parse().ok().map(Literal::Int),
        Type::Decimal => text.parse().ok().map(Literal::Decimal),
        Type::Money(_) => text.parse().ok().map(Literal::Money),
        Type::Date if text == NONE => Some(Literal::Date(NEVER)),
        Type::Date => text.parse().ok().map(Literal::Date),
        Type::Time => text.parse().ok().map(Literal::Time),
        Type::Code => Some(Literal::Code(text.into())),
    }
}

fn demanded(expected: &ExpectComputed) -> String {
    let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "open".into());
    match expected {
        ExpectComputed::Value(text) => text.clone(),
        ExpectComputed::Interval { min, max, ask } => interval(&side(min), &side(max), ask),
        ExpectComputed::SetByOffice { params, min, max } => {
            let names = super::shown(params);
            format!("between {} and {}, set by the office {names}", side(min), side(max))
        }
        ExpectComputed::Awaits(names) => format!("awaits {}", super::shown(names)),
    }
}

fn interval(min: &str, max: &str, ask: &[String]) -> String {
    format!("{min} to {max}, ask {}", super::shown(ask))
}
