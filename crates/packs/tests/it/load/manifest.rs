//! The manifest of a pack, and files that do not belong.

use packs::{LoadOptions, Source};

use super::support::check_files;

#[test]
fn a_manifest_says_name_version_title_and_purpose() {
    let check = |text: &str, expected: &[&str]| check_files(&[("pack.yaml", text)], expected);
    check("{pack: t, version: 0.1.0, title: T, purpose: test}", &[]);
    check("$$${title: T}", &["missing-key", "missing-key", "missing-key"]);
    check("{pack: $T 1, version: $1, title: T, purpose: test}", &["name", "version"]);
    check("{pack: t, version: 0.1.0, title: T, purpose: test, $run: me.sh}", &["unknown-key"]);
    check("{pack: t, version: 0.1.0, title: T, purpose: test, jurisdiction: $Portugal}", &["country"]);
    check("{pack: t, version: 0.1.0, title: T, purpose: test, jurisdiction: $ZZZ}", &["country"]);
    check("{pack: t, version: 0.1.0, title: {en: T, eng: T, $English: T}, purpose: test, gcm: [4]}", &["language"]);
    check("$- a", &["wrong-shape"]);
}

#[test]
fn a_folder_without_a_manifest_is_no_pack() {
    let source = Source::new("t", [("README.md".into(), "x".into())].into());
    let problems = packs::load(&[source], &LoadOptions::default()).unwrap_err();
    assert_eq!(problems.to_string(), "t/pack.yaml:1:1: error[manifest]: expected the file `pack.yaml`");
}

#[test]
fn a_file_that_nothing_reads_is_refused() {
    check_files(&[("measure/m.yaml", "$a: 1")], &["unknown-file"]);
    check_files(&[("field.yaml", "$a: 1")], &["unknown-file"]);
    check_files(&[("docs/m.md", "a: 1"), ("LICENSE", "x")], &[]);
}

#[test]
fn a_measure_stands_in_a_file_of_its_name() {
    let text = "{measure: n, valid: [2020-01-01, open], all: [{id: c, says: s, when: in_country}]}";
    let packs = super::support::load(&[("measures/m.yaml", text)]).unwrap();
    assert_eq!(
        packs.warnings[0].to_string(),
        "t/measures/m.yaml:1:11: warning[file-name]: the measure `n` stands in a file called `m`"
    );
    let marked = text.replace("n, valid", "$n, valid");
    check_files(&[("measures/m.yaml", &marked), ("measures/n.yaml", &marked)], &["file-name", "duplicate-measure"]);
}

#[test]
fn the_hash_of_a_pack_depends_on_every_file_and_name() {
    let source = |path: &str, text: &str| Source::new("t", [(path.to_owned(), text.to_owned())].into());
    let hashes =
        [source("a", "bc"), source("ab", "c"), source("a", "bd"), source("b", "bc")].map(|source| source.hash());
    let distinct: std::collections::BTreeSet<_> = hashes.iter().collect();
    assert_eq!(distinct.len(), 4);
    assert_eq!(hashes[0].len(), 64);
}
