//! How fields are grouped and marked on a page, and which of them narrow a list.

use instance::CORE;
use model::{Class, Field, FieldType, Schema};
use packs::Packs;

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
fn group(field: &Field) -> &str {
    field.name.split_once('.').map_or("person", |(group, _)| group)
}

/// The name of a field's group: of the core pack's the desk's own words, of any other's the title of what declares it.
pub fn group_title(packs: &Packs, say: Say, field: &Field) -> String {
    let key = match group(field) {
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
        other => return declared(packs, say, field).unwrap_or_else(|| other.replace('_', " ")),
    };
    say.t(key)
}

/// The title of the kind of record that a field is about, or of the pack that brings it.
fn declared(packs: &Packs, say: Say, field: &Field) -> Option<String> {
    let kind = packs.schema.kind(group(field)).map(|kind| &kind.title);
    let pack = packs.pack(&field.pack).filter(|pack| pack.name != CORE).map(|pack| &pack.title);
    kind.or(pack)?.best(&say.lang()).map(|(_, words)| words.to_owned())
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

#[cfg(test)]
mod tests {
    use packs::{LoadOptions, Source, load};

    use super::*;
    use crate::say::Tongue;

    #[track_caller]
    fn check(packs: &Packs, field: &str, tongue: Tongue, expected: &str) {
        let field = packs.schema.field(field).and_then(|id| packs.schema.get(id)).unwrap();
        assert_eq!(group_title(packs, Say { tongue }, field), expected);
    }

    #[test]
    fn fields_of_a_pack_stand_under_its_title_and_those_of_a_kind_under_the_kinds() {
        let sources = ["bangladesh-welfare", "training-attended"].map(|name| Source::shipped(name).unwrap());
        let packs = load(&sources, &LoadOptions::default()).unwrap();
        let died = "bangladesh_welfare.relative_died_on";
        check(&packs, died, Tongue::En, "Help for bereaved families and loans on soft terms");
        check(&packs, died, Tongue::Fr, "Aide aux familles en deuil et prêts à des conditions douces");
        check(&packs, "training_course.complete", Tongue::En, "Course attended");
        check(&packs, "work.lost_income", Tongue::En, "Work");
    }
}
