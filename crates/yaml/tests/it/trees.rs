//! What a text becomes, at which places, and what is refused where.

use yaml::{At, Node, NodeKind, Report, Scalar, read};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let mut report = Report::new("f");
    read(text, &mut report);
    let found: Vec<_> = report.finish().iter().map(|d| format!("{}:{} {}", d.line, d.column, d.code)).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn scalar(text: &str) -> Scalar {
    let mut report = Report::new("f");
    let root = read(text, &mut report).unwrap();
    assert_eq!(report.clone().finish(), vec![]);
    let map = root.map("a mapping", &mut report).unwrap();
    map.get("x").unwrap().scalar("a text", &mut report).unwrap().clone()
}

#[test]
fn scalars_keep_their_source_text() {
    for text in ["0110", "no", "on", "2008", "1e3", "0x10", "yes", "2020-04-01"] {
        assert_eq!(scalar(&format!("x: {text}")).text, text);
    }
}

#[test]
fn what_a_pack_may_not_contain_is_refused_where_it_stands() {
    check("a: !!str 5", &["1:4 tag"]);
    check("a: &x 5\nb: *x", &["1:4 anchor", "2:4 anchor"]);
    check("a: 1\nb: 2\na: 3", &["3:1 duplicate-key"]);
    check("a: {b: 1, b: 2}", &["1:11 duplicate-key"]);
    check("a: 1\n---\nb: 2", &["2:1 documents"]);
    check("? [a]\n: 1", &["1:3 key"]);
    check("", &["1:1 empty"]);
    check(&"[".repeat(60), &["1:33 too-deep"]);
}

#[test]
fn what_is_not_yaml_is_refused_with_its_place() {
    check("a: [1, 2", &["1:9 yaml"]);
    check("a: 'x", &["1:4 yaml"]);
}

#[test]
fn a_place_inside_a_scalar_is_found_whatever_its_quotes_and_folds() {
    let place = |text: &str, word: &str| {
        let scalar = scalar(text);
        let byte = scalar.text.find(word).unwrap();
        let At { line, column } = scalar.place(scalar.text[..byte].chars().count());
        (line, column)
    };
    assert_eq!(place("x: age(born) < 18", "born"), (1, 8));
    assert_eq!(place("x: \"age(born) < 18\"", "born"), (1, 9));
    assert_eq!(place("x: 'a = ''b'' and born'", "born"), (1, 19));
    assert_eq!(place("x: \"a = \\\"b\\\" and born\"", "born"), (1, 19));
    assert_eq!(place("x: a\n  and  b\n  or born", "born"), (3, 6));
    assert_eq!(place("x: >-\n  a and\n  born", "born"), (3, 3));
    assert_eq!(place("x: |\n  a\n\n  or born\n", "born"), (4, 6));
    assert_eq!(place("# é\nx: 'é born'", "born"), (2, 7));
}

#[test]
fn a_place_past_the_end_is_the_one_after_the_last_character() {
    let scalar = scalar("x: 'a ='");
    assert_eq!(scalar.place(3), At { line: 1, column: 8 });
}

#[test]
fn a_null_counts_as_absent() {
    let mut report = Report::new("f");
    let root = read("{a: , b: null, c: ~, d: 'null'}", &mut report).unwrap();
    let map = root.map("a mapping", &mut report).unwrap();
    assert!(["a", "b", "c"].iter().all(|key| map.get(key).is_none()));
    assert!(map.get("d").is_some());
}

#[test]
fn an_unknown_key_names_the_nearest_known_one() {
    let mut report = Report::new("f");
    let root = read("mesure: x", &mut report).unwrap();
    root.map("a mapping", &mut report).unwrap().only(&["measure", "unit"], &mut report);
    assert_eq!(
        report.finish()[0].to_string(),
        "f:1:1: error[unknown-key]: unknown key `mesure`; expected one of `measure`, `unit`; did you mean `measure`?"
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[ -~\\n\\t\u{e9}\u{628}]{0,80}") {
        let mut report = Report::new("f");
        let root = read(&text, &mut report);
        proptest::prop_assert!(root.is_some() || !report.finish().is_empty());
    }

    #[test]
    fn yaml_like_text_never_panics(text in "([\\[\\]{}:,&*!|>'\"#?\\-]|[ab ]|\\n){0,60}") {
        let mut report = Report::new("f");
        if let Some(Node { kind: NodeKind::Scalar(scalar), .. }) = read(&text, &mut report) {
            for offset in 0..=scalar.text.chars().count() {
                scalar.place(offset);
            }
        }
    }
}
