//! How fields are grouped and marked on a page, and which of them narrow a list.

use model::{Class, Field, FieldType, Schema};

use crate::labels::Labels;
use crate::say::{Html, Say};
use crate::words;

/// Fields by which a list can be narrowed with a choice: those that filter, with written-down codes or yes and no.
pub fn choices(schema: &Schema) -> impl Iterator<Item = &Field> {
    let listed = |field: &Field| {
        let list = field.ty.list().and_then(|list| schema.list(list));
        field.ty == FieldType::Bool || list.is_some_and(|list| !list.listed().is_empty())
    };
    schema.fields().iter().filter(move |field| field.facet && is_plain(field) && listed(field))
}

/// Whether a field's codes may stand in an address and narrow a list: neither sealed nor protected.
pub fn is_plain(field: &Field) -> bool {
    matches!(field.class, Class::Open | Class::Personal)
}

/// The group of a field: the part of its name before the dot, `person` where there is none.
pub fn group(field: &Field) -> &str {
    field.name.split_once('.').map_or("person", |(group, _)| group)
}

/// The name of a group.
pub fn group_title(labels: &Labels<'_>, group: &str) -> String {
    let key = match group {
        "person" => "group-person",
        "name" => "group-name",
        "contact" => "group-contact",
        "document" | "external" => "group-document",
        "language" => "group-language",
        "household" => "group-household",
        "stay" | "protection" => "group-stay",
        "migration" | "return" => "group-journey",
        "application" | "permit" => "group-application",
        "work" => "group-work",
        "care" | "health" => "group-health",
        "child" => "group-child",
        other => return other.replace('_', " "),
    };
    labels.say.t(key)
}

/// The mark of a field's class: what it is called and its style; plain fields bear none.
pub fn mark(say: Say, class: Class) -> Option<Html> {
    let kind = match class {
        Class::Open | Class::Personal => return None,
        Class::Sealed => words::class(say, class),
        Class::Protected(compartment) => words::compartment(say, compartment),
    };
    Some(Html::escaped(&kind))
}
