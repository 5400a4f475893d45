//! Blind index: keyed MACs of normalised name words, phones and document numbers. Whoever holds the database but
//! not the search key can neither read a word nor test a guess.
//!
//! Names are found by whole words. A phone is its last nine digits, so that `+351 912 345 678` and `0912345678`
//! meet. Fields are chosen by name, never by what a value looks like.

use std::collections::BTreeSet;

use casework::PersonView;
use journal::Key;
use model::{Id, Value};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Sixteen bytes of a MAC.
type Token = [u8; 16];

/// Digits of a phone that are compared.
const PHONE: usize = 9;
/// Fewer digits than this are no phone.
const LEAST_PHONE: usize = 6;

/// What a word is a word of; part of what is hashed, so that a name never meets a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name,
    Phone,
    Email,
    Document,
    External,
    Household,
}

impl Kind {
    fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Document => "document",
            Self::External => "external",
            Self::Household => "household",
        }
    }

    fn of_field(field: &str) -> Option<Self> {
        match field {
            "contact.phone" => Some(Self::Phone),
            "contact.email" => Some(Self::Email),
            "document.number" => Some(Self::Document),
            name if name.starts_with("name.") => Some(Self::Name),
            _ => None,
        }
    }
}

/// Makes tokens under the instance's search key.
#[derive(Debug, Clone)]
pub(crate) struct Blind(Key);

impl Blind {
    pub(crate) fn new(search_key: Key) -> Self {
        Self(search_key)
    }

    /// The tokens under which a person is found.
    pub(crate) fn of_person(&self, view: &PersonView) -> BTreeSet<Token> {
        let known = view.fields.iter().flat_map(|(field, claims)| claims.iter().map(move |claim| (field, claim)));
        let mut tokens = BTreeSet::new();
        for (field, claim) in known {
            if let (Some(kind), Some(value)) = (Kind::of_field(field), claim.state.known()) {
                tokens.extend(words(kind, &value.to_text()).iter().map(|word| self.token(kind, word)));
            }
        }
        tokens.extend(external_ids(view).map(|(system, id)| self.external(&system, &id)));
        tokens
    }

    /// The token of the id that another register gave.
    pub(crate) fn external(&self, system: &str, id: &str) -> Token {
        self.token(Kind::External, &format!("{}\u{1f}{}", system.trim(), id.trim()))
    }

    /// The id under which a household is sealed that a register names so; registers of two controllers never meet.
    pub(crate) fn household(&self, controller: &str, named: &str) -> Id {
        Id(self.token(Kind::Household, &format!("{controller}\u{1f}{}", named.trim())))
    }

    /// The household a person belongs to now, where exactly one is on record.
    pub(crate) fn household_of(&self, view: &PersonView) -> Option<Id> {
        let state = view.state("household.id");
        state.known().map(|named| self.household(&view.controller, &named.to_text()))
    }

    /// For each word that was typed, the tokens it may stand for; a person must have one of each.
    pub(crate) fn of_query(&self, text: &str) -> Vec<Vec<Token>> {
        typed(text).iter().map(|word| self.of_word(word)).filter(|tokens| !tokens.is_empty()).collect()
    }

    fn of_word(&self, word: &str) -> Vec<Token> {
        let kinds = [Kind::Name, Kind::Phone, Kind::Email, Kind::Document];
        let tokens = kinds.into_iter().filter_map(|kind| match words(kind, word).as_slice() {
            [one] => Some(self.token(kind, one)),
            _ => None,
        });
        tokens.collect()
    }

    fn token(&self, kind: Kind, word: &str) -> Token {
        let mac = self.0.mac(format!("{}\u{1f}{word}", kind.label()).as_bytes());
        mac.first_chunk().copied().unwrap_or_default()
    }
}

/// The ids that other registers gave, each with the register that the same source names.
fn external_ids(view: &PersonView) -> impl Iterator<Item = (String, String)> {
    let claims = |field: &str| view.fields.get(field).map_or(&[][..], Vec::as_slice);
    claims("external.id").iter().filter_map(move |claim| {
        let systems = claims("external.system").iter().filter(|system| system.source == claim.source);
        let system = systems.filter_map(|system| system.state.known()).map(Value::to_text).next();
        let id = claim.state.known()?.to_text();
        Some((system.unwrap_or_else(|| claim.source.clone()), id))
    })
}

/// The words of a search: a run of digits and separators is one number, all else is cut at spaces.
fn typed(text: &str) -> Vec<String> {
    let number = |c: char| c.is_numeric() || matches!(c, ' ' | '+' | '-' | '(' | ')' | '.' | '/');
    if text.chars().all(number) {
        return vec![text.to_owned()];
    }
    text.split_whitespace()
        .flat_map(|word| if word.contains('@') { vec![word.to_owned()] } else { cut(word) })
        .collect()
}

/// Name words inside one typed word; a number with letters stays whole, it may be of a document.
fn cut(word: &str) -> Vec<String> {
    if word.chars().any(char::is_numeric) { vec![word.to_owned()] } else { words(Kind::Name, word) }
}

/// The normalised words of a value.
fn words(kind: Kind, text: &str) -> Vec<String> {
    let folded = fold(text);
    let one = |word: String| if word.is_empty() { vec![] } else { vec![word] };
    match kind {
        Kind::Name => {
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(Into::into).collect()
        }
        Kind::Phone => phone(&folded).map_or_else(Vec::new, one),
        Kind::Email => {
            if folded.contains('@') {
                one(folded.trim().to_owned())
            } else {
                vec![]
            }
        }
        Kind::Document | Kind::External | Kind::Household => {
            one(folded.chars().filter(|c| c.is_alphanumeric()).collect())
        }
    }
}

fn phone(folded: &str) -> Option<String> {
    let digits: Vec<char> =
        folded.chars().filter_map(|c| c.to_digit(10)).filter_map(|d| char::from_digit(d, 10)).collect();
    let enough = digits.len() >= LEAST_PHONE && !folded.chars().any(char::is_alphabetic);
    let from = digits.len().saturating_sub(PHONE);
    enough.then(|| digits.get(from..).unwrap_or_default().iter().collect())
}

/// Compatibility forms, case and marks are no difference: `José`, `JOSE` and `jose` meet.
/// The Arabic tatweel and zero-width joiners only stretch a word.
fn fold(text: &str) -> String {
    let stretch = |c: &char| !matches!(c, '\u{640}' | '\u{200c}' | '\u{200d}');
    let lower = text.nfkd().filter(|c| !is_combining_mark(*c)).filter(stretch).flat_map(char::to_lowercase);
    lower.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().replace('ß', "ss")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blind() -> Blind {
        Blind::new(Key::from_bytes([7; 32]))
    }

    #[track_caller]
    fn meet(kind: Kind, left: &str, right: &str) {
        assert_eq!(words(kind, left), words(kind, right), "{left} / {right}");
        assert!(!words(kind, left).is_empty(), "{left}");
    }

    #[test]
    fn case_marks_and_compatibility_forms_are_no_difference() {
        meet(Kind::Name, "José Ñuñez", "JOSE nunez");
        meet(Kind::Name, "STRASSE", "Straße");
        meet(Kind::Name, "محمـــد", "محمد");
        meet(Kind::Name, "ＡＮＮＡ", "anna");
        meet(Kind::Phone, "+351 912 345 678", "0912345678");
        meet(Kind::Document, "ab-12 34", "AB1234");
        assert_ne!(words(Kind::Name, "Anna"), words(Kind::Name, "Hanna"));
    }

    #[test]
    fn arabic_digits_of_a_phone_count_as_digits() {
        let arabic: String = "٩١٢٣٤٥٦٧٨".into();
        assert_eq!(fold(&arabic).chars().filter(|c| c.is_numeric()).count(), 9);
        meet(Kind::Phone, "912345678", "912 345 678");
    }

    #[test]
    fn a_name_never_meets_a_document_of_the_same_letters() {
        let blind = blind();
        assert_ne!(blind.token(Kind::Name, "ab1234"), blind.token(Kind::Document, "ab1234"));
        assert_ne!(Blind::new(Key::from_bytes([8; 32])).token(Kind::Name, "a"), blind.token(Kind::Name, "a"));
    }

    #[test]
    fn a_query_of_spaced_digits_is_one_number_and_names_are_cut_at_hyphens() {
        assert_eq!(blind().of_query("+351 912 345 678").len(), 1);
        assert_eq!(blind().of_query("Anne-Marie Dubois").len(), 3);
        assert_eq!(blind().of_query("a.b@example.org").len(), 1);
        assert!(blind().of_query(" - ").is_empty());
    }
}
