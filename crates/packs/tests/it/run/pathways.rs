//! Packs with pathways: they load from their folders, and `pack test` runs their plays.

use std::path::Path;

use model::Compartment;
use packs::{LoadOptions, Packs, Source, load, test_pack};

const FIXTURES: [&str; 4] = ["child-on-the-move", "permit-renewal", "returnee", "violence-response"];

fn fixture(name: &str) -> Source {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pathways/tests/fixtures").join(name);
    Source::open(&folder).unwrap()
}

fn loaded(source: Source) -> Packs {
    load(&[source], &LoadOptions::default()).unwrap()
}

#[test]
fn the_plays_of_the_reference_packs_hold() {
    for name in FIXTURES {
        let packs = loaded(fixture(name));
        let report = test_pack(&packs, &packs.packs[0]);
        assert_eq!(report.plays.len(), 1, "{name}");
        assert_eq!(report.plays[0].failures, vec![], "{name}");
        assert!(report.passed() && !report.warnings.is_empty(), "{name}: {:?}", report.warnings);
        assert!(packs.pathway(name, name).is_some());
    }
}

#[test]
fn a_play_that_does_not_hold_fails_the_pack_with_its_step() {
    let mut source = fixture("returnee");
    let file = source.files.get_mut("pathways/returnee.yaml").unwrap();
    *file = file.replace("plan: '2020-09-30'", "plan: '2020-10-01'");
    let packs = loaded(source);
    let report = test_pack(&packs, &packs.packs[0]);
    assert!(!report.passed());
    let failure = &report.plays[0].failures[0];
    let told = (failure.step, failure.key.as_str(), failure.expected.as_str(), failure.found.as_str());
    assert_eq!(told, (5, "due", "{plan: 2020-10-01}", "{plan: 2020-09-30}"));
}

/// A case is woken by its own facts and the person's; another record of theirs would change it unseen.
#[test]
fn a_pathway_reads_no_records() {
    let mut source = fixture("returnee");
    let file = source.files.get_mut("pathways/returnee.yaml").unwrap();
    *file = file.replace("done: returnee.released_on <= on", "done: conversation.any(conversation.on <= on)");
    let problems = load(&[source], &LoadOptions::default()).unwrap_err();
    assert_eq!(problems.0.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["records"], "{problems}");
}

#[test]
fn a_deed_that_is_refused_unsaid_fails_the_pack() {
    let mut source = fixture("returnee");
    let file = source.files.get_mut("pathways/returnee.yaml").unwrap();
    *file = file.replace("2020-09-02 fay/FM", "2020-09-02 fay/FC");
    let packs = loaded(source);
    let report = test_pack(&packs, &packs.packs[0]);
    let first = &report.plays[0].failures[0];
    assert_eq!((first.step, first.key.as_str(), first.found.as_str()), (2, "refused", "not-allowed"));
}

#[test]
fn a_pathway_that_nothing_plays_lacks_it() {
    let mut source = fixture("returnee");
    let file = source.files.get_mut("pathways/returnee.yaml").unwrap();
    *file = file.split("tests:").next().unwrap().to_owned();
    let packs = loaded(source);
    let report = test_pack(&packs, &packs.packs[0]);
    assert_eq!(report.lacking.iter().map(|lack| lack.what.as_str()).collect::<Vec<_>>(), ["no play tries it"]);
    assert!(report.warnings.iter().any(|lack| lack.what.contains("unplayed-item")));
}

#[test]
fn two_pathways_of_one_name_and_a_file_of_another_are_told() {
    let mut source = fixture("returnee");
    let text = source.files["pathways/returnee.yaml"].replace("prefix: returnee\n", "");
    let text = format!(
        "{}{}",
        text.split("fields:").next().unwrap(),
        text.split_once("valid:").map(|(_, rest)| format!("valid:{rest}")).unwrap()
    );
    source.files.insert("pathways/other.yaml".into(), text);
    let problems = load(&[source], &LoadOptions::default()).unwrap_err();
    let codes: Vec<_> = problems.0.iter().map(|problem| (problem.file.as_str(), problem.code)).collect();
    assert!(
        codes.iter().any(|(file, code)| file.ends_with("returnee.yaml") && *code == "duplicate-pathway"),
        "{codes:?}"
    );
    assert!(codes.iter().any(|(file, code)| file.ends_with("other.yaml") && *code == "file-name"), "{codes:?}");
}

#[test]
fn no_pack_stands_under_the_word_of_the_case() {
    let mut source = fixture("returnee");
    let file = source.files.get_mut("pathways/returnee.yaml").unwrap();
    *file = file.replace("prefix: returnee", "prefix: case");
    let problems = load(&[source], &LoadOptions::default()).unwrap_err();
    assert!(problems.0.iter().any(|problem| problem.code == "kind-name"), "{problems}");
}

#[test]
fn a_pathway_declares_the_kind_of_its_cases_and_its_fields_are_theirs_alone() {
    let packs = loaded(fixture("violence-response"));
    let kind = packs.schema.kind("violence").unwrap();
    assert_eq!((kind.compartment, kind.unique.is_some()), (Some(Compartment::Gbv), true));
    let names: Vec<&str> = kind.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["violence.incident_on", "violence.wants_shelter"]);
    assert!(packs.schema.field("violence.incident_on").is_none(), "no person has it");
    assert_eq!(packs.pathways_in_force(None).of_kind("violence").unwrap().pathway.id, "violence-response");
}

#[test]
fn records_of_a_kind_run_one_pathway() {
    let source = fixture("returnee");
    let (path, text) = ("pathways/again.yaml", source.files["pathways/returnee.yaml"].clone());
    let text = text.replace("pathway: returnee", "pathway: again").replace("prefix: returnee", "of: returnee");
    let fields = text.find("fields:").unwrap();
    let text = format!("{}{}", &text[..fields], &text[text.find("valid:").unwrap()..]);
    let mut both = source.clone();
    both.files.insert(path.into(), text.clone());
    let problems = load(&[both], &LoadOptions::default()).unwrap_err();
    assert!(problems.0.iter().any(|problem| problem.code == "two-pathways"), "{problems}");
    let mut alone = source;
    alone.files.insert(path.into(), text.replace("of: returnee", "of: nothing_there"));
    let problems = load(&[alone], &LoadOptions::default()).unwrap_err();
    assert!(problems.0.iter().any(|problem| problem.code == "unknown-kind"), "{problems}");
}

#[test]
fn fields_of_a_pathway_without_a_prefix_stand_under_its_name() {
    let mut source = fixture("violence-response");
    let file = source.files.get_mut("pathways/violence-response.yaml").unwrap();
    *file = file.replace("prefix: violence\n", "").replace("violence.", "violence_response.");
    let packs = loaded(source);
    let kind = packs.schema.kind("violence_response").unwrap();
    assert!(kind.field("violence_response.incident_on").is_some());
    assert!(test_pack(&packs, &packs.packs[0]).passed());
}
