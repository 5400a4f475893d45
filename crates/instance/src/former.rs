//! Versions of pathways that were in force, as running cases need them: read with the packs that stood beside them when they
//! went, and with the core pack that comes with the program, which loses no name.
//!
//! Each is read where a case asks for it, and by no other way: whatever does not load as it was then (a file that is gone, a
//! language that has changed) is not there, and nothing stands in its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::InstanceView;
use packs::{LoadOptions, Packs, Source};
use pathways::{Pathway, PathwaysInForce};

/// All pathways by which cases are read: those of the packs in force, and what was in force before.
pub(crate) fn pathways(view: &Arc<InstanceView>, packs: &Packs, country: Option<&str>) -> PathwaysInForce {
    let mut pathways = packs.pathways_in_force(country);
    remember(view, &mut pathways);
    pathways
}

fn remember(view: &Arc<InstanceView>, pathways: &mut PathwaysInForce) {
    for (pack, installed) in &view.packs {
        let runs = |files: &BTreeMap<String, String>| files.keys().any(|path| path.starts_with("pathways/"));
        for (version, _) in installed.former.iter().filter(|(_, former)| runs(&former.files)) {
            let (view, name, hash) = (Arc::clone(view), pack.clone(), version.clone());
            let read = move || read(&view, &name, &hash);
            pathways.remember(pack.clone(), version.clone(), Box::new(read));
        }
    }
}

/// The pathways of a version of a pack.
fn read(view: &InstanceView, pack: &str, version: &str) -> Option<Vec<Pathway>> {
    let sources = sources(view, pack, version)?;
    let loaded = packs::load(&sources, &LoadOptions::default()).ok()?;
    let held = &loaded.pack(pack)?.pathways;
    Some(held.iter().map(|tried| tried.pathway.clone()).collect())
}

/// The packs as they stood when a version went, in the order of their names, as packs in force are loaded: of the core among
/// them the loader takes the program's own.
fn sources(view: &InstanceView, pack: &str, version: &str) -> Option<Vec<Source>> {
    let former = view.packs.get(pack)?.former.get(version)?;
    let own = (pack, version);
    let beside = former.beside.iter().map(|(name, hash)| (name.as_str(), hash.as_str()));
    let mut named: Vec<(&str, &str)> = beside.chain([own]).collect();
    named.sort_unstable();
    let source = |(name, hash): (&str, &str)| Some(Source::new(name, (**view.files(name, hash)?).clone()));
    named.into_iter().map(source).collect()
}
