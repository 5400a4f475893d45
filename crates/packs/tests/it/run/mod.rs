//! Measures bound, walked and answered, from the files of packs to the answer's JSON.

mod asked;
mod calendars;
mod ends;
mod examples;
mod missing;
mod pathways;
mod records;
mod tested;
mod untold;

use std::collections::BTreeMap;

use packs::{LoadOptions, Packs, Source, load};

/// A pack made of a few files; its manifest is filled in.
fn source(name: &str, manifest: &str, files: &[(&str, &str)]) -> Source {
    let manifest = format!(
        "pack: {name}\nversion: 0.1.0\ntitle: {{en: {name}}}\nsummary: {{en: {name}}}\npurpose: entitlement\n\
         licence: CC-BY-4.0\n{manifest}"
    );
    let mut all = BTreeMap::from([("pack.yaml".to_owned(), manifest)]);
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    Source::new(name, all)
}

fn loaded(sources: &[Source]) -> Packs {
    load(sources, &LoadOptions::default()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn shipped() -> Packs {
    let sources: Vec<Source> = Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect();
    loaded(&sources)
}
