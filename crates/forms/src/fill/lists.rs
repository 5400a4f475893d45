//! Lists beside the answers, as trees: from the form, or from the files that come with it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::tree::{AnswerTree, TreeNode};
use crate::form::{Form, SecondarySource};
use crate::xml::{Element, XmlLimits, read};

/// The files that come with a form, by name.
#[derive(Debug, Clone, Default)]
pub struct FormMedia(pub BTreeMap<String, Vec<u8>>);

/// Rows of a list, by the text of one of their nodes.
type Index = HashMap<String, Vec<usize>>;

/// Of which list, in which of its nodes, the items of which name, by which of their nodes.
type Indexed = (usize, usize, String, String);

/// The lists of a form, with what was found out about them.
#[derive(Debug, Default)]
pub struct Lists {
    /// Their ids, in the order of the form.
    ids: Vec<String>,
    trees: Vec<AnswerTree>,
    /// Which files are missing or unreadable.
    pub missing: Vec<String>,
    indexes: RefCell<HashMap<Indexed, Rc<Index>>>,
}

impl Lists {
    pub fn of(form: &Form, media: &FormMedia) -> Self {
        let mut lists = Self::default();
        for list in &form.secondary {
            let tree = match &list.source {
                SecondarySource::Inline(root) => Some(under(root)),
                SecondarySource::File(_) => {
                    list.file().and_then(|file| media.0.get(file).and_then(|bytes| of_file(file, bytes)))
                }
            };
            if tree.is_none() && !list.is_last_saved() {
                lists.missing.extend(list.file().map(Into::into));
            }
            lists.ids.push(list.id.clone());
            lists.trees.push(tree.unwrap_or_default());
        }
        lists
    }

    /// The tree of a list, counted from 1: 0 is the answers.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|known| known == id).map(|place| place + 1)
    }

    /// A tree by its place, counted from 1.
    pub fn tree(&self, place: usize) -> Option<&AnswerTree> {
        self.trees.get(place.checked_sub(1)?)
    }

    /// The elements named `item` in a node whose child `key` says a text: looked up, not searched.
    pub fn found(&self, tree: usize, parent: usize, item: &str, key: &str, text: &str) -> Vec<usize> {
        let place = (tree, parent, item.to_owned(), key.to_owned());
        let known = self.indexes.borrow().get(&place).cloned();
        let index = known.unwrap_or_else(|| {
            let made = Rc::new(self.index(tree, parent, item, key));
            self.indexes.borrow_mut().insert(place, made.clone());
            made
        });
        index.get(text).cloned().unwrap_or_default()
    }

    fn index(&self, tree: usize, parent: usize, item: &str, key: &str) -> Index {
        let mut index = Index::new();
        let Some(tree) = self.tree(tree) else { return index };
        for node in tree.named(parent, item) {
            let text = tree.named(node, key).next().and_then(|child| tree.get(child)).map(|child| child.text.clone());
            index.entry(text.unwrap_or_default()).or_default().push(node);
        }
        index
    }
}

/// An element as the tree of a list: `instance('x')` stands above it, so that a path goes on with its name.
fn under(root: &Element) -> AnswerTree {
    AnswerTree::of(&Element::new("").and(root.clone()))
}

fn rooted() -> (AnswerTree, usize) {
    let mut tree = AnswerTree::default();
    let above = tree.add(TreeNode { is_relevant: true, ..TreeNode::default() });
    let root =
        tree.add(TreeNode { name: "root".into(), parent: Some(above), is_relevant: true, ..TreeNode::default() });
    (tree, root)
}

fn of_file(name: &str, bytes: &[u8]) -> Option<AnswerTree> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "csv" => of_csv(bytes),
        "geojson" | "json" => of_geojson(bytes),
        _ => read(bytes, &XmlLimits::default()).ok().map(|root| under(&root)),
    }
}

fn of_csv(bytes: &[u8]) -> Option<AnswerTree> {
    let sheet = sheets::open(bytes.to_vec(), &sheets::SheetLimits::default()).ok()?;
    let header: Vec<String> = sheet.header.iter().map(|cell| cell.text.trim().to_owned()).collect();
    let (mut tree, root) = rooted();
    for row in sheet {
        let cells: Vec<String> = row.ok()?.cells.iter().map(|cell| cell.text.clone()).collect();
        item(&mut tree, root, header.iter().cloned().zip(cells));
    }
    Some(tree)
}

/// Features become items: their properties, `id`, and `geometry` as a point, a line or a shape is written in answers.
fn of_geojson(bytes: &[u8]) -> Option<AnswerTree> {
    let document: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let (mut tree, root) = rooted();
    for feature in document.get("features")?.as_array()? {
        let said = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), Into::into);
        let mut cells: Vec<(String, String)> = Vec::new();
        cells.push(("geometry".into(), feature.get("geometry").map(geometry).unwrap_or_default()));
        cells.extend(feature.get("id").map(|id| ("id".to_owned(), said(id))));
        let properties = feature.get("properties").and_then(serde_json::Value::as_object);
        cells.extend(properties.into_iter().flatten().map(|(name, value)| (name.clone(), said(value))));
        item(&mut tree, root, cells.into_iter());
    }
    Some(tree)
}

fn geometry(of: &serde_json::Value) -> String {
    let point = |pair: &serde_json::Value| {
        let number = |at: usize| pair.get(at).map(ToString::to_string).unwrap_or_default();
        format!("{} {} 0 0", number(1), number(0))
    };
    let Some(coordinates) = of.get("coordinates") else { return String::new() };
    let line =
        |points: &serde_json::Value| points.as_array().into_iter().flatten().map(point).collect::<Vec<_>>().join("; ");
    match of.get("type").and_then(serde_json::Value::as_str) {
        Some("Point") => point(coordinates),
        Some("LineString") => line(coordinates),
        Some("Polygon") => coordinates.get(0).map(line).unwrap_or_default(),
        _ => String::new(),
    }
}

fn item(tree: &mut AnswerTree, root: usize, cells: impl Iterator<Item = (String, String)>) {
    let item = tree.add(TreeNode { name: "item".into(), parent: Some(root), is_relevant: true, ..TreeNode::default() });
    for (name, text) in cells.filter(|(name, _)| !name.is_empty()) {
        tree.add(TreeNode { name, parent: Some(item), text, is_relevant: true, ..TreeNode::default() });
    }
}
