//! Stages, milestones and ends.

use rules::LooseCond;
use rules::read::names::spoken;
use yaml::{Entry, Map, Node, NodeKind, no_such, scalars};

use super::PathwayReader;
use super::names::{items, maps};
use crate::pathway::{CaseEnd, Item, Stage};

/// The keys of a stage.
pub const KEYS: [&str; 11] =
    ["id", "says", "after", "any", "if", "enter", "done", "due", "tasks", "decisions", "referrals"];

/// What an end may have that is not a condition alone.
pub const END_KEYS: [&str; 4] = ["if", "by", "leaves", "says"];

impl PathwayReader<'_, '_> {
    /// All stages and all items; nothing where one of them could not be read.
    pub fn stages(&mut self, map: &Map) -> (Option<Vec<Stage>>, Option<Vec<Item>>) {
        let nodes = map.require("stages", self.report).and_then(|node| node.list("a list of stages", self.report));
        for node in nodes.unwrap_or_default() {
            node.map("a stage", self.report);
        }
        if nodes.is_some_and(<[Node]>::is_empty) {
            self.report.error(map.at, "wrong-shape", "expected at least one stage");
        }
        let mut stages: Option<Vec<Stage>> = nodes.map(|_| vec![]);
        let mut found: Option<Vec<Item>> = Some(vec![]);
        for (position, map) in maps(map.get("stages")).into_iter().enumerate() {
            let stage = self.stage(map);
            stages = stages.zip(stage).map(|(mut stages, stage)| {
                stages.push(stage);
                stages
            });
            for (list, map) in items(map) {
                let item = self.item(list, map, position);
                found = found.zip(item).map(|(mut found, item)| {
                    found.push(item);
                    found
                });
            }
        }
        (stages, found)
    }

    fn stage(&mut self, map: &Map) -> Option<Stage> {
        map.only(&KEYS, self.report);
        for list in super::names::LISTS {
            let nodes = map.get(list).and_then(|node| node.list("a list of items", self.report)).unwrap_or_default();
            for node in nodes {
                node.map("an item", self.report);
            }
        }
        let id = map.require("id", self.report).and_then(|node| scalars::string(node, "a name", self.report))?;
        Some(Stage {
            says: self.says(map, &id),
            after: self.named(map, "after", "stage"),
            any: self.named(map, "any", "stage"),
            applies: self.condition(map, "if"),
            enter: self.condition(map, "enter"),
            done: self.condition(map, "done"),
            due: map.get("due").and_then(|node| self.due(node)),
            at: (map.at.line, map.at.column),
            id,
        })
    }

    /// A condition under a key.
    pub fn condition(&mut self, map: &Map, key: &str) -> Option<LooseCond> {
        let scalar = map.get(key)?.scalar("a condition", self.report)?;
        self.loose.condition(scalar, self.report)
    }

    /// Stages or items by their names.
    pub fn named(&mut self, map: &Map, key: &str, what: &str) -> Vec<usize> {
        let Some(node) = map.get(key) else { return vec![] };
        let names = match &node.kind {
            NodeKind::Scalar(scalar) => vec![scalar],
            NodeKind::List(_) | NodeKind::Map(_) => scalars::scalars(node, "a list of names", self.report),
        };
        let mut found = vec![];
        for name in names {
            let (place, known): (_, Vec<&str>) = if what == "stage" {
                (self.outline.stage(&name.text), self.outline.stages.iter().map(String::as_str).collect())
            } else {
                (self.outline.item(&name.text), self.outline.items.iter().map(|(id, _)| id.as_str()).collect())
            };
            if place.is_none() {
                let message = no_such(what, &name.text);
                self.report.error(name.at, "unknown-name", message).did_you_mean(&name.text, known.into_iter());
            }
            found.extend(place);
        }
        found
    }

    pub fn milestones(&mut self, map: &Map) -> Vec<(String, LooseCond)> {
        let Some(node) = map.get("milestones") else { return vec![] };
        let entries = node.map("a mapping of milestones", self.report).map(|map| map.entries.as_slice());
        let mut found = vec![];
        for Entry { key, value } in entries.unwrap_or_default() {
            let Some(scalar) = value.scalar("a condition", self.report) else { continue };
            found.extend(self.loose.condition(scalar, self.report).map(|condition| (key.text.clone(), condition)));
        }
        found
    }

    pub fn ends(&mut self, map: &Map) -> Vec<CaseEnd> {
        let Some(node) = map.get("ends") else { return vec![] };
        let entries = node.map("a mapping of ends", self.report).map(|map| map.entries.as_slice()).unwrap_or_default();
        let mut found = vec![];
        for Entry { key, value } in entries {
            let (id, at) = (key.text.clone(), (key.at.line, key.at.column));
            if let NodeKind::Scalar(scalar) = &value.kind {
                let when = self.loose.condition(scalar, self.report);
                found.push(CaseEnd { says: spoken(&id), id, when, by: self.by.clone(), leaves: false, at });
                continue;
            }
            let Some(map) = value.map("`{if, by, leaves}`", self.report) else { continue };
            map.only(&END_KEYS, self.report);
            let by = self.roles_of(map);
            let leaves = map.get("leaves").and_then(|node| scalars::boolean(node, self.report)).unwrap_or(false);
            found.push(CaseEnd { says: self.says(map, &id), id, when: self.condition(map, "if"), by, leaves, at });
        }
        found
    }
}
