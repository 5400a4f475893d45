//! What somebody may have meant who wrote no code of a list: by meaning first, by spelling last.
//!
//! `Ukraine` is `UKR` because the list calls it so, in whatever language; `UK` is `GBR`, though `UKR` is spelt more like
//! it. A hint is never taken for the answer: whoever wrote the word decides.

use crate::CodeList;
use crate::folding::folded;

/// Lists of so few codes are told whole.
const SHORT: usize = 12;

/// What people call countries, other than the lists do.
const COUNTRIES: [(&str, &str); 36] = [
    ("uk", "GBR"),
    ("gb", "GBR"),
    ("great britain", "GBR"),
    ("united kingdom", "GBR"),
    ("britain", "GBR"),
    ("england", "GBR"),
    ("scotland", "GBR"),
    ("wales", "GBR"),
    ("us", "USA"),
    ("united states", "USA"),
    ("america", "USA"),
    ("uae", "ARE"),
    ("drc", "COD"),
    ("rdc", "COD"),
    ("dr congo", "COD"),
    ("car", "CAF"),
    ("ksa", "SAU"),
    ("rsa", "ZAF"),
    ("ivory coast", "CIV"),
    ("burma", "MMR"),
    ("swaziland", "SWZ"),
    ("holland", "NLD"),
    ("turkey", "TUR"),
    ("russia", "RUS"),
    ("syria", "SYR"),
    ("iran", "IRN"),
    ("south korea", "KOR"),
    ("north korea", "PRK"),
    ("palestine", "PSE"),
    ("moldova", "MDA"),
    ("venezuela", "VEN"),
    ("bolivia", "BOL"),
    ("tanzania", "TZA"),
    ("vietnam", "VNM"),
    ("laos", "LAO"),
    ("kosovo", "XKX"),
];

impl CodeList {
    /// What to tell whoever wrote something that is no code of it: the code that was probably meant, by meaning before
    /// spelling, and a short list whole.
    pub fn hint(&self, text: &str) -> Option<String> {
        let codes: Vec<String> = whole(self).iter().map(|code| format!("`{code}`")).collect();
        let codes = (!codes.is_empty()).then(|| codes.join(", "));
        match (meant(self, text), codes) {
            (Some(near), Some(codes)) => Some(format!("did you mean `{near}`? The codes are {codes}")),
            (Some(near), None) => Some(format!("did you mean `{near}`?")),
            (None, Some(codes)) => Some(format!("the codes are {codes}")),
            (None, None) => None,
        }
    }
}

/// The code that was probably meant.
pub(crate) fn meant(list: &CodeList, text: &str) -> Option<String> {
    let word = folded(text);
    by_name(list, &word)
        .or_else(|| by_case(list, text))
        .or_else(|| by_label(list, &word))
        .or_else(|| by_spelling(list, text))
}

/// All codes of a list that is short enough to be told whole.
pub(crate) fn whole(list: &CodeList) -> Vec<String> {
    let codes = list.listed();
    if codes.len() > SHORT { vec![] } else { codes.iter().map(|code| code.code.clone()).collect() }
}

fn by_name(list: &CodeList, word: &str) -> Option<String> {
    let (_, code) = COUNTRIES.into_iter().find(|(name, _)| list.name == "countries" && *name == word)?;
    list.admits(code).then(|| code.to_owned())
}

fn by_case(list: &CodeList, text: &str) -> Option<String> {
    let found = list.listed().iter().find(|code| code.code.eq_ignore_ascii_case(text));
    found.map(|code| code.code.clone())
}

/// What a label says in any language; or nearly so, where the word is long enough to tell. A column may hold a hundred
/// thousand words that are no code, and a list eight thousand labels: of most of them a glance is enough.
fn by_label(list: &CodeList, word: &str) -> Option<String> {
    let labels = || list.listed().iter().flat_map(|code| code.label.0.values().map(move |label| (label, &code.code)));
    let says = |label: &str| if label.is_ascii() { label.eq_ignore_ascii_case(word) } else { folded(label) == word };
    let far = word.chars().count() / 4;
    let near = || {
        let close = labels().filter(|(label, _)| {
            let longer = label.chars().count().abs_diff(word.chars().count());
            longer <= far && folded(label.get(..1).unwrap_or_default()) == word.get(..1).unwrap_or_default()
        });
        let edits = close.map(|(label, code)| (strsim::levenshtein(&folded(label), word), code));
        edits.filter(|(edits, _)| *edits <= far).min_by_key(|(edits, _)| *edits).map(|(_, code)| code)
    };
    let exact = labels().find(|(label, _)| says(label)).map(|(_, code)| code);
    exact.or_else(|| if far > 0 { near() } else { None }).cloned()
}

/// Short codes are a letter apart from each other: of them spelling tells nothing.
fn by_spelling(list: &CodeList, text: &str) -> Option<String> {
    let codes = list.listed().iter().map(|code| code.code.as_str());
    nearest(text, codes.filter(|code| code.len() > 3)).map(Into::into)
}

/// The nearest of `known` to `name`, where it is near enough to be what was meant.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let far = name.chars().count().div_ceil(3).max(1);
    let edits = known.map(|other| (strsim::levenshtein(name, other), other));
    edits.filter(|(edits, _)| *edits <= far).min().map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Codes, Lang, Text};

    fn list(name: &str, codes: &[(&str, &str, &str)]) -> CodeList {
        let code = |(code, en, fr): &(&str, &str, &str)| Code {
            code: (*code).into(),
            label: Text([(Lang::en(), (*en).to_owned()), (Lang("fr".into()), (*fr).to_owned())].into()),
            unknown: false,
        };
        CodeList { name: name.into(), hierarchical: false, codes: Codes::Listed(codes.iter().map(code).collect()) }
    }

    #[track_caller]
    fn check(list: &CodeList, text: &str, expected: Option<&str>) {
        assert_eq!(meant(list, text).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_country_is_told_by_what_it_is_called_and_not_by_letters() {
        let countries = list(
            "countries",
            &[
                ("GBR", "United Kingdom of Great Britain", "Royaume-Uni"),
                ("UKR", "Ukraine", "Ukraine"),
                ("DEU", "Germany", "Allemagne"),
            ],
        );
        check(&countries, "UK", Some("GBR"));
        check(&countries, "Ukraine", Some("UKR"));
        check(&countries, "ukrain", Some("UKR"));
        check(&countries, "ALLEMAGNE", Some("DEU"));
        check(&countries, "ukr", Some("UKR"));
        check(&countries, "DEX", None);
        check(&countries, "USA", None);
    }

    #[test]
    fn a_word_of_a_short_list_is_told_by_its_label_and_the_list_whole() {
        let sex = list("sex", &[("F", "female", "féminin"), ("M", "male", "masculin")]);
        check(&sex, "Female", Some("F"));
        check(&sex, "feminin", Some("F"));
        check(&sex, "W", None);
        assert_eq!(whole(&sex), ["F", "M"]);
        let long: Vec<String> = (10..40).map(|n| format!("x{n}")).collect();
        let long: Vec<_> = long.iter().map(|code| (code.as_str(), "a", "b")).collect();
        assert!(whole(&list("long", &long)).is_empty());
    }

    #[test]
    fn a_long_code_is_told_by_its_spelling() {
        let kinds = list("kind", &[("residence", "a", "b"), ("humanitarian", "c", "d")]);
        check(&kinds, "residance", Some("residence"));
    }

    #[test]
    fn the_nearest_name_is_offered_only_when_near() {
        assert_eq!(nearest("lodgd_on", ["lodged_on", "decided_on"].into_iter()), Some("lodged_on"));
        assert_eq!(nearest("xyz", ["lodged_on"].into_iter()), None);
    }
}
