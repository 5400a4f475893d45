//! The shipped library is sound, and says of its packs what their tests say.

use std::collections::BTreeSet;

use library::{Checked, Library, PackState};
use packs::{LoadOptions, Source};

#[test]
fn the_shipped_library_has_no_problem() {
    let library = Library::shipped().unwrap_or_else(|problems| panic!("{problems}"));
    assert!(library.practices.len() >= 290 && library.recommendations.len() >= 79);
    assert_eq!(library.codes.gcm.keys().copied().collect::<Vec<_>>(), (1..=23).collect::<Vec<_>>());
    assert_eq!(library.codes.sdg.keys().copied().collect::<Vec<_>>(), (1..=17).collect::<Vec<_>>());
}

#[test]
fn countries_of_the_library_are_countries() {
    let packs = packs::load(&[], &LoadOptions::default()).unwrap();
    let countries = packs.schema.lists().iter().find(|list| list.name == "countries").unwrap();
    let known: BTreeSet<&str> = countries.listed().iter().map(|code| code.code.as_str()).collect();
    for practice in &Library::shipped().unwrap().practices {
        practice.iso3.iter().for_each(|code| assert!(known.contains(code.as_str()), "{}: {code}", practice.id));
    }
}

#[test]
fn practices_run_where_shipped_packs_cite_them() {
    let checked = Checked::shipped().unwrap();
    let (_, held) = checked.practice("portugal/pending-counts-as-regular").unwrap();
    assert_eq!((held.state, held.reason.as_str()), (PackState::Runs, ""));
    let shipped = Source::shipped_names();
    for (practice, held) in checked.practices() {
        match practice.pack() {
            None => assert_eq!(held.state, PackState::None, "{}", practice.id),
            Some(pack) if !shipped.iter().any(|name| name == pack) => assert_eq!(held.state, PackState::Fails),
            Some(_) => assert_ne!(held.state, PackState::None, "{}", practice.id),
        }
        assert_eq!(held.state == PackState::Runs, held.reason.is_empty(), "{}", practice.id);
    }
}

/// A test that cites a practice which does not exist would stand for nothing.
#[test]
fn packs_cite_practices_that_exist() {
    let library = Library::shipped().unwrap();
    let sources: Vec<Source> = Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect();
    let packs = packs::load(&sources, &LoadOptions::default()).unwrap();
    let tests = packs.packs.iter().flat_map(|pack| &pack.measures).flat_map(|measure| &measure.tests);
    for cited in tests.flat_map(|test| &test.cites) {
        assert!(library.practice(cited).is_some(), "{cited}");
    }
}
