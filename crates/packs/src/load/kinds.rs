//! Kinds of record: `kinds/<kind>.yaml`, one kind a file. A pathway that names no kind whose records run it declares one:
//! its fields are those of the case, so that two cases of one person never share a date.
//!
//! A kind's fields stand under its name (`lodging.from`) and belong to its records alone: no measure, import or form of
//! people meets them. A name that is the first word of a person's field, of another kind, or of the language is refused.
//! A kind behind a wall has no field outside it, and the name by which people know a record never tells what the record
//! seals: it stands on lists.

mod days;
mod links;
mod takes;

use model::{
    About, Class, Compartment, Field, FieldType, Kind, KindLink, KindList, KindWork, Lang, NamePart, OF_EVERY_KIND,
    Schema, Text, UniqueBy,
};
use rules::read::names::{is_word, spoken};
use yaml::{At, Entry, Map, Node, NodeKind, Report, no_such, scalars};

use super::fields::{AskedOf, COMPARTMENTS, Extras, FieldReader};
use super::files::{SourceFiles, Spot};
use super::manifest::{PackManifest, RESERVED};
use crate::pack::Pack;

pub(super) const KEYS: [&str; 12] =
    ["kind", "title", "about", "compartment", "work", "list", "name", "unique", "fields", "links", "takes", "keep"];

/// Known, read over, and warned of: nothing in this program goes by them yet, and nobody is to believe that something does.
const IDLE: [&str; 1] = ["keep"];

/// Words of the language, besides those that no prefix may be, and the nouns that every kind has.
const TAKEN: [&str; 4] = ["person", "self", "members", "record"];

pub(super) fn read(files: &mut SourceFiles, reader: &mut FieldReader<'_>) {
    for doc in files.folder("kinds") {
        let Some(file) = files.at(doc) else { continue };
        let stem = file.stem().to_owned();
        let Some((map, report)) = file.map("a mapping, the kind") else { continue };
        let Some(kind) = kind(doc, map, reader, report) else {
            report.refused("kind", &stem);
            continue;
        };
        let at = map.get("kind").map_or(map.at, |node| node.at);
        let complete = (kind.list == KindList::Open).then(|| complete(&kind));
        if stem != kind.name {
            report.warn(at, "file-name", format!("the kind `{}` stands in a file called `{stem}`", kind.name));
        }
        if let Err(name) = reader.schema.add_kind(kind) {
            report.error(at, "kind-name", format!("`{name}` is taken: another kind or field has the name, or its key"));
        } else if let Some(field) = complete
            && reader.schema.add_field(field).is_none()
        {
            report.error(
                at,
                "kind-name",
                format!("`{stem}.complete` is taken: another field has the name, or its key"),
            );
        }
    }
}

/// How it is said, and asked, whether the records of a kind that are listed are all; before it stands what the kind is called.
const COMPLETE_WORDS: [(&str, &str, &str); 4] = [
    ("en", "those listed are all", "are there no others than those listed?"),
    ("fr", "il n'y en a pas d'autres", "n'y en a-t-il pas d'autres que ceux de la liste ?"),
    ("es", "no hay otros", "¿no hay otros que los de la lista?"),
    ("ar", "لا يوجد غيرها", "ألا يوجد غير المذكور في القائمة؟"),
];

/// Of a kind of which others may keep records it is said of each person whether those listed are all.
fn complete(kind: &Kind) -> Field {
    let worded = |words: fn(&(&'static str, &'static str, &'static str)) -> &'static str| {
        let told = COMPLETE_WORDS.iter().filter_map(|all| {
            let lang = Lang(all.0.into());
            let title = kind.title.in_lang(&lang)?;
            Some((lang, format!("{title}: {}", words(all))))
        });
        Text(told.collect())
    };
    Field {
        name: kind.complete(),
        ty: FieldType::Bool,
        class: kind.compartment.map_or(Class::Personal, Class::Protected),
        label: worded(|all| all.1),
        question: Some(worded(|all| all.2)),
        relevant: None,
        pack: kind.pack.clone(),
        hxl: None,
        facet: false,
    }
}

/// Whether links and what is taken lead somewhere, once all kinds of all packs are there.
pub(super) fn check(files: &mut SourceFiles, schema: &Schema) {
    each_declared(files, schema, |kind, map, report| {
        let at = |key: &str| map.get(key).map_or(map.at, |node| node.at);
        for link in &kind.links {
            links::check(schema, kind.compartment, link, links::place(map, &link.field).unwrap_or(map.at), report);
        }
        if let Some(takes) = &kind.takes {
            takes::check(schema, kind, takes, at("takes"), report);
        }
    });
}

/// Whether what reserves, fills and frees are tasks of a pathway that records of the kind run.
pub(super) fn check_items(files: &mut [SourceFiles], schema: &Schema, packs: &[Pack]) {
    let pathways = || packs.iter().flat_map(|pack| &pack.pathways).map(|tried| &tried.pathway);
    let is_task = |kind: &Kind, id: &str| {
        let mut items = pathways().filter(|pathway| pathway.kind == kind.name).flat_map(|pathway| &pathway.items);
        items.any(|item| item.id == id && item.task().is_some())
    };
    for files in files {
        each_declared(files, schema, |kind, map, report| {
            let named = kind.takes.iter().flat_map(|takes| takes.reserve.iter().chain(&takes.fill).chain(&takes.free));
            for item in named.filter(|item| !is_task(kind, item)) {
                let message = format!("`{item}` is no task of a pathway that records of `{}` run", kind.name);
                let at = map.get("takes").map_or(map.at, |node| node.at);
                report.error(at, "takes-item", message);
            }
        });
    }
}

/// The kinds that the files of a pack declare, each with its file.
fn each_declared(files: &mut SourceFiles, schema: &Schema, mut look: impl FnMut(&Kind, &Map, &mut Report)) {
    for doc in files.folder("kinds") {
        let Some((map, report)) = files.at(doc).and_then(|file| file.map("a mapping, the kind")) else { continue };
        let named = map.get("kind").and_then(|node| scalars::string(node, "a name", &mut Report::new("")));
        if let Some(kind) = named.and_then(|name| schema.kind(&name)) {
            look(kind, map, report);
        }
    }
}

/// The kinds that pathways declare.
pub(super) fn of_pathways(files: &mut SourceFiles, reader: &mut FieldReader<'_>) {
    for doc in files.folder("pathways") {
        let Some((map, report)) = files.at(doc).and_then(|file| file.map("a mapping, the pathway")) else { continue };
        if map.get("of").is_some() {
            continue;
        }
        let Some((name, at)) = pathways::read::kind(map) else { continue };
        let Some(kind) = of_pathway(doc, map, name, reader, report) else { continue };
        if let Err(name) = reader.schema.add_kind(kind) {
            let message = format!("`{name}` is taken: another kind or field has the name, or its key");
            report.error(at, "kind-name", message).help("a `prefix` of its own names the kind of a pathway");
        }
    }
}

/// What a pack says goes on purpose: names of kinds and fields that it declared once and nobody declares today.
pub(super) fn retire(files: &mut SourceFiles, manifest: &PackManifest, schema: &mut Schema) {
    let Some(doc) = files.manifest() else { return };
    for name in &manifest.retired {
        let (at, name) = (name.at, name.text.as_str());
        let kind = name.split('.').next().unwrap_or(name);
        if name.split('.').count() > 2 || !name.split('.').all(is_word) {
            let message = format!("expected a kind of record or a field of one, as `lodging.from`, found `{name}`");
            doc.report.error(at, "name", message);
        } else if schema.kind(kind).is_some_and(|there| there.name == name || there.field(name).is_some()) {
            doc.report.error(at, "retired", format!("`{name}` is retired here, and declared"));
        } else {
            schema.retire(name);
        }
    }
}

/// A case: of a person, worked on as casework, behind the wall that the pathway names. What of its head cannot be read is told
/// by whoever reads the pathway.
fn of_pathway(doc: usize, map: &Map, name: String, reader: &mut FieldReader<'_>, report: &mut Report) -> Option<Kind> {
    let mut quiet = Report::new("");
    let inside = |key: &str, word: &str| match &map.get(key)?.kind {
        NodeKind::Map(map) => map.get(word),
        _ => None,
    };
    let compartment = inside("sees", "compartment").and_then(|node| compartment(node, &mut quiet));
    let several = inside("opens", "several").and_then(|node| scalars::boolean(node, &mut quiet)).unwrap_or(false);
    let title = map.get("title").and_then(|node| scalars::text(node, &mut quiet)).unwrap_or_else(|| spoken(&name));
    let at = map.get("prefix").or_else(|| map.get("pathway")).map_or(map.at, |node| node.at);
    let name = free(name, at, reader.schema, report)?;
    let fields = fields(doc, &name, map, reader, report);
    for (field, at) in &fields {
        behind_the_wall(field, compartment, *at, report);
    }
    let dated = days::read(&name, &fields, map, report);
    Some(Kind {
        pack: reader.manifest.name.clone(),
        name,
        title,
        about: About::Person,
        compartment,
        work: KindWork::Case,
        naming: vec![],
        unique: (!several).then(UniqueBy::default),
        list: KindList::Ours,
        links: vec![],
        takes: None,
        dated,
        fields: fields.into_iter().map(|(field, _)| field).collect(),
    })
}

fn kind(doc: usize, map: &Map, reader: &mut FieldReader<'_>, report: &mut Report) -> Option<Kind> {
    map.only(&KEYS, report);
    for key in IDLE {
        if let Some(node) = map.get(key) {
            report.warn(node.at, "idle-key", format!("nothing goes by `{key}` of a kind of record yet"));
        }
    }
    let name = name(map.require("kind", report)?, reader.schema, report);
    let title = map.require("title", report).and_then(|node| scalars::text(node, report));
    let about = map.require("about", report).and_then(|node| scalars::word(node, &About::WORDS, report));
    let work = map.require("work", report).and_then(|node| scalars::word(node, &KindWork::WORDS, report));
    let compartment = map.get("compartment").and_then(|node| compartment(node, report));
    let list = map.get("list").and_then(|node| scalars::word(node, &KindList::WORDS, report)).unwrap_or_default();
    let name = name?;
    let fields = fields(doc, &name, map, reader, report);
    if about == Some(About::Household) {
        of_a_household(compartment, &fields, map, report);
    }
    for (field, at) in &fields {
        behind_the_wall(field, compartment, *at, report);
        if list == KindList::Open && field.name.strip_prefix(&name) == Some(".complete") {
            let message =
                format!("`{}` says of a person whether the records listed are all; expected another name", field.name);
            report.error(*at, "kind-name", message);
        }
    }
    let dated = days::read(&name, &fields, map, report);
    let itself = about == Some(About::Itself);
    let linked = links::read(&name, (&reader.manifest.name, compartment, itself), map, report);
    let mut fields: Vec<Field> = fields.into_iter().map(|(field, _)| field).collect();
    let mut all: Vec<KindLink> = vec![];
    for (field, link, at) in linked {
        if fields.iter().any(|other| other.name == field.name) {
            report.error(at, "duplicate-field", format!("there is a field `{}` already", field.name));
        } else {
            fields.push(field);
            all.push(link);
        }
    }
    let links = all;
    let unique = map.get("unique").and_then(|node| links::unique(&name, &links, node, report));
    let takes = map.get("takes").and_then(|node| takes::read(&name, &fields, &links, node, report));
    if let Some(node) = map.get("unique").filter(|_| itself) {
        report.error(node.at, "unique-unknown", "what owns itself has no `subject` by which it could be unique");
    }
    let naming = map.require("name", report).and_then(|node| naming(node, &name, &fields, compartment, report));
    Some(Kind {
        pack: reader.manifest.name.clone(),
        name,
        title: title?,
        about: about?,
        compartment,
        work: work?,
        naming: naming?,
        unique,
        list,
        links,
        takes,
        dated,
        fields,
    })
}

/// What a household has is seen by whoever sees one of its members: nothing of it lies behind a wall, for whoever harms
/// somebody may live with them.
fn of_a_household(compartment: Option<Compartment>, fields: &[(Field, At)], map: &Map, report: &mut Report) {
    let refuse = |at: At, name: &str, report: &mut Report| {
        let message = format!("`{name}` would lie behind a wall, and whoever sees one of a household sees what it has");
        report
            .error(at, "household-in-compartment", message)
            .help("what has to lie behind a wall is one person's: `about: person`");
    };
    if compartment.is_some() {
        refuse(map.get("compartment").map_or(map.at, |node| node.at), "compartment", report);
    }
    for (field, at) in fields.iter().filter(|(field, _)| matches!(field.class, Class::Protected(_))) {
        refuse(*at, &field.name, report);
    }
}

/// One word that nothing else is called by.
fn name(node: &Node, schema: &Schema, report: &mut Report) -> Option<String> {
    free(scalars::string(node, "a name", report)?, node.at, schema, report)
}

fn free(name: String, at: At, schema: &Schema, report: &mut Report) -> Option<String> {
    if !is_word(&name) {
        let message = format!("expected lower-case letters, digits and underscores, found `{name}`");
        report.error(at, "kind-name", message);
        return None;
    }
    let first = |name: &str| name.split('.').next().map(str::to_owned);
    let of_a_field = schema.fields().iter().any(|field| first(&field.name).as_ref() == Some(&name));
    let why = if RESERVED.contains(&name.as_str()) || TAKEN.contains(&name.as_str()) {
        "is a word of the language"
    } else if of_a_field {
        "is the first word of a field of a person"
    } else {
        return Some(name);
    };
    report.error(at, "kind-name", format!("`{name}` {why}"));
    None
}

fn compartment(node: &Node, report: &mut Report) -> Option<Compartment> {
    match node.scalar("a compartment", report)?.text.as_str() {
        "null" => None,
        _ => scalars::word(node, &COMPARTMENTS, report),
    }
}

fn fields(doc: usize, kind: &str, map: &Map, reader: &mut FieldReader<'_>, report: &mut Report) -> Vec<(Field, At)> {
    let Some(map) = map.get("fields").and_then(|node| node.map("a mapping of fields", report)) else { return vec![] };
    let mut fields = vec![];
    for entry in &map.entries {
        fields.extend(field(doc, kind, entry, reader, report).map(|field| (field, entry.key.at)));
    }
    fields
}

fn field(doc: usize, kind: &str, entry: &Entry, reader: &mut FieldReader<'_>, report: &mut Report) -> Option<Field> {
    let key = &entry.key;
    if !is_word(&key.text) {
        let message = format!("expected lower-case letters, digits and underscores, found `{}`", key.text);
        report.error(key.at, "name", message);
        return None;
    }
    if OF_EVERY_KIND.contains(&key.text.as_str()) {
        let message = format!("`{}` is what every kind has; expected another name", key.text);
        report.error(key.at, "kind-name", message);
        return None;
    }
    let (name, spot) = (format!("{kind}.{}", key.text), Spot { pack: reader.pack, doc, at: key.at });
    let (field, extras) = reader.read_as(&name, entry, spot, report)?;
    let Extras { relevant, was, derived_from, asked_of } = extras;
    let idle = [
        ("relevant", relevant.is_some()),
        ("was", !was.is_empty()),
        ("derived_from", !derived_from.is_empty()),
        ("asked_of", asked_of != AskedOf::Person),
    ];
    for (word, _) in idle.into_iter().filter(|(_, said)| *said) {
        let message = format!("`{word}` is not known of a field of a record");
        report.error(key.at, "unknown-key", message);
    }
    narrows(&field, key.at, report);
    Some(field)
}

/// Lists are narrowed by what has few values and lies behind no wall.
fn narrows(field: &Field, at: At, report: &mut Report) {
    if !field.facet {
        return;
    }
    if !matches!(field.class, Class::Open | Class::Personal) {
        let message = format!("`{}` is sealed or lies in a compartment, and lists are not narrowed by it", field.name);
        report.error(at, "facet-in-compartment", message);
    } else if !matches!(field.ty, FieldType::Bool | FieldType::Code(_) | FieldType::CodeSet(_)) {
        let message = format!("`{}` is no yes or no and no code, and lists are not narrowed by it", field.name);
        report.error(at, "type", message);
    }
}

/// A kind behind a wall lies behind it whole.
fn behind_the_wall(field: &Field, wall: Option<Compartment>, at: At, report: &mut Report) {
    let Some(wall) = wall else { return };
    let (name, code) = (&field.name, wall.code());
    match field.class {
        Class::Protected(other) if other == wall => {}
        Class::Protected(other) => {
            let message = format!("`{name}` lies in `{}`, and its kind in `{code}`", other.code());
            report.error(at, "compartment-lowered", message);
        }
        Class::Open | Class::Personal | Class::Sealed => {
            let message = format!("`{name}` is not protected, and its kind lies in `{code}`");
            report
                .error(at, "class-lowered", message)
                .help(format!("make its class `protected` with the compartment `{code}`"));
        }
    }
}

/// `"{from}, {reason}"`: words, and fields of the kind in braces.
fn naming(
    node: &Node,
    kind: &str,
    fields: &[Field],
    wall: Option<Compartment>,
    report: &mut Report,
) -> Option<Vec<NamePart>> {
    let text = scalars::string(node, "a name with fields in braces", report)?;
    let (mut parts, mut rest) = (vec![], text.as_str());
    while let Some((words, after)) = rest.split_once('{') {
        let Some((field, after)) = after.split_once('}') else {
            report.error(node.at, "name", "a brace is not closed");
            return None;
        };
        parts.push(NamePart::Words(words.to_owned()));
        parts.push(NamePart::Field(named(field, node.at, kind, fields, wall, report)?));
        rest = after;
    }
    parts.push(NamePart::Words(rest.to_owned()));
    parts.retain(|part| !matches!(part, NamePart::Words(words) if words.is_empty()));
    Some(parts)
}

fn named(
    word: &str,
    at: At,
    kind: &str,
    fields: &[Field],
    wall: Option<Compartment>,
    report: &mut Report,
) -> Option<usize> {
    let name = format!("{kind}.{word}");
    let Some(position) = fields.iter().position(|field| field.name == name) else {
        let known = fields.iter().filter_map(|field| field.name.split_once('.').map(|(_, word)| word));
        report.error(at, "unknown-name", no_such("field", word)).did_you_mean(word, known);
        return None;
    };
    let class = fields.get(position).map(|field| field.class)?;
    let told = match class {
        Class::Open | Class::Personal => true,
        // On a list of records behind the same wall it may stand.
        Class::Protected(own) => wall == Some(own),
        Class::Sealed => false,
    };
    if !told {
        let message = format!("`{name}` is sealed or protected, and the name of a record stands on lists");
        report.error(at, "name-leaks", message);
        return None;
    }
    Some(position)
}
