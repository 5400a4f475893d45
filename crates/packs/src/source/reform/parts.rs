//! Where the conditions of a measure stand in its file.

use rules::measure::Law;
use rules::read::citation::{self, AS_ABOVE};
use rules::read::conditions::GROUPS;
use yaml::{At, Map, Node, NodeKind, Report};

use super::super::{MANIFEST, Source};
use super::ReformError;

/// The file of a measure.
pub(super) struct MeasureFile {
    pub path: String,
    pub text: String,
    /// Whether the outermost group asks for all.
    pub asks_all: bool,
    pub parts: Vec<Part>,
}

/// A condition, or a group of them.
pub(super) enum Part {
    One(Item),
    Group(At, Vec<Part>),
}

/// A condition.
pub(super) struct Item {
    pub id: String,
    pub at: At,
    pub when: String,
    /// Where the expression begins.
    pub when_at: Option<At>,
    /// Whether it has a citation of its own; else it carries on the one above.
    pub cites: bool,
    /// What it cites, by itself or as it carries it on.
    pub law: Law,
    /// Where it says that it cites what stands above.
    pub above: Option<At>,
    /// What it does with what is unknown, as written.
    pub if_unknown: Option<String>,
    /// Whether it says whom the rule is about, as written.
    pub about: Option<String>,
}

impl MeasureFile {
    pub fn find(source: &Source, measure: &str) -> Result<Self, ReformError> {
        let files = source.files.iter().filter(|(path, _)| path.starts_with("measures/"));
        let mut files = files.filter_map(|(path, text)| Some((path, text, tree(text)?)));
        let is_it = |root: &Node| mapping(root).and_then(|map| word(map, "measure")) == Some(measure);
        let (path, text, root) =
            files.find(|(_, _, root)| is_it(root)).ok_or_else(|| ReformError::Measure(measure.to_owned()))?;
        let read = mapping(&root).and_then(|map| Self::read(path, text, map, &first_law(source, map)));
        read.ok_or_else(|| ReformError::Form(path.clone()))
    }

    fn read(path: &str, text: &str, map: &Map, above: &Law) -> Option<Self> {
        let (kind, list) = group(map)?;
        let mut above = Above { law: above.clone(), first: true };
        let parts = list.iter().map(|node| Part::read(node, &mut above)).collect::<Option<Vec<Part>>>()?;
        Some(Self { path: path.to_owned(), text: text.to_owned(), asks_all: kind == "all", parts })
    }

    /// The conditions in the order of the file.
    pub fn items(&self) -> Vec<&Item> {
        self.parts.iter().flat_map(Part::items).collect()
    }
}

impl Part {
    fn read(node: &Node, above: &mut Above) -> Option<Self> {
        let map = mapping(node)?;
        if let Some((_, list)) = group(map) {
            return Some(Self::Group(node.at, list.iter().map(|node| Self::read(node, above)).collect::<Option<_>>()?));
        }
        let law = map.get("law");
        let as_above = law.filter(|node| text_of(node) == Some(AS_ABOVE)).map(|node| node.at);
        let [if_unknown, about] = ["if_unknown", "about"].map(|key| word(map, key).map(str::to_owned));
        let id = word(map, "id")?.to_owned();
        let when = word(map, "when").unwrap_or_default().to_owned();
        let when_at = map.get("when").map(|node| node.at);
        let cites = law.is_some() && as_above.is_none();
        let law = above.cited(law);
        Some(Self::One(Item { id, when, when_at, at: node.at, cites, law, above: as_above, if_unknown, about }))
    }

    pub fn at(&self) -> At {
        match self {
            Self::One(item) => item.at,
            Self::Group(at, _) => *at,
        }
    }

    pub fn parts(&self) -> &[Self] {
        match self {
            Self::One(_) => &[],
            Self::Group(_, parts) => parts,
        }
    }

    pub fn items(&self) -> Vec<&Item> {
        match self {
            Self::One(item) => vec![item],
            Self::Group(_, parts) => parts.iter().flat_map(Self::items).collect(),
        }
    }
}

/// What was cited last, as the reader of measures goes through them.
struct Above {
    law: Law,
    first: bool,
}

impl Above {
    fn cited(&mut self, node: Option<&Node>) -> Law {
        let first = std::mem::replace(&mut self.first, false);
        match node.and_then(|node| citation::law(node, &mut Report::new(String::new()))) {
            Some(law) if law.cite == AS_ABOVE => self.law.clone(),
            Some(law) => {
                self.law.clone_from(&law);
                law
            }
            None if first => self.law.clone(),
            None => self.law.carried_on(),
        }
    }
}

/// The citation with which a measure begins: its own, or its pack's.
fn first_law(source: &Source, measure: &Map) -> Law {
    let manifest = source.files.get(MANIFEST).and_then(|text| tree(text));
    let of_pack = manifest.as_ref().and_then(mapping).and_then(|map| map.get("law"));
    let law = measure.get("law").or(of_pack);
    let law = law.and_then(|node| citation::law(node, &mut Report::new(String::new())));
    law.unwrap_or(Law { cite: String::new(), checked: None })
}

/// The group of a mapping: its kind and its members.
fn group(map: &Map) -> Option<(&str, &[Node])> {
    let entry = map.entries.iter().find(|entry| GROUPS.contains(&entry.key.text.as_str()))?;
    let list = match &entry.value.kind {
        NodeKind::Map(counted) => counted.get("of")?,
        NodeKind::List(_) | NodeKind::Scalar(_) => &entry.value,
    };
    Some((&entry.key.text, listed(list)?))
}

pub(super) fn tree(text: &str) -> Option<Node> {
    yaml::read(text, &mut Report::new(String::new()))
}

pub(super) fn mapping(node: &Node) -> Option<&Map> {
    match &node.kind {
        NodeKind::Map(map) => Some(map),
        NodeKind::List(_) | NodeKind::Scalar(_) => None,
    }
}

pub(super) fn listed(node: &Node) -> Option<&[Node]> {
    match &node.kind {
        NodeKind::List(list) => Some(list),
        NodeKind::Map(_) | NodeKind::Scalar(_) => None,
    }
}

pub(super) fn text_of(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Scalar(scalar) => Some(&scalar.text),
        NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}

pub(super) fn word<'m>(map: &'m Map, key: &str) -> Option<&'m str> {
    text_of(map.get(key)?)
}
