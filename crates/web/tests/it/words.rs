//! Messages: complete in every language, none missing, none left over, no markup but our own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

fn root(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(part)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn text_of(folder: &str) -> String {
    files(&root(folder)).iter().map(|path| fs::read_to_string(path).unwrap()).collect::<Vec<_>>().join("\n")
}

/// Messages of a language: key to the whole pattern.
fn messages(language: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut key = String::new();
    for line in text_of(&format!("locales/{language}")).lines() {
        if line.starts_with(char::is_alphabetic) {
            let (name, pattern) = line.split_once(" =").unwrap();
            key = name.to_owned();
            assert!(found.insert(key.clone(), pattern.to_owned()).is_none(), "{language} says {name} twice");
        } else if !line.starts_with('#')
            && let Some(pattern) = found.get_mut(&key)
        {
            pattern.push_str(line);
        }
    }
    found
}

#[test]
fn every_language_says_the_same_messages() {
    let english: BTreeSet<_> = messages("en").into_keys().collect();
    for language in LANGUAGES {
        let keys: BTreeSet<_> = messages(language).into_keys().collect();
        assert_eq!(keys.symmetric_difference(&english).collect::<Vec<_>>(), Vec::<&String>::new(), "{language}");
    }
}

#[test]
fn every_message_that_is_asked_for_exists() {
    let english = messages("en");
    let source = text_of("templates") + &text_of("src");
    for call in [".t(\"", ".n(\"", ".rich(\"", ".with(\""] {
        for key in source.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(english.contains_key(key), "{key}");
        }
    }
}

#[test]
fn no_message_is_left_over() {
    let source = text_of("templates") + &text_of("src");
    let unused: Vec<_> = messages("en").into_keys().filter(|key| !source.contains(&format!("\"{key}\""))).collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn a_translation_names_nothing_that_english_does_not() {
    let english = messages("en");
    for language in LANGUAGES {
        for (key, pattern) in messages(language) {
            let extra: Vec<_> = names(&pattern).difference(&names(&english[&key])).cloned().collect();
            assert_eq!(extra, Vec::<String>::new(), "{key} in {language}");
        }
    }
}

/// Arguments of a message; the plural form of a number counts as the number.
fn names(pattern: &str) -> BTreeSet<String> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let named = pattern.split('$').skip(1).filter_map(|rest| rest.split(ends).next());
    named.map(|name| name.trim_end_matches("-n").to_owned()).collect()
}

#[test]
fn messages_hold_no_markup_but_emphasis() {
    let ours = ["b", "/b", "span class=\"y\"", "span class=\"a\"", "span class=\"n\"", "/span"];
    for language in LANGUAGES {
        for (key, pattern) in messages(language) {
            let tags = pattern.split('<').skip(1).map(|rest| rest.split('>').next().unwrap());
            tags.for_each(|tag| assert!(ours.contains(&tag), "{key} in {language}: {tag}"));
            assert_eq!(pattern.matches("<b>").count(), pattern.matches("</b>").count(), "{key} in {language}");
            assert_eq!(pattern.matches("<span").count(), pattern.matches("</span>").count(), "{key} in {language}");
        }
    }
}

#[test]
fn styles_know_no_left_and_no_right() {
    let css = fs::read_to_string(root("assets/onward.css")).unwrap();
    for physical in
        ["margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", " left:", " right:"]
    {
        assert!(!css.contains(physical), "{physical}");
    }
}

#[test]
fn the_script_stays_small() {
    let script = fs::read_to_string(root("assets/onward.js")).unwrap();
    assert!(script.lines().count() < 150);
}
