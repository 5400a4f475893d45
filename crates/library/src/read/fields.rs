//! The parts of an entry that stand alone: its pack or its reason, passages, countries, systems.

use std::collections::BTreeSet;

use yaml::{At, Map, Node, Report, scalars};

use super::super::words::StillMissing;
use super::super::{Carried, Passage};

/// Systems of the dialogue: `S01` to `S45`.
const SYSTEMS: std::ops::RangeInclusive<u8> = 1..=45;

/// A pack with what is missing of the practice, or the reason why there is none: one of the two, and where it stands.
pub(super) fn carried(map: &Map, report: &mut Report) -> Option<(Carried, At)> {
    let line = |key: &str, report: &mut Report| {
        map.get(key).and_then(|node| Some((scalars::string(node, "a text", report)?, node.at)))
    };
    let missing = missing(map, report);
    match (line("pack", report), line("reason", report)) {
        (Some((pack, at)), None) => Some((Carried::By { pack, missing }, at)),
        (None, Some((reason, at))) => Some((Carried::Not(reason), at)),
        (Some(_), Some((_, at))) => {
            report.error(at, "pack-or-reason", "a practice has a pack, or the reason why none runs it, never both");
            None
        }
        (None, None) => {
            report.error(map.at, "pack-or-reason", "expected `pack`, or `reason` where no pack runs it");
            None
        }
    }
}

/// What of a practice its pack does not run yet: an empty list says nothing, and without a pack all of it is missing.
fn missing(map: &Map, report: &mut Report) -> Vec<StillMissing> {
    let Some(node) = map.get("missing") else { return Vec::new() };
    if map.get("pack").is_none() {
        report.error(node.at, "missing-without-pack", "what is missing is said of a pack; here no pack is named");
    }
    let missing = listed(map, "missing", StillMissing::ALL, report);
    if node.list("a list", report).is_some_and(<[Node]>::is_empty) {
        report.error(node.at, "nothing-missing", "expected what is missing; leave the key out where nothing is");
    }
    missing
}

/// The passages of the report that tell of it.
pub(super) fn passages(map: &Map, report: &mut Report) -> Vec<Passage> {
    let scalars = map.require("where", report).map(|node| scalars::scalars(node, "a list of passages", report));
    scalars.unwrap_or_default().into_iter().filter_map(|scalar| Passage::read(scalar, report)).collect()
}

/// The mappings of a list; an id given twice is refused.
pub(super) fn items<'a>(map: &'a Map, key: &str, report: &mut Report) -> Vec<&'a Map> {
    let nodes = map.require(key, report).and_then(|node| node.list("a list", report)).unwrap_or_default();
    let maps: Vec<&Map> = nodes.iter().filter_map(|node| node.map("a mapping", report)).collect();
    let mut seen = BTreeSet::new();
    for node in maps.iter().filter_map(|map| map.get("id")) {
        if let Some(id) = scalars::string(node, "an id", report)
            && !seen.insert(id.clone())
        {
            report.error(node.at, "duplicate-id", format!("`{id}` stands in this file already"));
        }
    }
    maps
}

pub(super) fn string(map: &Map, key: &str, report: &mut Report) -> Option<String> {
    map.require(key, report).and_then(|node| scalars::string(node, "a text", report))
}

/// A list of closed words.
pub(super) fn listed<T: Copy>(map: &Map, key: &str, words: &[(&str, T)], report: &mut Report) -> Vec<T> {
    let nodes = map.require(key, report).and_then(|node| node.list("a list", report)).unwrap_or_default();
    nodes.iter().filter_map(|node| scalars::word(node, words, report)).collect()
}

pub(super) fn countries(node: &Node, report: &mut Report) -> Vec<String> {
    let mut codes = Vec::new();
    for scalar in scalars::scalars(node, "a list of countries", report) {
        if scalar.text.len() != 3 || !scalar.text.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let message = format!("expected an ISO 3166 alpha-3 code such as `PRT`, found `{}`", scalar.text);
            report.error(scalar.at, "country", message);
        }
        codes.push(scalar.text.clone());
    }
    codes
}

pub(super) fn systems(node: &Node, report: &mut Report) -> Vec<String> {
    let mut systems = Vec::new();
    for scalar in scalars::scalars(node, "a list of systems", report) {
        let number = scalar.text.strip_prefix('S').filter(|digits| digits.len() == 2);
        if !number.and_then(|digits| digits.parse().ok()).is_some_and(|number| SYSTEMS.contains(&number)) {
            let message = format!("expected a system from `S01` to `S45`, found `{}`", scalar.text);
            report.error(scalar.at, "unknown-system", message);
        }
        systems.push(scalar.text.clone());
    }
    systems
}
