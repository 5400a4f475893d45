//! One pack: what its measures share, then the measures, then the tests that stand in files of their own.

use std::collections::BTreeMap;

use model::{Date, Schema};
use pathways::TriedPathway;
use rules::measure::{Calendar, Measure};
use rules::read::{Shared, Vocabulary, calendars, measure, params, tables};
use yaml::{At, Map, Node, Report, no_such, scalars};

use super::cases;
use super::files::SourceFiles;
use super::forms;
use super::lists::is_country;
use super::manifest::PackManifest;
use crate::pack::Pack;

pub(super) fn read(
    files: &mut SourceFiles,
    manifest: PackManifest,
    vocabulary: &Vocabulary,
    today: Option<Date>,
) -> Pack {
    let calendars = calendars(files, &vocabulary.calendars);
    let (mut params, mut tables) = (BTreeMap::new(), BTreeMap::new());
    each(files, "params", |map, report| params::add(map, today, &mut params, report));
    each(files, "tables", |map, report| tables::add(map, &mut tables, report));
    jurisdiction(files, &manifest, &vocabulary.schema);
    let law = manifest.law.as_ref();
    let jurisdiction = manifest.jurisdiction.as_deref();
    let shared = Shared { pack: &manifest.name, law, jurisdiction, vocabulary, today, params, tables, calendars };
    let mut measures = measures(files, &shared);
    tests(files, &vocabulary.schema, &mut measures);
    let pathways = pathways(files, &shared);
    let forms = forms::read(files, &manifest.name, &vocabulary.schema);
    Pack {
        name: manifest.name,
        adapts: manifest.adapts,
        version: manifest.version,
        title: manifest.title,
        summary: manifest.summary,
        jurisdiction: manifest.jurisdiction,
        prefix: manifest.prefix,
        purpose: manifest.purpose,
        licence: manifest.licence,
        gcm: manifest.gcm,
        measures,
        pathways,
        forms,
        hash: files.hash.clone(),
    }
}

/// All calendars of a pack's `calendars/`, which may inherit from those of the core pack.
pub(super) fn calendars(files: &mut SourceFiles, core: &BTreeMap<String, Calendar>) -> BTreeMap<String, Calendar> {
    let mut found = BTreeMap::new();
    each(files, "calendars", |map, report| calendars::add(map, core, &mut found, report));
    found
}

fn each(files: &mut SourceFiles, folder: &str, mut read: impl FnMut(&Map, &mut Report)) {
    for position in files.folder(folder) {
        if let Some((map, report)) = files.at(position).and_then(|doc| doc.map("a mapping")) {
            read(map, report);
        }
    }
}

/// A country that the core pack lists.
fn jurisdiction(files: &mut SourceFiles, manifest: &PackManifest, schema: &Schema) {
    let Some(code) = &manifest.jurisdiction else { return };
    if is_country(schema, code) {
        return;
    }
    if let Some((map, report)) = files.manifest().and_then(|doc| doc.map("a mapping")) {
        let at = map.get("jurisdiction").map_or(map.at, |node| node.at);
        report.error(at, "country", format!("`{code}` is no country of ISO 3166"));
    }
}

fn measures(files: &mut SourceFiles, shared: &Shared<'_>) -> Vec<Measure> {
    let mut measures: Vec<Measure> = Vec::new();
    for position in files.folder("measures") {
        let Some(doc) = files.at(position) else { continue };
        let stem = doc.stem().to_owned();
        let Some((map, report)) = doc.map("a mapping, the measure") else { continue };
        let Some(mut measure) = measure::read(map, shared, report) else {
            report.refused("measure", &stem);
            continue;
        };
        let at = map.get("measure").map_or(map.at, |node| node.at);
        if measures.iter().any(|other| other.id == measure.id) {
            report.error(at, "duplicate-measure", format!("there is a measure `{}` already", measure.id));
        }
        if stem != measure.id {
            let message = format!("the measure `{}` stands in a file called `{stem}`", measure.id);
            report.warn(at, "file-name", message);
        }
        if let Some(node) = map.get("tests") {
            measure.tests = cases::read(node, &measure, &shared.vocabulary.schema, report);
        }
        measures.push(measure);
    }
    measures
}

fn pathways(files: &mut SourceFiles, shared: &Shared<'_>) -> Vec<TriedPathway> {
    let mut pathways: Vec<TriedPathway> = Vec::new();
    for position in files.folder("pathways") {
        let Some(doc) = files.at(position) else { continue };
        let stem = doc.stem().to_owned();
        let Some((map, report)) = doc.map("a mapping, the pathway") else { continue };
        let Some(tried) = pathways::read::read(map, shared, report) else { continue };
        let pathway = &tried.pathway;
        let at = map.get("pathway").map_or(map.at, |node| node.at);
        if pathways.iter().any(|other| other.pathway.id == pathway.id) {
            report.error(at, "duplicate-pathway", format!("there is a pathway `{}` already", pathway.id));
        }
        if stem != pathway.id {
            let message = format!("the pathway `{}` stands in a file called `{stem}`", pathway.id);
            report.warn(at, "file-name", message);
        }
        pathways.push(tried);
    }
    pathways
}

/// A record runs one pathway. In a family each country's pack has its own, and that of the instance's country counts.
pub(super) fn refuse_two_pathways(files: &mut [SourceFiles], packs: &[Pack]) {
    let mut seen: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    // The core pack, which holds none, comes first among the files.
    for (pack, files) in packs.iter().zip(files.iter_mut().skip(1)) {
        let family = pack.adapts.as_deref().unwrap_or(&pack.name);
        for TriedPathway { pathway, .. } in &pack.pathways {
            let (of, other) = *seen.entry(&pathway.kind).or_insert((family, &pathway.id));
            if of == family && other == pathway.id {
                continue;
            }
            let message =
                format!("records of `{}` run `{other}` already, and cannot run `{}` too", pathway.kind, pathway.id);
            if let Some(doc) = files.manifest() {
                doc.report.error(At::START, "two-pathways", message);
            }
        }
    }
}

/// Tests in files of their own: `{measure, tests}`, or a list in a file called like the measure.
fn tests(files: &mut SourceFiles, schema: &Schema, measures: &mut [Measure]) {
    for position in files.folder("tests") {
        let Some(doc) = files.at(position) else { continue };
        let stem = doc.stem().to_owned();
        let Some((root, report)) = doc.root() else { continue };
        let Some((id, at, node)) = suite(root, stem, report) else { continue };
        let Some(measure) = measures.iter_mut().find(|measure| measure.id == id) else {
            let known: Vec<String> = measures.iter().map(|measure| measure.id.clone()).collect();
            let message = no_such("measure", &id);
            report.error(at, "unknown-name", message).did_you_mean(&id, known.iter().map(String::as_str));
            continue;
        };
        let read = cases::read(node, measure, schema, report);
        measure.tests.extend(read);
    }
}

fn suite<'a>(root: &'a Node, stem: String, report: &mut Report) -> Option<(String, At, &'a Node)> {
    let yaml::NodeKind::Map(map) = &root.kind else { return Some((stem, root.at, root)) };
    map.only(&["measure", "tests"], report);
    let tests = map.require("tests", report)?;
    match map.get("measure") {
        Some(node) => Some((scalars::string(node, "the name of a measure", report)?, node.at, tests)),
        None => Some((stem, root.at, tests)),
    }
}
