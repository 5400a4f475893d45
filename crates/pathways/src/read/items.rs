//! Items: what every one of them has, whatever kind of work it is.

use model::Text;
use rules::read::names::spoken;
use yaml::{Entry, Map, Node, NodeKind, scalars};

use super::PathwayReader;
use crate::pathway::{Item, SendOn};

/// The keys that every item may have.
pub const KEYS: [&str; 14] =
    ["id", "says", "by", "not_by", "after", "if", "due", "form", "text", "optional", "send", "gate", "effort", "was"];

const SENDS: [(&str, SendOn); 3] = [("open", SendOn::Open), ("done", SendOn::Done), ("late", SendOn::Late)];

impl PathwayReader<'_, '_> {
    pub fn item(&mut self, list: &str, map: &Map, stage: usize) -> Option<Item> {
        let id = map.require("id", self.report).and_then(|node| scalars::string(node, "a name", self.report));
        let work = self.work(list, map);
        let (form, text) = (self.string(map, "form"), self.string(map, "text"));
        let by = self.roles_of(map);
        let (not_by, after) = (self.named(map, "not_by", "item"), self.named(map, "after", "item"));
        let (applies, gate) = (self.condition(map, "if"), self.condition(map, "gate"));
        let due = map.get("due").and_then(|node| self.due(node));
        let optional = map.get("optional").and_then(|node| scalars::boolean(node, self.report)).unwrap_or(false);
        let (effort, send) = (map.get("effort").and_then(|node| self.effort(node)), self.send(map));
        let was = map.get("was").map(|node| self.texts_of(node)).unwrap_or_default();
        let (id, work) = id.zip(work)?;
        let (says, form) = (self.says(map, &id), form.unwrap_or_else(|| id.clone()));
        let at = (map.at.line, map.at.column);
        Some(Item {
            id,
            says,
            stage,
            by,
            not_by,
            after,
            applies,
            due,
            optional,
            gate,
            effort,
            form,
            text,
            send,
            was,
            work,
            at,
        })
    }

    /// The roles that the file gives, else those of the case.
    pub fn roles_of(&mut self, map: &Map) -> Vec<String> {
        match map.get("by") {
            Some(node) => self.roles(node),
            None => self.by.clone(),
        }
    }

    /// What people read of it; its name in words where the file says nothing.
    pub fn says(&mut self, map: &Map, id: &str) -> Text {
        map.get("says").and_then(|node| scalars::text(node, self.report)).unwrap_or_else(|| spoken(id))
    }

    /// Minutes of work, above zero.
    fn effort(&mut self, node: &Node) -> Option<u32> {
        let minutes = scalars::int(node, self.report)?;
        let fits = u32::try_from(minutes).ok().filter(|minutes| (1..=10_000).contains(minutes));
        if fits.is_none() {
            self.report.error(node.at, "range", format!("expected minutes from 1 to 10000, found `{minutes}`"));
        }
        fits
    }

    fn send(&mut self, map: &Map) -> Vec<(SendOn, String)> {
        let Some(node) = map.get("send") else { return vec![] };
        let entries = node.map("a mapping of `open`, `done`, `late` to texts", self.report);
        let mut found = vec![];
        for Entry { key, value } in entries.map(|map| map.entries.as_slice()).unwrap_or_default() {
            let Some((_, on)) = SENDS.iter().find(|(word, _)| *word == key.text) else {
                let message = format!("unknown key `{}`; expected one of `open`, `done`, `late`", key.text);
                let words = SENDS.iter().map(|(word, _)| *word);
                self.report.error(key.at, "unknown-key", message).did_you_mean(&key.text, words);
                continue;
            };
            found.extend(scalars::string(value, "the name of a text", self.report).map(|text| (*on, text)));
        }
        found
    }

    /// Texts; one may stand without a list.
    pub fn texts_of(&mut self, node: &Node) -> Vec<String> {
        match &node.kind {
            NodeKind::Scalar(scalar) => vec![scalar.text.clone()],
            NodeKind::List(_) | NodeKind::Map(_) => scalars::strings(node, "a list of names", self.report),
        }
    }
}
