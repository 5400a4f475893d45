//! Tokens: keyed hashes of what a row is found by and of who may see it. Name words, phones, documents, ids of registers,
//! households, facets, offices and controllers all lie in one table, alike: whoever holds the database but not the key can
//! neither read a word nor test a guess, nor tell a name from an office.
//!
//! Names are found by whole words. A phone is its last nine digits, so that `+351 912 345 678` and `0912345678` meet.
//! Fields are chosen by name, never by what a value looks like.

use std::collections::BTreeSet;

use casework::OwnerView;
use journal::Key;
use model::{About, FieldKey, Id, Value, core, folding};

use super::Rules;

/// Sixteen bytes of a MAC.
pub(crate) type Token = Id;

/// Digits of a phone that are compared.
const PHONE: usize = 9;
/// Fewer digits than this are no phone.
const LEAST_PHONE: usize = 6;

/// What a word is a word of; part of what is hashed, so that a name never meets a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordOf {
    Name,
    Phone,
    Email,
    Document,
    External,
    Household,
    Facet,
    Controller,
    Office,
    Person,
    Kept,
    Home,
    HomeAt,
    ClaimedHome,
    Read,
}

/// The kinds of word that somebody types into a search.
const SEARCHED: [WordOf; 4] = [WordOf::Name, WordOf::Phone, WordOf::Email, WordOf::Document];

impl WordOf {
    fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Document => "document",
            Self::External => "external",
            Self::Household => "household",
            Self::Facet => "facet",
            Self::Controller => "controller",
            Self::Office => "office",
            Self::Person => "person",
            Self::Kept => "kept",
            Self::Home => "home",
            Self::HomeAt => "home-at",
            Self::ClaimedHome => "claimed-home",
            Self::Read => "read",
        }
    }

    fn of_field(field: FieldKey) -> Option<Self> {
        match field {
            field if field == core::CONTACT_PHONE.key => Some(Self::Phone),
            field if field == core::CONTACT_EMAIL.key => Some(Self::Email),
            field if field == core::DOCUMENT_NUMBER.key => Some(Self::Document),
            field if core::NAMES.iter().any(|name| name.key == field) => Some(Self::Name),
            _ => None,
        }
    }
}

/// Makes tokens under the instance's search key.
#[derive(Debug, Clone)]
pub(crate) struct Tokens(Key);

impl Tokens {
    pub(crate) fn new(search_key: Key) -> Self {
        Self(search_key)
    }

    /// Everything by which a person's row is found, and where it stands.
    pub(crate) fn of_person(&self, view: &OwnerView, rules: &Rules) -> BTreeSet<Token> {
        // What is no person is found as what it is, and never among people.
        let (id, controller) = (self.person(view.id), &view.controller);
        match view.about {
            About::Itself => return BTreeSet::from([id, self.kept(controller)]),
            About::Household => {
                return BTreeSet::from([id, self.homes(controller), self.homes_at(controller, &view.office)]);
            }
            About::Person => {}
        }
        let mut tokens = self.words_of(view);
        tokens.extend(self.facets_of(view, rules));
        tokens.extend(self.external_ids(view));
        tokens.extend(self.household_of(view));
        tokens.extend(self.contested_homes(view));
        tokens.insert(id);
        tokens.insert(self.controller(controller));
        tokens.insert(self.office(controller, &view.office));
        tokens
    }

    fn words_of(&self, view: &OwnerView) -> BTreeSet<Token> {
        let mut tokens = BTreeSet::new();
        for field in view.open.fields() {
            let Some(of) = WordOf::of_field(field) else { continue };
            for value in view.live(field).iter().filter_map(|(_, state)| state.known()) {
                tokens.extend(words(of, &value.to_text()).iter().map(|word| self.token(of, &[word])));
            }
        }
        tokens
    }

    /// A contested field counts under each of its values.
    fn facets_of(&self, view: &OwnerView, rules: &Rules) -> Vec<Token> {
        let facets = view.open.fields().filter(|field| rules.facets.contains(field));
        let tokens = facets.flat_map(|field| {
            let live = view.live(field).into_iter();
            let values = live.filter_map(|(_, state)| state.known()).flat_map(texts);
            values.map(move |value| self.facet(field, &value))
        });
        tokens.collect()
    }

    /// The ids that registers gave, each with the register that the same source names.
    pub(crate) fn external_ids(&self, view: &OwnerView) -> Vec<Token> {
        let ids = view.live(core::EXTERNAL_ID.key);
        let systems = view.live(core::EXTERNAL_SYSTEM.key);
        let tokens = ids.iter().filter_map(|(said, state)| {
            let named = systems.iter().find(|(other, _)| other.source == said.source);
            let system = named.and_then(|(_, state)| state.known()).map(Value::to_text);
            let system = system.unwrap_or_else(|| said.source.clone());
            Some(self.external(&view.controller, &system, &state.known()?.to_text()))
        });
        tokens.collect()
    }

    /// The token of the id that a register gave; registers of two controllers never meet.
    pub(crate) fn external(&self, controller: &str, system: &str, id: &str) -> Token {
        self.token(WordOf::External, &[controller, &folding::register(system), &folding::given_id(id)])
    }

    /// The id under which a household is sealed that a register names so; registers of two controllers never meet.
    pub(crate) fn household(&self, controller: &str, named: &str) -> Id {
        let (register, number) = named.split_once('/').unwrap_or(("", named));
        self.token(WordOf::Household, &[controller, &folding::register(register), &folding::given_id(number)])
    }

    /// Where what owns itself stands: with its controller.
    pub(crate) fn kept(&self, controller: &str) -> Token {
        self.token(WordOf::Kept, &[controller])
    }

    /// Where the households of a controller stand that have records.
    pub(crate) fn homes(&self, controller: &str) -> Token {
        self.token(WordOf::Home, &[controller])
    }

    /// Where those of an office stand.
    pub(crate) fn homes_at(&self, controller: &str, office: &str) -> Token {
        self.token(WordOf::HomeAt, &[controller, office])
    }

    /// The households to which a person ever was said to belong.
    pub(crate) fn households_ever(&self, view: &OwnerView) -> BTreeSet<Id> {
        let named = view.history(core::HOUSEHOLD_ID.key).into_iter().filter_map(|(_, state)| state.known());
        named.map(|named| self.household(&view.controller, &named.to_text())).collect()
    }

    /// Where somebody stands whose household is contested: nobody knows which is theirs, and none of them is nobody's.
    fn contested_homes(&self, view: &OwnerView) -> Vec<Token> {
        if self.household_of(view).is_some() {
            return vec![];
        }
        let named = view.live(core::HOUSEHOLD_ID.key).into_iter().filter_map(|(_, state)| state.known());
        let homes = named.map(|named| self.household(&view.controller, &named.to_text()));
        homes.map(|home| self.claimed_home(home)).collect()
    }

    /// Where those stand of whom some say that they belong to a household, and others another.
    pub(crate) fn claimed_home(&self, home: Id) -> Token {
        self.token(WordOf::ClaimedHome, &[&home.to_string()])
    }

    /// The household a person belongs to now, where exactly one is on record.
    pub(crate) fn household_of(&self, view: &OwnerView) -> Option<Id> {
        let state = view.state(core::HOUSEHOLD_ID.key);
        state.known().map(|named| self.household(&view.controller, &named.to_text()))
    }

    /// One value of a facet.
    pub(crate) fn facet(&self, field: FieldKey, value: &str) -> Token {
        self.token(WordOf::Facet, &[&field.to_string(), value])
    }

    /// Where everybody of a controller stands.
    pub(crate) fn controller(&self, controller: &str) -> Token {
        self.token(WordOf::Controller, &[controller])
    }

    /// Where everybody of an office stands.
    pub(crate) fn office(&self, controller: &str, office: &str) -> Token {
        self.token(WordOf::Office, &[controller, office])
    }

    /// By what a person's own row is found.
    pub(crate) fn person(&self, person: Id) -> Token {
        self.token(WordOf::Person, &[&person.to_string()])
    }

    /// Under what it is noted that somebody's fields were read.
    pub(crate) fn read(&self, person: Id) -> Token {
        self.token(WordOf::Read, &[&person.to_string()])
    }

    /// What an account's command with an idempotency key is known again by.
    pub(crate) fn receipt(&self, account: &str, key: &str) -> Token {
        self.hashed("receipt", &[account, key])
    }

    /// For each word that was typed, the tokens it may stand for; a person must have one of each.
    pub(crate) fn of_query(&self, text: &str) -> Vec<Vec<Token>> {
        typed(text).iter().map(|word| self.of_word(word)).filter(|tokens| !tokens.is_empty()).collect()
    }

    /// For each kind of word as which all that was typed can be read, a token a word.
    pub(crate) fn of_query_by_kind(&self, text: &str) -> Vec<Vec<Token>> {
        let typed = typed(text);
        let read_as = |of: WordOf| {
            let tokens = typed.iter().map(|word| match words(of, word).as_slice() {
                [one] => Some(self.token(of, &[one])),
                _ => None,
            });
            tokens.collect::<Option<Vec<Token>>>().filter(|tokens| !tokens.is_empty())
        };
        SEARCHED.into_iter().filter_map(read_as).collect()
    }

    fn of_word(&self, word: &str) -> Vec<Token> {
        let tokens = SEARCHED.into_iter().filter_map(|of| match words(of, word).as_slice() {
            [one] => Some(self.token(of, &[one])),
            _ => None,
        });
        tokens.collect()
    }

    fn token(&self, of: WordOf, words: &[&str]) -> Token {
        self.hashed(of.label(), words)
    }

    fn hashed(&self, label: &str, words: &[&str]) -> Token {
        let length = words.iter().map(|word| word.len() + 1).sum::<usize>();
        let mut message = String::with_capacity(label.len() + length);
        message.push_str(label);
        for word in words {
            message.push('\u{1f}');
            message.push_str(word);
        }
        Id(self.0.mac(message.as_bytes()).first_chunk().copied().unwrap_or_default())
    }
}

pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Codes(codes) => codes.iter().cloned().collect(),
        value => vec![value.to_text()],
    }
}

/// The words of a search: a run of digits and separators is one number, all else is cut at spaces.
fn typed(text: &str) -> Vec<String> {
    let text = folding::visible(text);
    let number = |c: char| folding::digit(c).is_some() || matches!(c, ' ' | '+' | '-' | '(' | ')' | '.' | '/');
    if text.chars().all(number) {
        return vec![text.into_owned()];
    }
    text.split_whitespace()
        .flat_map(|word| if word.contains('@') { vec![word.to_owned()] } else { cut(word) })
        .collect()
}

/// Name words inside one typed word; a number with letters stays whole, it may be of a document.
fn cut(word: &str) -> Vec<String> {
    if word.chars().any(char::is_numeric) { vec![word.to_owned()] } else { words(WordOf::Name, word) }
}

/// The folded words of a value.
fn words(of: WordOf, text: &str) -> Vec<String> {
    let one = |word: String| if word.is_empty() { vec![] } else { vec![word] };
    match of {
        WordOf::Name => folding::words(text),
        WordOf::Phone => phones(text),
        WordOf::Email if text.contains('@') => one(folding::folded(text).trim().to_owned()),
        WordOf::Document => one(folding::compact(text)),
        // These are not cut into words.
        WordOf::Email
        | WordOf::External
        | WordOf::Household
        | WordOf::Facet
        | WordOf::Controller
        | WordOf::Office
        | WordOf::Person
        | WordOf::Kept
        | WordOf::Home
        | WordOf::HomeAt
        | WordOf::ClaimedHome
        | WordOf::Read => vec![],
    }
}

/// The phones of a value: people write two into one field, with a stroke or a comma between them.
fn phones(text: &str) -> Vec<String> {
    let each: Vec<String> = text.split(['/', ',', ';', '|', '\n']).filter_map(phone).collect();
    // A stroke that only groups the digits of one number leaves no two numbers.
    if each.len() > 1 { each } else { phone(text).into_iter().collect() }
}

fn phone(text: &str) -> Option<String> {
    if text.chars().any(char::is_alphabetic) {
        return None;
    }
    let digits: String =
        text.chars().filter_map(folding::digit).filter_map(|number| char::from_digit(number, 10)).collect();
    let from = digits.len().saturating_sub(PHONE);
    (digits.len() >= LEAST_PHONE).then(|| digits.get(from..).unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> Tokens {
        Tokens::new(Key::from_bytes([7; 32]))
    }

    /// Whether somebody whose field holds `stored` is found by typing `searched`.
    #[track_caller]
    fn meet(of: WordOf, stored: &str, searched: &str) {
        let tokens = tokens();
        let kept: BTreeSet<Token> = words(of, stored).iter().map(|word| tokens.token(of, &[word])).collect();
        assert!(!kept.is_empty(), "{stored} is found by nothing");
        let typed = tokens.of_query(searched);
        assert!(!typed.is_empty(), "{searched} searches for nothing");
        let found = typed.iter().all(|any| any.iter().any(|token| kept.contains(token)));
        assert!(found, "{stored} is not found by {searched}");
    }

    #[test]
    fn spelling_marks_and_case_are_no_difference_in_either_direction() {
        for (one, other) in
            [("José da Silva", "SILVA jose"), ("أحمد", "احمد"), ("مـحـمـد", "محمد"), ("Nguyễn", "nguyen")]
        {
            meet(WordOf::Name, one, other);
            meet(WordOf::Name, other.split(' ').next().unwrap(), one.split(' ').next_back().unwrap());
        }
        meet(WordOf::Name, "Amina Diallo", "\u{200f}amina\u{200b}");
        meet(WordOf::Name, "\u{feff}Am\u{ad}ina", "amina");
        assert_ne!(words(WordOf::Name, "Anna"), words(WordOf::Name, "Hanna"));
    }

    #[test]
    fn digits_of_every_script_find_each_other_in_either_direction() {
        let forms = ["912345678", "٩١٢٣٤٥٦٧٨", "۹۱۲۳۴۵۶۷۸", "৯১২৩৪৫৬৭৮", "९१२३४५६७८"];
        for stored in forms {
            for searched in forms {
                meet(WordOf::Phone, stored, searched);
                meet(WordOf::Phone, &format!("+351 {stored}"), searched);
                meet(WordOf::Document, &format!("AB-{stored}"), &format!("ab{searched}"));
            }
        }
        meet(WordOf::Phone, "+351 912 345 678", "0912345678");
        meet(WordOf::Phone, "(0)912-345.678", "۹۱۲ ۳۴۵ ۶۷۸");
    }

    #[test]
    fn an_id_of_a_register_is_one_id_in_the_digits_of_every_script_and_whatever_the_capitals_of_the_register() {
        let tokens = tokens();
        let known = tokens.external("north", "UNHCR", "K-12");
        for (system, id) in [("unhcr", "K-12"), ("UNHCR\u{a0}", "K-١٢"), ("Unhcr", "\u{200f}K-۱۲")] {
            assert!(tokens.external("north", system, id) == known, "{system} {id}");
        }
        for (system, id) in [("UNHCR", "K-012"), ("UNHCR", "k-12"), ("IOM", "K-12")] {
            assert!(tokens.external("north", system, id) != known, "{system} {id}");
        }
        let house = tokens.household("north", "UNHCR/1");
        assert!(house == tokens.household("north", "unhcr/١"));
        assert!(house != tokens.household("north", "UNHCR/01") && house != tokens.household("north", "IOM/1"));
    }

    #[test]
    fn each_of_two_phones_in_one_field_is_found() {
        for searched in ["0770000020", "0770000021", "٠٧٧٠٠٠٠٠٢١"] {
            meet(WordOf::Phone, "0770000020/0770000021", searched);
            meet(WordOf::Phone, "0770 000 020, +964 770 000 021", searched);
        }
        meet(WordOf::Phone, "0911/123456", "0911123456");
    }

    #[test]
    fn documents_meet_whatever_separates_their_letters() {
        meet(WordOf::Document, "ab-12 34", "AB1234");
        meet(WordOf::Email, "A.B@Example.org", "a.b@example.ORG");
    }

    #[test]
    fn a_name_never_meets_a_document_of_the_same_letters() {
        let tokens = tokens();
        assert_ne!(tokens.token(WordOf::Name, &["ab1234"]), tokens.token(WordOf::Document, &["ab1234"]));
        let other = Tokens::new(Key::from_bytes([8; 32]));
        assert_ne!(other.token(WordOf::Name, &["a"]), tokens.token(WordOf::Name, &["a"]));
        assert_ne!(tokens.household("a", "b1"), tokens.household("ab", "1"), "where one word ends and the next begins");
    }

    #[test]
    fn a_query_of_spaced_digits_is_one_number_and_names_are_cut_at_hyphens() {
        assert_eq!(tokens().of_query("+351 912 345 678").len(), 1);
        assert_eq!(tokens().of_query("٩١٢ ٣٤٥ ٦٧٨").len(), 1);
        assert_eq!(tokens().of_query("Anne-Marie Dubois").len(), 3);
        assert_eq!(tokens().of_query("a.b@example.org").len(), 1);
        assert!(tokens().of_query(" - ").is_empty());
    }
}
