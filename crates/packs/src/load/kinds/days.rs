//! Days of a record that cannot be: what has happened lies never ahead (`past`), and what follows never before what it follows
//! (`not_before`).

use model::{Field, FieldType, KindDay};
use yaml::{At, Map, Node, NodeKind, Report, no_such, scalars};

/// What the fields of a kind say of their days.
pub(super) fn read(kind: &str, fields: &[(Field, At)], map: &Map, report: &mut Report) -> Vec<KindDay> {
    let Some(NodeKind::Map(map)) = map.get("fields").map(|node| &node.kind) else { return vec![] };
    let mut dated = vec![];
    for entry in &map.entries {
        let NodeKind::Map(said) = &entry.value.kind else { continue };
        let name = format!("{kind}.{}", entry.key.text);
        if let Some((field, _)) = fields.iter().find(|(field, _)| field.name == name) {
            dated.extend(day(field, fields, said, report));
        }
    }
    dated
}

fn day(field: &Field, fields: &[(Field, At)], said: &Map, report: &mut Report) -> Option<KindDay> {
    let (past, other) = (said.get("past"), said.get("not_before"));
    let at = past.or(other)?.at;
    if !is_day(field) {
        report.error(at, "type", format!("`{}` is no day, and nothing lies before or after it", field.name));
        return None;
    }
    let past = past.and_then(|node| scalars::boolean(node, report)).unwrap_or(false);
    let not_before = other.and_then(|node| first(field, fields, node, report));
    Some(KindDay { field: field.name.clone(), past, not_before })
}

/// The other field of the kind that is a day.
fn first(field: &Field, fields: &[(Field, At)], node: &Node, report: &mut Report) -> Option<String> {
    let word = scalars::string(node, "the name of a field of the kind", report)?;
    let others = fields.iter().map(|(other, _)| other).filter(|other| is_day(other) && other.name != field.name);
    let named = |other: &&Field| other.name.split_once('.').is_some_and(|(_, own)| own == word);
    if let Some(other) = others.clone().find(named) {
        return Some(other.name.clone());
    }
    let known = others.filter_map(|other| other.name.split_once('.').map(|(_, own)| own));
    report.error(node.at, "unknown-name", no_such("other day", &word)).did_you_mean(&word, known);
    None
}

fn is_day(field: &Field) -> bool {
    matches!(field.ty, FieldType::Date | FieldType::PartialDate)
}
