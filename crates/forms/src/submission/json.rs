//! Answers as JSON: objects for groups, lists for repeats, `null` for what is not known, `n/a` for what does not matter.

use serde_json::{Map, Value};

use crate::fill::Filling;

/// The answers of a filling.
pub fn answers(filling: &Filling<'_>) -> Value {
    within(filling, 0)
}

fn within(filling: &Filling<'_>, place: usize) -> Value {
    let form = filling.form();
    let mut object = Map::new();
    let of = filling.tree().get(place).and_then(|node| node.of).and_then(|of| form.node(of));
    for child in of.map(|node| node.children.as_slice()).unwrap_or_default() {
        let Some(node) = form.node(*child).filter(|node| !node.is_attribute) else { continue };
        let places: Vec<usize> = filling.alike(*child, place);
        let one = |place: usize| if node.is_leaf(&form.nodes) { leaf(filling, place) } else { group(filling, place) };
        let value = match (&node.repeats, places.as_slice()) {
            (Some(_), all) => Value::Array(
                all.iter().filter(|place| filling.tree().matters(**place)).map(|place| one(*place)).collect(),
            ),
            (None, [place, ..]) => one(*place),
            (None, []) => Value::Null,
        };
        object.insert(node.name.clone(), value);
    }
    Value::Object(object)
}

fn group(filling: &Filling<'_>, place: usize) -> Value {
    if filling.tree().matters(place) { within(filling, place) } else { Value::String("n/a".into()) }
}

fn leaf(filling: &Filling<'_>, place: usize) -> Value {
    let node = filling.tree().get(place);
    match node {
        Some(_) if !filling.tree().matters(place) => Value::String("n/a".into()),
        Some(node) if !node.text.is_empty() => Value::String(node.text.clone()),
        _ => Value::Null,
    }
}
