//! Answers as XML, as they are sent: what does not matter is left out.

use crate::fill::Filling;
use crate::xml::{Element, Layout, write};

/// The answers of a filling.
pub fn to_xml(filling: &Filling<'_>) -> String {
    written(filling, true)
}

/// The same with what does not matter among it, as it is kept until it is sent.
pub fn to_whole_xml(filling: &Filling<'_>) -> String {
    written(filling, false)
}

fn written(filling: &Filling<'_>, relevant_only: bool) -> String {
    let mut root = element(filling, 0, relevant_only);
    let declared = instance_root(&filling.form().document).map(|root| root.attrs.as_slice()).unwrap_or_default();
    let own: Vec<(String, String)> = declared.iter().filter(|(name, _)| !name.ends_with("template")).cloned().collect();
    let rest = std::mem::take(&mut root.attrs);
    root.attrs = own;
    for (name, value) in rest {
        root.set(&name, value);
    }
    // The namespaces that its own names use stand at the form's root.
    for (name, value) in filling.form().document.attrs.iter().filter(|(name, _)| name.starts_with("xmlns:")) {
        let prefix = name.trim_start_matches("xmlns:");
        if uses(&root, prefix) {
            root.set(name, value.clone());
        }
    }
    write(&root, Layout::Tight)
}

fn instance_root(document: &Element) -> Option<&Element> {
    document.child("head")?.child("model")?.child("instance")?.elements().next()
}

fn uses(element: &Element, prefix: &str) -> bool {
    let is = |name: &str| name.split_once(':').is_some_and(|(used, _)| used == prefix);
    is(&element.name)
        || element.attrs.iter().any(|(name, _)| is(name))
        || element.elements().any(|child| uses(child, prefix))
}

fn element(filling: &Filling<'_>, place: usize, relevant_only: bool) -> Element {
    let Some(node) = filling.tree().get(place) else { return Element::default() };
    let mut written = Element::new(&node.name);
    for child in &node.children {
        let Some(found) =
            filling.tree().get(*child).filter(|found| (found.is_relevant || !relevant_only) && !found.is_gone)
        else {
            continue;
        };
        if found.is_attribute {
            written.set(&found.name, found.text.clone());
        } else {
            written.push(element(filling, *child, relevant_only));
        }
    }
    if written.children.is_empty() && !node.text.is_empty() { written.saying(&node.text) } else { written }
}
