//! What records of a kind take of those that they lead to: `takes: {from: facility, limit: beds, nights: [from, until]}`.
//!
//! What is taken is a whole number of the record that is led to; without nights it is taken until it is given back. What
//! reserves, fills and frees are tasks of the pathway that records of the kind run: that they are is looked at once
//! pathways are read (`../pack.rs`).

use model::{Field, FieldType, Kind, KindLink, KindTakes, Schema, TakenUnits};
use yaml::{At, Map, Node, NodeKind, Report, no_such, scalars};

const KEYS: [&str; 7] = ["from", "limit", "units", "nights", "hold", "fill", "free"];
/// Nothing is kept for longer than this: ten years.
const MOST_HOURS: i64 = 87_600;

/// As it is declared; the limit is held against the kind that has it later.
pub(super) fn read(
    kind: &str,
    fields: &[Field],
    links: &[KindLink],
    node: &Node,
    report: &mut Report,
) -> Option<KindTakes> {
    let map = node.map("a mapping, as `{from: facility, limit: beds}`", report)?;
    map.only(&KEYS, report);
    let from = map.require("from", report).and_then(|node| scalars::string(node, "a link of the kind", report));
    let limit = map.require("limit", report).and_then(|node| scalars::string(node, "a number of it", report));
    let (from, limit) = (from?, limit?);
    let name = format!("{kind}.{from}");
    let Some(link) = links.iter().find(|link| link.field == name) else {
        report.error(node.at, "takes-limit", format!("`{from}` is no link of the kind"));
        return None;
    };
    let units = map.get("units").map_or(Some(TakenUnits::Always(1)), |node| units(kind, fields, node, report));
    let nights = match map.get("nights") {
        Some(node) => Some(nights(kind, fields, node, report)?),
        None => None,
    };
    let (reserve, hold_hours) = map.get("hold").map_or(Some((None, None)), |node| hold(node, report))?;
    let items = |key: &str, report: &mut Report| {
        map.get(key).map(|node| scalars::strings(node, "a list of tasks", report)).unwrap_or_default()
    };
    Some(KindTakes {
        link: name.clone(),
        limit: format!("{}.{limit}", link.to),
        units: units?,
        nights,
        hold_hours,
        reserve,
        fill: items("fill", report),
        free: items("free", report),
    })
}

fn units(kind: &str, fields: &[Field], node: &Node, report: &mut Report) -> Option<TakenUnits> {
    let scalar = node.scalar("a number, or a field of the kind", report)?;
    if let Ok(number) = scalar.text.parse() {
        if number > 0 {
            return Some(TakenUnits::Always(number));
        }
        report.error(node.at, "range", "a record takes one unit at least");
        return None;
    }
    let whole = |ty| matches!(ty, FieldType::Int { .. });
    named(kind, fields, &scalar.text, whole, ("a whole number", node.at), report).map(TakenUnits::Field)
}

fn nights(kind: &str, fields: &[Field], node: &Node, report: &mut Report) -> Option<(String, String)> {
    let names = scalars::strings(node, "two fields, the first night and the morning of leaving", report);
    let [first, last] = names.as_slice() else {
        report.error(node.at, "wrong-shape", "expected two fields, the first night and the morning of leaving");
        return None;
    };
    let day = |name: &str, report: &mut Report| {
        named(kind, fields, name, |ty| ty == FieldType::Date, ("a day", node.at), report)
    };
    let (first, last) = (day(first, report), day(last, report));
    Some((first?, last?))
}

fn named(
    kind: &str,
    fields: &[Field],
    word: &str,
    fits: impl Fn(FieldType) -> bool,
    (what, at): (&str, At),
    report: &mut Report,
) -> Option<String> {
    let name = format!("{kind}.{word}");
    match fields.iter().find(|field| field.name == name) {
        Some(field) if fits(field.ty) => Some(name),
        Some(_) => {
            report.error(at, "type", format!("expected {what}, and `{name}` is none"));
            None
        }
        None => {
            let known = fields.iter().filter_map(|field| field.name.split_once('.').map(|(_, word)| word));
            report.error(at, "unknown-name", no_such("field", word)).did_you_mean(word, known);
            None
        }
    }
}

/// `48 hours`, or `{reserve: 48 hours}` with the task that reserves.
fn hold(node: &Node, report: &mut Report) -> Option<(Option<String>, Option<u32>)> {
    match &node.kind {
        NodeKind::Map(map) => by_task(map, report),
        NodeKind::Scalar(_) | NodeKind::List(_) => Some((None, Some(hours(node, report)?))),
    }
}

fn by_task(map: &Map, report: &mut Report) -> Option<(Option<String>, Option<u32>)> {
    let [entry] = map.entries.as_slice() else {
        report.error(map.at, "wrong-shape", "expected one task that reserves, as `{reserve: 48 hours}`");
        return None;
    };
    Some((Some(entry.key.text.clone()), Some(hours(&entry.value, report)?)))
}

fn hours(node: &Node, report: &mut Report) -> Option<u32> {
    let text = scalars::string(node, "a number of hours", report)?;
    let number = text.strip_suffix(" hours").and_then(|number| number.trim().parse::<i64>().ok());
    if let Some(number) = number.filter(|number| (1..=MOST_HOURS).contains(number)) {
        return u32::try_from(number).ok();
    }
    report.error(node.at, "type", format!("expected hours, as `48 hours`, found `{text}`"));
    None
}

/// Whether there is such a number to take from.
pub(super) fn check(schema: &Schema, kind: &Kind, takes: &KindTakes, at: At, report: &mut Report) {
    let to = kind.link(&takes.link).and_then(|link| schema.kind(&link.to)).filter(|to| to.owns_itself());
    // A link that leads nowhere is told by itself.
    let Some(to) = to else { return };
    let Some(limit) = to.field(&takes.limit) else {
        let known = to.fields.iter().map(|field| field.name.as_str());
        let message = no_such("field", &takes.limit);
        report.error(at, "takes-limit", message).did_you_mean(&takes.limit, known);
        return;
    };
    if !matches!(limit.ty, FieldType::Int { .. }) {
        report.error(at, "takes-limit", format!("`{}` is no whole number", takes.limit));
    }
}
