//! Working days: weekends, public holidays, days of a weekend that are worked, and the days for which they are known.
//!
//! A holiday or a worked day may say when it was `decided`, and a holiday that it is `estimated`. A day that is both a
//! holiday and worked is refused.

use std::collections::BTreeMap;

use model::Date;
use yaml::{At, Entry, Map, Node, NodeKind, Report, scalars};

use crate::measure::{Calendar, Holiday, NATIONAL};

/// The keys of a calendar.
pub const KEYS: [&str; 7] = ["weekend", "unsure", "covers", "source", "holidays", "worked", "inherits"];

/// The days of the week as packs name them; Monday is 1.
pub const WEEKDAYS: [(&str, u8); 7] =
    [("monday", 1), ("tuesday", 2), ("wednesday", 3), ("thursday", 4), ("friday", 5), ("saturday", 6), ("sunday", 7)];

/// The calendars of one mapping, added to those known. A region takes over what it `inherits`, from its pack or the
/// core's.
pub fn add(
    map: &Map,
    core: &BTreeMap<String, Calendar>,
    calendars: &mut BTreeMap<String, Calendar>,
    report: &mut Report,
) {
    for Entry { key, value } in &map.entries {
        let Some(map) = value.map("a calendar", report) else { continue };
        if key.text == NATIONAL {
            report.error(key.at, "name", "`national` is chosen by whoever asks");
        }
        if calendars.contains_key(&key.text) {
            report.error(key.at, "duplicate-calendar", format!("there is a calendar `{}` already", key.text));
        }
        if let Some(calendar) = calendar(&key.text, map, core, calendars, report) {
            calendars.insert(key.text.clone(), calendar);
        }
    }
}

fn calendar(
    name: &str,
    map: &Map,
    core: &BTreeMap<String, Calendar>,
    own: &BTreeMap<String, Calendar>,
    report: &mut Report,
) -> Option<Calendar> {
    map.only(&KEYS, report);
    let mut calendar = if let Some(node) = map.get("inherits") {
        parent(node, core, own, report)?
    } else {
        let weekend = weekend(map.require("weekend", report)?, report);
        Calendar::of_weekend(weekend)
    };
    name.clone_into(&mut calendar.name);
    if let Some(node) = map.get("unsure") {
        calendar.unsure = unsure(node, &calendar.weekend, report);
    }
    if let Some(node) = map.get("covers") {
        calendar.covers = covers(node, report);
    }
    if let Some(node) = map.get("source") {
        calendar.source = scalars::string(node, "where the holidays come from", report);
    }
    if let Some(node) = map.get("holidays") {
        calendar.holidays.extend(holidays(node, calendar.covers, report));
    }
    if let Some(node) = map.get("worked") {
        calendar.worked.extend(worked(node, &calendar, report));
    }
    Some(calendar)
}

/// The calendar whose days a region takes over; it stands before the region in the file.
fn parent(
    node: &Node,
    core: &BTreeMap<String, Calendar>,
    own: &BTreeMap<String, Calendar>,
    report: &mut Report,
) -> Option<Calendar> {
    let name = scalars::string(node, "the name of a calendar", report)?;
    let found = own.get(&name).or_else(|| core.get(&name)).cloned();
    if found.is_none() {
        let known = own.keys().chain(core.keys()).map(String::as_str);
        let message = format!("there is no calendar `{name}` before this one");
        report.error(node.at, "unknown-name", message).did_you_mean(&name, known);
    }
    found
}

fn weekend(node: &Node, report: &mut Report) -> Vec<u8> {
    let days = node.list("a list of days of the week", report).unwrap_or_default();
    days.iter().filter_map(|day| scalars::word(day, &WEEKDAYS, report)).collect()
}

fn covers(node: &Node, report: &mut Report) -> Option<(Date, Date)> {
    let [from, to] = node.list("`[from, to]`", report)? else {
        report.error(node.at, "wrong-shape", "expected `[from, to]`");
        return None;
    };
    let (from_day, to_day) = (scalars::date(from, report)?, scalars::date(to, report)?);
    if from_day > to_day {
        report.error(from.at, "range", format!("`{from_day}` lies after `{to_day}`"));
        return None;
    }
    Some((from_day, to_day))
}

/// Days of the week of which sources differ; those of the weekend are not among them.
fn unsure(node: &Node, free: &[u8], report: &mut Report) -> Vec<u8> {
    let days = weekend(node, report);
    if days.iter().any(|day| free.contains(day)) {
        report.error(node.at, "unsure", "a day of the `weekend` is not `unsure`");
    }
    days
}

fn holidays(node: &Node, covers: Option<(Date, Date)>, report: &mut Report) -> BTreeMap<Date, Holiday> {
    let mut holidays = BTreeMap::new();
    let entries = node.map("a mapping of days to names", report).map(|map| map.entries.as_slice()).unwrap_or_default();
    for Entry { key, value } in entries {
        let Some(day) = scalars::day(&key.text) else {
            report.error(key.at, "type", format!("expected a date as YYYY-MM-DD, found `{}`", key.text));
            continue;
        };
        covered(day, key.at, covers, report);
        holidays.insert(day, holiday(value, report));
    }
    holidays
}

/// The name alone; or names by language, among them `decided` and `estimated`.
fn holiday(node: &Node, report: &mut Report) -> Holiday {
    let NodeKind::Map(map) = &node.kind else {
        return Holiday { name: scalars::text(node, report).unwrap_or_default(), ..Holiday::default() };
    };
    let decided = map.get("decided").and_then(|node| scalars::date(node, report));
    let estimated = map.get("estimated").and_then(|node| scalars::boolean(node, report)).unwrap_or(false);
    let mut names = map.clone();
    names.entries.retain(|entry| !matches!(entry.key.text.as_str(), "decided" | "estimated"));
    let node = Node { kind: NodeKind::Map(names), ..node.clone() };
    Holiday { name: scalars::text(&node, report).unwrap_or_default(), decided, estimated }
}

/// A list of days, or of `{day, decided}`.
fn worked(node: &Node, calendar: &Calendar, report: &mut Report) -> BTreeMap<Date, Option<Date>> {
    let mut worked = BTreeMap::new();
    for item in node.list("a list of days", report).unwrap_or_default() {
        let (day, decided) = match &item.kind {
            NodeKind::Map(map) => {
                map.only(&["day", "decided"], report);
                let day = map.require("day", report).and_then(|node| scalars::date(node, report));
                (day, map.get("decided").and_then(|node| scalars::date(node, report)))
            }
            NodeKind::Scalar(_) | NodeKind::List(_) => (scalars::date(item, report), None),
        };
        let Some(day) = day else { continue };
        covered(day, item.at, calendar.covers, report);
        if calendar.holidays.contains_key(&day) {
            report.error(item.at, "worked-holiday", format!("`{day}` is a holiday"));
        }
        worked.insert(day, decided);
    }
    worked
}

fn covered(day: Date, at: At, covers: Option<(Date, Date)>, report: &mut Report) {
    if covers.is_some_and(|(from, to)| !(from..=to).contains(&day)) {
        report.error(at, "range", format!("`{day}` lies outside what the calendar covers"));
    }
}
