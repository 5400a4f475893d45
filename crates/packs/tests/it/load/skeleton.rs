//! A new pack is sound from the start: it loads, and its tests pass.

use packs::{LoadOptions, skeleton, test_pack};

#[test]
fn a_new_pack_loads_strictly_and_passes_its_tests() {
    let source = skeleton("lisbon-welcome");
    let strict = LoadOptions { today: None, strict: true };
    let packs = packs::load(&[source], &strict).unwrap_or_else(|problems| panic!("{problems}"));
    let report = test_pack(&packs, &packs.packs[0]);
    assert!(report.passed(), "{report:#?}");
    assert_eq!(packs.packs[0].name, "lisbon-welcome");
    let reads = packs.schema.field("lisbon_welcome.needs_interpreter");
    assert!(reads.is_some(), "its own field stands under its prefix");
}

#[test]
fn a_name_that_no_pack_may_have_is_refused_when_it_is_loaded() {
    let problems = packs::load(&[skeleton("Not a name")], &LoadOptions::default()).unwrap_err();
    assert!(problems.0.iter().any(|problem| problem.code == "name"), "{problems}");
}
