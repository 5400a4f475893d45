//! Code lists: every code written down, or a shape with labels for some.

use std::collections::BTreeMap;

use model::{Code, CodeList, Codes, Schema, Text};
use rules::read::names;
use yaml::{Entry, Map, Node, NodeKind, Report, scalars};

use super::files::{SourceFiles, Spot};
use super::manifest::{OwnRight, PackManifest};

pub(super) const KEYS: [&str; 4] = ["hierarchical", "shape", "unknown", "codes"];

/// Character sets that a shape can name; any other text in its alphabet stands for itself.
const ALPHABETS: [(&str, &str); 3] =
    [("digits", "0123456789"), ("lower", "abcdefghijklmnopqrstuvwxyz"), ("upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")];

/// Where each code list is written down.
pub(super) type Places = BTreeMap<String, Spot>;

pub(super) fn read(pack: usize, files: &mut SourceFiles, schema: &mut Schema, places: &mut Places) {
    for doc in files.folder("lists") {
        let Some((map, report)) = files.at(doc).and_then(|doc| doc.map("a mapping of lists")) else { continue };
        for Entry { key, value } in &map.entries {
            let Some(list) = value.map("a code list", report).and_then(|map| list(&key.text, map, report)) else {
                report.refused("code list", &key.text);
                continue;
            };
            if schema.add_list(list).is_none() {
                report.error(key.at, "duplicate-list", format!("there is a code list `{}` already", key.text));
                continue;
            }
            places.insert(key.text.clone(), Spot { pack, doc, at: key.at });
        }
    }
}

/// The code list of rights, services and amounts that measures give.
const RIGHTS: &str = "rights";

/// Rights of a pack's own, under its prefix, beside those of the core pack.
pub(super) fn rights(files: &mut SourceFiles, manifest: &PackManifest, schema: &mut Schema) {
    let Some(list) = schema.list_named(RIGHTS) else { return };
    let Some(doc) = files.manifest().filter(|_| !manifest.rights.is_empty()) else { return };
    for OwnRight { code, at, label } in &manifest.rights {
        let own = manifest.prefix.as_ref().and_then(|prefix| code.strip_prefix(prefix)?.strip_prefix('.'));
        if own.is_none_or(str::is_empty) {
            let message = format!("the right `{code}` does not stand under the pack's `prefix`");
            let found = doc.report.error(*at, "prefix", message);
            if let Some(prefix) = &manifest.prefix {
                found.help(format!("call it `{prefix}.{code}`"));
            }
        } else if !schema.add_code(list, Code { code: code.clone(), label: label.clone(), unknown: false }) {
            doc.report.error(*at, "duplicate-code", format!("there is a right `{code}` already"));
        }
    }
}

fn list(name: &str, map: &Map, report: &mut Report) -> Option<CodeList> {
    map.only(&KEYS, report);
    let hierarchical = map.get("hierarchical").and_then(|node| scalars::boolean(node, report)).unwrap_or(false);
    let mut listed = map.get("codes").map(|node| codes(node, report)).unwrap_or_default();
    if let Some(node) = map.get("unknown") {
        mark_unknown(node, &mut listed, report);
    }
    let codes = match map.get("shape") {
        Some(node) => shape(node.map("a shape", report)?, listed, report)?,
        None if listed.is_empty() => {
            report.error(map.at, "missing-key", "expected `codes`, or a `shape`");
            return None;
        }
        None => Codes::Listed(listed),
    };
    Some(CodeList { name: name.to_owned(), hierarchical, codes })
}

/// Whether a code is a country of the core pack.
pub(super) fn is_country(schema: &Schema, code: &str) -> bool {
    let list = schema.list_named("countries").and_then(|id| schema.list(id));
    list.is_some_and(|list| list.admits(code))
}

/// Codes with their labels, or a plain list of codes whose labels are the codes themselves.
pub(super) fn codes(node: &Node, report: &mut Report) -> Vec<Code> {
    let code = |code: &str, label: Text| Code { code: code.to_owned(), label, unknown: false };
    match &node.kind {
        NodeKind::Map(map) => {
            let label = |value: &Node, report: &mut Report| scalars::text(value, report).unwrap_or_default();
            map.entries.iter().map(|entry| code(&entry.key.text, label(&entry.value, report))).collect()
        }
        NodeKind::List(_) | NodeKind::Scalar(_) => {
            let listed = scalars::scalars(node, "a list of codes, or a mapping of codes to labels", report);
            listed.into_iter().map(|scalar| code(&scalar.text, names::spoken(&scalar.text))).collect()
        }
    }
}

fn mark_unknown(node: &Node, codes: &mut [Code], report: &mut Report) {
    for scalar in scalars::scalars(node, "a list of codes", report) {
        match codes.iter_mut().find(|code| code.code == scalar.text) {
            Some(code) => code.unknown = true,
            None => {
                report.error(scalar.at, "unknown-code", format!("`{}` is not among the codes", scalar.text));
            }
        }
    }
}

fn shape(map: &Map, labelled: Vec<Code>, report: &mut Report) -> Option<Codes> {
    map.only(&["alphabet", "length"], report);
    let alphabet = alphabet(map.require("alphabet", report)?, report);
    let node = map.require("length", report)?;
    let lengths: Vec<usize> =
        scalars::strings(node, "two numbers", report).iter().filter_map(|n| n.parse().ok()).collect();
    let [least, most] = lengths.as_slice() else {
        report.error(node.at, "type", "expected the least and the greatest length");
        return None;
    };
    let shaped = Codes::Shaped { alphabet, length: (*least, *most), labelled };
    let probe = CodeList { name: String::new(), hierarchical: false, codes: shaped };
    if let Some(code) = probe.listed().iter().find(|code| !probe.admits(&code.code)) {
        report.error(map.at, "shape", format!("`{}` does not have the shape of its list", code.code));
    }
    Some(probe.codes)
}

fn alphabet(node: &Node, report: &mut Report) -> String {
    let parts = match &node.kind {
        NodeKind::Scalar(scalar) => vec![scalar.text.clone()],
        NodeKind::List(_) | NodeKind::Map(_) => scalars::strings(node, "character sets", report),
    };
    let set =
        |part: &String| ALPHABETS.iter().find(|(name, _)| name == part).map_or(part.clone(), |(_, set)| (*set).into());
    parts.iter().map(set).collect()
}

/// A bare word in an expression is a field or a code; it cannot be both.
pub(super) fn refuse_codes_named_like_fields(files: &mut [SourceFiles], schema: &Schema, places: &Places) {
    for list in schema.lists() {
        let Some(spot) = places.get(&list.name) else { continue };
        for code in list.listed().iter().filter(|code| schema.field(&code.code).is_some()) {
            let message = format!("the code `{}` of `{}` is named like a field", code.code, list.name);
            if let Some(report) = spot.report(files) {
                report.error(spot.at, "code-named-like-field", message);
            }
        }
    }
}
