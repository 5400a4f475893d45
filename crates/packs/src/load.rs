//! From the files of packs to checked, typed measures: one pass over everything, every problem reported.
//!
//! Order matters only here: code lists, then fields, then their former names, kinds of record, then relevance, calendars,
//! then each pack's parameters, tables, measures and tests. Nothing is bound to a day; see `bind`.

mod before;
mod cases;
mod editor;
mod field_type;
mod fields;
mod files;
mod former;
mod forms;
mod kinds;
mod lists;
mod manifest;
mod pack;
mod relevance;

use std::collections::{BTreeMap, BTreeSet};

use model::{Date, Schema};
use rules::read::Vocabulary;
use yaml::{Diagnostic, Problems, Severity};

use crate::pack::Packs;
use crate::source::Source;
pub use before::{KindBefore, kind_before};
pub use editor::{KINDS as SCHEMA_KINDS, editor_schema};
use files::SourceFiles;
use manifest::PackManifest;

/// How strictly packs are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct LoadOptions {
    /// The day on which `review_by` is judged; without it nothing is overdue.
    pub today: Option<Date>,
    /// Whether a warning keeps a pack from loading.
    pub strict: bool,
}

/// Loads packs together with the core pack, which need not be given. Either all of them are sound, or every problem
/// of every file is handed back.
pub fn load(sources: &[Source], options: &LoadOptions) -> Result<Packs, Problems> {
    let core = Source::core();
    let others = sources.iter().filter(|source| source.name != core.name);
    let mut files: Vec<SourceFiles> = std::iter::once(&core).chain(others).map(SourceFiles::read).collect();
    let manifests: Vec<PackManifest> = files.iter_mut().map(manifest::read).collect();
    manifest::refuse_clashes(&mut files, &manifests);
    let vocabulary = vocabulary(&mut files, &manifests);
    let mut packs = Vec::new();
    for (files, manifest) in files.iter_mut().zip(manifests).skip(1) {
        packs.push(pack::read(files, manifest, &vocabulary, options.today));
    }
    pack::refuse_two_pathways(&mut files, &packs);
    kinds::check_items(&mut files, &vocabulary.schema, &packs);
    let Vocabulary { schema, calendars, .. } = vocabulary;
    let core = files.first().map(|core| core.hash.clone()).unwrap_or_default();
    let found: Vec<Diagnostic> = files.into_iter().flat_map(SourceFiles::finish).collect();
    let refused = |found: &Diagnostic| options.strict || found.severity == Severity::Error;
    if found.iter().any(refused) {
        return Err(Problems(found));
    }
    Ok(Packs { schema, core, calendars, packs, warnings: found })
}

/// What every measure may name: the code lists, the fields, their relevance and the national calendars.
fn vocabulary(files: &mut [SourceFiles], manifests: &[PackManifest]) -> Vocabulary {
    let mut schema = Schema::default();
    let mut places = lists::Places::new();
    let first = first_of_families(manifests);
    for (pack, (files, _)) in files.iter_mut().zip(&first).enumerate().filter(|(_, (_, first))| **first) {
        lists::read(pack, files, &mut schema, &mut places);
    }
    for ((files, manifest), _) in files.iter_mut().zip(manifests).zip(&first).filter(|(_, first)| **first) {
        lists::rights(files, manifest, &mut schema);
    }
    let mut declared = Vec::new();
    for (pack, ((files, manifest), first)) in files.iter_mut().zip(manifests).zip(&first).enumerate() {
        if !first {
            continue;
        }
        let mut reader = fields::FieldReader { pack, manifest, schema: &mut schema, places: &mut places };
        declared.extend(reader.read(files));
    }
    former::read(files, &mut schema, &declared);
    for (pack, ((files, manifest), first)) in files.iter_mut().zip(manifests).zip(&first).enumerate() {
        if *first {
            let mut reader = fields::FieldReader { pack, manifest, schema: &mut schema, places: &mut places };
            kinds::read(files, &mut reader);
            kinds::of_pathways(files, &mut reader);
        }
    }
    for files in files.iter_mut() {
        kinds::check(files, &schema);
    }
    for (files, manifest) in files.iter_mut().zip(manifests) {
        kinds::retire(files, manifest, &mut schema);
    }
    lists::refuse_codes_named_like_fields(files, &schema, &places);
    let relevance = relevance::resolve(files, &schema, &declared);
    let derived = fields::derived(files, &schema, &declared);
    let calendars = files.first_mut().map(|core| pack::calendars(core, &BTreeMap::new())).unwrap_or_default();
    let in_force = manifests.first().map(|core| core.in_force.clone()).unwrap_or_default();
    Vocabulary { schema, relevance, derived, calendars, in_force }
}

/// For each pack, whether it is the first of its family, and so brings the family's fields and code lists.
fn first_of_families(manifests: &[PackManifest]) -> Vec<bool> {
    let mut seen = BTreeSet::new();
    manifests.iter().map(|manifest| seen.insert(manifest.family())).collect()
}
