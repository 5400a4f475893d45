//! The library in other languages: read, refused, and found by its words.

use std::collections::BTreeMap;

use library::search::{Query, find, index};
use library::{Checked, Library, StillMissing, TRANSLATED, ToldText};
use packs::Source;

const CODES: &str = "gcm: {7: Vulnerability}\nsdg: {10: [\"10.7\"]}\n";
const PRACTICES: &str = "actor: Not named\niso3: []\nreported_by: Land\npractices:\n\
    - {id: one, text: Care for all, quote: Q, status: ended, kind: rule, gcm: [7], sdg: [\"10.7\"], groups: [all], phase: immediate, where: [section 1 paragraph 10], reason: no rule}\n\
    - {id: two, text: Flights home, quote: Q, status: ended, kind: rule, gcm: [7], sdg: [\"10.7\"], groups: [all], phase: immediate, where: [section 1 paragraph 10], pack: a-pack}\n";
const PART: &str = "part: s\nby: official\nrecommendations:\n- {id: r, text: Do it, to: [governments], where: [section 4 paragraph 41], gcm: [7], sdg: [\"10.7\"], rows: [S05], practices: [land/one]}\n";
const FRENCH: &str = "reviewed: true\nactor: Sans nom\npractices: {one: Des soins pour tous, two: Le rapatriement}\n";
const ARABIC: &str = "reviewed: false\npractices: {one: \"الرعاية الصحية والصحة العامة\"}\n";

fn library(texts: &[(&str, &str)]) -> Source {
    let english = [("codes.yaml", CODES), ("practices/land.yaml", PRACTICES), ("recommendations/s.yaml", PART)];
    let files = english.iter().chain(texts).map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Source::new("library", files.collect::<BTreeMap<_, _>>())
}

fn sound(texts: &[(&str, &str)]) -> Library {
    Library::read(&library(texts)).unwrap_or_else(|problems| panic!("{problems}"))
}

fn told<'a>(words: &'a str, lang: &'a str, reviewed: bool) -> ToldText<'a> {
    ToldText { words, lang, reviewed }
}

#[test]
fn a_text_says_its_language_and_whether_a_speaker_has_read_it_and_what_is_missing_is_english() {
    let library = sound(&[("texts/fr/practices/land.yaml", FRENCH), ("texts/ar/practices/land.yaml", ARABIC)]);
    let (one, two) = (library.practice("land/one").unwrap(), library.practice("land/two").unwrap());
    assert_eq!(library.told(one, "fr"), told("Des soins pour tous", "fr", true));
    assert_eq!(library.told(one, "ar"), told("الرعاية الصحية والصحة العامة", "ar", false));
    assert_eq!(library.told(two, "ar"), told("Flights home", "en", true));
    for lang in ["es", "en", "xx"] {
        assert_eq!(library.told(one, lang), told("Care for all", "en", true), "{lang}");
    }
    assert_eq!(library.told_actor(one, "fr"), told("Sans nom", "fr", true));
    assert_eq!(library.told_actor(one, "ar"), told("Not named", "en", true), "a name stays as it is");
}

#[test]
fn recommendations_and_reasons_are_told_too() {
    let library = sound(&[
        ("texts/es/recommendations/s.yaml", "reviewed: false\nrecommendations: {r: Hágase}\n"),
        ("texts/es/reasons.yaml", "reviewed: true\nreasons: {no rule: sin regla}\nmissing: {steps: Pasos}\n"),
    ]);
    let [recommended] = library.recommendations.as_slice() else { panic!("one recommendation") };
    assert_eq!(library.told_recommendation(recommended, "es"), told("Hágase", "es", false));
    assert_eq!(library.told_recommendation(recommended, "fr"), told("Do it", "en", true));
    assert_eq!(library.told_reason("no rule", "es"), told("sin regla", "es", true));
    assert_eq!(library.told_missing(StillMissing::Steps, "es"), told("Pasos", "es", true));
    assert_eq!(library.told_missing(StillMissing::Payment, "es"), told("payment", "en", true));
    assert_eq!(library.told_reason("no test cites it", "es"), told("no test cites it", "en", true));
}

#[test]
fn what_a_language_does_not_have_is_named() {
    let library = sound(&[
        ("texts/fr/practices/land.yaml", FRENCH),
        (
            "texts/fr/reasons.yaml",
            "reviewed: true\nreasons: {no rule: sans règle}\nmissing: {payment: P, steps: É, places: L, movement: V, documents: D, rounds: T, matching: M}\n",
        ),
    ]);
    let missing = library.untranslated();
    assert_eq!(
        missing.iter().filter(|one| one.starts_with("fr ")).collect::<Vec<_>>(),
        ["fr recommendations/s/r", "fr missing: agreement"]
    );
    let arabic: Vec<_> = missing.iter().filter(|one| one.starts_with("ar ")).take(4).collect();
    assert_eq!(
        arabic,
        ["ar practices/land/one", "ar practices/land/two", "ar recommendations/s/r", "ar reasons: no rule"]
    );
}

/// Checks that a file of texts has exactly this problem, in this line, with this help.
#[track_caller]
fn refused(path: &str, text: &str, code: &str, line: usize, help: Option<&str>) {
    let problems = Library::read(&library(&[(path, text)])).unwrap_err().0;
    let shown: Vec<_> = problems.iter().map(ToString::to_string).collect();
    let [problem] = problems.as_slice() else { panic!("{shown:#?}") };
    assert_eq!((problem.code, problem.line, problem.help.as_deref()), (code, line, help), "{shown:?}");
    assert_eq!(problem.file, format!("library/{path}"));
}

#[test]
fn texts_that_translate_nothing_or_say_nothing_are_refused_where_they_stand() {
    let french = "texts/fr/practices/land.yaml";
    refused(french, "reviewed: false\npractices:\n  twoo: Vols\n", "unknown-text", 3, Some("did you mean `two`?"));
    refused(french, "reviewed: false\npractices:\n  one: \"  \"\n", "empty-text", 3, None);
    refused(french, "practices: {one: Soins}\n", "missing-key", 1, None);
    refused(french, "reviewed: perhaps\npractices: {one: Soins}\n", "type", 1, None);
    refused(french, "reviewed: true\nquotes: {}\npractices: {one: Soins}\n", "unknown-key", 2, None);
    refused(french, "reviewed: true\n", "missing-key", 1, None);
    refused("texts/fr/practices/nowhere.yaml", "reviewed: true\npractices: {}\n", "unknown-file", 1, None);
    refused("texts/fr/anything.yaml", "reviewed: true\n", "unknown-file", 1, None);
    refused("texts/de/practices/land.yaml", "reviewed: true\npractices: {}\n", "unknown-language", 1, None);
    refused(
        "texts/fr/reasons.yaml",
        "reviewed: true\nreasons: {no ruler: sans}\n",
        "unknown-text",
        2,
        Some("did you mean `no rule`?"),
    );
    let missing = "reviewed: true\nreasons: {}\nmissing: {stepps: Étapes}\n";
    refused("texts/fr/reasons.yaml", missing, "unknown-text", 3, Some("did you mean `steps`?"));
    refused(
        "texts/fr/recommendations/s.yaml",
        "reviewed: true\nrecommendations: {q: Q}\n",
        "unknown-text",
        2,
        Some("did you mean `r`?"),
    );
}

#[test]
fn a_practice_is_found_by_its_words_in_every_language_and_always_in_english() {
    let texts = [("texts/fr/practices/land.yaml", FRENCH), ("texts/ar/practices/land.yaml", ARABIC)];
    let checked = Checked::of(sound(&texts), &[]);
    let index = index(&checked, |_, _| Vec::new());
    for (words, found) in [
        ("صحة", [0].as_slice()),
        ("صحه", &[0]),
        ("rapatriements", &[1]),
        ("sans nom", &[0, 1]),
        ("flight", &[1]),
        ("مدرسة", &[]),
    ] {
        let query = Query { words: words.into(), ..Query::default() };
        assert_eq!(find(&checked, &index, &query).practices, found, "{words}");
    }
}

/// The shipped texts themselves.
#[test]
fn every_text_of_the_library_exists_in_every_language() {
    assert_eq!(Library::shipped().unwrap().untranslated(), Vec::<String>::new());
}

/// What stands in quotation marks is the report's; a translation that is English was forgotten.
#[test]
fn no_translation_is_the_english_text_again() {
    let library = Library::shipped().unwrap();
    for lang in TRANSLATED {
        for practice in &library.practices {
            assert_ne!(library.told(practice, lang).words, practice.text, "{lang} {}", practice.id);
        }
        for one in &library.recommendations {
            assert_ne!(library.told_recommendation(one, lang).words, one.text, "{lang} {}", one.id);
        }
    }
}
