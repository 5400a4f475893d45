//! Fields: `fields.yaml` in the long form, or under `fields` of a measure as `[type, class]`.
//!
//! A field of the core pack carries its whole name; a field of any other stands under its pack's prefix.

use std::collections::{BTreeMap, BTreeSet};

use model::{Class, CodeList, Codes, Compartment, Field, FieldId, FieldType, ListId, Schema};
use rules::read::names::{self, is_word};
use yaml::{At, Entry, Map, Node, NodeKind, Report, Scalar, no_such, scalars};

use super::field_type::{Said, Shape, TYPES};
use super::files::{SourceFiles, Spot};
use super::lists::{self, Places};
use super::manifest::PackManifest;

pub(super) const KEYS: [&str; 19] = [
    "was",
    "type",
    "min",
    "max",
    "places",
    "currency",
    "list",
    "codes",
    "class",
    "compartment",
    "label",
    "question",
    "asked_of",
    "relevant",
    "hxl",
    "facet",
    "derived_from",
    "past",
    "not_before",
];

/// What is said of days of a record and of no other field.
const OF_RECORDS: [&str; 2] = ["past", "not_before"];

/// A class before its compartment is known.
#[derive(Clone, Copy)]
pub(super) enum Level {
    Open,
    Personal,
    Sealed,
    Protected,
}

pub(super) const CLASSES: [(&str, Level); 4] =
    [("open", Level::Open), ("personal", Level::Personal), ("sealed", Level::Sealed), ("protected", Level::Protected)];

pub(super) const COMPARTMENTS: [(&str, Compartment); 8] = [
    ("gbv", Compartment::Gbv),
    ("child", Compartment::Child),
    ("trafficking", Compartment::Trafficking),
    ("asylum", Compartment::Asylum),
    ("health", Compartment::Health),
    ("sogi", Compartment::Sogi),
    ("biometric", Compartment::Biometric),
    ("shelter", Compartment::Shelter),
];

/// Who is asked for a field.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum AskedOf {
    #[default]
    Person,
    Office,
}

pub(super) const ASKED_OF: [(&str, AskedOf); 2] = [("person", AskedOf::Person), ("office", AskedOf::Office)];

/// A field of the schema and what about it can only be resolved once all fields are known.
pub(super) struct DeclaredField {
    pub id: FieldId,
    pub spot: Spot,
    /// The expression that says when the question arises.
    pub relevant: Option<Scalar>,
    /// Names that it had before.
    pub was: Vec<Scalar>,
    /// Fields from which it can be worked out.
    derived_from: Vec<Scalar>,
}

/// Reads the fields of one pack into the schema.
pub(super) struct FieldReader<'a> {
    pub pack: usize,
    pub manifest: &'a PackManifest,
    pub schema: &'a mut Schema,
    pub places: &'a mut Places,
}

impl FieldReader<'_> {
    pub fn read(&mut self, files: &mut SourceFiles) -> Vec<DeclaredField> {
        let mut declared = Vec::new();
        if let Some(doc) = files.position("fields.yaml")
            && let Some((map, report)) = files.at(doc).and_then(|doc| doc.map("a mapping of fields"))
        {
            declared.extend(self.fields(doc, map, report));
        }
        for doc in files.folder("measures") {
            let Some((map, report)) = files.at(doc).and_then(|doc| doc.map("a mapping")) else { continue };
            let Some(map) = map.get("fields").and_then(|node| node.map("a mapping of fields", report)) else {
                continue;
            };
            declared.extend(self.fields(doc, map, report));
        }
        declared
    }

    fn fields(&mut self, doc: usize, map: &Map, report: &mut Report) -> Vec<DeclaredField> {
        map.entries.iter().filter_map(|entry| self.field(doc, entry, report)).collect()
    }

    fn field(&mut self, doc: usize, entry: &Entry, report: &mut Report) -> Option<DeclaredField> {
        let key = &entry.key;
        let name = self.name(key, report)?;
        let spot = Spot { pack: self.pack, doc, at: key.at };
        let (field, extras) = self.read_as(&name, entry, spot, report)?;
        of_records_alone(entry, report);
        let Some(id) = self.schema.add_field(field) else {
            report.error(key.at, "duplicate-field", format!("there is a field `{name}` already"));
            return None;
        };
        let Extras { relevant, was, derived_from, asked_of } = extras;
        if asked_of == AskedOf::Office {
            self.schema.ask_office(id);
        }
        Some(DeclaredField { id, spot, relevant, was, derived_from })
    }

    /// A field of this whole name, in the short form or the long one.
    pub fn read_as(&mut self, name: &str, entry: &Entry, spot: Spot, report: &mut Report) -> Option<(Field, Extras)> {
        let mut extras = Extras::default();
        let field = match &entry.value.kind {
            NodeKind::List(items) => self.short(name, items, spot, report),
            NodeKind::Map(map) => self.long(name, map, spot, &mut extras, report),
            NodeKind::Scalar(_) => {
                report.error(entry.value.at, "wrong-shape", "expected `[type, class]` or a mapping, found a text");
                None
            }
        };
        if field.is_none() {
            report.refused("field", name);
        }
        Some((field?, extras))
    }

    fn name(&self, key: &Scalar, report: &mut Report) -> Option<String> {
        let core = self.pack == 0;
        let well_formed = if core { key.text.split('.').all(is_word) } else { is_word(&key.text) };
        if !well_formed {
            let message = format!("expected lower-case letters, digits and underscores, found `{}`", key.text);
            report.error(key.at, "name", message);
            return None;
        }
        if core {
            return Some(key.text.clone());
        }
        let Some(prefix) = &self.manifest.prefix else {
            // One that was declared and refused is reported already.
            if self.manifest.prefix_at.is_none() {
                let message = format!("the field `{}` needs a `prefix`, declared in the manifest", key.text);
                report.error(key.at, "prefix", message);
            }
            return None;
        };
        let taken = self.schema.fields().iter().filter(|field| field.pack != self.manifest.name);
        if taken.filter_map(|field| field.name.split('.').next()).any(|first| first == prefix) {
            report.error(key.at, "prefix", format!("other packs' fields stand under `{prefix}` already"));
            return None;
        }
        Some(format!("{prefix}.{}", key.text))
    }

    /// `[code, personal, [visa, residence]]`, `[bool, protected, asylum]`.
    fn short(&mut self, name: &str, items: &[Node], spot: Spot, report: &mut Report) -> Option<Field> {
        let [ty, class, rest @ ..] = items else {
            report.error(spot.at, "wrong-shape", "expected `[type, class]`");
            return None;
        };
        let shape = scalars::word(ty, &TYPES, report)?;
        let mut rest = rest.iter();
        let class = read_class(class, || rest.next(), spot.at, report);
        let said = Said::after_class(shape, || rest.next());
        let ty = match shape {
            Shape::Plain(ty) => Some(ty),
            Shape::Int => said.int(report),
            Shape::Decimal => said.decimal(spot.at, report),
            Shape::Money => said.money(spot.at, report),
            Shape::Code => self.inline(name, rest.next(), spot, report).map(FieldType::Code),
            Shape::Codes => self.inline(name, rest.next(), spot, report).map(FieldType::CodeSet),
        };
        if let Some(extra) = rest.next() {
            report.error(extra.at, "wrong-shape", "nothing is expected here");
        }
        let word = name.rsplit('.').next().unwrap_or(name);
        Some(self.plain(name, ty?, class?, names::spoken(word)))
    }

    fn plain(&self, name: &str, ty: FieldType, class: Class, label: model::Text) -> Field {
        let (name, pack) = (name.to_owned(), self.manifest.name.clone());
        Field { name, ty, class, label, question: None, relevant: None, pack, hxl: None, facet: false }
    }

    fn long(&mut self, name: &str, map: &Map, spot: Spot, extras: &mut Extras, report: &mut Report) -> Option<Field> {
        map.only(&KEYS, report);
        let shape = map.require("type", report).and_then(|node| scalars::word(node, &TYPES, report));
        let class =
            map.require("class", report).and_then(|node| read_class(node, || map.get("compartment"), map.at, report));
        let ty = self.ty(name, shape?, map, spot, report);
        let word = name.rsplit('.').next().unwrap_or(name);
        let label = map.get("label").and_then(|node| scalars::text(node, report));
        let mut field = self.plain(name, ty?, class?, label.unwrap_or_else(|| names::spoken(word)));
        field.question = map.get("question").and_then(|node| scalars::text(node, report));
        field.hxl = map.get("hxl").and_then(|node| scalars::string(node, "an HXL tag", report));
        field.facet = map.get("facet").and_then(|node| scalars::boolean(node, report)).unwrap_or(false);
        extras.asked_of =
            map.get("asked_of").and_then(|node| scalars::word(node, &ASKED_OF, report)).unwrap_or_default();
        extras.relevant = map.get("relevant").and_then(|node| node.scalar("an expression", report)).cloned();
        field.relevant = extras.relevant.as_ref().map(|scalar| scalar.text.clone());
        if let Some(node) = map.get("was") {
            extras.was = scalars::scalars(node, "a list of names", report).into_iter().cloned().collect();
        }
        if let Some(node) = map.get("derived_from") {
            extras.derived_from = scalars::scalars(node, "a list of fields", report).into_iter().cloned().collect();
        }
        Some(field)
    }

    fn ty(&mut self, name: &str, shape: Shape, map: &Map, spot: Spot, report: &mut Report) -> Option<FieldType> {
        let mut list = |report: &mut Report| match map.get("list") {
            Some(node) => self.named_list(node, report),
            None => self.inline(name, map.get("codes"), spot, report),
        };
        let said = Said::of(map);
        said.refuse_idle(shape, report);
        match shape {
            Shape::Plain(ty) => Some(ty),
            Shape::Int => said.int(report),
            Shape::Decimal => said.decimal(map.at, report),
            Shape::Money => said.money(map.at, report),
            Shape::Code => list(report).map(FieldType::Code),
            Shape::Codes => list(report).map(FieldType::CodeSet),
        }
    }

    fn named_list(&self, node: &Node, report: &mut Report) -> Option<ListId> {
        let name = scalars::string(node, "the name of a code list", report)?;
        let found = self.schema.list_named(&name);
        if found.is_none() {
            let known = self.schema.lists().iter().map(|list| list.name.as_str());
            let message = no_such("code list", &name);
            report.error(node.at, "unknown-name", message).did_you_mean(&name, known);
        }
        found
    }

    /// A list that belongs to one field and is named like it.
    fn inline(&mut self, name: &str, node: Option<&Node>, spot: Spot, report: &mut Report) -> Option<ListId> {
        let Some(node) = node else {
            report.error(spot.at, "missing-key", "a code needs a code list");
            return None;
        };
        let codes = Codes::Listed(lists::codes(node, report));
        self.places.insert(name.to_owned(), spot);
        self.schema.add_list(CodeList { name: name.to_owned(), hierarchical: false, codes })
    }
}

/// What a person's days cannot be is known without being said.
fn of_records_alone(entry: &Entry, report: &mut Report) {
    let NodeKind::Map(map) = &entry.value.kind else { return };
    for said in map.entries.iter().filter(|said| OF_RECORDS.contains(&said.key.text.as_str())) {
        let message = format!("`{}` is known of a field of a record alone", said.key.text);
        report.error(said.key.at, "unknown-key", message);
    }
}

/// The class, with the compartment that a protected field must name.
fn read_class<'n>(
    node: &Node,
    compartment: impl FnOnce() -> Option<&'n Node>,
    at: At,
    report: &mut Report,
) -> Option<Class> {
    match scalars::word(node, &CLASSES, report)? {
        Level::Open => Some(Class::Open),
        Level::Personal => Some(Class::Personal),
        Level::Sealed => Some(Class::Sealed),
        Level::Protected => {
            let node = compartment();
            if node.is_none() {
                report.error(at, "compartment", "a protected field names its compartment");
            }
            scalars::word(node?, &COMPARTMENTS, report).map(Class::Protected)
        }
    }
}

/// What is said of a field and can only be resolved once all fields are known.
#[derive(Default)]
pub(super) struct Extras {
    pub relevant: Option<Scalar>,
    pub was: Vec<Scalar>,
    pub derived_from: Vec<Scalar>,
    pub asked_of: AskedOf,
}

/// For each field that can be worked out from others, those others.
pub(super) fn derived(
    files: &mut [SourceFiles],
    schema: &Schema,
    declared: &[DeclaredField],
) -> BTreeMap<FieldId, BTreeSet<FieldId>> {
    let mut derived: BTreeMap<FieldId, BTreeSet<FieldId>> = BTreeMap::new();
    for field in declared {
        for source in &field.derived_from {
            match schema.field(&source.text) {
                Some(id) => {
                    derived.entry(field.id).or_default().insert(id);
                }
                None => {
                    if let Some(report) = field.spot.report(files) {
                        let names = schema.fields().iter().map(|field| field.name.as_str());
                        let message = no_such("field", &source.text);
                        report.error(source.at, "unknown-name", message).did_you_mean(&source.text, names);
                    }
                }
            }
        }
    }
    derived
}
