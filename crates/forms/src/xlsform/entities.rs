//! Entities: records that a form creates or changes, each in the group or repeat in which its properties are asked.

use std::collections::BTreeSet;

use super::book::straight;
use super::columns::columns;
use super::item::{ItemIx, SheetAction, SheetItem, SheetItemKind};
use super::problem::{CellPlace, FormProblems};
use super::references::{is_xml_name, references};
use super::survey::SheetReading;

/// One entity.
#[derive(Debug, Clone, Default)]
pub struct Entity {
    pub list: String,
    pub label: String,
    pub id: String,
    pub create_if: String,
    pub update_if: String,
    places: Vec<(String, CellPlace)>,
    number: usize,
}

impl Entity {
    fn place(&self, column: &str) -> CellPlace {
        let found = self.places.iter().find(|(known, _)| known == column).or_else(|| self.places.first());
        found.map(|(_, place)| place.clone()).unwrap_or_default()
    }
}

/// Puts the entities of a form into its items; the version of the specification that they need.
pub fn put_entities(reading: &mut SheetReading<'_>) -> Option<&'static str> {
    let entities = read(reading);
    if entities.is_empty() {
        check_no_save_to(reading);
        return None;
    }
    let saved = save_to(reading, &entities);
    let mut taken: Vec<(ItemIx, usize)> = Vec::new();
    let wanted: Vec<(usize, ItemIx, ItemIx)> =
        (0..entities.len()).map(|at| wanted(reading, &entities, &saved, at)).collect();
    let only_at_root = matches!(wanted.as_slice(), [(_, scope, _)] if *scope == ItemIx(0));
    let mut in_repeat = false;
    for (at, scope, requested) in wanted {
        let requested = if only_at_root { ItemIx(0) } else { requested };
        let Some(entity) = entities.get(at) else { continue };
        match free(reading, &taken, scope, requested) {
            Some(container) => {
                taken.push((container, at));
                in_repeat |= scope != ItemIx(0);
                put(reading, entity, container);
            }
            None => reading.problems.error(
                &entity.place("dataset"),
                "entity-place",
                format!("`{}` finds no group of its own: another entity stands in each", entity.list),
                "Put the questions of each entity into a group of their own",
            ),
        }
    }
    Some(if entities.len() > 1 || in_repeat { "2025.1.0" } else { "2024.1.0" })
}

fn read(reading: &mut SheetReading<'_>) -> Vec<Entity> {
    let Some(sheet) = reading.book.sheet("entities") else { return Vec::new() };
    let columns = columns(sheet, "entities", reading.problems);
    let mut found: Vec<Entity> = Vec::new();
    for row in &sheet.rows {
        let mut entity = Entity { number: row.number, ..Entity::default() };
        for (column, text) in &row.cells {
            let Some(name) = columns.get(column).and_then(|tokens| tokens.first()) else { continue };
            let place = match name.as_str() {
                "dataset" => &mut entity.list,
                "label" => &mut entity.label,
                "entity_id" => &mut entity.id,
                "create_if" => &mut entity.create_if,
                "update_if" => &mut entity.update_if,
                _ => continue,
            };
            *place = straight(text);
            entity.places.push((name.clone(), sheet.place(row.number, *column)));
        }
        check(&entity, &found, reading.problems);
        found.push(entity);
    }
    found
}

fn check(entity: &Entity, before: &[Entity], problems: &mut FormProblems) {
    let at = entity.place("dataset");
    if entity.list.is_empty() {
        problems.error(
            &at,
            "entity-list",
            "an entity does not say of which list it is",
            "Write the list into `list_name`",
        );
    } else if entity.list.starts_with("__") || entity.list.contains('.') || !is_xml_name(&entity.list) {
        problems.error(
            &at,
            "entity-list",
            format!("`{}` cannot be the name of a list of entities", entity.list),
            "Use letters, digits and underscores; do not begin with two underscores",
        );
    }
    if before.iter().any(|other| other.list == entity.list) {
        problems.error(&at, "entity-twice", format!("there are two rows for the list `{}`", entity.list), "");
    }
    if entity.id.is_empty() && !entity.update_if.is_empty() {
        problems.error(&entity.place("update_if"), "entity-id", "what is updated needs an `entity_id`", "");
    }
    if !entity.id.is_empty() && !entity.create_if.is_empty() && entity.update_if.is_empty() {
        problems.error(
            &entity.place("create_if"),
            "entity-id",
            "an entity with an `entity_id` is updated",
            "Write `update_if` beside `create_if`, or leave `entity_id` empty",
        );
    }
    if entity.id.is_empty() && entity.label.is_empty() {
        problems.error(&at, "entity-label", "an entity that is created needs a label", "Write one into `label`");
    }
}

fn check_no_save_to(reading: &mut SheetReading<'_>) {
    let saved: Vec<CellPlace> = reading
        .survey
        .items
        .iter()
        .filter(|item| item.bind("entities:saveto").is_some())
        .map(|item| item.row.place("bind::entities:saveto"))
        .collect();
    for at in &saved {
        reading.problems.error(at, "save-to", "`save_to` needs a sheet `entities`", "");
    }
}

/// Which item saves to which entity.
fn save_to(reading: &mut SheetReading<'_>, entities: &[Entity]) -> Vec<(ItemIx, usize)> {
    let mut found = Vec::new();
    let mut seen: Vec<(usize, String)> = Vec::new();
    for ix in (0..reading.survey.items.len()).map(ItemIx) {
        let Some(item) = reading.survey.get(ix) else { continue };
        let said = item.bind_text("entities:saveto").to_owned();
        if said.is_empty() {
            continue;
        }
        let (at, kind) = (item.row.place("bind::entities:saveto"), item.kind);
        let (list, property) =
            said.split_once('#').map_or((None, said.as_str()), |(list, property)| (Some(list), property));
        let entity = match list {
            Some(list) => entities.iter().position(|entity| entity.list == list),
            None => (entities.len() == 1).then_some(0),
        };
        let fault = match (entity, property.to_lowercase().as_str()) {
            (None, _) if list.is_none() => Some("with several lists, it says which: `list#property`".to_owned()),
            (None, _) => Some(format!("there is no list of entities `{}`", list.unwrap_or_default())),
            (_, "name" | "label") => Some(format!("`{property}` is taken by every entity")),
            _ if property.starts_with("__") || !is_xml_name(property) => {
                Some(format!("`{property}` cannot be a property"))
            }
            _ if kind != SheetItemKind::Question => Some("a group is not saved: its questions are".to_owned()),
            (Some(entity), _) if seen.contains(&(entity, property.to_owned())) => {
                Some(format!("`{property}` is saved to already"))
            }
            _ => None,
        };
        if let Some(says) = fault {
            reading.problems.error(&at, "save-to", says, "");
            continue;
        }
        let Some(entity) = entity else { continue };
        seen.push((entity, property.to_owned()));
        found.push((ix, entity));
        let property = property.to_owned();
        reading.survey.get_mut(ix).into_iter().for_each(|item| item.set_bind("entities:saveto", &property));
    }
    found
}

/// In which scope an entity lies, and in which group of it it is to stand.
fn wanted(
    reading: &mut SheetReading<'_>,
    entities: &[Entity],
    saved: &[(ItemIx, usize)],
    at: usize,
) -> (usize, ItemIx, ItemIx) {
    let own: Vec<ItemIx> = saved.iter().filter(|(_, entity)| *entity == at).map(|(ix, _)| *ix).collect();
    let Some(entity) = entities.get(at) else { return (at, ItemIx(0), ItemIx(0)) };
    let said = [&entity.label, &entity.id, &entity.create_if, &entity.update_if];
    let named: BTreeSet<String> = said.into_iter().flat_map(|text| references(text)).map(|found| found.name).collect();
    let spoken: Vec<ItemIx> = named.iter().filter_map(|name| reading.survey.named(name).first().copied()).collect();
    let scope_of = |ix: ItemIx| reading.survey.repeat_above(ix).unwrap_or(ItemIx(0));
    let depth = |ix: ItemIx| reading.survey.path(ix).matches('/').count();
    let all = || own.iter().chain(&spoken).copied();
    let scope = all().map(scope_of).max_by_key(|scope| depth(*scope)).unwrap_or(ItemIx(0));
    let elsewhere: Vec<ItemIx> = own.iter().copied().filter(|ix| scope_of(*ix) != scope).collect();
    let parents: Vec<ItemIx> = if own.is_empty() { spoken.clone() } else { own.clone() }
        .into_iter()
        .filter(|ix| scope_of(*ix) == scope)
        .filter_map(|ix| reading.survey.get(ix).and_then(|item| item.parent))
        .collect();
    let requested = if own.is_empty() {
        parents.into_iter().max_by_key(|ix| depth(*ix))
    } else {
        parents.into_iter().reduce(|a, b| meet(reading, a, b))
    };
    let places: Vec<CellPlace> = elsewhere
        .iter()
        .filter_map(|ix| reading.survey.get(*ix))
        .map(|item| item.row.place("bind::entities:saveto"))
        .collect();
    for place in places {
        reading.problems.error(
            &place,
            "save-to",
            format!("the properties of `{}` are asked in different repeats", entity.list),
            "An entity's properties lie in one repeat, or in none",
        );
    }
    (at, scope, requested.unwrap_or(scope))
}

/// The innermost section in which two sections lie.
fn meet(reading: &SheetReading<'_>, a: ItemIx, b: ItemIx) -> ItemIx {
    let chain = |from: ItemIx| {
        let mut found = vec![from];
        let mut at = reading.survey.get(from).and_then(|item| item.parent);
        while let Some(ix) = at {
            found.push(ix);
            at = reading.survey.get(ix).and_then(|item| item.parent);
        }
        found
    };
    let others = chain(b);
    chain(a).into_iter().find(|ix| others.contains(ix)).unwrap_or(ItemIx(0))
}

/// The group, from the one that is asked for up to its scope, in which no entity stands yet.
fn free(reading: &SheetReading<'_>, taken: &[(ItemIx, usize)], scope: ItemIx, requested: ItemIx) -> Option<ItemIx> {
    let mut at = Some(requested);
    while let Some(ix) = at {
        if !taken.iter().any(|(container, _)| *container == ix) {
            return Some(ix);
        }
        if ix == scope {
            return None;
        }
        at = reading.survey.get(ix).and_then(|item| item.parent);
    }
    None
}

fn put(reading: &mut SheetReading<'_>, entity: &Entity, container: ItemIx) {
    let in_repeat = reading.survey.get(container).is_some_and(|item| item.kind == SheetItemKind::Repeat)
        || reading.survey.repeat_above(container).is_some();
    let row = super::row::SurveyRow {
        number: entity.number,
        places: entity.places.iter().map(|(name, place)| (format!("bind::{name}"), place.clone())).collect(),
        ..Default::default()
    };
    let meta = if container == ItemIx(0) && !reading.meta.is_empty() { None } else { Some(container) };
    let element = SheetItem {
        kind: SheetItemKind::Group,
        name: "entity".into(),
        row: row.clone(),
        bodyless: true,
        ..SheetItem::default()
    };
    let group = SheetItem {
        kind: SheetItemKind::Group,
        name: "meta".into(),
        row: row.clone(),
        bodyless: true,
        ..SheetItem::default()
    };
    let meta = reading.survey.add(group, Some(meta.unwrap_or(container)));
    let element = reading.survey.add(element, Some(meta));
    let attribute = |name: &str, value: &str, calculate: Option<&str>| {
        let mut item = SheetItem {
            kind: SheetItemKind::Attribute,
            name: name.into(),
            value: value.into(),
            row: row.clone(),
            ..SheetItem::default()
        };
        if let Some(calculate) = calculate {
            item.set_bind("calculate", calculate);
            item.set_bind("readonly", "true()");
            item.set_bind("type", "string");
        }
        item
    };
    let mut attributes = vec![attribute("dataset", &entity.list, None)];
    let some = |text: &str| if text.is_empty() { None } else { Some(text.to_owned()) };
    if entity.id.is_empty() || !entity.create_if.is_empty() {
        attributes.push(attribute("create", "1", some(&entity.create_if).as_deref()));
    }
    let mut id = attribute("id", "", None);
    id.set_bind("readonly", "true()");
    id.set_bind("type", "string");
    if entity.id.is_empty() {
        let events = ["odk-instance-first-load", "odk-new-repeat"];
        id.actions = events
            .into_iter()
            .take(if in_repeat { 2 } else { 1 })
            .map(|event| SheetAction { name: "setvalue", event, value: Some("uuid()".into()), quality: None })
            .collect();
    } else {
        attributes.push(attribute("update", "1", some(&entity.update_if).as_deref()));
        id.set_bind("calculate", &entity.id);
        let item = format!("instance('{}')/root/item[name={}]", entity.list, entity.id);
        for (name, column) in
            [("baseVersion", "__version"), ("trunkVersion", "__trunkVersion"), ("branchId", "__branchId")]
        {
            attributes.push(attribute(name, "", Some(&format!("{item}/{column}"))));
        }
    }
    attributes.push(id);
    for item in attributes {
        reading.survey.add(item, Some(element));
    }
    if !entity.label.is_empty() {
        let mut label = SheetItem { name: "label".into(), type_name: "calculate".into(), row, ..SheetItem::default() };
        label.set_bind("calculate", &entity.label);
        label.set_bind("readonly", "true()");
        label.set_bind("type", "string");
        reading.survey.add(label, Some(element));
    }
}
