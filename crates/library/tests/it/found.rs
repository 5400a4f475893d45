//! Search and facets over the shipped library.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use library::Checked;
use library::search::{Facet, Hits, Index, Line, Query, find, index};

static CHECKED: LazyLock<Checked> = LazyLock::new(|| Checked::shipped().unwrap());
static INDEX: LazyLock<Index> = LazyLock::new(|| {
    index(&CHECKED, |practice, _| {
        let women = practice.groups.iter().any(|group| group.code() == "women");
        let words = [("fr", "femmes"), ("es", "mujeres"), ("ar", "النساء")];
        words.into_iter().filter(|_| women).map(|(language, words)| Line::new(language, 1.0, words)).collect()
    })
});

fn ask(words: &str, chosen: &[(Facet, &str)]) -> Hits {
    let chosen = chosen.iter().map(|(facet, value)| (*facet, (*value).to_owned())).collect();
    find(&CHECKED, &INDEX, &Query { words: words.into(), chosen })
}

fn ids(hits: &Hits) -> Vec<&str> {
    hits.practices.iter().map(|page| CHECKED.at(*page).unwrap().0.id.as_str()).collect()
}

#[test]
fn nothing_asked_finds_everything_in_order() {
    let hits = ask("", &[]);
    assert_eq!(hits.practices, (0..CHECKED.library.practices.len()).collect::<Vec<_>>());
}

#[test]
fn words_find_their_practice_first_in_spite_of_slips_and_endings() {
    for words in
        ["waiting regular status portugal", "waitng regulr statuses portugal", "Portugal: waiting, regarded as regular"]
    {
        let hits = ask(words, &[]);
        assert_eq!(ids(&hits)[0], "portugal/pending-counts-as-regular", "{words}: {:?}", ids(&hits));
        assert!(!hits.some_words, "{words}");
    }
    for words in ["domestic qatar", "domestik quatar"] {
        let hits = ask(words, &[]);
        assert!(ids(&hits)[0].starts_with("qatar/domestic"), "{words}: {:?}", ids(&hits));
    }
}

#[test]
fn labels_in_other_languages_are_searched_by_their_stems() {
    let women = ask("", &[(Facet::Group, "women")]).practices;
    for words in ["femme", "mujer", "نساء"] {
        let found = ask(words, &[]).practices;
        assert!(women.iter().all(|page| found.contains(page)), "{words}: {found:?}");
        assert!(found.len() < women.len() + 10, "{words} is found where it is written, and nowhere else: {found:?}");
    }
}

#[test]
fn a_word_is_found_alike_with_its_accents_and_without() {
    for (one, other) in
        [("búsqueda", "busqueda"), ("repatriación", "repatriacion"), ("santé", "sante"), ("réfugié", "refugie")]
    {
        let (with, without) = (ask(one, &[]), ask(other, &[]));
        assert!(!with.practices.is_empty(), "{one}");
        assert_eq!(with.practices, without.practices, "{one}");
    }
}

#[test]
fn the_translated_library_is_found_in_each_language_in_either_spelling() {
    for (words, id) in [
        ("صحة", "chile/equal-basic-services"),
        ("الصحه", "chile/equal-basic-services"),
        ("rapatriement", "philippines/four-rs"),
        ("sante", "chile/equal-basic-services"),
        ("alojamientos", "chile/border-shelter"),
    ] {
        let hits = ask(words, &[]);
        assert!(ids(&hits).contains(&id) && !hits.some_words, "{words}: {:?}", ids(&hits));
    }
}

#[test]
fn facets_narrow_and_count_what_each_value_would_leave() {
    let all = ask("", &[]);
    let women = ask("", &[(Facet::Group, "women")]);
    assert_eq!(all.counts[&Facet::Group]["women"], u64::try_from(women.practices.len()).unwrap());
    assert_eq!(women.counts[&Facet::Group], all.counts[&Facet::Group], "a facet does not narrow itself");
    for (facet, values) in &women.counts {
        for (value, count) in values.iter().filter(|_| *facet != Facet::Group) {
            let both = ask("", &[(Facet::Group, "women"), (*facet, value)]);
            assert_eq!(u64::try_from(both.practices.len()).unwrap(), *count, "{facet:?} {value}");
        }
    }
    assert!(ask("", &[(Facet::Country, "XXX")]).practices.is_empty());
}

#[test]
fn every_facet_offers_something() {
    let counts: BTreeMap<Facet, usize> =
        ask("", &[]).counts.iter().map(|(facet, values)| (*facet, values.len())).collect();
    assert_eq!(counts.len(), Facet::ALL.len());
    assert!(counts.values().all(|values| *values >= 2), "{counts:?}");
}
