//! Packs by somebody careless or hostile: whatever the text, it loads or is refused at a place in its files.

use packs::{LoadOptions, Source};
use proptest::prelude::*;
use yaml::Problems;

/// A pack in one short form and one long, so that every reader is met.
fn sound() -> Vec<Source> {
    ["portugal-pending-regular", "bangladesh-returnee-cash", "spain-farm-permit"]
        .map(|name| Source::shipped(name).unwrap())
        .into()
}

/// What is put into a file, at a place counted in characters.
fn edit() -> impl Strategy<Value = (usize, usize, usize, String)> {
    let pieces = proptest::sample::select(vec![
        "",
        " ",
        "\n",
        ":",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "'",
        "\"",
        "&a",
        "*a",
        "!!x",
        "#",
        "(",
        ")",
        "not ",
        " and ",
        "0",
        "é",
        "param(",
        "household.count(",
        "null",
        "open",
        "? ",
        "|\n",
        ">\n",
        "%",
        "\t",
        ",",
    ]);
    (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_usize..6, pieces)
        .prop_map(|(file, at, cut, piece)| (file.index(10_000), at.index(10_000), cut, piece.to_owned()))
}

fn apply(source: &mut Source, (file, at, cut, piece): &(usize, usize, usize, String)) {
    let count = source.files.len();
    let Some(text) = source.files.values_mut().nth(file % count) else { return };
    let chars: Vec<char> = text.chars().collect();
    let at = at % (chars.len() + 1);
    let rest = chars.get((at + cut).min(chars.len())..).unwrap_or_default();
    *text = chars[..at].iter().chain(&piece.chars().collect::<Vec<_>>()).chain(rest).collect();
}

fn lies_in(problem: &yaml::Diagnostic, source: &Source) -> bool {
    let path = problem.file.strip_prefix(&format!("{}/", source.name)).unwrap_or_default();
    let Some(text) = source.files.get(path) else { return problem.code == "manifest" };
    let line = text.split('\n').nth(problem.line - 1);
    line.is_some_and(|line| problem.column <= line.chars().count() + 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_spoilt_pack_loads_or_is_refused_at_a_place_in_it(pack in 0_usize..3, edits in prop::collection::vec(edit(), 1..4)) {
        let mut source = sound().swap_remove(pack);
        for edit in &edits {
            apply(&mut source, edit);
        }
        if let Err(Problems(found)) = packs::load(std::slice::from_ref(&source), &LoadOptions::default()) {
            prop_assert!(!found.is_empty());
            for problem in &found {
                prop_assert!(lies_in(problem, &source), "{problem}");
            }
        }
    }
}

#[test]
fn many_keys_in_one_mapping_are_read_in_time_linear_in_them() {
    let codes: Vec<String> = (0..60_000).map(|n| format!("    k{n}: x")).collect();
    let list = format!("l:\n  codes:\n{}", codes.join("\n"));
    let source = Source::new("t", [("lists/l.yaml".into(), list)].into());
    let problems = packs::load(&[source], &LoadOptions::default()).unwrap_err();
    assert_eq!(problems.0.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["manifest"]);
}
