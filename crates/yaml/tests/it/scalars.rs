//! What each reader of scalars takes, and what it says of the rest.

use model::Lang;
use yaml::{Node, Report, read, scalars};

/// Reads the value of `x` and gives it with what was said of it.
#[track_caller]
fn read_by<T>(value: &str, by: impl FnOnce(&Node, &mut Report) -> T) -> (T, Vec<String>) {
    let mut report = Report::new("f");
    let root = read(&format!("x: {value}"), &mut report).unwrap();
    let node = root.map("a mapping", &mut report).unwrap().get("x").unwrap().clone();
    let found = by(&node, &mut report);
    (found, report.finish().iter().map(|found| format!("{}: {}", found.code, found.message)).collect())
}

#[track_caller]
fn check<T: PartialEq + std::fmt::Debug>(
    value: &str,
    by: fn(&Node, &mut Report) -> Option<T>,
    expect: impl Into<Option<T>>,
) {
    let (found, said) = read_by(value, by);
    assert_eq!(found, expect.into(), "{value}");
    assert_eq!(said.is_empty(), found.is_some(), "{value}: {said:?}");
}

#[test]
fn a_scalar_is_read_by_what_is_wanted_of_it() {
    check("2020-02-29", scalars::date, "2020-02-29".parse().ok());
    check("-12", scalars::int, Some(-12));
    check("true", scalars::boolean, Some(true));
    check("false", scalars::boolean, Some(false));
}

#[test]
fn what_is_of_another_kind_is_refused() {
    check("2020-02", scalars::date, None);
    check("2021-02-29", scalars::date, None);
    check("1.5", scalars::int, None);
    check("[1]", scalars::int, None);
    check("yes", scalars::boolean, None);
}

#[test]
fn a_text_is_english_unless_it_says_its_language() {
    let (text, said) = read_by("{en: permit, pt-BR: licença}", scalars::text);
    let text = text.unwrap();
    assert_eq!((text.0.get(&Lang::en()), said), (Some(&"permit".to_owned()), vec![]));
    assert_eq!(read_by("permit", scalars::text).0.unwrap().0.len(), 1);
    let (_, said) = read_by("{English: permit}", scalars::text);
    assert_eq!(said, ["language: expected a language such as `en`, found `English`"]);
    let (text, said) = read_by("[permit]", scalars::text);
    assert_eq!((text, said.len()), (None, 1));
}

#[test]
fn a_word_that_is_not_among_those_expected_is_refused() {
    let words = [("open", 1), ("complete", 2)];
    let (found, _) = read_by("complete", |node, report| scalars::word(node, &words, report));
    assert_eq!(found, Some(2));
    let (found, said) = read_by("opne", |node, report| scalars::word(node, &words, report));
    assert_eq!((found, said), (None, vec!["unknown-word: expected one of `open`, `complete`, found `opne`".into()]));
}

#[test]
fn a_list_leaves_out_what_is_no_text_and_says_so() {
    let (found, said) = read_by("[a, [b], c]", |node, report| scalars::strings(node, "a list", report));
    assert_eq!((found, said.len()), (vec!["a".to_owned(), "c".to_owned()], 1));
}
