//! Shipped packs pass their own tests, and so do the eight measures of the language's reference, in its short form.

use packs::{LoadOptions, Packs, Source, test_pack};

/// The eight examples of the reference, each a whole pack in one file.
const SHORT: [(&str, &str); 8] = [
    ("pending-counts-as-regular", include_str!("short/pending-counts-as-regular.yaml")),
    ("automatic-renewal", include_str!("short/automatic-renewal.yaml")),
    ("health-cover", include_str!("short/health-cover.yaml")),
    ("guardian-overdue", include_str!("short/guardian-overdue.yaml")),
    ("cash-on-return", include_str!("short/cash-on-return.yaml")),
    ("two-year-permit", include_str!("short/two-year-permit.yaml")),
    ("deadline-extension", include_str!("short/deadline-extension.yaml")),
    ("front-line-asylum", include_str!("short/front-line-asylum.yaml")),
];

#[track_caller]
fn assert_tests_pass(packs: &Packs) {
    for pack in &packs.packs {
        let report = test_pack(packs, pack);
        let failed: Vec<_> = report.cases.iter().filter(|case| !case.failures.is_empty()).collect();
        assert!(report.passed(), "{}: {failed:#?} {:#?}", pack.name, report.lacking);
        let decides = !pack.measures.is_empty() || !pack.pathways.is_empty();
        assert!(!decides || !report.cases.is_empty() || !report.plays.is_empty(), "{} has no tests", pack.name);
    }
}

#[test]
fn every_shipped_pack_passes_its_own_tests() {
    let sources: Vec<_> = Source::shipped_names().iter().map(|name| Source::shipped(name).unwrap()).collect();
    assert_tests_pass(&packs::load(&sources, &LoadOptions::default()).unwrap());
}

#[test]
fn the_agreed_packs_and_measures_are_shipped() {
    let agreed = [
        ("portugal-pending-regular", "pending-counts-as-regular"),
        ("ireland-permit-renewal", "automatic-renewal"),
        ("qatar-domestic-worker-health", "health-cover"),
        ("eu-child-guardian", "guardian-overdue"),
        ("bangladesh-returnee-cash", "cash-on-return"),
        ("spain-farm-permit", "two-year-permit"),
    ];
    for (pack, measure) in agreed {
        let source = Source::shipped(pack).unwrap();
        let packs = packs::load(&[source], &LoadOptions::default()).unwrap();
        assert!(packs.measure(pack, measure).is_some(), "{pack} {measure}");
    }
}

#[test]
fn the_short_form_of_every_example_loads_and_passes_its_tests() {
    for (name, text) in SHORT {
        let manifest = format!("{{pack: {name}, version: 0.1.0, title: T, purpose: test}}");
        let files = [("pack.yaml".to_owned(), manifest), (format!("measures/{name}.yaml"), text.to_owned())];
        let source = Source::new(name, files.into());
        let packs = packs::load(&[source], &LoadOptions::default()).unwrap_or_else(|problems| panic!("{problems}"));
        let report = test_pack(&packs, &packs.packs[0]);
        let failed: Vec<_> = report.cases.iter().filter(|case| !case.failures.is_empty()).collect();
        assert!(failed.is_empty() && !report.cases.is_empty(), "{name}: {failed:#?}");
    }
}

#[test]
fn packs_load_together_and_share_one_schema() {
    let sources: Vec<_> = Source::shipped_names().iter().map(|name| Source::shipped(name).unwrap()).collect();
    let packs = packs::load(&sources, &LoadOptions::default()).unwrap();
    assert!(packs.schema.field("spain_farm.withdrew").is_some());
    let twice = [sources[0].clone(), sources[0].clone()];
    let problems = packs::load(&twice, &LoadOptions::default()).unwrap_err();
    assert_eq!(problems.0[0].code, "duplicate-pack");
}

#[test]
fn a_law_nobody_has_checked_stays_unchecked() {
    let sources: Vec<_> = Source::shipped_names().iter().map(|name| Source::shipped(name).unwrap()).collect();
    let packs = packs::load(&sources, &LoadOptions::default()).unwrap();
    for measure in packs.packs.iter().flat_map(|pack| &pack.measures) {
        for condition in measure.conditions.iter().skip(1) {
            assert!(!condition.law.cite.is_empty(), "{} {}", measure.id, condition.id);
            assert_eq!(condition.law.checked, None, "{} {}", measure.id, condition.id);
        }
    }
}
