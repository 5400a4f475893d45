//! The head of a file: whose records run it, who sees and opens a case, by which days it is reckoned.

use std::collections::BTreeMap;

use model::{Compartment, Text, Zone};
use rules::LooseTerm;
use rules::read::names::is_word;
use yaml::{Map, Node, NodeKind, no_such, scalars};

use super::PathwayReader;
use crate::pathway::{CaseScope, Opens, Sees};
use crate::roles::ROLES;

/// The keys of a pathway.
pub const KEYS: [&str; 24] = [
    "pathway",
    "title",
    "of",
    "prefix",
    "fields",
    "params",
    "tables",
    "calendars",
    "texts",
    "law",
    "valid",
    "must_not_use",
    "sees",
    "opens",
    "by",
    "calendar",
    "zone",
    "day_ends",
    "contact",
    "stages",
    "milestones",
    "ends",
    "source",
    "tests",
];

const SCOPES: [(&str, CaseScope); 3] =
    [("office", CaseScope::Office), ("team", CaseScope::Team), ("assigned", CaseScope::Assigned)];

const COMPARTMENTS: [(&str, Compartment); 8] = [
    ("gbv", Compartment::Gbv),
    ("child", Compartment::Child),
    ("trafficking", Compartment::Trafficking),
    ("asylum", Compartment::Asylum),
    ("health", Compartment::Health),
    ("sogi", Compartment::Sogi),
    ("biometric", Compartment::Biometric),
    ("shelter", Compartment::Shelter),
];

/// The head of a file.
pub(super) struct Header {
    pub sees: Sees,
    pub opens: Opens,
    pub zone: Option<Zone>,
    pub day_ends: Option<(i8, i8)>,
    pub contact_safe: bool,
    pub valid: Option<(LooseTerm, Option<LooseTerm>)>,
    pub texts: BTreeMap<String, Text>,
}

impl PathwayReader<'_, '_> {
    pub fn header(&mut self, map: &Map) -> Option<Header> {
        map.get("source").and_then(|node| scalars::string(node, "a name", self.report));
        self.by = map.require("by", self.report).map(|node| self.roles(node)).unwrap_or_default();
        if let Some(scalar) = map.get("calendar").and_then(|node| node.scalar("the name of a calendar", self.report)) {
            self.calendar = self.loose.calendar(&scalar.text, scalar, self.report)?;
        }
        let sees = map.require("sees", self.report).and_then(|node| self.sees(node));
        let opens = map.require("opens", self.report).and_then(|node| self.opens(node));
        let zone = map.get("zone").and_then(|node| self.zone(node));
        let day_ends = map.get("day_ends").and_then(|node| self.time(node));
        let contact = [("safe", true)];
        let contact_safe = map.get("contact").and_then(|node| scalars::word(node, &contact, self.report)).is_some();
        let valid = map.get("valid").and_then(|node| self.valid(node));
        let texts = map.get("texts").map(|node| self.texts(node)).unwrap_or_default();
        Some(Header { sees: sees?, opens: opens?, zone, day_ends, contact_safe, valid, texts })
    }

    /// Roles by their letters; one may stand without a list.
    pub fn roles(&mut self, node: &Node) -> Vec<String> {
        let named = match &node.kind {
            NodeKind::Scalar(scalar) => vec![scalar],
            NodeKind::List(_) | NodeKind::Map(_) => scalars::scalars(node, "a list of roles", self.report),
        };
        if named.is_empty() {
            self.report.error(node.at, "wrong-shape", "expected a role such as `CW`");
        }
        for role in named.iter().filter(|role| !ROLES.contains(&role.text.as_str())) {
            let message = no_such("role", &role.text);
            self.report.error(role.at, "unknown-word", message).help(format!("one of `{}`", ROLES.join("`, `")));
        }
        named.into_iter().map(|role| role.text.clone()).collect()
    }

    fn sees(&mut self, node: &Node) -> Option<Sees> {
        let map = node.map("`{compartment, scope}`", self.report)?;
        map.only(&["compartment", "scope"], self.report);
        let compartment = map.get("compartment").and_then(|node| scalars::word(node, &COMPARTMENTS, self.report));
        let scope = map.require("scope", self.report).and_then(|node| scalars::word(node, &SCOPES, self.report))?;
        if compartment.is_none() && scope == CaseScope::Team {
            let message = "`team` is who of the office opens the compartment; there is none";
            self.report.error(node.at, "sees", message).help("name a compartment, or `scope: office`");
        }
        if compartment.is_some() && scope == CaseScope::Office {
            let message = "a case in a compartment is not for everybody of the office";
            self.report.error(node.at, "sees", message).help("`scope: team` or `scope: assigned`");
        }
        Some(Sees { compartment, scope })
    }

    fn opens(&mut self, node: &Node) -> Option<Opens> {
        let map = node.map("`{by, if, several}`", self.report)?;
        map.only(&["by", "if", "several"], self.report);
        let by = map.require("by", self.report).map(|node| self.roles(node))?;
        let applies = self.condition(map, "if");
        let several = map.get("several").and_then(|node| scalars::boolean(node, self.report)).unwrap_or(false);
        Some(Opens { by, applies, several })
    }

    fn zone(&mut self, node: &Node) -> Option<Zone> {
        let name = scalars::string(node, "the name of a time zone", self.report)?;
        let zone = Zone::named(&name);
        if zone.is_none() {
            let message = no_such("time zone", &name);
            self.report.error(node.at, "unknown-name", message).help("as `Europe/Lisbon`");
        }
        zone
    }

    /// `16:00`; what ends at midnight says nothing.
    fn time(&mut self, node: &Node) -> Option<(i8, i8)> {
        let text = scalars::string(node, "an hour such as `16:00`", self.report)?;
        let parts = text.split_once(':').and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
        match parts {
            Some((24, 0)) => None,
            Some((hour @ 1..=23, minute @ 0..=59)) => Some((hour, minute)),
            _ => {
                let message = format!("expected an hour such as `16:00`, found `{text}`");
                self.report.error(node.at, "type", message);
                None
            }
        }
    }

    /// `[from, to]`, as of a measure.
    fn valid(&mut self, node: &Node) -> Option<(LooseTerm, Option<LooseTerm>)> {
        let [from, to] = node.list("`[from, to]`", self.report)? else {
            self.report.error(node.at, "wrong-shape", "expected `[from, to]`");
            return None;
        };
        let from = self.loose.day(from, self.report);
        let open = matches!(&to.kind, NodeKind::Scalar(scalar) if matches!(scalar.text.as_str(), "open" | "none"));
        let to = if open { Some(None) } else { self.loose.day(to, self.report).map(Some) };
        Some((from?, to?))
    }

    fn texts(&mut self, node: &Node) -> BTreeMap<String, Text> {
        let Some(map) = node.map("a mapping of names to texts", self.report) else { return BTreeMap::new() };
        let mut texts = BTreeMap::new();
        for entry in &map.entries {
            let fits = entry.key.text.split('-').all(is_word);
            if !fits {
                let message = format!("expected lower-case letters, digits and hyphens, found `{}`", entry.key.text);
                self.report.error(entry.key.at, "name", message);
            }
            if let Some(text) = scalars::text(&entry.value, self.report) {
                texts.insert(entry.key.text.clone(), text);
            }
        }
        texts
    }
}
