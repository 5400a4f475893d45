//! `pack.yaml`: what a pack is called, whose rule it is, and for which purpose it reads people's data.

use model::Text;
use rules::measure::Law;
use rules::read::{citation, names};
use yaml::{At, Entry, Map, Node, Report, Scalar, scalars};

use super::files::SourceFiles;
use crate::source::MANIFEST;

pub(super) const KEYS: [&str; 15] = [
    "pack",
    "adapts",
    "version",
    "title",
    "summary",
    "jurisdiction",
    "prefix",
    "purpose",
    "rights",
    "licence",
    "gcm",
    "authors",
    "law",
    "in_force",
    "retired",
];

/// First words of the core pack's fields and of the language itself; no pack may stand under one.
pub(super) const RESERVED: [&str; 5] = ["head", "household", "param", "on", "case"];

/// A manifest as far as it could be read.
#[derive(Debug, Clone, Default)]
pub(super) struct PackManifest {
    pub name: String,
    /// The pack whose files it took over.
    pub adapts: Option<String>,
    pub version: String,
    pub title: Text,
    pub summary: Text,
    pub jurisdiction: Option<String>,
    pub prefix: Option<String>,
    /// Where the prefix stands: in the manifest, or in a measure that shares its file with all its pack needs.
    pub prefix_at: Option<(usize, At)>,
    pub purpose: String,
    pub licence: String,
    pub gcm: Vec<u8>,
    /// Rights that its measures give and the core pack does not know.
    pub rights: Vec<OwnRight>,
    /// The citation with which its measures begin.
    pub law: Option<Law>,
    /// The sentence of the reserved condition; the core pack's.
    pub in_force: Text,
    /// Kinds of record and fields of them that earlier versions declared, and that go on purpose.
    pub retired: Vec<Scalar>,
}

/// A right of the pack's own.
#[derive(Debug, Clone)]
pub(super) struct OwnRight {
    /// Its code, under the pack's prefix.
    pub code: String,
    /// Where it is declared.
    pub at: At,
    /// What people read.
    pub label: Text,
}

impl PackManifest {
    /// The base pack of its family: packs of one family have the same fields under the same prefix.
    pub fn family(&self) -> &str {
        self.adapts.as_deref().unwrap_or(&self.name)
    }
}

pub(super) fn read(files: &mut SourceFiles) -> PackManifest {
    let fallback = files.name.clone();
    let position = files.position(MANIFEST);
    let mut manifest = PackManifest { name: fallback, ..PackManifest::default() };
    if let Some((map, report)) = files.manifest().and_then(|doc| doc.map("a mapping, the manifest")) {
        fill(&mut manifest, map, report);
        let prefix = map.get("prefix").map(|node| node.at);
        manifest.prefix_at = position.zip(prefix);
    }
    prefix_of_a_file(files, &mut manifest);
    manifest
}

fn fill(manifest: &mut PackManifest, map: &Map, report: &mut Report) {
    map.only(&KEYS, report);
    if let Some(name) = map.require("pack", report).and_then(|node| names::slug(node, report)) {
        manifest.name = name;
    }
    manifest.adapts = map.get("adapts").and_then(|node| names::slug(node, report));
    manifest.rights = map.get("rights").map(|node| rights(node, report)).unwrap_or_default();
    manifest.law = map.get("law").and_then(|node| citation::law(node, report));
    manifest.version = map.require("version", report).and_then(|node| version(node, report)).unwrap_or_default();
    manifest.title = map.require("title", report).and_then(|node| scalars::text(node, report)).unwrap_or_default();
    manifest.summary = map.get("summary").and_then(|node| scalars::text(node, report)).unwrap_or_default();
    manifest.in_force = map.get("in_force").and_then(|node| scalars::text(node, report)).unwrap_or_default();
    let retired = map.get("retired").map(|node| scalars::scalars(node, "a list of names", report));
    manifest.retired = retired.unwrap_or_default().into_iter().cloned().collect();
    manifest.jurisdiction = map.get("jurisdiction").and_then(|node| iso3(node, report));
    manifest.prefix = map.get("prefix").and_then(|node| prefix(node, report));
    let mut line = |key: &str| map.get(key).and_then(|node| scalars::string(node, "a text", report));
    manifest.licence = line("licence").unwrap_or_default();
    line("authors");
    let purpose = map.require("purpose", report).and_then(|node| scalars::string(node, "a text", report));
    manifest.purpose = purpose.unwrap_or_default();
    manifest.gcm = map.get("gcm").map(|node| names::gcm(node, report)).unwrap_or_default();
}

fn rights(node: &Node, report: &mut Report) -> Vec<OwnRight> {
    let entries = node.map("a mapping of rights to texts", report).map(|map| map.entries.as_slice());
    let right = |entry: &Entry| OwnRight {
        code: entry.key.text.clone(),
        at: entry.key.at,
        label: scalars::text(&entry.value, report).unwrap_or_default(),
    };
    entries.unwrap_or_default().iter().map(right).collect()
}

/// In the short form one measure holds all of its pack, the prefix included.
fn prefix_of_a_file(files: &mut SourceFiles, manifest: &mut PackManifest) {
    for position in files.folder("measures") {
        let Some((map, report)) = files.at(position).and_then(|doc| doc.map("a mapping")) else {
            continue;
        };
        let Some(node) = map.get("prefix") else { continue };
        let found = prefix(node, report);
        match (&manifest.prefix, found) {
            (Some(own), Some(found)) if *own != found => {
                report.error(node.at, "prefix", format!("the pack's prefix is `{own}`; it has one"));
            }
            (None, Some(found)) => {
                manifest.prefix = Some(found);
                manifest.prefix_at = Some((position, node.at));
            }
            (_, _) => {}
        }
    }
}

/// Two packs cannot share a name or a prefix, and none can stand under the core pack's words.
pub(super) fn refuse_clashes(files: &mut [SourceFiles], manifests: &[PackManifest]) {
    for (index, manifest) in manifests.iter().enumerate().skip(1) {
        let before = manifests.iter().take(index);
        let Some(files) = files.get_mut(index) else { continue };
        if before.clone().any(|other| other.name == manifest.name) {
            let message = format!("another pack is called `{}` too", manifest.name);
            if let Some(doc) = files.manifest() {
                doc.report.error(At::START, "duplicate-pack", message);
            }
        }
        let (Some(prefix), Some((position, at))) = (&manifest.prefix, manifest.prefix_at) else { continue };
        let mut strangers = before.clone().filter(|other| other.family() != manifest.family());
        if strangers.any(|other| other.prefix.as_ref() == Some(prefix))
            && let Some(doc) = files.at(position)
        {
            doc.report.error(at, "prefix", format!("another pack stands under `{prefix}` too"));
        }
    }
}

/// Lower case, digits, underscores: a hyphen would be a subtraction.
fn prefix(node: &Node, report: &mut Report) -> Option<String> {
    let text = scalars::string(node, "a name", report)?;
    if RESERVED.contains(&text.as_str()) {
        report.error(node.at, "prefix", format!("`{text}` is a word of the language"));
        return None;
    }
    if names::is_word(&text) {
        return Some(text);
    }
    report.error(node.at, "prefix", format!("expected lower-case letters, digits and underscores, found `{text}`"));
    None
}

fn version(node: &Node, report: &mut Report) -> Option<String> {
    let text = scalars::string(node, "a version", report)?;
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() == 3 && parts.iter().all(|part| part.parse::<u32>().is_ok()) {
        return Some(text);
    }
    report.error(node.at, "version", format!("expected a version as `1.0.0`, found `{text}`"));
    None
}

fn iso3(node: &Node, report: &mut Report) -> Option<String> {
    let text = scalars::string(node, "a country", report)?;
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(text);
    }
    report.error(node.at, "country", format!("expected an ISO 3166 alpha-3 code such as `PRT`, found `{text}`"));
    None
}
