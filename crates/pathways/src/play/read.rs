//! Plays as their authors write them. Names are checked here, so that a step of an item that does not exist cannot pass
//! by accident.

use std::collections::BTreeMap;

use model::Zone;
use rules::measure::Calendar;
use yaml::{At, Entry, Map, Node, NodeKind, Report, Scalar, no_such, scalars};

use super::steps::StepReader;
use super::{Play, PlayStep};
use crate::pathway::Pathway;
use crate::zones::of_capital;

const KEYS: [&str; 6] = ["country", "zone", "calendar", "grants", "play", "title"];

/// The plays of a pathway's `tests`; those that cannot be read are left out, and noted.
pub fn read_tests(
    node: &Node,
    pathway: &Pathway,
    calendars: &BTreeMap<String, Calendar>,
    report: &mut Report,
) -> Vec<Play> {
    let nodes = node.list("a list of tests", report).unwrap_or_default();
    nodes.iter().filter_map(|node| read_play(node, pathway, calendars, report)).collect()
}

/// One play.
pub fn read_play(
    node: &Node,
    pathway: &Pathway,
    calendars: &BTreeMap<String, Calendar>,
    report: &mut Report,
) -> Option<Play> {
    let map = node.map("a play", report)?;
    map.only(&KEYS, report);
    let country = map.get("country").and_then(|node| country(node, pathway, report));
    let zone = zone(map, country.as_deref().or(pathway.jurisdiction.as_deref()), report)?;
    let (national, calendar) = match map.get("calendar") {
        Some(node) => calendar(node, pathway, calendars, report)?,
        // A country's own rule is counted by its own days, wherever it is tried.
        None => (pathway.jurisdiction.clone().or(country), None),
    };
    let steps = map.require("play", report)?.list("a list of steps", report)?;
    let case_zone = pathway.zone.clone().unwrap_or_else(|| zone.clone());
    let mut reader = StepReader { pathway, zone: &case_zone, report };
    let grants = map.get("grants").map(|node| reader.grants(node)).unwrap_or_default();
    let steps: Vec<Option<PlayStep>> = steps.iter().map(|node| reader.step(node)).collect();
    let steps: Vec<PlayStep> = steps.into_iter().collect::<Option<_>>()?;
    in_order(&steps, report)?;
    Some(Play { line: node.at.line, national, calendar, zone, grants, steps })
}

/// The zone that is named, else that of the country's capital.
fn zone(map: &Map, country: Option<&str>, report: &mut Report) -> Option<Zone> {
    let Some(node) = map.get("zone") else {
        return Some(country.and_then(of_capital).unwrap_or_else(Zone::utc));
    };
    let name = scalars::string(node, "the name of a time zone", report)?;
    let zone = Zone::named(&name);
    if zone.is_none() {
        report.error(node.at, "unknown-name", no_such("time zone", &name)).help("as `Europe/Lisbon`");
    }
    zone
}

/// A step that is told before the one above it would be a fact of the past that nobody has told yet.
fn in_order(steps: &[PlayStep], report: &mut Report) -> Option<()> {
    let back = steps.windows(2).find(|pair| matches!(pair, [before, step] if step.at < before.at));
    if let Some([before, step]) = back {
        let at = At { line: step.line, column: 1 };
        let message = format!("`{}` lies before `{}` of the step above", step.when, before.when);
        report.error(at, "step-order", message).help("what happened earlier says so by `happened`");
        return None;
    }
    Some(())
}

fn country(node: &Node, pathway: &Pathway, report: &mut Report) -> Option<String> {
    let code = scalars::string(node, "a country", report)?;
    let list = pathway.schema.list_named("countries").and_then(|id| pathway.schema.list(id));
    if list.is_some_and(|list| !list.admits(&code)) {
        report.error(node.at, "country", format!("`{code}` is no country of ISO 3166"));
        return None;
    }
    Some(code)
}

/// A calendar by its name, or written out.
fn calendar(
    node: &Node,
    pathway: &Pathway,
    known: &BTreeMap<String, Calendar>,
    report: &mut Report,
) -> Option<(Option<String>, Option<Calendar>)> {
    /// What a calendar is called that a play brings along.
    const OWN: &str = "play";
    if let NodeKind::Scalar(scalar) = &node.kind {
        let name = scalar.text.clone();
        if name == "weekends" {
            return Some((None, None));
        }
        if known.contains_key(&name) || pathway.rules.calendar(&name).is_some() {
            return Some((Some(name), None));
        }
        let names = known.keys().map(String::as_str);
        report.error(node.at, "unknown-name", no_such("calendar", &name)).did_you_mean(&name, names);
        return None;
    }
    node.map("a calendar", report)?;
    let key = node_key(node, OWN)?;
    let entry = Entry { key, value: node.clone() };
    let mut found = BTreeMap::new();
    rules::read::calendars::add(&Map { at: node.at, entries: vec![entry] }, known, &mut found, report);
    found.remove(OWN).map(|calendar| (Some(OWN.to_owned()), Some(calendar)))
}

/// A name for what has none in its file.
fn node_key(node: &Node, name: &str) -> Option<Scalar> {
    let NodeKind::Map(map) = &node.kind else { return None };
    let first = map.entries.first()?;
    Some(first.key.named(name))
}
