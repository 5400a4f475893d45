//! Working days: weekends, public holidays with their law, and the days for which they are known.

use std::collections::BTreeMap;

use model::{Date, Text};
use yaml::{Entry, Map, Node, Report, scalars};

use crate::measure::{Calendar, NATIONAL};

/// The keys of a calendar.
pub const KEYS: [&str; 5] = ["weekend", "covers", "source", "holidays", "inherits"];

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
        Calendar { name: String::new(), weekend, holidays: BTreeMap::new(), covers: None, source: None }
    };
    name.clone_into(&mut calendar.name);
    if let Some(node) = map.get("covers") {
        calendar.covers = covers(node, report);
    }
    if let Some(node) = map.get("source") {
        calendar.source = scalars::string(node, "where the holidays come from", report);
    }
    if let Some(node) = map.get("holidays") {
        calendar.holidays.extend(holidays(node, calendar.covers, report));
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

fn holidays(node: &Node, covers: Option<(Date, Date)>, report: &mut Report) -> BTreeMap<Date, Text> {
    let mut holidays = BTreeMap::new();
    let entries = node.map("a mapping of days to names", report).map(|map| map.entries.as_slice()).unwrap_or_default();
    for Entry { key, value } in entries {
        let Some(day) = scalars::day(&key.text) else {
            report.error(key.at, "type", format!("expected a date as YYYY-MM-DD, found `{}`", key.text));
            continue;
        };
        if covers.is_some_and(|(from, to)| !(from..=to).contains(&day)) {
            report.error(key.at, "range", format!("`{day}` lies outside what the calendar covers"));
        }
        holidays.insert(day, scalars::text(value, report).unwrap_or_default());
    }
    holidays
}
