//! What versions that are no longer in force declared: the names of kinds of record and of their fields, each with the wall
//! before it.
//!
//! A file that was in force once was sound when it was put there. It is read for its names and walls alone, so that what
//! the rest of it says, in words that this program may not know any more, keeps nothing from being read.

use model::{About, Compartment};
use yaml::{Map, Node, NodeKind, Report};

use super::fields::COMPARTMENTS;

/// A kind of record as a version of its pack declared it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindBefore {
    /// Its name.
    pub name: String,
    /// Whose its records were.
    pub about: About,
    /// The wall behind which it lay whole.
    pub wall: Option<Compartment>,
    /// Its fields by their whole names, each with the wall behind which it lay.
    pub fields: Vec<(String, Option<Compartment>)>,
}

/// Reads a file of the folder `kinds`, or a pathway; none where it declares no kind.
pub fn kind_before(text: &str) -> Option<KindBefore> {
    let node = yaml::read(text, &mut Report::new("kinds"))?;
    let map = map(&node)?;
    let (name, wall) = match word(map.get("kind")) {
        Some(name) => (name.to_owned(), compartment(map.get("compartment"))),
        None => of_pathway(map)?,
    };
    let declared = map.get("fields").and_then(self::map).map(|map| map.entries.as_slice()).unwrap_or_default();
    let field = |entry: &yaml::Entry| (format!("{name}.{}", entry.key.text), wall.or_else(|| own_wall(&entry.value)));
    let about = About::WORDS.into_iter().find(|(said, _)| word(map.get("about")) == Some(*said));
    let about = about.map_or(About::Person, |(_, about)| about);
    Some(KindBefore { fields: declared.iter().map(field).collect(), name, about, wall })
}

/// The kind that a pathway declares, and the wall that it names.
fn of_pathway(pathway: &Map) -> Option<(String, Option<Compartment>)> {
    let (name, _) = pathway.get("of").is_none().then(|| pathways::read::kind(pathway))??;
    Some((name, pathway.get("sees").and_then(map).and_then(|sees| compartment(sees.get("compartment")))))
}

/// In the short form of a field, or the long one.
fn own_wall(field: &Node) -> Option<Compartment> {
    let (class, wall) = match &field.kind {
        NodeKind::List(items) => (items.get(1), items.get(2)),
        NodeKind::Map(map) => (map.get("class"), map.get("compartment")),
        NodeKind::Scalar(_) => return None,
    };
    (word(class) == Some("protected")).then(|| compartment(wall)).flatten()
}

fn compartment(node: Option<&Node>) -> Option<Compartment> {
    let said = word(node)?;
    COMPARTMENTS.iter().find(|(code, _)| *code == said).map(|(_, wall)| *wall)
}

fn map(node: &Node) -> Option<&Map> {
    if let NodeKind::Map(map) = &node.kind { Some(map) } else { None }
}

fn word(node: Option<&Node>) -> Option<&str> {
    if let NodeKind::Scalar(scalar) = &node?.kind { Some(&scalar.text) } else { None }
}
