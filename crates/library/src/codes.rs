//! `codes.yaml`: the objectives and targets that exist. Whatever else is named is refused, with the nearest known.

use std::collections::BTreeMap;

use yaml::{Entry, Map, Node, Report, Scalar, scalars};

/// Codes that exist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoalCodes {
    /// Objectives of the Global Compact for Migration, with their English names.
    pub gcm: BTreeMap<u8, String>,
    /// Targets of the Sustainable Development Goals by goal.
    pub sdg: BTreeMap<u8, Vec<String>>,
}

impl GoalCodes {
    pub(super) fn read(map: &Map, report: &mut Report) -> Self {
        map.only(&["gcm", "sdg"], report);
        let (mut gcm, mut sdg) = (BTreeMap::new(), BTreeMap::new());
        for (number, value) in numbered(map, "gcm", report) {
            gcm.extend(scalars::string(value, "the objective's name", report).map(|name| (number, name)));
        }
        for (number, value) in numbered(map, "sdg", report) {
            sdg.insert(number, scalars::strings(value, "a list of targets", report));
        }
        Self { gcm, sdg }
    }

    /// The objectives of a list; one that does not exist is refused.
    pub(super) fn objectives(&self, node: &Node, report: &mut Report) -> Vec<u8> {
        let listed = scalars::scalars(node, "a list of objectives", report);
        listed.into_iter().filter_map(|scalar| self.objective(scalar, report)).collect()
    }

    fn objective(&self, scalar: &Scalar, report: &mut Report) -> Option<u8> {
        let number: Option<u8> = scalar.text.parse().ok();
        let known = number.filter(|number| self.gcm.contains_key(number));
        if known.is_none() {
            let message = format!("there is no objective `{}` of the Global Compact", scalar.text);
            let near = number.and_then(|number| self.gcm.keys().min_by_key(|known| known.abs_diff(number)));
            let found = report.error(scalar.at, "unknown-objective", message);
            if let Some(near) = near {
                found.help(format!("the nearest is `{near}`"));
            }
        }
        known
    }

    /// The targets of a list; one that does not exist is refused.
    pub(super) fn targets(&self, node: &Node, report: &mut Report) -> Vec<String> {
        let listed = scalars::scalars(node, "a list of targets", report);
        let mut targets = Vec::new();
        for scalar in listed {
            if self.sdg.values().flatten().any(|known| *known == scalar.text) {
                targets.push(scalar.text.clone());
                continue;
            }
            let message = format!("there is no target `{}` of the Sustainable Development Goals", scalar.text);
            let found = report.error(scalar.at, "unknown-target", message);
            if let Some(near) = self.nearest(&scalar.text) {
                found.help(format!("the nearest is `{near}`"));
            }
        }
        targets
    }

    /// The target of the same goal that stands nearest, else the one that is spelt most alike.
    fn nearest(&self, text: &str) -> Option<&str> {
        let goal = text.split_once('.').and_then(|(goal, target)| Some((self.sdg.get(&goal.parse().ok()?)?, target)));
        let alike = || model::nearest(text, self.sdg.values().flatten().map(String::as_str));
        let Some((targets, wanted)) = goal else { return alike() };
        let far = |known: &&String| distance(known.split_once('.').map_or("", |(_, target)| target), wanted);
        targets.iter().min_by_key(far).map(String::as_str)
    }
}

/// How far apart two targets of one goal stand: numbers by their difference, letters likewise, and both far apart.
fn distance(a: &str, b: &str) -> u32 {
    match (a.parse::<u32>(), b.parse::<u32>()) {
        (Ok(a), Ok(b)) => a.abs_diff(b),
        (Err(_), Err(_)) => letter(a).abs_diff(letter(b)),
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => u32::MAX,
    }
}

fn letter(text: &str) -> u32 {
    text.chars().next().map_or(0, u32::from)
}

/// The entries of a mapping from numbers.
fn numbered<'a>(map: &'a Map, key: &str, report: &mut Report) -> Vec<(u8, &'a Node)> {
    let inner = map.require(key, report).and_then(|node| node.map("a mapping from numbers", report));
    let mut found = Vec::new();
    for Entry { key, value } in inner.map(|map| map.entries.as_slice()).unwrap_or_default() {
        match key.text.parse() {
            Ok(number) => found.push((number, value)),
            Err(_) => drop(report.error(key.at, "type", format!("expected a number, found `{}`", key.text))),
        }
    }
    found
}
