//! The names of a file before anything in it is read: stages, items, and what decisions come to.

use rules::read::names::is_word;
use yaml::{Map, Node, NodeKind, Report};

use crate::leaves::ItemKind;

/// The lists of a stage, each with its kind of item.
pub(super) const LISTS: [&str; 3] = ["tasks", "decisions", "referrals"];

/// The names of stages and items, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub stages: Vec<String>,
    pub items: Vec<(String, ItemKind)>,
}

impl Outline {
    /// Gathers names. What is no list or no mapping is refused where it is read.
    pub fn of(map: &Map, report: &mut Report) -> Self {
        let mut outline = Self::default();
        for stage in maps(map.get("stages")) {
            outline.name(stage, report);
            if let Some(id) = text(stage, "id") {
                outline.stages.push(id);
            }
            for item in items(stage) {
                outline.name(item.1, report);
                if let Some(id) = text(item.1, "id") {
                    outline.items.push((id, kind(item)));
                }
            }
        }
        outline
    }

    /// A name is one word, for conditions read it as one, and stands once, for lists show it alone.
    fn name(&self, map: &Map, report: &mut Report) {
        let Some((node, id)) = map.get("id").zip(text(map, "id")) else { return };
        if !is_word(&id) || id == "opened_at" {
            let message = format!("expected lower-case letters, digits and underscores, found `{id}`");
            report.error(node.at, "name", message);
        }
        if self.stages.contains(&id) || self.items.iter().any(|(known, _)| *known == id) {
            report.error(node.at, "duplicate-item", format!("there is a stage or an item `{id}` already"));
        }
    }

    pub fn stage(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|known| known == id)
    }

    pub fn item(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|(known, _)| known == id)
    }
}

/// The items of a stage with the lists in which they stand: tasks, then decisions, then referrals.
pub(super) fn items(stage: &Map) -> Vec<(&'static str, &Map)> {
    // In the order of the file: a stage may have its decisions before its tasks.
    let mut lists: Vec<(usize, &'static str, &Node)> = vec![];
    for name in LISTS {
        let place = stage.entries.iter().position(|entry| entry.key.text == name);
        lists.extend(place.zip(stage.get(name)).map(|(place, node)| (place, name, node)));
    }
    lists.sort_by_key(|(place, ..)| *place);
    lists.into_iter().flat_map(|(_, name, node)| maps(Some(node)).into_iter().map(move |map| (name, map))).collect()
}

fn kind((list, map): (&str, &Map)) -> ItemKind {
    match list {
        "decisions" => ItemKind::Decision(outcomes(map)),
        "referrals" => ItemKind::Referral,
        _ => ItemKind::Task,
    }
}

fn outcomes(map: &Map) -> Vec<String> {
    let Some(Node { kind: NodeKind::List(nodes), .. }) = map.get("outcomes") else { return vec![] };
    let name = |node: &Node| match &node.kind {
        NodeKind::Scalar(scalar) => Some(scalar.text.clone()),
        NodeKind::Map(map) => text(map, "id"),
        NodeKind::List(_) => None,
    };
    nodes.iter().filter_map(name).collect()
}

pub(super) fn maps(node: Option<&Node>) -> Vec<&Map> {
    let Some(Node { kind: NodeKind::List(nodes), .. }) = node else { return vec![] };
    let map = |node| match node {
        &Node { kind: NodeKind::Map(ref map), .. } => Some(map),
        _ => None,
    };
    nodes.iter().filter_map(map).collect()
}

fn text(map: &Map, key: &str) -> Option<String> {
    match &map.get(key)?.kind {
        NodeKind::Scalar(scalar) => Some(scalar.text.clone()),
        NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}
