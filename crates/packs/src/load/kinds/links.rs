//! Links of a kind, and by what its records are unique: `links: {facility: {to: facility, must: true}}`.
//!
//! A link is a field like others, with the record to which it leads as its value. It leads to a kind that owns itself, in
//! the same compartment as its own kind or in none: to whom a link leads tells what lies behind a wall. Which kinds there
//! are is known once all packs are read, so that is looked at last.

use model::{Class, Compartment, Field, FieldType, KindLink, Schema, UniqueBy};
use rules::read::names::{is_word, spoken};
use yaml::{At, Entry, Map, Node, NodeKind, Report, no_such, scalars};

const KEYS: [&str; 4] = ["to", "must", "label", "question"];
/// What `unique` can name besides links: whose the record is.
const SUBJECT: &str = "subject";

/// Links as they are declared, each with its field and its place.
pub(super) fn read(
    kind: &str,
    (pack, wall, itself): (&str, Option<Compartment>, bool),
    map: &Map,
    report: &mut Report,
) -> Vec<(Field, KindLink, At)> {
    let Some(map) = map.get("links").and_then(|node| node.map("a mapping of links", report)) else { return vec![] };
    let links = map.entries.iter().filter_map(|entry| {
        let (field, link) = one(kind, (pack, wall, itself), entry, report)?;
        Some((field, link, entry.key.at))
    });
    links.collect()
}

fn one(
    kind: &str,
    (pack, wall, itself): (&str, Option<Compartment>, bool),
    entry: &Entry,
    report: &mut Report,
) -> Option<(Field, KindLink)> {
    let word = &entry.key.text;
    if !is_word(word) {
        let message = format!("expected lower-case letters, digits and underscores, found `{word}`");
        report.error(entry.key.at, "name", message);
        return None;
    }
    let map = entry.value.map("a mapping, as `{to: facility}`", report)?;
    map.only(&KEYS, report);
    let to = map.require("to", report).and_then(|node| scalars::string(node, "the name of a kind", report))?;
    let text = |key: &str, report: &mut Report| map.get(key).and_then(|node| scalars::text(node, report));
    let class = match wall {
        Some(wall) => Class::Protected(wall),
        None if itself => Class::Open,
        None => Class::Personal,
    };
    let name = format!("{kind}.{word}");
    let field = Field {
        name: name.clone(),
        ty: FieldType::Record,
        class,
        label: text("label", report).unwrap_or_else(|| spoken(word)),
        question: text("question", report),
        relevant: None,
        pack: pack.to_owned(),
        hxl: None,
        facet: false,
    };
    let must = map.get("must").and_then(|node| scalars::boolean(node, report)).unwrap_or(false);
    Some((field, KindLink { field: name, to, must }))
}

/// `[subject]`, or `[subject, facility]` with links of the kind.
pub(super) fn unique(kind: &str, links: &[KindLink], node: &Node, report: &mut Report) -> Option<UniqueBy> {
    let (mut by, mut whose, mut fine) = (UniqueBy::default(), false, true);
    for part in scalars::scalars(node, "a list, `[subject]`", report) {
        let name = format!("{kind}.{}", part.text);
        if part.text == SUBJECT {
            whose = true;
        } else if links.iter().any(|link| link.field == name) {
            by.links.push(name);
        } else {
            fine = false;
            report
                .error(part.at, "unique-unknown", no_such("part of `unique`", &part.text))
                .help("what a record is unique by is `subject`, whose it is, and with it links of the kind");
        }
    }
    if fine && !whose {
        report.error(node.at, "unique-unknown", "a record is unique among those of one `subject`");
    }
    (fine && whose).then_some(by)
}

/// Where a link is declared.
pub(super) fn place(map: &Map, field: &str) -> Option<At> {
    let NodeKind::Map(links) = &map.get("links")?.kind else { return None };
    let word = field.rsplit('.').next()?;
    links.entries.iter().find(|entry| entry.key.text == word).map(|entry| entry.key.at)
}

/// Whether a link of a kind leads somewhere.
pub(super) fn check(schema: &Schema, wall: Option<Compartment>, link: &KindLink, at: At, report: &mut Report) {
    let Some(to) = schema.kind(&link.to) else {
        let known = schema.kinds().filter(|kind| kind.owns_itself()).map(|kind| kind.name.as_str());
        report.error(at, "unknown-kind", no_such("kind", &link.to)).did_you_mean(&link.to, known);
        return;
    };
    if !to.owns_itself() {
        let message = format!("`{}` leads to `{}`, whose records belong to a person", link.field, link.to);
        report.error(at, "unknown-kind", message).help("a link leads to a kind that is `about: itself`");
    } else if to.compartment.is_some() && to.compartment != wall {
        let message =
            format!("`{}` leads behind the wall of `{}`, and its own kind does not lie there", link.field, link.to);
        report.error(at, "link-compartment", message);
    }
}
